"""A workbook read, written and saved: only the named cells change, and every reader sees right results."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.engines import Office
from tests.files.fidelity import (
    REPORT,
    SCORES,
    SHEET,
    cells,
    differing_parts,
    fidelity_workbook,
    unzipped,
    with_part,
)
from xlfuncs.cells import CellError, address
from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml import members
from xlfuncs.files.results.beside import NOT_CALCULATED
from xlfuncs.refresh.book import Book

WRITTEN = dict.fromkeys(SCORES, 1.25)
TOTAL = 60 * 1.25
INPUTS = sum(100 + row for row, _ in SCORES)


@pytest.fixture
def book(tmp_path: Path) -> FileBook:
    return FileBook.open(fidelity_workbook(tmp_path / "自评.xlsm"))


@pytest.fixture
def saved(book: FileBook, tmp_path: Path) -> Path:
    book.write(SHEET, WRITTEN)
    book.replace_sheet("核对", REPORT)
    target = tmp_path / "结果.xlsm"
    book.save(target)
    return target


def cached(path: Path, sheet: str) -> Sequence[Sequence[object]]:
    """What a reader of cached values sees."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def one_sheet(path: Path, content: dict[str, float | str]) -> Path:
    """A workbook whose formulas have no cached results, as openpyxl writes them."""
    book = openpyxl.Workbook()
    book.active.title = "表"
    for cell, value in content.items():
        book.active[cell] = value
    book.save(path)
    return path


def test_implements_the_port(book: FileBook):
    port: Book = book
    assert port.name == "自评.xlsm"
    assert port.sheet_names() == [SHEET, "填表说明"]


def test_only_named_parts_change(book: FileBook, saved: Path):
    named = {
        "xl/worksheets/sheet1.xml",  # written to
        "xl/worksheets/sheet2.xml",  # its cached results depend on it
        "xl/worksheets/sheet3.xml",  # the report
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/calcChain.xml",
        "docProps/app.xml",
        "xl/styles.xml",
    }
    assert differing_parts(book.path, saved) == named
    kept = " ".join(unzipped(saved))
    for part in (
        "vbaProject",
        "media",
        "chart",
        "customUI",
        "printer",
        "comments",
        "vml",
        "customXml",
        "table",
    ):
        assert part in kept


def test_only_named_cells_change(book: FileBook, saved: Path):
    before, after = cells(book.path), cells(saved)
    written = {f"{SHEET}!{address(cell)}" for cell in SCORES}
    results = {"填表说明!H2", "填表说明!H3"}  # of an array formula: this reader takes them for values
    assert {key for key in after if key.startswith("核对!")}
    after = {key: value for key, value in after.items() if not key.startswith("核对!")}
    assert {
        key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    } == written | results
    assert {after[key][0] for key in written} == {"1.25"}
    assert [after[key][1] for key in written] == [before[key][1] for key in written]  # styles


def test_dependents_are_right_for_a_reader_of_cached_values(saved: Path):
    assert cached(saved, SHEET)[62][8] == TOTAL
    notes = cached(saved, "填表说明")
    assert [notes[0][0], notes[1][0], notes[2][0]] == [TOTAL, INPUTS, "良好"]
    assert [row[7] for row in notes[:3]] == [TOTAL, 2 * TOTAL, 3 * TOTAL]  # an array formula's block
    assert [row[5] for row in notes[:3]] == [2, 4, 6]  # a shared formula


def test_what_does_not_depend_on_a_change_keeps_its_result(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        made.add_worksheet("核对").set_tab_color(REPORT.tab_colour)
        for row, formula in enumerate(
            ["TEXT(A9,0)", "TEXT(B9,0)", "TEXT(核对!A9,0)", "IFERROR(C1,0)", "TODAY()"]
        ):
            sheet.write_formula(row, 2, f"={formula}", None, 7)
    book = FileBook.open(path)
    book.write("Sheet1", {(8, 1): 5})
    book.replace_sheet("核对", REPORT)
    book.save()
    assert [row[2] for row in cached(path, "Sheet1")[:5]] == [7, "", "", 7, ""]


def test_opens_in_an_office_suite(saved: Path, office: Office):
    values = office.recalculate(saved)
    assert values[SHEET]["I63"] == TOTAL
    assert values["填表说明"]["A3"] == "良好"
    assert values["核对"]["A1"] == "核对结果"


def test_calculation_chain_goes_with_a_formula(saved: Path):
    parts = unzipped(saved)
    assert not [name for name, content in parts.items() if b"calcChain" in name.encode() + content]
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]


def test_calculation_chain_stays_without_a_lost_formula(book: FileBook, tmp_path: Path):
    book.write(SHEET, {(2, 8): 1.25})  # was blank
    book.save(tmp_path / "b.xlsm")
    assert "xl/calcChain.xml" in unzipped(tmp_path / "b.xlsm")


def test_saving_twice_gives_the_same_bytes(saved: Path, tmp_path: Path):
    again = FileBook.open(saved)
    again.write(SHEET, WRITTEN)
    again.replace_sheet("核对", REPORT)
    again.save(tmp_path / "again.xlsm")
    assert (tmp_path / "again.xlsm").read_bytes() == saved.read_bytes()


def test_nothing_written_saves_the_very_bytes(book: FileBook, tmp_path: Path):
    assert not book.changed
    book.save(tmp_path / "copy.xlsm")
    assert (tmp_path / "copy.xlsm").read_bytes() == book.path.read_bytes()


def test_in_place_keeps_a_backup(book: FileBook):
    before = book.path.read_bytes()
    book.write(SHEET, WRITTEN)
    book.save(backup=True)
    assert book.path.with_name("自评.xlsm.bak").read_bytes() == before
    assert cached(book.path, SHEET)[62][8] == TOTAL


def test_reads_values_formulas_and_merged_blocks(book: FileBook):
    sheet = book.read(SHEET)
    assert sheet.value(0, 0) == "项目支出绩效自评表"
    assert sheet.merged == [(0, 0, 0, 9)]
    assert sheet.value(2, 8) is None
    assert sheet.value(2, 9) == "偏差原因"
    assert sheet.formulas == {(row, 8) for row in range(3, 62, 2)} | {(62, 8)}
    assert {(0, 7), (1, 7), (2, 7), (1, 5)} <= book.read("填表说明").formulas  # array and shared


def test_reads_errors_dates_booleans_and_percents(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_formula("A1", "=#REF!+1", None, "#REF!")
        sheet.write("A2", "#REF!")
        sheet.write("A3", True)
        sheet.write("A4", 0.8617, made.add_format({"num_format": "0.00%"}))
        sheet.write("A5", dt.date(2022, 12, 31), made.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_formula("A6", '=""', None, "")
    read = FileBook.open(path).read("Sheet1")
    first = [read.value(row, 0) for row in range(6)]
    assert first == [CellError("#REF!"), "#REF!", True, 0.8617, dt.date(2022, 12, 31), None]


def test_formulas_without_a_cached_result_are_evaluated(tmp_path: Path):
    path = one_sheet(tmp_path / "a.xlsx", {"A1": 2, "A2": "=A1*3", "A3": '=IF(A1=2,"",1)', "C9": "=FOO(A1)"})
    read = FileBook.open(path).read("表")
    assert [read.value(1, 0), read.value(2, 0), read.value(8, 2)] == [6, None, NOT_CALCULATED]


def test_writes_dates_as_the_workbook_counts_them(tmp_path: Path):
    path = one_sheet(tmp_path / "a.xlsx", {"A1": 0})
    book = FileBook.open(path)
    book.write("表", {(0, 0): dt.datetime(2022, 12, 31, 12)})
    book.save()
    assert openpyxl.load_workbook(path)["表"]["A1"].value == 44926.5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="A1" t="n"><v>2</v></c>', b"<c><v>2</v></c>"),
        (b'<c r="A1" t="n">', b"<c t='n' r='A1'>"),
        (b"<v>2</v>", b"<v><![CDATA[2]]></v>"),
        (b'<c r="A1"', b'<!-- <c r="A1"> --><c r="A1"'),
    ],
)
def test_rare_spellings_are_read_and_written(tmp_path: Path, old: bytes, new: bytes):
    path = one_sheet(tmp_path / "a.xlsx", {"A1": 2, "B1": 5, "A2": "=A1+B1"})
    with_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(old, new))
    book = FileBook.open(path)
    assert [book.read("表").value(0, 0), book.read("表").value(1, 0)] == [2, 7]
    book.write("表", {(0, 1): 6})
    book.save()
    assert cached(path, "表") == [[2, 6], [8, ""]]


def test_reading_a_rare_spelling_does_not_change_its_part(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.create_sheet("乙")["A1"] = 2
    book.save(tmp_path / "a.xlsx")
    part = "xl/worksheets/sheet2.xml"
    with_part(tmp_path / "a.xlsx", part, lambda xml: xml.replace(b'<c r="A1" t="n">', b"<c t='n'>"))
    opened = FileBook.open(tmp_path / "a.xlsx")
    assert opened.read("乙").value(0, 0) == 2
    opened.write("Sheet", {(0, 0): 3})
    opened.save(tmp_path / "b.xlsx")
    assert differing_parts(tmp_path / "a.xlsx", tmp_path / "b.xlsx") == {"xl/worksheets/sheet1.xml"}


def test_a_part_is_inflated_once_for_reading_and_saving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = one_sheet(tmp_path / "a.xlsx", {"A1": 31415.92653})  # no other test's: small parts are remembered
    inflated: list[int] = []
    inflate = members.inflate.decompress

    def noted(data: bytes, wbits: int, size: int) -> bytes:
        inflated.append(size)
        return inflate(data, wbits, size)

    monkeypatch.setattr(members.inflate, "decompress", noted)
    size = zipfile.ZipFile(path).getinfo("xl/worksheets/sheet1.xml").file_size
    book = FileBook.open(path)
    book.read("表")
    book.write("表", {(0, 0): 2})
    book.save()
    assert inflated.count(size) == 1


def test_a_second_save_has_the_writes_of_both(tmp_path: Path):
    book = FileBook.open(one_sheet(tmp_path / "a.xlsx", {"A1": 1, "B1": 2, "C1": "=A1+B1"}))
    for column, total in ((0, 12), (1, 20)):
        book.write("表", {(0, column): 10})
        book.save(tmp_path / "b.xlsx")
        assert cached(tmp_path / "b.xlsx", "表")[0][2] == total


def test_other_formats_are_read_and_saved_as_values(book: FileBook, tmp_path: Path, office: Office):
    lying = office.convert(book.path, "ods", tmp_path / "a.ods").rename(tmp_path / "a.xlsx")
    other = FileBook.open(lying)
    assert not other.lossless
    assert other.read(SHEET).value(0, 0) == "项目支出绩效自评表"
    other.write(SHEET, {(2, 8): "=1+1"})
    other.replace_sheet("核对", REPORT)
    other.save(tmp_path / "values.xlsx")
    values = FileBook.open(tmp_path / "values.xlsx")
    assert values.read(SHEET).value(2, 8) == "=1+1"
    assert values.read("核对").value(0, 0) == "核对结果"
    with pytest.raises(FileProblem, match=r"只能另存为 \.xlsx"):
        other.save(tmp_path / "b.ods")


def test_name_and_content_must_agree(book: FileBook, tmp_path: Path):
    with pytest.raises(FileProblem, match=r"应存为 \.xlsm"):
        book.save(tmp_path / "a.xlsx")


def test_a_file_changed_meanwhile_is_not_overwritten(book: FileBook):
    book.write(SHEET, WRITTEN)
    book.path.write_bytes(book.path.read_bytes() + b"\0")
    with pytest.raises(FileProblem, match="被别的程序改动过"):
        book.save()


def test_a_target_inside_an_array_formula_is_refused(book: FileBook):
    before = book.path.read_bytes()
    book.write("填表说明", {(1, 7): 1})
    with pytest.raises(FileProblem, match=r"自评\.xlsm“填表说明”：H2：处在数组公式（H1:H3）中"):
        book.save()
    assert book.path.read_bytes() == before


def test_an_unknown_sheet_is_refused(book: FileBook):
    with pytest.raises(FileProblem, match="没有名为“无”的工作表"):
        book.write("无", {(0, 0): 1})
    with pytest.raises(FileProblem, match="没有这个工作表"):
        book.read("无")


def test_a_stray_cell_far_away_is_refused(tmp_path: Path):
    path = one_sheet(tmp_path / "a.xlsx", {"A1": 1, "XFD1048576": 1})
    with pytest.raises(FileProblem, match="XFD1048576"):
        FileBook.open(path).read("表")
