"""不用公式引擎计算 — what the formulas of a workbook give without the evaluator: of one like the last, what differs.

Tables of one form have the same formulas, nearly all of them over the same cells: the spare rows are blank. A formula
that reads no cell in which a table differs from the last one gives what it gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush
from itertools import chain, compress, product, starmap, zip_longest
from operator import is_, is_not
from typing import Any, NamedTuple

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.ooxml.plain import PlainValues
from xlfuncs.files.ooxml.sheet import error_cells
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.beside import stands
from xlfuncs.files.results.held_sheets import Grids, Rows
from xlfuncs.files.results.in_python import FormulaGrid
from xlfuncs.files.results.read_formula import Key, ReadFormula
from xlfuncs.files.results.reads import CellRange
from xlfuncs.sheets import put_value

MOST_CELLS = 20_000_000  # looked at in one workbook: some 15 seconds
_SMALL = 100_000  # cells of the sheets of a workbook that is remembered
_MOST = 10_000  # cells of a block; of larger ones it is not kept who reads them

Reads = Callable[[str, Formula], Sequence[CellRange] | None]  # of a formula on a sheet


class Results(dict[str, dict[Cell, Value]]):
    """Sheet name → result of every cell a formula fills; None where it may not be told."""

    whole = True  # whether each could be calculated
    apart: dict[str, set[Cell]] | None = None  # the cells beside which something else stands, where known

    def set_apart(self, held: Grids, among: Iterable[Key]) -> None:
        """Tell which of these cells hold something else."""
        self.apart = {sheet: set() for sheet in self}
        for sheet, (row, column) in among:
            rows, result = held[sheet], self[sheet][row, column]
            inside = row < len(rows) and column < len(rows[row])
            if not inside or not stands(rows[row][column], result):
                self.apart[sheet].add((row, column))


class Calculation:
    """没有公式引擎的计算 — formulas of a workbook, read once for all workbooks that hold them.

    In a workbook like the last one only those are calculated that read a cell in which the two differ. `sheets` are the
    names of all; `reads` says what a formula reads, as :meth:`Precedents.of` does; those `unknown` give #N/A; what
    they gave is `told` so.
    """

    def __init__(
        self,
        sheets: Iterable[str],
        formulas: Sequence[tuple[str, Formula]],
        reads: Reads,
        unknown: Mapping[str, Iterable[Cell]],
        told: Callable[[Key, Value], Value] = lambda _, value: value,
    ) -> None:
        names = {sheet.casefold(): sheet for sheet in sheets}
        self._formulas = {
            (sheet, formula.cell): ReadFormula(names, sheet, formula) for sheet, formula in formulas
        }
        self._cells: dict[str, list[Cell]] = {}
        for sheet, formula in formulas:
            self._cells.setdefault(sheet, []).extend(formula.block)
        self._each, self._reads = formulas, reads
        self._unknown = {(sheet, cell) for sheet, cells in unknown.items() for cell in cells}
        self._told = told
        self._last: _Last | None = None

    @cached_property
    def _order(self) -> _Order | None:
        """None where nobody can tell what comes first."""
        reads = {}
        for sheet, formula in self._each:
            key = sheet, formula.cell
            cells = self._formulas[key].operands
            if cells is None:
                cells = _cells(self._reads(sheet, formula))
            if cells is None or formula.block != (formula.cell,):
                return None
            if key not in self._unknown:
                reads[key] = cells
        return _order(reads)

    def results(self, workbook: Workbook, rows: Rows | None = None, most: int = MOST_CELLS) -> Results:
        """What every formula gives; it is not whole where that cannot be said, as when `most` cells of blocks were looked at.

        `rows` gives the values of a sheet, where they have been read.
        """
        rows = rows or partial(_rows, workbook, PlainValues(workbook))
        grid = FormulaGrid(workbook.sheets, self._formulas, self._cells, rows, most)
        found = self._as_last(grid) or self._anew(grid)
        if found.whole and sum(map(len, chain.from_iterable(grid.held.values()))) <= _SMALL:
            # copies: those who read a sheet go on writing into its rows
            self._last = _Last(_copies(grid.held), _copies(grid.filled), found)
        return found

    def _anew(self, grid: FormulaGrid) -> Results:
        for key in self._unknown:
            grid.put(key, CellError("#N/A"))
        for key in self._formulas:
            grid.settle(key)
        found = Results()
        for sheet, cells in self._cells.items():
            values = {cell: grid.known((sheet, cell)) for cell in cells}
            found.whole &= None not in values.values()
            found[sheet] = {cell: self._told((sheet, cell), value) for cell, value in values.items()}
        found.set_apart(grid.held, ((sheet, cell) for sheet, cells in found.items() for cell in cells))
        return found

    def _as_last(self, grid: FormulaGrid) -> Results | None:
        """Calculate what the last workbook does not tell; None where there was none."""
        last, self._last = self._last, None  # its rows are changed now
        if not last or not self._order:
            return None
        found = Results((sheet, dict(cells)) for sheet, cells in last.found.items())
        formulas, readers = self._order
        looked_at = {(sheet, cell) for sheet, cells in (last.found.apart or {}).items() for cell in cells}
        due = set[int]()
        for key in _taken_over(grid, last):
            if key[1] in found.get(key[0], ()):
                looked_at.add(key)
            else:
                due.update(readers.get(key, ()))
        heapify(left := [*due])
        while left:
            key = formulas[heappop(left)]
            before, value = grid.at(key), grid.again(key)
            if value != before or type(value) is not type(before):
                sheet, cell = key
                found[sheet][cell] = self._told(key, value)
                found.whole &= value is not None
                looked_at.add(key)
                for reader in readers.get(key, ()):
                    if reader not in due:
                        due.add(reader)
                        heappush(left, reader)
        found.set_apart(grid.held, looked_at)
        return found


class _Last(NamedTuple):
    """A workbook that was calculated: its sheets as the file held them, and with the results; these alone."""

    held: Grids
    filled: Grids
    found: Results


# The formulas, each behind those that it reads; and the places there of those that read a cell.
_Order = tuple[Sequence[Key], Mapping[Key, Sequence[int]]]


def _order(reads: Mapping[Key, Iterable[Key]]) -> _Order | None:
    """None where they read each other in a circle.

    >>> _order({("表", (0, 0)): [("表", (1, 0))], ("表", (1, 0)): [("表", (2, 0))]})[0]
    [('表', (1, 0)), ('表', (0, 0))]
    """
    try:
        formulas = [key for key in TopologicalSorter(reads).static_order() if key in reads]
    except CycleError:
        return None
    readers: dict[Key, list[int]] = {}
    for place, key in enumerate(formulas):
        for cell in reads[key]:
            readers.setdefault(cell, []).append(place)
    return formulas, readers


def _taken_over(grid: FormulaGrid, last: _Last) -> Iterator[Key]:
    """Go on with the sheets of another workbook of the same formulas; the cells in which this one differs."""
    for sheet, filled in last.filled.items():
        grid.take(sheet, filled)
        formulas = last.found.get(sheet, ())
        for cell, value in _differences(grid.held[sheet], last.held[sheet]):
            if cell not in formulas:
                grid.put((sheet, cell), value)
            yield sheet, cell


def _differences(
    rows: Sequence[Sequence[Any]], others: Sequence[Sequence[Any]]
) -> Iterator[tuple[Cell, Any]]:
    """The cells in which a sheet differs from another one, and what stands in them; TRUE is no 1.

    >>> list(_differences([[1.0, "a"], [True]], [[1.0, "b"], [1.0]]))
    [((0, 1), 'a'), ((1, 0), True)]
    """
    for row, (one, other) in enumerate(zip_longest(rows, others, fillvalue=())):
        if len(one) == len(other) and all(map(is_, one, other)):
            continue  # nearly all, of sheets read as one like them
        pairs = [*zip_longest(one, other)]
        for column, (value, before) in compress(enumerate(pairs), starmap(is_not, pairs)):
            if value != before or type(value) is not type(before):
                yield (row, column), value


def _cells(blocks: Sequence[CellRange] | None) -> list[Key] | None:
    """The cells of some blocks; None where they cannot be told, or are too many."""
    if blocks is None or any((b.bottom - b.top + 1) * (b.right - b.left + 1) > _MOST for b in blocks):
        return None
    return [
        (sheet, cell)
        for sheet, top, left, bottom, right in blocks
        for cell in product(range(top, bottom + 1), range(left, right + 1))
    ]


def _copies(grids: Grids) -> Grids:
    return {sheet: [*map(list, rows)] for sheet, rows in grids.items()}


def _rows(workbook: Workbook, values: PlainValues, sheet: str) -> list[list[Any]]:
    """The values of a sheet as they stand in the file."""
    rows: list[list[Any]] = values.block(sheet)[0]
    for cell, error in workbook.sheet_part(sheet).in_cells(error_cells).items():
        put_value(rows, cell, error)
    return rows
