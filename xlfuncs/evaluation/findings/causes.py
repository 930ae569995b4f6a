"""可能的原因 — other readings of a rule, and slips of the pen, that reproduce a published score exactly.

Each is a candidate, never proved: the same method with one thing read differently, computed exactly, and kept
only where it gives the very figure that stands in the table; the simplest first, and not more than three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.findings.slips import slip
from xlfuncs.function_table import TABLE
from xlfuncs.functions.apply import Call, read
from xlfuncs.functions.wording import percent
from xlfuncs.scoring.numbers import WIDE, ZERO, exact, is_blank, round_to
from xlfuncs.scoring.rates import change_rate

__all__ = ["READINGS", "causes"]

Reading = tuple[str, Decimal]

_MOST = 3  # causes that a reader can weigh
_PARTIALS = {"ignored": "不满一步不扣", "proportional": "不满一步按比例扣", "whole": "不满一步也扣一步"}
_DEDUCTION = "填的是扣分，不是得分"


def causes(function: str, values: Sequence[Any], rule: str, published: Any) -> list[str]:
    """The readings under which the row's score is exactly the published one."""
    found = exact(published)
    call = None if any(map(is_blank, values[:3])) else read(function, rule, values)
    if call is None or call.method.name not in READINGS:
        return []
    readings = READINGS[call.method.name](call)
    labels = list(dict.fromkeys(label for label, score in readings if score == found))
    if not labels and call.method.name == "ratio_score":
        right = call.result()
        how = slip(found, right)
        labels = [f"{right:.2f} 的笔误（{how.zh}）"] if how else []
    return labels[:_MOST]


def _ratio_score(call: Call) -> Iterator[Reading]:
    """The simplest first; a reading that gives every missed row its full marks explains none of them."""
    target, actual, points, direction = (call.inputs[key] for key in call.method.inputs)

    def read(label: str, way: str = direction, **other: Any) -> Iterator[Reading]:
        try:
            yield label, call.result(direction=way, **other)
        except XlfuncsError:
            return  # the rule, read so, says nothing

    part, whole = (target, actual) if direction == "negative" else (actual, target)
    if part < whole:
        yield "没有按完成比例扣分，给了满分", points
    if call.parameters.get("excess_bands"):
        yield from read("超额完成没有扣分", excess_bands=())
    unrounded: dict[str, Any] = {"rate_places": None, "rate_rounding": None}
    if call.parameters.get("rate_places") is not None:
        yield from read("率不取位，得分四舍五入", **unrounded, rounding="half_up")
        yield from read("率不取位，得分截断", **unrounded, rounding="truncate")
    yield from read("得分截断而不是四舍五入", rounding="truncate")
    yield from read("得分四舍五入而不是截断", rounding="half_up")
    for places, words in ((1, "一位小数"), (0, "整数")):
        yield from read(f"得分四舍五入到{words}", **unrounded, places=places, rounding="half_up")
        yield from read(f"得分舍去尾数到{words}", **unrounded, places=places, rounding="truncate")
    if 0 < part < whole:
        share = WIDE.divide(WIDE.multiply(part, points), whole)
        for places, words in ((2, "两位小数"), (1, "一位小数"), (0, "整数")):
            yield f"得分进位到{words}", share.quantize(Decimal(1).scaleb(-places), ROUND_CEILING)
    for places, words in ((4, "两位"), (3, "一位"), (2, "整数")):
        yield from read(f"率四舍五入到百分数{words}", rate_places=places, rate_rounding="half_up")
        yield from read(f"率舍去尾数到百分数{words}", rate_places=places, rate_rounding="truncate")
    if direction == "negative":
        yield from read("反向按超出比例线性扣分", inverse="linear_to_zero")
        yield from read("反向按指标值÷完成值计分", inverse="ratio")
    if part > whole > 0:
        yield "没有按分值封顶", round_to(WIDE.divide(WIDE.multiply(part, points), whole), 2, "half_up")
    if actual <= 100 and part < whole:
        percent_of = WIDE.divide(WIDE.multiply(actual, points), Decimal(100 if actual > 1 else 1))
        yield "按完成值×分值计，没有除以指标值", round_to(percent_of, 2, "half_up")
    if direction in ("positive", "negative") and part > whole:
        swapped = "negative" if direction == "positive" else "positive"
        yield from read("正向、反向弄反", swapped, excess_bands=())


def _checklist_score(call: Call) -> Iterator[Reading]:
    failed, points, per_item = (call.inputs[key] for key in ("failed", "points", "per_item"))
    yield _DEDUCTION, min(WIDE.multiply(failed, per_item), points)
    yield "没有扣分", points


def _step_deduction(call: Call) -> Iterator[Reading]:
    base, rate, points = (call.inputs[key] for key in ("baseline", "rate", "points"))
    unlimited = {"low": Decimal("-Infinity"), "high": Decimal("Infinity")}

    def score(**other: Any) -> Decimal:
        return WIDE.subtract(points, call.result(**unlimited, **other))

    for partial, label in _PARTIALS.items():
        yield label, score(partial=partial)
    yield f"{TABLE[call.function].arguments[0].zh}缺失，按 0 计", score(baseline=ZERO)
    if rate > base > 0:
        change = change_rate(base, rate, places=4, rounding="truncate")
        yield f"按相对变化 {percent(change)} 计，而不是相差的百分点", score(baseline=ZERO, rate=change)
    yield _DEDUCTION, WIDE.subtract(points, score())
    yield "没有扣分", points


# The readings of each method.
READINGS: Mapping[str, Callable[[Call], Iterator[Reading]]] = {
    "ratio_score": _ratio_score,
    "checklist_score": _checklist_score,
    "step_deduction": _step_deduction,
}
