"""What is written into a wrapping cell brings its row's height along; no other row changes a byte."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment

from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml.heights import grown

LONG = "完成值 36 人低于目标值 40 人，按比例计分" * 6


def sheet(row: bytes) -> bytes:
    columns = b'<cols><col min="2" max="3" width="40" customWidth="1"/></cols>'
    return b"<worksheet>" + columns + b"<sheetData>" + row + b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b' ht="118"'),
        (b' ht="20" customHeight="1"', b' ht="118"'),
        (b' spans="1:3" ht="20"', b' ht="118" spans="1:3"'),
        (b' ht="300" customHeight="1"', b' ht="300" customHeight="1"'),  # room enough
        (b' ht="112"', b' ht="112"'),  # no line is cut
    ],
)
def test_a_row_grows_and_stays_free_to_grow(before: bytes, after: bytes) -> None:
    row = b'<row r="7"%s><c r="B7" s="4" t="inlineStr"/></row><row r="8" ht="9"><c r="B8" s="4"/></row>'
    assert grown(sheet(row % before), {(6, 1): LONG}, {4: 10.0}) == sheet(row % after)


def test_lines_of_a_small_font_take_less() -> None:
    xml = sheet(b'<row r="7" ht="26"><c r="B7" s="4"/><c r="C7" s="5"/></row>')
    sizes = {4: 9.0, 5: 10.0}
    assert grown(xml, {(6, 1): LONG[:36]}, sizes) == xml
    assert b'ht="34"' in grown(xml, {(6, 2): LONG[:32]}, sizes)


def test_no_row_grows_for_what_stands_in_a_hidden_column() -> None:
    row = b'<row r="7" ht="20"><c r="B7" s="4"/></row>'
    xml = sheet(row).replace(b' width="40"', b' hidden="1" width="40"')
    assert grown(xml, {(6, 1): LONG}, {4: 10.0}) == xml


def test_no_row_grows_for_text_that_does_not_wrap_or_for_numbers() -> None:
    xml = sheet(b'<row r="7" ht="20"><c r="B7" s="1"/><c r="C7" s="4"/></row>')
    assert grown(xml, {(6, 1): LONG, (6, 2): 5.0}, {4: 10.0}) == xml


def test_through_a_file_and_twice_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B2"].alignment = Alignment(wrap_text=True)
    book.active.row_dimensions[2].height = 20
    book.save(path := tmp_path / "table.xlsx")
    sizes = []
    for _ in range(2):
        opened = FileBook.open(path)
        opened.write("Sheet", {(1, 1): LONG})
        opened.save(path)
        sizes.append(path.read_bytes())
    assert sizes[0] == sizes[1]
    assert openpyxl.load_workbook(io.BytesIO(sizes[0])).active.row_dimensions[2].height > 200
    with zipfile.ZipFile(path) as package:
        assert not re.search(rb'<row r="2"[^>]*customHeight', package.read("xl/worksheets/sheet1.xml"))
