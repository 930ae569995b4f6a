"""显示与隐藏 — how the numbers of a live sheet are shown, and what of it is hidden, asked in few calls.

Excel answers for a whole block where all of it is alike, and says nothing where it is not: that block is halved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import xlwings as xw

from xlfuncs.addins.excel.merged import around, block_of, halves
from xlfuncs.cells import Cell, NumberFormat, Value, Visibility
from xlfuncs.number_formats import number_format

_VISIBILITY: dict[int, Visibility] = {0: "hidden", 2: "veryHidden"}  # XlSheetVisibility


def number_formats(sheet: xw.Sheet, rows: Sequence[Sequence[Value]]) -> dict[Cell, NumberFormat]:
    """数字格式 — of the numbers in this block from A1 that do not show as they are."""
    found = {}
    columns: defaultdict[int, set[Cell]] = defaultdict(set)  # mostly alike from top to bottom
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if isinstance(value, float):
                columns[column].add((row, column))
    waiting = list(columns.values())
    while waiting:
        cells = waiting.pop()
        area = around(cells)
        code = block_of(sheet, area).number_format
        if code is None and len(cells) > 1:
            waiting += [half for half in halves(cells, area) if half]
            continue
        for row, column in cells:
            value = rows[row][column]
            if isinstance(value, float) and (shown := number_format(code or "General", value)):
                found[row, column] = shown
    return found


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
