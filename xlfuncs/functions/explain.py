"""得分说明 — how a function comes to its result, and by which clause, in one line of Chinese."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import partial
from typing import Any

from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.function_table import find
from xlfuncs.functions import public as functions
from xlfuncs.functions.apply import bound, points_or_rule
from xlfuncs.functions.directions import numeric
from xlfuncs.functions.explain_ratio import ratio_steps
from xlfuncs.functions.ranges import by_rows, is_range
from xlfuncs.functions.wording import ROUNDINGS, cut, earned, percent, percentage_points, plain
from xlfuncs.rules.loader import DEFAULT, load
from xlfuncs.rules.lookup import shown
from xlfuncs.scoring.numbers import WIDE, exact, round_to

__all__ = ["explain", "explanation", "steps"]


def explain(function: str, *arguments: Any) -> Any:
    """得分说明 — the steps and the source of a result, one line of Chinese.

    Parameters
    ----------
    function : str
        A function by any of its names.
    *arguments
        Its arguments, in order, the rule last; ranges broadcast.

    Returns
    -------
    str or ndarray of str
        Steps, result and source; empty for a blank row. What cannot be computed is said, not raised.

    Raises
    ------
    NotCovered
        No such function, or one that scores nothing; a wrong number of arguments. [#N/A]

    Examples
    --------
    >>> explain("预算执行率得分", 291435.79, 251145.17, 20)
    '251145.17÷291435.79＝86.1751%，截断为 86.17%；86.17%×20＝17.234，四舍五入得 17.23 分。依据：评分表...'

    Source: the rule file.
    """
    entry = find(function)
    if entry.name not in _STEPS:
        raise NotCovered(f"「{entry.zh}」没有计算步骤可说明 | nothing to explain")
    if any(map(is_range, arguments)):
        return by_rows(partial(explain, entry.name), *arguments).values
    call = getattr(functions, entry.name)
    try:
        given = inspect.signature(call).bind(*arguments)
    except TypeError:
        names = "、".join(argument.zh for argument in entry.arguments)
        raise NotCovered(f"「{entry.zh}」的参数应为：{names} | wrong number of arguments") from None
    given.apply_defaults()
    *values, rule = given.args
    try:
        return "" if call(*values, rule=rule) is None else explanation(entry.name, values, rule)
    except XlfuncsError as error:
        return f"不能计算：{str(error).partition(' | ')[0]}"


def explanation(name: str, values: Sequence[Any], rule: str = DEFAULT) -> str:
    """Steps and source for arguments that give a result."""
    document = load(rule)
    return f"{steps(name, values, rule)}。依据：{document.function(name).clause}（{document.id}）"


def steps(name: str, values: Sequence[Any], rule: str) -> str:
    """The steps alone."""
    return _STEPS[name](rule, *values)


def _rate(name: str, rule: str, whole: Any, part: Any) -> str:
    top, bottom = exact(part), exact(whole)
    return f"{plain(top)}÷{plain(bottom)}＝{_rounded(name, rule, WIDE.divide(top, bottom))}"


def _variance_rate(rule: str, initial_budget: Any, final_accounts: Any) -> str:
    base, current = exact(initial_budget), exact(final_accounts)
    text = _rounded("variance_rate", rule, WIDE.divide(WIDE.subtract(current, base), base))
    return f"({plain(current)}－{plain(base)})÷{plain(base)}＝{text}"


def _rounded(name: str, rule: str, quotient: Decimal) -> str:
    _, parameters = bound(name, rule)
    rounding = parameters["rounding"]
    value = round_to(quotient, parameters["places"], rounding)
    if value == quotient:
        return percent(value)
    return f"{percent(quotient)}，{ROUNDINGS[rounding]}为 {percent(value)}"


def _execution_rate_score(rule: str, budget: Any, executed: Any, points: Any) -> str:
    name = "execution_rate_score"
    worth = exact(points_or_rule(name, rule, points))
    return ratio_steps(name, rule, exact(budget), exact(executed), worth, "positive")


def _capped_ratio_score(rule: str, target: Any, actual: Any, points: Any, direction: Any) -> str:
    left, right, way = numeric(target, actual, direction)
    return ratio_steps("capped_ratio_score", rule, left, right, exact(points), way)


def _deduction(name: str, words: str, rule: str, baseline: Any, current: Any, points: Any) -> str:
    _, parameters = bound(name, rule)
    base, rate, worth = exact(baseline), exact(current), exact(points_or_rule(name, rule, points))
    if rate <= base:
        return f"{percent(rate)} 不高于{words} {percent(base)}，不扣分，得 {plain(worth)} 分"
    excess = WIDE.subtract(rate, base)
    step, per_step = parameters["step"], parameters["per_step"]
    lead = f"{percent(rate)}－{words} {percent(base)}＝{percentage_points(excess)}"
    if parameters["partial"] == "proportional":
        taken = WIDE.divide(WIDE.multiply(excess, per_step), step)
        rounded = round_to(taken, 2, "half_up")
        count = f"按比例扣：{percent(excess)}÷{percent(step)}×{plain(per_step)}"
    else:
        mode, partly = _PARTIALS[parameters["partial"]]
        number = WIDE.divide(excess, step).to_integral_value(mode)
        rounded = taken = WIDE.multiply(number, per_step)
        width = percentage_points(step)
        count = f"每 {width}为一步，{partly}，共 {plain(number)} 步；{plain(number)}×{plain(per_step)}"
    text = f"{lead}，{count}＝{cut(taken)}{'' if rounded == taken else '，四舍五入'}"
    lost = min(rounded, worth)
    limit = "" if lost == rounded else f"，以 {plain(worth)} 分为限"
    return f"{text}{limit}，扣 {plain(lost)} 分，得 {plain(WIDE.subtract(worth, lost))} 分"


_PARTIALS = {"ignored": (ROUND_FLOOR, "不满一步不计"), "whole": (ROUND_CEILING, "不满一步计一步")}


def _qualitative_score(rule: str, level: Any, points: Any, share: Any) -> str:
    score = exact(functions.qualitative_score(level, points, share, rule=rule))
    worth, given = exact(points), exact(share)
    return (
        f"{level}，{percent(given)}×{plain(worth)}＝{earned(WIDE.multiply(given, worth), score, 'half_up')}"
    )


def _checklist_score(rule: str, failed: Any, points: Any, per_item: Any) -> str:
    count, worth, each = exact(failed), exact(points), exact(per_item)
    left = WIDE.subtract(worth, WIDE.multiply(count, each))
    ends = " 分" if left >= 0 else "，扣完为止，得 0 分"
    return f"{plain(worth)}－{plain(count)} 项×{plain(each)}＝{plain(left)}{ends}"


def _grade(rule: str, total: Any) -> str:
    bands = load(rule).function("grade").values["bands"]
    return f"{plain(exact(total))} 分，分数线 {shown(bands)}，等级为{functions.grade(total, rule=rule)}"


_STEPS: dict[str, Callable[..., str]] = {
    "execution_rate": partial(_rate, "execution_rate"),
    "execution_rate_score": _execution_rate_score,
    "carryover_rate": partial(_rate, "carryover_rate"),
    "carryover_deduction": partial(_deduction, "carryover_deduction", "上年"),
    "variance_rate": _variance_rate,
    "variance_deduction": partial(_deduction, "variance_deduction", "市级平均"),
    "capped_ratio_score": _capped_ratio_score,
    "qualitative_score": _qualitative_score,
    "checklist_score": _checklist_score,
    "grade": _grade,
}
