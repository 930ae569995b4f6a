"""比值得分的步骤 — from target and actual to a score."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlfuncs.functions.apply import Call
from xlfuncs.functions.step import Step
from xlfuncs.functions.wording import ROUNDINGS, earned, percent, plain
from xlfuncs.scoring.numbers import ONE, WIDE, ZERO, round_to

__all__ = ["ratio_score"]


def ratio_score(call: Call) -> list[Step]:
    """How ``min(actual ÷ target, 1) × points``, or what the direction makes of it, came about."""
    target, actual, points, direction = (call.inputs[key] for key in call.method.inputs)
    parameters = call.parameters
    way = _Way(points, call.result(), parameters)
    if direction == "equal" and (parameters.get("equal") != "ratio" or not target):
        if actual == target:
            return way.full(f"等于类，完成值 {plain(actual)} 等于指标值")
        return way.none(f"等于类，完成值 {plain(actual)} 不等于指标值 {plain(target)}")
    if not target:
        return way.full("指标值与完成值均为 0")
    if direction == "negative":
        if parameters.get("inverse") == "linear_to_zero":
            return _linear(target, actual, way)
        if not actual:
            return way.full("反向指标，完成值为 0")
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

    def full(self, why: str) -> list[Step]:
        """All the points."""
        return [self._scored(f"{why}，得满分 ", "", self.points)]

    def none(self, why: str) -> list[Step]:
        """None of them."""
        return [Step(f"{why}，得 0 分", result=ZERO)]

    def part(self, ratio: str, top: Decimal, bottom: Decimal) -> list[Step]:
        """The ratio, which an expression spells out, times the points."""
        if self.rate_places is None:
            product = WIDE.divide(WIDE.multiply(top, self.points), bottom)
            return [self.product(ratio, product)]
        quotient = WIDE.divide(top, bottom)
        rate = round_to(quotient, self.rate_places, self.rate_rounding)
        cut = rate != quotient
        kept = f"，{ROUNDINGS[self.rate_rounding]}为 {percent(rate)}" if cut else ""
        text = f"{ratio}＝{percent(quotient)}{kept}；"
        first = Step(text, ratio, quotient, self.rate_rounding if cut else None, rate)
        return [first, self.product(percent(rate), WIDE.multiply(rate, self.points))]

    def product(self, share: str, product: Decimal) -> Step:
        """A share of the points, spelled out."""
        expression = f"{share}×{plain(self.points)}"
        return self._scored(f"{expression}＝", expression, product)

    def _scored(self, lead: str, expression: str, product: Decimal) -> Step:
        rounding = None if product == self.score else self.rounding
        text = f"{lead}{earned(product, self.score, self.rounding)}"
        return Step(text, expression, product, rounding, self.score)


def _reached_or_not(top: Decimal, bottom: Decimal, way: _Way, bands: Any) -> list[Step]:
    lead = f"{plain(top)}÷{plain(bottom)}"
    if top < bottom:
        return way.part(lead, top, bottom)
    ratio = WIDE.divide(top, bottom)
    excess = WIDE.subtract(ratio, ONE)
    share = max((share for start, share in bands if excess >= start), default=ZERO)
    if not share:
        reached = Step(f"{lead}＝{percent(ratio)}，", lead, ratio, None, ratio)
        return [reached, *way.full("达到 100%")]
    kept = WIDE.subtract(ONE, share)
    above = f"{lead}＝{percent(ratio)}，超额率 {percent(excess)}，扣分值的 {percent(share)}；"
    return [
        Step(above, lead, ratio, None, ratio),
        way.product(percent(kept), WIDE.multiply(way.points, kept)),
    ]


def _linear(target: Decimal, actual: Decimal, way: _Way) -> list[Step]:
    if actual <= target:
        return way.full(f"反向指标，完成值 {plain(actual)} 不高于指标值 {plain(target)}")
    over = WIDE.subtract(actual, target)
    if over >= target:
        return way.none(f"反向指标，完成值 {plain(actual)} 达到指标值 {plain(target)} 的 2 倍")
    lead = f"[1－({plain(actual)}－{plain(target)})÷{plain(target)}]"
    return way.part(lead, WIDE.subtract(target, over), target)
