"""金额与分值 — what no amount, value or count of points can be: negative."""

from __future__ import annotations

from decimal import Decimal

from xlfuncs.errors import OutOfRange


def refuse_negative(**amounts: Decimal) -> None:
    """Raise OutOfRange naming the first negative amount, by its argument's Chinese term."""
    for name, amount in amounts.items():
        if amount < 0:
            raise OutOfRange(f"{_TERMS[name]}不能为负：{amount} | {name} must not be negative")


_TERMS = {
    "whole": "分母（预算数）",
    "part": "分子（执行数、结转结余）",
    "base": "基数（年初预算数）",
    "current": "比较数（决算数）",
    "target": "指标值",
    "actual": "完成值",
    "points": "分值",
    "failed": "不合格项数",
    "per_item": "每项扣分",
}
