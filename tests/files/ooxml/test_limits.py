"""Limits at the door: bombs, far cells, vast blocks, DOCTYPE and odd addresses are refused before they cost anything."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from xlfuncs.errors import FileProblem
from xlfuncs.files import limits
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml import report
from xlfuncs.files.ooxml.formulas import formulas, written
from xlfuncs.files.ooxml.package import Package
from xlfuncs.reports import Report

ROOT = Path(__file__).parents[3]


def with_part(part: str, content: bytes, *, like: bytes | None = None) -> bytes:
    """A workbook of one sheet with a part of it replaced."""
    from openpyxl import Workbook

    saved, out = io.BytesIO(), io.BytesIO()
    book = Workbook()
    assert book.active is not None
    book.active.append(["标题", 1])
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name != part:
                made.writestr(name, source.read(name))
        made.writestr(part, content if like is None else source.read(part).replace(like, content, 1))
    return out.getvalue()


def sheet(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes) -> None:
    book = FileBook(Path("表.xlsx"), data)
    for name in book.sheet_names():
        book.read(name)


def refused(data: bytes) -> str:
    with pytest.raises(FileProblem) as caught:
        read(data)
    assert str(caught.value).startswith("表.xlsx")
    return str(caught.value)


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_bomb_is_refused_by_what_it_says_of_its_size(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLFUNCS_MAX_PART", "1000000")
    assert "XLFUNCS_MAX_PART" in refused(with_part(part, b" " * 1_000_001))


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(with_part("xl/sharedStrings.xml", b" " * 100_000_000))
    for header, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = data.rindex(
            header, 0, data.rindex(b"sharedStrings.xml") if header[2] == 1 else data.rindex(b"PK\1\2")
        )
        while b"sharedStrings" not in data[at : at + 80]:
            at = data.rindex(header, 0, at)
        data[at + offset : at + offset + 4] = (100).to_bytes(4, "little")
    assert "sharedStrings.xml 已损坏" in refused(bytes(data))


def test_what_no_reader_inflates_may_be_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLFUNCS_MAX_PART", "100000")
    read(with_part("xl/media/image1.png", b" " * 100_001))


def test_the_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLFUNCS_MAX_INFLATED", "1000")
    assert "XLFUNCS_MAX_INFLATED" in refused(with_part("xl/x.xml", b"<x/>"))


@pytest.mark.parametrize(
    "part", [SHEET, "xl/styles.xml", "xl/workbook.xml", "_rels/.rels", "[Content_Types].xml"]
)
@pytest.mark.parametrize(
    ("encoding", "before"), [("utf-8", ""), ("utf-16", ""), ("utf-8", " <!-- <a> --><?b <c> ?>\n")]
)
def test_no_part_that_is_read_has_a_doctype(part: str, encoding: str, before: str) -> None:
    xml = f'<?xml version="1.0"?>{before}<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'.encode(encoding)
    assert "DOCTYPE" in refused(with_part(part, xml))


@pytest.mark.parametrize(
    "place", ["XFD1048576", "AK1048576", "A99999999", "A0", "XFE1", "$A$5", "5", "a1", ""]
)
def test_an_address_beyond_the_sheet_is_refused(place: str) -> None:
    refused(with_part(SHEET, sheet(f'<row r="1"><c r="{place}"><v>1</v></c></row>')))


@pytest.mark.parametrize("number", ["0", "-1", "99999999999", "x", ""])
def test_a_row_beyond_the_sheet_is_refused(number: str) -> None:
    refused(with_part(SHEET, sheet(f'<row r="{number}"><c><v>1</v></c></row>')))


def test_cells_are_counted_over_all_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import Workbook

    book, saved = Workbook(), io.BytesIO()
    for name in "甲乙丙":
        book.create_sheet(name)["Z100"] = 1
    book.save(saved)
    read(saved.getvalue())
    monkeypatch.setenv("XLFUNCS_MAX_CELLS", "7000")
    assert "“丙”" in refused(saved.getvalue())


@pytest.mark.parametrize(
    ("reference", "block"),
    [
        ("B2:B4", 3),
        ("B4:B2", 3),
        ("B2", 1),
        ("A1:XFD1048576", 16_384 * 4),
        ("A99999999", 1),
        ("x", 1),
        ("", 1),
    ],
)
def test_the_block_of_an_array_formula_ends_with_the_sheet(reference: str, block: int) -> None:
    rows = f'<row r="2"><c r="B2"><f t="array" ref="{reference}">A1</f></c></row><row r="4"/>'
    (formula,) = formulas(written(sheet(rows)))
    assert len(formula.block) == block


def test_a_vast_array_formula_is_named_by_its_cell() -> None:
    rows = '<row r="2"><c r="B2"><f t="array" ref="A1:XFD1048576">A1</f></c></row><row r="1000"/>'
    with pytest.raises(FileProblem, match=r"B2：数组公式的区域过大（A1:XFD1048576）"):
        list(formulas(written(sheet(rows))))


def test_a_sheet_that_breaks_off_is_refused() -> None:
    whole = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    for end in range(whole.index(b"<sheetData>"), whole.index(b"</worksheet>")):
        refused(with_part(SHEET, whole[:end]))


def test_a_sheet_number_that_is_none_counts_as_none() -> None:
    read(with_part("xl/workbook.xml", b'sheetId="x"', like=b'sheetId="1"'))


def test_a_part_that_came_out_broken_is_never_saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(report, "_sheet", lambda *_: b"<worksheet><sheetData>")
    path = tmp_path / "表.xlsx"
    path.write_bytes(with_part("xl/x.xml", b"<x/>"))
    book = FileBook.open(path)
    book.replace_sheet("核对", Report([["标题"]], [8], [14], 0, {}))
    with pytest.raises(FileProblem, match="改写后不完整"):
        book.save(tmp_path / "新.xlsx")
    assert [one.name for one in tmp_path.iterdir()] == ["表.xlsx"]


def put_report(path: Path, out: Path) -> None:
    """A report with one mark, put into a workbook and saved beside it."""
    book = FileBook.open(path)
    book.replace_sheet("核对", Report([["标题"], ["级别"], ["错误"]], [8], [14] * 3, 0, {"错误": "FFC7CE"}))
    book.save(out)


@pytest.mark.parametrize("gone", ["fonts", "fills", "borders", "cellXfs", "cellStyleXfs", "everything"])
def test_styles_may_lack_any_list(gone: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    xml = Package(with_part("xl/x.xml", b"<x/>")).read("xl/styles.xml").decode()
    start, end = xml.index(f"<{gone}") if gone in xml else 0, xml.index(f"</{gone}>") if gone in xml else 0
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    left = xml[:start] + xml[end + len(gone) + 3 :] if end else f'<styleSheet xmlns="{space}"/>'
    path = tmp_path / "表.xlsx"
    path.write_bytes(with_part("xl/styles.xml", left.encode()))
    put_report(path, tmp_path / "新.xlsx")
    FileBook.open(tmp_path / "新.xlsx").read("核对")
    try:
        load_workbook(path)
    except Exception:
        return  # what it does not read before, it need not read afterwards
    load_workbook(tmp_path / "新.xlsx")


def test_another_part_in_the_place_of_the_styles_is_left_as_it_is(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "表.xlsx"
    path.write_bytes(with_part("xl/_rels/workbook.xml.rels", b"theme/theme1.xml", like=b"styles.xml"))
    put_report(path, tmp_path / "新.xlsx")
    before, after = (Package(file.read_bytes()) for file in (path, tmp_path / "新.xlsx"))
    assert after.read("xl/theme/theme1.xml") == before.read("xl/theme/theme1.xml")
    assert load_workbook(tmp_path / "新.xlsx")["核对"]["A3"].value == "错误"


def test_a_stranger_among_the_styles_has_no_number(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "表.xlsx"
    path.write_bytes(with_part("xl/styles.xml", b"<colour/></cellXfs>", like=b"</cellXfs>"))
    put_report(path, tmp_path / "新.xlsx")
    assert load_workbook(tmp_path / "新.xlsx")["核对"]["A3"].fill.fgColor.rgb == "FFFFC7CE"


def test_every_limit_is_documented_and_can_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs/limits.md").read_text("utf-8")
    for variable, most in limits.LIMITS.items():
        assert re.search(rf"^\| `{variable}` \| [^|]+ \| [^|]+ \| {most:,} \| [^|]+ \|$", page, re.MULTILINE)
        monkeypatch.setenv(variable, "7")
        assert limits.limit(variable) == 7
        monkeypatch.setenv(variable, "许多")
        assert limits.limit(variable) == most
