"""Sheets are found by their relations, and a defined name is used only where it has one meaning."""

from __future__ import annotations

import io

import openpyxl
import pytest

from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import Workbook, relations

RELS = "xl/_rels/workbook.xml.rels"


@pytest.fixture
def package() -> Package:
    book = openpyxl.Workbook()
    book.active.title = "一 & 二"
    book.create_sheet("隐").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return Package(buffer.getvalue())


PARTS = {"一 & 二": "xl/worksheets/sheet1.xml", "隐": "xl/worksheets/sheet2.xml"}


@pytest.mark.parametrize(
    "target", [b"/xl/worksheets/", b"worksheets/", b"./worksheets/", b"../xl/worksheets/"]
)
def test_sheets_are_found_through_any_spelling_of_their_target(package: Package, target: bytes):
    assert b'"/xl/worksheets/' in package.read(RELS)
    package.put(RELS, package.read(RELS).replace(b"/xl/worksheets/", target))
    assert Workbook(package).sheets == PARTS


def test_sheets_are_found_by_relation_and_not_by_number(package: Package):
    swapped = package.read(RELS).replace(b"sheet1.xml", b"sheetX.xml").replace(b"sheet2.xml", b"sheet1.xml")
    package.put(RELS, swapped.replace(b"sheetX.xml", b"sheet2.xml"))
    assert list(Workbook(package).sheets.values()) == ["xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"]


def test_external_relations_are_not_parts(package: Package):
    line = b'<Relationship Id="x" Type="a/worksheet" Target="file:///a.xml" TargetMode="External"/></Relationships>'
    package.put(RELS, package.read(RELS).replace(b"</Relationships>", line))
    assert "x" not in {relation.id for relation in relations(package, "xl/workbook.xml")}


def test_a_name_that_differs_by_sheet_stands_for_nothing_certain(package: Package):
    names = """<definedNames><definedName name="得分" localSheetId="0">一!$A$1</definedName>
    <definedName name="得分">一!$A$2</definedName><definedName name="Total">一!$A$3</definedName></definedNames>"""
    xml = package.read("xl/workbook.xml").replace(b"<definedNames/>", names.encode())
    package.put("xl/workbook.xml", xml)
    assert Workbook(package).names == {"得分": "", "total": "一!$A$3"}
