"""各算法的步骤 — the steps of every method, by its name: what 得分说明 says, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from xlfuncs.function_table import SCORED
from xlfuncs.functions.apply import Call
from xlfuncs.functions.ratio_steps import ratio_score
from xlfuncs.functions.step import Step
from xlfuncs.functions.wording import ROUNDINGS, cut, earned, percent, percentage_points, plain
from xlfuncs.rules.loader import load
from xlfuncs.rules.lookup import shown
from xlfuncs.scoring.numbers import WIDE, round_to

__all__ = ["STEPS"]


def _rate(call: Call) -> list[Step]:
    part, whole = call.inputs["part"], call.inputs["whole"]
    return [_rounded(call, f"{plain(part)}÷{plain(whole)}", WIDE.divide(part, whole))]


def _change_rate(call: Call) -> list[Step]:
    base, current = call.inputs["base"], call.inputs["current"]
    quotient = WIDE.divide(WIDE.subtract(current, base), base)
    return [_rounded(call, f"({plain(current)}－{plain(base)})÷{plain(base)}", quotient)]


def _rounded(call: Call, expression: str, quotient: Decimal) -> Step:
    value, rounding = call.result(), call.parameters["rounding"]
    if value == quotient:
        return Step(f"{expression}＝{percent(value)}", expression, quotient, None, value)
    text = f"{expression}＝{percent(quotient)}，{ROUNDINGS[rounding]}为 {percent(value)}"
    return Step(text, expression, quotient, rounding, value)


def _step_deduction(call: Call) -> list[Step]:
    base, rate, worth = (call.inputs[key] for key in ("baseline", "rate", "points"))
    baseline = SCORED[call.function].arguments[0].zh
    words = _BASELINES.get(baseline, baseline)
    if rate <= base:
        kept = f"{percent(rate)} 不高于{words} {percent(base)}，不扣分，得 {plain(worth)} 分"
        return [Step(kept, result=worth)]
    excess = WIDE.subtract(rate, base)
    lead = f"{percent(rate)}－{words} {percent(base)}＝{percentage_points(excess)}，"
    above = Step(lead, f"{percent(rate)}－{percent(base)}", excess, None, excess)
    counted, taken = _taken(call, excess)
    lost, left = call.result(), WIDE.subtract(worth, call.result())
    limit = "" if lost == taken.result else f"，以 {plain(worth)} 分为限"
    end = Step(f"{limit}，扣 {plain(lost)} 分，得 {plain(left)} 分", result=left)
    return [above, *counted, taken, end]


def _taken(call: Call, excess: Decimal) -> tuple[list[Step], Step]:
    """How many steps there are, where they are counted; and what they cost before the limit."""
    step, per_step, partly = (call.parameters[key] for key in ("step", "per_step", "partial"))
    if partly == "proportional":
        taken = WIDE.divide(WIDE.multiply(excess, per_step), step)
        rounded = round_to(taken, 2, "half_up")
        expression = f"{percent(excess)}÷{percent(step)}×{plain(per_step)}"
        text = f"按比例扣：{expression}＝{cut(taken)}"
        if rounded == taken:
            return [], Step(text, expression, taken, None, taken)
        return [], Step(f"{text}，四舍五入", expression, taken, "half_up", rounded)
    mode, words = _PARTIALS[partly]
    number = WIDE.divide(excess, step).to_integral_value(mode)
    taken = WIDE.multiply(number, per_step)
    count = f"每 {percentage_points(step)}为一步，{words}，共 {plain(number)} 步；"
    expression = f"{plain(number)}×{plain(per_step)}"
    return [Step(count, result=number)], Step(f"{expression}＝{cut(taken)}", expression, taken, None, taken)


_BASELINES = {"上年率": "上年", "平均率": "市级平均"}
_PARTIALS = {"ignored": (ROUND_FLOOR, "不满一步不计"), "whole": (ROUND_CEILING, "不满一步计一步")}


def _tier_score(call: Call) -> list[Step]:
    level, worth, share = (call.inputs[key] for key in ("level", "points", "share"))
    product, score = WIDE.multiply(share, worth), call.result()
    expression = f"{percent(share)}×{plain(worth)}"
    text = f"{level}，{expression}＝{earned(product, score, 'half_up')}"
    return [Step(text, expression, product, None if product == score else "half_up", score)]


def _checklist_score(call: Call) -> list[Step]:
    count, worth, each = (call.inputs[key] for key in ("failed", "points", "per_item"))
    left = WIDE.subtract(worth, WIDE.multiply(count, each))
    text = f"{plain(worth)}－{plain(count)} 项×{plain(each)}＝{plain(left)}"
    expression = f"{plain(worth)}－{plain(count)}×{plain(each)}"
    if left >= 0:
        return [Step(f"{text} 分", expression, left, None, left)]
    return [Step(text, expression, left, None, left), Step("，扣完为止，得 0 分", result=call.result())]


def _band_label(call: Call) -> list[Step]:
    bands, label = load(call.rule).function(call.function).values["bands"], call.result()
    text = f"{plain(call.inputs['value'])} 分，分数线 {shown(bands)}，等级为{label}"
    return [Step(text, result=label)]


STEPS: Mapping[str, Callable[[Call], list[Step]]] = {
    "rate": _rate,
    "change_rate": _change_rate,
    "ratio_score": ratio_score,
    "step_deduction": _step_deduction,
    "tier_score": _tier_score,
    "checklist_score": _checklist_score,
    "band_label": _band_label,
}
