"""Calc 适配器 — an open Calc document as a book, through UNO objects.

Cells are written one by one: what is written as a block over empty cells, Calc cannot undo.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from xlfuncs.addins.calc.looks import cells_of, hidden, merged_areas, number_codes
from xlfuncs.cells import ERROR_VALUES, Cell, CellError, Content, NewFormula, Value, quoted
from xlfuncs.errors import FileProblem
from xlfuncs.number_formats import shown_otherwise
from xlfuncs.reports import Report
from xlfuncs.sheets import Sheet

# com.sun.star.sheet.CellFlags and FormulaResult
_DATETIME, _FORMULA, _CONTENT, _LOOK = 2, 16, 1 | 2 | 4 | 16, 32
_ERROR_RESULT = 4
_ERRORS = {codes.calc: text for text, codes in ERROR_VALUES.items()}
_BOLD, _TOP, _LINE = 150.0, 1, 9  # awt.FontWeight, VertJustify2; a thin frame [1/100 mm]
_CHARACTER = 190  # the width of one in a report [1/100 mm]
_POINT = 35  # [1/100 mm]


class CalcBook:
    """一份打开的 Calc 文档 — implements `xlfuncs.refresh.book.Book`."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.written: set[str] = set()  # sheets
        self._locked: list[Any] = []  # cells to be emptied that Calc lets a program fill only

    @property
    def name(self) -> str:
        """The document's title, as the window shows it."""
        return str(self._document.Title)

    def sheet_names(self) -> list[str]:
        """The sheets, in order, hidden ones too."""
        return list(self._document.Sheets.ElementNames)

    def read(self, sheet: str) -> Sheet:
        """One sheet from A1 to the last used cell."""
        page = self._document.Sheets.getByName(sheet)
        block = used_block(page)
        lines = block.getDataArray()
        rows: list[list[Value]] = [[None if one == "" else one for one in line] for line in lines]
        for row, column in cells_of(block.queryFormulaCells(_ERROR_RESULT)):
            code = block.getCellByPosition(column, row).getError()
            rows[row][column] = CellError(_ERRORS.get(code, f"Err:{code}"))
        origin = self._document.NullDate
        for row, column in cells_of(block.queryContentCells(_DATETIME)):
            rows[row][column] = _moment(rows[row][column], dt.datetime(origin.Year, origin.Month, origin.Day))
        formulas = frozenset(cells_of(block.queryContentCells(_FORMULA)))
        return Sheet(
            sheet,
            rows,
            formulas,
            list(merged_areas(page)),
            shown_otherwise(rows, number_codes(self._document, block)),
            "visible" if page.IsVisible else "hidden",
            *hidden(block),
        )

    def write(self, sheet: str, cells: Mapping[Cell, Content]) -> None:
        """Put values and formulas into cells of the document; their formats stay."""
        target = self._document.Sheets.getByName(sheet)
        for (row, column), value in cells.items():
            self.written.add(sheet)
            self._put(target.getCellByPosition(column, row), value)

    def replace_sheet(self, sheet: str, report: Report) -> None:
        """Make our report sheet hold exactly this report; FileProblem where the sheet is somebody else's."""
        sheets = self._document.Sheets
        if not sheets.hasByName(sheet):
            sheets.insertNewByName(sheet, sheets.Count)
            sheets.getByName(sheet).TabColor = _colour(report.tab_colour)
        page = sheets.getByName(sheet)
        if page.TabColor != _colour(report.tab_colour):
            raise FileProblem.other_sheet(sheet).within(self.name)
        used_block(page).clearContents(_CONTENT | _LOOK)
        self.write(sheet, {(r, c): value for r, row in enumerate(report.rows) for c, value in enumerate(row)})
        for row, target, place in report.links():
            link = self._document.createInstance("com.sun.star.text.TextField.URL")
            link.URL, link.Representation = f"#{quoted(target)}.{place}", place
            cell = page.getCellByPosition(report.linked, row)
            cell.setString("")
            cell.insertTextContent(cell.createTextCursor(), link, False)
        _dress(page, report)

    def _put(self, cell: Any, value: Content) -> None:
        if isinstance(value, NewFormula):
            cell.setFormula(_spelled(value.text))
        elif isinstance(value, int | float):
            cell.setValue(float(value))
        elif value is not None:
            cell.setString(str(value))
        else:
            cell.clearContents(_CONTENT)
            if cell.Type.value != "EMPTY":
                cell.setString(" ")
                self._locked.append(cell)

    def empty_locked(self) -> None:
        """Empty the locked cells that `write` could only blank out; to be called after the undo step.

        Protection is taken off and put back by undoing that: protecting again would forget what it permits.
        Emptying is not recorded; undoing the blank before it brings the old content back.
        """
        manager = self._document.UndoManager
        for cell in self._locked:
            cell.Spreadsheet.unprotect("")
            if not cell.Spreadsheet.isProtected():  # with a password the blank stays
                manager.lock()
                cell.clearContents(_CONTENT)
                manager.unlock()
                manager.undo()
                manager.clearRedo()
        self._locked.clear()


def _spelled(formula: str) -> str:
    """A formula of an .xlsx as a program gives it to Calc: semicolons between the arguments."""
    parts = formula.split('"')  # every other one is a text
    return '"'.join(part if number % 2 else part.replace(",", ";") for number, part in enumerate(parts))


def used_block(sheet: Any) -> Any:
    """The range from A1 to the last used cell."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def _moment(value: Value, origin: dt.datetime) -> Value:
    if not isinstance(value, float):
        return value
    moment = origin + dt.timedelta(days=value)
    return moment if value % 1 else moment.date()


def _dress(page: Any, report: Report) -> None:
    """Make a sheet look as the report says."""
    last, bottom = len(report.widths) - 1, len(report.rows) - 1
    whole = page.getCellRangeByPosition(0, 0, last, bottom)
    whole.CharFontName = whole.CharFontNameAsian = report.font
    whole.CharHeight = whole.CharHeightAsian = report.size
    head = page.getCellRangeByPosition(0, 0, last, 1)
    head.CharWeight = head.CharWeightAsian = _BOLD
    title = page.getCellByPosition(0, 0)
    title.CharHeight = title.CharHeightAsian = report.title_size
    table = page.getCellRangeByPosition(0, 1, last, bottom)
    table.IsTextWrapped, table.VertJustify = True, _TOP
    line = table.TopBorder
    line.OuterLineWidth, line.Color = _LINE, _colour(report.border_colour)
    for side in ("Top", "Bottom", "Left", "Right"):
        setattr(table, f"{side}Border", line)
    page.getCellRangeByPosition(0, 1, last, 1).CellBackColor = _colour(report.header_colour)
    for top, end, colour in report.coloured():
        lines = page.getCellRangeByPosition(report.marked, top, report.marked, end)
        lines.CellBackColor = _colour(colour)
    for column, width in enumerate(report.widths):
        page.Columns.getByIndex(column).Width = width * _CHARACTER
    page.Rows.OptimalHeight = True
    for row in report.unread:
        page.Rows.getByIndex(row).Height = report.heights[row] * _POINT


def _colour(rgb: str) -> int:
    return int(rgb, 16)
