"""Hypothesis strategies: the numbers that stand in cells, the awkward ones more often than chance has it."""

from __future__ import annotations

import math
import sys
from fractions import Fraction

from hypothesis import strategies as st

# Divisors that make ties: a seventh never ends, a sixteenth ends in 5.
TIE_MAKERS = (8, 16, 40, 80, 160, 200, 400, 800, 1600, 2000, 3, 7)


def neighbours(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[float]:
    """The numbers and the floats up to three steps beside them; subnormals, which no suite keeps, are not."""

    def step(number: float, steps: int) -> float:
        beside = number
        for _ in range(abs(steps)):
            beside = math.nextafter(beside, math.copysign(math.inf, steps))
        return beside if sys.float_info.min <= abs(beside) < math.inf else number

    return st.builds(step, numbers, st.sampled_from([0, 0, 0, -3, -2, -1, 1, 2, 3]))


def decimals(most: int = 10**7) -> st.SearchStrategy[float]:
    return st.builds(lambda n, d: n / 10**d, st.integers(0, most), st.integers(0, 4))


def ratios() -> st.SearchStrategy[float]:
    """Raw quotients with all 17 digits."""
    return st.builds(lambda n, d: n / d, st.integers(0, 10**6), st.integers(1, 10**4))


amounts = neighbours(
    st.one_of(
        decimals(),
        ratios(),
        st.sampled_from([float(n) for n in TIE_MAKERS]),
        st.builds(lambda n: n / 100, st.integers(0, 10**14)),
        st.floats(0, 1e12, allow_subnormal=False),
    )
)
points = neighbours(
    st.one_of(
        st.sampled_from([0.0, 1.0, 2.0, 2.5, 4.0, 5.0, 6.0, 8.0, 10.0, 20.0, 60.0]), decimals(10**5), ratios()
    )
)
rates = neighbours(
    st.one_of(
        st.builds(lambda n, d: n / 10**d, st.integers(-100, 10**4), st.integers(2, 4)),
        st.floats(-1, 10, allow_subnormal=False),
        ratios(),
    )
)
bad = st.sampled_from([math.nan, 0.0, -1.0, -0.005, 86.17, 0.5])


@st.composite
def pairs(draw: st.DrawFn) -> tuple[float, float]:
    """Two amounts whose quotient is often a round figure, or a hair beside it."""
    if draw(st.booleans()):
        return draw(amounts), draw(amounts)
    whole = draw(st.one_of(decimals(10**6), st.sampled_from([float(n) for n in TIE_MAKERS])))
    share = Fraction(draw(st.integers(0, 12000)), draw(st.sampled_from([1000, 2000, 10000, 20000])))
    share *= draw(st.sampled_from([1, 1, 1, 0]))
    multiple = draw(st.sampled_from([0, 0, 1, 3, 4, 6]))
    return draw(neighbours(st.just(float(Fraction(whole) * (share + multiple))))), whole
