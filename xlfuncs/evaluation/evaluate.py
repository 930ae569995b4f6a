"""评价一张表 — every row scored by the rule, the total, the grade, and what does not agree.

The total counts, for each row, the approved score, else the rule's, else the entered one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from xlfuncs.cells import Place
from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.evaluation.choose_rule import choose_rule
from xlfuncs.evaluation.content import Finding, Result, Score, Severity, Table
from xlfuncs.evaluation.findings.bad_input import unscored
from xlfuncs.evaluation.findings.compare import compare
from xlfuncs.evaluation.findings.list_findings import list_findings
from xlfuncs.evaluation.findings.sums import (
    by_section,
    entered_total,
    scored_whole,
    section_sums,
    sum_findings,
    sum_of,
)
from xlfuncs.evaluation.score_items import score_items
from xlfuncs.function_table import TABLE
from xlfuncs.functions.public import grade
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import is_blank

__all__ = ["evaluate"]


def evaluate(table: Table, rule: str | None = None, *, today: dt.date | None = None) -> Result:
    """核对一张表 — score it under a rule; nothing in the table is changed.

    Parameters
    ----------
    table : Table
        As recognised.
    rule : str, optional
        Rule id or file; left out, the table's own, else its jurisdiction's, else the national one.
    today : date, optional
        The day that decides what is overdue; left out, the day it is.

    Raises
    ------
    UnknownRule, RuleProblem
        The rule asked for or named by the table does not exist.

    Source: the rule; the order approved, rule, entered is this library's own.
    """
    listed = list_findings(table, today or dt.date.today())
    if table.lists and not table.items and not table.sections:  # a form that earns no points
        if rule:
            load(rule)  # an unknown one is an error here too
        return Result(table, "", [], [], None, None, None, [*table.findings, *listed])
    chosen, assumed = choose_rule(table, rule)
    findings = [*table.findings, *assumed, *listed]
    refused = {finding.cell for finding in findings if finding.severity == "error"}
    scores = []
    for score, problem in score_items(table.items, chosen):
        found = compare(score, chosen)
        if problem is not None:
            found.insert(0, unscored(score.item, problem))
        # not again what reading has said of the same cell
        findings += [f for f in found if f.code != "bad-input" or f.cell not in refused]
        scores.append(score)
    rows = by_section(scores)
    sections, total = section_sums(table, rows)
    bad = {finding.cell for finding in findings if finding.severity == "error"}
    missing = [] if total is None and not _begun(scores) else _missing(scores, scored_whole(table, rows), bad)
    findings += missing
    findings += sum_findings(table, rows, chosen)
    unscored_part = any(part["points"] and part["score"] is None for part in sections)
    incomplete = missing or unscored_part or not _of_hundred(table)
    label, ungraded = (None, []) if incomplete else _grade(table, total, chosen)
    return Result(
        table=table,
        rule=chosen,
        scores=scores,
        sections=sections,
        total=total,
        entered_total=entered_total(table, sections),
        grade=label,
        findings=findings + ungraded,
    )


def _of_hundred(table: Table) -> bool:
    """Grades are of 100 points: where the user gives all points, they must come to that."""
    stated = any(not is_blank(section.points) for section in table.sections)
    return not table.own or stated or sum_of(item.points for item in table.items) == 100


def _begun(scores: list[Score]) -> bool:
    """Whether somebody has filled in anything."""
    return any(not is_blank(score.item.actual) for score in scores)


def _missing(scores: list[Score], whole: Collection[str], bad: set[Place | None]) -> list[Finding]:
    """Rows that count nothing in a table somebody has filled; the bad ones have their own finding."""
    findings = []
    for score in scores:
        item = score.item
        if score.score is not None or score.counted is not None or item.section in whole:
            continue
        if not bad.isdisjoint(item.cells.values()) or (is_blank(item.actual) and is_blank(item.points)):
            continue
        blank = [] if item.function is None else _blank_inputs(score)
        why = f"缺少{'、'.join(blank)}" if blank else "须由人评定"
        message = f"「{item.name}」没有得分，未计入总分：{why}，请填 | no score yet"
        cell = item.place("score", "actual")
        # a row that nobody gave points or a target is not meant to earn any yet
        severity: Severity = "info" if is_blank(item.points) and is_blank(item.target) else "warning"
        findings.append(Finding("score-missing", severity, cell, item.name, None, None, message))
    return findings


def _blank_inputs(score: Score) -> list[str]:
    """The inputs a row lacks, by their Chinese names."""
    asked = [a for a in TABLE[str(score.method)].arguments if not a.optional or a.name == "points"]
    return [argument.zh for argument, value in zip(asked, score.values, strict=False) if is_blank(value)]


def _grade(table: Table, total: float | None, rule: str) -> tuple[str | None, list[Finding]]:
    if total is None:
        return None, []
    cell = table.cells.get("total")
    try:
        return grade(total, rule=rule), []
    except NotCovered as error:
        return None, [Finding("grade-not-covered", "info", cell, "总分", total, None, str(error))]
    except XlfuncsError as error:
        return None, [Finding("total-out-of-range", "error", cell, "总分", total, None, str(error))]
