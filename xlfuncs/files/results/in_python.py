"""不用公式引擎 — the results of a workbook's formulas without the evaluator: in a browser, say, or of a few formulas.

What is calculated are the formulas of the official tables and others that need no more (`functions`). Of all others
nothing is known, nor of a circle. So much work is done and no more: a file may ask for any amount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import Any

from xlfuncs.cells import Cell, CellError, Value, cell_at, put_value
from xlfuncs.files.ooxml.cell import as_stored
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.ooxml.plain import PlainValues
from xlfuncs.files.ooxml.sheet import error_cells
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.meaning import Meaning, meaning
from xlfuncs.files.results.operands import Failed, Unsure
from xlfuncs.files.results.reads import CellRange
from xlfuncs.files.results.trust import shape

_MOST_CELLS = 20_000_000  # looked at in one workbook
_MOST_GIVEN = 256  # results of formulas of one shape that are remembered: spare rows have the same few
_PENDING, _NOBODY_KNOWS = object(), object()  # in place of a formula's value
Key = tuple[str, Cell]
Rows = Callable[[str], Sequence[Sequence[Value]]]  # of a sheet, as the file holds them


def known_here(formula: Formula) -> bool:
    """Whether a formula needs no more than there is here."""
    return formula.kind in ("normal", "shared") and meaning(shape(formula.text)[0]) is not None


def calculated_here(
    workbook: Workbook,
    formulas: Sequence[tuple[str, Formula]],
    unknown: Mapping[str, Iterable[Cell]],
    rows: Rows | None = None,
) -> dict[str, dict[Cell, Value]]:
    """What every formula of these sheets gives, those `unknown` #N/A; None where that cannot be said.

    `rows` gives the values of a sheet, where they have been read.
    """
    grid = _Grid(workbook, formulas, rows or partial(_rows, workbook))
    for sheet, cells in unknown.items():
        for cell in cells:
            grid.put((sheet, cell), CellError("#N/A"))
    for sheet, formula in formulas:
        grid.settle((sheet, formula.cell))
    found: dict[str, dict[Cell, Value]] = {}
    for sheet, formula in formulas:
        for cell in formula.block:
            value = grid.at((sheet, cell))
            found.setdefault(sheet, {})[cell] = None if value is _NOBODY_KNOWS else value
    return found


def _rows(workbook: Workbook, sheet: str) -> list[list[Any]]:
    """The values of a sheet as they stand in the file."""
    rows: list[list[Any]] = PlainValues(workbook).block(sheet)[0]
    for cell, error in error_cells(workbook.sheet_xml(sheet)).items():
        put_value(rows, cell, error)
    return rows


class _Pending(Exception):
    """These formulas come first."""

    def __init__(self, keys: list[Key]) -> None:
        self.keys = keys


class _Formula:
    """A formula while it is calculated (`functions.Cells`)."""

    def __init__(self, grid: _Grid, sheet: str, formula: Formula) -> None:
        self.sheet = sheet
        parts, references = shape(formula.text)
        down, right = formula.cell[0] - formula.master[0], formula.cell[1] - formula.master[1]
        self.places: Sequence[Cell] = [_place(reference, down, right) for reference in references]
        self._grid, self._meaning = grid, meaning(parts)

    def result(self) -> Any:
        """What it gives; one of the same shape over the same values is not calculated again."""
        if self._meaning is None:
            return _NOBODY_KNOWS
        values, given = self._operands(self._meaning), self._meaning.given
        if values is None or values not in given:
            value = self._calculated(self._meaning)
            if values is None or value is _NOBODY_KNOWS:  # which may be for want of time
                return value
            if len(given) >= _MOST_GIVEN:
                given.clear()
            given[values] = value
        return given[values]

    def _operands(self, meaning: Meaning) -> tuple[Any, ...] | None:
        """The values that it rests on and their kinds, for 1 is not TRUE; None where more counts, or one is to come."""
        if meaning.operands is None:
            return None
        values = []
        for sheet, number in meaning.operands:
            try:
                value = self._grid.at((sheet or self.sheet, self.places[number]))
            except Failed:  # no such sheet
                return None
            if value is _PENDING:
                return None
            values.append(value)
        return *values, *map(type, values)

    def _calculated(self, meaning: Meaning) -> Any:
        try:
            value = meaning.calculate(self)
            if isinstance(value, CellRange):
                value = self.value(value)
        except Failed as failed:
            return failed.error
        except (Unsure, RecursionError):
            return _NOBODY_KNOWS
        return 0.0 if value is None else value

    def value(self, block: CellRange) -> Any:
        sheet, top, left, bottom, right = block
        if top != bottom or left != right:
            raise Unsure
        value = self._grid.at((sheet, (top, left)))
        if value is _PENDING:
            raise _Pending([(sheet, (top, left))])
        if value is _NOBODY_KNOWS:
            raise Unsure
        return as_stored(value)

    def values(self, block: CellRange) -> Iterable[Any]:
        sheet, top, left, bottom, right = block
        rows = [row[left : right + 1] for row in self._grid.rows(sheet)[top : bottom + 1]]
        self._grid.looked_at(sum(map(len, rows)))
        pending = [
            (sheet, (row, column))
            for row, cells in enumerate(rows, top)
            if _PENDING in cells
            for column, value in enumerate(cells, left)
            if value is _PENDING
        ]
        if pending:
            raise _Pending(pending)
        if any(_NOBODY_KNOWS in cells for cells in rows):
            raise Unsure
        return list(map(as_stored, chain.from_iterable(rows)))


class _Grid:
    """The sheets that formulas look at, each read when the first one does; a formula's cell is filled in its turn."""

    def __init__(self, workbook: Workbook, formulas: Sequence[tuple[str, Formula]], rows: Rows) -> None:
        self._rows = rows
        self._at = {(sheet, formula.cell): formula for sheet, formula in formulas}
        self._cells: dict[str, list[Cell]] = {}
        for sheet, formula in formulas:
            self._cells.setdefault(sheet, []).extend(formula.block)
        self._sheets: dict[str, list[list[Any]]] = {}
        self._names = {name.casefold(): name for name in workbook.sheets}
        self._left = _MOST_CELLS
        self._formulas: dict[Key, _Formula] = {}

    def rows(self, sheet: str) -> list[list[Any]]:
        """The values of a sheet, formulas yet to come marked."""
        if sheet not in self._sheets:
            name = self._names.get(sheet.casefold())
            if name is None:
                raise Failed("#REF!")
            if name not in self._sheets:
                self._sheets[name] = self._read(name)
            self._sheets[sheet] = self._sheets[name]
        return self._sheets[sheet]

    def _formula(self, key: Key) -> _Formula:
        if key not in self._formulas:
            self._formulas[key] = _Formula(self, key[0], self._at[key])
        return self._formulas[key]

    def _read(self, sheet: str) -> list[list[Any]]:
        rows: list[Any] = [*self._rows(sheet)]
        for row in {row for row, _ in self._cells.get(sheet, ()) if row < len(rows)}:
            rows[row] = [*rows[row]]
        for cell in self._cells.get(sheet, ()):
            put_value(rows, cell, _PENDING)
        return rows

    def at(self, key: Key) -> Any:
        """What stands in a cell."""
        sheet, (row, column) = key
        rows = self._sheets.get(sheet) or self.rows(sheet)
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else None

    def put(self, key: Key, value: Any) -> None:
        """Fill in what a formula gives."""
        put_value(self.rows(key[0]), key[1], value)

    def looked_at(self, cells: int) -> None:
        """Count the work."""
        self._left -= cells
        if self._left < 0:
            raise Unsure

    def settle(self, key: Key) -> None:
        """Calculate a formula, and before it those that it reads."""
        waiting, open_ = [key], set[Key]()
        while waiting:
            now = waiting[-1]
            if self.at(now) is _PENDING:
                try:
                    value = self._formula(now).result()
                except _Pending as pending:
                    keys = [(self._names[sheet.casefold()], cell) for sheet, cell in pending.keys]
                    open_.add(now)
                    if not open_.isdisjoint(keys):
                        value = _NOBODY_KNOWS  # a circle
                    else:
                        waiting += keys
                        continue
                self.put(now, value)
            open_.discard(now)
            waiting.pop()


@cache
def _place(reference: str, down: int, right: int) -> Cell:
    row, column = cell_at(reference.replace("$", ""))
    fixed_row = "$" in reference[1:]
    return row + (0 if fixed_row else down), column + (0 if reference.startswith("$") else right)
