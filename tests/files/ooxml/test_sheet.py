"""Only the edited cells of a sheet differ, however the sheet is spelled; what a cell cannot hold is refused."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.fidelity import unzipped, zipped
from xlfuncs.cells import Cell, CellError, Value, address
from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml.sheet import error_cells, patch, set_results

PART = "xl/worksheets/sheet1.xml"
FRAME = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>'
)
CELLS = st.tuples(st.integers(0, 40), st.integers(0, 30))
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\t\n<&>\"']"), min_size=1
)
_CODE = re.compile("_x[0-9A-Fa-f]{4}_")  # which Excel reads as a character, and openpyxl as it stands
NUMBERS = st.floats(-1e12, 1e12) | st.integers(-(10**12), 10**12)


def _is_text(text: str) -> bool:
    return not text.startswith("=") and not _CODE.search(text)


VALUES = NUMBERS | st.booleans() | TEXTS.filter(_is_text) | st.none()


def frame(rows: bytes) -> bytes:
    return FRAME % rows + b"</worksheet>"


def workbook(values: dict[Cell, Value]) -> dict[str, bytes]:
    book = openpyxl.Workbook()
    for (row, column), value in values.items():
        cell = book.active.cell(row + 1, column + 1, value)
        cell.number_format = "0.00"  # so that each has a style
    buffer = io.BytesIO()
    book.save(buffer)
    return unzipped(buffer.getvalue())


def read(parts: dict[str, bytes], path: Path) -> dict[Cell, tuple[object, str]]:
    sheet = openpyxl.load_workbook(zipped(parts, path)).active
    return {
        (cell.row - 1, cell.column - 1): (cell.value, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }


@settings(max_examples=60, deadline=None)
@given(before=st.dictionaries(CELLS, VALUES, max_size=12), edits=st.dictionaries(CELLS, VALUES, max_size=12))
def test_only_the_edited_cells_differ(tmp_path_factory, before: dict[Cell, Value], edits: dict[Cell, Value]):
    path = tmp_path_factory.getbasetemp() / "hypothesis.xlsx"
    parts = workbook(before)
    old = read(parts, path)
    new = read(parts | {PART: patch(parts[PART], edits)}, path)
    expected = old | {
        cell: (value, old.get(cell, (None, "General"))[1])
        for cell, value in edits.items()
        if value is not None or cell in old
    }
    assert {cell: content[1] for cell, content in new.items()} == {c: v[1] for c, v in expected.items()}
    for cell, (value, _) in expected.items():
        assert new[cell][0] == value, address(cell)
        assert isinstance(new[cell][0], bool) == isinstance(value, bool)
    again = patch(parts[PART], edits)
    assert patch(again, edits) == again


def test_inserts_rows_and_cells_in_order_and_keeps_attributes():
    row = b'<row r="3" spans="2:3" ht="20" customHeight="1"><c r="B3" s="1"/><c r="D3"><v>4</v></c></row>'
    new = patch(frame(row), {(1, 0): 1, (2, 0): 2, (2, 2): 3, (2, 4): 5, (6, 1): None, (7, 1): 7})
    assert new == frame(
        b'<row r="2"><c r="A2"><v>1</v></c></row>'
        b'<row r="3" spans="1:5" ht="20" customHeight="1"><c r="A3"><v>2</v></c><c r="B3" s="1"/>'
        b'<c r="C3"><v>3</v></c><c r="D3"><v>4</v></c><c r="E3"><v>5</v></c></row>'
        b'<row r="8"><c r="B8"><v>7</v></c></row>'
    )


def test_inserts_into_empty_rows_and_an_empty_sheet():
    assert patch(frame(b'<row r="1" s="2"/>'), {(0, 0): 1}) == frame(
        b'<row r="1" s="2"><c r="A1"><v>1</v></c></row>'
    )
    empty = frame(b"").replace(b"<sheetData></sheetData>", b"<sheetData/>")
    assert patch(empty, {(0, 0): 1}) == frame(b'<row r="1"><c r="A1"><v>1</v></c></row>')
    spanned = frame(b'<row r="1" spans="2:3" ht="9"/><row r="2"/>')
    assert patch(spanned, {(0, 0): 1, (0, 4): 2, (1, 1): 3}) == frame(
        b'<row r="1" spans="1:5" ht="9"><c r="A1"><v>1</v></c><c r="E1"><v>2</v></c></row>'
        b'<row r="2"><c r="B2"><v>3</v></c></row>'
    )


def test_cells_far_apart_are_found_and_inserted():
    long = b'<c r="B%d" t="inlineStr"><is><t>' + b"x" * 20_000 + b"</t></is></c>"
    rows = b'<row r="%d" spans="1:3"><c r="A%d"/>' + long + b'<c r="C%d" s="1"/></row>'
    sheet = frame(b"".join(rows % (n, n, n, n) for n in (1, 3, 9)))
    assert patch(sheet, {(0, 2): 1, (2, 2): 3, (8, 0): 8, (8, 2): 9}) == (
        sheet.replace(b'<c r="C1" s="1"/>', b'<c r="C1" s="1"><v>1</v></c>')
        .replace(b'<c r="C3" s="1"/>', b'<c r="C3" s="1"><v>3</v></c>')
        .replace(b'<c r="A9"/>', b'<c r="A9"><v>8</v></c>')
        .replace(b'<c r="C9" s="1"/>', b'<c r="C9" s="1"><v>9</v></c>')
    )
    new = patch(sheet, {(1, 2): 2, (2, 2): 3, (8, 3): 9, (8, 4): None})
    assert re.findall(rb'<row r="(\d+)"(?: spans="(.*?)")?', new) == [
        (b"1", b"1:3"),
        (b"2", b""),
        (b"3", b"1:3"),
        (b"9", b"1:4"),
    ]
    assert re.findall(rb'<c r="(\w+)"[^>]*><v>(.*?)</v>', new) == [
        (b"C2", b"2"),
        (b"C3", b"3"),
        (b"D9", b"9"),
    ]


def test_emptying_what_is_not_there_changes_nothing():
    sheet = frame(b'<row r="1" s="2"/><row r="3"><c r="B3"/></row>')
    assert patch(sheet, {(0, 0): None, (1, 0): None, (2, 0): None, (2, 2): None, (9, 9): None}) == sheet


def test_prefixed_elements_stay_prefixed():
    plain = frame(b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><f>A1</f><v>0</v></c></row>')
    prefixed = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", plain).replace(b"xmlns=", b"xmlns:x=")
    for change in (
        lambda xml: patch(xml, {(0, 0): "优", (0, 1): 2.5, (4, 0): True}),
        lambda xml: set_results(xml, {(0, 2): 5}),
    ):
        again = re.sub(rb"<(/?)x:", rb"<\1", change(prefixed)).replace(b"xmlns:x=", b"xmlns=")
        assert again == change(plain) != plain


@pytest.mark.parametrize(
    "present",
    [
        b'<c r="A1" s="7" t="s"><v>12</v></c>',
        b'<c r="A1" s="7" t="inlineStr"><is><r><rPr><b/><family val="3"/></rPr><t>a</t></r></is></c>',
        b'<c r="A1" s="7" t="str" cm="1"><f t="array" ref="A1">B1</f><v>x</v></c>',
        b'<c r="A1" t="b" s="7"><f>B1</f><v>1</v></c>',
        b'<c r="A1" s="7" t="e"><v>#N/A</v></c>',
        b'<c r="A1" s="7"/>',
        b'<c r="A1" s="7"></c>',
    ],
)
def test_a_value_replaces_whatever_the_cell_held(present: bytes):
    new = patch(frame(b'<row r="1">' + present + b'<c r="B1"><v>1</v></c></row>'), {(0, 0): 9.5})
    assert new == frame(b'<row r="1"><c r="A1" s="7"><v>9.5</v></c><c r="B1"><v>1</v></c></row>')


def test_an_address_in_a_text_is_no_cell():
    trap = b'<c r="A1" t="inlineStr"><is><t>see r="B1" c r="B1"</t></is></c>'
    new = patch(frame(b'<row r="1">' + trap + b"</row>"), {(0, 1): 1})
    assert new == frame(b'<row r="1">' + trap + b'<c r="B1"><v>1</v></c></row>')


def test_numbers_keep_all_their_digits_and_whole_ones_have_no_point():
    new = patch(frame(b""), {(0, 0): 0.1 + 0.2, (0, 1): 20.0, (0, 2): 1e300, (0, 3): CellError("#N/A")})
    assert re.findall(rb"<v>([^<]*)", new) == [b"0.30000000000000004", b"20", b"1e+300", b"#N/A"]


@pytest.mark.parametrize(
    ("value", "message"),
    [("x" * 32768, "最多 32767"), (float("nan"), "不是可以写入"), (float("inf"), "不是可以写入")],
)
def test_what_a_cell_cannot_hold_is_refused(value: Value, message: str):
    with pytest.raises(FileProblem, match=f"^C2：.*{message}"):
        patch(frame(b""), {(1, 2): value})


def test_text_that_looks_like_a_character_code_comes_back_as_it_was(tmp_path: Path):
    parts = workbook({})
    parts[PART] = patch(parts[PART], {(0, 0): "_x0041_\r\n\t 末 "})
    book = openpyxl.load_workbook(zipped(parts, tmp_path / "a.xlsx"))
    raw = book.active["A1"].value
    assert raw == "_x005F_x0041__x000D_\n\t 末 "  # ST_Xstring, as Excel writes it


def test_a_control_character_is_written_as_its_code(tmp_path: Path):
    parts = workbook({})
    parts[PART] = patch(parts[PART], {(0, 0): "a\x01\x1b[2J\x0b", (0, 1): "\ud800\uffff"})
    path = zipped(parts, tmp_path / "a.xlsx")
    raw = openpyxl.load_workbook(path).active
    assert raw["A1"].value == "a_x0001__x001B_[2J_x000B_"  # ST_Xstring, as Excel writes it
    assert raw["B1"].value == "\ufffd\ufffd"
    (name,) = FileBook.open(path).sheet_names()
    assert FileBook.open(path).read(name).value(0, 0) == "a\x01\x1b[2J\x0b"


def test_dimension_grows_with_the_cells():
    sheet = frame(b"").replace(b"<sheetData>", b'<dimension ref="B2:C3"/><sheetData>')
    assert b'<dimension ref="A2:C8"/>' in patch(sheet, {(7, 0): 1})
    assert b'<dimension ref="B2:C3"/>' in patch(sheet, {(7, 0): None})


def test_writing_over_a_shared_formula_frees_its_followers():
    rows = (
        b'<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1&amp;"B1"&amp;$B$1</f><v>1</v></c></row>'
        b'<row r="2"><c r="A2" s="4"><f t="shared" si="0"/><v>2</v></c></row>'
        b'<row r="3"><c r="A3"><f t="shared" si="0"></f><v>3</v></c><c r="B3"><f>A3</f></c></row>'
    )
    assert patch(frame(rows), {(0, 0): 9, (2, 0): 8}) == frame(
        b'<row r="1"><c r="A1"><v>9</v></c></row>'
        b'<row r="2"><c r="A2" s="4"><f>B2&amp;"B1"&amp;$B$1</f><v>2</v></c></row>'
        b'<row r="3"><c r="A3"><v>8</v></c><c r="B3"><f>A3</f></c></row>'
    )
    follower_only = patch(frame(rows), {(1, 0): 9})
    assert follower_only == frame(
        rows.replace(b'<c r="A2" s="4"><f t="shared" si="0"/><v>2</v>', b'<c r="A2" s="4"><v>9</v>')
    )


@pytest.mark.parametrize("target", [(0, 0), (1, 0)])
@pytest.mark.parametrize("kind", [b"array", b"dataTable"])
def test_a_part_of_an_array_formula_is_refused(target: Cell, kind: bytes):
    rows = (
        b'<row r="1"><c r="A1"><f t="%s" ref="A1:A2">B1:B2</f><v>1</v></c></row>'
        b'<row r="2"><c r="A2"><v>2</v></c></row>' % kind
    )
    with pytest.raises(FileProblem, match=f"^{address(target)}：.*A1:A2"):
        patch(frame(rows), {target: 1})


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="2"/><row r="1"/>',
        b'<row r="1"/><row r="1"/>',
        b'<row r="1"><c r="B1"/><c r="A1"/></row>',
        b'<row r="1"/><row r="4"/><row r="3"/>',
        b'<row r="1"/><row r="2"/><row r="1"/>',
    ],
)
def test_rows_and_cells_out_of_order_are_refused(rows: bytes):
    with pytest.raises(FileProblem, match="没有按顺序"):
        patch(frame(rows), {(0, 0): 1, (0, 1): 2})


def test_cached_results_are_set_dropped_and_left_alone():
    rows = (
        b'<row r="1"><c r="A1" s="1"><f>B1</f><v>0.86170000000000002</v></c>'
        b'<c r="B1" t="str"><f>"a"</f><v>a&quot;</v></c><c r="C1"><f>X()</f><v>5</v></c>'
        b'<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    same: dict[Cell, Value] = {(0, 0): 0.8617, (0, 1): 'a"', (0, 2): 5, (0, 3): CellError("#DIV/0!")}
    assert set_results(frame(rows), same) == frame(rows)
    new = set_results(frame(rows), {(0, 0): "是", (0, 1): False, (0, 2): None, (0, 3): ""})
    assert new == frame(
        '<row r="1"><c r="A1" s="1" t="str"><f>B1</f><v>是</v></c>'
        '<c r="B1" t="b"><f>"a"</f><v>0</v></c><c r="C1"><f>X()</f></c>'
        '<c r="D1" t="str"><f>1/0</f><v></v></c></row>'.encode()
    )


def test_error_cells_are_found_and_texts_are_not():
    rows = (
        b'<row r="1"><c r="A1" t="str"><f>B1</f><v>#REF!</v></c><c r="B1" s="1" t="e"><v>#REF!</v></c>'
        b'<c r="C1" t="e"/><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1"><v>1</v></c></row>'
    )
    assert error_cells(frame(rows)) == {(0, 1): CellError("#REF!"), (0, 3): CellError("#DIV/0!")}
