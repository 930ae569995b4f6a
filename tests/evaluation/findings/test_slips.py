"""Slips of typing: which figure became which, and the one part of a sum that a slip explains."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.tables import evaluate, indicator, spot, table
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Section
from xlfuncs.evaluation.findings.slips import NO_HINT, mended, slip

numbers = st.integers(100, 99999).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("typed", "right", "words"),
    [
        ("32.17", "23.17", "相邻两位颠倒"),
        ("7.9", "9.7", "相邻两位颠倒"),
        ("1.72", "17.2", "小数点错位"),
        ("1000", "10", "小数点错位"),
        ("106", "10", "多录一位"),
        ("9.57", "9.5", "多录一位"),
        ("5", "15", "少录一位"),
        ("89", "89.974", "漏录小数"),
        ("11", "10", None),
        ("12", "34", None),
        ("0", "10", None),
        ("10", "10", None),
    ],
)
def test_a_slip_has_its_name(typed: str, right: str, words: str | None) -> None:
    found = slip(Decimal(typed), Decimal(right))
    assert (found and found.zh) == words


@given(numbers, st.integers(0, 3), st.integers(0, 9))
def test_a_digit_too_many_is_found_wherever_it_stands(right: Decimal, place: int, digit: int) -> None:
    text = f"{right:.2f}"
    at = min(place, text.index("."))
    typed = Decimal(text[:at] + str(digit) + text[at:])
    assert typed == right or slip(typed, right) is not None


@given(numbers, numbers)
def test_one_is_the_others_slip_both_ways_but_for_cut_decimals(one: Decimal, other: Decimal) -> None:
    there, back = slip(one, other), slip(other, one)
    kinds = {found.zh for found in (there, back) if found}
    assert (there is None) == (back is None) or kinds == {"漏录小数"}


def test_a_part_is_named_only_where_it_alone_explains_the_sum() -> None:
    at = [Place("表", row, 0) for row in range(4)]
    assert (
        "表!A1 的 106 如为 10 的笔误（多录一位）"
        in mended(Decimal(-96), [(106.0, at[0], None), (20.0, at[1], None)]).zh
    )
    assert mended(Decimal(-1), [(11.0, at[0], None), (20.0, at[1], None)]) == NO_HINT
    assert mended(Decimal(90), [(10.0, place, None) for place in at]) == NO_HINT  # any of the four may be 100
    assert mended(Decimal(30), [(7.9, at[0], 10)]) == NO_HINT  # no row earns more than its points


def test_a_total_names_the_row_that_was_mistyped() -> None:
    rows = [indicator(10.0, 10.0, 40.0, name=name, entered=40.0) for name in ("甲", "乙")]
    rows[1].entered, rows[1].cells["entered"] = 4.0, Place("表", 7, 6)
    judged = table(*rows, rule="mof-2020-10", sections=[Section("一", 80.0, 80.0)])
    (told,) = (found for found in evaluate(judged).findings if found.code == "total-differs")
    assert told.cell == spot("一")
    assert told.message.endswith("；表!G8 的 4 如为 40 的笔误（小数点错位），则相符")


def test_points_too() -> None:
    rows = [indicator(10.0, 10.0, worth, name="甲") for worth in (40.0, 51.0, 45.0)]
    rows[1].cells["points"] = Place("表", 7, 5)
    judged = table(*rows, rule="mof-2020-10", sections=[Section("一", 100.0)])
    told = next(found for found in evaluate(judged).findings if found.code == "points-sum")
    assert "表!F8 的 51 如为 15 的笔误（相邻两位颠倒）" in told.message
