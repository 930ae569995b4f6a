"""不用公式引擎 — the results of a workbook's formulas without the evaluator: in a browser, say, or of tables that need none.

What is calculated are the formulas of the official tables and others that need no more (`functions`). Of all others
nothing is known, nor of a circle. So much work is done and no more: a file may ask for any amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.ooxml.cell import as_stored
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.results.held_sheets import NOBODY_KNOWS, PENDING, HeldSheets, Rows
from xlfuncs.files.results.meaning import Meaning, meaning
from xlfuncs.files.results.operands import Failed, Unsure
from xlfuncs.files.results.read_formula import Key, ReadFormula
from xlfuncs.files.results.reads import CellRange
from xlfuncs.formula_text import shape

_MOST_GIVEN = 256  # results of formulas of one shape that are remembered: spare rows have the same few
_MOST_CELLS = 1_000_000  # that one formula looks at
_STORED = {float, str, bool, CellError, type(None)}  # the kinds of value that stand in a cell as they are


def known_here(formula: Formula) -> bool:
    """Whether a formula needs no more than there is here."""
    text, _, which = shape(formula.text)
    return formula.kind in ("normal", "shared") and meaning(text, which) is not None


def result_in(sheets: Iterable[str], rows: Rows, at: Key, text: str) -> Value:
    """What a formula would give in a cell of these sheets, whose values `rows` gives; None where nobody can say.

    >>> result_in(["表"], lambda sheet: [[1.0], [2.0], [9.0]], ("表", (2, 0)), "SUM(A1:A2)")
    3.0
    """
    sheet, cell = at
    names = {name.casefold(): name for name in sheets}
    formula = ReadFormula(names, sheet, Formula(cell, text, "normal", False, (cell,), cell))
    grid = FormulaGrid(names.values(), {at: formula}, {sheet: [cell]}, rows, _MOST_CELLS)
    grid.settle(at)
    return grid.known(at)


class _Pending(Exception):
    """These formulas come first."""

    def __init__(self, keys: list[Key]) -> None:
        self.keys = keys


class _Calculated:
    """A formula while it is calculated in one workbook (`functions.Cells`)."""

    def __init__(self, grid: HeldSheets, formula: ReadFormula, operands: Sequence[Any] | None) -> None:
        self._grid, self._formula = grid, formula
        self.sheet, self._which = formula.sheet, formula.which
        self._operands = None if operands is None else [*map(as_stored, operands)]
        self.kept: dict[int, Any] = {}

    def result(self, meaning: Meaning) -> Any:
        """What it gives."""
        try:
            value = meaning.calculate(self)
            if isinstance(value, CellRange):
                value = self.value(value)
        except Failed as failed:
            return failed.error
        except (Unsure, RecursionError):
            return NOBODY_KNOWS
        return 0.0 if value is None else value

    @property
    def places(self) -> Sequence[Cell]:
        return self._formula.places

    def value(self, block: CellRange) -> Any:
        sheet, top, left, bottom, right = block
        if top != bottom or left != right:
            raise Unsure
        return self._at((sheet, (top, left)))

    def named(self, sheet: str | None, reference: int) -> Any:
        if self._operands is None:
            return self._at((self.sheet if sheet is None else sheet, self.places[reference]))
        value = self._operands[self._which[reference]]
        if value is NOBODY_KNOWS:
            raise Unsure
        return value

    def _at(self, key: Key) -> Any:
        value = self._grid.at(key)
        if value is PENDING:
            raise _Pending([key])
        if value is NOBODY_KNOWS:
            raise Unsure
        return as_stored(value)

    def values(self, block: CellRange) -> Iterable[Any]:
        sheet, top, left, bottom, right = block
        held = self._grid.rows(sheet)
        self._grid.looked_at(max(min(bottom + 1, len(held)) - top, 0) * (right + 1 - left))
        rows = held[top : bottom + 1]
        if left == right:  # as nearly all long ones
            whole = (
                rows if left < min(map(len, rows), default=0) else [row for row in rows if left < len(row)]
            )
            values = [*map(itemgetter(left), whole)]
        else:
            values = [*chain.from_iterable(row[left : right + 1] for row in rows)]
        kinds = {*map(type, values)}  # rather than looking at each of a hundred thousand
        if object in kinds:
            pending = [
                (sheet, (row, column))
                for row, cells in enumerate(rows, top)
                for column, value in enumerate(cells[left : right + 1], left)
                if value is PENDING
            ]
            if pending:
                raise _Pending(pending)
            raise Unsure
        return values if kinds <= _STORED else [*map(as_stored, values)]


class FormulaGrid(HeldSheets):
    """The sheets with the formulas, of which each is calculated once those that it reads are."""

    def again(self, key: Key) -> Value:
        """Calculate a formula anew that is filled in, as all that it reads is; None where nobody can say."""
        value = self._result(self._formulas[key])
        self.put(key, value)
        return None if value is NOBODY_KNOWS else value

    def settle(self, key: Key) -> None:
        """Calculate a formula, and before it those that it reads."""
        waiting, open_ = [key], set[Key]()
        while waiting:
            now = waiting.pop()
            if self.at(now) is not PENDING:
                continue
            try:
                value = self._result(self._formulas[now])
            except _Pending as pending:
                keys = [(self.names[sheet.casefold()], cell) for sheet, cell in pending.keys]
                open_.add(now)
                if open_.isdisjoint(keys):
                    waiting += [now, *keys]
                    continue
                value = NOBODY_KNOWS  # a circle
            self.put(now, value)
            open_.discard(now)

    def _result(self, formula: ReadFormula) -> Any:
        """What a formula gives; one of the same shape over the same values is not calculated again."""
        if formula.meaning is None:
            return NOBODY_KNOWS
        values = self._operands(formula)
        if values is None:
            return _Calculated(self, formula, None).result(formula.meaning)
        told, given = (*values, *map(type, values)), formula.given  # 1 is not TRUE
        if (known := given.get(told)) is not None:
            return known
        value = _Calculated(self, formula, values).result(formula.meaning)
        if value is not NOBODY_KNOWS:  # which may be for want of time
            if len(given) >= _MOST_GIVEN:
                given.clear()
            given[told] = value
        return value

    def _operands(self, formula: ReadFormula) -> list[Any] | None:
        """The values that are all that it rests on; None where more counts, or one is to come."""
        if formula.operands is None:
            return None
        held = self._sheets
        try:
            values = [held[sheet][row][column] for sheet, (row, column) in formula.operands]
        except (KeyError, IndexError):  # a sheet not looked at yet, or none; a cell beyond what stands there
            return None
        return None if PENDING in values else values
