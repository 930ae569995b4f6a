"""受影响的公式 — which formulas depend on given cells, directly or through other formulas.

>>> from xlfuncs.files.results.reads import CellRange
>>> from xlfuncs.files.ooxml.formulas import Formula
>>> def reading(cell, blocks):
...     return Reading("表", Formula(cell, "", "normal", True, (cell,), cell), blocks)
>>> total = reading((9, 0), [CellRange("表", 0, 0, 8, 0)])
>>> share = reading((0, 1), [CellRange("表", 9, 0, 9, 0)])
>>> other = reading((1, 1), [CellRange("表", 0, 5, 8, 5)])
>>> marks = Marks()
>>> marks.add("表", [(4, 0)])
>>> sorted(dependents([share, other, total], marks))
[('表', (0, 1)), ('表', (9, 0))]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xlfuncs.cells import Cell
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.results.reads import CellRange

_MOST_ROUNDS = 100  # up and down the sheets


class Reading(NamedTuple):
    """A formula, its sheet and what it reads."""

    sheet: str
    formula: Formula
    blocks: Sequence[CellRange] | None  # None where that cannot be told

    @property
    def key(self) -> tuple[str, Cell]:
        """What tells it from all others."""
        return self.sheet, self.formula.cell


class Marks:
    """标记的单元格 — a set of cells that can be asked whether a block holds one of them."""

    def __init__(self) -> None:
        self._columns: dict[str, dict[int, bytearray]] = {}  # sheet → column → 1 for a marked row
        self._whole: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._whole) or any(self._columns.values())

    def add(self, sheet: str, cells: Iterable[Cell] | None) -> None:
        """Mark cells of a sheet, None for all of it."""
        if cells is None:
            self._whole.add(sheet)
            return
        columns = self._columns.setdefault(sheet, {})
        for row, column in cells:
            rows = columns.setdefault(column, bytearray())
            if len(rows) <= row:
                rows.extend(bytes(row + 1 - len(rows)))
            rows[row] = 1

    def meet(self, block: CellRange) -> bool:
        """Whether a cell of the block is marked."""
        sheet, top, left, bottom, right = block
        if sheet in self._whole:
            return True
        columns = self._columns.get(sheet, {})
        if left == right:  # nearly all
            return left in columns and columns[left].find(1, top, bottom + 1) >= 0
        return any(left <= at <= right and rows.find(1, top, bottom + 1) >= 0 for at, rows in columns.items())


def dependents(readings: Sequence[Reading], marks: Marks) -> set[tuple[str, Cell]]:
    """The keys of all formulas that depend on a marked cell; their cells are marked, too.

    A formula whose reads cannot be told depends on everything.
    """
    found: set[tuple[str, Cell]] = set()
    left = list(readings) if marks else []
    for _ in range(_MOST_ROUNDS):
        rest = []
        for reading in left:
            if reading.blocks is None or any(map(marks.meet, reading.blocks)):
                found.add(reading.key)
                marks.add(reading.sheet, reading.formula.block)
            else:
                rest.append(reading)
        if len(rest) == len(left):
            return found
        left = rest[::-1]  # formulas mostly depend on those above or on those below
    return {reading.key for reading in readings}
