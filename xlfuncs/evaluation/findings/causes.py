"""可能的原因 — other readings of a rule, and slips of the pen, that reproduce a published score exactly.

Each is a candidate, never proved: the same method with one thing read differently, computed exactly, and kept
only where it gives the very figure that stands in the table; the simplest first, and not more than three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.errors import OutOfRange, XlfuncsError
from xlfuncs.evaluation.findings.slips import slip
from xlfuncs.evaluation.step_texts import PARTIALS
from xlfuncs.function_table import SCORED
from xlfuncs.functions.apply import Call, read
from xlfuncs.functions.wording import ROUNDINGS, percent
from xlfuncs.scoring.numbers import WIDE, ZERO, Rounding, cents, exact, is_blank, round_to
from xlfuncs.scoring.rates import change_rate

Reading = tuple[Both, Decimal]

_MOST = 3  # causes that a reader can weigh
_DEDUCTION = Both("填的是扣分，不是得分", "the deduction was entered, not the score")
_NOTHING_OFF = Both("没有扣分", "nothing was taken off")
_WAYS: Mapping[Rounding, Both] = {
    "half_up": Both("四舍五入", "rounded"),
    "truncate": Both("舍去尾数", "truncated"),
}
_PLACES = {
    2: Both("两位小数", "two decimals"),
    1: Both("一位小数", "one decimal"),
    0: Both("整数", "whole points"),
}
_PERCENTS = {
    4: Both("两位", "two decimals of a percent"),
    3: Both("一位", "one decimal of a percent"),
    2: Both("整数", "whole percents"),
}


def causes(function: str, values: Sequence[Any], rule: str, published: Any) -> list[Both]:
    """The readings under which the row's score is exactly the published one."""
    return [*_causes(function, rule, exact(published), *values)]


@lru_cache(maxsize=1 << 10, typed=True)
def _causes(function: str, rule: str, found: Decimal, *values: Any) -> Sequence[Both]:
    call = None if any(map(is_blank, values[:3])) else read(function, rule, values)
    if call is None or call.method.name not in READINGS:
        return []
    readings = READINGS[call.method.name](call)
    named: dict[Both, None] = {}
    with suppress(OutOfRange):  # a score beyond all numbers explains none
        named.update((label, None) for label, score in readings if score == found)
    labels = list(named)
    if not labels and call.method.name == "ratio_score":
        right = call.result()
        how = slip(found, right)
        labels = [Both(f"{right:.2f} 的笔误（{how.zh}）", f"{right:.2f} mistyped ({how.en})")] if how else []
    return labels[:_MOST]


def _ratio_score(call: Call) -> Iterator[Reading]:
    """The simplest first; a reading that gives every missed row its full marks explains none of them."""
    target, actual, points, direction = (call.inputs[key] for key in call.method.inputs)

    def read(zh: str, en: str, way: str = direction, **other: Any) -> Iterator[Reading]:
        try:
            yield Both(zh, en), call.result(direction=way, **other)
        except XlfuncsError:
            return  # the rule, read so, says nothing

    part, whole = (target, actual) if direction == "negative" else (actual, target)
    if part < whole:
        yield Both("没有按完成比例扣分，给了满分", "full marks, nothing off for what is missing"), points
    if call.parameters.get("excess_bands"):
        yield from read("超额完成没有扣分", "nothing off for the excess", excess_bands=())
    unrounded: dict[str, Any] = {"rate_places": None, "rate_rounding": None}
    if call.parameters.get("rate_places") is not None:
        for rounding in _WAYS:
            way = ROUNDINGS[rounding]
            said = f"率不取位，得分{way.zh}", f"the rate not rounded, the score {way.en}"
            yield from read(*said, **unrounded, rounding=rounding)
    yield from read("得分截断而不是四舍五入", "the score truncated, not rounded", rounding="truncate")
    yield from read("得分四舍五入而不是截断", "the score rounded, not truncated", rounding="half_up")
    for places in (1, 0):
        to, known = _PLACES[places], None
        for rounding, way in _WAYS.items():
            said = f"得分{way.zh}到{to.zh}", f"the score {way.en} to {to.en}"
            for reading in read(*said, **unrounded, places=places, rounding=rounding):
                if reading[1] != known:  # what rounding gives is not explained by cutting too
                    yield reading
                known = reading[1]
    if 0 < part < whole:
        share = WIDE.divide(WIDE.multiply(part, points), whole)
        for places, to in _PLACES.items():
            up = share.quantize(Decimal(1).scaleb(-places), ROUND_CEILING)
            if up != round_to(share, places, "half_up"):
                yield Both(f"得分进位到{to.zh}", f"the score rounded up to {to.en}"), up
    for places, to in _PERCENTS.items():
        for rounding, way in _WAYS.items():
            said = f"率{way.zh}到百分数{to.zh}", f"the rate {way.en} to {to.en}"
            yield from read(*said, rate_places=places, rate_rounding=rounding)
    if direction == "negative":
        yield from read(
            "反向按超出比例线性扣分", "negative: off in proportion to the excess", inverse="linear_to_zero"
        )
        yield from read("反向按指标值÷完成值计分", "negative: target ÷ actual", inverse="ratio")
    if part > whole > 0:
        beyond = round_to(WIDE.divide(WIDE.multiply(part, points), whole), 2, "half_up")
        yield Both("没有按分值封顶", "not limited to the points"), beyond
    if actual <= 100 and part < whole:
        percent_of = WIDE.divide(WIDE.multiply(actual, points), Decimal(100 if actual > 1 else 1))
        undivided = Both("按完成值×分值计，没有除以指标值", "actual × points, not divided by the target")
        yield undivided, cents(percent_of)
    if direction in ("positive", "negative") and part > whole:
        swapped = "negative" if direction == "positive" else "positive"
        yield from read("正向、反向弄反", "positive and negative mixed up", swapped, excess_bands=())


def _checklist_score(call: Call) -> Iterator[Reading]:
    failed, points, per_item = (call.inputs[key] for key in ("failed", "points", "per_item"))
    yield _DEDUCTION, min(WIDE.multiply(failed, per_item), points)
    yield _NOTHING_OFF, points


def _step_deduction(call: Call) -> Iterator[Reading]:
    base, rate, points = (call.inputs[key] for key in ("baseline", "rate", "points"))
    unlimited = {"low": Decimal("-Infinity"), "high": Decimal("Infinity")}

    def score(**other: Any) -> Decimal:
        return WIDE.subtract(points, call.result(**unlimited, **other))

    for partial, label in PARTIALS.items():
        yield label, score(partial=partial)
    named = SCORED[call.function].arguments[0]
    missing = Both(f"{named.zh}缺失，按 0 计", f"{named.name.replace('_', ' ')} missing, taken as 0")
    yield missing, score(baseline=ZERO)
    if rate > base > 0:
        change = change_rate(base, rate, places=4, rounding="truncate")
        shown = percent(change)
        said = Both(
            f"按相对变化 {shown} 计，而不是相差的百分点",
            f"the relative change of {shown}, not the percentage points",
        )
        yield said, score(baseline=ZERO, rate=change)
    yield _DEDUCTION, WIDE.subtract(points, score())
    yield _NOTHING_OFF, points


# The readings of each method.
READINGS: Mapping[str, Callable[[Call], Iterator[Reading]]] = {
    "ratio_score": _ratio_score,
    "checklist_score": _checklist_score,
    "step_deduction": _step_deduction,
}
