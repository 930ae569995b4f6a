"""Sheets are found by their relations, and a defined name is used only where it has one meaning."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.xlsx import XlsxFile
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.parts import edited, relations
from xlfuncs.files.ooxml.workbook import Workbook

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
    xml = re.sub(rb"<definedNames ?/>", names.encode(), package.read("xl/workbook.xml"))
    package.put("xl/workbook.xml", xml)
    assert Workbook(package).names == {"得分": "", "total": "一!$A$3"}


def test_an_edit_keeps_comments_namespaces_and_what_it_does_not_name(package: Package):
    odd = (
        b'<!-- ours --><x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x15="urn:x15" '
        b'mc:Ignorable="x15"><!-- a --><x:sheets/><mc:AlternateContent><mc:Choice Requires="x15"><x15:ac '
        b'url="\xe4\xb8\x80&#10;&amp;"/></mc:Choice></mc:AlternateContent><?pi data?><x:t><![CDATA[<]]></x:t>'
        b"</x:workbook>"
    )
    package.put("xl/workbook.xml", odd)
    Workbook(package).calculate_on_load()
    changed = odd.replace(b"<x:sheets/>", b'<x:sheets/><x:calcPr fullCalcOnLoad="1"/>')
    assert package.read("xl/workbook.xml").partition(b"?>\n")[2].replace(b"-->\n<x", b"--><x") == changed


def test_a_part_in_which_nothing_changes_keeps_its_bytes(package: Package):
    spelled = package.read("xl/workbook.xml").replace(b'"', b"'").replace(b"/>", b"  />")
    package.put("xl/workbook.xml", spelled)
    with edited(package, "xl/workbook.xml"):
        pass
    assert package.read("xl/workbook.xml") == spelled


@pytest.mark.parametrize("entity", ['"aa"', 'SYSTEM "file:///etc/hostname"'])
def test_no_entity_of_a_part_is_read(package: Package, entity: str):
    declared = f"<!DOCTYPE workbook [<!ENTITY a {entity}>]><workbook>".encode()
    xml = package.read("xl/workbook.xml")
    package.put("xl/workbook.xml", xml.replace(b"<workbook", declared[:-10] + b"<workbook", 1))
    with pytest.raises(FileProblem, match="DOCTYPE"):
        XlsxFile(Package(package.to_bytes()))
