"""各算法的步骤 — the steps of every method, by its name: what 得分说明 says, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from xlfuncs.bilingual import Both
from xlfuncs.function_table import SCORED
from xlfuncs.functions.apply import Call
from xlfuncs.functions.ratio_steps import ratio_score
from xlfuncs.functions.wording import (
    ROUNDINGS,
    Step,
    cut,
    earned,
    percent,
    percentage_points,
    plain,
    rate_step,
    some,
)
from xlfuncs.rules.loader import load
from xlfuncs.rules.lookup import shown
from xlfuncs.scoring.numbers import WIDE, round_to


def _rate(call: Call) -> list[Step]:
    part, whole = call.inputs["part"], call.inputs["whole"]
    return [_rounded(call, f"{plain(part)}÷{plain(whole)}", WIDE.divide(part, whole))]


def _change_rate(call: Call) -> list[Step]:
    base, current = call.inputs["base"], call.inputs["current"]
    quotient = WIDE.divide(WIDE.subtract(current, base), base)
    return [_rounded(call, f"({plain(current)}－{plain(base)})÷{plain(base)}", quotient)]


def _rounded(call: Call, expression: str, quotient: Decimal) -> Step:
    return rate_step(expression, quotient, call.result(), call.parameters["rounding"])


def _step_deduction(call: Call) -> list[Step]:
    base, rate, worth = (call.inputs[key] for key in ("baseline", "rate", "points"))
    named = _BASELINES[SCORED[call.function].arguments[0].name]
    this, other, most = percent(rate), percent(base), plain(worth)
    if rate <= base:
        kept = Both(
            f"{this} 不高于{named.zh} {other}，不扣分，得 {most} 分",
            f"{this} is not above {named.en} {other}: nothing off, {some(most, 'point')}",
        )
        return [Step(kept, result=worth)]
    excess = WIDE.subtract(rate, base)
    apart = percentage_points(excess)
    lead = Both(f"{this}－{named.zh} {other}＝{apart.zh}，", f"{this}－{named.en} {other}＝{apart.en}, ")
    above = Step(lead, f"{this}－{other}", excess, None, excess)
    counted, taken = _taken(call, excess)
    lost, left = call.result(), WIDE.subtract(worth, call.result())
    within = lost == taken.result
    limit = Both("", "") if within else Both(f"，以 {most} 分为限", f", {most} at most")
    off, rest = plain(lost), plain(left)
    end = Both(f"{limit.zh}，扣 {off} 分，得 {rest} 分", f"{limit.en}: {off} off, {some(rest, 'point')}")
    return [above, *counted, taken, Step(end, result=left)]


def _taken(call: Call, excess: Decimal) -> tuple[list[Step], Step]:
    """How many steps there are, where they are counted; and what they cost before the limit."""
    step, per_step, partly = (call.parameters[key] for key in ("step", "per_step", "partial"))
    if partly == "proportional":
        taken = WIDE.divide(WIDE.multiply(excess, per_step), step)
        rounded = round_to(taken, 2, "half_up")
        expression = f"{percent(excess)}÷{percent(step)}×{plain(per_step)}"
        equation, way = f"{expression}＝{cut(taken)}", ROUNDINGS["half_up"]
        words = Both(f"按比例扣：{equation}", f"in proportion: {equation}")
        if rounded == taken:
            return [], Step(words, expression, taken, None, taken)
        words = Both(f"{words.zh}，{way.zh}", f"{words.en}, {way.en}")
        return [], Step(words, expression, taken, "half_up", rounded)
    mode, part = _PARTIALS[partly]
    number = WIDE.divide(excess, step).to_integral_value(mode)
    taken = WIDE.multiply(number, per_step)
    size, count = percentage_points(step), plain(number)
    counted = Both(
        f"每 {size.zh}为一步，{part.zh}，共 {count} 步；", f"in steps of {size.en}, {part.en}: {count}; "
    )
    expression = f"{count}×{plain(per_step)}"
    equation = f"{expression}＝{cut(taken)}"
    lost = Step(Both(equation, equation), expression, taken, None, taken)
    return [Step(counted, result=number)], lost


_BASELINES = {
    "previous_rate": Both("上年", "last year's"),
    "average_rate": Both("市级平均", "the city's average of"),
}
_PARTIALS = {
    "ignored": (ROUND_FLOOR, Both("不满一步不计", "a part of one not counted")),
    "whole": (ROUND_CEILING, Both("不满一步计一步", "a part of one counted whole")),
}


def _tier_score(call: Call) -> list[Step]:
    level, worth, share = (call.inputs[key] for key in ("level", "points", "share"))
    product, score = WIDE.multiply(share, worth), call.result()
    expression = f"{percent(share)}×{plain(worth)}"
    gained = earned(product, score, "half_up")
    words = Both(f"{level}，{expression}＝{gained.zh}", f"{level}: {expression}＝{gained.en}")
    return [Step(words, expression, product, None if product == score else "half_up", score)]


def _checklist_score(call: Call) -> list[Step]:
    count, worth, each = (call.inputs[key] for key in ("failed", "points", "per_item"))
    left = WIDE.subtract(worth, WIDE.multiply(count, each))
    most, failed, cost, rest = map(plain, (worth, count, each, left))
    words = Both(f"{most}－{failed} 项×{cost}＝{rest}", f"{most}－{failed} failed×{cost}＝{rest}")
    expression = f"{most}－{failed}×{cost}"
    if left >= 0:
        words = Both(f"{words.zh} 分", f"{most}－{failed} failed×{cost}＝{some(rest, 'point')}")
        return [Step(words, expression, left, None, left)]
    none = Both("，扣完为止，得 0 分", ", nothing left: 0 points")
    return [Step(words, expression, left, None, left), Step(none, result=call.result())]


def _band_label(call: Call) -> list[Step]:
    bands, label = load(call.rule).function(call.function).values["bands"], call.result()
    score, lines = plain(call.inputs["value"]), shown(bands)
    words = Both(
        f"{score} 分，分数线 {lines}，等级为{label}", f"{some(score, 'point')}, grades {lines}: {label}"
    )
    return [Step(words, result=label)]


STEPS: Mapping[str, Callable[[Call], list[Step]]] = {
    "rate": _rate,
    "change_rate": _change_rate,
    "ratio_score": ratio_score,
    "step_deduction": _step_deduction,
    "tier_score": _tier_score,
    "checklist_score": _checklist_score,
    "band_label": _band_label,
}
