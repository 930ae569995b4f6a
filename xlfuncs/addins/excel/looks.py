"""显示、隐藏与合并 — how the numbers of a live sheet are shown, what of it is hidden or merged, asked in few calls.

Excel answers for a whole block where all of it is alike, and says nothing where it is not: that block is halved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import chain
from typing import Any

import xlwings as xw

from xlfuncs.cells import Cell, Corners, Value
from xlfuncs.number_formats import shown_otherwise
from xlfuncs.sheets import NumberFormat, Visibility

_VISIBILITY: dict[int, Visibility] = {0: "hidden", 2: "veryHidden"}  # XlSheetVisibility


def number_formats(sheet: xw.Sheet, rows: Sequence[Sequence[Value]]) -> dict[Cell, NumberFormat]:
    """数字格式 — of the numbers in this block from A1 that do not show as they are, and the blanks in which none would."""
    columns: defaultdict[int, set[Cell]] = defaultdict(set)  # mostly alike from top to bottom
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if value is None or isinstance(value, float):
                columns[column].add((row, column))
    alike = (_alike(sheet, numbers, lambda block: block.number_format) for numbers in columns.values())
    groups = chain.from_iterable(alike)
    return shown_otherwise(rows, ((cell, code or "General") for cells, code in groups for cell in cells))


def hidden(sheet: xw.Sheet, height: int, width: int) -> tuple[frozenset[int], frozenset[int]]:
    """隐藏的行与列 — of the block from A1 of this size."""
    rows = _alike(sheet, {(row, 0) for row in range(height)}, lambda block: block.api.EntireRow.Hidden)
    columns = _alike(sheet, {(0, at) for at in range(width)}, lambda block: block.api.EntireColumn.Hidden)
    return (
        frozenset(row for cells, yes in rows if yes for row, _ in cells),
        frozenset(column for cells, yes in columns if yes for _, column in cells),
    )


def visibility(sheet: xw.Sheet) -> Visibility:
    """Whether a sheet shows."""
    return _VISIBILITY.get(int(sheet.api.Visible), "visible")


def merged_areas(sheet: xw.Sheet, rows: Sequence[Sequence[Value]]) -> list[Corners]:
    """合并区域 — of the block from A1 that holds these values.

    All cells of a merged area but its first are blank, so only blanks need asking about, together: whether all,
    some or none of a block is merged is one question.
    """
    areas: set[Corners] = set()
    known: set[Cell] = set()  # the cells of these areas
    blanks = {(row, at) for row, line in enumerate(rows) for at, value in enumerate(line) if value is None}
    for cells, merged in _alike(sheet, blanks, lambda block: block.merge_cells, known):
        while merged and (unknown := cells - known):
            area = _block_of(sheet, (*min(unknown), *min(unknown))).merge_area
            last = area.last_cell
            areas.add((area.row - 1, area.column - 1, last.row - 1, last.column - 1))
            known |= {
                (row, column)
                for row in range(area.row - 1, last.row)
                for column in range(area.column - 1, last.column)
            }
    return sorted(areas)


def _alike(
    sheet: xw.Sheet, cells: set[Cell], ask: Callable[[xw.Range], Any], known: Set[Cell] = frozenset()
) -> Iterator[tuple[set[Cell], Any]]:
    """The cells in groups of which Excel gives one answer, with it; those that are `known` by then are not asked about."""
    waiting = [cells]
    while waiting:
        if not (some := waiting.pop() - known):
            continue
        block = _around(some)
        answer = ask(_block_of(sheet, block))
        if answer is None and len(some) > 1:
            waiting += _halves(some, block)
        else:
            yield some, answer


def _around(cells: set[Cell]) -> Corners:
    """The smallest block that holds them."""
    rows, columns = zip(*cells, strict=True)
    return min(rows), min(columns), max(rows), max(columns)


def _halves(cells: set[Cell], block: Corners) -> list[set[Cell]]:
    """Those of the one half of their block, and of the other."""
    top, left, bottom, right = block
    axis = 1 if right > left else 0  # what is merged or formatted mostly runs down a column
    middle = (top + bottom) // 2 if axis == 0 else (left + right) // 2
    low = {cell for cell in cells if cell[axis] <= middle}
    return [cells - low, low]


def _block_of(sheet: xw.Sheet, area: Corners) -> xw.Range:
    """The range in Excel."""
    top, left, bottom, right = area
    return sheet.range((top + 1, left + 1), (bottom + 1, right + 1))
