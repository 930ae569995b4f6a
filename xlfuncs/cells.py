"""单元格 — a sheet as read: values from A1, which cells hold formulas, what is merged.

The common currency of the workbook adapters (which fill it) and recognition (which reads it).
Rows and columns count from 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple

from xlfuncs.patterns import pattern

Cell = tuple[int, int]  # (row, column), from 0
Corners = tuple[int, int, int, int]  # of a block: top, left, bottom, right
ROWS, COLUMNS = 1_048_576, 16_384  # of any sheet, in Excel and in Calc

# How a formula spells a cell, a block of them, whole columns or rows, and the sheet before it: parts of regular expressions.
COLUMN_NAME, ROW_NAME = r"\$?[A-Z]{1,3}", r"\$?[1-9]\d{0,6}"
CELL_NAME, SHEET_NAME = COLUMN_NAME + ROW_NAME, r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!"
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


Visibility = Literal["visible", "hidden", "veryHidden"]  # the last can only be shown by a program


class NumberFormat(NamedTuple):
    """How a cell shows its number: so many powers of ten larger, with words around it.

    >>> NumberFormat(2, after="%").text(0.95), NumberFormat(-4, after="万元").text(1234567.0)
    ('95%', '123.4567万元')
    """

    power: int = 0
    before: str = ""
    after: str = ""

    def number(self, number: float) -> float:
        """The number that is shown, with all of its digits."""
        return float(self._shown(number))

    def text(self, number: float) -> str:
        """The same with the words around it."""
        return f"{self.before}{self._shown(number):f}{self.after}"

    def _shown(self, number: float) -> Decimal:
        return Decimal(f"{number:.15g}").scaleb(self.power).normalize()


@dataclass(frozen=True, slots=True)
class Workings:
    """What stands behind the cells of a sheet, which only a comparison with its form asks for."""

    formulas: Mapping[Cell, str]  # without "=", as if written in each cell itself
    protected: bool  # whether its locked cells are
    limited: frozenset[Cell]  # cells that say what may be typed in them


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet as read: a block of values from A1, and what stands behind them."""

    name: str
    rows: Sequence[Sequence[Value]]  # rows may differ in length; None is a blank cell
    formulas: frozenset[Cell] = frozenset()
    merged: Sequence[Corners] = field(default=())
    formats: Mapping[Cell, NumberFormat] = field(default_factory=dict)  # of numbers not shown as they are
    visibility: Visibility = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    outdated: Mapping[Cell, Value] = field(default_factory=dict)  # what a file still holds beside a formula
    unverified: frozenset[Cell] = frozenset()  # formulas whose result nobody here can calculate
    workings: Callable[[], Workings] | None = field(default=None, compare=False, repr=False)
    moved: Mapping[Cell, Cell] = field(default_factory=dict)  # where cells stand that are read elsewhere
    # What was found out of it, each once.
    found: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def value(self, row: int, column: int) -> Value:
        """The value of a cell; blank (None) outside the block."""
        try:
            return self.rows[row][column] if row >= 0 <= column else None
        except IndexError:
            return None

    def shown(self, row: int, column: int) -> Value:
        """The value of a cell as a person sees it: a number in a format of percents or with a unit is a text.

        >>> sheet = Sheet("自评表", [[0.95, 96.0]], formats={(0, 0): NumberFormat(2, after="%")})
        >>> sheet.shown(0, 0), sheet.shown(0, 1)
        ('95%', 96.0)
        """
        value = self.value(row, column)
        if isinstance(value, float) and (row, column) in self.formats:
            return self.formats[row, column].text(value)
        return value


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


def put_value(rows: list[list[Any]], cell: Cell, value: Any, blank: Any = None) -> None:
    """Put a value into a block from A1, grown by blanks where the cell lies beyond it."""
    row, column = cell
    try:
        rows[row][column] = value  # nearly always
    except IndexError:
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [blank] * (column + 1 - len(rows[row]))
        rows[row][column] = value


def own_rows(rows: Sequence[Sequence[Any]], cells: Collection[Cell]) -> list[list[Any]]:
    """A block whose cells can be written without changing that one: where they are few, no other rows are copied.

    >>> before = [[1.0], [2.0]]
    >>> after = own_rows(before, [(1, 0)])
    >>> put_value(after, (1, 0), 3.0)
    >>> before, after, after[0] is before[0]
    ([[1.0], [2.0]], [[1.0], [3.0]], True)
    """
    if 2 * len(cells) > len(rows):
        return [*map(list, rows)]
    own: list[Any] = [*rows]
    for row in {row for row, _ in cells}:
        if row < len(own):
            own[row] = [*own[row]]
    return own


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
