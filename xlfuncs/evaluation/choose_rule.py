"""适用规则 — which rule judges a table: the one asked for, the one it names, its jurisdiction's, the national."""

from __future__ import annotations

from xlfuncs.errors import UnknownRule
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.rules.loader import index, load
from xlfuncs.rules.model import Rule

__all__ = ["choose_rule"]


def choose_rule(table: Table, asked: str | None) -> tuple[str, list[Finding]]:
    """The rule's id or file, and a finding that says why where nobody named it.

    Raises
    ------
    UnknownRule, RuleProblem
        The rule asked for, or named by the table, does not exist. A table may only name a known id: what
        stands in a cell must not make us open files.
    """
    if asked:
        document = load(asked)  # an unknown one is an error here, not at the first score
        return asked, _overruled(table, document)
    if table.rule:
        known = [entry.id for entry in index().rule]
        if table.rule not in known:
            raise UnknownRule(
                f"「{table.sheet}」写明的规则「{table.rule}」不在已有规则之内：{'、'.join(known)}；"
                "自己的规则文件请用 --rule 指定 | unknown rule"
            )
        return table.rule, []
    for entry in index().rule:
        seen = next((word for word in entry.words if word in table.text), None)
        if seen:
            return entry.id, [_assumed(entry.id, seen)]
    fallback = index().fallback
    return fallback, [_assumed(fallback)]


def _overruled(table: Table, document: Rule) -> list[Finding]:
    """Where the rule asked for is not the one whose id the workbook has, or will have."""
    known = document.id in (entry.id for entry in index().rule)
    if table.rule and table.rule != document.id:
        code = "rule-overruled"
    elif known and document != load(document.id):
        code = "rule-id-taken"
    else:
        return []
    return [finding(code, at=None, item=None, found=table.rule, expected=document.id)]


def _assumed(rule: str, seen: str = "") -> Finding:
    document = load(rule)
    return finding(
        "rule-assumed",
        case="seen" if seen else "",
        at=None,
        item=None,
        expected=rule,
        seen=seen,
        issuer=document.issuer,
        document=document.title,
    )
