"""读取 .xls — the sheets of an old Excel file (BIFF, Excel 97–2003) as values, merged blocks and formulas.

xlrd reads the values. A result that nobody calculated is calculated here, as for any .xlsx, or says 未计算:
it never passes for a 0 or a blank.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from xlfuncs.cells import Cell, CellError, Sheet, Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.xls_formulas import OldFormula, old_formulas
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.results import results, shown
from xlfuncs.files.values import values_file

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell as OldCell

__all__ = ["read_xls"]


def read_xls(data: bytes) -> list[Sheet]:
    """读取 .xls 的全部工作表 — every worksheet of the file; FileProblem where it is damaged or locked."""
    try:
        with _opened(data) as book:
            formulas = {name: old_formulas(book, number) for number, name in enumerate(book.sheet_names())}
            sheets = [_sheet(book, name, formulas[name]) for name in book.sheet_names()]
    except FileProblem:
        raise
    except Exception as problem:  # xlrd lets anything through that a damaged file makes it stumble over
        raise FileProblem(
            f"内容已损坏（{str(problem) or type(problem).__name__}），请用办公软件打开并另存"
        ) from problem
    return _calculated(sheets, formulas)


def _opened(data: bytes) -> Book:
    """The file in xlrd: with formats, as only then merged blocks are read, else without."""
    from xlrd import open_workbook
    from xlrd.biffh import XLRDError

    for formats in (True, False):
        try:
            return open_workbook(
                logfile=io.StringIO(),
                file_contents=data,
                formatting_info=formats,
                on_demand=True,
                ragged_rows=True,
            )
        except Exception as problem:
            if isinstance(problem, XLRDError) and "encrypted" in str(problem):
                raise FileProblem("文件设有打开密码，请先取消密码") from problem
            if not formats:
                raise
    raise AssertionError("unreachable")


def _sheet(book: Book, name: str, formulas: Sequence[OldFormula]) -> Sheet:
    found = book.sheet_by_name(name)
    rows = [[_value(cell, book.datemode) for cell in found.row(row)] for row in range(found.nrows)]
    merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in found.merged_cells]
    return Sheet(name, rows, frozenset(formula.cell for formula in formulas), merged)


def _value(cell: OldCell, datemode: Literal[0, 1]) -> Value:
    from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, error_text_from_code
    from xlrd.xldate import xldate_as_datetime

    value = cell.value
    if isinstance(value, str):
        return value or None
    if cell.ctype == XL_CELL_ERROR:
        return CellError(error_text_from_code.get(int(value), f"#ERR{value:g}"))
    if cell.ctype == XL_CELL_BOOLEAN:
        return bool(value)
    if cell.ctype == XL_CELL_DATE:
        with contextlib.suppress(OverflowError, ValueError):  # a number beyond all dates stays a number
            moment = xldate_as_datetime(value, datemode)
            if 0 <= value < 1:
                return moment.time()
            return moment if moment.time() != dt.time() else moment.date()
    return value


def _calculated(sheets: Sequence[Sheet], formulas: Mapping[str, Sequence[OldFormula]]) -> list[Sheet]:
    """The sheets with what the formulas give whose result nobody calculated."""
    open_cells = {
        name: {formula.cell: formula.text for formula in some if not formula.calculated}
        for name, some in formulas.items()
    }
    if not any(open_cells.values()):
        return list(sheets)
    known = results(Workbook(Package(values_file(sheets, {}, open_cells))))
    return [
        _with(sheet, {cell: known[sheet.name][cell] for cell in open_cells[sheet.name]}) for sheet in sheets
    ]


def _with(sheet: Sheet, found: Mapping[Cell, Value]) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    for (row, column), value in found.items():
        rows[row][column] = shown(value)
    return Sheet(sheet.name, rows, sheet.formulas, sheet.merged)
