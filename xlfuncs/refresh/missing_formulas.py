"""补公式 — the formulas of rows that somebody put into a table of ours: the form's own, moved to the row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlfuncs.cells import Cell, Content, NewFormula, cell_at
from xlfuncs.errors import NotCovered, RuleProblem, UnknownRule
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.forms.layout import forms
from xlfuncs.forms.placing import fitted, plans
from xlfuncs.forms.plan import Plan, ScoredRow
from xlfuncs.making.score_rows import row_formulas
from xlfuncs.making.staging import DERIVED
from xlfuncs.scoring.numbers import is_blank
from xlfuncs.sheets import Sheet

_TELLING = ("score", "rule_score", "entered", "target", "actual")  # where a column stands


def missing_formulas(result: Result, lacking: Iterable[Score], sheet: Sheet) -> dict[Cell, Content]:
    """What these rows of a table of ours lack, which have no formula in 得分.

    A score that was typed there goes to 填报得分. Nothing where columns were moved, or where the workbook's rule is
    not there any more: the scores are written as numbers then.
    """
    rule = result.table.rule or result.rule
    plan = _plan(result.table.form, rule)
    if plan is None:
        return {}
    ends = {name: place.row for name, place in result.table.cells.items() if name in plan.subtotals}
    plan = replace(plan, subtotals=ends)
    cells: dict[Cell, Content] = {}
    for score in lacking:
        item = score.item
        place = item.place("score")
        if place is None or not (like := _like(plan, item)):
            continue
        row = replace(like, index=place.row)
        cells |= dict(_formulas(score, row, plan, rule, sheet))
        entered = place.row, row.columns["entered"]
        if item.entered is not None and is_blank(sheet.value(*entered)):
            cells[entered] = item.entered
    return cells


def _plan(form: str, rule: str) -> Plan | None:
    """The sheet of a form that is scored."""
    layout = next((layout for layout in forms() if layout.id == form and layout.rule), None)
    try:
        placed = plans(fitted(layout, rule)) if layout else []
    except (NotCovered, RuleProblem, UnknownRule):
        return None
    return next((plan for plan in placed if plan.rows), None)


def _like(plan: Plan, item: Item) -> ScoredRow | None:
    """A row of the form in the same section, of the same kind where there is one; None where columns were moved."""
    section = [row for row in plan.rows if row.kind == "indicators" and row.section == item.section]
    if not section or any(item.cells[key].column != section[0].columns[key] for key in _TELLING):
        return None
    kinds = item.level2, item.name
    unknown = replace(section[0], name="".join(kinds))
    return next((row for row in section if row.name and row.name in kinds), unknown)


def _formulas(
    score: Score, row: ScoredRow, plan: Plan, rule: str, sheet: Sheet
) -> Iterator[tuple[Cell, Content]]:
    """The row's formulas; what somebody typed over a derived cell stays, and so does every formula."""
    results = {"score": score.counted, "rule_score": score.score}
    columns = {column: key for key, column in row.columns.items()}
    for place, text in row_formulas(row, plan, rule).items():
        cell = cell_at(place)
        key = columns.get(cell[1], "")
        kept = key in (*DERIVED, "row_points") and not is_blank(sheet.value(*cell))
        if cell not in sheet.formulas and not kept:
            yield cell, NewFormula(text, results.get(key))
