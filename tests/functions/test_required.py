"""The inverse: the score at the answer reaches what was asked, one last digit less does not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xlfuncs
from xlfuncs.errors import OutOfRange
from xlfuncs.functions.required import required


def required_actual(
    target: Any,
    points: Any,
    score: Any = None,
    direction: Any = None,
    rule: str = "beijing-2022",
    **more: Any,
) -> Decimal | None:
    return required("capped_ratio_score", [target, None, points, direction], score, rule, **more)


def required_executed(
    budget: float, points: Any, score: Any = None, rule: str = "beijing-2022"
) -> Decimal | None:
    return required("execution_rate_score", [budget, None, points], score, rule, places=2)


RULES = ["mof-2020-10", "beijing-2022", "integrated-system"]


@given(st.integers(1, 99999), st.integers(0, 3), st.integers(1, 40), st.data(), st.sampled_from(RULES))
def test_of_an_indicator(digits: int, places: int, points: int, data: st.DataObject, rule: str) -> None:
    target = Decimal(digits).scaleb(-places)
    wanted = Decimal(data.draw(st.integers(0, points * 100))).scaleb(-2)
    answer = required_actual(float(target), points, float(wanted), "正向", rule, places=places)
    assert answer is not None
    unit = Decimal(1).scaleb(-places)
    assert xlfuncs.capped_ratio_score(float(target), float(answer), points, "正向", rule) >= float(wanted)
    if answer > 0:
        less = xlfuncs.capped_ratio_score(float(target), float(answer - unit), points, "正向", rule)
        assert less < float(wanted)


@given(st.integers(1, 99999), st.integers(1, 40), st.data(), st.sampled_from(RULES))
def test_of_a_limit(target: int, points: int, data: st.DataObject, rule: str) -> None:
    wanted = Decimal(data.draw(st.integers(1, points * 100))).scaleb(-2)
    answer = required_actual(float(target), points, float(wanted), "反向", rule)
    assert answer is not None
    assert answer >= target
    assert xlfuncs.capped_ratio_score(float(target), float(answer), points, "反向", rule) >= float(wanted)
    assert xlfuncs.capped_ratio_score(float(target), float(answer + 1), points, "反向", rule) < float(wanted)


@given(st.integers(1, 10**9), st.integers(1, 40), st.data(), st.sampled_from(RULES))
def test_of_an_execution_rate(cents: int, points: int, data: st.DataObject, rule: str) -> None:
    budget = Decimal(cents).scaleb(-2)
    wanted = Decimal(data.draw(st.integers(1, points * 100))).scaleb(-2)
    answer = required_executed(float(budget), points, float(wanted), rule)
    assert answer is not None
    assert xlfuncs.execution_rate_score(float(budget), float(answer), points, rule) >= float(wanted)
    less = float(answer - Decimal("0.01"))
    assert xlfuncs.execution_rate_score(float(budget), less, points, rule) < float(wanted)


def test_full_points_need_the_target() -> None:
    assert required_actual("≥40人", 5) == 40
    assert required_actual("≤5300元", 10) == 5302  # 5300 ÷ 5302 × 10 = 9.996, rounded 10.00
    assert required_executed(100.0, 20) == Decimal("99.98")


def test_more_than_the_points_cannot_be_earned() -> None:
    with pytest.raises(OutOfRange, match="不在 0 至 5 之间"):
        required_actual(40.0, 5, 5.01)


def test_a_limit_that_costs_nothing_has_no_answer() -> None:
    assert required_actual(40.0, 5, 0, "反向") is None
