"""不用公式引擎计算 — what the formulas of a workbook give without the evaluator: of one like the last, what differs.

Tables of one form have the same formulas, nearly all of them over the same cells: the spare rows are blank. A formula
that rests on no cell in which a table differs from the last one gives what it gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import product, zip_longest
from typing import Any, NamedTuple

from xlfuncs.cells import Cell, CellError, Value, put_value
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.ooxml.plain import PlainValues
from xlfuncs.files.ooxml.sheet import error_cells
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.in_python import FormulaGrid, Key, ReadFormula, Rows, Typed
from xlfuncs.files.results.reads import CellRange

_SMALL = 100_000  # cells of the sheets of a workbook that is remembered
_MOST = 10_000  # cells of a block; of larger ones it is not kept who reads them


Reads = Callable[[str, Formula], Sequence[CellRange] | None]  # of a formula on a sheet


class Calculation:
    """没有公式引擎的计算 — formulas of a workbook, read once for all workbooks that hold them.

    In a workbook like the last one only those are calculated that depend on a cell in which the two differ. `sheets` are
    the names of all; `reads` says what a formula reads, as :meth:`Precedents.of` does.
    """

    def __init__(self, sheets: Iterable[str], formulas: Sequence[tuple[str, Formula]], reads: Reads) -> None:
        names = {sheet.casefold(): sheet for sheet in sheets}
        self._formulas = {
            (sheet, formula.cell): ReadFormula(names, sheet, formula) for sheet, formula in formulas
        }
        self._cells: dict[str, list[Cell]] = {}
        for sheet, formula in formulas:
            self._cells.setdefault(sheet, []).extend(formula.block)
        self._order = list(self._formulas)  # in which hardly one reads another that comes later
        self._each, self._reads = formulas, reads
        self._last: _Last | None = None

    @cached_property
    def _readers(self) -> _Readers:
        readers = _Readers()
        for sheet, formula in self._each:
            cells = self._formulas[sheet, formula.cell].operands
            readers.add(
                (sheet, formula.cell), _cells(self._reads(sheet, formula)) if cells is None else cells
            )
        return readers

    def results(
        self, workbook: Workbook, unknown: Mapping[str, Iterable[Cell]], rows: Rows | None = None
    ) -> dict[str, dict[Cell, Value]]:
        """What every formula gives, those `unknown` #N/A; None where that cannot be said.

        `rows` gives the values of a sheet, where they have been read.
        """
        grid = FormulaGrid(workbook.sheets, self._formulas, self._cells, rows or partial(_rows, workbook))
        for sheet, cells in unknown.items():
            for cell in cells:
                grid.put((sheet, cell), CellError("#N/A"))
        self._settle(grid)
        found = {
            sheet: {cell: grid.known((sheet, cell)) for cell in cells} for sheet, cells in self._cells.items()
        }
        all_known = not any(value is None for cells in found.values() for value in cells.values())
        self._last = _Last(grid.typed, found) if all_known and _small(grid.typed) else None
        return found

    def _settle(self, grid: FormulaGrid) -> None:
        """Calculate what the last workbook does not tell."""
        last = self._last
        if last is None:
            for key in self._order:
                grid.settle(key)
            self._order = grid.settled
            return
        left = self._readers.dependents(_differing(grid, last.typed))
        for sheet, cell in self._order:
            if (sheet, cell) not in left:
                grid.put((sheet, cell), last.found[sheet][cell])
        for key in self._order:
            if key in left:
                grid.settle(key)


class _Last(NamedTuple):
    """A workbook that was calculated: its sheets but for the results of formulas, and these."""

    typed: Typed
    found: Mapping[str, Mapping[Cell, Value]]


class _Readers:
    """读取关系 — which formulas read a cell."""

    def __init__(self) -> None:
        self._of: dict[Key, list[Key]] = {}
        self._of_anything: list[Key] = []

    def add(self, key: Key, cells: Iterable[Key] | None) -> None:
        """Take in a formula that reads these cells; None where that cannot be told."""
        if cells is None:
            self._of_anything.append(key)
        for cell in cells or ():
            self._of.setdefault(cell, []).append(key)

    def dependents(self, cells: Iterable[Key]) -> set[Key]:
        """The formulas that depend on one of these cells, or may."""
        found = set(self._of_anything)
        waiting = [*cells, *found]
        while waiting:
            new = [reader for reader in self._of.get(waiting.pop(), ()) if reader not in found]
            found.update(new)
            waiting += new
        return found


def _differing(grid: FormulaGrid, typed: Typed) -> Iterator[Key]:
    """The cells without a formula in which another workbook of the same formulas differs, as far as it was read."""
    for sheet, theirs in typed.items():
        grid.rows(sheet)
        for cell in _differences(grid.typed[sheet], theirs):
            yield sheet, cell


def _differences(rows: Sequence[Sequence[Any]], others: Sequence[Sequence[Any]]) -> Iterator[Cell]:
    """The cells in which two sheets differ; TRUE is no 1.

    >>> list(_differences([[1.0, "a"], [True]], [[1.0, "b"], [1.0]]))
    [(0, 1), (1, 0)]
    """
    for row, (one, other) in enumerate(zip_longest(rows, others, fillvalue=())):
        if one != other or [*map(type, one)] != [*map(type, other)]:
            for column, (value, before) in enumerate(zip_longest(one, other)):
                if value != before or type(value) is not type(before):
                    yield row, column


def _cells(blocks: Sequence[CellRange] | None) -> list[Key] | None:
    """The cells of some blocks; None where they cannot be told, or are too many."""
    if blocks is None or any(_size(block) > _MOST for block in blocks):
        return None
    return [
        (sheet, cell)
        for sheet, top, left, bottom, right in blocks
        for cell in product(range(top, bottom + 1), range(left, right + 1))
    ]


def _size(block: CellRange) -> int:
    return (block.bottom - block.top + 1) * (block.right - block.left + 1)


def _small(typed: Typed) -> bool:
    """Whether a workbook is worth remembering."""
    return sum(len(row) for rows in typed.values() for row in rows) <= _SMALL


def _rows(workbook: Workbook, sheet: str) -> list[list[Any]]:
    """The values of a sheet as they stand in the file."""
    rows: list[list[Any]] = PlainValues(workbook).block(sheet)[0]
    for cell, error in error_cells(workbook.sheet_xml(sheet)).items():
        put_value(rows, cell, error)
    return rows
