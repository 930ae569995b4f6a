"""适用规则 — which rule judges a table: the one asked for, the one it names, its jurisdiction's, the national."""

from __future__ import annotations

from xlfuncs.evaluation.content import Finding, Table
from xlfuncs.rules.loader import index, load

__all__ = ["choose_rule"]


def choose_rule(table: Table, asked: str | None) -> tuple[str, Finding | None]:
    """The rule's id, and a finding that says why where nobody named it."""
    named = asked or table.rule
    if named:
        load(named)  # an unknown one is an error here, not at the first score
        return named, None
    for entry in index().rule:
        seen = next((word for word in entry.words if word in table.text), None)
        if seen:
            return entry.id, _assumed(table, entry.id, f"表中有「{seen}」")
    fallback = index().fallback
    return fallback, _assumed(table, fallback, "表中看不出地区")


def _assumed(table: Table, rule: str, why: str) -> Finding:
    document = load(rule)
    message = (
        f"表格没有写明规则，{why}，按 {rule}（{document.issuer}《{document.title}》）核对；"
        "不对请用 --rule 指定 | rule assumed"
    )
    return Finding("rule-assumed", "info", None, None, None, rule, message)
