"""清单扣分 — points lost for every check that failed."""

from __future__ import annotations

from decimal import Decimal

from xlfuncs.errors import OutOfRange
from xlfuncs.scoring.numbers import WIDE, ZERO, refuse_negative


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
