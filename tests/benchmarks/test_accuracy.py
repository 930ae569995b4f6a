"""The counts themselves: a review that is right, wrong or silent is counted as such."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.mutations import changes_of
from benchmarks.accuracy.reviewed import Review
from tests.tables.grammar.truth import Row, TableTruth

POINTS = Decimal(10)


def truth(*, differ: bool = False) -> TableTruth:
    readings = {"反向": Decimal("9.17")} | ({"正向": POINTS} if differ else {})
    row = Row("人均培训费", "≤550元", "600元", POINTS, readings, Decimal("9.17"), cells={"score": "表!H5"})
    return TableTruth("表", {}, [row])


def reviewed(score: float | None, *findings: dict[str, Any], target: str = "≤550元") -> Review:
    item = {"name": "人均培训费", "target": target, "actual": "600元", "points": 10.0, "entered": 9.17}
    table = {"items": [item | {"score": score, "cell": "表!H5"}], "total": 9.17, "findings": list(findings)}
    return Review([table])


def finding(code: str, severity: str) -> dict[str, Any]:
    return {"code": code, "severity": severity, "cell": "表!H5", "item": "人均培训费", "message": "…"}


def test_a_right_score() -> None:
    counts = compare(reviewed(9.17), [truth()], "")
    assert (counts.read, counts.found, counts.values_right) == (1, 1, 1)
    assert (counts.right, counts.left, counts.wrong, counts.totals_right) == (1, 0, 0, 1)


def test_a_score_left_to_a_person() -> None:
    counts = compare(reviewed(None), [truth()], "")
    assert (counts.right, counts.left, counts.wrong) == (0, 1, 0)


@pytest.mark.parametrize(
    ("said", "silent"),
    [([], 1), ([finding("score-differs", "error")], 1), ([finding("unit-unsure", "warning")], 0)],
)
def test_a_wrong_score_is_silent_where_no_finding_doubts_it(said: list[dict[str, Any]], silent: int) -> None:
    counts = compare(reviewed(10.0, *said), [truth()], "")
    assert (counts.wrong, counts.silent) == (1, silent)


def test_a_score_where_readings_differ_is_wrong_whichever_it_is() -> None:
    assert [compare(reviewed(one), [truth(differ=True)], "").wrong for one in (9.17, 10.0, None)] == [1, 1, 0]


def test_a_misread_target_and_a_false_alarm() -> None:
    assert compare(reviewed(9.17, target="550"), [truth()], "").values_right == 0
    assert compare(reviewed(9.17, finding("points-sum", "error")), [truth()], "").false_alarms == 1


def test_a_table_that_is_refused() -> None:
    counts = compare(Review(refused="没有认出"), [truth()], "x.xlsx")
    assert (counts.tables, counts.read, counts.rows, counts.found) == (1, 0, 1, 0)
    assert counts.examples == {"not read: 没有认出": ["x.xlsx"]}


@pytest.mark.parametrize("value", [0, 5, 12.5, "≥95%", "20万元", "30人"])
def test_a_slip_changes_the_value(value: object) -> None:
    changes = [changed for _, changed in changes_of(value, Random(1))]
    assert changes
    assert value not in changes
