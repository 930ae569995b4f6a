"""After a refresh a stored result is right or gone; what does not depend on a written cell stays."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.recalculate import Written, refresh_results, results

SHEET = "xl/worksheets/sheet1.xml"


def workbook(content: Mapping[str, object], change: Callable[[bytes], bytes] | None = None) -> Workbook:
    """Cells in a sheet 表, with a stale cached result 99 beside every formula; `change` alters its XML."""
    book = openpyxl.Workbook()
    book.active.title = "表"
    for cell, value in content.items():
        book.active[cell] = value
    buffer = io.BytesIO()
    book.save(buffer)
    package = Package(buffer.getvalue())
    xml = re.sub(rb"</f><v(?:\s*/>|></v>)", b"</f><v>99</v>", package.read(SHEET))
    package.put(SHEET, change(xml) if change else xml)
    return Workbook(package)


def refreshed(made: Workbook, written: Written | None = None) -> dict[str, str | None]:
    """The cached result of every formula cell after a refresh, None where it was dropped."""
    refresh_results(made, written)
    pattern = re.compile(r'<c r="(\w+)"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v>([^<]*)</v>)?')
    return {cell: value or None for cell, value in pattern.findall(made.package.read(SHEET).decode())}


def test_stale_results_are_replaced():
    made = workbook({"A1": 2, "B1": "=A1*3", "B2": '=IF(B1>5,"优","良")', "B3": "=B1>5", "B4": "=A1/0"})
    assert refreshed(made) == {"B1": "6", "B2": "优", "B3": "1", "B4": "#DIV/0!"}
    assert re.findall(rb' t="(\w+)"><f>', made.package.read(SHEET)) == [b"str", b"b", b"e"]


def test_the_sheet_is_left_alone_where_results_are_right():
    made = workbook(
        {"A1": 2, "B1": "=A1*3"}, lambda xml: xml.replace(b"<v>99</v>", b"<v>6.0000000000000001</v>")
    )
    before = made.package.read(SHEET)
    refresh_results(made)
    assert made.package.read(SHEET) == before


def test_the_noise_of_a_sum_of_floats_is_not_kept():
    assert refreshed(workbook({"A1": 0.1, "A2": 0.2, "B1": "=SUM(A1:A2)"})) == {"B1": "0.3"}


def test_a_text_keeps_no_more_digits_of_a_number_than_an_office_suite_shows():
    made = workbook(
        {
            "A1": 8,
            "B1": '="得分"&A1/3',
            "B2": '="得分"&A1/32',
            "B3": '="91110105123456789012"&A1',
            "B4": '=A1/3E5&""',
        }
    )
    assert refreshed(made) == {"B1": None, "B2": "得分0.25", "B3": "911101051234567890128", "B4": None}


def test_a_workbook_without_formulas_is_left_alone():
    made = workbook({"A1": 2})
    before = made.package.to_bytes()
    refresh_results(made)
    assert made.package.to_bytes() == before


@pytest.mark.parametrize(
    "formula", ["=TODAY()", "=RAND()", "=FOO(A1)", '=INDIRECT("A1")', "=AGGREGATE(9,6,A1)"]
)
def test_what_nobody_can_vouch_for_is_dropped(formula: str):
    assert refreshed(workbook({"A1": 2, "B1": formula, "C1": "=A1*2"})) == {"B1": None, "C1": "4"}


def test_nothing_is_calculated_from_what_is_not_known():
    content = {
        "A1": "=FOO(1)",
        "A2": "=A1+1",
        "A3": "=IFERROR(A1,0)",  # would be a wrong 0
        "A4": "=A3+1",
        "A5": "=IF(ISERROR(A2),5,6)+COUNT(A1:A2)",
        "A6": "=SUM(B1:B2)",
        "B1": 1,
        "B2": 2,
    }
    found = refreshed(workbook(content))
    assert found == {"A1": None, "A2": None, "A3": None, "A4": None, "A5": None, "A6": "3"}


def test_doubt_spreads_no_further_than_it_is_read():
    content = {"A1": "=FOO(1)", "B1": 4, "C1": "=IFERROR(B1/0,7)", "C2": "=COUNT(B1:B9)", "C3": "=B1/0"}
    assert refreshed(workbook(content)) == {"A1": None, "C1": "7", "C2": "1", "C3": "#DIV/0!"}


@pytest.mark.parametrize("unknown", ['=TEXT(B2,"0.0")', "=IFERROR(XLF_SCORE(B2),0)", "=[1]表!A1*B2"])
def test_what_is_not_known_stays_unless_it_depends_on_what_was_written(unknown: str):
    content = {"B1": 1, "B2": 2, "C1": unknown, "C2": "=IFERROR(C1,0)", "C3": "=B1*2", "D1": "=COUNT(C2)"}
    kept = {"C1": "99", "C2": "99", "C3": "2", "D1": "99"}
    dropped = {"C1": None, "C2": None, "C3": "2", "D1": None}
    assert refreshed(workbook(content), {"表": [(0, 1)], "别的表": None}) == kept
    assert refreshed(workbook(content), {"表": [(1, 1)]}) == dropped
    assert refreshed(workbook(content), {"表": None}) == dropped


@pytest.mark.parametrize(
    "moving", ["=TODAY()", "=RAND()", '=INDIRECT("A1")', "=OFFSET(A1,B1,0)", "=MYOWN(A1)"]
)
def test_what_may_have_moved_by_itself_is_dropped_with_all_that_reads_it(moving: str):
    content = {"A1": 1, "B1": 0, "C1": moving, "C2": "=YEAR(C1)", "C3": "=TEXT(A1,0)"}
    found = refreshed(workbook(content), {"表": [(8, 8)]})
    assert found == {"C1": None, "C2": None, "C3": "99"}


def test_a_result_that_was_missing_is_filled_in_wherever_it_stands():
    made = workbook({"A1": 2, "B1": "=A1*3"}, lambda xml: xml.replace(b"<v>99</v>", b""))
    assert refreshed(made, {"表": [(8, 8)]}) == {"B1": "6"}


def test_refreshing_twice_gives_the_same_bytes():
    content = {"A1": 1, "B1": "=TEXT(A1,0)", "B2": "=TEXT(A2,0)", "B3": "=COUNT(B1:B2)", "B4": "=A1*2"}
    made = workbook(content)
    assert refreshed(made, {"表": [(0, 0)]}) == {"B1": None, "B2": "99", "B3": None, "B4": "2"}
    before = made.package.to_bytes()
    refresh_results(made, {"表": [(0, 0)]})
    assert made.package.to_bytes() == before


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b"<workbookPr", b'<workbookPr date1904="1"'),
        ("xl/workbook.xml", b"<calcPr", b'<calcPr fullPrecision="0"'),
        ("xl/workbook.xml", b"<calcPr", b'<calcPr iterate="1"'),
        ("xl/styles.xml", b"<styleSheet", b"<brokenSheet"),
    ],
)
def test_other_ways_of_calculating_drop_all_results(part: str, old: bytes, new: bytes):
    package = workbook({"A1": 2, "B1": "=A1*3"}).package
    package.put(part, package.read(part).replace(old, new, 1))
    assert refreshed(Workbook(package), {"表": [(5, 5)]}) == {"B1": "99"}
    assert refreshed(Workbook(package), {"表": [(0, 0)]}) == {"B1": None}
    assert refreshed(Workbook(package)) == {"B1": None}


def test_a_setting_spelled_out_as_off_changes_nothing():
    package = workbook({"A1": 2, "B1": "=A1*3"}).package
    xml = package.read("xl/workbook.xml").replace(b"<calcPr", b'<calcPr iterate="false" fullPrecision="true"')
    package.put("xl/workbook.xml", xml)
    assert refreshed(Workbook(package)) == {"B1": "6"}


@pytest.mark.parametrize(
    "blank",
    [
        b'<c r="A1" t="n"/>',
        b'<c r="A1" s="0" t="n"></c>',
        b'<c r="A1" t="b" s="0"/>',
        b'<c r="A1"><v></v></c>',
        b'<c r="A1" s="0" t="n"><v/></c>',
        b'<c r="A1" s="0"/>',
    ],
)
def test_a_blank_cell_is_blank_however_spelled(blank: bytes):
    def change(xml: bytes) -> bytes:
        return re.sub(rb'<c r="A1".*?</c>', blank, xml)

    content = {"A1": 1, "B1": '=IF(A1="","空",A1)', "B2": "=COUNT(A1:A9)"}
    assert refreshed(workbook(content, change)) == {"B1": "空", "B2": "0"}
    with_evaluator = content | {"B3": "=COLUMNS(A1:B1)"}
    assert refreshed(workbook(with_evaluator, change)) == {"B1": "空", "B2": "0", "B3": "2"}


@pytest.mark.parametrize("kind", [b't="inlineStr"', b"t = 'inlineStr'"])
def test_an_escaped_text_of_a_cell_is_seen_in_either_quotes(kind: bytes):
    def change(xml: bytes) -> bytes:
        return re.sub(rb'<c r="A1".*?</c>', b'<c r="A1" %s><is><t>_x0041_</t></is></c>' % kind, xml)

    assert refreshed(workbook({"A1": 1, "B1": "=LEN(A1)"}, change)) == {
        "B1": "7"
    }  # as the evaluator reads it


def test_texts_and_shared_and_array_formulas_are_read_as_they_are():
    def change(xml: bytes) -> bytes:
        xml = xml.replace(b"<f>A1*2</f>", b'<f t="shared" ref="B1:B2" si="0">A1*2</f>')
        xml = xml.replace(b"<f>A2*2</f>", b'<f t="shared" si="0"/>')
        return xml.replace(b"<f>A1:A2*3</f>", b'<f t="array" ref="C1:C2">A1:A2*3</f>')

    content = {"A1": 1, "A2": 5, "B1": "=A1*2", "B2": "=A2*2", "C1": "=A1:A2*3", "C2": 0, "D1": '="甲 "&A1'}
    found = results(workbook(content, change))["表"]
    expected: dict[Cell, Value] = {(0, 1): 2, (1, 1): 10, (0, 2): 3, (1, 2): 15, (0, 3): "甲 1"}
    assert found == expected


def test_cells_that_a_merged_one_covers_are_read_as_office_suites_do():
    def change(xml: bytes) -> bytes:
        return xml.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>')

    assert refreshed(workbook({"A1": 1, "A2": 5, "B1": "=SUMPRODUCT(A1:A2)"}, change)) == {"B1": "6"}


def test_a_subtotal_beside_filtered_rows_is_not_vouched_for():
    def filtered(xml: bytes) -> bytes:
        return xml.replace(b'<row r="2"', b'<row r="2" hidden="1"')

    content = {"A1": 1, "A2": 5, "B1": "=SUBTOTAL(9,A1:A2)", "B3": "=SUM(A1:A2)"}
    assert refreshed(workbook(content)) == {"B1": "6", "B3": "6"}
    assert refreshed(workbook(content, filtered)) == {"B1": None, "B3": "6"}  # an office suite says 1


def test_errors_of_the_workbook_are_told_from_limits_of_the_evaluator():
    found = results(workbook({"A1": "=1/0", "A2": "=NA()", "A3": '="a"+1', "A4": "=IFERROR(A1,7)"}))["表"]
    assert found == {(0, 0): CellError("#DIV/0!"), (1, 0): CellError("#N/A"), (2, 0): None, (3, 0): 7}


def test_the_evaluator_says_nothing_on_our_output(capfd: pytest.CaptureFixture[str]):
    made = workbook(
        {"A1": "=POWER(2,1)"}, lambda xml: xml.replace(b"<v>99</v>", b"")
    )  # it remarks on such cells
    assert refreshed(made) == {"A1": "2"}
    assert capfd.readouterr() == ("", "")


def test_asks_suites_to_calculate_and_keeps_other_settings():
    package = workbook({"A1": "=1+1"}).package
    xml = re.sub(
        rb"<calcPr[^>]*/>",
        b'<calcPr calcId="7" fullCalcOnLoad="0" calcMode="manual"/>',
        package.read("xl/workbook.xml"),
    )
    package.put("xl/workbook.xml", xml)
    refresh_results(Workbook(package))
    assert b'<calcPr calcId="7" fullCalcOnLoad="1" calcMode="manual"/>' in package.read("xl/workbook.xml")
    package.put("xl/workbook.xml", re.sub(rb"<calcPr[^>]*/>", b"", xml))
    refresh_results(Workbook(package))
    assert b'<definedNames/><calcPr fullCalcOnLoad="1"/></workbook>' in package.read("xl/workbook.xml")


def test_a_chart_sheet_does_not_shift_the_sheets(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.title = "一"
    book.create_chartsheet("图")
    last = book.create_sheet("二")
    last["A1"], last["A2"] = 4, "=A1*2"
    book.save(tmp_path / "a.xlsx")
    package = Package((tmp_path / "a.xlsx").read_bytes())
    assert results(Workbook(package)) == {"二": {(1, 0): 8}}


@pytest.mark.parametrize("value", [20, 20.0, True, "", None, "20", "甲"])
def test_what_is_saved_is_what_is_read(value: Value, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = 5, '=IF(COUNT(A1:A2)=0,"",SUM(A1:A2)&A2&COUNTA(A1:A2))'
    book.save(tmp_path / "a.xlsx")
    typed = FileBook.open(tmp_path / "a.xlsx")
    typed.read("Sheet")
    typed.write("Sheet", {(0, 0): value, (1, 0): value})
    typed.save()
    assert FileBook.open(tmp_path / "a.xlsx").read("Sheet").outdated == {}
