"""清单的核对 — which checks a table's lists and fields go through, by the keys the layouts give them."""

from __future__ import annotations

import datetime as dt

from xlfuncs.evaluation.content import Finding, Table
from xlfuncs.evaluation.findings.consistency import rate_findings, spending_findings, statement_findings
from xlfuncs.evaluation.findings.duties import answer_findings, task_findings
from xlfuncs.evaluation.findings.goals import goal_findings

__all__ = ["list_findings"]


def list_findings(table: Table, today: dt.date) -> list[Finding]:
    """What is missing, late or contradictory in the parts of a form that earn no points."""
    lists = table.lists
    findings: list[Finding] = []
    if "indicators" in lists:
        findings += goal_findings(table)
    if "answers" in lists:
        findings += answer_findings(lists["answers"])
    if "tasks" in lists:
        findings += task_findings(lists["tasks"], today)
    if "spending" in lists:
        findings += spending_findings(table)
    if "rates" in lists:
        findings += rate_findings(lists["rates"])
    if "statements" in lists:
        findings += statement_findings(lists["statements"])
    return findings
