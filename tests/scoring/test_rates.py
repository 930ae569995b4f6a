"""Rates and changes: the published ones exactly, and the kernels the same as the definitions."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring import reference
from tests.scoring.agreement import all_agree
from tests.scoring.cells import amounts, bad, pairs
from xlfuncs.errors import OutOfRange, XlfuncsError, ZeroDivisor
from xlfuncs.scoring.numbers import Rounding
from xlfuncs.scoring.rates import change_rate, rate

# 北京市商务局《2022年度部门整体绩效评价报告》二、四（四）（五）
BEIJING = {"budget": D("291435.79"), "executed": D("251145.17"), "carryover": D("40290.62")}


@pytest.mark.parametrize(
    ("part", "whole", "rounding", "published"),
    [
        (BEIJING["executed"], BEIJING["budget"], "truncate", "0.8617"),
        (BEIJING["executed"], BEIJING["budget"], "half_up", "0.8618"),  # why the published one is truncated
        (BEIJING["carryover"], BEIJING["budget"], "truncate", "0.1382"),
        # 武汉市东西湖区商务局《2020年度部门整体绩效自评结果》
        (D("2123.04"), D("2161.48"), "half_up", "0.9822"),
        (D("13268748.05"), D("13295745.76"), "half_up", "0.9980"),
    ],
)
def test_published_rates(part: D, whole: D, rounding: Rounding, published: str) -> None:
    assert str(rate(part, whole, places=4, rounding=rounding)) == published


@pytest.mark.parametrize(
    ("part", "whole", "error"),
    [(1, 0, ZeroDivisor), (0, 0, ZeroDivisor), (-1, 5, OutOfRange), (1, -5, OutOfRange), (6, 5, OutOfRange)],
)
def test_refusals(part: int, whole: int, error: type[XlfuncsError]) -> None:
    with pytest.raises(error, match=r"[\u4e00-\u9fff]"):
        rate(D(part), D(whole), places=4, rounding="half_up", ceiling=D(1))


def test_change_refusals() -> None:
    with pytest.raises(ZeroDivisor, match="年初预算数"):
        change_rate(D(0), D(1), places=4, rounding="half_up")
    with pytest.raises(OutOfRange, match="决算数"):
        change_rate(D(1), D(-1), places=4, rounding="half_up")


def test_change_rounds_away_from_zero_and_truncates_towards_it() -> None:
    assert change_rate(D(1000), D("999.95"), places=4, rounding="half_up") == D("-0.0001")
    assert str(change_rate(D(1000), D("999.95"), places=4, rounding="truncate")) == "0.0000"


def test_nearly_everything_gone() -> None:
    """What is left is so little that the error of the difference, not of the quotient, decides."""
    rows = [(base, base * k / 20000) for base in (1e6, 1e7, 123e6, 7e8) for k in range(1, 20, 2)]
    all_agree("change_rate", reference.change_rate, rows, {"places": 4, "rounding": "half_up"})


parameters = st.fixed_dictionaries(
    {"places": st.integers(0, 6), "rounding": st.sampled_from(["half_up", "truncate"])},
    optional={"ceiling": st.just(D(1))},
)
rows = st.lists(st.one_of(pairs(), pairs(), st.tuples(st.one_of(bad, amounts), bad)), min_size=1, max_size=30)


@given(rows, parameters)
def test_rate_agrees(rows: list[tuple[float, float]], parameters: dict[str, Any]) -> None:
    all_agree("rate", reference.rate, rows, parameters)


@given(rows, parameters)
def test_change_rate_agrees(rows: list[tuple[float, float]], parameters: dict[str, Any]) -> None:
    all_agree("change_rate", reference.change_rate, [(whole, part) for part, whole in rows], parameters)
