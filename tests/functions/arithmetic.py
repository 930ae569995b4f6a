"""Explanations read back: every equation and every rounding in them recomputed with fractions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import floor

from xlfuncs.functions.wording import Step

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_ROUNDED_RATE = re.compile(r"(-?[\d.]+)%，(四舍五入|截断)为 (-?[\d.]+)%")
_ROUNDED_SCORE = re.compile(
    r"＝?(?:满分 )?([\d.]+)，(四舍五入|截断)(?:得|，扣|，以 [\d.]+ 分为限，扣) ?([\d.]+) 分"
)
_CARRIED = re.compile(r"([\d.]+)%；([\d.]+)%×")
_RESULT = re.compile(r"(?:得(?:满分)?|＝) ?([\d.]+) 分")
_CUT = 6  # decimals of what does not end


def recomputed(text: str, *, rate_places: int = 4, places: int = 2) -> int:
    """Check everything in an explanation that can be; how many equations there were."""
    steps = text.partition("。依据")[0]
    for left, right in equations(steps):
        exact = _value(left)
        shown = _value(right)
        assert shown in (exact, _cut(exact, _CUT)), f"{left}＝{right}: {float(exact)} in {steps}"
    for exact_text, way, rounded in _ROUNDED_RATE.findall(steps):
        assert _round(Fraction(exact_text) / 100, rate_places, way) == Fraction(rounded) / 100, steps
    for exact_text, way, rounded in _ROUNDED_SCORE.findall(steps):
        if "为限" not in steps:
            assert _round(Fraction(exact_text), places, way) == Fraction(rounded), steps
    for before, after in _CARRIED.findall(steps):
        taken = Fraction(before) if "扣分值的" not in steps else 100 - Fraction(before)
        assert taken == Fraction(after), steps
    return len(equations(steps))


def stepwise(steps: Iterable[Step]) -> None:
    """Recompute every step from its expression, and what becomes of it; both languages say the same figures."""
    for step in steps:
        assert _NUMBER.findall(step.words.zh) == _NUMBER.findall(step.words.en), step
        assert not re.search("[一-鿿]", step.words.en), step
        if step.value is None:
            assert not step.expression
            continue
        value = Fraction(step.value)
        if step.expression:
            assert abs(_value(step.expression) - value) <= abs(value) / 10**25, step
        if not isinstance(step.result, Decimal):
            assert step.result is None
        elif step.rounding is None:
            assert step.result == step.value, step
        else:
            places = -int(step.result.as_tuple().exponent)
            way = {"half_up": "四舍五入", "truncate": "截断"}[step.rounding]
            assert _round(value, places, way) == Fraction(step.result), step


def result(text: str) -> Fraction:
    """The score an explanation ends with."""
    return Fraction(_RESULT.findall(text.partition("。依据")[0])[-1])


def equations(steps: str) -> list[tuple[str, str]]:
    """The two sides of every ``＝``, words left out."""
    found = []
    for clause in re.split("[；，]", steps):
        left, equals, right = clause.partition("＝")
        if equals:
            unit = "%" if "个百分点" in right else ""
            value = re.match(r"-?[\d.]+%?", right)
            assert value, clause
            found.append((_bare(left), value[0] + unit))
    return found


def _bare(text: str) -> str:
    return re.sub(r"[^\d.%÷×－()\[\]]", "", text.partition("：")[2] or text)


def _value(expression: str) -> Fraction:
    sign = "-" if expression.startswith("-") else ""
    body = expression.removeprefix("-").translate(str.maketrans("÷×－[]", "/*-()"))
    source = _NUMBER.sub(lambda number: f"F({number[0]!r})", body)
    return Fraction(eval(sign + source, {"F": _fraction}))


def _fraction(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _cut(value: Fraction, places: int) -> Fraction:
    return _round(value, places, "截断")


def _round(value: Fraction, places: int, way: str) -> Fraction:
    half = Fraction(1, 2) if way == "四舍五入" else 0
    size = Fraction(floor(abs(value) * 10**places + half), 10**places)
    return size if value >= 0 else -size
