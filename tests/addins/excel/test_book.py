"""The adapter of a live book: no digit lost to a format, only our own report sheet ever replaced."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from tests.addins.excel.engine import CURRENCY, contents, in_memory
from xlfuncs.addins.excel import buttons as ribbon
from xlfuncs.addins.excel.book import ExcelBook
from xlfuncs.files.book import FileBook
from xlfuncs.refresh.refresh import refresh
from xlfuncs.refresh.report import REPORT


def test_a_report_sheet_of_somebody_else_is_left_alone(beijing: bytes) -> None:
    book, impl = in_memory(beijing)
    book.sheets.add(REPORT, after=book.sheets[-1])
    impl.formulas[REPORT]["A1"] = impl.values[REPORT]["A1"] = "我的笔记"
    ribbon.refresh(book)
    assert contents(impl.formulas)[REPORT] == {"A1": "我的笔记"}
    assert f"{REPORT}结果" in impl.formulas


def test_a_report_sheet_that_the_file_path_wrote_is_replaced(beijing: bytes, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(beijing)
    file = FileBook.open(path)
    refresh(file)
    file.save()
    book, impl = in_memory(path.read_bytes())
    ribbon.refresh(book)
    assert contents(impl.formulas) == contents(openpyxl.load_workbook(path))


def test_a_currency_format_cuts_no_digits(beijing: bytes) -> None:
    """Excel's Value gives such a cell with four decimals only."""
    plain, _ = in_memory(beijing)
    book, impl = in_memory(beijing)
    for row in impl.values["评分表"].iter_rows():
        for cell in row:
            if isinstance(cell.value, (int, float)):
                impl.formulas["评分表"][cell.coordinate].number_format = CURRENCY
                cell.value += 0.000012
    read = ExcelBook(book).read("评分表").rows
    before = ExcelBook(plain).read("评分表").rows
    pairs = [pair for lines in zip(before, read, strict=True) for pair in zip(*lines, strict=True)]
    numbers = [(old, new) for old, new in pairs if isinstance(old, float) and isinstance(new, float)]
    assert len(numbers) > 20
    assert all(new == old + 0.000012 for old, new in numbers)
    assert impl.calls["read Value2"] == 1


def test_a_row_that_somebody_put_in_gets_the_formulas_of_the_form(beijing: bytes) -> None:
    book, impl = in_memory(beijing)
    expected = {cell.column: cell.value for cell in impl.formulas["评分表"][12] if cell.data_type == "f"}
    for workbook in (impl.formulas, impl.values):
        for column in expected:
            workbook["评分表"].cell(12, column).value = None
        for place, value in (("D12", "≥40人"), ("E12", "36人"), ("K12", 5.0)):
            workbook["评分表"][place].value = value
    ribbon.refresh(book)
    put_in = impl.formulas["评分表"][12]
    assert {cell.column: cell.value for cell in put_in if cell.data_type == "f"} == expected


def test_what_shows_otherwise_and_what_is_hidden_is_read(beijing: bytes, tmp_path: Path) -> None:
    made = openpyxl.load_workbook(io.BytesIO(beijing))
    sheet = made["评分表"]
    for number, code in enumerate(("0%", "0.00", '0\\.0000"万元"', "0%"), 60):
        sheet.cell(number, 3, 0.95).number_format = code
    sheet.row_dimensions[61].hidden = sheet.row_dimensions[63].hidden = sheet.column_dimensions[
        "B"
    ].hidden = True
    made["说明"].sheet_state = "veryHidden"
    made.save(tmp_path / "a.xlsx")
    book, impl = in_memory((tmp_path / "a.xlsx").read_bytes())
    live, file = ExcelBook(book), FileBook.open(tmp_path / "a.xlsx")
    for name in ("评分表", "说明"):
        one, other = live.read(name), file.read(name)
        shown = {cell: how for cell, how in other.formats.items() if cell not in other.formulas}
        assert {cell: how for cell, how in one.formats.items() if cell not in one.formulas} == shown
        assert one.visibility == other.visibility
        assert one.hidden_rows == {row for row in other.hidden_rows if row < len(one.rows)}
        assert one.hidden_columns == {column for column in other.hidden_columns if column < len(one.rows[0])}
    assert impl.calls["format?"] < 250  # blanks, too: a score may be written there
