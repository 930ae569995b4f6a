"""Targets of several figures: reached where each is, in the same words; every other result is left to a person."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from xlfuncs.functions.changes import all_reached

PARTS = [("培训", "期"), ("学员", "人"), ("覆盖", "个村"), ("优良率", "%")]
BETWEEN = "，、；\n"
PAIRS = [(*pair, mark) for pair, mark in product(permutations(PARTS, 2), BETWEEN)]


def _said(parts: tuple[tuple[str, str], ...], figures: tuple[float, ...], mark: str, sign: str = "") -> str:
    return mark.join(f"{name}{sign}{one:g}{unit}" for (name, unit), one in zip(parts, figures, strict=True))


@pytest.mark.parametrize(("one", "other", "mark"), PAIRS)
def test_each_figure_must_be_reached(one: tuple[str, str], other: tuple[str, str], mark: str) -> None:
    for sign in ("", "≥"):
        target = _said((one, other), (20, 30), mark, sign)
        for figures in product((19, 20, 21), (29, 30, 31.5)):
            actual = _said((one, other), figures, mark)
            assert all_reached(target, actual, exactly=False) is (figures[0] >= 20 and figures[1] >= 30), (
                actual
            )
        assert not all_reached(target, _said((other, one), (30, 20), mark), exactly=False)
        assert all_reached(target, _said((one, other), (21, 30), mark), exactly=True) is (sign == "≥")


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("3-5次", "3-5次"),
        ("95%-98%", "95%-98%"),
        ("≥ 1 20 组", "1 20组"),
        ("1:3", "1:4"),
        ("2期/100人", "2期/120人"),
        ("前3名2项", "前3名2项"),
        ("由80户增至90户", "由80户增至95户"),
        ("能耗下降3%，排放下降4%", "能耗下降4%，排放下降5%"),
        ("3期，150人", "3期，150人，未验收"),
        ("3期，150人", "约3期，150人"),
        ("3期，150人", "3期，约150人"),
        ("=3期，150人", "4期，150人"),
    ],
)
def test_what_is_no_list_of_counts_is_left(target: str, actual: str) -> None:
    assert not all_reached(target, actual, exactly=False)
