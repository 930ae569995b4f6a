"""读取 .xls — the sheets of an old Excel file (BIFF, Excel 97–2003) as values, merged blocks and formulas.

xlrd reads the values. The result kept beside a formula is not always one: LibreOffice keeps 0 where a text was
loaded and not recalculated; programs without an engine (xlwt, Apache POI) keep 0 or nothing and leave it to
Excel. Every result is calculated here, as for any .xlsx; one that nobody calculated or can calculate says 未计算: it
never passes for a 0 or a blank. Records as in [MS-XLS] 2.4.127 (Formula) and 2.4.277 (ShrFmla); xlrd spells their tokens out.
"""

from __future__ import annotations

import contextlib
import io
import re
import struct
from collections.abc import Iterator
from functools import partial
from typing import Literal

from xlrd import biffh, open_workbook
from xlrd.book import Book
from xlrd.sheet import Cell as OldCell
from xlrd.sheet import Sheet as OldSheet

from xlfuncs.cells import CELL_NAME, ERROR_VALUES, Cell, CellError, Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.recomputed import recomputed
from xlfuncs.files.kinds.xls_spelling import spelled
from xlfuncs.files.ooxml import moments
from xlfuncs.number_formats import number_format
from xlfuncs.sheets import NumberFormat, Sheet, Visibility

_BOF, _EOF, _FORMULA, _SHARED, _RECALCULATION = 0x0809, 0x000A, (0x0006, 0x0206, 0x0406), 0x04BC, 0x01C1
_VISIBILITY: dict[int, Visibility] = {1: "hidden", 2: "veryHidden"}
_CALCULATE_ON_LOAD = 2  # a flag of the record
_ZERO = bytes(8)
_ONE_CELL = re.compile(rf"!({CELL_NAME}):\1(?!\d)")  # so xlrd spells a cell of another sheet
_CALC = "Calc"  # so LibreOffice signs
_FOLLOWS = 1  # the only token of a formula that is written in another cell's record


_Texts = dict[Cell, str | None]  # of formulas, without "="; None where xlrd cannot tell


def read_xls(data: bytes) -> list[Sheet]:
    """读取 .xls 的全部工作表 — every worksheet of the file; FileProblem where it is damaged or locked."""
    try:
        with _opened(data) as book:
            formulas = {name: _formulas(book, number) for number, name in enumerate(book.sheet_names())}
            sheets = [_sheet(book, name, frozenset(texts)) for name, (texts, _) in formulas.items()]
    except FileProblem:
        raise
    except Exception as problem:  # xlrd lets anything through that a damaged file makes it stumble over
        raise FileProblem.damaged(str(problem) or type(problem).__name__) from problem
    texts = {name: texts for name, (texts, _) in formulas.items()}
    return recomputed(sheets, texts, {name: lost for name, (_, lost) in formulas.items()})


def _opened(data: bytes) -> Book:
    """The file in xlrd: with formats, as only then merged blocks are read, else without."""
    opened = partial(
        open_workbook, logfile=io.StringIO(), file_contents=data, on_demand=True, ragged_rows=True
    )
    with contextlib.suppress(Exception):  # what is wrong without formats, too, is told below
        return opened(formatting_info=True)
    try:
        return opened()
    except biffh.XLRDError as problem:
        if "encrypted" in str(problem):
            raise FileProblem.locked() from problem
        raise


def _sheet(book: Book, name: str, formulas: frozenset[Cell]) -> Sheet:
    sheet = book.sheet_by_name(name)
    rows = [[_value(cell, book.datemode) for cell in sheet.row(row)] for row in range(sheet.nrows)]
    merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return Sheet(
        name,
        rows,
        formulas,
        merged,
        _formats(book, sheet),
        _VISIBILITY.get(sheet.visibility, "visible"),
        frozenset(row for row, look in sheet.rowinfo_map.items() if look.hidden),
        frozenset(column for column, look in sheet.colinfo_map.items() if look.hidden),
    )


def _formats(book: Book, sheet: OldSheet) -> dict[Cell, NumberFormat]:
    """The numbers that do not show as they are; none where the file could not be read with its formats."""
    formats = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype != biffh.XL_CELL_NUMBER or cell.xf_index is None:
                continue
            code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            if shown := number_format(code, float(cell.value)):
                formats[row, column] = shown
    return formats


def _value(cell: OldCell, datemode: Literal[0, 1]) -> Value:
    value = cell.value
    if isinstance(value, str):
        return value or None
    if cell.ctype == biffh.XL_CELL_ERROR:
        return CellError(biffh.error_text_from_code.get(int(value), f"#ERR{value:g}"))
    if cell.ctype == biffh.XL_CELL_BOOLEAN:
        return bool(value)
    if cell.ctype == biffh.XL_CELL_DATE:
        return moments.shown(value, "date", from_1904=bool(datemode))
    return value


def _formulas(book: Book, sheet: int) -> tuple[_Texts, frozenset[Cell]]:
    """Every formula of one sheet, and those beside which no result stands that was calculated.

    The book is opened by xlrd with ``on_demand=True``.
    """
    calc = book.user_name == _CALC
    engine = any(kind == _RECALCULATION for kind, _ in _records(book, book.base))  # since Excel 2000
    formulas: dict[Cell, bytes] = {}
    lost: set[Cell] = set()
    shared: dict[Cell, bytes] = {}
    cell = (0, 0)
    start = book._sh_abs_posn[sheet]  # type: ignore[attr-defined] # xlrd offers no other way to the records
    for kind, data in _records(book, start):
        if kind in _FORMULA:
            row, column, _, result, flags = struct.unpack("<3H8sH", data[:16])
            cell, nothing = (row, column), result[0] == 3 and result[6:] == b"\xff\xff"
            left_open = not engine or flags & _CALCULATE_ON_LOAD
            if (result == _ZERO and (calc or left_open)) or (nothing and left_open and not calc):
                lost.add(cell)
            formulas[cell] = data[20:]
        elif kind == _SHARED:  # behind the formula of the first cell it serves
            shared[cell] = data[8:]
    texts = {cell: _text(book, cell, tokens, shared) for cell, tokens in formulas.items()}
    return texts, frozenset(lost)


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


def _text(book: Book, cell: Cell, tokens: bytes, shared: dict[Cell, bytes]) -> str | None:
    start = 0, 0  # xlrd reads a relative block of another sheet only as an offset: from A1, then
    if tokens[2] == _FOLLOWS:
        first: Cell = struct.unpack("<2H", tokens[3:7])
        if first not in shared:  # an array, a table
            return None
        tokens, start = shared[first], cell
    (length,) = struct.unpack("<H", tokens[:2])
    try:
        text = spelled(book, tokens[2 : 2 + length], start, by_calc=book.user_name == _CALC)
    except Exception:  # of any kind, for tokens it does not know
        return None
    if not text or text.strip('"') in ERROR_VALUES:  # LibreOffice writes an error for what an .xls cannot say
        return None
    return _ONE_CELL.sub(r"!\1", text)
