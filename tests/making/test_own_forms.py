"""The six official forms of ours, blank and filled, end to end: recognised, checked, scored, refreshed twice."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.made import new_form
from xlfuncs.cells import cell_at
from xlfuncs.errors import UnknownRule
from xlfuncs.evaluation.result import Result
from xlfuncs.files.book import FileBook
from xlfuncs.forms.layout import forms
from xlfuncs.refresh.refresh import check, refresh

BEIJING, TANGSHAN = "department-evaluation-beijing", "department-goals-tangshan"
HUBEI, LEDGER = "department-self-evaluation-hubei", "duty-ledger-beijing"
SELF_CHECK, PROJECT = "duty-self-check-beijing", "project-self-evaluation"
IDS = [layout.id for layout in forms()]

# Of every example: its tables' totals (by rule, as published), and every finding.
TOTALS: dict[str, list[tuple[float | None, float | None]]] = {
    BEIJING: [(92.73, 90.73)],
    TANGSHAN: [(None, None), (None, None)],
    HUBEI: [(95.64, 95.64)],
    LEDGER: [(98.12, None)],
    SELF_CHECK: [(None, None)],
    PROJECT: [(97.0, None), (95.97, None)],
}
FINDINGS: dict[str, list[tuple[str, str, str]]] = {
    BEIJING: [
        ("typed-over", "info", "评分表!L26"),
        ("rate-truncated", "info", "评分表!G5"),
        ("execution-low", "info", "评分表!D5"),
        ("score-differs", "error", "评分表!G65"),
        ("mostly-qualitative", "info", "评分表!D11"),
    ],
    TANGSHAN: [
        ("not-stated", "info", "基础数据!B5"),
        ("kinds-missing", "info", "招商引资!B11"),
        ("goals-copied", "warning", "项目扶持资金!C8"),
        ("kinds-missing", "info", "项目扶持资金!B11"),
    ],
    HUBEI: [
        ("rate-truncated", "info", "自述核对!E7"),
        ("statements-differ", "info", "自述核对!C19"),
        ("statements-differ", "info", "自述核对!C20"),
        ("statements-differ", "info", "自述核对!C21"),
        ("statements-differ", "info", "自述核对!C22"),
        ("actual-no-number", "info", "自评表!G7"),
        ("actual-no-number", "info", "自评表!G9"),
        ("mostly-qualitative", "info", "自评表!F16"),
        ("grade-not-covered", "info", "自评表!H38"),
    ],
    LEDGER: [],
    SELF_CHECK: [],
    PROJECT: [],
}

Typed = Mapping[str, Any]  # "Sheet!A1" → what somebody types there


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., FileBook]:
    """A form as a file, after somebody has typed into it."""

    def open_(
        form: str, typed: Typed | None = None, *, example: bool = True, rows: int | None = None
    ) -> FileBook:
        path = tmp_path / f"{form}.xlsx"
        path.write_bytes(new_form(form, example=example, rows=rows))
        book = FileBook.open(path)
        for place, value in (typed or {}).items():
            book.write(place.partition("!")[0], {cell_at(place): value})
        book.save(path)
        return FileBook.open(path)

    return open_


def codes(results: list[Result]) -> list[tuple[str, str, str | None]]:
    return [(f.code, f.severity, f.cell and str(f.cell)) for result in results for f in result.findings]


def new(results: list[Result], form: str) -> list[tuple[str, str, str | None]]:
    """What the example does not already say."""
    return [found for found in codes(results) if found not in FINDINGS[form]]


def test_these_are_all_forms() -> None:
    assert sorted(TOTALS) == sorted(IDS)


@pytest.mark.parametrize("rows", [None, 1, 14])
@pytest.mark.parametrize("form", IDS)
def test_a_blank_form_is_told_as_blank(form: str, rows: int | None, opened: Callable[..., FileBook]) -> None:
    (result,) = check(opened(form, example=False, rows=rows))
    assert result.table.form == form
    assert (result.total, result.entered_total, result.grade) == (None, None, None)
    assert [found.code for found in result.findings] == ["not-begun"]


@pytest.mark.parametrize("rows", [None, 1, 14])
@pytest.mark.parametrize("form", IDS)
def test_the_example(form: str, rows: int | None, opened: Callable[..., FileBook]) -> None:
    results = check(opened(form, rows=rows))
    assert {result.table.form for result in results} == {form}
    assert [(result.total, result.entered_total) for result in results] == TOTALS[form]
    found = [(code, severity) for code, severity, _ in codes(results)]
    assert found == [(code, severity) for code, severity, _ in FINDINGS[form]]
    if rows is None:
        assert codes(results) == FINDINGS[form]


@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("form", IDS)
def test_refresh_twice_gives_the_same_bytes(
    form: str, example: bool, opened: Callable[..., FileBook], tmp_path: Path
) -> None:
    path, book = tmp_path / f"{form}.xlsx", opened(form, example=example)
    first = refresh(book)
    book.save(path)
    once, book = path.read_bytes(), FileBook.open(path)
    assert codes(refresh(book)) == codes(first)
    book.save(path)
    assert path.read_bytes() == once


@pytest.mark.parametrize("form", IDS)
def test_only_a_table_with_a_rule_has_sections_and_rows(form: str, opened: Callable[..., FileBook]) -> None:
    layout = next(layout for layout in forms() if layout.id == form)
    for table in (result.to_dict() for result in check(opened(form))):
        assert table["rule"] == (layout.rule or None)
        no_amounts = form in (TANGSHAN, LEDGER, SELF_CHECK)  # or their unit is 原文未载
        assert table["unit"] == (None if no_amounts else "万元")
        assert bool(table["sections"]) == bool(table["items"]) == bool(layout.rule)


def test_sections_of_the_national_table_though_nobody_has_filled_them(
    opened: Callable[..., FileBook],
) -> None:
    for result in check(opened(PROJECT, {"自评表!E7": 90, "自评表!F7": 87.3}, example=False)):
        points = {section["name"]: section["points"] for section in result.sections}
        assert points == {"预算执行率": 10, "产出指标": 50, "效益指标": 30, "满意度指标": 10}
        assert result.grade is None  # 9.70 of 10 is no grade of 100


def test_one_score_for_a_whole_section(opened: Callable[..., FileBook]) -> None:
    (result,) = check(opened(HUBEI))
    assert result.sections == [
        {"name": "预算执行情况", "points": 20, "score": 19.64, "entered": 19.64},
        {"name": "年度绩效目标", "points": 80, "score": 76, "entered": 76},
    ]
    (approved,) = check(opened(HUBEI, {"自评表!P37": 70, "自评表!Q37": "复核"}))
    assert approved.sections[1]["score"] == 70
    assert (approved.total, approved.entered_total) == (89.64, 95.64)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            {"自评表!F3": 1326.86},
            {("projects-differ", "error", "自评表!F3"), ("parts-differ", "error", "自评表!B3")},
        ),
        ({"自评表!B3": 796.18}, {("parts-differ", "error", "自评表!B3")}),
        ({"项目支出!D6": 900000}, {("projects-differ", "error", "自评表!F3")}),
        ({"自述核对!E7": 1.055}, set()),
        ({"自述核对!E6": 1.05}, {("rate-differs", "warning", "自述核对!E6")}),
    ],
)
def test_hubei_sums_are_tied(typed: Typed, expected: Any, opened: Callable[..., FileBook]) -> None:
    assert set(new(check(opened(HUBEI, typed)), HUBEI)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"招商引资!E4": 149}, [("sources-differ", "error", "招商引资!C4")]),
        ({"招商引资!B7": 30, "招商引资!C7": 20}, [("plan-falls", "error", "招商引资!C7")]),
        ({"招商引资!G7": 90}, [("plan-end", "error", "招商引资!G7")]),
        ({"项目扶持资金!F12": None}, [("missing-entry", "warning", "项目扶持资金!F12")]),
        (
            {"招商引资!B12": "数量指标", "招商引资!C12": "接待客商人数"},
            [("duplicate-indicator", "warning", "招商引资!C12")],
        ),
    ],
)
def test_what_is_wrong_with_goals(typed: Typed, expected: Any, opened: Callable[..., FileBook]) -> None:
    assert [
        found for found in new(check(opened(TANGSHAN, typed)), TANGSHAN) if found[0] != "kinds-missing"
    ] == expected


def test_an_empty_answer_of_the_self_check(opened: Callable[..., FileBook]) -> None:
    assert codes(check(opened(SELF_CHECK, {"自查表!D8": None}))) == [
        ("missing-entry", "warning", "自查表!D8")
    ]


def test_a_rule_is_not_needed_but_must_exist(opened: Callable[..., FileBook]) -> None:
    book = opened(SELF_CHECK)
    (result,) = check(book, "beijing-2022")
    assert result.rule == ""
    with pytest.raises(UnknownRule):
        check(book, "beijing-1999")


def test_rates_with_points_and_weights_of_the_users_own(opened: Callable[..., FileBook]) -> None:
    typed: dict[str, Any] = {}
    for row, actual in enumerate(("92.72%", "93.63%", "91.93%", "97%", "85%"), 4):
        typed |= {f"考核比率!C{row}": "100%", f"考核比率!D{row}": actual}
        typed |= {f"考核比率!E{row}": 20, f"考核比率!G{row}": 0.2, f"考核比率!I{row}": "办理周期较长"}
    (result,) = check(opened(LEDGER, typed, example=False))
    assert [score.score for score in result.scores] == [18.54, 18.73, 18.39, 19.4, 17]
    assert (result.total, result.grade) == (92.06, "优秀")
    assert codes([result]) == []


def test_a_task_is_overdue_on_the_day_it_is(opened: Callable[..., FileBook]) -> None:
    task = {"工作台账!B4": "推进“每月一题”", "工作台账!F4": "2022-06-30", "工作台账!H4": 0.5}
    book = opened(LEDGER, task, example=False)
    late = ("overdue", "warning", "工作台账!F4")
    assert late in codes(check(book, today=dt.date(2022, 7, 1)))
    assert late not in codes(check(book, today=dt.date(2022, 6, 30)))


def test_the_summary_of_several_projects() -> None:
    book = openpyxl.load_workbook(io.BytesIO(new_form(PROJECT, example=True)), data_only=True)
    summary = book["得分汇总"]
    assert [[cell.value for cell in row[:4]] for row in summary["A3:D4"]] == [
        ["虚构_养老服务站建设", 100, 97, None],
        ["虚构_护理员培训", 100, 95.97, None],
    ]
    assert len(summary._charts) == 1


@pytest.mark.parametrize("form", [form for form in IDS if form not in (TANGSHAN, SELF_CHECK)])
@pytest.mark.parametrize("example", [False, True])
def test_the_checks_hold(form: str, example: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(new_form(form, example=example)), data_only=True)
    named = book.defined_names.items()
    places = {name: defined.attr_text for name, defined in named if name.startswith("check_")}
    assert places.keys() >= {"check_row_points", "check_caps", "check_total"}
    assert ({"check_projects", "check_spending"} <= places.keys()) == (form == HUBEI)
    for name, place in places.items():
        sheet, _, cell = place.replace("'", "").replace("$", "").partition("!")
        assert book[sheet][cell].value == ("相符" if example else "未填"), name


def test_printed_cells_are_scored_and_what_is_typed_over_goes_first(
    opened: Callable[..., FileBook],
) -> None:
    printed: dict[str, Any] = {"考核比率!C4": "≥95%", "考核比率!D4": "92.72%", "考核比率!E4": 100}
    (result,) = check(opened(LEDGER, printed, example=False))
    assert result.scores[0].score == 97.6  # 92.72 ÷ 95 × 100
    (result,) = check(opened(LEDGER, printed | {"考核比率!N4": 95}, example=False))
    assert result.scores[0].score == 100
    found = [(f.severity, str(f.cell)) for f in result.findings if f.code == "typed-over"]
    assert found == [("warning", "考核比率!N4")]  # 95 is not what is printed, 92.72%


def test_points_of_a_hundred_beside_weights_stay_the_points(opened: Callable[..., FileBook]) -> None:
    cells = {
        f"考核比率!{column}{row}": value
        for row in (4, 5)
        for column, value in zip("EG", (100, 0.5), strict=True)
    }
    typed = {"考核比率!C4": "≥95%", "考核比率!D4": "92.72%", "考核比率!C5": "≥90%", "考核比率!D5": "93%"}
    (result,) = check(opened(LEDGER, cells | typed, example=False))
    assert [one.score for one in result.scores[:2]] == [
        97.6,
        100,
    ]  # as the sheet has it; 0.49 of 0.5 had been given
    assert "points-sum" in [finding.code for finding in result.findings]


def test_a_cost_without_a_sign_is_left_to_a_person(opened: Callable[..., FileBook]) -> None:
    cells = ("自评表!D28", "自评表!E28", "自评表!F28", "自评表!G28")
    typed: dict[str, Any] = dict(zip(cells, ("设备采购", "30万元", "28万元", 10), strict=True))
    (result,) = check(opened(PROJECT, typed, example=False))
    assert result.scores[-1].score is None
    said = [(f.code, str(f.cell)) for f in result.findings if f.code in ("helpers-blank", "readings-differ")]
    assert said == [("readings-differ", "自评表!F28")]
    (result,) = check(opened(PROJECT, typed | {"自评表!L28": "反向"}, example=False))
    assert result.scores[-1].score == 10
    (result,) = check(opened(PROJECT, typed | {"自评表!E28": "≤30万元"}, example=False))
    assert result.scores[-1].score == 10
    (result,) = check(opened(PROJECT, typed | {"自评表!F28": "30万元"}, example=False))
    assert result.scores[-1].score == 10  # whichever way it counts
    pasted = typed | {"自评表!L28": "越小越好"}
    (result,) = check(opened(PROJECT, pasted, example=False))
    assert result.scores[-1].score is None
    said = [(f.case, str(f.cell)) for f in result.findings if f.code == "helpers-blank"]
    assert said == [("unknown", "自评表!L28")]


@pytest.mark.parametrize(
    ("cell", "text", "told"),
    [
        ("自评表!G28", "10分", "分值"),
        ("自评表!G28", "10", "分值"),
        ("自评表!Q28", "9分", "得分"),
        ("自评表!Q28", "满分", "得分"),
        ("自评表!S28", "９", "核定得分"),
        ("自评表!M28", "30", "目标数值"),
        ("自评表!P28", "70%", "给分比例"),
    ],
)
def test_a_text_that_the_formulas_cannot_calculate_with_is_named_at_its_cell(
    opened: Callable[..., FileBook], cell: str, text: str, told: str
) -> None:
    row = zip("DEFG", ("设备采购", "≤30万元", "33万元", 10), strict=True)
    if told == "给分比例":
        row = zip("DEFGO", ("管护机制", "健全", "基本健全", 10, "部分达成"), strict=True)
    typed: dict[str, Any] = {f"自评表!{column}28": value for column, value in row}
    (result,) = check(opened(PROJECT, typed | {cell: text}, example=False))
    said = [f.message for f in result.findings if f.code == "not-a-number"]
    assert said == [f"{cell} 的{told}「{text}」是文字，表中的公式不能计算；请改为数字"]
    assert (result.scores[-1].score is None) == (told not in ("得分", "核定得分"))
