"""量级 — the sizes that target and actual may be meant in: as typed, a fraction for a percentage, 元 for 万元.

Where the two are too far apart, no size is sure.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Item
from xlfuncs.functions.apply import Call
from xlfuncs.functions.measures import MEASURED
from xlfuncs.functions.target_figures import in_blocks
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.functions.units import FRACTION
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import WIDE, exact_or_none

_HUNDRED, _MYRIAD = Decimal(100), Decimal(10**4)
_NEAR = 5  # so many times the other a percentage is at most, where that may be a fraction; or what is as much
_HIGHEST_RATE = Decimal(200)  # percent; above it a percentage was typed into a percent cell, or may have been
_FAR = _HUNDRED  # so many times apart, a unit or a digit may be wrong
_FARTHEST = Decimal(1000)
_LOW, _FAR_BELOW = Decimal(50), 30  # percent; a limit this low may be kept a hundredfold
_OVER = 3  # times a target in 万, a number typed without unit may be one without 万
_FEW = Decimal(10)  # … where a bare number may be of minutes or of hours
AS_TYPED = Both("按所填数值", "as typed")


class Scale(NamedTuple):
    """Target and actual as they may be meant; no target where they give no score."""

    words: Both
    target: Decimal | None
    actual: Decimal


def scales(item: Item, call: Call, want: Target, have: Target) -> Iterator[Scale]:
    """Both numbers as typed, and otherwise where a percent may be a number or a number a percent."""
    target, actual, words = call.inputs["target"], call.inputs["actual"], item.words
    yield Scale(AS_TYPED, target, actual)
    unit = parse_target(item.target).unit
    percent = "%" in (want.unit, have.unit)
    bare = want.unit is have.unit is None and unit in (None, "%")
    others = []
    high = [side for side, size in enumerate((target, actual)) if abs(size) > _HIGHEST_RATE]
    if len(high) == 1 and (percent or (bare and (words.rate or unit == "%"))):
        others.append((high[0], (target, actual)[high[0]] / _HUNDRED))
    small, large = sorted((target, actual))
    near = 0 < small <= FRACTION and large <= small * _HUNDRED * _NEAR and small * _HUNDRED <= large * _NEAR
    if near and _may_be_fraction(item, call, small, bare=bare):
        others.append((int(actual == small), small * _HUNDRED))
    if want.unit == "%" and have.unit is None and have.number != actual:  # 0.5 beside ≤10%, read as 50%
        typed, less = have.number or actual, call.inputs["direction"] == "negative" or words.both_ways
        if (less and target < _LOW) or target < typed * _FAR_BELOW:
            others.append((1, typed))
    for side, size in others:
        typed = (target, actual)[side]
        shown = Both(f"{plain(typed)} 读作 {plain(size)}%", f"{plain(typed)} read as {plain(size)}%")
        yield Scale(shown, *((size, actual) if side == 0 else (target, size)))
    if have.unit == "%" and unit is None and not (words.rate or item.own or want.trend or have.trend):
        # 90% beside 80, of people
        shown = Both(f"{plain(actual)}% 读作指标值的比例", f"{plain(actual)}% read as a share of the target")
        yield Scale(shown, target, WIDE.multiply(target, actual) / _HUNDRED)
    certain = percent or (want.unit == have.unit and want.unit is not None)
    myriads = (want.unit or "").startswith(("万", "亿", "百万", "千万")) and have.unit is None  # 3.2万亩, 32
    over = myriads and not item.own and actual >= target * _OVER > 0
    if not others and (over or _far_apart(call, _far(item, want, have), certain=certain)):
        shown = Both("两数相差悬殊，单位或数位可能有误", "too far apart: a unit or a digit may be wrong")
        yield Scale(shown, None, actual)
    if not item.own and _of_several(item, want, have, near=small * _NEAR >= large > 0):
        yield Scale(Both("空格隔开的可能是几个数", "spaces may stand between several numbers"), None, actual)


def _of_several(item: Item, want: Target, have: Target, *, near: bool) -> bool:
    """Whether what spaces divide may be several numbers: 100 200; not where the other cell's one number is `near`, nor where a
    sign or a unit beside so few digits shows that it is one: ≥5 400人.
    """
    blocks = [*filter(None, map(in_blocks, (item.target, item.actual)))]
    if len(blocks) == 1:
        return not near
    said = want.direction or want.unit or have.unit
    return bool(blocks) and not (said and any(len(some[0]) < 3 or len(some) > 2 for some in blocks))


def _may_be_fraction(item: Item, call: Call, small: Decimal, *, bare: bool) -> bool:
    """Whether the smaller number may be a fraction and the other a percentage.

    Two bare numbers of a rate, or one that is no whole number; a percent that only the unit column says.
    """
    if bare:
        return item.words.rate or small % 1 != 0 or parse_target(item.target).unit == "%"
    typed = item.actual if call.inputs["actual"] == small else item.target
    if not isinstance(typed, str):
        return exact_or_none(typed) == small
    if (read := parse_target(typed)).unit is not None:
        # 0.95% as a target, since the unit column was added to it; as the result of a rate that is to be high, a slip
        high = call.inputs["direction"] == "positive" and call.inputs["target"] >= _LOW
        return (high or call.inputs["target"] == small) and typed.endswith("%")
    return read.number == small


def _far(item: Item, want: Target, have: Target) -> Decimal:
    """How many times apart is too far: a number typed without unit may be of a smaller or a larger one."""
    measured = not MEASURED.isdisjoint((want.unit, have.unit))
    bare = measured and None in (parse_target(item.target).unit, parse_target(item.actual).unit)
    return _FEW if bare or "分" in (want.unit, have.unit) else _FAR  # of 5 or of 100 at most


def _far_apart(call: Call, far: Decimal, *, certain: bool) -> bool:
    """Whether they are so far apart; a limit may be kept by far where the units of both are `certain`."""
    target, actual = call.inputs["target"], call.inputs["actual"]
    if not target or not actual:
        return False
    if actual >= target * far:
        return True
    if call.inputs["direction"] == "negative":
        return not certain and actual * _FARTHEST <= target
    return bool(actual * far <= target)


def scales_of_amounts(call: Call) -> Iterator[Scale]:
    """Budget and executed amount as typed; and one of them in 元, the other in 万元, where they are far apart."""
    budget, executed = call.inputs["target"], call.inputs["actual"]
    yield Scale(AS_TYPED, budget, executed)
    if not budget or not executed or budget / _FARTHEST < executed < budget * _FAR:
        return
    times = max(budget, executed) / min(budget, executed)
    if _HUNDRED < times <= _MYRIAD * 100:
        mixed = WIDE.divide(executed, _MYRIAD) if executed > budget else WIDE.multiply(executed, _MYRIAD)
        shown = Both(
            "一个数以元、另一个以万元计（相差 10000 倍）",
            "one amount in 元, the other in 万元 (10,000 times)",
        )
        yield Scale(shown, budget, mixed)
    yield Scale(Both("两数相差悬殊，单位可能有误", "too far apart: a unit may be wrong"), None, executed)
