"""扣分 — what a rate above its baseline costs."""

from __future__ import annotations

from typing import Any

from xlfuncs.functions.apply import apply, points_or_rule, public
from xlfuncs.rules.loader import DEFAULT

__all__ = ["carryover_deduction", "variance_deduction"]


@public
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
    points = points_or_rule(name, rule, points)
    return apply(name, rule, {"baseline": previous_rate, "rate": rate, "points": points})


@public
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
    points = points_or_rule(name, rule, points)
    return apply(name, rule, {"baseline": average_rate, "rate": rate, "points": points})
