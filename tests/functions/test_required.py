"""The inverse: the score at the answer reaches what was asked, one last digit less does not."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import xlfuncs
from xlfuncs.errors import NotCovered, OutOfRange
from xlfuncs.function_table import find
from xlfuncs.functions.ranges import RowsWarning
from xlfuncs.functions.required import required, required_actual, required_executed

RULES = ["mof-2020-10", "beijing-2022", "integrated-system"]


@given(st.integers(1, 99999), st.integers(0, 3), st.integers(1, 40), st.data(), st.sampled_from(RULES))
def test_of_an_indicator(digits: int, places: int, points: int, data: st.DataObject, rule: str) -> None:
    target = Decimal(digits).scaleb(-places)
    wanted = Decimal(data.draw(st.integers(0, points * 100))).scaleb(-2)
    answer = Decimal(str(required_actual(float(target), points, float(wanted), "正向", rule)))
    unit = Decimal(1).scaleb(min(int(target.normalize().as_tuple().exponent), 0))
    assert xlfuncs.capped_ratio_score(float(target), float(answer), points, "正向", rule) >= float(wanted)
    if answer > 0:
        less = xlfuncs.capped_ratio_score(float(target), float(answer - unit), points, "正向", rule)
        assert less < float(wanted)


@given(st.integers(1, 99999), st.integers(1, 40), st.data(), st.sampled_from(RULES))
def test_of_a_limit(target: int, points: int, data: st.DataObject, rule: str) -> None:
    wanted = Decimal(data.draw(st.integers(1, points * 100))).scaleb(-2)
    answer = Decimal(str(required_actual(float(target), points, float(wanted), "反向", rule)))
    assert answer >= target
    assert xlfuncs.capped_ratio_score(float(target), float(answer), points, "反向", rule) >= float(wanted)
    assert xlfuncs.capped_ratio_score(float(target), float(answer + 1), points, "反向", rule) < float(wanted)


@given(st.integers(1, 10**9), st.integers(1, 40), st.data(), st.sampled_from(RULES))
def test_of_an_execution_rate(cents: int, points: int, data: st.DataObject, rule: str) -> None:
    budget = Decimal(cents).scaleb(-2)
    wanted = Decimal(data.draw(st.integers(1, points * 100))).scaleb(-2)
    answer = Decimal(str(required_executed(float(budget), points, float(wanted), rule)))
    assert xlfuncs.execution_rate_score(float(budget), float(answer), points, rule) >= float(wanted)
    less = float(answer - Decimal("0.01"))
    assert xlfuncs.execution_rate_score(float(budget), less, points, rule) < float(wanted)


def test_full_points_need_the_target() -> None:
    assert required_actual("≥40人", 5) == 40
    assert required_actual("≤5300元", 10) == 5302  # 5300 ÷ 5302 × 10 = 9.996, rounded 10.00
    assert required_executed(100.0, 20) == 99.98


def test_more_than_the_points_cannot_be_earned() -> None:
    with pytest.raises(OutOfRange, match="不在 0 至 5 之间"):
        required_actual(40.0, 5, 5.01)


def test_a_limit_that_costs_nothing_has_no_answer() -> None:
    assert required("capped_ratio_score", [40.0, None, 5, "反向"], 0) is None
    with pytest.raises(NotCovered, match="任何数都得"):
        required_actual(40.0, 5, 0, "反向")


def test_a_column_gives_a_column_and_a_blank_row_a_blank() -> None:
    answers = required_actual(["≥40人", None, "≤5300元"], [5, 5, 10], [4.5, 4, 9])
    assert [str(value) for value in answers] == ["36.0", "nan", "5892.0"]
    assert required_executed([100.0, ""], 20)[0] == 99.98
    assert required_actual(None, 5) is required_executed("") is None


def test_a_row_that_fails_is_named() -> None:
    with pytest.warns(RowsWarning, match="第 2 行：.*不在 0 至 5 之间"):
        required_actual([40.0, 40.0], 5, [5, 6])


def test_an_amount_is_asked_to_the_cent_and_an_actual_as_the_target_is_written() -> None:
    assert required_executed(291435.79, 20, 18) == 262233.93
    assert required_actual("≥4.60万元", 10, 9.9) == 4.6  # 4.5 ÷ 4.6 × 10 = 9.78


@pytest.mark.parametrize("name", ["所需完成值", "所需执行数"])
def test_in_cells_it_has_the_arguments_of_what_it_turns_round(name: str) -> None:
    entry = find(name)
    turned = [one for one in find(entry.inverts).arguments if one.name not in ("actual", "executed")]
    assert [argument for argument in entry.arguments if argument.name != "score"] == turned


@pytest.mark.parametrize(("budget", "answer"), [(0.000001, 0.01), (194.9045, 194.91), (194.9, 194.9)])
def test_an_amount_finer_than_a_cent_is_reached_by_the_cent_above(budget: float, answer: float) -> None:
    assert required_executed(budget, 5000) == answer


def test_what_is_to_be_met_exactly_has_one_answer_and_a_blank_target_none() -> None:
    assert required_actual(40, 10, 9, "等于", "integrated-system") == 40
    assert required_actual(None, 10, 9) is None
    assert np.array_equal(required_actual([40, None], 10, 9), [36, np.nan], equal_nan=True)
