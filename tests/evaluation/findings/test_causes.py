"""Candidate causes: each reproduces the published figure exactly, and nothing else is listed."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlfuncs.evaluation.findings import causes as module

BEIJING, NATIONAL = "beijing-2022", "mof-2020-10"


def causes(*row: Any) -> list[str]:
    """In Chinese; in English there are as many, with the same figures."""
    listed = module.causes(*row)
    for cause in listed:
        assert re.findall(r"\d+(?:\.\d+)?", cause.zh) == re.findall(r"\d+(?:\.\d+)?", cause.en)
    assert len({cause.en for cause in listed}) == len(listed)
    return [cause.zh for cause in listed]


PUBLISHED = [
    ("carryover_deduction", [0.0804, 0.1382, 4], BEIJING, 0,
     ["上年率缺失，按 0 计", "按相对变化 71.89% 计，而不是相差的百分点"]),
    ("execution_rate_score", [291435.79, 251145.17, 20], BEIJING, 17.24,
     ["率不取位，得分四舍五入", "率四舍五入到百分数两位", "率四舍五入到百分数一位"]),
    ("execution_rate_score", [30, 20, 10], NATIONAL, 6.66, ["得分截断而不是四舍五入", "率舍去尾数到百分数一位"]),
    ("execution_rate_score", [30, 20, 10], NATIONAL, 6.7,
     ["得分四舍五入到一位小数", "率四舍五入到百分数整数"]),
    ("execution_rate_score", [30, 20, 10], NATIONAL, 6, ["得分舍去尾数到整数"]),
    ("execution_rate_score", [30, 20, 10], NATIONAL, 7, ["得分四舍五入到整数"]),
    ("execution_rate_score", [900, 873, 10], NATIONAL, 9, ["得分舍去尾数到整数"]),
    ("execution_rate_score", [900, 873, 10], NATIONAL, 7.9, ["9.70 的笔误（相邻两位颠倒）"]),
    ("execution_rate_score", [900, 873, 10], NATIONAL, 0.97, ["9.70 的笔误（小数点错位）"]),
    ("execution_rate_score", [900, 1000, 10], NATIONAL, 11.11, ["没有按分值封顶"]),
    ("capped_ratio_score", [5300, 5830, 10, "反向"], NATIONAL, 9,
     ["得分舍去尾数到一位小数", "得分四舍五入到整数", "率舍去尾数到百分数整数"]),
    ("capped_ratio_score", [5300, 5830, 10, "反向"], NATIONAL, 10,
     ["没有按完成比例扣分，给了满分", "得分进位到整数"]),
    ("capped_ratio_score", ["≥40人", "38人", 10], NATIONAL, 10,
     ["没有按完成比例扣分，给了满分", "得分四舍五入到整数"]),
    ("capped_ratio_score", ["≥95%", "90%", 10], NATIONAL, 9,
     ["得分四舍五入到整数", "按完成值×分值计，没有除以指标值"]),
    ("capped_ratio_score", [10, 35, 10], BEIJING, 10, ["超额完成没有扣分"]),
    ("capped_ratio_score", [10, 35, 10], BEIJING, 35, ["没有按分值封顶"]),
    ("capped_ratio_score", [10, 35, 10], BEIJING, 2.86, ["正向、反向弄反"]),
    ("capped_ratio_score", [3, 0, 10, "反向"], BEIJING, 9, []),
    ("variance_deduction", [0.283, 0.8262, 4], BEIJING, 1.83, ["不满一步按比例扣"]),
    ("variance_deduction", [0.283, 0.8262, 4], BEIJING, 1.6, ["不满一步也扣一步"]),
    ("variance_deduction", [0.283, 0.8262, 4], BEIJING, 4, ["没有扣分"]),
    ("variance_deduction", [0.283, 0.3831, 4], BEIJING, 0.4, ["填的是扣分，不是得分"]),
    ("variance_deduction", [0.3, 0.2, 4], BEIJING, 3, []),
    ("checklist_score", [2, 4, 0.8], BEIJING, 1.6, ["填的是扣分，不是得分"]),
    ("checklist_score", [2, 4, 0.8], BEIJING, 4, ["没有扣分"]),
    ("checklist_score", [2, 4, 0.8], BEIJING, 3, []),
]  # fmt: skip


@pytest.mark.parametrize(("function", "values", "rule", "found", "expected"), PUBLISHED)
def test_what_reproduces_a_figure(
    function: str, values: list[Any], rule: str, found: float, expected: list[str]
) -> None:
    assert causes(function, values, rule, found) == expected


def test_a_row_that_cannot_be_read_otherwise_has_none() -> None:
    assert causes("qualitative_score", ["达成", 10, 0.9], NATIONAL, 10) == []
    assert causes("capped_ratio_score", [10, None, 5, None], NATIONAL, 5) == []


def test_a_result_beyond_all_numbers_ends_nothing() -> None:
    assert causes("capped_ratio_score", [100, 1e308, 10, None], NATIONAL, 9.5) == []
    assert causes("capped_ratio_score", [1e-300, 1e308, 10, None], NATIONAL, 9.5) == []
    assert causes("capped_ratio_score", ["≤100", 1e308, 10, None], NATIONAL, 9.5) == []


SLIP = re.compile(r"的笔误|按完成值×分值")


def half_up(value: Fraction, places: int) -> Fraction:
    return Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places)


def cut(value: Fraction, places: int) -> Fraction:
    return Fraction(floor(value * 10**places), 10**places)


def up(value: Fraction, places: int) -> Fraction:
    return Fraction(ceil(value * 10**places), 10**places)


def other_than(rounded: Fraction, value: Fraction) -> Fraction | None:
    return None if value == rounded else value


@given(st.integers(1, 9999), st.integers(0, 9999), st.integers(1, 40), st.data())
def test_every_candidate_for_an_execution_rate_gives_the_figure(
    budget: int, executed: int, points: int, data: st.DataObject
) -> None:
    rate = Fraction(executed, budget)
    capped = min(rate, Fraction(1))
    exact = capped * points
    readings: dict[str, Fraction | None] = {
        "率不取位，得分四舍五入": half_up(capped * points, 2),
        "率不取位，得分截断": cut(capped * points, 2),
        "得分截断而不是四舍五入": cut(cut(capped, 4) * points, 2),
        "得分四舍五入而不是截断": half_up(cut(capped, 4) * points, 2),  # the rule's own
        "率四舍五入到百分数两位": half_up(half_up(capped, 4) * points, 2),
        "率舍去尾数到百分数两位": half_up(cut(capped, 4) * points, 2),
        **{
            f"率{way}到百分数{words}": half_up(round(capped, places) * points, 2)
            for places, words in ((3, "一位"), (2, "整数"))
            for way, round in (("四舍五入", half_up), ("舍去尾数", cut))
        },
        "正向、反向弄反": half_up(cut(1 / rate, 4) * points, 2) if rate > 1 else None,
        "没有按分值封顶": half_up(rate * points, 2) if rate > 1 else None,
        "没有按完成比例扣分，给了满分": Fraction(points) if rate < 1 else None,
    }
    for places, words in enumerate(("整数", "一位小数", "两位小数")):
        rounded = half_up(exact, places)
        # what rounding gives is not said to come of cutting, or of rounding up
        readings[f"得分进位到{words}"] = other_than(rounded, up(exact, places)) if 0 < rate < 1 else None
        if places < 2:
            readings[f"得分四舍五入到{words}"] = rounded
            readings[f"得分舍去尾数到{words}"] = other_than(rounded, cut(exact, places))
    found = data.draw(st.sampled_from([value for value in readings.values() if value is not None]))
    expected = {label for label, value in readings.items() if value == found}
    listed = causes("execution_rate_score", [budget, executed, points], BEIJING, float(found))
    ways = [label for label in listed if not SLIP.search(label)]
    assert set(ways) <= expected
    assert len(ways) == min(len(expected), 3)
    own = f"{float(half_up(cut(capped, 4) * points, 2)):.2f} "
    for label in listed[len(ways) :]:  # a slip of the pen of the rule's own score, or no division
        assert label.startswith((own, "按完成值×分值计"))


@given(st.integers(0, 9999), st.integers(0, 9999), st.data())
def test_every_candidate_for_a_deduction_gives_the_figure(base: int, rate: int, data: st.DataObject) -> None:
    def score(points_over: Fraction, count: Any = floor) -> Fraction:
        steps = count(max(points_over, Fraction(0)))
        return 4 - min(half_up(steps * Fraction(2, 5), 2), Fraction(4))

    over = Fraction(rate - base, 100)
    own = score(over)
    readings = {
        "不满一步不扣": own,
        "不满一步按比例扣": score(over, Fraction),
        "不满一步也扣一步": score(over, ceil),
        "上年率缺失，按 0 计": score(Fraction(rate, 100)),
        "填的是扣分，不是得分": 4 - own,
        "没有扣分": Fraction(4),
    }
    if rate > base > 0:
        change = cut(Fraction(rate - base, base), 4)
        label = f"按相对变化 {float(change * 100):.2f}".rstrip("0").rstrip(".") + "% 计，而不是相差的百分点"
        readings[label] = score(change * 100)
    found = data.draw(st.sampled_from(sorted(set(readings.values()))))
    listed = causes("carryover_deduction", [base / 10000, rate / 10000, 4], BEIJING, float(found))
    expected = {label for label, value in readings.items() if value == found}
    assert set(listed) <= expected
    assert len(listed) == min(len(expected), 3)
