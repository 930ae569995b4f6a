"""得分说明 — how a function comes to its result, and by which clause, in one line of Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import partial

from xlfuncs.errors import NotCovered, OutOfRange, XlfuncsError
from xlfuncs.function_table import SCORED, find
from xlfuncs.functions.apply import Call, read
from xlfuncs.functions.doubts import doubt, swapped
from xlfuncs.functions.explain_ratio import ratio_score
from xlfuncs.functions.ranges import Cells, Labels, by_rows, is_range
from xlfuncs.functions.wording import ROUNDINGS, cut, earned, percent, percentage_points, plain
from xlfuncs.rules.loader import DEFAULT, load
from xlfuncs.rules.lookup import shown
from xlfuncs.scoring.numbers import WIDE, round_to

__all__ = ["STEPS", "explain", "explanation", "steps"]


def explain(function: str, *arguments: Cells) -> Labels:
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
    if not entry.methods:
        raise NotCovered(f"「{entry.zh}」没有计算步骤可说明 | nothing to explain")
    if any(map(is_range, arguments)):
        return by_rows(partial(explain, entry.name), *arguments).values
    fewest = sum(not argument.optional for argument in entry.arguments)
    if not fewest <= len(arguments) <= len(entry.arguments):
        names = "、".join(argument.zh for argument in entry.arguments)
        raise NotCovered(f"「{entry.zh}」的参数应为：{names} | wrong number of arguments")
    values = arguments[: len(entry.own)]
    rule = str(arguments[-1]) if len(arguments) == len(entry.arguments) else DEFAULT
    try:
        call = read(entry.name, rule, values)
        if call is None or call.result() is None:
            return ""
        odd = doubt(call)
        return f"{explanation(call)}。注意：{odd}" if odd else explanation(call)
    except XlfuncsError as error:
        hint = swapped(entry.name, rule, values) if isinstance(error, OutOfRange) else ""
        return f"不能计算：{error.zh}{hint}"


def explanation(call: Call) -> str:
    """Steps and source of a call that gives a result."""
    document = load(call.rule)
    return f"{steps(call)}。依据：{document.function(call.function).clause}（{document.id}）"


def steps(call: Call) -> str:
    """The steps alone."""
    return STEPS[call.method.name](call)


def _rate(call: Call) -> str:
    part, whole = call.inputs["part"], call.inputs["whole"]
    return f"{plain(part)}÷{plain(whole)}＝{_rounded(call, WIDE.divide(part, whole))}"


def _change_rate(call: Call) -> str:
    base, current = call.inputs["base"], call.inputs["current"]
    quotient = WIDE.divide(WIDE.subtract(current, base), base)
    return f"({plain(current)}－{plain(base)})÷{plain(base)}＝{_rounded(call, quotient)}"


def _rounded(call: Call, quotient: Decimal) -> str:
    value = call.result()
    if value == quotient:
        return percent(value)
    return f"{percent(quotient)}，{ROUNDINGS[call.parameters['rounding']]}为 {percent(value)}"


def _step_deduction(call: Call) -> str:
    base, rate, worth = (call.inputs[key] for key in ("baseline", "rate", "points"))
    baseline = SCORED[call.function].arguments[0].zh
    words = _BASELINES.get(baseline, baseline)
    if rate <= base:
        return f"{percent(rate)} 不高于{words} {percent(base)}，不扣分，得 {plain(worth)} 分"
    excess = WIDE.subtract(rate, base)
    step, per_step, partly = (call.parameters[key] for key in ("step", "per_step", "partial"))
    lead = f"{percent(rate)}－{words} {percent(base)}＝{percentage_points(excess)}"
    if partly == "proportional":
        taken = WIDE.divide(WIDE.multiply(excess, per_step), step)
        rounded = round_to(taken, 2, "half_up")
        count = f"按比例扣：{percent(excess)}÷{percent(step)}×{plain(per_step)}"
    else:
        mode, counted = _PARTIALS[partly]
        number = WIDE.divide(excess, step).to_integral_value(mode)
        rounded = taken = WIDE.multiply(number, per_step)
        width = percentage_points(step)
        count = f"每 {width}为一步，{counted}，共 {plain(number)} 步；{plain(number)}×{plain(per_step)}"
    text = f"{lead}，{count}＝{cut(taken)}{'' if rounded == taken else '，四舍五入'}"
    lost = call.result()
    limit = "" if lost == rounded else f"，以 {plain(worth)} 分为限"
    return f"{text}{limit}，扣 {plain(lost)} 分，得 {plain(WIDE.subtract(worth, lost))} 分"


_BASELINES = {"上年率": "上年", "平均率": "市级平均"}
_PARTIALS = {"ignored": (ROUND_FLOOR, "不满一步不计"), "whole": (ROUND_CEILING, "不满一步计一步")}


def _tier_score(call: Call) -> str:
    level, worth, share = (call.inputs[key] for key in ("level", "points", "share"))
    product = WIDE.multiply(share, worth)
    return f"{level}，{percent(share)}×{plain(worth)}＝{earned(product, call.result(), 'half_up')}"


def _checklist_score(call: Call) -> str:
    count, worth, each = (call.inputs[key] for key in ("failed", "points", "per_item"))
    left = WIDE.subtract(worth, WIDE.multiply(count, each))
    ends = " 分" if left >= 0 else "，扣完为止，得 0 分"
    return f"{plain(worth)}－{plain(count)} 项×{plain(each)}＝{plain(left)}{ends}"


def _band_label(call: Call) -> str:
    bands = load(call.rule).function(call.function).values["bands"]
    return f"{plain(call.inputs['value'])} 分，分数线 {shown(bands)}，等级为{call.result()}"


# The words of each method.
STEPS: Mapping[str, Callable[[Call], str]] = {
    "rate": _rate,
    "change_rate": _change_rate,
    "ratio_score": ratio_score,
    "step_deduction": _step_deduction,
    "tier_score": _tier_score,
    "checklist_score": _checklist_score,
    "band_label": _band_label,
}
