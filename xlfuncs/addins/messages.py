"""按钮的话 — what a button of either office suite says about the tables it has judged."""

from __future__ import annotations

from xlfuncs.evaluation.findings.register import SEVERITIES, Finding, gravity
from xlfuncs.evaluation.result import Result
from xlfuncs.review.words import without_options


def _overview(result: Result) -> str:
    """One line about a table: its total, grade and rule."""
    if not result.earns:
        return f"{result.table.sheet}：不计分，只核对填报"
    total = "未得出" if result.total is None else f"{result.total:.2f}"
    grade = result.grade or (result.ungraded.zh if result.ungraded else "未评定等级")
    return f"{result.table.sheet}：总分 {total}，{grade}（规则 {result.rule or '不明'}）"


def outcome(results: list[Result]) -> str:
    """One line about what a refresh has done: each table's total, and how many findings there are."""
    severities = [finding.severity for result in results for finding in result.findings]
    counts = [f"{zh} {severities.count(one)} 处" for one, zh in SEVERITIES.items() if one in severities]
    return "；".join([*map(_overview, results), "、".join(counts) or "没有发现问题"])


def summary(results: list[Result], most: int) -> str:
    """A line about each table, the gravest findings of all, and how many more there are."""
    every = [(finding, result.table.sheet) for result in results for finding in result.findings]
    findings = sorted(every, key=lambda found: gravity(found[0].severity))
    lines = [
        f"{SEVERITIES[finding.severity]} {_of(sheet, finding, several=len(results) > 1)}"
        for finding, sheet in findings[:most]
    ]
    more = [f"……共 {len(findings)} 处，刷新得分后见“核对”表"] if len(findings) > most else []
    return "\n".join([*map(_overview, results), *(lines or ["没有发现问题"]), *more])


def _of(sheet: str, finding: Finding, *, several: bool) -> str:
    """A finding, with the name of its sheet where it could be of another one."""
    said = without_options(finding.placed("zh"))
    return f"{sheet}：{said}" if several and not finding.cell and sheet not in said else said
