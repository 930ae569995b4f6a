"""Deductions by steps: the published one exactly, every way to count a partial step; the kernel the same."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring import reference
from tests.scoring.agreement import all_agree, by_column
from tests.scoring.cells import bad, points, rates
from xlfuncs.errors import OutOfRange, RuleProblem
from xlfuncs.scoring.columns import run_column
from xlfuncs.scoring.methods import METHODS
from xlfuncs.scoring.steps import Partial, step_deduction

VARIANCE: dict[str, Any] = {"step": D("0.1"), "per_step": D("0.4"), "low": D(-1), "high": D(10)}
CARRYOVER: dict[str, Any] = {"step": D("0.01"), "per_step": D("0.4"), "low": D(0), "high": D(1)}


@pytest.mark.parametrize(
    ("baseline", "rate", "parameters", "partial", "lost"),
    [
        # 北京市商务局《2022年部门整体绩效评价指标体系评分表》三: published 2 points lost
        ("0.283", "0.8262", VARIANCE, "ignored", "2.00"),
        ("0.283", "0.8262", VARIANCE, "proportional", "2.17"),
        ("0.283", "0.8262", VARIANCE, "whole", "2.40"),
        # the same table's carryover row: 4 points, published 0 left; no reading gives that
        ("0.0804", "0.1382", CARRYOVER, "ignored", "2.00"),
        ("0.0804", "0.1382", CARRYOVER, "proportional", "2.31"),
        ("0.0804", "0.1382", CARRYOVER, "whole", "2.40"),
        # on a step's edge; below the baseline; all gone
        ("0.08", "0.13", CARRYOVER, "ignored", "2"),
        ("0.08", "0.13", CARRYOVER, "whole", "2"),
        ("0.13", "0.08", CARRYOVER, "whole", "0"),
        ("0.01", "0.99", CARRYOVER, "ignored", "4"),
    ],
)
def test_published(baseline: str, rate: str, parameters: dict[str, Any], partial: Partial, lost: str) -> None:
    assert step_deduction(D(baseline), D(rate), D(4), partial=partial, **parameters) == D(lost)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (("0.08", "13.82", "4"), "本年率 13.82 .*0.1382"),
        (("8.04", "0.13", "4"), "上年率.* 8.04% 或 0.0804"),
        (("0.08", "0.13", "-4"), "分值"),
    ],
)
def test_refusals(row: tuple[str, ...], name: str) -> None:
    with pytest.raises(OutOfRange, match=name):
        step_deduction(*map(D, row), partial="ignored", **CARRYOVER)


@pytest.mark.parametrize("broken", [{"step": D(0)}, {"step": D("-0.1")}, {"per_step": D("-0.4")}])
def test_no_such_step(broken: dict[str, D]) -> None:
    with pytest.raises(RuleProblem, match="步长"):
        step_deduction(D(0), D(1), D(4), partial="ignored", **CARRYOVER | broken)
    column = run_column(
        METHODS["step_deduction"],
        {"baseline": 0, "rate": 1, "points": 4},
        CARRYOVER | {"partial": "ignored"} | broken,
    )
    assert isinstance(column.errors[0], RuleProblem)


def test_unknown_way_to_count() -> None:
    with pytest.raises(RuleProblem, match="halves"):
        step_deduction(D(0), D(1), D(4), partial="halves", **CARRYOVER)  # type: ignore[arg-type]


parameters = st.builds(
    lambda base, partial, step, per: base | {"partial": partial, "step": D(step), "per_step": D(per)},
    st.sampled_from([VARIANCE, CARRYOVER]),
    st.sampled_from(["ignored", "proportional", "whole"]),
    st.sampled_from(["0.1", "0.01", "0.05", "0.003", "0.0000001"]),
    st.sampled_from(["0.4", "0.5", "2", "0.125", "0.00000025"]),
)
rows = st.tuples(st.one_of(rates, rates, bad), st.one_of(rates, rates, bad), st.one_of(points, points, bad))


@given(st.lists(rows, min_size=1, max_size=30), parameters)
def test_agrees(rows: list[tuple[float, ...]], parameters: dict[str, Any]) -> None:
    all_agree("step_deduction", reference.step_deduction, rows, parameters)


@given(st.lists(st.integers(0, 10000), min_size=2, max_size=30), parameters)
def test_within_points_and_monotone(rates: list[int], parameters: dict[str, Any]) -> None:
    lost = by_column("step_deduction", [(0.08, rate / 10000, 4.0) for rate in sorted(rates)], parameters)
    assert all(isinstance(points, float) and 0 <= points <= 4 for points in lost)
    assert lost == sorted(lost)
