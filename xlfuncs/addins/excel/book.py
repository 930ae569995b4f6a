"""Excel 适配器 — a live Excel book as a book of ours, on xlwings' public API: whole blocks in, few blocks out.

Every call to Excel costs about as much as scoring a table, so values and formulas of a sheet are read in one
call each, and neighbouring cells are written as one block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlwings as xw

from xlfuncs.addins.excel.looks import hidden, merged_areas, number_formats, visibility
from xlfuncs.addins.excel.state import unprotected
from xlfuncs.cells import ERROR_VALUES, Cell, CellError, Content, NewFormula, Value, quoted
from xlfuncs.errors import FileProblem
from xlfuncs.reports import Report
from xlfuncs.sheets import Sheet

# Excel reads a short text with a digit, or one that begins so, as if a person had typed it: 3/5 is a date.
_TYPED = re.compile(r"[=+\-@'#]|(?=.{0,40}$).*\d|(true|false)$", re.IGNORECASE)


class ExcelBook:
    """Excel 里打开的工作簿 — implements `xlfuncs.refresh.book.Book`.

    Writes are collected and put in by `apply`; `read` gives the book as it was first read.
    """

    def __init__(self, book: xw.Book) -> None:
        self.book = book
        self._sheets: dict[str, Sheet] = {}
        self._edits: dict[str, dict[Cell, Content]] = {}
        self._reports: dict[str, Report] = {}
        self.written: set[str] = set()  # sheets

    @property
    def name(self) -> str:
        """The book's name, for messages."""
        return str(self.book.name)

    def sheet_names(self) -> list[str]:
        """The worksheets in order."""
        return [sheet.name for sheet in self.book.sheets]

    def read(self, sheet: str) -> Sheet:
        """One worksheet; read from Excel once."""
        if sheet not in self._sheets:
            self._sheets[sheet] = self._read(sheet)
        return self._sheets[sheet]

    def write(self, sheet: str, cells: Mapping[Cell, Content]) -> None:
        """Collect values for cells."""
        self._edits.setdefault(sheet, {}).update(cells)
        self.written.update([sheet] if cells else ())

    def replace_sheet(self, sheet: str, report: Report) -> None:
        """Collect a report sheet, new or in place of our last one; FileProblem where it is somebody else's."""
        ours = _colour(report.tab_colour)
        if sheet in self.sheet_names() and self.book.sheets[sheet].api.Tab.Color != ours:
            raise FileProblem.other_sheet(sheet)
        self._reports[sheet] = report

    def apply(self) -> None:
        """写入 — put everything collected into Excel; FileProblem, with nothing written, where a password bars it."""
        existing = [name for name in self._reports if name in self.sheet_names()]
        with unprotected(self.book, [*self._edits, *existing], adds_sheet=len(existing) < len(self._reports)):
            for name, cells in self._edits.items():
                for corner, block in _blocks(cells):
                    _put(self.book.sheets[name], corner, block)
            for name, report in self._reports.items():
                self._report(name, report)

    def _read(self, name: str) -> Sheet:
        used = self.book.sheets[name].used_range.last_cell
        area = self.book.sheets[name].range((1, 1), (used.row, used.column))
        values = area.options(ndim=2, err_to_str=True).value
        if any(isinstance(value, Decimal) for row in values for value in row):
            values = _exact_currency(values, _rows(area.api.Value2))
        formulas = _rows(area.formula)
        formula_cells = frozenset(
            (row, column)
            for row, line in enumerate(formulas)
            for column, formula in enumerate(line)
            # a text that begins with = is its own "formula"
            if isinstance(formula, str) and formula.startswith("=") and formula != values[row][column]
        )
        rows = [[_value(value) for value in row] for row in values]
        sheet = self.book.sheets[name]
        return Sheet(
            name,
            rows,
            formula_cells,
            merged_areas(sheet, rows),
            number_formats(sheet, rows),
            visibility(sheet),
            *hidden(sheet, used.row, used.column),
        )

    def _report(self, name: str, report: Report) -> None:
        if name in self.sheet_names():
            sheet = self.book.sheets[name]
            sheet.clear()
        else:
            sheet = self.book.sheets.add(name, after=self.book.sheets[-1])
            sheet.api.Tab.Color = _colour(report.tab_colour)
        width = len(report.widths)
        block = [[*row, *[None] * (width - len(row))] for row in report.rows]
        _put(sheet, (0, 0), block)
        for row, target, place in report.links():
            anchor = sheet.range((row + 1, (report.linked or 0) + 1))
            sheet.api.Hyperlinks.Add(anchor.api, "", f"{quoted(target)}!{place}", "", place)
        _dress(sheet, report)


def _dress(sheet: xw.Sheet, report: Report) -> None:
    """Make a sheet look as the report says."""
    width, height = len(report.widths), len(report.rows)
    whole, table = sheet.range((1, 1), (height, width)), sheet.range((2, 1), (height, width))
    whole.font.name, whole.font.size = report.font, report.size
    sheet.range((1, 1), (2, width)).font.bold = True
    sheet.range((1, 1)).font.size = report.title_size
    table.wrap_text = True
    table.vertical_alignment = "top"
    table.borders.set("all", line_style="continuous", color=f"#{report.border_colour}")
    sheet.range((2, 1), (2, width)).color = f"#{report.header_colour}"
    for top, bottom, colour in report.coloured():
        sheet.range((top + 1, report.marked + 1), (bottom + 1, report.marked + 1)).color = f"#{colour}"
    for column, characters in enumerate(report.widths, 1):
        sheet.range((1, column)).column_width = characters
    for row in report.unread:
        sheet.range((row + 1, 1)).row_height = report.heights[row]


def _colour(rgb: str) -> int:
    """As Excel's own objects number colours: blue, green, red."""
    return int(rgb[4:6] + rgb[2:4] + rgb[:2], 16)


def _rows(block: Any) -> Sequence[Sequence[Any]]:
    """A block as rows; a single cell comes alone."""
    return block if isinstance(block, (tuple, list)) else ((block,),)


def _value(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return CellError(value) if value in ERROR_VALUES else value or None


def _exact_currency(values: list[list[Any]], exact: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """A cell in a currency format comes cut to four decimals; its own number stands in Value2."""
    return [
        [number if isinstance(value, Decimal) else value for value, number in zip(*pair, strict=True)]
        for pair in zip(values, exact, strict=True)
    ]


def _put(sheet: xw.Sheet, corner: Cell, block: Sequence[Sequence[Content]]) -> None:
    row, column = corner[0] + 1, corner[1] + 1
    area = sheet.range((row, column), (row + len(block) - 1, column + len(block[0]) - 1))
    area.value = [[_typed(value) for value in line] for line in block]


def _typed(value: Content) -> Any:
    """A text so that Excel keeps it as text; the apostrophe does not become part of it."""
    if isinstance(value, NewFormula):
        return value.text
    if isinstance(value, CellError):
        return f"'{value}"
    return f"'{value}" if isinstance(value, str) and _TYPED.match(value) else value


def _blocks(cells: Mapping[Cell, Content]) -> Iterator[tuple[Cell, list[list[Content]]]]:
    """The cells as few blocks: each column's unbroken stretches, side by side ones together.

    >>> list(_blocks({(0, 0): 1.0, (1, 0): 2.0, (0, 1): 3.0, (1, 1): 4.0, (5, 0): 5.0}))
    [((0, 0), [[1.0, 3.0], [2.0, 4.0]]), ((5, 0), [[5.0]])]
    """
    unplaced = dict(cells)
    for first, top in sorted((column, row) for row, column in cells):
        if (top, first) not in unplaced:
            continue
        bottom = top
        while (bottom + 1, first) in unplaced:
            bottom += 1
        last = first
        while all((row, last + 1) in unplaced for row in range(top, bottom + 1)):
            last += 1
        columns = range(first, last + 1)
        block = [[unplaced.pop((row, column)) for column in columns] for row in range(top, bottom + 1)]
        yield (top, first), block
