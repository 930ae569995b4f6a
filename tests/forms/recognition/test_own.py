"""Our own workbooks: helper columns beside the official ones, and the 基础数据 sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evaluation.findings.examples import HELPERS, OWN
from tests.forms.grid import grid
from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.content import Table
from xlfuncs.forms.recognition.recognise import recognise

FORM = f"""
2022年部门整体绩效评价指标体系评分表
部门（单位）名称：北京市商务局        金额单位：万元
一、当年预算执行情况（20分）
一级指标 | 二级指标 | 预算数（万元） | 执行数（万元） | 预算执行率 | 分值 | 得分 | 指标解释 | 评分标准 |  | {HELPERS}
当年预算执行情况（20） | 资金总体 | 291435.79 | 251145.17 | 0.8617 | 20 | 17.23 |  |  |  | 20 |  |  |  |  | 17.23 | 17.23 |
二、整体绩效目标实现情况（60分）
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 指标解释 | 评分标准 |  | {HELPERS}
整体绩效目标实现情况（60） | 产出（30） | 指标1：数量 | 多项 | 七项 | 30 | 9 |  |  |  | 10 |  |  |  |  | 9.5 |  | 9 | 滞后
^ | ^ | 指标4：产出成本 | 291435.79 | 251145.17 | ^ | 5 |  |  |  | 5 | 反向 | 291435.79 | 251145.17 |  | 5 | 5 |
^ | ^ | 手工插入：展会场次 | 不少于200场 | 204场 | ^ |
^ | ^ | 手工插入：政策数 | 约七项 | 七项 | ^ |  |  |  |  | 5 | 正向 | 7 | 7 |
^ | ^ |  |  |  | ^ |  |  |  |  |  |
^ | 效果（30） | 指标1：经济效益 |  |  | 30 |
三、预算管理情况（20分）
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 指标解释 | 评分标准 |  | {HELPERS}
预算管理情况（20） | 财务管理（4） | 财务管理制度健全性 | 健全 | 健全 | 1 | 0.5 |  |  |  | 1 |  |  |  | 1 | 1 | 0.5 |
^ | 指标 | < | 2021年 | 2022年 | 分值 | 得分 | 指标解释 | 评分标准 |  | {HELPERS}
^ | 结转结余率（4） | < |  | 0.1382 | 4 | 2 |  |  |  | 4 |  |  |  |  | 0 | 2 |
^ | 部门预决算差异率（4） | < |  | 0.8262 | 4 | 2 |  | 高于市级平均差异率（30%）的 |  | 4 |  |  |  |  | 2 | 2 |
合计 | < | < | < | < | 100 | 92.73 |  |  |  |  |  |  |  |  | 90.73 |
"""
BASICS = """
基础数据
项目 | 数值 | 单位 | 说明
规则编号 | beijing-2022
金额单位 | 万元
结转结余总额 | ４０，２９０．６２ | 万元
支出预算数 | 291435.79 | 万元
年初预算数 | 159584.73 | 万元
决算数 | 291435.79 | 万元
上年结转结余率 | 8.04% |
市级平均差异率 | 0.283
"""


@pytest.fixture(scope="module")
def table() -> Table:
    (found,) = recognise([grid(FORM, "评分表"), grid(BASICS, "基础数据")], file="own.xlsx")
    return found


@pytest.mark.parametrize(("field", "named"), [("北京市商务局", "北京市商务局"), ("", "某市水利局")])
def test_whose_it_is_stands_on_the_basics_where_the_table_leaves_it_blank(field: str, named: str) -> None:
    basics = grid(BASICS + "部门（单位）名称 | 某市水利局\n", "基础数据")
    (found,) = recognise([grid(FORM.replace("北京市商务局", field), "评分表"), basics], file="own.xlsx")
    assert found.departments == [named]


@pytest.mark.parametrize(("unit", "told"), [("元", ["基础数据!B4"]), ("万元", []), ("", [])])
def test_a_unit_chosen_beside_another_that_is_printed_is_told(unit: str, told: list[str]) -> None:
    basics = grid(BASICS.replace("金额单位 | 万元", f"金额单位 | {unit}"), "基础数据")
    (found,) = recognise([grid(FORM, "评分表"), basics], file="own.xlsx")
    assert [str(one.cell) for one in found.findings if one.code == "unit-slip"] == told


def test_the_workbook_is_ours_and_names_its_rule(table: Table) -> None:
    assert table.own
    assert (table.rule, table.unit, table.form) == ("beijing-2022", "万元", "department-evaluation-beijing")
    assert [text for text, _ in table.fields] == [
        "2022年部门整体绩效评价指标体系评分表",
        "北京市商务局",
        "一、当年预算执行情况（20分）",
    ]
    assert not table.findings


def test_entered_scores_come_from_the_helper_column(table: Table) -> None:
    assert [item.entered for item in table.items] == [17.23, 9.5, 5, None, None, None, 1, 0, 2]
    assert table.entered_total == 90.73
    assert (str(table.cells["total"]), str(table.cells["entered_total"])) == ("评分表!G20", "评分表!P20")
    first = table.items[0]
    assert first.inputs["published_rate"] == 0.8617
    assert {
        str(first.cells[key]) for key in ("score", "entered", "rule_score", "approved", "explanation")
    } == {"评分表!G5", "评分表!P5", "评分表!Q5", "评分表!R5", "评分表!T5"}


def test_points_direction_and_numbers_come_from_the_helper_columns(table: Table) -> None:
    first, cost = table.items[1:3]
    assert (first.points, first.function, first.approved, first.approved_reason) == (10, None, 9, "滞后")
    assert cost.inputs == {"target": 291435.79, "actual": 251145.17, "points": 5, "direction": "反向"}
    assert (str(cost.cells["target"]), str(cost.cells["direction"])) == ("评分表!M9", "评分表!L9")


def test_rows_inserted_by_hand_are_read_like_the_others(table: Table) -> None:
    shows, policies, blank = table.items[3:6]
    assert (shows.name, shows.function, shows.points) == ("手工插入：展会场次", "capped_ratio_score", None)
    assert policies.inputs == {"target": 7, "actual": 7, "points": 5, "direction": "正向"}
    assert (policies.target, str(policies.cells["rule_score"])) == ("约七项", "评分表!Q11")
    assert (blank.name, blank.function, blank.target) == ("指标1：经济效益", None, None)
    # where its points belong; the official cell is the group's
    assert str(shows.cells["points"]) == "评分表!K10"


def test_what_stands_in_the_staged_columns_ends_no_block(table: Table) -> None:
    """A word typed there is no total, and a row with formulas alone is not blank."""
    sheet = grid(FORM, "评分表")
    width = max(map(len, sheet.rows))
    rows = [[*row, *[None] * (width - len(row)), None] for row in sheet.rows]
    rows[6][width], rows[11][width] = "演算：分母", "合计"
    ours = replace(sheet, rows=rows, formulas=frozenset((row, 16) for row in range(7, 14)))
    (found,) = recognise([ours, grid(BASICS, "基础数据")], file="own.xlsx")
    assert [item.name for item in found.items] == [item.name for item in table.items]
    assert str(found.cells["total"]) == "评分表!G20"


def test_failed_items(table: Table) -> None:
    check = table.items[6]
    assert check.inputs == {"failed": 1, "points": 1, "item": "财务管理制度健全性"}
    assert str(check.cells["failed"]) == "评分表!O16"


def test_amounts_behind_the_rates(table: Table) -> None:
    carryover, variance = table.items[7:]
    assert carryover.inputs == {
        "points": 4,
        "rate": 0.1382,
        "previous_rate": 0.0804,  # blank in the row
        "carryover": 40290.62,
        "budget": 291435.79,
    }
    assert str(carryover.cells["previous_rate"]) == "基础数据!B9"
    assert variance.inputs == {
        "points": 4,
        "rate": 0.8262,
        "average_rate": 0.283,  # the visible year parameter goes before the standard's text
        "initial_budget": 159584.73,
        "final_accounts": 291435.79,
    }


def test_basics_that_are_no_numbers_are_named() -> None:
    basics = grid(BASICS.replace("159584.73", "十五万"), "基础数据")
    (table,) = recognise([grid(FORM, "评分表"), basics], file="own.xlsx")
    assert [(f.code, str(f.cell), f.found) for f in table.findings] == [
        ("not-a-number", "基础数据!B7", "十五万")
    ]
    assert table.items[-1].inputs["initial_budget"] == "十五万"


def test_a_row_below_the_subtotal_is_an_error_and_not_counted() -> None:
    """As in the sheet, whose subtotal ends above it."""
    (table,) = recognise([grid(OWN, "自评表")], file="own.xlsx")
    assert [item.name for item in table.items] == ["部门整体支出总额", "到位资金"]
    (finding,) = [finding for finding in table.findings if finding.code == "outside-sum"]
    assert (finding.severity, str(finding.cell), finding.item) == ("error", "自评表!H7", "后加的指标")
    assert finding.expected == "第 6 行以上"


@pytest.mark.parametrize("lost", ["计分方式", "填报得分", "核定理由"])
def test_a_helper_column_without_its_header_is_an_error(lost: str) -> None:
    sheets = [grid(FORM.replace(lost, "备用", 2), "评分表"), grid(BASICS, "基础数据")]
    with pytest.raises(UnknownForm, match=f"缺少第 4 行表头中的「{lost}」、第 7 行表头中的「{lost}」"):
        recognise(sheets, file="own.xlsx")
