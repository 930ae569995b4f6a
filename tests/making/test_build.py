"""A built workbook: faithful blocks, print set-up, shaded inputs, kind validation, formulas any suite has."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula import Tokenizer

from tests.engines import IronCalc
from tests.made import build
from xlfuncs.cells import address
from xlfuncs.forms.layout import forms
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.forms.placing import plans

FORMS = {layout.id: layout for layout in forms()}
COUNTS_IN = {  # the kind of rows in which a column beside the table counts
    **dict.fromkeys(("direction", "target_number", "actual_number", "level", "share"), "indicators"),
    "failed": "checklist",
}
INPUTS = ("input", "amount", "number", "percent", "progress", "date", "points_input")
EXCEL_2007 = {  # of its functions, those we use
    *("ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "EXACT", "FIND", "IF", "IFERROR", "INT", "ISERROR", "ISNUMBER"),
    *("ISTEXT", "LEFT", "LEN", "MAX", "MID", "MIN", "N", "NA", "NOT", "OFFSET", "OR", "RIGHT", "ROUND", "ROW"),
    *("SIGN", "SUBSTITUTE", "SUM", "TRIM"),
}  # fmt: skip


@pytest.fixture(
    scope="module", params=[(form, example) for form in FORMS for example in (False, True)], ids=str
)
def book(request: pytest.FixtureRequest) -> openpyxl.Workbook:
    form, example = request.param
    return build(form, example=example)


def formulas(book: openpyxl.Workbook) -> list[tuple[str, str, str]]:
    """Sheet, cell and text of every formula."""
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_functions_of_excel_2007_only(book: openpyxl.Workbook) -> None:
    for sheet, cell, text in formulas(book):
        tokens = Tokenizer(text).items
        called = {one.value[:-1].upper() for one in tokens if one.type == "FUNC" and one.subtype == "OPEN"}
        assert called <= EXCEL_2007, (sheet, cell)
        assert len(text) < 8192
        assert _depth(text) <= 64


def _depth(text: str) -> int:
    """How deep functions are nested."""
    depth = deepest = 0
    for token in Tokenizer(text).items:
        if token.type in ("FUNC", "PAREN"):
            depth += 1 if token.subtype == "OPEN" else -1
            deepest = max(deepest, depth)
    return deepest


def test_no_macro_and_nothing_outside(book: openpyxl.Workbook) -> None:
    assert book.vba_archive is None
    for sheet, cell, text in formulas(book):
        assert "[" not in re.sub('"[^"]*"', "", text), (sheet, cell)
        assert "XLF" not in text.upper(), (sheet, cell)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_every_sheet_prints_on_a4_fits_its_width_and_repeats_its_header(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert sheet.print_area
        assert sheet.freeze_panes


def test_protected_without_a_password_and_rows_may_be_inserted(book: openpyxl.Workbook) -> None:
    for sheet in book:
        protection = sheet.protection
        assert protection.sheet
        assert not protection.password
        assert not protection.insertRows  # not forbidden
        assert not protection.formatRows


def test_validation_speaks_chinese(book: openpyxl.Workbook) -> None:
    for sheet in book:
        for check in sheet.data_validations.dataValidation:
            assert check.showErrorMessage
            assert re.search("[一-鿿]", check.error)
            assert len(check.error) <= 225  # as much as Excel shows
            assert len(check.errorTitle) <= 32


@pytest.mark.parametrize(
    ("points", "taken"),
    [(5, True), (2.5, True), (1.25, True), (0, True), (1.255, False), (-1, False), ("五", False)],
)
def test_points_have_two_decimals_at_most(points: object, taken: bool, tmp_path: Path) -> None:
    (check,) = {
        check.formula1.replace(str(check.sqref), "A1")
        for check in build("department-evaluation-beijing")["评分表"].data_validations.dataValidation
        if check.type == "custom" and check.formula1 != "1=0"
    }
    book = openpyxl.Workbook()
    book.active.append([points, f"={check}"])
    book.save(tmp_path / "points.xlsx")
    assert IronCalc().recalculate(tmp_path / "points.xlsx")["Sheet"]["B1"] == taken


def test_names_of_the_checks_point_at_formulas(book: openpyxl.Workbook) -> None:
    checks = {name: defined for name, defined in book.defined_names.items() if name.startswith("check_")}
    assert book.defined_names.keys() - checks.keys() == {"fill_colours"}
    for defined in checks.values():
        sheet, _, cell = defined.attr_text.replace("'", "").replace("$", "").partition("!")
        assert str(book[sheet][cell].value).startswith("=")


@pytest.mark.parametrize("form", FORMS)
def test_inputs_are_unlocked_and_coloured_while_blank_and_nothing_else_is(form: str) -> None:
    book = build(form)
    for plan in plans(FORMS[form]):
        sheet = book[plan.name]
        kinds = {row.index: row.kind for row in plan.rows}
        stated = {row.index for row in plan.rows if row.kind != "indicators"} | {*plan.subtotals.values()}
        inputs = {
            address((place.row, place.column)): place
            for place in plan.areas
            if place.role in INPUTS
            or (place.role == "helper" and helper_columns()[place.key].filled_by in ("officer", "derived"))
            if not (place.key == "row_points" and place.row in stated)  # the rule's
            if place.role != "helper"
            or place.key not in COUNTS_IN
            or kinds.get(place.row) == COUNTS_IN[place.key]
        }
        computed = {cell for name, cell, _ in formulas(book) if name == plan.name}
        derived = {
            cell
            for cell, place in inputs.items()
            if place.role == "helper" and helper_columns()[place.key].filled_by == "derived"
        }
        free = {row for row, made in sheet.row_dimensions.items() if not made.protection.locked}  # test_rows
        for cell, place in inputs.items():
            locked = cell in computed - derived and sheet[cell].row not in free
            assert sheet[cell].protection.locked == locked, (cell, place.key)
        for cell in computed - derived:  # what is derived may be typed over
            assert sheet[cell].protection.locked == (sheet[cell].row not in free), cell
        blanks = (part for part in sheet.conditional_formatting if part.rules[-1].formula == ['""'])
        coloured = {cell for part in blanks for cell in str(part.sqref).split()}
        asked_for = ("reason", "level", "share", "entered", "approved", "approved_reason")  # where needed
        reasons = {address((place.row, place.column)) for place in plan.areas if place.key in asked_for}
        merged = {  # with what is merged into them
            address((place.row, column))
            for place in inputs.values()
            for column in range(place.column, place.column + place.columns)
        }
        assert coloured == merged - computed - reasons
        unlocked = {cell for row in sheet for cell in row if not cell.protection.locked}
        labels = {  # beside rows that may be deleted: test_rows
            sheet.cell(*cell).coordinate
            for block in sheet.merged_cells.ranges
            if any(block.min_row <= row + 1 <= block.max_row for row in plan.repeated)
            for cell in block.cells
        }
        assert {cell.coordinate for cell in unlocked if cell.row not in free} <= merged | labels


@pytest.mark.parametrize("form", FORMS)
def test_blocks_are_merged_as_planned(form: str) -> None:
    book = build(form)
    for plan in plans(FORMS[form]):
        merged = {str(block) for block in book[plan.name].merged_cells.ranges}
        ends = [cut.id for cut in book[plan.name].row_breaks.brk]
        wanted = set()
        for p in plan.areas:
            if p.rows == p.columns == 1:
                continue
            label = isinstance(p.value, str)  # said again on the next page
            cuts = [end for end in ends if p.row < end < p.row + p.rows and label]
            for first, last in pairwise([p.row, *cuts, p.row + p.rows]):
                if last - first == p.columns == 1:
                    continue
                wanted.add(f"{address((first, p.column))}:{address((last - 1, p.column + p.columns - 1))}")
        assert merged == wanted


def test_the_beijing_table_in_the_words_and_places_of_its_source() -> None:
    sheet = build("department-evaluation-beijing", example=True)["评分表"]
    seen = [sheet[cell].value for cell in ("A3", "B5", "A10", "C10", "G10", "B11", "F11")]
    assert seen == [
        "一、当年预算执行情况（20分）",
        "资金总体",
        "一级指标",
        "三级指标",
        "得分",
        "产出（30）",
        30,
    ]
    assert sheet["A67"].value.startswith('="合计"')  # and how many rows are scored, while some are not
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_area.endswith("$I$67")  # the helper columns stay outside
