"""可比数值 — the figures of a target and an actual in one unit, or why they are not compared."""

from __future__ import annotations

import re
from decimal import Decimal

from xlfuncs.errors import NotANumber
from xlfuncs.functions.target_words import SPACE, WIDTH
from xlfuncs.functions.targets import Kind, Target, parse_target
from xlfuncs.functions.units import in_one_unit

_RANGE = re.compile(r"(\d+(?:\.\d+)?)([^\d~至-]{0,4})[-~至](\d+(?:\.\d+)?)([^\d~至-]{0,4})")  # 95%-100%
_NO_NUMBER: dict[Kind, str] = {
    "date_deadline": "是期限",
    "grade": "是等次",
    "qualitative": "是定性说明",
    "multiple_values": "含多个数值",
    "not_applicable": "没有内容",
}

_OPPOSITE = (("positive", "negative"), ("negative", "positive"))


def comparable(target: object, actual: object) -> tuple[Decimal, Decimal]:
    """可比数值 — the figures of a target and an actual, exact and in one unit.

    Parameters
    ----------
    target, actual : texts or numbers as they stand in the cells, or a :class:`Target` already read.

    Raises
    ------
    NotANumber : one of them is no single figure, or the factor between the units is not certain
        (:mod:`xlfuncs.functions.units` says what is).

    >>> comparable("≤4.6万元", "45000元")
    (Decimal('46000.0'), Decimal('45000'))
    >>> comparable("≥40人", "38场")
    Traceback (most recent call last):
    ...
    xlfuncs.errors.NotANumber: 指标值「≥40人」与完成值「38场」单位不一致（人、场）...
    """
    want = target if isinstance(target, Target) else parse_target(target)
    have = actual if isinstance(actual, Target) else parse_target(actual)
    if want.number is None or have.number is None:
        name, side = ("指标值", want) if want.number is None else ("完成值", have)
        raise NotANumber(
            f"{name}「{side.text}」{_NO_NUMBER[side.kind]}，不能按数值计分，应为一个数值 | not one number"
        )
    if have.operator == "approx":
        raise NotANumber(f"完成值「{have.text}」是约数，应填准确数值 | an approximate actual")
    ways = want.direction, have.direction
    if want.trend * have.trend < 0 or ways in _OPPOSITE:
        raise NotANumber(f"{_pair(want, have)}方向相反，请核对 | opposite directions")
    changes = "change_percent" in (want.kind, have.kind) or want.kind == have.kind == "number"
    if changes and bool(want.trend) != bool(have.trend):
        raise NotANumber(
            f"{_pair(want, have)}一个是变化幅度，一个不是，请改为同一口径 | change against level"
        )
    units = _whole_unit(want), _whole_unit(have)
    figures = in_one_unit(want.number, units[0], have.number, units[1])
    if figures is None:
        shown = "、".join(unit or "无单位" for unit in units)
        raise NotANumber(
            f"{_pair(want, have)}单位不一致（{shown}），换算关系不确定，请改为同一单位 | units differ"
        )
    return figures


def within(target: object, actual: object) -> bool:
    """是否在区间内 — whether a target is a range and the actual one figure within it, in the same unit.

    >>> within("95%-100%", "98%"), within("3～5次", "4次"), within("3～5次", "6次"), within("3-5月", "4月"), within("95-100", 98)
    (True, True, False, False, True)
    """
    want = parse_target(target)
    found = (
        _RANGE.fullmatch(SPACE.sub("", want.text.translate(WIDTH)))
        if want.kind == "multiple_values"
        else None
    )
    have = parse_target(actual) if found else want
    if (
        found is None
        or have.number is None
        or have.kind not in ("number", "percent")
        or have.operator != "none"
    ):
        return False
    least, first, most, unit = found.groups()
    same = first in (None, "", unit) and (have.unit or "") == unit and not have.trend
    return same and Decimal(least) <= have.number <= Decimal(most)


def _whole_unit(side: Target) -> str | None:
    """The unit with the period it is said of: 次/月 of 每月2次."""
    if side.kind == "change_percent":
        return "%"
    unit = side.unit or ""
    if side.each is None:
        return unit or None
    return unit if unit.endswith(f"/{side.each}") else f"{unit}/{side.each}"


def _pair(want: Target, have: Target) -> str:
    return f"指标值「{want.text}」与完成值「{have.text}」"
