"""Lists and fields of the forms that earn no points, in tables typed after the published ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evaluation.tables import evaluate
from tests.forms.grid import grid, published
from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.content import Table
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.sheets import NumberFormat


def read(text: str, name: str = "Sheet1") -> list[Table]:
    return recognise([grid(text, name)], file="a.xlsx")


def test_two_projects_on_one_sheet_are_two_tables() -> None:
    first, second = recognise([published("tangshan")], file="a.xlsx")
    assert {first.form, second.form} == {"department-goals-tangshan"}
    assert not first.items
    assert [table.lists["project"][0].values["project"] for table in (first, second)] == [
        "招商引资",
        "项目扶持资金",
    ]
    assert [table.lists["budget"][0].values["budget"] for table in (first, second)] == [150, 1168.25]
    assert [len(table.lists["indicators"]) for table in (first, second)] == [6, 6]
    assert str(second.lists["budget"][0].cells["fiscal"]) == "Sheet1!E21"
    assert [entry.values["december"] for entry in second.lists["plan"]] == [100]
    assert first.lists["goals"][0].values == second.lists["goals"][0].values
    last = second.lists["indicators"][-1]
    assert (last.values["level1"], last.values["target"], str(last.cells["target"])) == (
        "满意度指标",
        "≥90%",
        "Sheet1!F34",
    )


def test_a_plan_in_percents_is_read_as_its_cells_show_it() -> None:
    """Typed as 20, 60% and 100%, of which an office makes 0.6 and 1 in percent cells."""
    sheet = published("tangshan")
    rows = [[*row] for row in sheet.rows]
    (at,) = (number for number, row in enumerate(rows) if number < 10 and 100 in row)
    rows[at][1], rows[at][3], rows[at][4] = 20.0, 0.6, 0.8
    formats = {(at, column): NumberFormat(2, after="%") for column in (3, 4)}
    first, _ = recognise([replace(sheet, rows=rows, formats=formats)], file="a.xlsx")
    (plan,) = first.lists["plan"]
    assert [*plan.values.values()] == [20.0, "60%", "80%", 100.0]
    assert not [found for found in evaluate(first).findings if found.code.startswith("plan")]


@pytest.mark.parametrize("heads", ["绩效标准", "指标值 | 绩效标准"])
def test_a_standard_is_the_target_where_nothing_else_is(heads: str) -> None:
    rows = "\n".join(f"产出指标 | 数量指标 | 检查{name} | ≥20次 | 按计划" for name in "甲乙丙")
    (table,) = read(f"项目绩效目标表\n一级指标 | 二级指标 | 三级指标 | {heads}\n{rows}")
    (entries,) = (found for key, found in table.lists.items() if "target" in found[0].values)
    assert {entry.values["target"] for entry in entries} == {"≥20次"}


def test_targets_with_points_are_read_below_two_headings_of_names() -> None:
    rows = "数量 | 资助人数 | 2100 | 40\n时效 | 及时发放率 | 100% | 60\n总分 | | | 100"
    (table,) = read(f"助学金项目绩效评价指标表\n评价内容 | 指标名称 | 目标值 | 分值\n{rows}")
    assert [entry.values["target"] for entry in table.lists["indicators"]] == [2100, "100%"]
    assert [found.code for found in evaluate(table).findings] == []  # no column says of which kind they are


def test_a_column_of_offices_in_a_list_is_understood() -> None:
    (table,) = read(
        "项目支出绩效自评情况一览表\n序号 | 项目名称 | 主管部门 | 对口处室 | 预算数 | 执行数\n1 | 维修 | 局 | 处 | 86 | 80"
    )
    assert [found.found for found in table.findings if found.code == "column-unread"] == ["对口处室"]


def test_how_many_projects_a_county_began_and_finished_are_no_two_results() -> None:
    text = """
分县市绩效自评情况表
县市 | 下达资金 | 支出金额 | 支出进度 | 实施项目数 | 完成项目数 | 自评得分
甲县 | 100 | 90 | 90% | 9 | 8 | 96
乙县 | 50 | 50 | 100% | 6 | 6 | 98
"""
    (table,) = read(text)
    assert [found.code for found in table.findings if found.severity == "warning"] == []


def test_one_header_serves_all_groups_of_the_self_check() -> None:
    (table,) = recognise([published("self_check")], file="a.xlsx")
    assert table.form == "duty-self-check-beijing"
    assert [entry.values["item"] for entry in table.lists["answers"]][3:] == [
        "政务效能",
        "管理效能",
        "财政效益",
        "绩效审计",
        "服务自评",
    ]
    assert str(table.lists["answers"][0].cells["problems"]) == "Sheet1!D3"


def test_the_order_of_columns_does_not_matter() -> None:
    (table,) = read("存在问题 | 落实 情况 | 自查内容\n无 | 已办 | 政务效能\n| 已办 | 管理效能")
    assert [entry.values for entry in table.lists["answers"]] == [
        {"item": "政务效能", "state": "已办", "problems": "无"},
        {"item": "管理效能", "state": "已办", "problems": None},
    ]


def test_the_goals_may_stand_beside_the_label_of_their_block() -> None:
    form = """
项目编码 | 1302 | 项目名称 | 校舍维修
预算规模及资金用途 | 预算数 | 260 | 其中：财政资金 | 260 | 其他资金 |
资金支出计划（%） | 3月底 | 6月底 | 10月底 | 12月底
| 20 | 60 | 80 | 100
绩效目标 | 1.完成12所学校维修
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
产出指标 | 数量指标 | 维修学校数 | 维修学校的数量 | ≥12所 | 项目计划
"""
    (table,) = read(form)
    assert table.lists["goals"][0].values == {"goal1": "1.完成12所学校维修"}
    assert table.lists["budget"][0].values["budget"] == 260


RATES = """
事项 | 计量单位 | 目标数 | 完成数 | 公布完成率 | 出处
到位资金 | 亿元 | 720 | 722.8 | 1.004 | 目标1
二、同一事项的两处数字
事项 | 计量单位 | 一处 | 另一处 | 两处出处
指标数 | 个 | 15 | 14 | 结论
合计 |  | 15 | 14 |
说明：以上摘自报告
"""


def test_lists_of_a_scored_form_belong_to_its_table_and_end_where_they_end() -> None:
    (table,) = recognise([published("hubei_department"), grid(RATES, "自述核对")], file="a.xlsx")
    assert {key: len(entries) for key, entries in table.lists.items() if key in ("rates", "statements")} == {
        "rates": 1,
        "statements": 1,
    }


def test_lists_of_a_scored_form_alone_are_no_table() -> None:
    with pytest.raises(UnknownForm, match="工作表「自述核对」只有「部门整体绩效自评表」的清单"):
        read(RATES, "自述核对")


def test_a_column_too_few_is_named() -> None:
    text = "事项 | 计量单位 | 目标数 | 完成数 | 出处\n到位资金 | 亿元 | 720 | 722.8 | 目标1"
    with pytest.raises(UnknownForm, match="第 1 行像是「自评报告中的数字」的表头，缺少「公布完成率」列"):
        read(text)


TARGETS = """
部门预算项目绩效目标表
项目名称 | 培训 | < | < | <
预算规模及资金用途 | 预算数 | 150 | 其中：财政资金：100 | 其他资金：50
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
产出指标 | 数量指标 | 培训人数 | ≥40人 | 50
效益指标 | 社会效益 | 就业人数 | ≥9人 | 50
合计 |  |  |  | 90
"""


def test_an_amount_within_the_cell_of_its_label() -> None:
    (table,) = read(TARGETS)
    (funds,) = table.lists["budget"]
    assert (funds.values["budget"], funds.values["other"]) == (150, 50)
    assert str(funds.cells["other"]) == "Sheet1!E3"


def test_the_points_of_targets_against_their_total_row() -> None:
    (table,) = read(TARGETS)
    assert [(one.values["points"], str(one.cells["points"])) for one in table.lists["total"]] == [
        (90, "Sheet1!E7")
    ]
    assert [entry.values["level3"] for entry in table.lists["indicators"]] == ["培训人数", "就业人数"]
    assert ("points-sum", "Sheet1!E7") in {(one.code, str(one.cell)) for one in evaluate(table).findings}
    (table,) = read(TARGETS.replace("| 分值", "| 备注"))
    assert "total" not in table.lists


def test_labels_side_by_side_are_headings() -> None:
    (table,) = read(TARGETS.replace("财政资金：100 | 其他资金：50", "财政资金 | 其他资金"))
    (funds,) = table.lists["budget"]
    assert funds.values.keys() == {"budget"}


def test_a_list_whose_money_stands_below_one_heading_is_read() -> None:
    text = """
单位自评项目绩效评价结果汇总表
序号 | 单位名称 | 项目名称 | 资金总额 | < | < | 执行数 | 执行率 | 自评分
^ | ^ | ^ | 小计 | 财政拨款 | 其他资金 | ^ | ^ | ^
1 | 中学 | 设备购置 | 86.5 | 80 | 6.5 | 86.5 | 100% | 98
2 | 小学 | 校园修缮 | 120 | 120 | 0 | 111.6 | 93% | 92.5
"""
    (table,) = read(text)
    assert [item.inputs["budget"] for item in table.items] == [86.5, 120]


def test_a_share_beside_an_amount_is_no_second_amount() -> None:
    text = """
2023年度预算绩效自评汇总表
单位 | 预算资金（万元） | < | 执行资金（万元） | < | 执行率 | 平均自评得分
^ | 金额 | 占比 | 金额 | 占比 | ^ | ^
教育局 | 3200 | 66.67% | 3040 | 66.67% | 95% | 96.5
卫健局 | 1600 | 33.33% | 1520 | 33.33% | 95% | 94.2
"""
    (table,) = read(text)
    assert [(item.inputs["budget"], item.inputs["executed"]) for item in table.items] == [
        (3200, 3040),
        (1600, 1520),
    ]
    assert [found.code for found in table.findings if found.severity != "info"] == []


def test_all_the_money_of_a_listed_project_is_its_budget_and_none_of_it_is_asked_about() -> None:
    head = "项目绩效自评汇总表\n单位名称 | 项目名称 | 资金总额 | 执行数 | 执行率 | 自评分"
    (table,) = read(f"{head}\n中学 | 设备购置 | 0 | 86.5 | 100% | 98\n小学 | 修缮 | 120 | 111.6 | 91% | 92.5")
    found = [(one.code, str(one.cell)) for one in evaluate(table).findings if one.severity != "info"]
    assert found == [("execution-over", "Sheet1!D3"), ("rate-differs", "Sheet1!E4")]


@pytest.mark.parametrize(("coefficient", "told"), [(100, True), (50, False)])
def test_a_coefficient_of_all_the_points_for_half_of_a_target_is_asked_about(
    coefficient: int, told: bool
) -> None:
    text = f"""
重庆市部门整体绩效自评表
指标名称 | 计量单位 | 指标性质 | 指标值 | 全年完成值 | 得分系数（%） | 指标权重 | 指标得分
旅游收入 | 亿元 | ≥ | 180 | 90 | {coefficient} | 50 | {coefficient / 2}
游客人次 | 万人次 | ≥ | 3500 | 3600 | 100 | 50 | 50
"""
    (table,) = read(text)
    codes = {found.code for found in evaluate(table).findings if str(found.cell) == "Sheet1!E3"}
    assert ("target-missed" in codes) is told


def test_what_is_left_and_a_completion_rate_in_a_list_are_checked_and_not_said_to_be_unread() -> None:
    text = """
公路养护绩效自评表（分县区）
县区 | 预算下达数 | 支出数 | 结余数 | 支出率 | 养护里程目标值 | 养护里程完成值 | 完成率 | 得分
甲县 | 1200 | 1140 | 60 | 95% | 860 | 860 | 100% | 99.5
乙县 | 980 | 980 | 0 | 100% | 720 | 684 | 85% | 98.5
丙区 | 640 | 576 | 65 | 90% | 410 | 418 | 101.95% | 99
"""
    (table,) = read(text)
    found = [(one.code, str(one.cell)) for one in evaluate(table).findings if one.code != "rule-assumed"]
    assert found == [("balance-differs", "Sheet1!D5"), ("rate-differs", "Sheet1!H4")]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("产出指标 | 数量指标 | | | | |\n效益指标 | 社会效益指标 | | | | |", ["error"]),
        ("产出指标 | 数量指标 | 修路 | | | 90 |", ["error"]),
        ("产出指标 | 数量指标 | 修路 | ≥5公里 | | 90 |", []),  # its row says what it lacks
        ("产出指标 | 数量指标 | 修路 | | | 90 | 80", []),
    ],
)
def test_amounts_without_one_indicator_are_sent_back(rows: str, told: list[str]) -> None:
    text = f"""
项目支出绩效自评表
项目资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 1000 | 912 | 10 | 91.2% | 9.12
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
{rows}
"""
    (table,) = read(text)
    found = evaluate(table).findings
    assert [(one.severity, str(one.cell)) for one in found if one.code == "not-begun"] == [
        (s, "Sheet1!D4") for s in told
    ]
