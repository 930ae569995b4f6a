"""规则清单 — the rules as pages for people and as data: every value with its unit, clause or inference."""

from __future__ import annotations

from typing import Any

from xlfuncs.rules.loader import index, load
from xlfuncs.rules.lookup import shown
from xlfuncs.rules.model import STATUS, Rule, Value
from xlfuncs.rules.words import label, value_with_unit


def every() -> list[dict[str, Any]]:
    """The head of every rule in the index."""
    return [_head(load(entry.id)) for entry in index().rule]


def one(rule: str) -> dict[str, Any]:
    """A rule with all its values."""
    document = load(rule)
    functions = {
        name: {"method": function.method, "clause": function.clause}
        for name, function in document.functions.items()
    }
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


def overview() -> str:
    """One paragraph for each rule.

    >>> print(overview().splitlines()[0])
    beijing-2022　北京市　2022　已见原文（默认）
    """
    lines = []
    for entry in index().rule:
        rule = load(entry.id)
        default = "（默认）" if rule.id == index().default else ""
        lines += [
            f"{rule.id}　{rule.jurisdiction}　{rule.year}　{STATUS[rule.status]}{default}",
            f"    {rule.issuer}《{rule.title}》",
            f"    出处：{rule.source}",
        ]
    return "\n".join(lines)


def page(rule: str) -> str:
    """A rule in full."""
    document = load(rule)
    lines = [
        f"{document.id}　{document.issuer}《{document.title}》",
        f"文号：{document.document_number}　年度：{document.year}　地区：{document.jurisdiction}",
        f"核实情况：{STATUS[document.status]}{f'（{document.checked} 核对）' if document.checked else ''}",
        f"出处：{document.source}",
        f"网址：{document.link or '未见公开网址'}",
        *(f"说明：{note}" for note in document.notes),
    ]
    for name, function in document.functions.items():
        lines += ["", f"{name}　方法 {function.method}", f"    依据：{function.clause}"]
        lines += [_line(key, value) for key, value in function.values.items()]
    others = [(key, value) for key, value in document.values() if key.startswith(("sections.", "items."))]
    if others:
        lines += ["", "各部分与清单项"]
        lines += [_line(key, value) for key, value in others]
    return "\n".join(lines)


def _line(key: str, value: Value) -> str:
    name = f"{key}（{label(key)}）"
    told = f"{value.kind}：{value.clause or value.inferred_from}"
    return f"    {name}＝ {value_with_unit(key, value)}\n        {told}"
