"""The kernels' steps for whole columns are never wrong; what they cannot decide they leave."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring import reference
from tests.scoring.cells import amounts
from xlfuncs.errors import RuleProblem
from xlfuncs.scoring.blocks import EXACT, SLACK, nearest, on_grid, round_quotient, truncates


@given(st.lists(amounts, min_size=1), st.sampled_from([1.0, 100.0, 1e6]))
def test_on_grid_is_never_wrong(values: list[float], scale: float) -> None:
    whole, sure = on_grid(np.array(values), scale)
    for value, integer, certain in zip(values, whole.tolist(), sure.tolist(), strict=True):
        if certain:
            assert reference.number(value) * int(scale) == int(integer)


def test_on_grid_at_the_fifteenth_digit() -> None:
    """Ever further from a short decimal: certain beside it, never once the fifteenth digit has changed."""
    for start in (1.0, 1.25, 4.5, 9.0, 9.75, 99.0, 999.0, 12345.0):
        beside = np.full(80, start)
        for place in range(1, beside.size):
            beside[place:] = np.nextafter(beside[place:], math.inf)
        whole, sure = on_grid(beside, 100.0)
        assert sure[0]
        for value, integer in zip(beside[sure].tolist(), whole[sure].tolist(), strict=True):
            assert reference.number(value) * 100 == int(integer)


@given(st.integers(0, 10**12), st.sampled_from([1, 100, 10**6]))
def test_on_grid_knows_a_short_decimal(integer: int, scale: int) -> None:
    whole, sure = on_grid(np.array([integer / scale]), float(scale))
    assert (whole.tolist(), sure.tolist()) == ([integer], [True])


@given(
    st.lists(st.tuples(st.integers(0, 2**52), st.integers(1, 2**50)), min_size=1),
    st.booleans(),
    st.booleans(),
)
def test_round_quotient(pairs: list[tuple[int, int]], truncate: bool, multiples: bool) -> None:
    pairs = [(top * bottom % 2**51, bottom) if multiples else (top, bottom) for top, bottom in pairs]
    columns = np.array(pairs, dtype=float).T
    whole, sure = round_quotient(columns[0], columns[1], truncate)
    for (top, bottom), quotient, certain in zip(pairs, whole.tolist(), sure.tolist(), strict=True):
        if certain:
            assert quotient == math.floor(Fraction(top, bottom) + (0 if truncate else Fraction(1, 2)))
        else:
            assert 2 * top + bottom >= EXACT


@given(st.lists(st.fractions(0, 10**6), min_size=1), st.booleans())
def test_nearest_is_never_wrong(values: list[Fraction], truncate: bool) -> None:
    """Whatever the error within its bound, a value called certain is rounded right."""
    for side in (-1, 0, 1):
        given_values = np.array([float(x * (1 + side * Fraction(1, 2 * 10**13))) for x in values])
        out = np.empty(len(values))
        sure = nearest(given_values, given_values * SLACK, truncate, out)
        for value, got, certain in zip(values, out.tolist(), sure.tolist(), strict=True):
            assert not certain or got == math.floor(value + (0 if truncate else Fraction(1, 2)))


def test_truncates() -> None:
    assert truncates(4, "truncate")
    assert not truncates(2, "half_up")
    with pytest.raises(RuleProblem):
        truncates(4, None)
