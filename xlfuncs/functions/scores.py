"""得分 — the scores a person types in a cell: of the execution rate, an indicator, a judgement, a checklist."""

from __future__ import annotations

from functools import partial
from typing import Any

from xlfuncs.functions.apply import apply, bound, points_or_rule, public
from xlfuncs.functions.directions import column_words, numeric, read_direction
from xlfuncs.functions.ranges import by_rows, has_text, is_range
from xlfuncs.rules.loader import DEFAULT
from xlfuncs.scoring.numbers import exact, is_blank

__all__ = ["capped_ratio_score", "checklist_score", "execution_rate_score", "qualitative_score"]


@public
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
    plain = type(budget) is type(executed) is type(points) is float
    if plain and budget == budget and executed == executed and points == points:
        # The plain cell, as in capped_ratio_score; NaN, which is a blank, goes the long way.
        method, parameters = bound(name, rule)
        numbers = exact(budget), exact(executed), exact(points)
        return float(method.definition(*numbers, direction="positive", **parameters))
    inputs = {"target": budget, "actual": executed, "points": points_or_rule(name, rule, points)}
    return apply(name, rule, inputs, direction="positive")


@public
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
    method, parameters = bound("capped_ratio_score", rule)
    if type(target) is type(actual) is type(points) is float and (
        direction is None or type(direction) is str
    ):
        # The plain cell, kept short: this is what a column of formulas calls thousands of times.
        if target != target or actual != actual or points != points:
            return None
        way = read_direction(direction) or "positive"
        if way == "qualitative":
            return None
        left, right = exact(target), exact(actual)
    elif any(map(is_range, (target, actual, points, direction))):
        if has_text(target, actual):
            return by_rows(partial(capped_ratio_score, rule=rule), target, actual, points, direction)
        inputs = {"target": target, "actual": actual, "points": points, "direction": column_words(direction)}
        return method.column(inputs, parameters)
    elif any(map(is_blank, (target, actual, points))) or read_direction(direction) == "qualitative":
        return None
    else:
        left, right, way = numeric(target, actual, direction)
    return float(method.definition(left, right, exact(points), direction=way, **parameters))


@public
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
        return by_rows(partial(qualitative_score, rule=rule), level, points, share)
    if is_blank(level) or is_blank(points):
        return None
    method, parameters = bound("qualitative_score", rule)
    given = None if is_blank(share) else exact(share)
    score = method.definition(str(level).strip(), exact(points), given, **parameters)
    return None if score is None else float(score)


@public
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
    return apply("checklist_score", rule, {"failed": failed, "points": points, "per_item": per_item})
