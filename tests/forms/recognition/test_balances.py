"""Amounts beside each other that follow from one another, and from those of towns or units."""

from __future__ import annotations

import pytest

from tests.forms.grid import grid
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.forms.recognition.recognise import recognise


def found(head: str, *rows: str, title: str = "项目支出绩效自评表") -> list[Finding]:
    (table,) = recognise([grid("\n".join([title, head, *rows]))], file="a.xlsx")
    return [one for one in table.findings if one.code in ("balance-differs", "sum-differs")]


def places(found: list[Finding]) -> list[str]:
    return [one.cell.address for one in found if one.cell]


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("资金 | 预算数 | 执行数 | 结余 | 得分", "年度资金总额 | 100 | 95 | 5 | 9.5", []),
        ("资金 | 预算数 | 执行数 | 结余 | 得分", "年度资金总额 | 100 | 95 | 6 | 9.5", ["D3"]),
        ("资金 | 预算数 | 执行数 | 结余 | 得分", "年度资金总额 | 100 | 95.004 | 5 | 9.5", []),  # rounded
        (
            "资金 | 预算数（万元） | 执行数（万元） | 结余（元） | 得分",
            "年度资金总额 | 100 | 95 | 50000 | 9.5",
            [],
        ),
        (
            "资金 | 上年结转 | 预算数 | 执行数 | 结转结余 | 得分",
            "年度资金总额 | 10 | 100 | 95 | 15 | 9.5",
            [],
        ),
        ("资金 | 上年结转 | 预算数 | 执行数 | 结转结余 | 得分", "年度资金总额 | 10 | 100 | 95 | 5 | 9.5", []),
        (
            "资金 | 上年结转 | 预算数 | 执行数 | 结转结余 | 得分",
            "年度资金总额 | 10 | 100 | 95 | 25 | 9.5",
            ["E3"],
        ),
        ("资金 | 预算数 | 到位数 | 执行数 | 结余 | 得分", "年度资金总额 | 100 | 98 | 95 | 3 | 9.5", []),
        ("资金 | 预算数 | 执行数 | 收回数 | 结余 | 得分", "年度资金总额 | 100 | 95 | 2 | 3 | 9.5", []),
        ("资金 | 预算数 | 执行数 | 结余率 | 得分", "年度资金总额 | 100 | 95 | 6 | 9.5", []),
        ("资金 | 预算数 | 执行数 | 结余 | 得分", "年度资金总额 | 100 | 95 | 详见附件 | 9.5", []),
    ],
)
def test_what_is_left_is_the_budget_without_what_was_spent(head: str, row: str, told: list[str]) -> None:
    assert places(found(head, row)) == told


@pytest.mark.parametrize(
    ("changes", "row", "told"),
    [
        ("调整数", "120 | -20 | 100", []),
        ("调减数", "120 | 20 | 100", []),
        ("调增 | 调减", "120 | 10 | 30 | 100", []),
        ("调整数", "100 |  | 100", []),
        ("调整数", "120 | -10 | 100", ["D3"]),
        ("调增 | 调减", "120 | 10 | 20 | 100", ["E3"]),
        ("调整原因", "120 | 3 | 100", []),
    ],
)
def test_a_budget_is_the_first_one_with_its_changes(changes: str, row: str, told: list[str]) -> None:
    head = f"资金 | 年初预算数 | {changes} | 全年预算数 | 执行数 | 执行率 | 得分"
    assert places(found(head, f"年度资金总额 | {row} | 95 | 95% | 9.5")) == told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("200 | 30 | 20 | 250 | 235 | 94% | 9.4", []),
        ("200 |  | 20 | 220 | 206.8 | 94% | 9.4", []),
        ("200 | 30 | 20 | 260 | 244.4 | 94% | 9.4", ["E3"]),
    ],
)
def test_what_was_carried_over_may_be_in_a_budget(row: str, told: list[str]) -> None:
    head = "资金 | 年初预算 | 上年结转 | 年中追加 | 可用资金 | 执行数 | 执行率 | 得分"
    assert places(found(head, f"年度资金总额 | {row}")) == told


@pytest.mark.parametrize(("change", "read"), [("-20", True), ("-10", False)])
def test_a_change_that_comes_out_is_no_other_budget(change: str, read: bool) -> None:
    """Without a rate that proves which budget counts, it is read where the two budgets differ by the change."""
    head = "资金 | 年初预算数 | 预算调整数 | 全年预算数 | 执行数 | 得分"
    text = f"项目支出绩效自评表\n{head}\n年度资金总额 | 120 | {change} | 100 | 95 | 9.5"
    (table,) = recognise([grid(text)], file="a.xlsx")
    assert [item.target for item in table.items] == [100] * read


def test_of_several_rows_one_has_to_come_out() -> None:
    """What a heading means in a list its rows show; where in none of them it comes out, it means something else."""
    head, title = "项目名称 | 预算数 | 执行数 | 结余 | 自评得分", "项目绩效自评表"
    rows = ["道路 | 100 | 95 | 5 | 95", "桥梁 | 50 | 48 | 12 | 96"]
    assert places(found(head, *rows, title=title)) == ["D4"]
    assert places(found(head, rows[0].replace("| 5 |", "| 7 |"), rows[1], title=title)) == []


@pytest.mark.parametrize(
    ("names", "row", "told"),
    [
        ("合计 | 城关镇 | 柳林乡", "100 | 60 | 40", []),
        ("合计 | 城关镇 | 柳林乡", "100 | 60 | 30", ["B4"]),
        ("县直机关 | 乡镇学校 | 合计", "60 | 30 | 100", ["D4"]),
        ("合计 | 财政拨款 | 政府采购", "100 | 100 | 30", []),  # a part of it
    ],
)
def test_towns_and_units_below_one_heading_add_up(names: str, row: str, told: list[str]) -> None:
    head = f"资金（万元） | 预算数 | < | < | 执行数 | 得分（10分）\n^ | {names} | ^ | ^"
    assert places(found(head, f"年度资金总额 | {row} | 95 | 9.5")) == told


def test_the_sums_of_pages_are_no_projects() -> None:
    rows = ["道路 | 100 | 95 | 95", "过次页 | 100 | 95 | ", "承前页 | 100 | 95 | ", "桥梁 | 50 | 48 | 96"]
    assert (
        found("项目名称 | 预算数 | 执行数 | 自评得分", *rows, "合计 | 150 | 143 | ", title="项目绩效自评表")
        == []
    )


@pytest.mark.parametrize("numbers", ["1 1.1 1.2 2", "一 1 2 二", "（一） 1 2 （二）"])
@pytest.mark.parametrize(("spent", "told"), [("145", []), ("154", ["D3", "D7"])])
def test_numbered_parts_of_a_list_are_counted_once(numbers: str, spent: str, told: list[str]) -> None:
    one, first, second, two = numbers.split()
    rows = [
        f"{one} | 道路 | 150 | {spent} | ",
        f"{first} | 养护 | 100 | 95 | 95",
        f"{second} | 危桥 | 50 | 50 | 98",
    ]
    rows += [f"{two} | 饮水 | 80 | 76 | 97", "合计 | | 230 | 221 | "]
    assert (
        places(found("序号 | 项目名称 | 预算数 | 执行数 | 自评得分", *rows, title="项目绩效自评表")) == told
    )


@pytest.mark.parametrize(("points", "counted"), [("20", 2), ("10", 4)])
def test_numbered_parts_of_an_indicator_are_counted_once(points: str, counted: int) -> None:
    """1.1 and 1.2 in a column of numbers, where they come to the points of 1."""
    rows = [f"1.1 | 县道 | ≥60公里 | 60公里 | {points} | {points}", "1.2 | 乡道 | ≥60公里 | 60公里 | 20 | 20"]
    rows = ["1 | 养护里程 | ≥120公里 | 120公里 | 40 | 40", *rows, "2 | 危桥 | 5座 | 5座 | 60 | 60"]
    text = "\n".join(
        ["自评表", "序号 | 指标名称 | 指标值 | 完成值 | 分值 | 得分", *rows, " | 合计 | | | 100 | 100"]
    )
    (table,) = recognise([grid(text)], file="a.xlsx")
    assert len([item for item in table.items if not item.idle]) == counted
