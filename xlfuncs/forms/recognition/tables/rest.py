"""其余的格 — rows of figures that no table which was read takes in: another table, perhaps, whose headings nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile
from typing import NamedTuple

from xlfuncs.cells import Cell, Sheet, Value
from xlfuncs.forms.recognition.tables.outline import TableOutline

# A figure with or without sign and unit; a year begins a heading.
_FIGURE = re.compile(r"\s*[≥≤<>=＞＜≧≦~～约]?\s*[\d０-９](?!\d{3}年)")
_LONGEST = 14  # characters of a figure with its unit
_LEAST = 2  # rows, and figures beside each other


class Rest(NamedTuple):
    """A part of a sheet that holds such rows and nothing that was read, and the first cells of these rows."""

    rows: range
    columns: range
    cells: list[Cell]


def rest(sheet: Sheet, outlines: Sequence[TableOutline]) -> Iterator[Rest]:
    """The parts beside what was read, then those above, between and below it."""
    height, width = len(sheet.rows), max(map(len, sheet.rows), default=0)
    ours = any(header.own for one in outlines for header in one.headers)
    # the formulas beside our own tables are ours
    looked_at = sheet if ours or not sheet.formulas else replace(sheet, formulas=frozenset())
    left, right = _beside(looked_at, outlines, height, width)
    parts = [(range(height), left), (range(height), right)]
    parts += [(rows, range(left.stop, right.start)) for rows in _gaps(_taken(sheet, outlines), height)]
    for rows, columns in parts:
        if len(found := _found(looked_at, rows, columns)) >= _LEAST:
            yield Rest(rows, columns, found)


def _beside(sheet: Sheet, outlines: Sequence[TableOutline], height: int, width: int) -> tuple[range, range]:
    """The columns left and right of what was read, where another table stands in them."""
    read = [block for one in outlines for block in one.blocks()]
    indicators = [block for block in read if block[0].kind == "indicators"]
    their_rows = [row for _, rows in indicators for row in rows]
    left, right = range(0), range(width, width)
    # amounts may be wider than the indicators, and may have a heading that is another table's
    for some, rows in ((read, range(height)), (indicators, their_rows)):
        columns = [column for header, _ in some for key, column in header.columns.items() if key != "title"]
        if columns and not left and len(_found(sheet, rows, range(min(columns)))) >= _LEAST:
            left = range(min(columns))
        if columns and not right and len(_found(sheet, rows, range(max(columns) + 1, width))) >= _LEAST:
            right = range(max(columns) + 1, width)
    return left, right


def _taken(sheet: Sheet, outlines: Sequence[TableOutline]) -> set[int]:
    """The rows in which something was read; amounts end at a blank row, whatever stands below it."""
    taken = set[int]()
    for outline in outlines:
        for header, rows in outline.blocks():
            amounts = header.kind == "execution"
            taken.update(range(header.row, header.end + 1))
            taken.update(takewhile(lambda row: any(sheet.rows[row]), rows) if amounts else rows)
        marks = (*outline.totals, *outline.amounts, *([outline.title] if outline.title else ()))
        taken.update((mark.row for mark in marks), outline.subtotals, outline.between, outline.unknown)
    return taken


def _gaps(taken: set[int], height: int) -> Iterator[range]:
    """The runs of rows between those that were read."""
    left = sorted({*range(height)} - taken)
    starts = [place for place, row in enumerate(left) if not place or row != left[place - 1] + 1]
    for first, after in pairwise([*starts, len(left)]):
        yield range(left[first], left[after - 1] + 1)


def _found(sheet: Sheet, rows: Sequence[int], columns: range) -> list[Cell]:
    """The rows of figures in some columns; a name and two figures need three."""
    if len(columns) <= _LEAST or len(rows) < _LEAST:
        return []
    return [cell for row in rows if (cell := _first(sheet, row, columns))]


def _first(sheet: Sheet, row: int, columns: range) -> Cell | None:
    """The first cell of a row that has a name and figures beside each other, but for what formulas give."""
    if row in sheet.hidden_rows:
        return None
    values = sheet.rows[row][columns.start : columns.stop]
    filled = [(place, value) for place, value in enumerate(values, columns.start) if value not in (None, "")]
    if sheet.formulas:
        filled = [one for one in filled if (row, one[0]) not in sheet.formulas]
    if len(filled) <= _LEAST:
        return None  # nearly all rows
    figures = [*dropwhile(bool, (_is_figure(value) for _, value in filled))]  # from a name on
    if not any(one and other for one, other in pairwise(figures)):
        return None
    return sheet.moved.get(cell := (row, filled[0][0]), cell)


def _is_figure(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST and _FIGURE.match(value) is not None
    return type(value) in (float, int)
