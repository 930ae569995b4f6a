"""A sheet like one seen before is what it is by itself, whatever was changed in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xlfuncs.files.ooxml.formulas import formulas, written
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.sheet_part import LikePart, sheet_part
from xlfuncs.files.ooxml.spelling import scannable
from xlfuncs.files.ooxml.workbook import Workbook

FORM = Path("workbook_templates/examples/beijing_department_evaluation_example.xlsx")


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return Workbook(Package(FORM.read_bytes())).sheet_xml("评分表")


def told(xml: bytes) -> tuple[list[object], bytes]:
    """The formulas of a sheet, and it without what they say."""
    part = sheet_part(xml)
    return [*part.formulas], re.sub(rb"(<f\b[^>]*>)[^<]*", rb"\1", part.bare)


CHANGES = {
    "a value": (rb"<v>([\d.]+)</v>", b"<v>4321</v>"),
    "a result that is gone": (rb"</f><v>[^<]+</v>", b"</f>"),
    "a formula": (rb"<f>", b"<f>0+"),
    "a formula that was typed over": (rb"<f>[^<]*</f>", b""),
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
    alone = scannable(changed)
    bare = re.sub(rb"(<f\b[^>]*>)[^<]*", rb"\1", written(alone).bare)
    assert told(changed) == ([*formulas(written(alone))], bare)


def test_other_values_leave_the_formulas_the_ones_that_are_known(sheet: bytes) -> None:
    known = sheet_part(sheet).formulas
    other = sheet_part(re.sub(rb"<v>1</v>", b"<v>2</v>", sheet))
    assert isinstance(other, LikePart)
    assert other.formulas is known
