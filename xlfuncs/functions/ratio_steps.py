"""比值得分的步骤 — from target and actual to a score."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.functions.apply import Call
from xlfuncs.functions.wording import Step, earned, percent, plain, rate_step
from xlfuncs.scoring.numbers import ONE, WIDE, ZERO, round_to


def ratio_score(call: Call) -> list[Step]:
    """How ``min(actual ÷ target, 1) × points``, or what the direction makes of it, came about."""
    target, actual, points, direction = (call.inputs[key] for key in call.method.inputs)
    parameters = call.parameters
    way = _Way(points, call.result(), parameters)
    if direction == "equal" and (parameters.get("equal") != "ratio" or not target):
        if actual == target:
            return way.full(
                _both("等于类，完成值 {0} 等于指标值", "equal: the actual {0} is the target", actual)
            )
        words = "等于类，完成值 {0} 不等于指标值 {1}", "equal: the actual {0} is not the target {1}"
        return way.none(_both(*words, actual, target))
    if not target:
        return way.full(Both("指标值与完成值均为 0", "target and actual are both 0"))
    if direction == "negative":
        if parameters.get("inverse") == "linear_to_zero":
            return _linear(target, actual, way)
        if not actual:
            return way.full(Both("反向指标，完成值为 0", "negative: the actual is 0"))
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

    def full(self, why: Both) -> list[Step]:
        """All the points."""
        return [self._scored(Both(f"{why.zh}，得满分 ", f"{why.en}: full marks, "), "", self.points)]

    def none(self, why: Both) -> list[Step]:
        """None of them."""
        return [Step(Both(f"{why.zh}，得 0 分", f"{why.en}: 0 points"), result=ZERO)]

    def part(self, ratio: str, top: Decimal, bottom: Decimal) -> list[Step]:
        """The ratio, which an expression spells out, times the points."""
        if self.rate_places is None:
            product = WIDE.divide(WIDE.multiply(top, self.points), bottom)
            return [self.product(ratio, product)]
        quotient = WIDE.divide(top, bottom)
        rate = round_to(quotient, self.rate_places, self.rate_rounding)
        first = rate_step(ratio, quotient, rate, self.rate_rounding, Both("；", "; "))
        return [first, self.product(percent(rate), WIDE.multiply(rate, self.points))]

    def product(self, share: str, product: Decimal) -> Step:
        """A share of the points, spelled out."""
        expression = f"{share}×{plain(self.points)}"
        lead = f"{expression}＝"
        return self._scored(Both(lead, lead), expression, product)

    def _scored(self, lead: Both, expression: str, product: Decimal) -> Step:
        rounding = None if product == self.score else self.rounding
        gained = earned(product, self.score, self.rounding)
        words = Both(lead.zh + gained.zh, lead.en + gained.en)
        return Step(words, expression, product, rounding, self.score)


def _reached_or_not(top: Decimal, bottom: Decimal, way: _Way, bands: Any) -> list[Step]:
    lead = f"{plain(top)}÷{plain(bottom)}"
    if top < bottom:
        return way.part(lead, top, bottom)
    ratio = WIDE.divide(top, bottom)
    excess = WIDE.subtract(ratio, ONE)
    share = max((share for start, share in bands if excess >= start), default=ZERO)
    equation = f"{lead}＝{percent(ratio)}"
    if not share:
        reached = Step(Both(f"{equation}，", f"{equation}, "), lead, ratio, None, ratio)
        return [reached, *way.full(Both("达到 100%", "100% reached"))]
    kept, beyond, off = WIDE.subtract(ONE, share), percent(excess), percent(share)
    above = Both(
        f"{equation}，超额率 {beyond}，扣分值的 {off}；",
        f"{equation}, {beyond} in excess, {off} of the points off; ",
    )
    last = way.product(percent(kept), WIDE.multiply(way.points, kept))
    return [Step(above, lead, ratio, None, ratio), last]


def _linear(target: Decimal, actual: Decimal, way: _Way) -> list[Step]:
    if actual <= target:
        words = (
            "反向指标，完成值 {0} 不高于指标值 {1}",
            "negative: the actual {0} is not above the target {1}",
        )
        return way.full(_both(*words, actual, target))
    over = WIDE.subtract(actual, target)
    if over >= target:
        words = (
            "反向指标，完成值 {0} 达到指标值 {1} 的 2 倍",
            "negative: the actual {0} reaches the target {1} times 2",
        )
        return way.none(_both(*words, actual, target))
    lead = f"[1－({plain(actual)}－{plain(target)})÷{plain(target)}]"
    return way.part(lead, WIDE.subtract(target, over), target)


def _both(zh: str, en: str, *numbers: Decimal) -> Both:
    """A sentence with its numbers."""
    figures = [*map(plain, numbers)]
    return Both(zh.format(*figures), en.format(*figures))
