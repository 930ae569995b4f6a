"""浮点块运算 — what the column kernels share: when floats decide a rounding, and exact integers in floats.

Each float a kernel reads lies within 5e-15, relative, of its decimal at 15 digits: half a unit of the
fifteenth. Three such numbers multiplied and divided, and the at most five roundings on the way (1.2e-16
each), put a result off by less than 1.6e-14; the difference 2 − actual ÷ target, neither term above 2, by
less than 2.1e-14 absolute. ``SLACK`` is over four times as wide. A row further than that from every rounding
boundary is decided by floats. Of the rest those whose numbers are short decimals are decided in integers;
what remains goes to the definition.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from xlfuncs.scoring.numbers import ZERO, Rounding, round_to

Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Block: TypeAlias = Callable[..., Mask]  # (*inputs, out) → the rows of out that are decided

BLOCK = 16384  # rows at a time: the working arrays stay in the cache
SLACK = 1e-13
FEN = 100.0  # amounts and indicator values of up to two decimals become integers
EXACT = 2.0**52  # integers up to twice this are exact in float64


def truncates(places: int, rounding: Rounding | None) -> bool:
    """Whether to truncate; RuleProblem for a rounding the definition refuses too."""
    round_to(ZERO, places, rounding)
    return rounding == "truncate"


def nearest(value: Floats, error: Floats, truncate: bool, out: Floats) -> Mask:
    """Round non-negative values, known within ``error``, to integers; say which are certain.

    Overwrites ``value`` and ``error``. To truncate is to round the value less one half.
    """
    if truncate:
        value -= 0.5
    np.rint(value, out=out)
    out += 0.0  # −0 becomes 0
    value -= out
    np.abs(value, out=value)
    error += value
    return error < 0.5


def on_grid(values: Floats, scale: float) -> tuple[Floats, Mask]:
    """Values as integers of 1 ÷ scale, and which of them are exactly that, read at 15 digits.

    The float of a decimal on the grid comes out within 2.3e-16 of its integer, relative (two roundings); a
    float whose 15 digits read otherwise lies at least 5e-16 away, less one rounding.
    """
    scaled = values * scale
    whole = np.rint(scaled)
    size = np.abs(whole)
    return whole, (np.abs(scaled - whole) <= 3e-16 * size) & (size < 1e15)


def round_quotient(numerator: Floats, denominator: Floats | float, truncate: bool) -> tuple[Floats, Mask]:
    """Quotients of non-negative integers rounded exactly, and which integers were small enough for it."""
    top = numerator * 2.0 if truncate else numerator * 2.0 + denominator
    bottom = denominator * 2.0
    quotient = np.floor(top / bottom)
    quotient -= quotient * bottom > top  # exact: the division was rounded up to an integer; never below one
    return quotient, top < EXACT
