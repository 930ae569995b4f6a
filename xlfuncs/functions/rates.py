"""率 — the rates a person types in a cell: executed, carried over, and changed between budget and accounts."""

from __future__ import annotations

from typing import Any

from xlfuncs.functions.apply import apply, public
from xlfuncs.rules.loader import DEFAULT

__all__ = ["carryover_rate", "execution_rate", "variance_rate"]


@public
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
    return apply("execution_rate", rule, {"whole": budget, "part": executed})


@public
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
    return apply("carryover_rate", rule, {"whole": budget, "part": carryover})


@public
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
    return apply("variance_rate", rule, {"base": initial_budget, "current": final_accounts})
