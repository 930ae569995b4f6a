"""显示、隐藏与合并 — how the numbers of a live sheet are shown, what of it is hidden or merged, asked in few calls.

Excel answers for a whole block where all of it is alike, and says nothing where it is not: that block is halved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import xlwings as xw

from xlfuncs.cells import Cell, Corners, NumberFormat, Value, Visibility
from xlfuncs.number_formats import number_format

_VISIBILITY: dict[int, Visibility] = {0: "hidden", 2: "veryHidden"}  # XlSheetVisibility


def number_formats(sheet: xw.Sheet, rows: Sequence[Sequence[Value]]) -> dict[Cell, NumberFormat]:
    """数字格式 — of the numbers in this block from A1 that do not show as they are."""
    formats = {}
    columns: defaultdict[int, set[Cell]] = defaultdict(set)  # mostly alike from top to bottom
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if isinstance(value, float):
                columns[column].add((row, column))
    waiting = list(columns.values())
    while waiting:
        cells = waiting.pop()
        area = _around(cells)
        code = _block_of(sheet, area).number_format
        if code is None and len(cells) > 1:
            waiting += [half for half in _halves(cells, area) if half]
            continue
        for row, column in cells:
            value = rows[row][column]
            if isinstance(value, float) and (shown := number_format(code or "General", value)):
                formats[row, column] = shown
    return formats


def hidden(sheet: xw.Sheet, height: int, width: int) -> tuple[frozenset[int], frozenset[int]]:
    """隐藏的行与列 — of the block from A1 of this size."""
    rows = _told(height, lambda first, last: sheet.range((first, 1), (last, 1)).api.EntireRow.Hidden)
    columns = _told(width, lambda first, last: sheet.range((1, first), (1, last)).api.EntireColumn.Hidden)
    return frozenset(rows), frozenset(columns)


def visibility(sheet: xw.Sheet) -> Visibility:
    """Whether a sheet shows."""
    return _VISIBILITY.get(int(sheet.api.Visible), "visible")


def _told(length: int, ask: Callable[[int, int], bool | None]) -> Iterator[int]:
    """The lines, from 0, of which Excel says yes; it counts them from 1."""
    waiting = [(1, length)]
    while waiting:
        first, last = waiting.pop()
        answer = ask(first, last)
        if answer is None and first < last:
            middle = (first + last) // 2
            waiting += [(first, middle), (middle + 1, last)]
        elif answer:
            yield from range(first - 1, last)


def merged_areas(sheet: xw.Sheet, rows: Sequence[Sequence[Value]]) -> list[Corners]:
    """合并区域 — of the block from A1 that holds these values.

    All cells of a merged area but its first are blank, so only blanks need asking about, together: whether all,
    some or none of a block is merged is one question.
    """
    areas: set[Corners] = set()
    unasked = {
        (row, column) for row, line in enumerate(rows) for column, value in enumerate(line) if value is None
    }
    waiting = [unasked]
    while waiting:
        blanks = waiting.pop() & unasked
        if not blanks:
            continue
        block = _around(blanks)
        answer = _block_of(sheet, block).merge_cells
        if answer is None:
            waiting += _halves(blanks, block)
        elif answer:
            area = _block_of(sheet, (*min(blanks), *min(blanks))).merge_area
            last = area.last_cell
            areas.add((area.row - 1, area.column - 1, last.row - 1, last.column - 1))
            unasked -= {
                (row, column)
                for row in range(area.row - 1, last.row)
                for column in range(area.column - 1, last.column)
            }
            waiting.append(blanks)
    return sorted(areas)


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
