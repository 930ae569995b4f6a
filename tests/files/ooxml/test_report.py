"""The report is a sheet at the end of any workbook, found by other readers, and nothing else changes for it."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import openpyxl
import pytest

from tests.files.fidelity import MARKS, REPORT, differing_parts, fidelity_workbook
from xlfuncs.cells import CellError, Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.report import put_report
from xlfuncs.reports import Report

ROWS: list[list[Value]] = [
    ["核对：2 处"],
    ["代码", "级别", "单元格", "说明"],
    ["SCORE", "错误", "评分表!H13", "填报 0，应得 2.00；\n" + "长" * 80],
    ["NOTE", "提示", None, 3.5],
    ["X", "警告", CellError("#REF!"), dt.date(2022, 12, 31)],
]
LINES = Report(ROWS, [8, 8, 13, 60], [24, 14, 56, 14, 14], 1, MARKS)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    return fidelity_workbook(tmp_path / "a.xlsm")


def with_report(path: Path, report: Report = LINES, name: str = "核对") -> Path:
    package = Package(path.read_bytes())
    put_report(package, name, report)
    after = path.with_name("b.xlsm")
    after.write_bytes(package.to_bytes())
    return after


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_an_independent_reader_finds_the_sheet_at_the_end(original: Path):
    book = openpyxl.load_workbook(with_report(original))
    assert book.sheetnames[-1] == "核对"
    sheet = book["核对"]
    assert [[cell.value for cell in row[: len(ROWS[i])]] for i, row in enumerate(sheet.iter_rows())] == [
        *ROWS[:4],
        ["X", "警告", "#REF!", "2022-12-31"],
    ]
    assert sheet.freeze_panes == "A3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"
    colours = {sheet.cell(row, 2).fill.fgColor.rgb for row in (3, 4, 5)}
    assert colours == {f"FF{colour}" for colour in MARKS.values()}
    assert sheet["A1"].font.b
    assert sheet["D3"].alignment.wrap_text
    assert sheet.column_dimensions["D"].width == 60
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4)] == [14, 14 * 4, 14]
    assert book["绩效自评表"].print_title_rows == "$2:$2"  # names bound to a position
    assert book["绩效自评表"]["A3"].font.name == "宋体"


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_line_leads_to_its_cell(original: Path):
    rows: list[list[Value]] = [["核对"], ["工作表", "单元格"], ["张三's 表", "H13"], ["张三's 表", None]]
    report = Report(rows, [12, 8], [24, 14, 14, 14], 0, MARKS, linked=1)
    cell = openpyxl.load_workbook(with_report(original, report))["核对"]["B3"]
    assert cell.value == "H13"
    assert cell.hyperlink.location == "'张三''s 表'!H13"
    assert cell.font.u == "single"


def test_only_what_names_a_sheet_changes(original: Path):
    assert differing_parts(original, with_report(original)) == {
        "xl/worksheets/sheet3.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "docProps/app.xml",
        "xl/styles.xml",
    }


def test_styles_are_appended_and_never_renumbered(original: Path):
    before = Package(original.read_bytes()).read("xl/styles.xml")
    after = Package(with_report(original).read_bytes()).read("xl/styles.xml")
    for name in (b"fonts", b"fills", b"borders", b"cellXfs"):
        pattern = re.compile(rb'<%s count="(\d+)"[^>]*>(.*?)</%s>' % (name, name), re.DOTALL)
        (old_count, old), (new_count, new) = pattern.findall(before)[0], pattern.findall(after)[0]
        assert new.startswith(old)
        kind = {b"cellXfs": b"xf"}.get(name, name[:-1])
        assert len(re.findall(rb"<%s[ >/]" % kind, new)) == int(new_count) > int(old_count)


def test_the_same_rows_give_the_same_bytes_and_other_rows_only_another_sheet(original: Path):
    once = with_report(original)
    package = Package(once.read_bytes())
    put_report(package, "核对", LINES)
    assert package.to_bytes() == once.read_bytes()
    put_report(package, "核对", REPORT)
    twice = once.with_name("c.xlsm")
    twice.write_bytes(package.to_bytes())
    assert differing_parts(once, twice) == {"xl/worksheets/sheet3.xml"}


def test_titles_in_the_document_properties_stay_consistent(original: Path):
    xml = Package(with_report(original).read_bytes()).read("docProps/app.xml").decode()
    counts = [int(count) for count in re.findall(r"<vt:i4>(\d+)", xml)]
    titles = re.findall(r"<vt:lpstr>([^<]*)", xml.partition("<TitlesOfParts>")[2])
    assert titles[: counts[0]] == ["绩效自评表", "填表说明", "核对"]
    assert len(titles) == sum(counts) == int(re.findall(r'size="(\d+)"', xml)[-1])


def test_somebody_elses_sheet_is_not_overwritten(original: Path):
    with pytest.raises(FileProblem, match="已有名为“填表说明”的工作表"):
        with_report(original, name="填表说明")


def test_works_on_a_file_of_another_program_with_prefixed_parts(tmp_path: Path):
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    package = Package(buffer.getvalue())
    for part in ("xl/workbook.xml", "xl/styles.xml"):
        prefixed = re.sub(rb"<(/?)(?=\w)(?!\w+:)", rb"<\1x:", package.read(part)).replace(
            b"xmlns=", b"xmlns:x="
        )
        package.put(part, prefixed.replace(b"<x:?xml", b"<?xml"))
    put_report(package, "核对 & <1>", LINES)
    path = tmp_path / "a.xlsx"
    path.write_bytes(package.to_bytes())
    sheet = openpyxl.load_workbook(path)["核对 & <1>"]
    assert sheet["A1"].value == ROWS[0][0]
    assert sheet["A1"].font.b
