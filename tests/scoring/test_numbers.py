"""Numbers are the 15 digits of a cell, rounded exactly; text that is no number is never guessed."""

from __future__ import annotations

import math
import re
from decimal import Decimal as D
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring import reference
from tests.scoring.cells import neighbours
from xlfuncs.errors import NotANumber, OutOfRange, RuleProblem
from xlfuncs.scoring.numbers import WIDE, Rounding, exact, round_to

NO_NUMBERS = [
    *["无", "40人", "≥40", "1,23", "1,2345", "12,34,567", "10²", "①", "½", "一"],
    *["1.2.3", "1e999", "%", "nan", "inf", "1_000", "0x10", "٣"],
]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0.1 + 0.2, "0.3"),
        (math.nextafter(1.005, 0), "1.005"),  # a neighbour of a tie is what the officer sees: the tie
        (1e22, "1E+22"),
        (12, "12"),
        (12345678901234567, "12345678901234600"),
        (D("1.10"), "1.10"),
        (np.float64(0.1) + 0.2, "0.3"),
        (np.int64(7), "7"),
        ("291435.79", "291435.79"),
        (" 1,234,567.5 ", "1234567.5"),
        ("１，２３４．５０", "1234.5"),
        ("86.17%", "0.8617"),
        ("86.17 ％", "0.8617"),
        ("-1.5e3", "-1500"),
        ("−2", "-2"),
        (".5", "0.5"),
        ("0.1234567890123456789", "0.123456789012346"),
    ],
)
def test_exact(value: object, number: str) -> None:
    assert exact(value) == D(number)


@pytest.mark.parametrize(
    "value", [True, np.bool_(True), math.nan, math.inf, D("NaN"), None, [1], np.array([1, 2])]
)
def test_not_a_number(value: object) -> None:
    with pytest.raises(NotANumber, match="不是数"):
        exact(value)


@pytest.mark.parametrize("text", [*NO_NUMBERS, "", " ", "1 234"])
def test_no_number_is_guessed_from_text(text: str) -> None:
    with pytest.raises(NotANumber, match=f"「{re.escape(text)}」不是数"):
        exact(text)


@given(neighbours(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)))
def test_exact_is_fifteen_digits(value: float) -> None:
    assert Fraction(exact(value)) == reference.number(value)


@pytest.mark.parametrize(
    ("value", "places", "rounding", "result"),
    [
        ("1.005", 2, "half_up", "1.01"),
        ("-1.005", 2, "half_up", "-1.01"),
        ("1.0049999", 2, "half_up", "1.00"),
        ("0.86179", 4, "truncate", "0.8617"),
        ("-0.86179", 4, "truncate", "-0.8617"),
        ("-0.001", 2, "half_up", "0.00"),
    ],
)
def test_round_to(value: str, places: int, rounding: Rounding, result: str) -> None:
    assert str(round_to(D(value), places, rounding)) == result


def test_refused_roundings() -> None:
    with pytest.raises(OutOfRange, match="过大"):
        round_to(D("1e80"), 2, "half_up")
    roundings: list[tuple[int, Rounding | None]] = [(2, None), (99, "half_up"), (-1, "half_up")]
    for places, rounding in roundings:
        with pytest.raises(RuleProblem, match="取位"):
            round_to(D(1), places, rounding)


@given(st.integers(1, 10**15), st.integers(1, 10**15), st.integers(0, 4))
def test_a_quotient_beside_a_tie_is_not_the_tie(divisor: int, near: int, places: int) -> None:
    """The tie less one part in 10^70: any fixed number of digits, rounded twice, would lift it."""
    tie = Fraction(2 * near + 1, 2 * 10**places)
    below = tie - Fraction(1, 10**70)
    quotient = WIDE.divide(D(below.numerator), D(below.denominator))
    assert round_to(quotient, places, "half_up") == D(near).scaleb(-places)
