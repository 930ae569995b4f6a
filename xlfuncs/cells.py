"""单元格 — where a cell stands, how it is spelled, and what it may hold. Rows and columns count from 0."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from xlfuncs.patterns import pattern

Cell = tuple[int, int]  # (row, column), from 0
Corners = tuple[int, int, int, int]  # of a block: top, left, bottom, right
ROWS, COLUMNS = 1_048_576, 16_384  # of any sheet, in Excel and in Calc

# How a formula spells a cell, a block of them, whole columns or rows, and the sheet before it: parts of regular expressions.
COLUMN_NAME, ROW_NAME = r"\$?[A-Z]{1,3}", r"\$?[1-9]\d{0,6}"
CELL_NAME, SHEET_NAME = COLUMN_NAME + ROW_NAME, r"(?:'(?:[^']|'')+'|(?<![\w.])[^\W\d][\w.]*)!"
BLOCK_NAME = rf"(?:{CELL_NAME}:{CELL_NAME}|{COLUMN_NAME}:{COLUMN_NAME}\b|{ROW_NAME}:{ROW_NAME})"
WRITTEN_CELL = rb"([A-Z]+)(\d+)"  # how the XML of a sheet spells one: its letters, its row
_BLOCK = pattern(rf"({CELL_NAME})(?::({CELL_NAME}))?")


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value standing in a cell, such as ``#REF!``."""

    code: str

    def __str__(self) -> str:
        return self.code


def is_picture(value: object) -> bool:
    """Whether a cell holds a picture, as WPS stores one.

    >>> is_picture('=DISPIMG("ID_0123",1)'), is_picture("=SUM(A1:A2)")
    (True, False)
    """
    return isinstance(value, str) and value.startswith("=DISPIMG(")


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
class NewFormula:
    """A formula to be put into a cell: its text as an .xlsx has it, with ``=``, and what it gives."""

    text: str
    result: Value = None


Content = Value | NewFormula  # what can be written


class Place(NamedTuple):
    """Where a value stands; its text is what people call it.

    >>> place = Place("评分表", 12, 7)
    >>> str(place), place.address, place.cell
    ('评分表!H13', 'H13', (12, 7))
    """

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return address(self.cell, self.sheet)

    @property
    def cell(self) -> Cell:
        """The cell on its sheet."""
        return self[1:]

    @property
    def address(self) -> str:
        """A1 spelling, without the sheet."""
        return address(self.cell)


def quoted(sheet: str) -> str:
    """A sheet's name as references spell it.

    >>> quoted("张三's 表")
    "'张三''s 表'"
    """
    return "'" + sheet.replace("'", "''") + "'"


def unquoted(name: str) -> str:
    """A sheet's name, of how references spell it.

    >>> unquoted("'张三''s 表'"), unquoted("自评表")
    ("张三's 表", '自评表')
    """
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def address(cell: Cell, sheet: str | None = None) -> str:
    """A1 spelling of a cell, with its sheet where given.

    >>> address((12, 7), "评分表"), address((0, 27))
    ('评分表!H13', 'AB1')
    """
    row, column = cell
    return (f"{sheet}!" if sheet else "") + f"{column_letters(column)}{row + 1}"


@cache
def column_letters(column: int) -> str:
    """The letters of a column, from 0.

    >>> column_letters(27)
    'AB'
    """
    letters, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(65 + last) + letters
    return letters


@cache
def column_index(letters: str | bytes) -> int:
    """The column of its letters, from 0.

    >>> column_index("AB"), column_index(b"AB")
    (27, 27)
    """
    index = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        index = index * 26 + letter - 64
    return index - 1


def cell_at(address: str) -> Cell:
    """The cell that people or a file call by its A1 spelling; a sheet before it is left aside, and so is ``$``.

    >>> cell_at("评分表!H13"), cell_at("$H13")
    ((12, 7), (12, 7))
    """
    address = address.rpartition("!")[2].replace("$", "")
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]) - 1, column_index(letters)


def parted(place: str) -> tuple[str, str]:
    """The sheet and the cell of a place by its text, where no more than that was kept of it.

    >>> parted("评分表!H13")
    ('评分表', 'H13')
    """
    sheet, _, at = place.rpartition("!")
    return sheet, at


def corners(block: str) -> Corners | None:
    """The corners of a block by its A1 spelling, one cell or two of its corners; None of what is no such spelling.

    >>> corners("C$5:B2"), corners("B2"), corners("B:C")
    ((1, 1, 4, 2), (1, 1, 1, 1), None)
    """
    if not (cells := _BLOCK.fullmatch(block)):
        return None
    (top, left), (bottom, right) = cell_at(cells[1]), cell_at(cells[2] or cells[1])
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)
