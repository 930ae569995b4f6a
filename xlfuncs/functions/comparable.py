"""可比数值 — the figures of a target and an actual in one unit, or why they are not compared."""

from __future__ import annotations

from decimal import Decimal

from xlfuncs.errors import NotANumber
from xlfuncs.functions.target_figures import DIGITS
from xlfuncs.functions.target_words import narrowed
from xlfuncs.functions.targets import Kind, Target, parse_target
from xlfuncs.functions.units import in_one_unit
from xlfuncs.patterns import pattern

_RANGE = pattern(  # 95%-100%, 95%≤合格率≤100%
    r"(\d+(?:\.\d+)?)([^\d~至到—≤-]{0,4})(?:[~至到]|[—-]{1,2}|≤\D{1,10}≤)(\d+(?:\.\d+)?)([^\d~至到—-]{0,6})"
)
_BOUNDED = pattern(  # ≥30%且≤40%
    r"(?:≥|>=|不[低少小]于|大于等于)(\d+(?:\.\d+)?)([^\d,;、且并≤<不小]{0,4})[,;、且并]{0,2}(?:≤|<=|不[高大多]于|不超过|小于等于)"
    r"(\d+(?:\.\d+)?)([^\d]{0,6})"
)
_TOLERANCE = pattern(r"(\d+(?:\.\d+)?)([^\d±]{0,4})±(\d+(?:\.\d+)?)([^\d±]{0,4})")  # 20±2℃
_AROUND_ZERO = pattern(r"[+]?±(\d+(?:\.\d+)?)(%?)(?:以内|之内|内)")  # ±5%以内
_PLACE = rf"([1-9]\d?|[{''.join(DIGITS)}十])"
_AMONG = "(?:全[国省市区县]|[省市区县]内)?(?:排名)?"
_RANKS = pattern(rf"{_AMONG}前{_PLACE}(?:名|位)(?:以内|之内|内)?")  # 全省前5名
_RANK = pattern(rf"{_AMONG}第{_PLACE}(?:名|位)?")
_NO_NUMBER: dict[Kind, str] = {
    "date_deadline": "是期限",
    "grade": "是等次",
    "qualitative": "是定性说明",
    "multiple_values": "含多个数值",
    "not_applicable": "没有内容",
}

_OPPOSITE = (("positive", "negative"), ("negative", "positive"))


def comparable(target: object, actual: object) -> tuple[Decimal, Decimal]:
    """可比数值 — the figures of a target and an actual (as they stand, or already read), exact and in one unit.

    NotANumber where one of them is no single figure, or the factor between the units is not certain, as
    :mod:`xlfuncs.functions.units` says.

    >>> comparable("≤4.6万元", "45000元")
    (Decimal('46000.0'), Decimal('45000'))
    >>> comparable("≥3万吨", "3万余吨")
    (Decimal('3'), Decimal('3'))
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
    if have.operator == "approx" and not _kept(want, have, *figures):
        raise NotANumber(f"完成值「{have.text}」是约数，应填准确数值 | an approximate actual")
    return figures


def _kept(want: Target, have: Target, wanted: Decimal, reached: Decimal) -> bool:
    """Whether an actual that is not exact keeps the target all the same: 3万余吨 under ≥3万吨, 近3万吨 under ≤3万吨."""
    if have.leans is None or want.operator == "approx" or want.direction not in (None, have.leans):
        return False
    return reached >= wanted if have.leans == "positive" else want.direction is not None and reached <= wanted


def within(target: object, actual: object) -> bool:
    """是否在区间内 — whether a target is a range, a tolerance or a rank, and the actual one figure within it.

    >>> within("95%-100%", "98%"), within("3～5次", "4次"), within("3～5次", "6次"), within("3-5月", "4月"), within("90%-95%", 92)
    (True, True, False, False, True)
    """
    if not isinstance(target, str):
        return False
    said = narrowed(target)
    if rank := _RANKS.fullmatch(said):
        reached = _RANK.fullmatch(narrowed(actual)) if isinstance(actual, str) else None
        return reached is not None and _counted(reached[1]) <= _counted(rank[1])
    if around := _AROUND_ZERO.fullmatch(said) if said.startswith("±") else None:
        off = parse_target(actual)
        if off.number is None or off.operator != "none" or (off.unit or "") != around[2]:
            return False
        return abs(off.number) <= Decimal(around[1])
    bounds = _bounds(said) if parse_target(target).kind == "multiple_values" else None
    if bounds is None:
        return False
    have = parse_target(actual)
    if have.number is None or have.kind not in ("number", "percent"):
        return False
    least, most, unit = bounds
    same = have.operator == "none" and have.unit in (unit, None if unit in ("", "%") else unit)
    return same and not have.trend and least <= have.number <= most


def _bounds(said: str) -> tuple[Decimal, Decimal, str] | None:
    """The least and the most of a range or a tolerance, and their unit."""
    if found := _RANGE.fullmatch(said) or _BOUNDED.fullmatch(said):
        least, first, most, unit = found.groups()
        same = first in ("", unit)
        return (Decimal(least), Decimal(most), parse_target(f"1{unit}").unit or "") if same else None
    if found := _TOLERANCE.fullmatch(said):
        middle, first, off, unit = found.groups()
        if first in ("", unit) and unit != "%":  # 20±5% may be of 20, or points
            return Decimal(middle) - Decimal(off), Decimal(middle) + Decimal(off), unit
    return None


def _counted(number: str) -> int:
    return int(number) if number.isdecimal() else DIGITS.get(number, 10)


def if_comparable(target: object, actual: object) -> tuple[Decimal, Decimal] | None:
    """可比数值或无 — the figures of a target and an actual that are :func:`comparable`, None of others.

    >>> if_comparable("≥40人", "38人"), if_comparable("≥40人", "38场")
    ((Decimal('40'), Decimal('38')), None)
    """
    try:
        return comparable(target, actual)
    except NotANumber:
        return None


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
