"""旧式 .xls 的公式 — the formula records of a .xls: where they stand, and results that nobody calculated.

The result kept beside a formula is not always one. LibreOffice keeps 0 where a text was loaded and not
recalculated; programs without an engine (xlwt, Apache POI) keep 0 or nothing and leave it to Excel.
Records as in [MS-XLS] 2.4.127 (Formula) and 2.4.277 (ShrFmla); xlrd spells their tokens out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from xlfuncs.cells import Cell

if TYPE_CHECKING:
    from xlrd.book import Book

__all__ = ["OldFormula", "old_formulas"]

_BOF, _EOF, _FORMULA, _SHARED, _RECALCULATION = 0x0809, 0x000A, (0x0006, 0x0206, 0x0406), 0x04BC, 0x01C1
_CALCULATE_ON_LOAD = 2  # a flag of the record
_ZERO = bytes(8)
_UNKNOWN = "NOT.SPELLED.OUT()"  # nothing that computes with it is known, either
_ONE_CELL = re.compile(r"!(\$?[A-Z]+\$?\d+):\1(?!\d)")  # so xlrd spells a cell of another sheet
_FOLLOWS = 1  # the only token of a formula that is written in another cell's record


class OldFormula(NamedTuple):
    """One formula of a .xls, where it stands."""

    cell: Cell
    calculated: bool  # whether the result beside it was calculated
    text: str  # without "="; of one whose result is not calculated


def old_formulas(book: Book, sheet: int) -> list[OldFormula]:
    """公式 — every formula of one sheet; the book opened by xlrd with ``on_demand=True``."""
    calc = book.user_name == "Calc"  # LibreOffice signs so
    engine = any(kind == _RECALCULATION for kind, _ in _records(book, book.base))  # since Excel 2000
    found: dict[Cell, tuple[bool, bytes]] = {}
    shared: dict[Cell, bytes] = {}
    cell = (0, 0)
    start = book._sh_abs_posn[sheet]  # type: ignore[attr-defined] # xlrd offers no other way to the records
    for kind, data in _records(book, start):
        if kind in _FORMULA:
            row, column, _, result, flags = struct.unpack("<3H8sH", data[:16])
            cell, nothing = (row, column), result[0] == 3 and result[6:] == b"\xff\xff"
            left_open = not engine or flags & _CALCULATE_ON_LOAD
            lost = (result == _ZERO and (calc or left_open)) or (nothing and left_open and not calc)
            found[cell] = not lost, data[20:]
        elif kind == _SHARED:  # behind the formula of the first cell it serves
            shared[cell] = data[8:]
    return [
        OldFormula(cell, calculated, "" if calculated else _text(book, cell, tokens, shared))
        for cell, (calculated, tokens) in found.items()
    ]


def _records(book: Book, position: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream; those of charts inside it are left out."""
    depth, stream = 0, book.mem or b""
    while True:
        kind, length = struct.unpack("<2H", stream[position : position + 4])
        depth += (kind == _BOF) - (kind == _EOF)
        if not depth:
            return
        if depth == 1:
            yield kind, bytes(stream[position + 4 : position + 4 + length])
        position += 4 + length


def _text(book: Book, cell: Cell, tokens: bytes, shared: dict[Cell, bytes]) -> str:
    from xlrd.formula import FMLA_TYPE_SHARED, decompile_formula

    row, column = 0, 0  # xlrd reads a relative block of another sheet only as an offset: from A1, then
    if tokens[2] == _FOLLOWS:
        first: Cell = struct.unpack("<2H", tokens[3:7])
        if first not in shared:  # an array, a table
            return _UNKNOWN
        tokens, (row, column) = shared[first], cell
    (length,) = struct.unpack("<H", tokens[:2])
    try:
        text = decompile_formula(book, tokens[2:], length, FMLA_TYPE_SHARED, browx=row, bcolx=column)
    except Exception:  # of any kind, for tokens it does not know
        return _UNKNOWN
    return _ONE_CELL.sub(r"!\1", text or _UNKNOWN)
