"""得分说明 — how a function comes to its result, and by which clause, in one line of Chinese."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.evaluation import functions
from xlfuncs.evaluation.directions import numeric
from xlfuncs.evaluation.function_table import find
from xlfuncs.rules.loader import load
from xlfuncs.rules.lookup import shown
from xlfuncs.scoring.numbers import ONE, WIDE, ZERO, exact, round_to

__all__ = ["explain"]

_ROUNDINGS = {"half_up": "四舍五入", "truncate": "截断"}
_PARTIALS = {"ignored": "不满一步不扣", "proportional": "按比例扣", "whole": "不满一步也扣一步"}


def explain(function: str, *arguments: Any) -> str:
    """得分说明 — the steps and the source of a result, one line of Chinese.

    Parameters
    ----------
    function : str
        A function by any of its names.
    *arguments
        Its arguments, in order, scalars; the rule last.

    Returns
    -------
    str
        Steps, result and source; empty for a blank row. What cannot be computed is said, not raised.

    Raises
    ------
    NotCovered
        No such function, or one that scores nothing. [#N/A]

    Examples
    --------
    >>> explain("预算执行率得分", 291435.79, 251145.17, 20)
    '251145.17÷291435.79＝86.1751%，截断为 86.17%；86.17%×20＝17.234，四舍五入得 17.23 分。依据：评分表...'

    Source: the rule file.
    """
    entry = find(function)
    steps = _STEPS.get(entry.name)
    if steps is None:
        raise NotCovered(f"「{entry.zh}」没有计算步骤可说明 | nothing to explain")
    call = getattr(functions, entry.name)
    try:
        given = inspect.signature(call).bind(*arguments)
    except TypeError:
        names = "、".join(argument.zh for argument in entry.arguments)
        raise NotCovered(f"「{entry.zh}」的参数应为：{names} | wrong number of arguments") from None
    given.apply_defaults()
    inputs = dict(given.arguments)
    rule = str(inputs.pop("rule"))
    try:
        result = call(**inputs, rule=rule)
        if result is None:
            return ""
        clause = load(rule).function(entry.name).clause
        return f"{steps(rule, **inputs)}。依据：{clause}（{rule}）"
    except XlfuncsError as error:
        return f"不能计算：{str(error).partition(' | ')[0]}"


def plain(number: Decimal | float) -> str:
    """A number as people write it: no exponent, no trailing zeros."""
    text = f"{exact(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(number: Decimal, places: int | None = None) -> str:
    """A fraction as a percent; 4 decimals of it where it is not exact."""
    value = WIDE.multiply(number, Decimal(100))
    return f"{plain(round_to(value, 4 if places is None else places, 'truncate'))}%"


def _points(number: Decimal) -> str:
    return percent(number).replace("%", " 个百分点")


def _rounded(rule: str, name: str, quotient: Decimal) -> tuple[str, Decimal]:
    _, parameters = functions.bound(name, rule)
    places, rounding = parameters["places"], parameters["rounding"]
    value = round_to(quotient, places, rounding)
    exactly = value == quotient
    return (
        percent(value) if exactly else f"{percent(quotient)}，{_ROUNDINGS[rounding]}为 {percent(value)}"
    ), value


def _rate(name: str, whole: str, part: str) -> Callable[..., str]:
    def steps(rule: str, **inputs: Any) -> str:
        top, bottom = exact(inputs[part]), exact(inputs[whole])
        text, _ = _rounded(rule, name, WIDE.divide(top, bottom))
        return f"{plain(top)}÷{plain(bottom)}＝{text}"

    return steps


def _variance_rate(rule: str, initial_budget: Any, final_accounts: Any) -> str:
    base, current = exact(initial_budget), exact(final_accounts)
    text, _ = _rounded(rule, "variance_rate", WIDE.divide(WIDE.subtract(current, base), base))
    return f"({plain(current)}－{plain(base)})÷{plain(base)}＝{text}"


def _execution_rate_score(rule: str, budget: Any, executed: Any, points: Any) -> str:
    worth = exact(load(rule).function("execution_rate_score").number("points") if points is None else points)
    return _ratio(rule, "execution_rate_score", exact(budget), exact(executed), worth, "positive")


def _capped_ratio_score(rule: str, target: Any, actual: Any, points: Any, direction: Any) -> str:
    left, right, way = numeric(target, actual, direction)
    return _ratio(rule, "capped_ratio_score", left, right, exact(points), way)


def _ratio(rule: str, name: str, target: Decimal, actual: Decimal, points: Decimal, direction: str) -> str:
    method, parameters = functions.bound(name, rule)
    score = method.definition(target, actual, points, direction=direction, **parameters)
    result = f"{plain(score)} 分"
    if direction == "equal":
        return f"完成值 {plain(actual)}，指标值 {plain(target)}（等于类），得 {result}"
    negative = direction == "negative"
    if negative and parameters.get("inverse") == "linear_to_zero":
        if actual <= target:
            return f"反向指标，完成值 {plain(actual)} 不高于指标值 {plain(target)}，得满分 {result}"
        if score == 0:
            return f"反向指标，完成值 {plain(actual)} 达到指标值 {plain(target)} 的 2 倍，得 {result}"
        return f"[1－({plain(actual)}－{plain(target)})÷{plain(target)}]×{plain(points)}，得 {result}"
    top, bottom = (target, actual) if negative else (actual, target)
    if negative and not bottom:
        return f"反向指标，完成值为 0，得满分 {result}"
    if top >= bottom:
        return _reached(top, bottom, points, score, negative, parameters.get("excess_bands", ()))
    quotient = WIDE.divide(top, bottom)
    lead = f"{plain(top)}÷{plain(bottom)}"
    places, rounding = parameters.get("rate_places"), parameters.get("rate_rounding")
    if places is not None:
        rate = round_to(quotient, places, rounding)
        kept = "" if rate == quotient else f"，{_ROUNDINGS[str(rounding)]}为 {percent(rate)}"
        lead = f"{lead}＝{percent(quotient)}{kept}；{percent(rate)}"
        quotient = rate
    product = WIDE.multiply(quotient, points)
    if product == score:
        return f"{lead}×{plain(points)}＝{result}"
    way = _ROUNDINGS[parameters.get("rounding", "half_up")]
    return f"{lead}×{plain(points)}＝{plain(round_to(product, 6, 'truncate'))}，{way}得 {result}"


def _reached(
    top: Decimal, bottom: Decimal, points: Decimal, score: Decimal, negative: bool, bands: Any
) -> str:
    lead = f"{plain(top)}÷{plain(bottom)}＝{percent(WIDE.divide(top, bottom))}"
    if score == round_to(points, 2, "half_up") or negative:
        return f"{lead}，达到 100%，得满分 {plain(score)} 分"
    excess = WIDE.divide(WIDE.subtract(top, bottom), bottom)
    share = max((s for start, s in bands if excess >= start), default=ZERO)
    kept = WIDE.subtract(ONE, share)
    return (
        f"{lead}；超额率 {percent(excess)}，扣分值的 {percent(share)}："
        f"{plain(points)}×{percent(kept)}＝{plain(score)} 分"
    )


def _steps(name: str, baseline: str, words: str) -> Callable[..., str]:
    def steps(rule: str, **inputs: Any) -> str:
        method, parameters = functions.bound(name, rule)
        points = inputs["points"]
        worth = exact(load(rule).function(name).number("points") if points is None else points)
        base, rate = exact(inputs[baseline]), exact(inputs["rate"])
        lost = method.definition(base, rate, worth, **parameters)
        if rate <= base:
            return f"{percent(rate)} 不高于{words} {percent(base)}，不扣分"
        excess = WIDE.subtract(rate, base)
        step, per_step, partial = parameters["step"], parameters["per_step"], parameters["partial"]
        count = plain(round_to(WIDE.divide(excess, step), 4, "truncate"))
        return (
            f"{percent(rate)}－{words} {percent(base)}＝{_points(excess)}，"
            f"每 {_points(step)}扣 {plain(per_step)} 分，共 {count} 步（{_PARTIALS[partial]}），"
            f"扣 {plain(lost)} 分，得 {plain(WIDE.subtract(worth, lost))} 分"
        )

    return steps


def _qualitative_score(rule: str, level: Any, points: Any, share: Any) -> str:
    score = functions.qualitative_score(level, points, share, rule=rule)
    return f"{level}，{percent(exact(share))}×{plain(exact(points))}＝{plain(score)} 分"


def _checklist_score(rule: str, failed: Any, points: Any, per_item: Any) -> str:
    score = functions.checklist_score(failed, points, per_item, rule=rule)
    count, worth, each = (plain(exact(value)) for value in (failed, points, per_item))
    return f"{worth}－{count} 项×{each}，扣完为止，得 {plain(score)} 分"


def _grade(rule: str, total: Any) -> str:
    bands = load(rule).function("grade").values["bands"]
    return f"{plain(exact(total))} 分，分数线 {shown(bands)}，等级为{functions.grade(total, rule=rule)}"


_STEPS: dict[str, Callable[..., str]] = {
    "execution_rate": _rate("execution_rate", "budget", "executed"),
    "execution_rate_score": _execution_rate_score,
    "carryover_rate": _rate("carryover_rate", "budget", "carryover"),
    "carryover_deduction": _steps("carryover_deduction", "previous_rate", "上年"),
    "variance_rate": _variance_rate,
    "variance_deduction": _steps("variance_deduction", "average_rate", "市级平均"),
    "capped_ratio_score": _capped_ratio_score,
    "qualitative_score": _qualitative_score,
    "checklist_score": _checklist_score,
    "grade": _grade,
}
