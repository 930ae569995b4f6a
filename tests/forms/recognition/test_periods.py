"""Columns of several years, quarters or a whole term: those of the table's own year count, and where none says it, none."""

from __future__ import annotations

import pytest

from tests.forms.grid import grid
from xlfuncs.forms.recognition.recognise import recognise

NAMES, ENDS = "一级指标 | 二级指标 | 三级指标", "分值 | 得分"
HEAD = f"{NAMES} | {{heads}} | {ENDS}"
ROW = "产出指标 | 数量指标 | 智慧教室 | {goals} | 100 |"
YEARS, TWO = "2023年 | 2024年 | 2025年 | 实际完成值", "2024年指标值 | 2025年指标值 | 完成值"
DATED = "2024年度自评表\n填报日期：2025年3月15日\n项目名称 | 智慧校园（2023—2025年）"
NEITHER = (None, "28间")


@pytest.mark.parametrize(
    ("title", "heads", "goals", "read"),
    [
        ("2024年度自评表", YEARS, "20间 | 30间 | 40间 | 28间", ("30间", "28间")),
        ("自评表", YEARS, "20间 | 30间 | 40间 | 28间", NEITHER),
        ("2024年度自评表", "2024年 | 2025年 | 完成值", "30间 | 40间 | 28间", ("30间", "28间")),
        (DATED, TWO, "30间 | 40间 | 28间", ("30间", "28间")),
        ("自评表", TWO, "30间 | 40间 | 28间", NEITHER),
        ("自评表", "实施期目标值 | 年度目标值 | 年度完成值", "90间 | 30间 | 28间", ("30间", "28间")),
        ("自评表", "一季度 | 二季度 | 全年目标值 | 全年完成值", "9间 | 9间 | 30间 | 28间", ("30间", "28间")),
    ],
)
def test_the_column_of_the_tables_own_year_counts(
    title: str, heads: str, goals: str, read: tuple[str | None, str]
) -> None:
    table = f"项目支出绩效{title}\n{HEAD.format(heads=heads)}\n{ROW.format(goals=goals)}"
    ((item,),) = [one.items for one in recognise([grid(table)], file="a.xlsx")]
    assert (item.target, item.actual) == read


@pytest.mark.parametrize(
    "heads", ["2024年指标值 | 2025年指标值", "年度目标值 | 实施期目标值", "2024年指标值 | 2025年计划"]
)
def test_a_later_years_column_leaves_no_row_without_a_target(heads: str) -> None:
    """Where no score proves a column."""
    rows = [(20, 30, 18), (50, 60, 50), (10, 30, 5)]
    lines = [
        f"产出 | 数量 | 培训场次{this} | {this}场 | {then}场 | {done}场 | 10 |" for this, then, done in rows
    ]
    table = [f"2024年度自评表\n{NAMES} | {heads} | 2024年完成值 | {ENDS}", *lines]
    (read,) = recognise([grid("\n".join(table))], file="a.xlsx")
    assert [item.target for item in read.items] == [f"{this}场" for this, *_ in rows]


@pytest.mark.parametrize(
    ("upper", "lower", "goals"),
    [
        ("上半年 | < | 全年 | <", "目标值 | 完成值 | 目标值 | 完成值", "9间 | 9间 | 30间 | 28间"),
        ("指标值 | < | 完成值 | <", "一季度 | 全年 | 一季度 | 全年", "9间 | 30间 | 9间 | 28间"),
        ("指标值 | < | 完成值 | <", "实施期 | 年度 | 实施期累计 | 年度", "90间 | 30间 | 48间 | 28间"),
        ("指标值 | < | < | 完成值", "2023年 | 2024年 | 2025年 | ^", "20间 | 30间 | 40间 | 28间"),
    ],
)
def test_so_does_what_stands_below_or_is_the_year(upper: str, lower: str, goals: str) -> None:
    head = f"{HEAD.format(heads=upper)}\n^ | ^ | ^ | {lower} | ^ | ^"
    table = f"2024年项目支出绩效自评表\n{head}\n{ROW.format(goals=goals)}"
    ((item,),) = [one.items for one in recognise([grid(table)], file="a.xlsx")]
    assert (item.target, item.actual) == ("30间", "28间")


@pytest.mark.parametrize(
    ("upper", "lower", "goals", "read"),
    [  # a plan for the year after, or the year itself
        ("2023年 | < | 2024年", "指标值 | 完成值 | 指标值", "30间 | 28间 | 40间", ("30间", "28间")),
        (
            "指标值 | < | 完成值 | <",
            "2023年 | 2024年 | 2022年 | 2023年",
            "30间 | 40间 | 9间 | 28间",
            ("30间", "28间"),
        ),
        (
            "2023年 | < | 2024年 | <",
            "指标值 | 完成值 | 指标值 | 自评得分",
            "9间 | 8间 | 40间 | 5",
            ("40间", None),
        ),
        (
            "2023年 | < | 2024年 | <",
            "指标值 | 完成值 | 指标值 | 完口口",
            "9间 | 8间 | 40间 | 5",
            ("40间", None),
        ),
    ],
)
def test_results_of_the_year_before_count_unless_the_titles_year_may_have_some(
    upper: str, lower: str, goals: str, read: tuple[str, str | None]
) -> None:
    head = f"{HEAD.format(heads=upper)}\n^ | ^ | ^ | {lower} | ^ | ^"
    (found,) = recognise([grid(f"2024年度自评表\n{head}\n{ROW.format(goals=goals)}")], file="a.xlsx")
    assert (found.items[0].target, found.items[0].actual) == read


@pytest.mark.parametrize("year", ["年度", "全年"])
def test_a_target_of_the_beginning_is_no_part_of_the_year(year: str) -> None:
    head = f"{HEAD.format(heads='指标值 | < | 完成值')}\n^ | ^ | ^ | 年初 | {year} | ^ | ^ | ^"
    table = f"2024年项目支出绩效自评表\n{head}\n{ROW.format(goals='30间 | 32间 | 28间')}"
    ((item,),) = [one.items for one in recognise([grid(table)], file="a.xlsx")]
    assert item.target is None


@pytest.mark.parametrize(
    "heads",
    [
        "年度目标值 | 四季度完成值",
        "实施期目标值 | 年度完成值",
        "指标值 | 未完成值",
        "指标值 | 预计完成值",
        "上年指标值 | 完成值",
    ],
)
def test_a_quarter_a_term_another_year_and_what_is_left_are_no_year(heads: str) -> None:
    table = f"项目支出绩效自评表\n{HEAD.format(heads=heads)}\n{ROW.format(goals='30间 | 9间')}"
    (read,) = recognise([grid(table)], file="a.xlsx")
    assert "bases-differ" in {found.code for found in read.findings}
    assert read.items[0].function is None


@pytest.mark.parametrize(
    ("heads", "amounts"),
    [
        ("上年结转 | 本年预算 | 小计", "20 | 100 | 120"),
        ("本年预算 | 上年结转 | 合计", "100 | 20 | 120"),
        ("中央资金 | 省级资金 | 小计", "50 | 70 | 120"),
    ],
)
def test_the_sum_beside_its_parts_is_the_budget(heads: str, amounts: str) -> None:
    funds = f"项目资金 | {heads} | 全年执行数 | 分值 | 执行率 | 得分\n年度资金总额 | {amounts} | 108 | 10 | |"
    table = f"项目支出绩效自评表\n{funds}\n三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训 | 20 | 20 | 90 | 90"
    (read,) = recognise([grid(table)], file="a.xlsx")
    assert read.items[0].inputs["budget"] == 120


def test_a_sum_that_is_none_leaves_the_budget_open() -> None:
    funds = "项目资金 | 上年结转 | 本年预算 | 小计 | 全年执行数 | 分值 | 得分\n年度资金总额 | 20 | 100 | 130 | 108 | 10 |"
    table = f"项目支出绩效自评表\n{funds}\n三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训 | 20 | 20 | 90 | 90"
    (read,) = recognise([grid(table)], file="a.xlsx")
    assert [item.name for item in read.items] == ["培训"]
