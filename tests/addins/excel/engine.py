"""Excel in memory: xlwings' own Book, Sheet and Range (its public API) over openpyxl, through its base classes.

A book is loaded twice, with formulas and with their cached values. Like Excel, it gives out floats, cuts cells in
a currency format to four decimals, refuses writing to a protected sheet, and takes an apostrophe before a text
for itself; unlike Excel, it does not recalculate. Every read and write of a block is counted.
"""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes

ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
CURRENCY = "¥#,##0.00"
ALLOWED = {  # what a file forbids on a protected sheet, and what Excel calls permitting it
    **{f"format{one}": f"AllowFormatting{one}" for one in ("Cells", "Columns", "Rows")},
    **{f"insert{one}": f"AllowInserting{one}" for one in ("Columns", "Rows", "Hyperlinks")},
    "deleteColumns": "AllowDeletingColumns",
    "deleteRows": "AllowDeletingRows",
    "sort": "AllowSorting",
    "autoFilter": "AllowFiltering",
    "pivotTables": "AllowUsingPivotTables",
}


class ComError(Exception):
    """What Excel raises, for want of pywintypes.com_error."""


class Engine:
    name, type = "in memory", "desktop"

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:
        return "" if x is None else x

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: Any
    ) -> Any:
        def clean(value: Any) -> Any:
            if value in ("", None):
                return empty_as
            if value in ERRORS:
                return value if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


class App(base_classes.App):
    """Remembers every setting made and every message shown."""

    api: Any = None
    engine, pid = Engine(), 1

    def __init__(self) -> None:
        self.log: list[tuple[str, Any]] = []
        self.alerts: list[tuple[str, str, str]] = []
        on: dict[str, Any] = {"screen_updating": True, "enable_events": True}
        self.state = {"calculation": "automatic"} | on
        self.selected: Range | None = None
        self.opened: list[bytes] = []
        workbooks = SimpleNamespace(Add=lambda path: self.opened.append(Path(path).read_bytes()))
        self.api = SimpleNamespace(Workbooks=workbooks)

    def _set(self, name: str, value: Any) -> None:
        self.log.append((name, value))
        self.state[name] = value

    calculation = property(lambda s: s.state["calculation"], lambda s, v: s._set("calculation", v))
    screen_updating = property(
        lambda s: s.state["screen_updating"], lambda s, v: s._set("screen_updating", v)
    )
    enable_events = property(lambda s: s.state["enable_events"], lambda s, v: s._set("enable_events", v))
    selection = property(lambda s: s.selected)

    def calculate(self) -> None:
        self.log.append(("calculate", None))

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        self.alerts.append((prompt, title, mode))
        return "ok"


class Book(base_classes.Book):
    api: Any = None

    def __init__(self, data: bytes) -> None:
        self.formulas = openpyxl.load_workbook(io.BytesIO(data))
        self.values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        self._app = App()
        self.calls: Counter[str] = Counter()
        self.written: list[tuple[str, int, int, int, int]] = []  # sheet, top, left, bottom, right
        self.api = SimpleNamespace(ProtectStructure=False)
        self.made = {sheet.title: Sheet(self, sheet.title) for sheet in self.formulas.worksheets}
        self.active = self.made[self.formulas.active.title]

    app = property(lambda s: s._app)
    name = "表.xlsx"

    sheets = property(lambda s: Sheets(s))


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    api = None
    active = property(lambda s: s.book.active)

    def __len__(self) -> int:
        return len(self.book.made)

    def __iter__(self) -> Any:
        return iter(self.book.made.values())

    def __call__(self, key: str | int) -> Sheet:
        if isinstance(key, str):
            return self.book.made[key]
        return list(self.book.made.values())[key - 1]

    def add(self, before: Any = None, after: Any = None, name: str = "") -> Sheet:
        assert before is None
        assert after is list(self)[-1]
        self.book.formulas.create_sheet(name)
        self.book.values.create_sheet(name)
        self.book.active = self.book.made[name] = Sheet(self.book, name)
        return self.book.active


class SheetApi(SimpleNamespace):
    """The few members of Excel's Worksheet that we use beside xlwings' own."""

    class Hyperlinks:
        """A link is made of a cell, its text stays."""

        @staticmethod
        def Add(anchor: Any, address: str, reference: str, tip: str, text: str) -> None:
            assert (address, tip) == ("", "")
            assert reference.endswith(f"!{text}")

    def Unprotect(self, password: str) -> None:
        if password != self.password:
            raise ComError("the password is incorrect")
        self.ProtectContents = False

    def Protect(self, **settings: Any) -> None:
        self.ProtectContents = settings.pop("Contents")
        self.protected_again = settings


class Sheet(base_classes.Sheet):
    api: Any = None

    def __init__(self, book: Book, name: str) -> None:
        self._book, self._name = book, name
        protection = book.formulas[name].protection
        spelled = {word: not getattr(protection, key) for key, word in ALLOWED.items()}
        colour = book.formulas[name].sheet_properties.tabColor
        self.api = SheetApi(
            Tab=SimpleNamespace(Color=_excel_colour(colour.rgb) if colour else False),
            ProtectContents=protection.sheet,
            ProtectDrawingObjects=protection.objects,
            ProtectScenarios=protection.scenarios,
            EnableSelection=0,
            Protection=SimpleNamespace(**spelled),
            Activate=self._activate,
            Visible={"visible": -1, "hidden": 0, "veryHidden": 2}[book.formulas[name].sheet_state],
            password="",
            protected_again=None,
        )

    book = property(lambda s: s._book)
    name = property(lambda s: s._name)
    index = property(lambda s: list(s._book.made).index(s._name) + 1)

    def _activate(self) -> None:
        self._book.active = self

    def clear(self) -> None:
        for book in (self._book.formulas, self._book.values):
            book[self._name].delete_rows(1, book[self._name].max_row)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, str):
            left, top, right, bottom = range_boundaries(arg1)
            return Range(self, top, left, bottom, right)
        if isinstance(arg1, Range):
            arg1 = arg1.row, arg1.column
        if isinstance(arg2, Range):
            arg2 = arg2.row, arg2.column
        return Range(self, *arg1, *(arg2 or arg1))

    @property
    def used_range(self) -> Range:
        sheet = self._book.formulas[self._name]
        return Range(self, 1, 1, sheet.max_row, sheet.max_column)


class RangeApi:
    """The few members of Excel's Range that we use beside xlwings' own."""

    def __init__(self, block: Range) -> None:
        self._block = block

    Value2 = property(lambda s: s._block._read("read Value2", cut_currency=False))
    EntireRow = property(lambda s: SimpleNamespace(Hidden=s._hidden("row", s._block.row, s._block._bottom)))
    EntireColumn = property(
        lambda s: SimpleNamespace(Hidden=s._hidden("column", s._block.column, s._block._right))
    )

    def _hidden(self, kind: str, first: int, last: int) -> bool | None:
        """None where some are and some are not."""
        book = self._block._sheet._book
        book.calls["hidden?"] += 1
        looks = getattr(book.formulas[self._block._sheet.name], f"{kind}_dimensions")
        keys = [number if kind == "row" else get_column_letter(number) for number in range(first, last + 1)]
        answers = {key in looks and bool(looks[key].hidden) for key in keys}
        return answers.pop() if len(answers) == 1 else None


class Range(base_classes.Range):
    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self._sheet, self._top, self._left, self._bottom, self._right = sheet, top, left, bottom, right

    sheet = property(lambda s: s._sheet)
    font = property(lambda s: SimpleNamespace())
    row = property(lambda s: s._top)
    column = property(lambda s: s._left)
    shape = property(lambda s: (s._bottom - s._top + 1, s._right - s._left + 1))
    column_width = property(None, lambda s, v: None)
    row_height = property(None, lambda s, v: s._raise(v))
    wrap_text = property(None, lambda s, v: None)
    vertical_alignment = property(None, lambda s, v: None)
    borders = property(lambda s: SimpleNamespace(set=lambda *sides, **look: None))
    color = property(None, lambda s, v: s._fill(v))

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        return self._sheet.range((self._top + row - 1, self._left + column - 1))

    @property
    def address(self) -> str:
        return f"{get_column_letter(self._left)}{self._top}:{get_column_letter(self._right)}{self._bottom}"

    def _merged(self) -> set[tuple[int, int, int, int]]:
        """The merged areas that touch this range, as in the file."""
        areas = self._sheet._book.formulas[self._sheet.name].merged_cells.ranges
        return {
            (a.min_row, a.min_col, a.max_row, a.max_col)
            for a in areas
            if a.min_row <= self._bottom
            and a.max_row >= self._top
            and a.min_col <= self._right
            and a.max_col >= self._left
        }

    @property
    def merge_cells(self) -> bool | None:
        """None where some cells are merged and some are not."""
        self._sheet._book.calls["merged?"] += 1
        inside = sum(
            (min(bottom, self._bottom) - max(top, self._top) + 1)
            * (min(right, self._right) - max(left, self._left) + 1)
            for top, left, bottom, right in self._merged()
        )
        return False if inside == 0 else True if inside == len(self) else None

    @property
    def merge_area(self) -> Range:
        (area,) = self._merged()
        return Range(self._sheet, *area)

    def select(self) -> None:
        self._sheet._book.app.selected = self

    def _cells(self, book: Any) -> list[list[Any]]:
        sheet = book[self._sheet.name]
        columns, rows = range(self._left, self._right + 1), range(self._top, self._bottom + 1)
        return [[sheet.cell(row, column) for column in columns] for row in rows]

    def _read(self, what: str, cut_currency: bool) -> Any:
        book = self._sheet._book
        book.calls[what] += 1
        formats = self._cells(book.formulas)
        rows = self._cells(book.values)
        block = [
            [
                _com(cell.value, cut_currency and shown.number_format == CURRENCY)
                for cell, shown in zip(*pair, strict=True)
            ]
            for pair in zip(rows, formats, strict=True)
        ]
        return block if len(self) > 1 else block[0][0]

    def _shown(self) -> str | None:
        """The number format; None where they differ."""
        self._sheet._book.calls["format?"] += 1
        codes = {cell.number_format for row in self._cells(self._sheet._book.formulas) for cell in row}
        return codes.pop() if len(codes) == 1 else None

    number_format = property(_shown, None)

    @property
    def api(self) -> Any:
        return RangeApi(self)

    @property
    def raw_value(self) -> Any:
        return self._read("read values", cut_currency=True)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        book = self._sheet._book
        book.calls["write"] += 1
        book.written.append((self._sheet.name, self._top, self._left, self._bottom, self._right))
        if self._sheet.api.ProtectContents:
            raise ComError("the cell is on a protected sheet")
        assert book.app.state["calculation"] == "manual", "written while Excel recalculates at every change"
        for workbook in (book.formulas, book.values):
            for row, cells in enumerate(self._cells(workbook)):
                for column, cell in enumerate(cells):
                    new = value[row][column] if isinstance(value, list) else value
                    if not isinstance(cell, MergedCell):
                        cell.value = None if new == "" else new[1:] if str(new).startswith("'") else new

    def _raise(self, height: float) -> None:
        for row in range(self._top, self._bottom + 1):
            self._sheet._book.formulas[self._sheet.name].row_dimensions[row].height = height

    def _fill(self, colour: str) -> None:
        for row in self._cells(self._sheet._book.formulas):
            for cell in row:
                cell.fill = PatternFill("solid", colour.removeprefix("#"))

    def _formula(self) -> Any:
        book = self._sheet._book
        book.calls["read formulas"] += 1
        rows = [["" if c.value is None else str(c.value) for c in row] for row in self._cells(book.formulas)]
        return tuple(map(tuple, rows)) if len(self) > 1 else rows[0][0]

    formula = property(_formula)


def _com(value: Any, cut: bool) -> Any:
    """A value as pywin32 makes it: every number a float, a currency a Decimal of four places."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return dt.datetime.combine(value, dt.time()) if type(value) is dt.date else value
    return Decimal(f"{value:.4f}") if cut else float(value)


def _excel_colour(rgb: str) -> int:
    red, green, blue = (int(rgb[place : place + 2], 16) for place in (2, 4, 6))
    return red + 256 * green + 65536 * blue


def in_memory(data: bytes) -> tuple[xw.Book, Book]:
    """An xlwings Book over the bytes of an .xlsx, and what stands behind it."""
    impl = Book(data)
    return xw.Book(impl=impl), impl


def contents(workbook: Any) -> dict[str, dict[str, Any]]:
    """Every cell that is not blank, formulas as such."""
    return {
        sheet.title: {c.coordinate: c.value for row in sheet for c in row if c.value not in (None, "")}
        for sheet in workbook
    }
