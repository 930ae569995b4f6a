"""A new form as bytes: whole, and with its results in it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from xlfuncs.cells import CellError
from xlfuncs.files.book import FileBook
from xlfuncs.forms.layout import forms
from xlfuncs.making.new import new_form

FORMS = [layout.id for layout in forms()]
BEIJING = "department-evaluation-beijing"


@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_every_formula_carries_its_result(form: str, example: bool, tmp_path: Path) -> None:
    """Read without calculating, as a previewer does."""
    path = tmp_path / "new.xlsx"
    path.write_bytes(new_form(form, example=example))
    written, shown = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    book = FileBook.open(path)
    for number, sheet in enumerate(written, 1):
        read = book.read(sheet.title)
        xml = zipfile.ZipFile(path).read(f"xl/worksheets/sheet{number}.xml").decode()
        blank = set(re.findall(r'<c r="([A-Z]+[0-9]+)"[^>]* t="str"[^>]*><f>[^<]*</f><v></v>', xml))
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            assert shown[sheet.title][cell.coordinate].value is not None or cell.coordinate in blank
            assert not isinstance(read.value(cell.row - 1, cell.column - 1), CellError)


def test_the_example_shows_the_published_figures_by_the_rule() -> None:
    shown = openpyxl.load_workbook(io.BytesIO(new_form(BEIJING, example=True)), data_only=True)
    assert [shown["评分表"][cell].value for cell in ("G67", "P67", "E5")] == [92.73, 90.73, 0.8617]
    assert shown["得分汇总"]["B7"].value == "优秀"


def test_a_file_opened_and_saved_elsewhere_keeps_its_scores(tmp_path: Path) -> None:
    path = tmp_path / "saved.xlsx"
    openpyxl.load_workbook(io.BytesIO(new_form(BEIJING, example=True))).save(path)
    assert FileBook.open(path).read("评分表").value(66, 6) == 92.73


def test_no_part_links_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(new_form(BEIJING, example=True))) as package:
        assert not [name for name in package.namelist() if "externalLink" in name or name.endswith(".bin")]
        for name in package.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in package.read(name)
