"""比值得分的说明 — the steps from target and actual to a score, in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlfuncs.functions.apply import Call
from xlfuncs.functions.wording import ROUNDINGS, earned, percent, plain
from xlfuncs.scoring.numbers import ONE, WIDE, ZERO, round_to

__all__ = ["ratio_score"]


def ratio_score(call: Call) -> str:
    """How ``min(actual ÷ target, 1) × points``, or what the direction makes of it, came about."""
    target, actual, points, direction = (call.inputs[key] for key in call.method.inputs)
    parameters = call.parameters
    way = _Way(points, call.result(), parameters)
    if direction == "equal" and (parameters.get("equal") != "ratio" or not target):
        if actual == target:
            return f"等于类，完成值 {plain(actual)} 等于指标值，{way.full()}"
        return f"等于类，完成值 {plain(actual)} 不等于指标值 {plain(target)}，得 0 分"
    if not target:
        return f"指标值与完成值均为 0，{way.full()}"
    if direction == "negative":
        if parameters.get("inverse") == "linear_to_zero":
            return _linear(target, actual, way)
        if not actual:
            return f"反向指标，完成值为 0，{way.full()}"
        return _reached_or_not(target, actual, way, ())
    bands = parameters.get("excess_bands", ()) if direction == "positive" else ()
    return _reached_or_not(actual, target, way, bands)


class _Way:
    """From a ratio to the score: the points, and how the rule rounds."""

    def __init__(self, points: Decimal, score: Decimal, parameters: Mapping[str, Any]) -> None:
        self.points, self.score = points, score
        self.rounding = parameters.get("rounding", "half_up")
        self.rate_places: int | None = parameters.get("rate_places")
        self.rate_rounding: Any = parameters.get("rate_rounding")

    def full(self) -> str:
        """All the points."""
        return f"得满分 {earned(self.points, self.score, self.rounding)}"

    def part(self, lead: str, top: Decimal, bottom: Decimal) -> str:
        """The ratio, which ``lead`` spells out, times the points."""
        product = WIDE.divide(WIDE.multiply(top, self.points), bottom)
        if self.rate_places is not None:
            ratio = WIDE.divide(top, bottom)
            rate = round_to(ratio, self.rate_places, self.rate_rounding)
            kept = "" if rate == ratio else f"，{ROUNDINGS[self.rate_rounding]}为 {percent(rate)}"
            lead = f"{lead}＝{percent(ratio)}{kept}；{percent(rate)}"
            product = WIDE.multiply(rate, self.points)
        return f"{lead}×{plain(self.points)}＝{earned(product, self.score, self.rounding)}"


def _reached_or_not(top: Decimal, bottom: Decimal, way: _Way, bands: Any) -> str:
    lead = f"{plain(top)}÷{plain(bottom)}"
    if top < bottom:
        return way.part(lead, top, bottom)
    ratio = WIDE.divide(top, bottom)
    excess = WIDE.subtract(ratio, ONE)
    share = max((share for start, share in bands if excess >= start), default=ZERO)
    if not share:
        return f"{lead}＝{percent(ratio)}，达到 100%，{way.full()}"
    kept = WIDE.subtract(ONE, share)
    product = WIDE.multiply(way.points, kept)
    return (
        f"{lead}＝{percent(ratio)}，超额率 {percent(excess)}，扣分值的 {percent(share)}；"
        f"{percent(kept)}×{plain(way.points)}＝{earned(product, way.score, way.rounding)}"
    )


def _linear(target: Decimal, actual: Decimal, way: _Way) -> str:
    if actual <= target:
        return f"反向指标，完成值 {plain(actual)} 不高于指标值 {plain(target)}，{way.full()}"
    over = WIDE.subtract(actual, target)
    if over >= target:
        return f"反向指标，完成值 {plain(actual)} 达到指标值 {plain(target)} 的 2 倍，得 0 分"
    lead = f"[1－({plain(actual)}－{plain(target)})÷{plain(target)}]"
    return way.part(lead, WIDE.subtract(target, over), target)
