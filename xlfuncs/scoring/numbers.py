"""数 — what number stands in a cell, exactly, how a result is rounded, and what no amount can be: negative.

A cell's number is its decimal at 15 significant digits: that is what Excel, LibreOffice and IronCalc show
and compare, so the float noise of a SUM is not what an officer sees.
"""

from __future__ import annotations

import re
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_05UP,
    ROUND_DOWN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    InvalidOperation,
)
from functools import lru_cache
from math import isfinite
from typing import Literal, TypeGuard

from xlfuncs.errors import NotANumber, OutOfRange, RuleProblem

Rounding = Literal["half_up", "truncate"]

ZERO, ONE = Decimal(0), Decimal(1)

# Sums and products of cell numbers (15 digits each; 28 for a Decimal of the default context) are exact in
# 64 digits. A quotient may not be, and one barely below a tie must not become the tie: ROUND_05UP leaves the
# last digit of an inexact result neither 0 nor 5, so rounding it again is rounding the true quotient once.
WIDE = Context(prec=64, rounding=ROUND_05UP, Emin=MIN_EMIN, Emax=MAX_EMAX)

_MODES = {"half_up": ROUND_HALF_UP, "truncate": ROUND_DOWN}
_UNITS = {places: Decimal(1).scaleb(-places) for places in range(16)}

_CELL = Context(prec=15)
_NUMERAL = re.compile(
    r"([+-]?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?) ?(%?)"
)
# Full-width forms only: NFKC would also read ² and ① as digits, and make 10² one hundred and two.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("\u3000"): " ",
    ord("\u00a0"): " ",
    ord("\u2212"): "-",
}


def exact(value: object) -> Decimal:
    """单元格的数 — the decimal a cell's number is, at 15 significant digits; a Decimal stays as it is.

    Text may carry full-width digits, thousands separators and a percent sign. NotANumber for other text, a truth value,
    NaN, infinity. [#VALUE!]

    >>> exact(0.1 + 0.2), exact("１，２３４．５０"), exact("86.17%")
    (Decimal('0.3'), Decimal('1234.50'), Decimal('0.8617'))
    """
    if type(value) is float:
        if isfinite(value):
            return _of_float(value) if value else Decimal(repr(value))  # 0.0 and -0.0 are one key
    elif type(value) is int:
        return Decimal(value) if -(10**15) < value < 10**15 else _CELL.create_decimal(value)
    elif isinstance(value, Decimal):
        if value.is_finite():
            return value
    elif isinstance(value, str):
        return _read(value)
    elif hasattr(value, "item") and getattr(value, "ndim", 1) == 0:  # a numpy scalar
        return exact(value.item())
    elif is_number(value):  # a subclass of int or float
        return exact(float(value))
    raise NotANumber(f"{value!r} 不是数 | not a number: {value!r}")


@lru_cache(maxsize=1 << 12)  # the same ones stand in many rows, and every check asks
def _of_float(value: float) -> Decimal:
    digits = repr(value)
    return Decimal(digits if len(digits) <= 15 else f"{value:.15g}")


def exact_or_none(value: object) -> Decimal | None:
    """The decimal a cell's number is; None where the cell is blank or holds something else.

    >>> exact_or_none(9.5), exact_or_none(" "), exact_or_none("九")
    (Decimal('9.5'), None, None)
    """
    if type(value) is float:  # nearly all
        return (_of_float(value) if value else exact(value)) if isfinite(value) else None
    if value is None:
        return None
    try:
        return None if is_blank(value) else exact(value)
    except NotANumber:
        return None


def _read(text: str) -> Decimal:
    found = _NUMERAL.fullmatch(text.translate(_PLAIN).strip())
    if found:
        number = _CELL.create_decimal(found[1].replace(",", ""))
        if number.adjusted() < 308:  # what a cell can hold
            return number.scaleb(-2, WIDE) if found[2] else number
    raise NotANumber(f"「{text}」不是数 | not a number: {text}")


def bare(number: Decimal) -> str:
    """A decimal as people write it: no exponent, no trailing zeros.

    >>> bare(Decimal("17.230")), bare(Decimal("1E+2"))
    ('17.23', '100')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_number(value: object) -> TypeGuard[float]:
    """是否为数 — an int or a float; a truth value, which Python counts among them, is none.

    >>> is_number(9), is_number(9.5), is_number(True), is_number("9")
    (True, True, False, False)
    """
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def decimals(number: Decimal) -> int:
    """小数位数 — how many decimals a number has, zeros at its end left out; no more than `round_to` rounds to.

    >>> decimals(Decimal("17.230")), decimals(Decimal("1E+2")), decimals(Decimal("1.5E-20"))
    (2, 0, 15)
    """
    return min(max(0, -int(number.normalize().as_tuple().exponent)), len(_UNITS) - 1)


def is_rounding(said: Decimal, own: Decimal, least: int = 0) -> bool:
    """是否为其约数 — whether a number is another rounded or cut at its last digit, or at the `least` place.

    >>> is_rounding(Decimal("0.67"), Decimal(2) / 3), is_rounding(Decimal("0.6"), Decimal(2) / 3, 2)
    (True, False)
    """
    return abs(own - said) < Decimal(1).scaleb(-max(decimals(said), least))


def is_blank(value: object) -> bool:
    """是否为空 — nothing there: None, empty or white text, NaN.

    >>> is_blank(""), is_blank(" \\u3000"), is_blank(float("nan")), is_blank(0)
    (True, True, True, False)
    """
    if type(value) is float:
        return value != value
    return value is None or (isinstance(value, str) and not value.strip()) or value != value


def round_to(value: Decimal, places: int, rounding: Rounding | None) -> Decimal:
    """取位 — round half away from zero, or truncate toward zero.

    OutOfRange for a result with too many digits to be an amount [#NUM!]; RuleProblem for no such rounding, or (None) one
    that the rule leaves open: it is not guessed.

    >>> round_to(Decimal("1.005"), 2, "half_up"), round_to(Decimal("0.861751"), 4, "truncate")
    (Decimal('1.01'), Decimal('0.8617'))
    """
    try:
        rounded = value.quantize(_UNITS[places], _MODES[rounding or ""], WIDE)
    except InvalidOperation:
        raise OutOfRange(f"数值过大：{value:.3E} | too large a number") from None
    except KeyError:
        raise RuleProblem(f"没有这种取位方式：{places} 位，{rounding} | unknown rounding") from None
    return rounded or rounded.copy_abs()  # never −0


def cents(value: Decimal) -> Decimal:
    """A score, or an amount, as it is published: two decimals.

    >>> cents(Decimal("17.235"))
    Decimal('17.24')
    """
    return round_to(value, 2, "half_up")


def refuse_negative(**amounts: Decimal) -> None:
    """Raise OutOfRange naming the first negative amount, by its argument's Chinese term."""
    for name, amount in amounts.items():
        if amount < 0:
            raise OutOfRange(f"{_TERMS[name]}不能为负：{amount} | {name} must not be negative")


_TERMS = {
    "whole": "分母（预算数）",
    "part": "分子（执行数、结转结余）",
    "base": "基数（年初预算数）",
    "current": "比较数（决算数）",
    "target": "指标值",
    "actual": "完成值",
    "points": "分值",
    "failed": "不合格项数",
    "per_item": "每项扣分",
}
