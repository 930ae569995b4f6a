"""扣分 — points lost for every step a rate lies above its baseline, or for every check that failed."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from xlfuncs.errors import OutOfRange, RuleProblem
from xlfuncs.scoring.numbers import WIDE, ZERO, bare, refuse_negative, round_to

Partial = Literal["ignored", "proportional", "whole"]
_COUNTED = {"ignored": ROUND_FLOOR, "whole": ROUND_CEILING}


def step_deduction(
    baseline: Decimal,
    rate: Decimal,
    points: Decimal,
    *,
    step: Decimal,
    per_step: Decimal,
    partial: Partial,
    low: Decimal,
    high: Decimal,
) -> Decimal:
    """步进扣分 — min(steps × per_step, points), steps = (rate − baseline) ÷ step; below the baseline none. [points]

    Rates and steps are fractions: 1 percentage point is 0.01. What a step only ``partial``-ly taken counts: nothing, its
    part (the deduction is then rounded to 2 places, half up), or a whole step. OutOfRange for negative points, and for a
    rate outside low … high, as a percent typed as a number [#NUM!]; RuleProblem for no such step, cost or partial.

    >>> limits = {"low": Decimal(-1), "high": Decimal(10)}
    >>> step_deduction(Decimal("0.283"), Decimal("0.8262"), Decimal(4), step=Decimal("0.1"),
    ...                per_step=Decimal("0.4"), partial="ignored", **limits)
    Decimal('2.0')

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》三、结转结余率、部门预决算差异率
    (差异率 82.62 %, 54.32 percentage points over 28.3 %, published as 2 points lost: five full steps).
    """
    if step <= 0 or per_step < 0:
        raise RuleProblem(f"步长须大于 0、每步扣分不能为负：{step}，{per_step} | no such step")
    if points < 0:
        refuse_negative(points=points)
    for name, value in (("上年率或平均率", baseline), ("本年率", rate)):
        if not low <= value <= high:
            raise _outside(name, value, low, high)
    excess = max(WIDE.subtract(rate, baseline), ZERO)
    if partial == "proportional":
        return min(round_to(WIDE.divide(WIDE.multiply(excess, per_step), step), 2, "half_up"), points)
    if partial not in _COUNTED:
        raise RuleProblem(f"没有这种步进方式：{partial} | unknown way to count a partial step")
    steps = WIDE.divide(excess, step).to_integral_value(_COUNTED[partial])
    return min(WIDE.multiply(steps, per_step), points)


def _outside(name: str, value: Decimal, low: Decimal, high: Decimal) -> OutOfRange:
    """A rate that none can be; most often a percent without its sign."""
    typed, hundredth = bare(value), bare(value.scaleb(-2))
    zh, en = f"{name} {typed} 不在 {low} 至 {high} 之间", f"{typed} is outside {low} … {high}"
    if low <= value.scaleb(-2) <= high:
        zh += f"；若指 {typed}%，应填 {typed}% 或 {hundredth}"
        en += f"; {typed}% is typed as {typed}% or {hundredth}"
    return OutOfRange(f"{zh} | {en}")


def checklist_score(failed: Decimal, points: Decimal, per_item: Decimal) -> Decimal:
    """清单得分 — max(points − failed × per_item, 0): what each of the failed checks costs. [points]

    OutOfRange for a negative argument, or a count of checks that is not whole. [#NUM!]

    >>> checklist_score(Decimal(2), Decimal(4), Decimal("0.8"))
    Decimal('2.4')

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》三、资产管理规范性: 每有一项不合格扣 0.8 分.
    """
    if failed < 0 or points < 0 or per_item < 0:
        refuse_negative(failed=failed, points=points, per_item=per_item)
    if failed != failed.to_integral_value():
        raise OutOfRange(f"不合格项数须为整数：{failed} | the count of failed checks must be whole")
    return max(WIDE.subtract(points, WIDE.multiply(failed, per_item)), ZERO)
