"""规则清单 — the rules as pages for people and as data: every value with its unit, clause or inference.

What documents say is quoted as they say it, in Chinese.
"""

from __future__ import annotations

from typing import Any

from xlfuncs.bilingual import Both, Language
from xlfuncs.function_table import SCORED
from xlfuncs.rules.loader import index, load
from xlfuncs.rules.lookup import shown
from xlfuncs.rules.model import STATUS, Rule, Value
from xlfuncs.rules.words import label, value_with_unit

_UNITS = {"分": "points", "比例": "ratio", "倍": "times", "位小数": "decimals", "项": "items"}


def every() -> list[dict[str, Any]]:
    """The head of every rule in the index."""
    return [_head(load(entry.id)) for entry in index().rule]


def one(rule: str) -> dict[str, Any]:
    """A rule with all its values."""
    document = load(rule)
    stated = document.functions.items()
    functions = {name: {"method": one.method, "clause": one.clause} for name, one in stated}
    values = [
        {
            "key": key,
            "value": shown(value),
            "unit": value.unit,
            "clause": value.clause or None,
            "inferred_from": value.inferred_from or None,
        }
        for key, value in document.values()
    ]
    return {**_head(document), "functions": functions, "values": values, "notes": document.notes}


def _head(rule: Rule) -> dict[str, Any]:
    names = ("id", "title", "issuer", "document_number", "year", "jurisdiction", "status", "source")
    head = {name: getattr(rule, name) for name in names}
    return {**head, "link": rule.link or None, "checked": rule.checked and str(rule.checked)}


def overview(language: Language = "zh") -> str:
    """One paragraph for each rule.

    >>> print(overview().splitlines()[0])
    beijing-2022　北京市　2022　已见原文（默认）
    >>> print(overview("en").splitlines()[0])
    beijing-2022　北京市　2022　original seen (default)
    """
    lines = []
    for entry in index().rule:
        rule = load(entry.id)
        default = Both("（默认）", " (default)").said(language) if rule.id == index().default else ""
        lines += [
            f"{rule.id}　{rule.jurisdiction}　{rule.year}　{STATUS[rule.status].said(language)}{default}",
            f"    {rule.issuer}《{rule.title}》",
            Both(f"    出处：{rule.source}", f"    Source: {rule.source}").said(language),
        ]
    return "\n".join(lines)


def page(rule: str, language: Language = "zh") -> str:
    """A rule in full."""
    document = load(rule)
    lines = [f"{document.id}　{document.issuer}《{document.title}》", *_facts(document, language)]
    for name, function in document.functions.items():
        chinese = f"{SCORED[name].zh} {name}　方法 {function.method}"
        method = Both(chinese, f"{name}: method {function.method}")
        clause = Both(f"    依据：{function.clause}", f"    By: {function.clause}")
        lines += ["", method.said(language), clause.said(language)]
        lines += [_line(key, value, language) for key, value in function.values.items()]
    others = [(key, value) for key, value in document.values() if key.startswith(("sections.", "items."))]
    if others:
        lines += ["", Both("各部分与清单项", "Sections and items").said(language)]
        lines += [_line(key, value, language) for key, value in others]
    return "\n".join(lines)


def _facts(rule: Rule, language: Language) -> list[str]:
    """What is known of the document."""
    status = STATUS[rule.status]
    day = rule.checked
    facts = [
        Both(
            f"文号：{rule.document_number}　年度：{rule.year}　地区：{rule.jurisdiction}",
            f"Document number: {rule.document_number}; year: {rule.year}; jurisdiction: {rule.jurisdiction}",
        ),
        Both(
            f"核实情况：{status.zh}{f'（{day} 核对）' if day else ''}",
            f"Status: {status.en}{f', checked {day}' if day else ''}",
        ),
        Both(f"出处：{rule.source}", f"Source: {rule.source}"),
        Both(f"网址：{rule.link or '未见公开网址'}", f"Link: {rule.link or 'none is public'}"),
        *(Both(f"说明：{note}", f"Note: {note}") for note in rule.notes),
    ]
    return [fact.said(language) for fact in facts]


def _line(key: str, value: Value, language: Language) -> str:
    source = value.clause or value.inferred_from
    zh = f"    {key}（{label(key)}）＝ {value_with_unit(key, value)}\n        {value.kind}：{source}"
    bare, kind = shown(value), "clause" if value.clause else "inferred"
    said = f"{bare:g}" if isinstance(bare, float) else bare
    en = f"    {key} = {said} {_UNITS.get(value.unit, '')}".rstrip() + f"\n        {kind}: {source}"
    return Both(zh, en).said(language)
