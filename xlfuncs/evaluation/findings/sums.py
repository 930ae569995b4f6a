"""合计的核对 — points, typed subtotals and typed totals that are not the sums they should be."""

from __future__ import annotations

from typing import Any

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Score, Section, Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.sections import Rows, number, sum_of, worth_of
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact_or_none, is_blank
from xlfuncs.scoring.totals import total

__all__ = ["check"]


def check(table: Table, rows: Rows, rule: str) -> list[Finding]:
    """Points, typed subtotals and the typed total that are not the sums they should be."""
    findings: list[Finding] = []
    parts = []
    for section in table.sections:
        inside = rows.get(section.name, [])
        if not inside and section.points is section.entered is None:
            continue  # nothing there earns points
        findings += _points(section, inside)
        added = _rows_entered(inside)
        cell = table.cells.get(section.name)
        findings += _sum(section.name, section.entered, added, cell) or _by_rule(section, inside, cell)
        parts.append(added if exact_or_none(section.entered) is None else section.entered)
    findings += _whole(table, rule) or _hundred(table)
    findings += _total_points(table, rows)
    if None not in parts:
        cell = table.cells.get("entered_total", table.cells.get("total"))
        findings += _sum("总分", table.entered_total, sum_of(parts), cell)
    return findings


def _points(section: Section, rows: list[Score]) -> list[Finding]:
    stated, worth = number(section.points), [score.item.points for score in rows]
    if stated is None or not worth or any(exact_or_none(points) is None for points in worth):
        return []
    added = float(total(worth))
    if added == stated:
        return []
    at = rows[0].item.place("points")
    return [finding("points-sum", at=at, item=section.name, found=added, expected=stated)]


def _whole(table: Table, rule: str) -> list[Finding]:
    """The sections' points against what the rule's sections are worth together."""
    stated = sum_of(section.points.value for section in load(rule).sections.values())
    worth = [number(section.points) for section in table.sections]
    added = sum_of(worth)
    if stated is None or None in worth or added in (None, stated):
        return []
    return [finding("points-sum", case="sections", at=None, item="总分", found=added, expected=stated)]


def _hundred(table: Table) -> list[Finding]:
    """Grades are of 100 points; our own blank tables are another matter."""
    worth = worth_of(table)
    if table.own or worth in (None, 100):
        return []
    at = table.cells.get("total_points")
    return [finding("points-sum", case="hundred", at=at, item="总分", found=worth, expected=100)]


def _total_points(table: Table, rows: Rows) -> list[Finding]:
    """The points of the total row, where every row has its own."""
    stated = number(table.total_points)
    worth = [score.item.points for inside in rows.values() for score in inside]
    if stated is None or not worth or any(exact_or_none(points) is None for points in worth):
        return []
    added = float(total(worth))
    if added == stated:
        return []
    at = table.cells.get("total_points")
    return [finding("points-sum", case="total-row", at=at, item="总分", found=stated, expected=added)]


def _sum(name: str, typed: Any, added: float | None, cell: Place | None) -> list[Finding]:
    given = number(typed)
    if given is None or added is None or given == added:
        return []
    return [finding("total-differs", at=cell, item=name, found=given, expected=added)]


def _by_rule(section: Section, rows: list[Score], cell: Place | None) -> list[Finding]:
    """One score for a whole section, where the rule scores every row of it."""
    typed = number(section.entered)
    if typed is None or not rows or any(s.counted is None or not is_blank(s.item.entered) for s in rows):
        return []
    added = sum_of(score.counted for score in rows)
    if added == typed:
        return []
    return [finding("score-differs", case="section", at=cell, item=section.name, found=typed, expected=added)]


def _rows_entered(rows: list[Score]) -> float | None:
    """The sum of the entered scores, where every row has one."""
    entered = [score.item.entered for score in rows]
    complete = entered and all(exact_or_none(value) is not None for value in entered)
    return float(total(entered)) if complete else None
