"""公开函数 — the functions a person types in a cell: a rule applied to numbers.

Scalars give one number, None for a blank row, and raise; ranges broadcast and give an array with NaN for
blank or bad rows, and warn which rows are bad and why: one bad row never touches another. What each method
does stands in ``xlfuncs.scoring``; what a rule says, in ``xlfuncs.rules``.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.directions import numeric, read_direction
from xlfuncs.evaluation.ranges import by_rows, flat, has_text, is_range
from xlfuncs.rules.loader import DEFAULT, load
from xlfuncs.rules.parameters import method_parameters
from xlfuncs.scoring.methods import METHODS, Method
from xlfuncs.scoring.numbers import ONE, ZERO, exact, is_blank
from xlfuncs.scoring.totals import total

__all__ = [
    "RowsWarning",
    "bound",
    "capped_ratio_score",
    "carryover_deduction",
    "carryover_rate",
    "checklist_score",
    "execution_rate",
    "execution_rate_score",
    "grade",
    "qualitative_score",
    "total_score",
    "variance_deduction",
    "variance_rate",
]

# What a rate can be, whatever the rule: a percent typed as a number lies outside.
_FACTS: dict[str, dict[str, Any]] = {
    "carryover_rate": {"ceiling": ONE},
    "carryover_deduction": {"low": ZERO, "high": ONE},
    "variance_deduction": {"low": -ONE, "high": exact(10)},
}


class RowsWarning(UserWarning):
    """Rows of a range that could not be computed; ``errors`` maps a row (from 0) to why."""

    def __init__(self, errors: dict[int, XlfuncsError]) -> None:
        self.errors = errors
        shown = "；".join(f"第 {row + 1} 行：{error}" for row, error in sorted(errors.items())[:5])
        more = f" 等 {len(errors)} 行" if len(errors) > 5 else ""
        super().__init__(f"有 {len(errors)} 行不能计算：{shown}{more} | rows that could not be computed")


@cache
def bound(name: str, rule: str) -> tuple[Method, dict[str, Any]]:
    """The method a rule names for a public function, and the arguments it gives the method."""
    function = load(rule).function(name)
    return METHODS[function.method], {**_FACTS.get(name, {}), **method_parameters(function)}


def _public(function: Callable[..., Any]) -> Callable[..., Any]:
    """Arrays for people: values, and a warning for the bad rows. Add-ins take the errors by ``__wrapped__``."""

    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        result = function(*arguments, **named)
        if type(result) is float or result is None or isinstance(result, str):
            return result
        if result.errors:
            warnings.warn(RowsWarning(result.errors), stacklevel=2)
        return result.values

    return call


def _apply(name: str, rule: str, inputs: dict[str, Any]) -> Any:
    method, parameters = bound(name, rule)
    for value in inputs.values():
        if is_range(value):
            return method.column(inputs, parameters)
    numbers = {}
    for key, value in inputs.items():
        if is_blank(value):
            return None
        numbers[key] = exact(value)
    return float(method.definition(**numbers, **parameters))


def _points(name: str, rule: str, points: Any) -> Any:
    """The given points, else the rule's."""
    return load(rule).function(name).number("points") if points is None else points


@_public
def execution_rate(budget: Any, executed: Any, rule: str = DEFAULT) -> Any:
    """预算执行率 — executed ÷ budget, rounded as the rule rounds rates.

    Parameters
    ----------
    budget, executed : number or range
        预算数（全年、调整后）, 执行数; in one unit. [元 or 万元]
    rule : str
        Rule id.

    Returns
    -------
    float or ndarray of the inputs' shape
        [fraction]

    Raises
    ------
    ZeroDivisor, OutOfRange, NotANumber, UnknownRule, NotCovered
        For scalars; in a range the row is NaN. [#DIV/0!, #NUM!, #VALUE!, #N/A]

    Examples
    --------
    >>> execution_rate(291435.79, 251145.17)
    0.8617
    >>> execution_rate([291435.79, None], [251145.17, 1]).tolist()
    [0.8617, nan]

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》一、当年预算执行情况.
    """
    return _apply("execution_rate", rule, {"whole": budget, "part": executed})


@_public
def execution_rate_score(budget: Any, executed: Any, points: Any = None, rule: str = DEFAULT) -> Any:
    """预算执行率得分 — the execution rate, at most 1, times the points.

    Parameters
    ----------
    budget, executed : number or range
        预算数, 执行数; in one unit. [元 or 万元]
    points : number or range, optional
        分值; left out, the rule's (20 in beijing-2022). [points]
    rule : str
        Rule id.

    Returns
    -------
    float or ndarray
        0 … points. [points]

    Raises
    ------
    ZeroDivisor, OutOfRange, NotANumber, UnknownRule, NotCovered
        As for :func:`execution_rate`.

    Examples
    --------
    >>> execution_rate_score(291435.79, 251145.17)
    17.23
    >>> execution_rate_score(2161.48, 2123.04, 20, rule="dongxihu-2020")
    19.64

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》一; 武汉市东西湖区商务局
    《2020年度部门整体绩效自评结果》.
    """
    name = "execution_rate_score"
    points = _points(name, rule, points)
    return _ratio(name, rule, budget, executed, points, "positive")


def _ratio(name: str, rule: str, target: Any, actual: Any, points: Any, direction: Any) -> Any:
    method, parameters = bound(name, rule)
    inputs = {"target": target, "actual": actual, "points": points, "direction": direction}
    if is_range(target) or is_range(actual) or is_range(points):
        return method.column(inputs, parameters)
    if is_blank(target) or is_blank(actual) or is_blank(points):
        return None
    given = exact(points)
    target, actual, direction = numeric(target, actual, direction)
    return float(method.definition(target, actual, given, direction=direction, **parameters))


@_public
def capped_ratio_score(
    target: Any, actual: Any, points: Any, direction: Any = None, rule: str = DEFAULT
) -> Any:
    """指标得分 — a quantitative indicator: actual ÷ target (or target ÷ actual), at most 1, times the points.

    Parameters
    ----------
    target, actual : number, text or range
        指标值, 完成值; text such as ``≥40人`` is read, units converted where certain. [as written]
    points : number or range
        分值. [points]
    direction : str or range, optional
        正向, 反向, 等于 (or positive, negative, equal); left out, from the target's symbol, else positive.
        定性 is blank: a person decides.
    rule : str
        Rule id.

    Returns
    -------
    float or ndarray
        0 … points. [points]

    Raises
    ------
    ZeroDivisor, OutOfRange, NotANumber, UnknownLevel, UnknownRule, NotCovered
        Zero target; negative amounts; text without a number; direction and symbol that contradict each
        other; 等于 where the rule has no method for it. [#DIV/0!, #NUM!, #VALUE!, #N/A]

    Examples
    --------
    >>> capped_ratio_score("≥40人", 36, 5)
    4.5
    >>> capped_ratio_score(291435.79, 251145.17, 5, "反向")
    5.0
    >>> capped_ratio_score(10, 35, 10)  # 250 % over a target that was set too low
    9.0

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》一、评分标准②.
    """
    name = "capped_ratio_score"
    if type(target) is type(actual) is float and direction is None and not is_range(points):
        # The plain cell, kept short: this is what a column of formulas calls thousands of times.
        if target != target or actual != actual or is_blank(points):
            return None
        method, parameters = bound(name, rule)
        return float(
            method.definition(exact(target), exact(actual), exact(points), direction="positive", **parameters)
        )
    if any(map(is_range, (target, actual, points, direction))):
        if has_text(target, actual, direction):
            return by_rows(
                lambda *row: capped_ratio_score(*row, rule=rule), target, actual, points, direction
            )
        return _ratio(name, rule, target, actual, points, "positive")
    if read_direction(direction) == "qualitative":
        return None
    return _ratio(name, rule, target, actual, points, direction)


@_public
def carryover_rate(budget: Any, carryover: Any, rule: str = DEFAULT) -> Any:
    """结转结余率 — carryover ÷ budget, rounded as the rule rounds rates.

    Parameters
    ----------
    budget, carryover : number or range
        支出预算数, 结转结余总额; in one unit. [元 or 万元]
    rule : str
        Rule id.

    Returns
    -------
    float or ndarray
        0 … 1. [fraction]

    Raises
    ------
    ZeroDivisor, OutOfRange, NotANumber, UnknownRule, NotCovered
        A carryover above the budget is out of range. [#DIV/0!, #NUM!, #VALUE!, #N/A]

    Examples
    --------
    >>> carryover_rate(291435.79, 40290.62)
    0.1382

    Source: 北京市商务局《2022年度部门整体绩效评价报告》四（四）.
    """
    return _apply("carryover_rate", rule, {"whole": budget, "part": carryover})


@_public
def carryover_deduction(previous_rate: Any, rate: Any, points: Any = None, rule: str = DEFAULT) -> Any:
    """结转结余率扣分 — points lost for each step the rate lies above last year's; below it none.

    Parameters
    ----------
    previous_rate, rate : number or range
        上年率, 本年率; 8.04 % is 0.0804. [fraction]
    points : number or range, optional
        分值, the most that can be lost; left out, the rule's (4 in beijing-2022). [points]
    rule : str
        Rule id.

    Returns
    -------
    float or ndarray
        0 … points, to be taken off. [points]

    Raises
    ------
    OutOfRange, NotANumber, UnknownRule, NotCovered
        A rate outside 0 … 1. [#NUM!, #VALUE!, #N/A]

    Examples
    --------
    >>> carryover_deduction(0.0804, 0.1382)
    2.0

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》三、结转结余率.
    """
    name = "carryover_deduction"
    points = _points(name, rule, points)
    return _apply(name, rule, {"baseline": previous_rate, "rate": rate, "points": points})


@_public
def variance_rate(initial_budget: Any, final_accounts: Any, rule: str = DEFAULT) -> Any:
    """预决算差异率 — (final accounts − initial budget) ÷ initial budget; may be negative or above 1.

    Parameters
    ----------
    initial_budget, final_accounts : number or range
        年初预算数, 决算数; in one unit. [元 or 万元]
    rule : str
        Rule id.

    Returns
    -------
    float or ndarray
        −1 and up. [fraction]

    Raises
    ------
    ZeroDivisor, OutOfRange, NotANumber, UnknownRule, NotCovered
        [#DIV/0!, #NUM!, #VALUE!, #N/A]

    Examples
    --------
    >>> variance_rate(159584.73, 291435.79)
    0.8262

    Source: 北京市商务局《2022年度部门整体绩效评价报告》四（五）.
    """
    return _apply("variance_rate", rule, {"base": initial_budget, "current": final_accounts})


@_public
def variance_deduction(average_rate: Any, rate: Any, points: Any = None, rule: str = DEFAULT) -> Any:
    """预决算差异率扣分 — points lost for each step the rate lies above the average; below it none.

    Parameters
    ----------
    average_rate, rate : number or range
        市级平均率, 本部门率; 28.3 % is 0.283. [fraction]
    points : number or range, optional
        分值, the most that can be lost; left out, the rule's (4 in beijing-2022). [points]
    rule : str
        Rule id.

    Returns
    -------
    float or ndarray
        0 … points, to be taken off. [points]

    Raises
    ------
    OutOfRange, NotANumber, UnknownRule, NotCovered
        A rate outside −1 … 10. [#NUM!, #VALUE!, #N/A]

    Examples
    --------
    >>> variance_deduction(0.283, 0.8262)
    2.0

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》三、部门预决算差异率.
    """
    name = "variance_deduction"
    points = _points(name, rule, points)
    return _apply(name, rule, {"baseline": average_rate, "rate": rate, "points": points})


@_public
def qualitative_score(level: Any, points: Any, share: Any = None, rule: str = DEFAULT) -> Any:
    """定性指标得分 — share × points, the share checked against the tier of its level.

    Parameters
    ----------
    level : str or range
        达成, 部分达成 or 未达成, as the rule names them.
    points : number or range
        分值. [points]
    share : number or range, optional
        Share of the points given; left out, the result is blank: a person decides. [fraction]
    rule : str
        Rule id.

    Returns
    -------
    float or ndarray
        0 … points. [points]

    Raises
    ------
    UnknownLevel, OutOfRange, NotANumber, UnknownRule, NotCovered
        No such level; a share outside its tier. [#N/A, #NUM!, #VALUE!]

    Examples
    --------
    >>> qualitative_score("部分达成", 10, 0.75, rule="mof-2020-10")
    7.5

    Source: 财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）.
    """
    if is_range(level) or is_range(points) or is_range(share):
        return by_rows(lambda *row: qualitative_score(*row, rule=rule), level, points, share)
    if is_blank(level) or is_blank(points):
        return None
    method, parameters = bound("qualitative_score", rule)
    given = None if is_blank(share) else exact(share)
    score = method.definition(str(level).strip(), exact(points), given, **parameters)
    return None if score is None else float(score)


@_public
def checklist_score(failed: Any, points: Any, per_item: Any, rule: str = DEFAULT) -> Any:
    """清单得分 — points − failed × per_item, not below 0.

    Parameters
    ----------
    failed : number or range
        不合格项数, whole numbers. [count]
    points, per_item : number or range
        分值, 每项扣分. [points]
    rule : str
        Rule id.

    Returns
    -------
    float or ndarray
        0 … points. [points]

    Raises
    ------
    OutOfRange, NotANumber, UnknownRule, NotCovered
        [#NUM!, #VALUE!, #N/A]

    Examples
    --------
    >>> checklist_score(2, 4, 0.8)
    2.4

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》三、资产管理规范性.
    """
    return _apply("checklist_score", rule, {"failed": failed, "points": points, "per_item": per_item})


def total_score(scores: Any) -> float | None:
    """总分 — the exact sum of the scores; blanks are passed over, all blank is blank.

    Parameters
    ----------
    scores : number or range
        得分. [points]

    Returns
    -------
    float or None
        [points]

    Raises
    ------
    NotANumber
        Text that is no number among them. [#VALUE!]

    Examples
    --------
    >>> total_score([17.23, 59.5, "", 14])
    90.73

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》合计.
    """
    given = [score for score in flat(scores) if not is_blank(score)]
    return float(total(given)) if given else None


@_public
def grade(total: Any, rule: str = DEFAULT) -> Any:
    """评价等级 — the grade of a total, by the rule's bands; an edge belongs to its own band.

    Parameters
    ----------
    total : number or range
        总分, not rounded for display. [points]
    rule : str
        Rule id.

    Returns
    -------
    str or ndarray of str
        Such as 优秀 or 优.

    Raises
    ------
    OutOfRange, NotANumber, UnknownRule, NotCovered
        A total outside the bands; one whose grade the rule does not state. [#NUM!, #VALUE!, #N/A]

    Examples
    --------
    >>> grade(90.73), grade(89.996, rule="mof-2020-10")
    ('优秀', '良')

    Source: 北京市商务局《2022年度部门整体绩效评价报告》五（一）; 财预〔2020〕10号.
    """
    if is_range(total):
        return by_rows(lambda value: grade(value, rule=rule), total)
    if is_blank(total):
        return None
    method, parameters = bound("grade", rule)
    return method.definition(exact(total), **parameters)
