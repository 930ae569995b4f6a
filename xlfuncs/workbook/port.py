"""工作簿接口 — the little that refresh and check need of a workbook, wherever its cells live.

Three adapters implement it: a file, a live Excel book (xlwings), a live Calc document (UNO).
Rows and columns count from 0; sheet order is the workbook's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["Book", "Cell", "CellError", "Sheet", "Value", "address"]

Cell = tuple[int, int]  # (row, column), from 0


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value standing in a cell, such as ``#REF!``."""

    code: str


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


class Book(Protocol):
    """A workbook that can be read in blocks and written by cells."""

    @property
    def name(self) -> str:
        """What messages call it: a file name or a document title."""

    def sheet_names(self) -> list[str]:
        """The worksheets, in order."""

    def read(self, sheet: str) -> Sheet:
        """One whole worksheet."""

    def write(self, sheet: str, cells: Mapping[Cell, Value]) -> None:
        """Put values into cells, styles kept; a formula there is replaced."""

    def replace_sheet(self, sheet: str, rows: Sequence[Sequence[Value]]) -> None:
        """Make a report sheet hold exactly these rows, the first one its title, the second its header."""


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
