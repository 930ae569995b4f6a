"""A call of every worksheet function and what its cell must show."""

from __future__ import annotations

from typing import Any

from tests.addins.excel.windows import MISSING

OLD, NEW = "mof-2020-10", "beijing-2022"


def column(*cells: Any) -> tuple[tuple[Any], ...]:
    return tuple((cell,) for cell in cells)


# The published figures of the Beijing bureau of commerce 2022 and of the Dongxihu bureau 2020, see the rules' sources.
SCALARS = [
    ("XLF_EXECUTION_RATE", (291435.79, 251145.17, MISSING), 0.8617),
    ("XLF_EXECUTION_RATE_SCORE", (291435.79, 251145.17, 20.0, MISSING), 17.23),
    ("XLF_EXECUTION_RATE_SCORE", (2161.48, 2123.04, 20.0, "dongxihu-2020"), 19.64),
    ("XLF_CARRYOVER_RATE", (291435.79, 40290.62, MISSING), 0.1382),
    ("XLF_CARRYOVER_DEDUCTION", (0.0804, 0.1382, MISSING, MISSING), 2.0),
    ("XLF_VARIANCE_RATE", (159584.73, 291435.79, MISSING), 0.8262),
    ("XLF_VARIANCE_DEDUCTION", (0.283, 0.8262, 4.0, MISSING), 2.0),
    ("XLF_CAPPED_RATIO_SCORE", ("≥40人", 36.0, 5.0, MISSING, MISSING), 4.5),
    ("XLF_CAPPED_RATIO_SCORE", (291435.79, 251145.17, 5.0, "反向", NEW), 5.0),
    ("XLF_QUALITATIVE_SCORE", ("部分达成", 10.0, 0.75, OLD), 7.5),
    ("XLF_QUALITATIVE_SCORE", ("部分达成", 10.0, MISSING, OLD), ""),
    ("XLF_CHECKLIST_SCORE", (2.0, 4.0, 0.8, MISSING), 2.4),
    ("XLF_REQUIRED_EXECUTED", (291435.79, 20.0, 18.0, MISSING), 262233.93),
    ("XLF_REQUIRED_ACTUAL", ("≥40人", 5.0, 4.5, MISSING, MISSING), 36.0),
    ("XLF_TOTAL_SCORE", (column(17.23, 59.5, None, 14.0),), 90.73),
    ("XLF_GRADE", (90.73, MISSING), "优秀"),
    ("XLF_RULE_VALUE", (NEW, "variance_deduction.average_rate"), 0.283),
    ("XLF_RULE_SOURCE", (NEW, "carryover_deduction.per_step"), "评分表 三、结转结余率，评分标准：扣 0.4 分"),
]  # fmt: skip
