"""Notes stand at their cells for every reader, those that stood there stay, and nothing else of a file changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter

from tests.engines import Office
from tests.files.fidelity import SHEET, cells, differing_parts, fidelity_workbook, picture, unzipped, zipped
from xlfuncs.cells import address
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml.note_shapes import shape_blocks

NOTES = {(2, 8): "错误：填报 0，应得 2.00\n请更正", (4, 5): "提示：<b>&\x07_x0041_", (61, 9): "长" * 300}
AUTHOR = "复核"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl, of what it would lose


def noted(path: Path, sheet: str = SHEET, notes: dict[tuple[int, int], str] = NOTES) -> Path:
    book = FileBook.open(path)
    book.annotate(sheet, notes, AUTHOR)
    out = path.with_name(f"批注{path.suffix}")
    book.save(out)
    return out


def read(path: Path, sheet: str) -> dict[str, str]:
    """The notes as openpyxl sees them."""
    page = openpyxl.load_workbook(path)[sheet]
    return {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}


def read_by_office(office: Office, path: Path, folder: Path) -> dict[str, dict[str, str]]:
    """Sheet → cell → note, as LibreOffice sees them: from the .ods that it makes of the file."""
    made = office.convert(path, "ods", folder / f"{path.stem}.ods")
    root = ElementTree.fromstring(zipfile.ZipFile(made).read("content.xml"))
    space = {p: f"urn:oasis:names:tc:opendocument:xmlns:{p}:1.0" for p in ("table", "office", "text")}
    found: dict[str, dict[str, str]] = {}
    for table in root.iterfind(".//table:table", space):
        own = found.setdefault(table.get(f"{{{space['table']}}}name", ""), {})
        row = 0
        for line in table.iterfind(".//table:table-row", space):
            column = 0
            for cell in line:
                for note in cell.iterfind("office:annotation", space):
                    lines = ["".join(p.itertext()) for p in note.iterfind("text:p", space)]
                    own[address((row, column))] = "\n".join(lines)
                column += int(cell.get(f"{{{space['table']}}}number-columns-repeated", 1))
            row += int(line.get(f"{{{space['table']}}}number-rows-repeated", 1))
    return found


@pytest.fixture
def original(tmp_path: Path) -> Path:
    return fidelity_workbook(tmp_path / "a.xlsm")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Without notes, drawings, or relations of its sheets."""
    path = tmp_path / "plain.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "表"
    book.active.append(["名称", "得分"])
    book.create_sheet("二")
    book.save(path)
    return path


def test_notes_stand_beside_those_that_were_there(original: Path, office: Office, tmp_path: Path) -> None:
    after = noted(original)
    expected = {
        "I3": "请按评分规则计分\n错误：填报 0，应得 2.00\n请更正",
        "F5": "提示：<b>&\x07_x0041_",
        "J62": "长" * 300,
    }
    seen = read(after, SHEET)  # openpyxl leaves the codes of characters as they stand
    assert seen["F5"] == "提示：<b>&_x0007__x005F_x0041_"
    assert seen | {"F5": expected["F5"]} == expected
    by_office = read_by_office(office, after, tmp_path)
    assert {cell: text.replace("\x07", "") for cell, text in by_office[SHEET].items()} == {
        cell: text.replace("\x07", "") for cell, text in expected.items()
    }
    assert by_office["填表说明"] == {}


def test_only_the_parts_of_notes_change(original: Path) -> None:
    after = noted(original)
    assert differing_parts(original, after) == {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert cells(after) == cells(original)
    boxes = unzipped(after)["xl/drawings/vmlDrawing1.vml"]
    assert b"Button" in boxes  # the form's own button stands in the same part
    assert boxes.count(b'ObjectType="Note"') == 3


def test_a_sheet_without_notes_gets_parts_and_element(original: Path, office: Office, tmp_path: Path) -> None:
    after = noted(original, "填表说明", {(0, 0): "看这里"})
    assert differing_parts(original, after) == {
        "xl/comments2.xml",
        "xl/drawings/vmlDrawing3.vml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "[Content_Types].xml",
    }
    old, new = (unzipped(path)["xl/worksheets/sheet2.xml"] for path in (original, after))
    element = re.search(rb"<legacyDrawing [^>]*/>", new)
    assert element
    assert new.replace(element[0], b"") == old
    assert new[element.end() :].startswith(b"<tableParts")
    by_office = read_by_office(office, after, tmp_path)
    assert by_office == {SHEET: {"I3": "请按评分规则计分"}, "填表说明": {"A1": "看这里"}}


def test_no_block_of_shapes_is_taken_twice(original: Path) -> None:
    book = FileBook.open(original)
    book.annotate(SHEET, NOTES, AUTHOR)
    book.annotate("填表说明", {(row, 0): "看" for row in range(1100)}, AUTHOR)
    before, parts = unzipped(original), unzipped(book.to_bytes())
    boxes = [name for name in parts if name.endswith(".vml")]
    held = set().union(*(shape_blocks(before[name]) for name in boxes if name in before))
    new = [shape_blocks(parts[name]) - shape_blocks(before.get(name, b"")) for name in boxes]
    assert sorted(block for blocks in new for block in blocks) == [max(held) + n for n in (1, 2, 3)]
    shape = re.compile(rb'id="_x0000_s(\d+)"')
    for name in boxes:
        numbers = [int(number) for number in shape.findall(parts[name])]
        assert len(numbers) == len(set(numbers))
        assert {number // 1024 for number in numbers} <= shape_blocks(parts[name])


def test_again_is_the_same_as_once(plain: Path) -> None:
    once = noted(plain, "表", {(0, 1): "看"})
    again = once.with_name("again.xlsx")
    book = FileBook.open(once)
    book.annotate("表", {(0, 1): "看"}, AUTHOR)
    book.save(again)
    assert again.read_bytes() == once.read_bytes()


def absolute_targets(parts: dict[str, bytes]) -> None:
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    parts[name] = parts[name].replace(b'"../', b'"/xl/')


def prefixed(parts: dict[str, bytes]) -> None:
    for name in ("xl/worksheets/sheet1.xml", "xl/comments1.xml"):
        new = re.sub(rb"<(/?)(?=\w)(?!\w+:)", rb"<\1x:", parts[name]).replace(b"xmlns=", b"xmlns:x=")
        parts[name] = new.replace(b"<x:?xml", b"<?xml")


def no_boxes(parts: dict[str, bytes]) -> None:
    """As openpyxl and others leave it where somebody took the drawing away."""
    del parts["xl/drawings/vmlDrawing1.vml"]
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    parts[name] = re.sub(rb"<Relationship [^>]*vmlDrawing[^>]*/>", b"", parts[name])
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb"<legacyDrawing [^>]*/>", b"", parts[sheet])


def unclosed_tags(parts: dict[str, bytes]) -> None:
    """VML as Excel writes it is no XML."""
    name = "xl/drawings/vmlDrawing1.vml"
    parts[name] = parts[name].replace(b"</div>", b"<br></div>")


def plain_text(parts: dict[str, bytes]) -> None:
    """A note without runs."""
    name = "xl/comments1.xml"
    parts[name] = re.sub(rb"<text>.*?</text>", "<text><t>旧的</t></text>".encode(), parts[name])


@pytest.mark.parametrize(
    "change", [lambda _: None, absolute_targets, prefixed, no_boxes, unclosed_tags, plain_text]
)
def test_others_files(tmp_path: Path, office: Office, change: Callable[[dict[str, bytes]], None]) -> None:
    made = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("表")
        sheet.write(0, 0, 1)
        sheet.write_comment("B2", "旧的", {"author": "张三"})
        high = {"type": "data_bar", "data_bar_2010": True}  # whose extLst stands within another element too
        sheet.conditional_format("A1:A3", high)
        sheet.insert_image("D5", "a.png", {"image_data": io.BytesIO(picture())})
    parts = unzipped(made)
    change(parts)
    path = zipped(parts, tmp_path / "a.xlsx")
    after = noted(path, "表", {(1, 1): "新的", (3, 0): "另一处"})
    by_office = read_by_office(office, after, tmp_path)["表"]
    assert by_office == {"B2": "旧的\n新的", "A4": "另一处"}
    assert read(after, "表") == by_office
    new = unzipped(after)
    assert {
        name: new[name] for name in parts if "media" in name or name.startswith("xl/drawings/drawing")
    } == {name: parts[name] for name in parts if "media" in name or name.startswith("xl/drawings/drawing")}
    assert new["xl/worksheets/sheet1.xml"].count(b"legacyDrawing ") == 1


def test_what_cannot_change_becomes_a_workbook_of_values_with_notes(tmp_path: Path, office: Office) -> None:
    table = tmp_path / "表.csv"
    table.write_text("名称,得分\n数量,5\n", "utf-8")
    book = FileBook.open(table)
    (sheet,) = book.sheet_names()
    book.annotate(sheet, {(1, 1): "应为 4.00"}, AUTHOR)
    out = tmp_path / "表.xlsx"
    book.save(out)
    assert read(out, sheet) == {"B2": "应为 4.00"}
    assert read_by_office(office, out, tmp_path)[sheet] == {"B2": "应为 4.00"}
    assert openpyxl.load_workbook(out)[sheet]["B2"].value == 5


def test_a_box_is_as_tall_as_its_text(plain: Path) -> None:
    def corners(text: str) -> list[int]:
        boxes = unzipped(noted(plain, "表", {(0, 1): text}))["xl/drawings/vmlDrawing1.vml"]
        anchor = re.search(rb"<x:Anchor>([^<]*)", boxes)
        assert anchor
        return [int(number) for number in anchor[1].split(b",")]

    short, long = corners("一"), corners("一\n" * 9 + "一")
    assert short[:4] == [2, 15, 0, 4]
    assert long[6] * 20 + long[7] - (short[6] * 20 + short[7]) == 9 * 16
