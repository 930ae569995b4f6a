"""适用规则 — which rule judges a table: the one asked for, the one it names, its jurisdiction's, the national."""

from __future__ import annotations

from xlfuncs.errors import UnknownRule
from xlfuncs.evaluation.content import Finding, Table
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
            return entry.id, [_assumed(entry.id, f"表中有「{seen}」")]
    fallback = index().fallback
    return fallback, [_assumed(fallback, "表中看不出地区")]


def _overruled(table: Table, document: Rule) -> list[Finding]:
    """Where the rule asked for is not the one whose id the workbook has, or will have."""
    known = document.id in (entry.id for entry in index().rule)
    if table.rule and table.rule != document.id:
        code = "rule-overruled"
        message = (
            f"工作簿写明规则 {table.rule}，这次按 {document.id} 核对；表里的公式仍按 {table.rule} 计算，"
            "要改用新规则请以 xlfuncs new --rule 重新建表 | rule overruled"
        )
    elif known and document != load(document.id):
        code = "rule-id-taken"
        message = (
            f"规则文件的编号 {document.id} 与内置规则相同而内容不同：工作簿里只记编号，不带 --rule 时按内置规则计分；"
            "请在文件里另取 id | rule id taken"
        )
    else:
        return []
    return [Finding(code, "warning", None, None, table.rule, document.id, message)]


def _assumed(rule: str, why: str) -> Finding:
    document = load(rule)
    message = (
        f"表格没有写明规则，{why}，按 {rule}（{document.issuer}《{document.title}》）核对；"
        "不对请用 --rule 指定 | rule assumed"
    )
    return Finding("rule-assumed", "info", None, None, None, rule, message)
