"""率 — one amount as a share of another, and the change from one to another."""

from __future__ import annotations

from decimal import Decimal

from xlfuncs.errors import OutOfRange, ZeroDivisor
from xlfuncs.scoring.numbers import WIDE, Rounding, refuse_negative, round_to


def rate(
    part: Decimal, whole: Decimal, *, places: int, rounding: Rounding, ceiling: Decimal | None = None
) -> Decimal:
    """占比 — part ÷ whole: 预算执行率 (执行数 ÷ 预算数), 结转结余率 (结转结余总额 ÷ 预算数). [fraction]

    Of two amounts in one unit, rounded as the rule rounds rates: 86.17 % is a fraction of 4 places. ZeroDivisor for a
    whole of 0 [#DIV/0!]; OutOfRange for a negative amount, and for a rate above the largest there can be [#NUM!].

    >>> rate(Decimal("251145.17"), Decimal("291435.79"), places=4, rounding="truncate")
    Decimal('0.8617')

    Source: 北京市商务局《2022年度部门整体绩效评价报告》二、四（四）.
    """
    if part < 0 or whole < 0:
        refuse_negative(part=part, whole=whole)
    if not whole:
        raise ZeroDivisor("分母（预算数）为 0，率不存在 | the whole is zero")
    return _within(round_to(WIDE.divide(part, whole), places, rounding), ceiling)


def change_rate(
    base: Decimal, current: Decimal, *, places: int, rounding: Rounding, ceiling: Decimal | None = None
) -> Decimal:
    """变动率 — (current − base) ÷ base: 部门预决算差异率 ((决算数 − 年初预算数) ÷ 年初预算数), from −1 up. [fraction]

    Rounded and refused as :func:`rate`.

    >>> change_rate(Decimal("159584.73"), Decimal("291435.79"), places=4, rounding="truncate")
    Decimal('0.8262')

    Source: 北京市商务局《2022年度部门整体绩效评价报告》四（五）.
    """
    if base < 0 or current < 0:
        refuse_negative(base=base, current=current)
    if not base:
        raise ZeroDivisor("基数（年初预算数）为 0，变动率不存在 | the base is zero")
    return _within(round_to(WIDE.divide(WIDE.subtract(current, base), base), places, rounding), ceiling)


def _within(result: Decimal, ceiling: Decimal | None) -> Decimal:
    if ceiling is not None and result > ceiling:
        raise OutOfRange(f"率 {result} 超过上限 {ceiling} | the rate is above what it can be")
    return result
