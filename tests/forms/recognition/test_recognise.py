"""Recognition of whole tables: every fixture is a published table, typed as its clerk typed it."""

from __future__ import annotations

import pytest

from tests.forms.grid import grid, published
from xlfuncs.evaluation.content import Item, Table
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.sheets import Sheet

PUBLISHED = (
    "beijing",
    "national",
    "yunnan",
    "sichuan",
    "hubei_project",
    "hubei_fishing",
    "hubei_department",
    "transfer",
    "transfer_suixi",
    "hunan",
    "chongqing",
    "county_grain",
)


def read(name: str) -> Table:
    (table,) = recognise([published(name)], file=f"{name}.xlsx")
    return table


def sections(table: Table) -> list[tuple[str, object]]:
    return [(section.name, section.points) for section in table.sections]


def row(item: Item) -> tuple[object, ...]:
    return item.name, item.function, item.points, item.entered


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_table_is_found_without_complaint(name: str) -> None:
    table = read(name)
    told = {"hubei_project": ["points"], "hubei_fishing": ["points"], "transfer": ["rate"]}
    assert [found.case for found in table.findings if found.severity != "info"] == told.get(name, [])
    assert not table.own
    assert table.rule is None
    assert table.unit == "万元"
    assert {item.section for item in table.items} == {section.name for section in table.sections}


def test_beijing() -> None:
    table = read("beijing")
    assert (table.form, table.entered_total) == ("department-evaluation-beijing", 90.73)
    assert str(table.cells["total"]) == "Sheet1!G34"
    said = [text for text, _ in (*table.fields, *table.headings)]
    assert "整体绩效目标实现情况" in said
    assert not any("国际消费中心" in text for text in said)  # what a row says is not what the table is called
    assert sections(table) == [("当年预算执行情况", 20), ("整体绩效目标实现情况", 60), ("预算管理情况", 20)]
    one, *goals = table.items[:15]
    assert row(one) == ("资金总体", "execution_rate_score", 20, 17.23)
    assert str(one.cells["score"]) == "Sheet1!G4"
    assert one.inputs == {"budget": 291435.79, "executed": 251145.17, "points": 20, "published_rate": 0.8617}
    assert [goal.entered for goal in goals] == [9.5, 10, 5, 5, *[2] * 8, 8, 6]
    assert {goal.points for goal in goals} == {None}  # 30 belongs to the four rows together
    assert goals[3].inputs == {"target": 291435.79, "actual": 251145.17, "points": None, "direction": None}
    assert [goal.name for goal in goals[4:8]] == ["指标1：经济效益"] * 4
    checks, (carryover, variance) = table.items[15:20], table.items[20:]
    assert [row(check)[1:] for check in checks] == [("checklist_score", p, p) for p in (1, 2, 1, 4, 4)]
    assert checks[0].inputs == {"failed": None, "points": 1, "item": "财务管理制度健全性"}
    assert row(carryover) == ("结转结余率", "carryover_deduction", 4, 0)
    assert carryover.inputs == {"previous_rate": 0.0804, "rate": 0.1382, "points": 4}
    assert row(variance) == ("部门预决算差异率", "variance_deduction", 4, 2)
    assert variance.inputs == {"average_rate": 0.283, "rate": 0.8262, "points": 4}
    assert (carryover.target, variance.target) == ("8.04%", "——")
    assert sum(item.entered for item in table.items) == 90.73


def test_national() -> None:
    table = read("national")
    assert (table.form, table.entered_total) == ("project-self-evaluation", 100)
    assert sections(table) == [("预算执行率", 10), ("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)]
    execution, *items = table.items
    assert execution.inputs == {"budget": 880, "executed": 880, "initial_budget": 880, "points": 10}
    assert [item.points for item in items] == [10] * 9  # neither the …… rows nor the one marked /
    assert items[3].inputs == {"target": "100%", "actual": "100%", "points": 10, "direction": None}
    assert items[2].function is None  # nothing was set, nothing achieved: a person gave the 10


def test_symbol_value_and_unit_in_three_columns() -> None:
    table = read("yunnan")
    _, first, _, _, fourth, _ = table.items
    assert first.inputs == {"target": "=72890元", "actual": "72890元", "points": 10, "direction": None}
    assert fourth.inputs == {"target": "≥95%", "actual": "95%", "points": 30, "direction": None}
    assert (fourth.target, fourth.actual) == ("≥95%", 95)
    assert str(fourth.cells["target"]) == "Sheet1!E16"
    assert table.entered_total == 93


def test_sichuan_adjusted_budget_and_amounts_as_text() -> None:
    table = read("sichuan")
    assert sections(table) == [("预算执行情况", 10), ("绩效指标", 90)]
    execution, only = table.items
    assert execution.inputs == {
        "initial_budget": 0,
        "budget": 3.36,
        "executed": 3.36,
        "points": 10,
        "published_rate": 1,
    }
    assert str(execution.cells["budget"]) == "Sheet1!D8"  # 调整后预算数, not 年初预算
    assert row(only) == ("成本控制数", None, 90, 90)  # ≤30万元, achieved: 完成
    assert only.target == "≤30万元"


def test_hubei_has_no_points_column() -> None:
    table = read("hubei_project")
    assert sections(table) == [("预算执行情况", 20), ("年度绩效目标1", 80)]
    execution, *items = table.items
    assert execution.inputs == {"budget": 200, "executed": 195.5, "points": 20, "published_rate": 0.9775}
    assert [(item.points, item.entered) for item in items] == [(None, 10)] * 8
    assert (table.entered_total, str(table.cells["total"])) == (99.55, "Sheet1!B18")  # 99.55分


def test_full_width_digits() -> None:
    execution = read("hubei_fishing").items[0]
    assert (execution.inputs["budget"], execution.target) == (1.56, 1.56)


def test_a_score_for_a_whole_section() -> None:
    table = read("hubei_department")
    assert (table.form, table.entered_total) == ("department-self-evaluation-hubei", 95.64)
    execution, *items = table.items
    assert execution.inputs["published_rate"] == 0.9822  # 98.22 without a %: the amounts prove it
    assert table.sections[1].entered == 76
    assert str(table.cells["年度绩效目标1"]) == "Sheet1!F7"
    assert {item.entered for item in items} == {None}


def test_points_before_the_target() -> None:
    table = read("transfer")
    assert sections(table) == [("预算执行率", 10), ("产出指标", 70), ("效益指标", 20), ("满意度指标", 10)]
    assert sum(item.points for item in table.items) == 110  # as published
    assert row(table.items[1]) == ("安装坡面水标尺", "capped_ratio_score", 10, 10)


def test_without_any_merged_cell() -> None:
    table = read("transfer_suixi")
    assert table.form == "project-self-evaluation"
    assert [item.section for item in table.items[1:]] == [*["产出指标"] * 8, "效益指标", "满意度指标"]
    care = table.items[4]
    assert care.inputs == {"target": ">=4754人", "actual": "4604人", "points": 5, "direction": None}


def test_hunan_amounts_with_their_unit() -> None:
    table = read("hunan")
    assert table.form == "department-self-evaluation"
    assert table.items[0].inputs == {
        "initial_budget": 4753.66,
        "budget": 4753.66,
        "executed": 3824.26,
        "points": 10,
        "published_rate": 1,
    }
    assert sections(table)[1] == ("产出指标", 50)
    assert len(table.items) == 13


def test_chongqing_total_above_and_coefficients() -> None:
    table = read("chongqing")
    assert (table.form, table.entered_total, str(table.cells["total"])) == (
        "department-self-evaluation",
        97.6,
        "Sheet1!I2",
    )
    execution, *items = table.items
    assert execution.inputs == {
        "initial_budget": 1000,
        "budget": 1200,
        "executed": 912,
        "points": 10,
        "published_rate": 0.76,
    }
    training = items[4]
    assert training.inputs == {
        "target": 6,  # the adjusted one
        "actual": 12,
        "points": 5,
        "direction": None,
        "coefficient": 1,
    }
    assert items[3].function is None  # 定性指标, 高: a person decides


def test_neither_points_nor_scores() -> None:
    table = read("county_grain")
    assert table.cells == {}
    assert table.items[0].inputs == {"budget": 194.9, "executed": 194.9, "points": None, "published_rate": 1}
    assert len(table.items) == 6  # not the 说明 below


def test_two_tables_on_a_sheet_and_others_on_their_own() -> None:
    first, second = published("national"), published("transfer")
    shift = len(first.rows) + 1
    below = tuple((t + shift, left, b + shift, right) for t, left, b, right in second.merged)
    both = type(first)("汇总", [*first.rows, [], *second.rows], merged=(*first.merged, *below))
    tables = recognise([grid("通知 | 附件"), both, published("hunan")], file="a.xlsx")
    assert [(table.sheet, table.form, table.entered_total) for table in tables] == [
        ("汇总", "project-self-evaluation", 100),
        ("汇总", "project-self-evaluation", 100),
        ("Sheet1", "department-self-evaluation", 98),
    ]
    alone = read("transfer")
    assert tables[1].sections == alone.sections
    assert [row(item) for item in tables[1].items] == [row(item) for item in alone.items]
    assert str(tables[1].cells["total"]) == f"汇总!H{23 + shift}"
    titles = [" ".join(text for text, _ in table.fields) for table in tables[:2]]
    assert ("中江县水利局" in titles[0], "中江县水利局" in titles[1]) == (False, True)


def test_headings_may_be_the_last_row_of_a_sheet() -> None:
    head = ["三级指标", "指标值", "完成值", "计量单位", "分值", "得分"]
    (table,) = recognise([Sheet("自评表", [["2023年项目支出绩效自评表"], head])], file="")
    assert not table.items
