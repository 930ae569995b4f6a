"""The buttons in a real LibreOffice: on a document on screen, as a person presses them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addins.calc.office import CalcOffice
from tests.made import new_form
from tests.refresh.memory_book import national, saved
from xlfuncs.addins.calc.build import build
from xlfuncs.cells import Value
from xlfuncs.errors import XlfuncsError
from xlfuncs.files.book import FileBook
from xlfuncs.forms.layout import forms
from xlfuncs.refresh.refresh import refresh
from xlfuncs.refresh.report import REPORT
from xlfuncs.refresh.score_file import score_file

FORMS = [form.id for form in forms()]
BEIJING = "department-evaluation-beijing"
DONE = "评分表：总分 92.73，优秀（规则 beijing-2022）；错误 1 处"  # and how many less grave ones


def example(form: str, folder: Path) -> Path:
    path = folder / f"{form}.xlsx"
    path.write_bytes(new_form(form, example=True))
    return path


@pytest.fixture(scope="module")
def beijing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(BEIJING, tmp_path_factory.mktemp("refresh"))


def same(found: Any, expected: Any) -> bool:
    if isinstance(expected, float) and isinstance(found, float):
        return abs(found - expected) < 1e-9
    return bool(found == expected)


@pytest.mark.parametrize("form", FORMS)
def test_the_button_gives_what_the_command_gives(calc_office: CalcOffice, form: str, tmp_path: Path) -> None:
    path = example(form, tmp_path)
    (pressed,) = calc_office.press(path, "refresh")
    book = FileBook.open(path)
    refused = None
    try:
        results = refresh(book)
    except XlfuncsError as problem:  # a table of goals has no scores
        refused = str(problem).partition(" | ")[0]
    if refused:
        assert pressed["message"] == refused
        return
    book.save(tmp_path / "scored.xlsx")
    assert pressed["ok"], pressed["message"]
    scored = calc_office.recalculate(tmp_path / "scored.xlsx")
    for result in results:
        assert result.total is None or f"总分 {result.total:g}" in pressed["message"]
    assert pressed["sheets"].keys() == scored.keys()
    for sheet, cells in scored.items():
        stands = pressed["sheets"][sheet]
        wrong = {
            a1: (stands.get(a1), value)
            for a1, value in cells.items()
            if value != "" and not same(stands.get(a1), value)
        }
        assert not wrong, sheet
        assert not [a1 for a1, value in stands.items() if value != "" and a1 not in cells], sheet


def test_a_total_that_follows_scores_is_read_as_it_shows(calc_office: CalcOffice, tmp_path: Path) -> None:
    """Rows worth 100 without the execution rate, and a SUM of them: pressed once as twice, and as the file is scored."""
    rows: list[list[Value]] = [
        ["产出指标", "数量指标", "新建道路", "20公里", "18公里", 40.0, None],
        ["产出指标", "质量指标", "验收合格率", "≥95%", "98%", 60.0, None],
    ]
    path = saved(tmp_path / "自评表.xlsx", national(*rows, total="=SUM(G6:G7)"))
    once, twice = calc_office.press(path, "refresh", "refresh")
    assert once["sheets"]["自评表"] == twice["sheets"]["自评表"]
    assert once["message"] == twice["message"]
    (result,) = score_file(path, tmp_path / "得分.xlsx")
    assert result.total == 96
    assert "总分 96" in once["message"]


def test_the_published_beijing_score_and_the_finding(calc_office: CalcOffice, beijing: Path) -> None:
    (pressed,) = calc_office.press(beijing, "refresh")
    table, report = pressed["sheets"]["评分表"], pressed["sheets"][REPORT]
    assert table["G5"] == 17.23
    assert pressed["message"].startswith(DONE)
    assert "结转结余率" in report.values()  # published 0.00, by the rule 2.00
    assert set(pressed["links"][REPORT].values()) >= {"#'评分表'.G65"}
    assert pressed["links"][REPORT].keys() == {
        a1 for a1, value in report.items() if a1[0] == "B" and int(a1[1:]) > 2 and value
    }


def test_the_report_is_coloured_as_in_a_file(calc_office: CalcOffice, beijing: Path, tmp_path: Path) -> None:
    (pressed,) = calc_office.press(beijing, "refresh")
    book = FileBook.open(beijing)
    refresh(book)
    book.save(tmp_path / "b.xlsx")
    report = openpyxl.load_workbook(tmp_path / "b.xlsx")[REPORT]
    filled = [cell for row in report for cell in row if cell.fill.fill_type == "solid"]
    expected = {cell.coordinate: cell.fill.fgColor.rgb[2:] for cell in filled}
    assert pressed["fills"][REPORT] == expected != {}
    heights = pressed["heights"][REPORT]
    assert max(heights[-3:]) < min(heights[2:4])  # marks of sheets are for programs, and low


def test_one_undo_step_takes_it_all_back(calc_office: CalcOffice, beijing: Path) -> None:
    check, pressed, undone = calc_office.press(beijing, "check", "refresh", "undo")
    assert pressed["undo"] == ["刷新得分"]
    assert pressed["sheets"] != check["sheets"]
    assert undone["undo"] == []
    assert undone["sheets"] == check["sheets"]
    assert undone["view"] == check["view"]  # and the window is where it was
    assert pressed["formulas"] == {**check["formulas"], REPORT: {}}


def test_an_explanation_that_no_longer_holds_is_emptied_though_its_cell_is_locked(
    calc_office: CalcOffice, beijing: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(beijing)
    sheet = book["评分表"]
    assert sheet.protection.sheet
    sheet["T11"] = "旧的说明"  # a row that a person scores: nothing to explain
    assert sheet["T11"].protection.locked
    book.save(tmp_path / "old.xlsx")
    pressed, undone = calc_office.press(tmp_path / "old.xlsx", "refresh", "undo")
    table = pressed["sheets"]["评分表"]
    assert "T11" not in table  # a blank cell, not a space
    assert "17.23" in table["T5"]
    assert pressed["undo"] == ["刷新得分"]
    assert "评分表" in pressed["protected"]
    assert undone["sheets"]["评分表"]["T11"] == "旧的说明"


def test_a_row_that_somebody_put_in_gets_the_formulas_of_the_form(
    calc_office: CalcOffice, beijing: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(beijing)
    sheet = book["评分表"]
    for cell in sheet[12]:  # below 产出数量
        if cell.data_type == "f":
            cell.value = None
    sheet["D12"], sheet["E12"], sheet["K12"] = "≥40人", "36人", 5
    book.save(tmp_path / "row.xlsx")
    check, pressed, undone = calc_office.press(tmp_path / "row.xlsx", "check", "refresh", "undo")
    table, formulas = pressed["sheets"]["评分表"], pressed["formulas"]["评分表"]
    assert (table["G12"], table["J12"], table["L12"], table["M12"]) == (4.5, "已评分", "正向", 40)
    assert {cell.replace("13", "12") for cell in formulas if cell.endswith("13")} <= formulas.keys()
    assert formulas["G12"] == formulas["G13"].replace("13", "12")
    assert undone["sheets"] == check["sheets"]


def test_a_read_only_document_is_refused(calc_office: CalcOffice, beijing: Path) -> None:
    pressed, checked = calc_office.press(beijing, "refresh", "check", read_only=True)
    assert not pressed["ok"]
    assert "只读" in pressed["message"]
    assert REPORT not in pressed["sheets"]
    assert checked["ok"]


def test_twice_is_the_same_as_once(calc_office: CalcOffice, beijing: Path) -> None:
    once, twice = calc_office.press(beijing, "refresh", "refresh")
    assert once["sheets"] == twice["sheets"]
    assert once["message"] == twice["message"]


def test_check_says_what_it_finds_and_changes_nothing(calc_office: CalcOffice, beijing: Path) -> None:
    (checked,) = calc_office.press(beijing, "check")
    assert checked["ok"]
    assert "错误 评分表!G65 「结转结余率」填 0 分" in checked["message"]
    assert REPORT not in checked["sheets"]
    assert not checked["modified"]
    assert checked["undo"] == []


def workbook(path: Path, cells: dict[str, Any], title: str = "表") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for address, value in cells.items():
        sheet[address] = value
    book.save(path)
    return path


@pytest.mark.parametrize("command", ["refresh", "check"])
def test_a_document_that_is_no_form_is_told_so_and_left_alone(
    calc_office: CalcOffice, tmp_path: Path, command: str
) -> None:
    path = workbook(tmp_path / "购物.xlsx", {"A1": "苹果", "B1": 3})
    (pressed,) = calc_office.press(path, command)
    assert not pressed["ok"]
    assert "购物.xlsx" in pressed["message"]
    assert "表" in pressed["message"]
    assert not pressed["modified"]
    assert pressed["undo"] == []
    assert pressed["sheets"] == {"表": {"A1": "苹果", "B1": 3.0}}


def test_somebody_elses_sheet_of_that_name_is_not_overwritten(
    calc_office: CalcOffice, beijing: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(beijing)
    book.create_sheet(REPORT)["A1"] = "我的记录"
    book.save(tmp_path / "own.xlsx")
    check, pressed = calc_office.press(tmp_path / "own.xlsx", "check", "refresh")
    assert pressed["ok"], pressed["message"]
    assert pressed["sheets"][REPORT] == check["sheets"][REPORT]
    assert str(pressed["sheets"][f"{REPORT}结果"]["A1"]).startswith(f"{REPORT}：")


def test_function_names_of_other_programs_are_repaired(calc_office: CalcOffice, tmp_path: Path) -> None:
    spellings = ["XLF_GRADE", "_xlfn.XLF_GRADE", "_xludf.XLF_GRADE", "_xldudf_XLF_GRADE", "评价等级"]
    cells: dict[str, Any] = {f"A{row}": f"={name}(90.73)" for row, name in enumerate(spellings, 1)}
    cells["A6"] = "='C:\\工具\\xlfuncs.xlam'!XLF_GRADE(90.73)"
    cells["A7"] = "=NO_SUCH_FUNCTION(1)"
    cells["C1"] = openpyxl.worksheet.formula.ArrayFormula("C1:C2", "=XLF_EXECUTION_RATE(D1:D2,E1:E2)")
    cells |= {"D1": 100, "D2": 100, "E1": 50, "E2": 25}
    path = workbook(tmp_path / "spelled.xlsx", cells)
    assert calc_office.read(path, "表")["表"]["A1"] == "#NAME?"
    pressed, undone = calc_office.press(path, "refresh", "undo")
    table = pressed["sheets"]["表"]
    assert pressed["message"] == "修复了 7 个函数名；没有认出官方表，未评分"
    assert [table[f"A{row}"] for row in range(1, 8)] == ["优秀"] * 6 + ["#NAME?"]
    assert [table["C1"], table["C2"]] == [0.5, 0.25]
    assert undone["sheets"]["表"]["A1"] == "#NAME?"


@pytest.mark.parametrize("form", FORMS)
def test_a_new_official_table_opens_without_a_name_and_blank(
    calc_office: CalcOffice, beijing: Path, tmp_path: Path, form: str
) -> None:
    (pressed,) = calc_office.press(beijing, f"new/{form}")
    assert pressed["ok"], pressed["message"]
    assert pressed["unnamed"] == [True]
    path = tmp_path / "blank.xlsx"
    path.write_bytes(new_form(form))
    assert pressed["opened"] == [calc_office.recalculate(path)]


def test_the_help_page_is_handed_to_the_desktop(calc_office: CalcOffice, beijing: Path) -> None:
    (pressed,) = calc_office.press(beijing, "help")
    page = calc_office.opened_pages()[-1]
    assert page == pressed["message"]
    text = Path(page.removeprefix("file://")).read_text("utf-8")
    assert "XLF.CARRYOVER_DEDUCTION" in text
    assert "结转结余率扣分" in text


def test_ten_documents_in_sequence_and_nothing_is_left(beijing: Path, tmp_path: Path) -> None:
    with CalcOffice(tmp_path / "profile", build(tmp_path)) as office:
        pid = office.pid
        messages = {office.press(beijing, "refresh")[0]["message"] for _ in range(10)}
        assert office.documents() == []
    (said,) = messages
    assert said.startswith(DONE)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.is_file()]
    assert not [command for command in commands if str(tmp_path).encode() in command]
