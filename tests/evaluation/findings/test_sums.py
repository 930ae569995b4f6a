"""Sums: sections, typed subtotals and totals, points."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluation.tables import codes, evaluate, indicator, item, spot, table
from xlfuncs.evaluation.content import Item, Section, Table

NATIONAL = "mof-2020-10"


def judged(section: str, points: float, entered: float | None) -> Item:
    row = item(None, section=section, name=f"{section}之行", entered=entered)
    row.points, row.cells["points"] = points, spot("points")
    return row


def two(first: Any = None, second: Any = None, total: Any = None, **rows: float) -> Table:
    given = {"a": 10.0, "b": 20.0, "c": 30.0} | rows
    items = [judged("一", 20.0, given["a"]), judged("一", 30.0, given["b"]), judged("二", 50.0, given["c"])]
    sections = [Section("一", 50.0, first), Section("二", 50.0, second)]
    return table(*items, rule=NATIONAL, sections=sections, entered_total=total)


def test_sections_and_totals() -> None:
    result = evaluate(two(30.0, 30.0, 60.0))
    assert result.sections == [
        {"name": "一", "points": 50.0, "score": 30.0, "entered": 30.0},
        {"name": "二", "points": 50.0, "score": 30.0, "entered": 30.0},
    ]
    assert (result.total, result.entered_total, result.grade) == (60.0, 60.0, "中")
    assert result.findings == []


def test_sums_are_exact() -> None:
    rows = [judged("一", 1.0, 0.1) for _ in range(10)]
    result = evaluate(
        table(*rows, rule="dongxihu-2020", sections=[Section("一", 10.0, 1.0)], entered_total=1.0)
    )
    assert (result.total, result.entered_total) == (1.0, 1.0)
    assert codes(result) == []  # a rule without grades, of a table that asks for none


def test_a_typed_subtotal_or_total_that_is_not_the_sum() -> None:
    result = evaluate(two(31.0, 30.0, 62.0))
    assert codes(result) == [
        ("error", "total-differs", spot("一")),
        ("error", "total-differs", spot("total")),
    ]
    assert [(f.found, f.expected) for f in result.findings] == [(31.0, 30.0), (62.0, 61.0)]
    assert codes(evaluate(two(None, None, 61.0))) == [("error", "total-differs", spot("total"))]
    assert codes(evaluate(two(30.0, None, 60.0))) == []
    assert evaluate(two(30.0, 30.0, 61.0)).entered_total == 61.0


def test_no_sum_is_judged_where_a_row_is_blank() -> None:
    found = codes(evaluate(two(None, None, 99.0, b=None)))  # type: ignore[arg-type]
    assert ("error", "total-differs", spot("total")) not in found


def test_points_that_do_not_add_up() -> None:
    result = evaluate(table(judged("一", 20.0, 1.0), rule=NATIONAL, sections=[Section("一", 30.0)]))
    assert codes(result) == [("warning", "points-sum", spot("points")), ("warning", "points-sum", None)]
    assert [(f.found, f.expected) for f in result.findings] == [(20.0, 30.0), (30.0, 100.0)]


def test_one_score_for_a_whole_section_stands_where_the_rule_cannot_score_its_rows() -> None:
    rows = [item(None, name="甲", actual="已建"), item(None, name="乙", actual="已建")]
    result = evaluate(table(*rows, rule=NATIONAL, sections=[Section("一", 80.0, 76.0)], entered_total=76.0))
    assert (result.total, result.sections[0]["score"], result.grade) == (76.0, 76.0, None)  # of 80 points
    assert [code for _, code, _ in codes(result)] == ["points-sum"]


def test_one_score_for_a_whole_section_against_the_rules() -> None:
    rows = [indicator(10.0, 9.0, 10.0), indicator(10.0, 10.0, 10.0)]
    result = evaluate(table(*rows, rule=NATIONAL, sections=[Section("一", 20.0, 20.0)]))
    assert (result.total, result.entered_total) == (19.0, 20.0)
    told = [(f.severity, f.cell, f.found, f.expected) for f in result.findings if f.code == "score-differs"]
    assert told == [("error", spot("一"), 20.0, 19.0)]
    right = evaluate(table(*rows, rule=NATIONAL, sections=[Section("一", 20.0, 19.0)]))
    assert "score-differs" not in [f.code for f in right.findings]


def test_the_total_counts_approved_else_the_rules_else_the_entered_score() -> None:
    rows = [
        indicator(10.0, 9.0, 10.0, entered=9.0, approved=9.5, approved_reason="经研究"),
        indicator(10.0, 9.0, 10.0, entered=8.0),
        judged("一", 10.0, 7.0),
        judged("一", 10.0, None),
    ]
    result = evaluate(table(*rows, rule=NATIONAL))
    assert [score.counted for score in result.scores] == [9.5, 9.0, 7.0, None]
    assert result.total == 25.5
    assert result.entered_total == 24.0


@pytest.mark.parametrize(
    ("typed", "points", "said"), [(101.0, 100.0, True), (100.0, 100.0, False), (101.0, None, False)]
)
def test_a_total_above_the_points_of_its_row(typed: float, points: float | None, said: bool) -> None:
    judged = table(indicator(40.0, 40.0, 20.0), rule="mof-2020-10", entered_total=typed, total_points=points)
    told = [f for f in evaluate(judged).findings if f.code == "total-out-of-range"]
    assert [f.message for f in told] == (["合计 101.00 分，超过满分 100 分"] if said else [])


def test_a_total_above_its_points_by_a_row_that_has_none_may_be_right() -> None:
    """加分项：获省级表彰, 2 points beside no points."""
    rows = [indicator(10.0, 10.0, 100.0, entered=100.0), item(None, section="一", name="加分项", entered=2.0)]
    summed = table(*rows, rule=NATIONAL, entered_total=102.0, total_points=100.0)
    assert ("warning", "total-out-of-range") in [one[:2] for one in codes(evaluate(summed))]
    assert "error" not in [one[0] for one in codes(evaluate(summed))]


@pytest.mark.parametrize(("highest", "told"), [(50.0, False), (80.0, False), (80.5, True), (500.0, True)])
def test_a_score_beside_no_points_is_no_more_than_its_section_is_worth(highest: float, told: bool) -> None:
    rows = [
        item(None, section="一", name=name, entered=given) for name, given in (("甲", 30.0), ("乙", highest))
    ]
    rows[1].cells["entered"] = spot("乙")
    found = evaluate(table(*rows, rule=NATIONAL, sections=[Section("一", 80.0)])).findings
    assert (("score-out-of-range", spot("乙")) in [(one.code, one.cell) for one in found]) is told


def test_a_total_of_its_rows_is_right_though_a_section_is_not() -> None:
    result = evaluate(two(32.0, 30.0, 60.0))
    assert [(found.code, found.item) for found in result.findings if found.severity == "error"] == [
        ("total-differs", "一")
    ]


def test_points_of_more_than_a_hundred_are_told_once() -> None:
    """加分项 of 5 points: its row states no target, and 100.5 of 105 points is no total out of range."""
    bonus = judged("二", 5.0, 3.0)
    bonus.name, bonus.actual = "加分项：获省级表彰", "获省级表彰1次"
    for key in ("target", "actual"):
        bonus.cells[key] = spot(key)
    rows = [judged("一", 100.0, 97.5), bonus]
    sections = [Section("一"), Section("二")]
    result = evaluate(table(*rows, rule=NATIONAL, sections=sections, entered_total=100.5))
    assert [found.code for found in result.findings if found.severity != "info"] == ["points-sum"]


@pytest.mark.parametrize(("points", "told"), [(60.0, True), (50.0, False), (40.0, False)])
def test_a_table_of_ours_is_not_worth_more_than_a_hundred(points: float, told: bool) -> None:
    """By a rule that gives its sections no points; while it is filled in it is worth less."""
    rows = [judged("一", points, 30.0), judged("二", 50.0, 40.0)]
    content = table(*rows, rule="sichuan-2023", sections=[Section("一"), Section("二")])
    content.own = True
    assert ("hundred" in [found.case for found in evaluate(content).findings]) == told


@pytest.mark.parametrize(
    ("stated", "cases"), [(100.0, ["total-row"]), (90.0, ["hundred"]), (95.0, ["total-row"])]
)
def test_points_that_the_total_row_says_otherwise_are_told_once(stated: float, cases: list[str]) -> None:
    content = two(total=60.0)
    content.sections = [Section("一"), Section("二")]
    content.items[2].points, content.total_points = 40.0, stated
    told = [found.case for found in evaluate(content, NATIONAL).findings if found.code == "points-sum"]
    assert told == cases


@pytest.mark.parametrize(
    ("total", "said"),
    [(60.3, ["info"]), (60.0, ["warning"]), (60.25, []), (60.2, ["error"]), (61.0, ["error"])],
)
def test_a_total_of_fewer_decimals_is_rounded(total: float, said: list[str]) -> None:
    result = evaluate(two(None, None, total, c=30.25))
    assert [found.severity for found in result.findings if found.code == "total-differs"] == said


@pytest.mark.parametrize(("stated", "found"), [(150.0, [150.0]), (100.0, []), (60.0, [])])
def test_the_points_of_the_total_row_count_where_no_row_has_any(stated: float, found: list[float]) -> None:
    result = evaluate(table(item(None, name="某项"), total_points=stated))
    assert [one.found for one in result.findings if one.case == "hundred"] == found
