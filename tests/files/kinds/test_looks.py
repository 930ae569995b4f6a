"""What a cell shows and what a sheet hides is the same in every kind of file; dates are dates."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from tests.engines import Office
from xlfuncs.cells import Value
from xlfuncs.files.book import FileBook

# A number, its format, and what a person sees in that cell, with all digits.
SHOWN: list[tuple[float, str, Value]] = [
    (0.95, "0%", "95%"),
    (0.8617, "0.00%", "86.17%"),
    (1234567.0, '0\\.0000"万元"', "123.4567万元"),
    (1234567.0, '#,##0.00"元"', "1234567元"),
    (-30.0, '0"天"', "-30天"),
    (95.0, '"≥"0"%"', "≥95%"),
    (25000000.0, "0.0,,", "25"),
    (25000.0, '[>=10000]0\\.0,"万";0', "2.5万"),
    (2500.0, '[>=10000]0\\.0,"万";0', 2500.0),
    (-0.5, "0;[Red]-0%", "-50%"),
    (0.95, "0.00", 0.95),
    (12.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 12.0),
    (45000.0, 'yyyy"年"m"月"d"日"', dt.date(2023, 3, 15)),
    (45000.0, '[$-804]yyyy"年"m"月"', dt.date(2023, 3, 15)),
]


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    for row, (number, code, _) in enumerate(SHOWN, 1):
        sheet.cell(row, 1, number).number_format = code
    sheet["C2"] = "下一行隐藏"
    sheet["C3"] = sheet["E1"] = 1.0
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["E"].hidden = True
    book.create_sheet("去年")["A1"] = 1.0
    book["去年"].sheet_state = "hidden"
    path = tmp_path_factory.mktemp("looks") / "表.xlsx"
    book.save(path)
    return path


@pytest.fixture(params=["xlsx", "xls", "ods"])
def kind(request: pytest.FixtureRequest, typed: Path, office: Office) -> FileBook:
    suffix = str(request.param)
    if suffix == "xlsx":
        return FileBook.open(typed)
    return FileBook.open(office.convert(typed, suffix, typed.with_suffix(f".{suffix}")))


def test_a_number_reads_as_it_is_shown(kind: FileBook) -> None:
    sheet = kind.read("表")
    assert [sheet.shown(row, 0) for row in range(len(SHOWN))] == [shown for *_, shown in SHOWN]


def test_what_is_hidden_is_marked(kind: FileBook) -> None:
    sheet = kind.read("表")
    assert sheet.visibility == "visible"
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({2}, {4})
    assert kind.read("去年").visibility == "hidden"


def test_a_sheet_that_only_programs_can_show_is_told_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("底稿").sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    assert FileBook.open(tmp_path / "a.xlsx").read("底稿").visibility == "veryHidden"
