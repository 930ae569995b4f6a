"""行高 — how tall each row is to begin with, and how low it may become: no text is cut, a page is filled.

No height is fixed: a suite makes a row grow with what is typed into it. What it may not do is let a row sink below
the room that writing by hand, or a text merged over several rows, takes. A blank cell of a large font beside the
table holds that room: the strut.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import column_letters
from xlfuncs.files.ooxml.heights import AROUND, LINE, TALLEST, lines
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.forms.plan import Area, Plan

TITLE, _LEAST, _BY_HAND = 30.0, 20.0, 26.0  # of a row [points]
_TIGHT = 22.0  # for writing by hand, where that spares a second page of one or two rows [points]
_FONT_SHARE = 1.2  # height of a row over the size of the font that it is made for
_TYPED = ("input", "amount", "number", "percent", "progress", "date", "points_input")
_FULL = 0.96  # of a page: suites differ a little


def set_heights(sheet: Worksheet, heights: list[float]) -> None:
    """Give rows their first height and the strut that keeps them from sinking."""
    strut = sheet.max_column + 1
    for row, height in enumerate(heights, 1):
        sheet.row_dimensions[row].height = height
        sheet.cell(row, strut).font = Font(name="Arial", size=int(height / _FONT_SHARE))


def fit_rows(sheet: Worksheet) -> None:
    """Make the rows of a sheet beside the official ones as tall as their texts; a title's is given."""
    spans = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        need = _LEAST
        for cell in row:
            if isinstance(cell.value, str) and cell.data_type != "f":
                area = spans.get(cell.coordinate)
                last = area.max_col if area else cell.column
                columns = map(column_letters, range(cell.column - 1, last))
                width = sum(sheet.column_dimensions[column].width for column in columns)
                need = max(need, lines(cell.value, width) * LINE + AROUND)
        sheet.row_dimensions[row[0].row].height = TITLE if row[0].row == 1 else need


def row_heights(plan: Plan, page: float) -> list[float]:
    """The height of each row of the table [points]; what is left of a page `page` high goes to its inputs,
    and what is a little too much for it comes from them.

    Rows that are folded away neither hold up a text that is merged over them nor fill the page.
    """
    beside = [area for area in plan.areas if area.role == "helper_header"]
    areas = [area for area in plan.areas if area.column < plan.width and area.role != "line"] + beside
    heights = [TITLE] + [_LEAST] * (plan.total - (0 if plan.layout.total else 1))
    for area in areas:
        if area.rows == 1:
            heights[area.row] = max(heights[area.row], _need(area, plan))
    for area in areas:
        merged = range(area.row, area.row + area.rows)
        rows = [row for row in merged if row not in plan.spare] or merged
        if (lacking := _need(area, plan) - sum(heights[row] for row in rows)) > 0:
            for row in rows:
                heights[row] += lacking / len(rows)
    inputs = {area.row for area in areas if area.role == "input"} - plan.spare
    left = page * _FULL - sum(height for row, height in enumerate(heights) if row not in plan.spare)
    if left < 0:
        inputs = {row for row in inputs if heights[row] == _BY_HAND}
    if left > 0 or -left <= (_BY_HAND - _TIGHT) * len(inputs):
        for row in inputs:
            heights[row] += left / len(inputs)
    return [round(min(height, TALLEST), 1) for height in heights]


def room_for_labels(plan: Plan, heights: Sequence[float], breaks: Sequence[int]) -> list[float]:
    """The heights with room on every page for a label that is said again there; none where there is."""
    grown = list(heights)
    for area in plan.areas:
        end = area.row + area.rows
        parts = pairwise([area.row, *(row for row in breaks if area.row < row < end), end])
        for first, last in parts if area.rows > 1 and isinstance(area.value, str) else ():
            rows = [row for row in range(first, min(last, len(grown))) if row not in plan.spare]
            lacking = _need(area, plan) - sum(grown[row] for row in rows)
            if rows and lacking > 0.1:  # heights are in tenths
                grown[rows[-1]] = round(min(grown[rows[-1]] + lacking + 0.1, TALLEST), 1)
    return grown if grown != list(heights) else []


def _need(area: Area, plan: Plan) -> float:
    """What an area takes: the room to write by hand, and the text that stands there."""
    least = AROUND + LINE * area.lines if area.lines > 1 else _BY_HAND if area.role in _TYPED else 0.0
    if not isinstance(area.value, str):
        return least
    width: float = sum(plan.layout.widths[area.column : area.column + area.columns])
    if area.role == "helper_header":
        width = helper_columns()[area.key].width
    return max(least, lines(area.value, width) * LINE + AROUND)
