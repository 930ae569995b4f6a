"""Recognition of whole tables: every fixture is a published table, typed as its clerk typed it."""

from __future__ import annotations

from collections import Counter

from tests.forms.grid import published
from xlfuncs.evaluation.content import Item, Table
from xlfuncs.forms.recognise import recognise


def read(name: str) -> Table:
    (table,) = recognise([published(name)], file=f"{name}.xlsx")
    return table


def by_name(table: Table) -> dict[str, Item]:
    assert max(Counter(item.name for item in table.items).values()) == 1
    return {item.name: item for item in table.items}


def test_beijing() -> None:
    table = read("beijing")
    assert (table.form, table.unit, table.entered_total) == ("department-evaluation-beijing", "万元", 90.73)
    assert table.cells["total"] == "Sheet1!G34"
    assert not table.findings
    assert [(section.name, section.points) for section in table.sections] == [
        ("当年预算执行情况", 20),
        ("整体绩效目标实现情况", 60),
        ("预算管理情况", 20),
    ]
    first, *goals = table.items[:15]
    assert (first.function, first.entered, first.cells["score"]) == (
        "execution_rate_score",
        17.23,
        "Sheet1!G4",
    )
    assert first.inputs == {
        "budget": 291435.79,
        "executed": 251145.17,
        "points": 20,
        "published_rate": 0.8617,
    }
    assert [goal.entered for goal in goals] == [9.5, 10, 5, 5, *[2] * 8, 8, 6]
    assert {goal.points for goal in goals} == {None}  # 30 belongs to the four rows together
    assert goals[3].inputs == {
        "target": 291435.79,
        "actual": 251145.17,
        "points": None,
        "direction": None,
    }
    assert [goal.name for goal in goals[4:8]] == ["指标1：经济效益"] * 4
    checks, (carryover, variance) = table.items[15:20], table.items[20:]
    assert [(check.function, check.points, check.entered) for check in checks] == [
        ("checklist_score", points, points) for points in (1, 2, 1, 4, 4)
    ]
    assert checks[0].inputs == {"failed": None, "points": 1, "item": "财务管理制度健全性"}
    assert (carryover.name, carryover.function, carryover.entered) == (
        "结转结余率",
        "carryover_deduction",
        0,
    )
    assert carryover.inputs == {"previous_rate": 0.0804, "rate": 0.1382, "points": 4}
    assert (variance.name, variance.function, variance.entered) == (
        "部门预决算差异率",
        "variance_deduction",
        2,
    )
    assert variance.inputs == {"average_rate": 0.283, "rate": 0.8262, "points": 4}
    assert sum(item.entered for item in table.items) == 90.73


def test_national() -> None:
    table = read("national")
    assert (table.form, table.unit, table.entered_total) == ("project-self-evaluation", "万元", 100)
    assert [(section.name, section.points) for section in table.sections] == [
        ("预算执行率", 10),
        ("产出指标", 50),
        ("效益指标", 30),
        ("满意度指标", 10),
    ]
    execution, *items = table.items
    assert execution.inputs == {"budget": 880, "executed": 880, "points": 10}
    assert len(items) == 9  # neither the …… rows nor the one marked /
    assert [item.points for item in items] == [10] * 9
    assert items[3].inputs == {"target": "100%", "actual": "100%", "points": 10, "direction": None}
    assert items[2].function is None
    assert not table.findings
