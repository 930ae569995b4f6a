"""公式中的值与运算 — numbers, texts and truth as formulas take them, and the operators, where no evaluator does that for us.

What office suites do not agree on, or what would take a table of spellings (a date in a text), is `Unsure`: no result
is better than another one.

>>> number("12"), number(True), number(None), text(0.1 + 0.2), same(1.0, 0.1 * 10), same("A", "a")
(12.0, 1.0, 0.0, '0.3', True, True)
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from xlfuncs.cells import CellError
from xlfuncs.files.ooxml.cell import LONGEST_TEXT

Operation = Callable[[Any, Any], Any]
Scalar = float | str | bool | None  # None for a blank cell

_PLAIN = re.compile(r" *[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)? *")
_WIDE = Context(prec=400)


class Failed(Exception):
    """The formula gives an error value."""

    def __init__(self, error: CellError | str) -> None:
        self.error = CellError(error) if isinstance(error, str) else error


class Unsure(Exception):
    """Nobody here can say what the formula gives."""


def number(value: Scalar) -> float:
    """A value as a number; ``#VALUE!`` for a text that is none."""
    if isinstance(value, str):
        if _PLAIN.fullmatch(value):
            return finite(float(value))
        if any(map(str.isdigit, value)):
            raise Unsure  # a date, a percentage, a fraction?
        raise Failed("#VALUE!")
    return 0.0 if value is None else float(value)


def text(value: Scalar) -> str:
    """A value as a text, numbers as a cell without a format shows them."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise Failed("#VALUE!")
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value and not 1e-4 <= abs(value) < 1e15:
        raise Unsure  # with an exponent or without?
    return f"{Decimal(f'{value:.15g}'):f}"


def truth(value: Scalar) -> bool:
    """A value as a condition."""
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            raise Unsure
        raise Failed("#VALUE!")
    return bool(value)


def same(one: Scalar, other: Scalar) -> bool:
    """Whether two values are equal; a blank is 0, FALSE and the empty text, numbers count to 15 digits."""
    kind = type(one)
    if kind is type(other):
        if one == other or kind is bool:
            return one == other
        return one.lower() == other.lower() if kind is str else f"{one:.15g}" == f"{other:.15g}"  # type: ignore[union-attr]
    return (one is None or other is None) and not (one or other)


def less(one: Scalar, other: Scalar) -> bool:
    """Whether a value stands before another: numbers before texts before truth. How texts are sorted is `Unsure`."""
    if type(one) is type(other) is float:  # nearly all
        return one < other and not same(one, other)
    if isinstance(one, str) and isinstance(other, str):
        raise Unsure
    ranks = [_rank(one if one is not None else other), _rank(other if other is not None else one)]
    if ranks[0] != ranks[1]:
        return ranks[0] < ranks[1]
    if ranks[0] == 1:  # a blank and a text
        return not one and bool(other)
    return not same(one, other) and float(one or 0) < float(other or 0)


def _rank(value: Scalar) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def finite(value: float) -> float:
    """The number, or ``#NUM!`` where it is beyond all."""
    if not math.isfinite(value):
        raise Failed("#NUM!")
    return value + 0.0  # no cell shows −0


def rounded(value: float, places: int) -> float:
    """ROUND: half away from zero, of the decimal number that a cell shows.

    >>> rounded(1.005, 2), rounded(2.675, 2), rounded(-2.5, 0), rounded(17.0, -1)
    (1.01, 2.68, -3.0, 20.0)
    """
    if abs(places) > 300:
        raise Unsure
    return float(Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE))


def joined(one: Any, other: Any) -> str:
    """One text and another."""
    whole = one + other if type(one) is type(other) is str else text(one) + text(other)
    return text(whole)


def divided(one: Any, other: Any) -> float:
    """One by the other."""
    top, bottom = number(one), number(other)
    if bottom == 0:
        raise Failed("#DIV/0!")
    return finite(top / bottom)


OPERATORS: dict[str, tuple[int, Operation]] = {  # how tightly each binds, what it does
    "=": (1, same),
    "<>": (1, lambda one, other: not same(one, other)),
    "<": (1, less),
    ">": (1, lambda one, other: less(other, one)),
    "<=": (1, lambda one, other: not less(other, one)),
    ">=": (1, lambda one, other: not less(one, other)),
    "&": (2, joined),
    "+": (3, lambda one, other: finite(number(one) + number(other))),
    "-": (3, lambda one, other: finite(number(one) - number(other))),
    "*": (4, lambda one, other: finite(number(one) * number(other))),
    "/": (4, divided),
}
