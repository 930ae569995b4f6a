"""网格 — the sheets of files that are no workbooks, cell by cell, and what a text in one of their cells stands for."""

from __future__ import annotations

import re

from xlfuncs.cells import COLUMNS, ROWS, Cell, CellError, Corners, Value, address
from xlfuncs.errors import FileProblem
from xlfuncs.files.limits import limit
from xlfuncs.number_formats import number_format
from xlfuncs.sheets import NumberFormat, Sheet, Visibility, put_value

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_CODE = re.compile(r"[-+]?0\d")  # 007 names something, and counts nothing
NO_VALUE = CellError("#VALUE!")
_DIGITS = 15  # a number with more is a name, too: of an account, a person


def typed(text: str) -> tuple[Value, str | None]:
    """What an office suite takes a text for that somebody typed, and in which number format.

    >>> typed(" 1,262,900.50 "), typed("98.22%"), typed("0371"), typed("≥40人"), typed("  ")
    ((1262900.5, None), (0.9822, '0.00%'), ('0371', None), ('≥40人', None), (None, None))
    """
    plain = text.strip()
    number = plain.removesuffix("%")
    long = len(number) > _DIGITS and sum(map(str.isdigit, number)) > _DIGITS
    if long or not _NUMBER.fullmatch(number) or _CODE.match(number):
        return plain or None, None
    value = number.replace(",", "")
    return (float(f"{value}e-2"), "0.00%") if number != plain else (float(value), None)


def as_number(text: str) -> Value:
    """A number as XML spells it; where it spells none, an error value, which is told at its cell.

    >>> as_number("96.5"), as_number("1,120") == NO_VALUE
    (96.5, True)
    """
    try:
        return float(text)
    except ValueError:
        return NO_VALUE


class Grid:
    """A sheet in the making."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.visibility: Visibility = "visible"
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.formulas: set[Cell] = set()
        self.rows: list[list[Value]] = []
        self.merged: list[Corners] = []
        self.formats: dict[Cell, NumberFormat] = {}
        self._width, self._most = 0, limit("XLFUNCS_MAX_CELLS")
        self._until: dict[int, int] = {}  # column → the last row that a merged block takes there

    def put(self, row: int, column: int, value: Value, code: str | None = None) -> None:
        """A value, and the number format it shows in."""
        if value is None:
            return
        self._room(row, column)
        put_value(self.rows, (row, column), value)
        if code and isinstance(value, float) and (shown := number_format(code, value)):
            self.formats[row, column] = shown

    def merge(self, top: int, left: int, height: int, width: int) -> None:
        """A merged block; its cells are taken. Blocks come row by row, from above."""
        if height * width == 1:
            return
        bottom, right = top + height - 1, left + width - 1
        self._room(bottom, right)
        self.merged.append((top, left, bottom, right))
        for column in range(left, right + 1):
            self._until[column] = max(bottom, self._until.get(column, -1))

    def taken(self, row: int, column: int) -> bool:
        """Whether a merged block has this cell."""
        return self._until.get(column, -1) >= row

    def sheet(self) -> Sheet:
        """The sheet."""
        return Sheet(
            self.name,
            self.rows,
            frozenset(self.formulas),
            self.merged,
            self.formats,
            self.visibility,
            frozenset(row for row in self.hidden_rows if row < len(self.rows)),
            frozenset(self.hidden_columns),
        )

    def _room(self, row: int, column: int) -> None:
        self._width = max(self._width, column + 1)
        vast = max(row + 1, len(self.rows)) * self._width > self._most
        if vast or row >= ROWS or column >= COLUMNS:
            raise too_vast(self.name, (row, column))


def too_vast(sheet: str, corner: Cell) -> FileProblem:
    """What is said of a sheet whose block from A1 asks for too much memory."""
    place = address(corner)
    return FileProblem(
        f"“{sheet}”：内容一直延伸到 {place}，区域过大；请删去远处误填的单元格"
        f" | {sheet}: cells as far as {place}; delete what was typed there"
    )
