"""公式比较 — whether a formula of the form is still there, says the same, and names the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlfuncs.cells import Cell
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.forms.helper_columns import helper_columns
from xlfuncs.refresh.seal.pair import Pair, Pairs, cut
from xlfuncs.refresh.seal.spelled import Reference, Spelled, spelled
from xlfuncs.scoring.numbers import is_blank


def formula_differences(pair: Pair, pairs: Pairs, cell: Cell, at: Cell, formula: str) -> Iterator[Finding]:
    """What became of a formula of the form; `cell` is where the form has it, `at` where it stands."""
    if at not in pair.sheet.formulas:
        yield from _gone(pair, cell, at, formula)
    elif pair.workings:
        ours, theirs = spelled(formula), spelled(pair.workings.formulas.get(at, ""))
        if ours.shape != theirs.shape:
            yield finding("form-formula", case="changed", **_told(pair, cell, at, formula))
        elif _named(ours, pair.form.name) != _named_of_form(theirs, pair, pairs, at[0], cell[0]):
            yield finding("form-formula", case="moved", **_told(pair, cell, at, formula))


def _told(pair: Pair, cell: Cell, at: Cell, formula: str) -> dict[str, Any]:
    return pair.told(cell, at) | {"expected": cut("=" + formula)}


def _gone(pair: Pair, cell: Cell, at: Cell, formula: str) -> Iterator[Finding]:
    """No formula stands there any more."""
    given, told = cell in pair.form.given, _told(pair, cell, at, formula)
    if is_blank(pair.sheet.value(*at)):
        yield finding("form-formula", case="lost", severity="error" if given else "warning", **told)
    elif not given:
        return  # read from the printed cells and typed over: reading says so
    elif cell[1] == _beside(pair, "entered"):  # a total that was published: no score rests on it
        yield finding("form-formula", severity="warning", **told)
    elif reason := _reason(pair, cell, at):
        yield finding("form-formula", case="explained", severity="info", reason=reason, **told)
    else:
        yield finding("form-formula", **told)


def _reason(pair: Pair, cell: Cell, at: Cell) -> str:
    """Why a person typed over a printed cell: what stands in the row under 核定理由."""
    there = pair.columns.there.get(_beside(pair, "approved_reason"))
    if there is None or cell[1] >= pair.form.width:
        return ""
    value = pair.sheet.value(at[0], there)
    return "" if is_blank(value) else str(value)


def _beside(pair: Pair, key: str) -> int:
    """The form's column of this helper; -1 where it has none."""
    title = helper_columns()[key].title
    return next((column for (_, column), value in pair.form.cells.items() if value == title), -1)


def _named(formula: Spelled, sheet: str) -> list[Reference]:
    return [(name or sheet, row, column) for name, row, column in formula.references]


def _named_of_form(formula: Spelled, pair: Pair, pairs: Pairs, row: int, ours: int) -> list[Reference | None]:
    """The cells a returned formula names, as the form calls them; it stands in `row`, which is `ours` of the form."""
    found: list[Reference | None] = []
    for name, line, column in formula.references:
        if other := pairs.get(name or pair.sheet.name):
            down = ours if other is pair and line == row else other.rows.of_form(line)
            across = other.columns.of_form(column)
            found.append(None if down is None or across is None else (other.form.name, down, across))
        else:
            found.append(None)
    return found
