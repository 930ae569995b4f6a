"""评价一张表 — every row scored by the rule, the total, the grade, and what does not agree.

The total counts, for each row, the approved score, else the rule's, else the entered one.
"""

from __future__ import annotations

from typing import Any

from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.evaluation.choose_rule import choose_rule
from xlfuncs.evaluation.compare import compare, unscored
from xlfuncs.evaluation.content import Finding, Item, Result, Score, Table
from xlfuncs.evaluation.functions import grade, total_score
from xlfuncs.evaluation.score_item import score_item
from xlfuncs.scoring.numbers import exact, is_blank

__all__ = ["evaluate"]


def evaluate(table: Table, rule: str | None = None) -> Result:
    """核对一张表 — score it under a rule; nothing in the table is changed.

    Parameters
    ----------
    table : Table
        As recognised.
    rule : str, optional
        Rule id or file; left out, the table's own, else its jurisdiction's, else the national one.

    Raises
    ------
    UnknownRule, RuleProblem
        The rule asked for or named by the table is not to be had.

    Source: the rule; the order approved, rule, entered is this library's own.
    """
    chosen, assumed = choose_rule(table, rule)
    findings = list(table.findings)
    if assumed:
        findings.append(assumed)
    refused = {finding.cell for finding in findings if finding.severity == "error"}
    scores = []
    for item in table.items:
        try:
            score = score_item(item, chosen)
            findings += compare(score, chosen)
        except XlfuncsError as error:
            score = Score(item, method=item.function)
            if refused.isdisjoint(item.cells.values()):  # not what reading has said already
                findings.append(unscored(item, error))
        scores.append(score)
    findings += _sums(table)
    total = total_score([score.counted for score in scores])
    label, missing = _grade(total, chosen)
    if missing:
        findings.append(missing)
    return Result(
        table=table,
        rule=chosen,
        scores=scores,
        sections=_sections(table, scores),
        total=total,
        entered_total=_number(table.entered_total) if _given(table.entered_total) else _entered(table.items),
        grade=label,
        findings=findings,
    )


def _sections(table: Table, scores: list[Score]) -> list[dict[str, Any]]:
    rows = []
    for section in table.sections:
        inside = [score for score in scores if score.item.section == section.name]
        entered = _number(section.entered) if _given(section.entered) else _entered(s.item for s in inside)
        rows.append(
            {
                "name": section.name,
                "points": _number(section.points),
                "score": total_score([score.counted for score in inside]),
                "entered": entered,
            }
        )
    return rows


def _sums(table: Table) -> list[Finding]:
    """Typed subtotals and the typed total against the rows they should add up."""
    findings = []
    for section in table.sections:
        rows = [item for item in table.items if item.section == section.name]
        worth = [item.points for item in rows]
        if _given(section.points) and rows and all(map(_given, worth)):
            given = total_score(worth)
            if given != _number(section.points):
                message = (
                    f"「{section.name}」各行分值合计 {given}，应为 {section.points} | points do not add up"
                )
                findings.append(
                    Finding("points-sum", "warning", None, section.name, given, section.points, message)
                )
        if _given(section.entered):
            findings += _sum(section.name, section.entered, rows, table.cells.get(section.name))
    if _given(table.entered_total):
        whole = table.items if not any(_given(s.entered) for s in table.sections) else []
        findings += _sum("总分", table.entered_total, whole, table.cells.get("total"))
    return findings


def _sum(name: str, typed: Any, rows: list[Item], cell: str | None) -> list[Finding]:
    added = _entered(rows)
    if added is None or added == _number(typed) or any(item.entered is None for item in rows):
        return []
    message = f"「{name}」填 {typed}，各行填报得分相加为 {added} | typed total differs from its rows"
    return [Finding("total-differs", "error", cell, name, _number(typed), added, message)]


def _grade(total: float | None, rule: str) -> tuple[str | None, Finding | None]:
    if total is None:
        return None, None
    try:
        return grade(total, rule=rule), None
    except NotCovered as error:
        return None, Finding("grade-not-covered", "info", None, None, total, None, str(error))
    except XlfuncsError as error:
        return None, Finding("total-out-of-range", "error", None, "总分", total, None, str(error))


def _entered(items: Any) -> float | None:
    return total_score([item.entered for item in items if _given(item.entered)])


def _given(value: Any) -> bool:
    """A number stands there."""
    return _number(value) is not None


def _number(value: Any) -> float | None:
    if is_blank(value):
        return None
    try:
        return float(exact(value))
    except XlfuncsError:
        return None
