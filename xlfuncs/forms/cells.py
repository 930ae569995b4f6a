"""单元格 — a sheet as read: values from A1, which cells hold formulas, what is merged.

The common currency of the workbook adapters (which fill it) and recognition (which reads it).
Rows and columns count from 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Cell", "CellError", "Sheet", "Value", "address", "cell_at"]

Cell = tuple[int, int]  # (row, column), from 0


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value standing in a cell, such as ``#REF!``."""

    code: str

    def __str__(self) -> str:
        return self.code


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
    letters = place.rpartition("!")[2].rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(place.rpartition("!")[2][len(letters) :]) - 1, column - 1
