"""docs/glossary.md: each term in Chinese, in English, as it is spelled in code, and its unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scripts.markdown import GENERATED, row
from xlfuncs.evaluation.findings.register import SEVERITIES, codes
from xlfuncs.function_table import TABLE
from xlfuncs.rules.loader import index, load
from xlfuncs.rules.model import STATUS
from xlfuncs.rules.words import LABELS

Term = tuple[str, str, str, str]  # 中文, English, the name in code, the unit

_HEAD = f"""{GENERATED}

# 术语 Glossary

一个意思只用一个词：表里、说明里、程序里都是它。金额以元或万元计，一张表里只用一种。

One name for each thing, everywhere: in the tables, in what is said about them and in the code. Amounts are 元 or 万元,
one of the two within a table. The functions one by one: [functions.md](functions.md); the
findings: [findings.md](findings.md).
"""

# What no other table names.
_TERMS: list[Term] = [
    ("规则", "one issued document that says how points are given", "rule", "id"),
    ("官方表", "an official table", "form", "id"),
    ("公布（填报）得分", "the score that was published or typed", "entered", "points"),
    ("规则得分", "the score that the rule gives", "score", "points"),
    ("核定得分", "the score that a person decided on; it goes before the other two", "approved", "points"),
    ("正向", "more is better, as in ≥40人", "positive", "–"),
    ("反向", "less is better, as in ≤5%", "negative", "–"),
    ("等于", "the target itself is to be met, as in =100%", "equal", "–"),
    ("定性", "judged by a person, in tiers", "qualitative", "–"),
    ("核对发现", "what does not agree, at its cell", "finding", "code"),
]
_STATUS = {
    "seen": "the document itself was read",
    "corroborated": "not read; other public documents follow it",
    "unverified": "neither read nor corroborated",
}


def glossary_page() -> str:
    """Every term on one line."""
    parts = [
        _HEAD,
        _table("表与得分 Tables and scores", _TERMS),
        _table("函数 Functions", _functions()),
        _table("函数的参数 Arguments of functions", _arguments()),
        _table("规则的参数 Keys of a rule", _keys()),
        _table(
            "规则的核实情况 How sure a rule is",
            ((STATUS[key].zh, text, key, "–") for key, text in _STATUS.items()),
        ),
        _table(
            "发现的轻重 Severity of a finding", ((zh, name, name, "–") for name, zh in SEVERITIES.items())
        ),
        _table(
            "核对发现 Findings", ((code.title.zh, code.title.en, name, "–") for name, code in codes().items())
        ),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _table(title: str, terms: Iterable[Term]) -> str:
    head = [f"## {title}", "", row("中文", "English", "name", "unit"), "|---|---|---|---|"]
    return "\n".join([*head, *(row(zh, english, f"`{name}`", unit) for zh, english, name, unit in terms)])


def _functions() -> Iterator[Term]:
    for function in TABLE.values():
        yield function.zh, function.english, function.name, function.unit or "–"


def _arguments() -> Iterator[Term]:
    """Once each, though many functions take the same."""
    seen = set()
    for function in TABLE.values():
        for argument in function.arguments:
            if (argument.zh, argument.name) not in seen:
                seen.add((argument.zh, argument.name))
                yield argument.zh, argument.meaning, argument.name, argument.unit or "–"


def _keys() -> Iterator[Term]:
    rules = [load(entry.id) for entry in index().rule]
    units = {key.rpartition(".")[2]: value.unit for rule in rules for key, value in rule.values()}
    for key, zh in LABELS.items():
        yield zh, key.replace("_", " "), key, units.get(key, "–")
