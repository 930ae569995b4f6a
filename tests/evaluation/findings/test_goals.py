"""A project's goals: what adds up, what never falls, what is missing, what is copied."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.evaluation.tables import entry, spot
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Entry, Table
from xlfuncs.evaluation.findings.goals import check, copied_goals
from xlfuncs.evaluation.findings.register import Finding

TODAY = dt.date(2022, 9, 30)
KINDS = ("数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响", "服务对象满意度")


def indicator(level2: str, name: str, target: Any = "≥40人") -> Entry:
    return entry(level1="产出指标", level2=level2, level3=name, target=target)


def goals(**parts: Any) -> Table:
    """A complete table of 招商引资, but for what is given."""
    table = Table("招商引资", "department-goals-tangshan")
    table.lists = {
        "project": [entry(code="————", project="招商引资")],
        "budget": [entry(budget=150.0, fiscal=150.0, other=None)],
        "plan": [entry(march=None, june=None, october=None, december=100.0)],
        "goals": [entry(goal1="瞄准重点区域", goal2=None)],
        "indicators": [indicator(f"{kind}指标", f"{kind}一") for kind in KINDS],
    }
    for key, value in parts.items():
        table.lists[key] = value if isinstance(value, list) else [value]
    return table


def found(table: Table) -> list[tuple[str, str, Place | None]]:
    return [(f.code, f.severity, f.cell) for f in check(table, TODAY)]


def test_a_complete_table_has_nothing_to_say() -> None:
    assert found(goals()) == []


def test_nor_has_one_that_nobody_has_begun() -> None:
    blank = Table(
        "表", "department-goals-tangshan", lists={"plan": [], "indicators": [], "goals": [entry(goal1=None)]}
    )
    assert found(blank) == []


@pytest.mark.parametrize(
    ("budget", "fiscal", "other", "expected"),
    [
        (150.0, 150.0, None, []),
        (150.0, 100.0, 50.0, []),
        ("1,168.25万元", 1168.25, "——", []),
        (0.3, 0.1, 0.2, []),  # as decimals
        (150.0, None, None, []),  # no source stated
        (150.0, 100.0, 49.99, [("sources-differ", "error", spot("budget"))]),
        (None, 100.0, None, [("missing-entry", "warning", spot("budget"))]),
        ("约150", 100.0, "一百", [("not-a-number", "error", spot("other"))]),
    ],
)
def test_sources_add_up(budget: Any, fiscal: Any, other: Any, expected: list[Any]) -> None:
    assert found(goals(budget=entry(budget=budget, fiscal=fiscal, other=other))) == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ((25.0, 50.0, 75.0, 100.0), []),
        ((None, 50.0, 50.0, "100%"), []),
        ((0.25, 0.5, 0.75, 1.0), []),  # percent cells
        ((40.0, 60.0, 120.0, 150.0), []),  # amounts, of the budget
        ((40.0, 60.0, 120.0, 140.0), [("plan-end", "error", spot("december"))]),
        ((25.0, 20.0, 75.0, 100.0), [("plan-falls", "error", spot("june"))]),
        ((60.0, None, 50.0, 100.0), [("plan-falls", "error", spot("october"))]),
        ((None, None, None, 95.0), [("plan-end", "error", spot("december"))]),
        ((None, None, 100.0, None), [("missing-entry", "warning", spot("december"))]),
    ],
)
def test_the_plan_never_falls_and_ends_at_100(plan: tuple[Any, ...], expected: list[Any]) -> None:
    march, june, october, december = plan
    assert found(goals(plan=entry(march=march, june=june, october=october, december=december))) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("2021年12月31日前", []),
        ("合规", []),
        ("是", []),
        (None, [("missing-entry", "warning", spot("target"))]),
        ("无", [("missing-entry", "warning", spot("target"))]),
        ("不适用", []),
        ("80%-90%", [("target-unclear", "warning", spot("target"))]),
    ],
)
def test_targets_are_read(target: Any, expected: list[Any]) -> None:
    rows = [indicator(f"{kind}指标", f"{kind}一") for kind in KINDS]
    rows[0].values["target"] = target
    assert found(goals(indicators=rows)) == expected


def test_a_kind_that_does_not_apply_needs_no_target() -> None:
    """As 六安金安区 publishes its goals: 生态效益指标 | 本项目不适用此指标 | 无."""
    rows = [indicator(f"{kind}指标", f"{kind}一") for kind in KINDS]
    rows[6].values |= {"level3": "本项目不适用此指标", "target": "无"}
    assert found(goals(indicators=rows)) == []


def test_kinds_without_an_indicator_are_one_note() -> None:
    rows = [indicator(f"{kind}指标", "一") for kind in KINDS[:5]]
    (kinds,) = check(goals(indicators=rows), TODAY)
    assert (kinds.code, kinds.severity) == ("kinds-missing", "info")
    assert "社会效益、生态效益、可持续影响、满意度" in kinds.message


def test_an_indicator_that_stands_twice() -> None:
    rows = [
        *(indicator(f"{kind}指标", f"{kind}一") for kind in KINDS),
        indicator("数量指标", "数 量一", "≥1场"),
    ]
    assert found(goals(indicators=rows)) == [("duplicate-indicator", "warning", spot("level3"))]


def test_what_is_missing_altogether() -> None:
    table = goals(indicators=[], goals=entry(goal1=None, goal2=None), project=entry(project=None))
    assert [f.message for f in check(table, TODAY)] == [
        "「招商引资」没有填项目名称，请填",
        "「招商引资」没有填绩效目标，请填",
        "「招商引资」没有填绩效指标，请填",
    ]


def test_goals_copied_word_for_word_are_noted_once_in_the_later_table() -> None:
    same = {"goal1": "瞄准重点区域，加强对接", "goal2": "接待客商来访考察"}
    first, second, third = (
        goals(goals=entry(**same)),
        goals(goals=entry(**same)),
        goals(goals=entry(goal1="补贴")),
    )
    second.lists["project"][0].values["project"] = "项目扶持资金"
    copied_goals([first, second, third])
    assert [table.findings for table in (first, third)] == [[], []]
    (finding,) = second.findings
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity, finding.cell) == ("goals-copied", "warning", spot("goal1"))
    assert "「项目扶持资金」的目标1、目标2与「招商引资」逐字相同" in finding.message


@pytest.mark.parametrize(("stated", "expected"), [(90.0, ["points-sum"]), (85.0, []), (None, [])])
def test_points_add_up_to_those_of_the_total_row(stated: float | None, expected: list[str]) -> None:
    rows = [indicator(f"{kind}指标", f"{kind}一") for kind in KINDS]
    for row, points in zip(rows, [5.0, *[10.0] * 8], strict=True):
        row.values["points"] = points
    assert [code for code, *_ in found(goals(indicators=rows, total=[entry(points=stated)]))] == expected
