"""率与扣分 — rates a person types in a cell (executed, carried over, changed), and what a rate too high costs."""

from __future__ import annotations

from xlfuncs.functions.apply import apply
from xlfuncs.functions.ranges import Cells, Numbers, public
from xlfuncs.rules.loader import DEFAULT


@public
def execution_rate(budget: Cells, executed: Cells, rule: str = DEFAULT) -> Numbers:
    """预算执行率 — executed ÷ budget, rounded as the rule rounds rates.

    ZeroDivisor, OutOfRange, NotANumber, UnknownRule, NotCovered
        For scalars; in a range the row is NaN. [#DIV/0!, #NUM!, #VALUE!, #N/A]

    >>> execution_rate(291435.79, 251145.17)
    0.8617
    >>> execution_rate([291435.79, None], [251145.17, 1]).tolist()
    [0.8617, nan]

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》一、当年预算执行情况.
    """
    return apply("execution_rate", rule, budget, executed)


@public
def carryover_rate(budget: Cells, carryover: Cells, rule: str = DEFAULT) -> Numbers:
    """结转结余率 — carryover ÷ budget, rounded as the rule rounds rates.

    ZeroDivisor, OutOfRange, NotANumber, UnknownRule, NotCovered
        A carryover above the budget is out of range. [#DIV/0!, #NUM!, #VALUE!, #N/A]

    >>> carryover_rate(291435.79, 40290.62)
    0.1382

    Source: 北京市商务局《2022年度部门整体绩效评价报告》四（四）.
    """
    return apply("carryover_rate", rule, budget, carryover)


@public
def variance_rate(initial_budget: Cells, final_accounts: Cells, rule: str = DEFAULT) -> Numbers:
    """预决算差异率 — (final accounts − initial budget) ÷ initial budget; may be negative or above 1.

    ZeroDivisor, OutOfRange, NotANumber, UnknownRule, NotCovered
        [#DIV/0!, #NUM!, #VALUE!, #N/A]

    >>> variance_rate(159584.73, 291435.79)
    0.8262

    Source: 北京市商务局《2022年度部门整体绩效评价报告》四（五）.
    """
    return apply("variance_rate", rule, initial_budget, final_accounts)


@public
def carryover_deduction(
    previous_rate: Cells, rate: Cells, points: Cells = None, rule: str = DEFAULT
) -> Numbers:
    """结转结余率扣分 — points lost for each step the rate lies above last year's; below it none.

    OutOfRange, NotANumber, UnknownRule, NotCovered
        A rate outside 0 … 1. [#NUM!, #VALUE!, #N/A]

    >>> carryover_deduction(0.0804, 0.1382)
    2.0

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》三、结转结余率.
    """
    return apply("carryover_deduction", rule, previous_rate, rate, points)


@public
def variance_deduction(
    average_rate: Cells, rate: Cells, points: Cells = None, rule: str = DEFAULT
) -> Numbers:
    """预决算差异率扣分 — points lost for each step the rate lies above the average; below it none.

    OutOfRange, NotANumber, UnknownRule, NotCovered
        A rate outside −1 … 10. [#NUM!, #VALUE!, #N/A]

    >>> variance_deduction(0.283, 0.8262)
    2.0

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》三、部门预决算差异率.
    """
    return apply("variance_deduction", rule, average_rate, rate, points)
