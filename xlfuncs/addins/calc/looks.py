"""显示、隐藏与合并 — how the numbers of an open sheet are shown, what of it is hidden or merged.

Calc groups the cells of a sheet by their few different formats, each of which is asked once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlfuncs.cells import Cell, Corners
from xlfuncs.number_formats import TELLING, number_format


def number_codes(document: Any, block: Any) -> Iterator[tuple[Cell, str]]:
    """数字格式 — the codes that show more than digits, each with the cells that have it."""
    for group in block.UniqueCellFormatRanges:
        code = document.NumberFormats.getByKey(_first(block.Spreadsheet, group).NumberFormat).FormatString
        if any(number_format(code, number) for number in TELLING):
            yield from ((cell, code) for cell in cells_of(group))


def merged_areas(sheet: Any) -> Iterator[Corners]:
    """合并区域 — being merged is part of a cell's format."""
    for group in sheet.UniqueCellFormatRanges:
        if _first(sheet, group).getIsMerged():
            for row, column in cells_of(group):
                area = sheet.createCursorByRange(sheet.getCellByPosition(column, row))
                area.collapseToMergedArea()
                address = area.RangeAddress
                yield address.StartRow, address.StartColumn, address.EndRow, address.EndColumn


def _first(sheet: Any, group: Any) -> Any:
    """A cell that stands for a group of cells alike."""
    place = group.RangeAddresses[0]
    return sheet.getCellByPosition(place.StartColumn, place.StartRow)


def hidden(block: Any) -> tuple[frozenset[int], frozenset[int]]:
    """隐藏的行与列 — those that a filter hides, too."""
    rows: set[int] = set()
    columns: set[int] = set()
    end = block.RangeAddress
    for area in block.queryVisibleCells().RangeAddresses:
        rows.update(range(area.StartRow, area.EndRow + 1))
        columns.update(range(area.StartColumn, area.EndColumn + 1))
    return frozenset(range(end.EndRow + 1)) - rows, frozenset(range(end.EndColumn + 1)) - columns


def cells_of(ranges: Any) -> Iterator[Cell]:
    """Every cell of some ranges, as books count them."""
    for area in ranges.RangeAddresses:
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                yield row, column
