"""How the sheets of a summary are written: nothing is lost for want of rows, no number stands as ###."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter

from xlfuncs.files.ooxml.heights import LINE
from xlfuncs.review import pen


def test_rows_that_no_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pen, "_MOST_ROWS", 3)
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True})
    pen.Pen(book, None).sheet(
        "发现", [("号", 5), ("说明", 20)], ([number, "说明"] for number in range(7)), most=4
    )
    book.close()
    sheets = openpyxl.load_workbook(made)
    assert sheets.sheetnames == ["发现", "发现（续）", "发现（续）（续）"]
    numbers = [[row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in sheets]
    assert numbers == [[0, 1, 2], [3, 4, 5], [6]]
    assert [sheet["B1"].value for sheet in sheets] == ["说明"] * 3
    assert [sheet.print_area[-4:] for sheet in sheets] == ["", "$B$2", "$B$1"]


def test_a_long_number_is_drawn_small_and_a_long_text_makes_its_row_tall() -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True})
    pen.Pen(book, None).sheet("表", [("数", 9), ("说明", 10)], [[13295745.76, "短"], [1, "很长的说明" * 4]])
    book.close()
    sheet = openpyxl.load_workbook(made)["表"]
    assert sheet["A2"].alignment.shrink_to_fit
    assert not sheet["A2"].alignment.wrap_text
    short, long = (round(sheet.row_dimensions[row].height / LINE) for row in (2, 3))
    assert short == 1
    assert long >= 4  # five characters a line
