"""Numbers in words: exact where they end, cut where they do not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xlfuncs.bilingual import Both
from xlfuncs.functions.wording import earned, percent, percentage_points, plain
from xlfuncs.scoring.numbers import WIDE


@given(st.decimals(-(10**12), 10**12, places=4))
def test_plain_is_the_number(number: Decimal) -> None:
    text = plain(number)
    assert Fraction(text) == Fraction(number)
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))


def test_plain_reads_cells_at_15_digits() -> None:
    assert (plain(0.1 + 0.2), plain(1e15), plain(-0.0), plain(2)) == ("0.3", "1000000000000000", "-0", "2")


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_percent_is_exact_or_cut_to_four_decimals(top: int, bottom: int) -> None:
    shown = Fraction(percent(WIDE.divide(Decimal(top), Decimal(bottom)))[:-1]) / 100
    exact = Fraction(top, bottom)
    assert shown == exact or 0 < exact - shown < Fraction(1, 10**6)
    assert shown <= exact


def test_percents_and_points() -> None:
    assert percent(Decimal("0.8617")) == "86.17%"
    assert percent(Decimal("-0.7")) == "-70%"
    assert percent(Decimal("5e60")) == f"5{'0' * 62}%"  # absurd, but the score exists, and so must its steps
    assert percentage_points(Decimal("0.1")).zh == "10 个百分点"


def test_what_is_earned_says_how_it_was_rounded() -> None:
    assert earned(Decimal("9.0909090909"), Decimal("9.09"), "half_up").zh == "9.090909，四舍五入得 9.09 分"
    assert earned(Decimal("9.099"), Decimal("9.09"), "truncate").zh == "9.099，截断得 9.09 分"
    assert earned(Decimal("9.099"), Decimal("9.09"), "truncate").en == "9.099, truncated to 9.09 points"
    assert earned(Decimal("5.00"), Decimal("5"), "half_up") == Both("5 分", "5 points")
