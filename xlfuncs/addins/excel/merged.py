"""合并单元格 — the merged areas of a live sheet, which Excel does not list: asked for in halves."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from xlfuncs.cells import Cell, Corners, Value


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
        block = around(blanks)
        answer = block_of(sheet, block).merge_cells
        if answer is None:
            waiting += halves(blanks, block)
        elif answer:
            area = block_of(sheet, (*min(blanks), *min(blanks))).merge_area
            last = area.last_cell
            areas.add((area.row - 1, area.column - 1, last.row - 1, last.column - 1))
            unasked -= {
                (row, column)
                for row in range(area.row - 1, last.row)
                for column in range(area.column - 1, last.column)
            }
            waiting.append(blanks)
    return sorted(areas)


def around(cells: set[Cell]) -> Corners:
    """The smallest block that holds them."""
    rows, columns = zip(*cells, strict=True)
    return min(rows), min(columns), max(rows), max(columns)


def halves(cells: set[Cell], block: Corners) -> list[set[Cell]]:
    """Those of the one half of their block, and of the other."""
    top, left, bottom, right = block
    axis = 1 if right > left else 0  # what is merged or formatted mostly runs down a column
    middle = (top + bottom) // 2 if axis == 0 else (left + right) // 2
    low = {cell for cell in cells if cell[axis] <= middle}
    return [cells - low, low]


def block_of(sheet: xw.Sheet, area: Corners) -> xw.Range:
    """The range in Excel."""
    top, left, bottom, right = area
    return sheet.range((top + 1, left + 1), (bottom + 1, right + 1))
