"""The seal of the form: what the issue began with, and what the samples of tests/fuzz do not reach."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from scripts.make_templates import TEMPLATES
from tests.made import new_form
from xlfuncs import __version__
from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.result import Result
from xlfuncs.files.book import FileBook
from xlfuncs.refresh.refresh import check, refresh

EXAMPLE = TEMPLATES / "examples/beijing_department_evaluation_example.xlsx"


def checked(
    data: bytes, change: Callable[[Workbook], Any] = lambda book: None, rule: str | None = None
) -> Result:
    book, out = load_workbook(io.BytesIO(data)), io.BytesIO()
    change(book)
    book.save(out)
    return check(FileBook(Path("表.xlsx"), out.getvalue()), rule)[0]


def of_the_form(result: Result) -> list[tuple[str, str | None]]:
    return [(one.code, one.cell and str(one.cell)) for one in result.findings if one.code.startswith("form-")]


def test_a_score_typed_over_a_total_of_99_and_a_hidden_row_are_named() -> None:
    def tamper(book: Workbook) -> None:
        sheet = book["评分表"]
        assert sheet["B65"].value == "结转结余率（4）"
        sheet["G5"], sheet["G67"] = 20, 99
        sheet.row_dimensions[65].hidden = True

    result = checked(EXAMPLE.read_bytes(), tamper)
    assert set(of_the_form(result)) == {
        ("form-formula", "评分表!G5"),
        ("form-formula", "评分表!G67"),
        ("form-hidden", "评分表!A65"),
    }
    assert result.intact is False


def test_what_stands_unlocked_beside_spare_rows_is_the_forms_own() -> None:
    """A label that rows may be put in beside, and a state in a row that may be deleted."""

    def tamper(book: Workbook) -> None:
        sheet = book["自评表"]
        assert not sheet["C13"].protection.locked
        assert not sheet["J14"].protection.locked
        sheet["C13"], sheet["J14"] = "改了", "已评分"

    result = checked(new_form("project-self-evaluation"), tamper)
    assert set(of_the_form(result)) == {("form-words", "自评表!C13"), ("form-formula", "自评表!J14")}


def test_nothing_differs_and_it_is_said() -> None:
    book = FileBook.open(EXAMPLE)
    (result,) = refresh(book)
    assert result.intact is True
    assert result.to_dict()["intact"] is True
    written = load_workbook(io.BytesIO(book.to_bytes()))["核对"]
    assert any("表格完整" in str(cell.value) for line in written for cell in line)


def test_a_foreign_table_has_no_seal() -> None:
    foreign = next(Path(__file__).parents[1].glob("cases/base.xlsx"))
    assert check(FileBook.open(foreign))[0].intact is None


def test_a_lost_mark_is_found_by_the_content() -> None:
    result = checked(EXAMPLE.read_bytes(), lambda book: book.remove(book["说明"]))
    assert of_the_form(result) == [("form-lines", None)]
    answers = EXAMPLE.with_name("beijing_duty_self_check_example.xlsx").read_bytes()
    lost = checked(answers, lambda book: book["说明"].delete_rows(7))
    assert of_the_form(lost) == [
        ("form-words", f"说明!{column}7") for column in "AB"
    ]  # not the line above it


@pytest.mark.parametrize("rows", [3, 40])
def test_other_numbers_of_rows_are_no_difference(rows: int) -> None:
    assert checked(new_form("project-self-evaluation", rows=rows)).intact


def test_a_rule_of_ones_own_is_compared_when_it_is_named(tmp_path: Path) -> None:
    national = Path(__file__).parents[2] / "xlfuncs/rules/data/mof-2020-10.toml"
    own = tmp_path / "own.toml"
    own.write_text(national.read_text("utf-8").replace('"mof-2020-10"', '"own-2024"', 1), "utf-8")
    made = new_form("project-self-evaluation", rule=str(own))
    assert checked(made, rule=str(own)).intact
    changed = checked(made, lambda book: book["自评表"].__setitem__("H13", 5), rule=str(own))
    assert of_the_form(changed) == [("form-formula", "自评表!H13")]


@pytest.mark.parametrize(("row", "named"), [(8, True), (60, False)])
def test_a_blank_row_put_in_between_the_others_is_told(row: int, named: bool) -> None:
    def put_in(book: Workbook) -> None:
        book["说明"].insert_rows(row)

    result = checked(EXAMPLE.read_bytes(), put_in)
    found = [(one.severity, one.case, str(one.cell)) for one in result.findings if one.code == "form-lines"]
    assert found == ([("info", "blank", f"说明!A{row}")] if named else [])


def test_a_refusal_says_what_was_changed() -> None:
    def blank_headers(book: Workbook) -> None:
        for cell in book["自查表"][3]:
            cell.value = None

    with pytest.raises(UnknownForm, match="与空白表比较：自查表!A3"):
        checked((TEMPLATES / "beijing_duty_self_check.xlsx").read_bytes(), blank_headers)


@pytest.mark.parametrize(
    "name", ["tangshan_department_goals.xlsx", "examples/tangshan_department_goals_example.xlsx"]
)
def test_what_stands_in_a_folded_row_of_a_sheet_without_scores_is_named(name: str) -> None:
    def fill(book: Workbook) -> None:
        book["部门目标"]["C11"] = "其他重点工作"

    found = checked((TEMPLATES / name).read_bytes(), fill).findings
    assert ("hidden-cells", "部门目标!C11") in [(one.code, str(one.cell)) for one in found]


def test_a_version_typed_over_is_named_at_its_cell() -> None:
    def tamper(book: Workbook) -> None:
        (cell,) = (cell for row in book["说明"] for cell in row if "，xlfuncs " in str(cell.value))
        cell.value = str(cell.value).replace(__version__, "0.0.1")
        book["评分表"]["G5"] = 20
        places.append(f"说明!{cell.coordinate}")

    places: list[str] = []
    assert of_the_form(checked(EXAMPLE.read_bytes(), tamper)) == [("form-version", places[0])]


def test_an_older_form_is_one_finding_and_a_score_typed_over_stays_another() -> None:
    """A unit that was sent some 470 lines went through none of them."""

    def older(book: Workbook) -> None:
        sheet = book["评分表"]
        sheet["G5"] = 20  # where its formula gives 17.23
        for cell in (cell for row in sheet.iter_rows(min_col=9) for cell in row):
            if str(cell.value).startswith("="):
                cell.value = f'{cell.value}&""'
        for row in range(3, 9):
            book["说明"].cell(row, 1).value = "旧的说明"

    result = checked(EXAMPLE.read_bytes(), older)
    assert [code for code, _ in of_the_form(result)] == ["form-version", "form-formula"]
    (one,) = (one for one in result.findings if one.code == "form-version")
    assert one.severity == "error"
    assert "、表样的文字或分值被改动 6 处；如 评分表!" in one.message
    assert "请用新的空白表重填" in one.message
    assert "fill in a new blank table" in one.said("en")


def test_a_lost_column_reads_without_a_stray_blank() -> None:
    result = checked(EXAMPLE.read_bytes(), lambda book: book["评分表"].delete_cols(5))
    assert "E 列已删除，表样中是有的" in [one.message for one in result.findings]
