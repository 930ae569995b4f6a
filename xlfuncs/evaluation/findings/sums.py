"""合计的核对 — what sections and the table add up to, and typed sums that do not."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Finding, Score, Section, Table
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact_or_none, is_blank
from xlfuncs.scoring.totals import total

__all__ = ["by_section", "entered_total", "scored_whole", "section_sums", "sum_findings", "sum_of"]

Rows = dict[str, list[Score]]


def by_section(scores: Iterable[Score]) -> Rows:
    """The rows of each section, in order."""
    rows: Rows = {}
    for score in scores:
        rows.setdefault(score.item.section, []).append(score)
    return rows


def sum_of(values: Iterable[Any]) -> float | None:
    """The exact sum of the numbers among the values; None where there is none."""
    numbers = [
        value
        for value in values
        if (type(value) is float and isfinite(value)) or exact_or_none(value) is not None
    ]
    return float(total(numbers)) if numbers else None


def scored_whole(table: Table, rows: Rows) -> dict[str, float]:
    """The sections that a person gave one score for, where the rule cannot score every row.

    In our own workbooks the sheet adds up the rows as soon as one has a score.
    """
    whole = {}
    for section in table.sections:
        inside = rows.get(section.name, [])
        approved, typed = _number(section.approved), _number(section.entered)
        if approved is None and typed is None:
            continue
        entered = any(not is_blank(score.item.entered) for score in inside)
        scored = [score.counted is not None for score in inside]
        rows_count = entered or (any(scored) if table.own else bool(scored) and all(scored))
        given = typed if approved is None and not rows_count else approved
        if given is not None:
            whole[section.name] = given
    return whole


def section_sums(table: Table, rows: Rows) -> tuple[list[dict[str, Any]], float | None]:
    """What every section is worth, earned, and was said to have earned; and what the whole table earned."""
    earned = {name: sum_of(score.counted for score in inside) for name, inside in rows.items()}
    earned.update(scored_whole(table, rows))
    sections = [
        {
            "name": section.name,
            "points": _number(section.points),
            "score": earned.get(section.name),
            "entered": _entered(section, rows.get(section.name, ())),
        }
        for section in table.sections
    ]
    return sections, sum_of(earned.values())


def entered_total(table: Table, sections: list[dict[str, Any]]) -> float | None:
    """The typed total, else what the sections were said to have earned."""
    typed = _number(table.entered_total)
    return sum_of(section["entered"] for section in sections) if typed is None else typed


def sum_findings(table: Table, rows: Rows, rule: str) -> list[Finding]:
    """Points, typed subtotals and the typed total that are not the sums they should be."""
    findings: list[Finding] = []
    parts = []
    for section in table.sections:
        inside = rows.get(section.name, [])
        findings += _points(section, inside)
        added = _rows_entered(inside)
        cell = table.cells.get(section.name)
        findings += _sum(section.name, section.entered, added, cell) or _by_rule(section, inside, cell)
        parts.append(added if exact_or_none(section.entered) is None else section.entered)
    findings += _whole(table, rule)
    if None not in parts:
        cell = table.cells.get("entered_total", table.cells.get("total"))
        findings += _sum("总分", table.entered_total, sum_of(parts), cell)
    return findings


def _points(section: Section, rows: list[Score]) -> list[Finding]:
    stated, worth = _number(section.points), [score.item.points for score in rows]
    if stated is None or not worth or any(exact_or_none(points) is None for points in worth):
        return []
    added = float(total(worth))
    if added == stated:
        return []
    message = f"「{section.name}」各行分值合计 {added:g}，应为 {stated:g} | points do not add up"
    cell = rows[0].item.place("points")
    return [Finding("points-sum", "warning", cell, section.name, added, stated, message)]


def _whole(table: Table, rule: str) -> list[Finding]:
    """The sections' points against what the rule's sections are worth together."""
    stated = sum_of(section.points.value for section in load(rule).sections.values())
    worth = [_number(section.points) for section in table.sections]
    added = sum_of(worth)
    if stated is None or None in worth or added in (None, stated):
        return []
    message = f"各部分分值合计 {added:g}，应为 {stated:g} | points of the sections do not add up"
    return [Finding("points-sum", "warning", None, "总分", added, stated, message)]


def _sum(name: str, typed: Any, added: float | None, cell: Place | None) -> list[Finding]:
    given = _number(typed)
    if given is None or added is None or given == added:
        return []
    message = f"「{name}」填 {given:g}，各项填报得分相加为 {added:g} | typed total differs from its rows"
    return [Finding("total-differs", "error", cell, name, given, added, message)]


def _by_rule(section: Section, rows: list[Score], cell: Place | None) -> list[Finding]:
    """One score for a whole section, where the rule scores every row of it."""
    typed = _number(section.entered)
    if typed is None or not rows or any(s.counted is None or not is_blank(s.item.entered) for s in rows):
        return []
    added = sum_of(score.counted for score in rows)
    if added == typed:
        return []
    message = f"「{section.name}」填 {typed:g} 分，按规则各行相加应为 {added:g} 分 | score differs"
    return [Finding("score-differs", "error", cell, section.name, typed, added, message)]


def _entered(section: Section, rows: Iterable[Score]) -> float | None:
    """The typed subtotal, else the sum of what was entered."""
    typed = _number(section.entered)
    return sum_of(score.item.entered for score in rows) if typed is None else typed


def _rows_entered(rows: list[Score]) -> float | None:
    """The sum of the entered scores, where every row has one."""
    entered = [score.item.entered for score in rows]
    complete = entered and all(exact_or_none(value) is not None for value in entered)
    return float(total(entered)) if complete else None


def _number(value: Any) -> float | None:
    number = exact_or_none(value)
    return None if number is None else float(number)
