"""A call of every worksheet function but 得分说明 and 规则列表, without what may be left out at its end; what its cell shows."""

from __future__ import annotations

from typing import Any

OLD, NEW = "mof-2020-10", "beijing-2022"


def column(*cells: Any) -> tuple[tuple[Any], ...]:
    return tuple((cell,) for cell in cells)


# The published figures of the Beijing bureau of commerce 2022 and of the Dongxihu bureau 2020, see the rules' sources.
PUBLISHED: list[tuple[str, tuple[Any, ...], float | str]] = [
    ("execution_rate", (291435.79, 251145.17), 0.8617),
    ("execution_rate_score", (291435.79, 251145.17, 20.0), 17.23),
    ("execution_rate_score", (2161.48, 2123.04, 20.0, "dongxihu-2020"), 19.64),
    ("carryover_rate", (291435.79, 40290.62), 0.1382),
    ("carryover_deduction", (0.0804, 0.1382), 2.0),
    ("variance_rate", (159584.73, 291435.79), 0.8262),
    ("variance_deduction", (0.283, 0.8262, 4.0), 2.0),
    ("capped_ratio_score", ("≥40人", 36.0, 5.0), 4.5),
    ("capped_ratio_score", (291435.79, 251145.17, 5.0, "反向", NEW), 5.0),
    ("qualitative_score", ("部分达成", 10.0, 0.75, OLD), 7.5),
    ("checklist_score", (2.0, 4.0, 0.8), 2.4),
    ("required_executed", (291435.79, 20.0, 18.0), 262233.93),
    ("required_actual", ("≥40人", 5.0, 4.5), 36.0),
    ("total_score", (column(17.23, 59.5, None, 14.0),), 90.73),
    ("grade", (90.73,), "优秀"),
    ("rule_value", (NEW, "variance_deduction.average_rate"), 0.283),
    ("rule_source", (NEW, "carryover_deduction.per_step"), "评分表 三、结转结余率，评分标准：扣 0.4 分"),
]
