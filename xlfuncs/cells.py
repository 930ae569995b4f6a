"""单元格 — a sheet as read: values from A1, which cells hold formulas, what is merged.

The common currency of the workbook adapters (which fill it) and recognition (which reads it).
Rows and columns count from 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import NamedTuple

__all__ = [
    "ERROR_VALUES",
    "Cell",
    "CellError",
    "ErrorCodes",
    "Report",
    "RowCells",
    "Sheet",
    "Value",
    "address",
    "cell_at",
    "cell_of",
]

Cell = tuple[int, int]  # (row, column), from 0


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value standing in a cell, such as ``#REF!``."""

    code: str

    def __str__(self) -> str:
        return self.code


class ErrorCodes(NamedTuple):
    """The numbers by which the office suites know an error value."""

    excel: int  # what VBA's CVErr takes
    calc: int  # of LibreOffice's FormulaError


ERROR_VALUES = {
    "#NULL!": ErrorCodes(2000, 521),
    "#DIV/0!": ErrorCodes(2007, 532),
    "#VALUE!": ErrorCodes(2015, 519),
    "#REF!": ErrorCodes(2023, 524),
    "#NAME?": ErrorCodes(2029, 525),
    "#NUM!": ErrorCodes(2036, 503),
    "#N/A": ErrorCodes(2042, 32767),
}

Value = str | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | CellError | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet as read: a block of values from A1, and what stands behind them."""

    name: str
    rows: Sequence[Sequence[Value]]  # rows may differ in length; None is a blank cell
    formulas: frozenset[Cell] = frozenset()
    merged: Sequence[tuple[int, int, int, int]] = field(default=())  # top, left, bottom, right

    def value(self, row: int, column: int) -> Value:
        """The value of a cell; blank (None) outside the block."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True, slots=True)
class Report:
    """A sheet that we write whole: a title, a header, lines; and how it looks, the same in every host.

    Widths are in characters, heights and sizes in points, colours RRGGBB.
    """

    rows: Sequence[Sequence[Value]]
    widths: Sequence[int]  # of the columns
    heights: Sequence[int]  # of the rows, their text wrapped: not every suite fits heights by itself
    marked: int  # the column that says how grave a line is
    marks: Mapping[str, str]  # what it says → the colour of that cell
    font: str = "宋体"
    size: int = 10
    title_size: int = 14
    header_colour: str = "D9E1F2"
    border_colour: str = "BFBFBF"
    tab_colour: str = "2F6B53"  # our mark: office suites keep it, and a sheet without it is somebody else's

    def coloured(self) -> Iterator[tuple[int, int, str]]:
        """The runs of lines marked alike, as first row, last row, colour.

        >>> report = Report([["标题"], ["级别"], ["错误"], ["错误"], [None]], [8], [14] * 5, 0, {"错误": "FFC7CE"})
        >>> list(report.coloured())
        [(2, 3, 'FFC7CE')]
        """
        start = 2
        words = (row[self.marked] if len(row) > self.marked else None for row in self.rows[2:])
        for word, run in groupby(words):
            end = start + sum(1 for _ in run)
            if isinstance(word, str) and word in self.marks:
                yield start, end - 1, self.marks[word]
            start = end


class RowCells(MutableMapping[str, str]):
    """Where the values of one row stand, in A1 spelling: made when asked for, since of most rows nobody asks.

    `columns` gives the sheet and column of each value, the same for many rows.

    >>> places = RowCells({"points": "评分表!G", "score": "评分表!H"}, 12)
    >>> places["rate"] = "基础数据!B4"
    >>> places["score"], places["rate"], len(places)
    ('评分表!H13', '基础数据!B4', 3)
    """

    __slots__ = ("_columns", "_own", "_row")

    def __init__(self, columns: Mapping[str, str], row: int) -> None:
        self._columns, self._row = columns, row
        self._own: dict[str, str] | None = None  # set one by one: what stands elsewhere

    def __getitem__(self, key: str) -> str:
        if self._own and key in self._own:
            return self._own[key]
        return f"{self._columns[key]}{self._row + 1}"

    def cell(self, key: str) -> Cell | None:
        """The cell of a value; None where there is none."""
        if self._own and key in self._own:
            return cell_at(self._own[key])
        return (self._row, _column(self._columns[key])) if key in self._columns else None

    def __setitem__(self, key: str, place: str) -> None:
        if self._own is None:
            self._own = {}
        self._own[key] = place

    def __delitem__(self, key: str) -> None:
        del (self._own or {})[key]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._columns, **(self._own or {})})

    def __len__(self) -> int:
        return len({**self._columns, **(self._own or {})})


def address(cell: Cell, sheet: str | None = None) -> str:
    """A1 spelling of a cell, with its sheet where given.

    >>> address((12, 7), "评分表")
    '评分表!H13'
    >>> address((0, 27))
    'AB1'
    """
    row, column = cell
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return (f"{sheet}!" if sheet else "") + f"{letters}{row + 1}"


def cell_at(place: str) -> Cell:
    """The cell an A1 spelling names, its sheet left aside.

    >>> cell_at("评分表!H13")
    (12, 7)
    """
    column = place.rstrip("0123456789")
    return int(place[len(column) :]) - 1, _column(column)


def cell_of(places: Mapping[str, str], key: str) -> Cell | None:
    """The cell that a mapping of places names under a key; None where it has none.

    >>> cell_of({"score": "评分表!H13"}, "score"), cell_of({}, "score")
    ((12, 7), None)
    """
    if type(places) is RowCells:
        return places.cell(key)
    place = places.get(key)
    return cell_at(place) if place else None


@cache
def _column(place: str) -> int:
    """The column at the end of 评分表!H."""
    column = 0
    for letter in place.rpartition("!")[2]:
        column = column * 26 + ord(letter) - 64
    return column - 1
