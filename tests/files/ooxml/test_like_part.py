"""A sheet like one seen before is what it is by itself, whatever was changed in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xlfuncs.files.ooxml.like_part import LikePart, sheet_part
from xlfuncs.files.ooxml.looks import hidden_columns, hidden_rows, styled_cells
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.sheet import SheetPart, error_cells
from xlfuncs.files.ooxml.spelling import scannable
from xlfuncs.files.ooxml.workbook import Workbook

FORM = Path("workbook_templates/examples/beijing_department_evaluation_example.xlsx")


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return Workbook(Package(FORM.read_bytes())).sheet_xml("评分表")


def told(part: SheetPart) -> list[object]:
    """The formulas of a sheet, it without what they say, and what is found in it."""
    bare = re.sub(rb"(<f\b[^>]*>)[^<]*", rb"\1", part.bare)
    looks = part.in_rows(hidden_rows), part.in_front(hidden_columns)
    styled = styled_cells(tuple((style, "0%") for style in range(40)))
    return [[*part.formulas], bare, looks, part.in_cells(error_cells), part.in_cells(styled)]


CHANGES = {
    "a value": (rb"<v>([\d.]+)</v>", b"<v>4321</v>"),
    "a result that is gone": (rb"</f><v>[^<]+</v>", b"</f>"),
    "a formula": (rb"<f>", b"<f>0+"),
    "a formula that was typed over": (rb"<f>[^<]*</f>", b""),
    "a result that is an error": (
        rb'(<c r="[^>]*)(></c>|><f>[^<]*</f><v>[^<]*</v></c>)',
        rb'\1 t="e"><v>#N/A</v></c>',
    ),
    "a style": (rb'<c r="([A-Z]+20)" s="\d+"', rb'<c r="\1" s="3"'),
    "a hidden column": (rb'<col ([^>]*)min="1"', rb'<col hidden="1" \1min="1"'),
    "a cell's address": (rb'<c r="E20"', b'<c r="F20"'),
    "a hidden row": (rb'<row r="20"', b'<row r="20" hidden="1"'),
    "a row's height": (rb'(<row r="21")', rb'\1 ht="99"'),
    "where the cursor is": (rb'activeCell="[A-Z0-9]+"', b'activeCell="A9"'),
    "what stands behind the cells": (rb"</sheetData>", b"</sheetData><sheetProtection/>"),
    "a comment among the cells": (rb"</c>", b"<!-- x --></c>"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_sheet_like_another_is_told_as_if_it_were_alone(sheet: bytes, change: str) -> None:
    sheet_part(sheet)
    pattern, instead = CHANGES[change]
    changed, count = re.subn(pattern, instead, sheet, count=1)
    assert count == 1
    assert changed != sheet
    assert told(sheet_part(changed)) == told(SheetPart(scannable(changed)))


def test_other_values_leave_the_formulas_the_ones_that_are_known(sheet: bytes) -> None:
    known = sheet_part(sheet).formulas
    other = sheet_part(re.sub(rb"<v>1</v>", b"<v>2</v>", sheet))
    assert isinstance(other, LikePart)
    assert other.formulas is known
