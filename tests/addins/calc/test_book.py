"""The adapter of a live Calc document reads what the file adapter reads from the same workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from tests.addins.calc.office import CalcOffice
from xlfuncs.files.book import FileBook


def plain(value: object) -> str | None:
    """As `book` shows it; the file adapter gives a date as its midnight."""
    return None if value is None else str(value.date() if isinstance(value, dt.datetime) else value)


def test_our_adapter_reads_what_the_file_adapter_reads(calc_office: CalcOffice, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    rows = [
        ["标题", None, None],
        ["日期", dt.datetime(2022, 12, 31), 1.5],
        ["", "≥40人", "=1/0"],
        ["=C2*2", None, 7],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A1:C1", "A6:B7", "A9:B10"):
        sheet.merge_cells(area)
    sheet["A6"] = "块"
    for place, value, code in (("D1", 0.95, "0%"), ("D2", 1234567.0, '0\\.0000"万元"'), ("D3", 3.0, "0.00")):
        sheet[place] = value
        sheet[place].number_format = code
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["B"].hidden = True
    book.create_sheet("空").sheet_state = "hidden"
    path = tmp_path / "read.xlsx"
    book.save(path)
    cached = calc_office.convert(path, "xlsx", tmp_path / "cached.xlsx")  # with results, for the file adapter
    for ours in calc_office.book(cached):
        file = FileBook.open(cached).read(ours["name"])
        read = [[plain(file.value(row, column)) for column in range(4)] for row in range(len(ours["rows"]))]
        assert [(line + [None] * 4)[:4] for line in ours["rows"]] == read
        assert len(file.rows) <= len(ours["rows"])
        assert sorted(map(tuple, ours["formulas"])) == sorted(file.formulas)
        assert sorted(map(tuple, ours["merged"])) == sorted(file.merged)
        assert ours["formats"] == sorted([*cell, *shown] for cell, shown in file.formats.items())
        assert ours["visibility"] == file.visibility
        assert ours["hidden"] == [sorted(file.hidden_rows), sorted(file.hidden_columns)]
