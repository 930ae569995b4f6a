"""Scores by ratio: published ones exactly, every direction, within the points and monotone; the kernel the same."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring import reference
from tests.scoring.agreement import all_agree, by_column
from tests.scoring.cells import amounts, bad, decimals, pairs, points
from xlfuncs.errors import NotCovered, OutOfRange, RuleProblem, UnknownLevel, XlfuncsError, ZeroDivisor
from xlfuncs.scoring.ratio import ratio_score

# 北京市商务局《2022年部门整体绩效评价指标体系评分表》一、评分标准②
BANDS = ((D(2), D("0.1")), (D(3), D("0.2")), (D(5), D("0.3")))


@pytest.mark.parametrize(
    ("budget", "executed", "rounding", "published"),
    [
        ("291435.79", "251145.17", {"rate_places": 4, "rate_rounding": "truncate"}, "17.23"),
        ("291435.79", "251145.17", {}, "17.24"),  # why the published score goes by the truncated rate
        # 武汉市东西湖区商务局《2020年度部门整体绩效自评结果》
        ("2161.48", "2123.04", {"rate_places": 4, "rate_rounding": "half_up"}, "19.64"),
        ("2161.48", "2123.04", {}, "19.64"),
    ],
)
def test_published_scores(budget: str, executed: str, rounding: dict[str, Any], published: str) -> None:
    assert str(ratio_score(D(budget), D(executed), D(20), direction="positive", **rounding)) == published


@pytest.mark.parametrize(
    ("excess", "left"),
    [("1.99", "10"), ("2", "9"), ("2.99", "9"), ("3", "8"), ("4.99", "8"), ("5", "7"), ("50", "7")],
)
def test_over_achievement(excess: str, left: str) -> None:
    target = D("12.5")
    score = ratio_score(target, target * (1 + D(excess)), D(10), direction="positive", excess_bands=BANDS)
    assert score == D(left)


@pytest.mark.parametrize(
    ("target", "actual", "parameters", "score"),
    [
        # A county's system: target 5300, actual 5830, 10 points, read both ways
        (5300, 5830, {"direction": "negative"}, "9.09"),
        (5300, 5830, {"direction": "negative", "inverse": "linear_to_zero"}, "9.00"),
        (10, 20, {"direction": "negative", "inverse": "linear_to_zero"}, "0.00"),
        (10, 25, {"direction": "negative", "inverse": "linear_to_zero"}, "0.00"),
        (10, 10, {"direction": "negative", "inverse": "linear_to_zero"}, "10.00"),
        (10, 0, {"direction": "negative"}, "10.00"),
        (10, 0, {"direction": "negative", "inverse": "linear_to_zero"}, "10.00"),
        (10, 0, {"direction": "positive"}, "0.00"),
        (10, 50, {"direction": "negative", "excess_bands": BANDS}, "2.00"),
        (10, 9, {"direction": "equal", "equal": "exact"}, "0.00"),
        (10, 10, {"direction": "equal", "equal": "exact"}, "10.00"),
        (0, 0, {"direction": "equal", "equal": "exact"}, "10.00"),
        (10, 9, {"direction": "equal", "equal": "ratio"}, "9.00"),
        (10, 99, {"direction": "equal", "equal": "ratio", "excess_bands": BANDS}, "10.00"),
        (0, 0, {"direction": "equal", "equal": "ratio"}, "10.00"),
        (0, 1, {"direction": "equal", "equal": "ratio"}, "0.00"),
        # met exactly, without a method for 等于; a target of 0 met by 0
        (7, 7, {"direction": "equal"}, "10.00"),
        (0, 0, {"direction": "equal"}, "10.00"),
        (0, 0, {"direction": "positive"}, "10.00"),
        (0, 0, {"direction": "negative"}, "10.00"),
        (0, 0, {"direction": "negative", "inverse": "linear_to_zero"}, "10.00"),
    ],
)
def test_directions(target: int, actual: int, parameters: dict[str, Any], score: str) -> None:
    assert str(ratio_score(D(target), D(actual), D(10), **parameters)) == score


@pytest.mark.parametrize(
    ("row", "parameters", "error"),
    [
        ((0, 1, 10), {"direction": "positive"}, ZeroDivisor),
        ((0, 1, 10), {"direction": "negative"}, ZeroDivisor),
        ((0, 0, 10), {"direction": "positive", "zero": "none"}, ZeroDivisor),
        ((-1, 1, 10), {"direction": "positive"}, OutOfRange),
        ((1, -1, 10), {"direction": "positive"}, OutOfRange),
        ((1, 1, -10), {"direction": "positive"}, OutOfRange),
        ((1, 2, 10), {"direction": "equal"}, NotCovered),
        ((1, 1, 10), {"direction": "sideways"}, UnknownLevel),
        ((3, 1, 10), {"direction": "positive", "rate_places": 4}, RuleProblem),
    ],
)
def test_refusals(row: tuple[int, ...], parameters: dict[str, Any], error: type[XlfuncsError]) -> None:
    with pytest.raises(error, match=r"[\u4e00-\u9fff]"):
        ratio_score(*map(D, row), **parameters)


parameters = st.fixed_dictionaries(
    {
        "inverse": st.sampled_from(["ratio", "linear_to_zero"]),
        "equal": st.sampled_from([None, "exact", "ratio"]),
        "zero": st.sampled_from(["full", "none"]),
        "excess_bands": st.sampled_from([(), BANDS, ((D("0.3"), D(1)),)]),
        "places": st.integers(0, 4),
        "rounding": st.sampled_from(["half_up", "truncate"]),
    },
    optional={"rate_places": st.integers(0, 6)},
).map(lambda given: given | {"rate_rounding": given["rounding"]} if "rate_places" in given else given)
codes = st.sampled_from([1.0, -1.0, 0.0])


@st.composite
def rows(draw: st.DrawFn) -> tuple[float, ...]:
    actual, target = draw(pairs())
    row = [target, actual, draw(points)]
    if draw(st.integers(0, 5)) == 0:
        row[draw(st.integers(0, 2))] = draw(st.one_of(bad, amounts))
    return (*row, draw(codes))


@given(st.lists(rows(), min_size=1, max_size=30), parameters)
def test_agrees(rows: list[tuple[float, ...]], parameters: dict[str, Any]) -> None:
    all_agree("ratio_score", reference.ratio_score, rows, parameters)


@given(
    st.integers(1, 400),
    st.lists(st.integers(0, 1300), min_size=2, max_size=30),
    decimals(2000).map(lambda x: round(x, 2)),
    parameters,
)
def test_within_points_and_monotone(
    target: int, actuals: list[int], points: float, parameters: dict[str, Any]
) -> None:
    """More of a positive indicator never costs, less of a negative one neither, but for over-achievement."""
    parameters = parameters | {"excess_bands": (), "places": 2, "rounding": "half_up"}
    actuals = sorted(actuals)
    for code in (1.0, -1.0):
        scores = by_column("ratio_score", [(target, actual, points, code) for actual in actuals], parameters)
        assert all(isinstance(score, float) and 0 <= score <= points for score in scores)
        assert scores == sorted(scores, reverse=code < 0)
