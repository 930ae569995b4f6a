"""公开函数 — the functions a person types in a cell: a rule applied to numbers.

Scalars give one number, None for a blank row, and raise; ranges broadcast and give an array with NaN for
blank or bad rows, and warn which rows are bad and why: one bad row never touches another. What each method
does stands in ``xlfuncs.scoring``; what a rule says, in ``xlfuncs.rules``.
"""

from xlfuncs.functions.apply import RowsWarning, bound
from xlfuncs.functions.deductions import carryover_deduction, variance_deduction
from xlfuncs.functions.rates import carryover_rate, execution_rate, variance_rate
from xlfuncs.functions.scores import (
    capped_ratio_score,
    checklist_score,
    execution_rate_score,
    qualitative_score,
)
from xlfuncs.functions.totals import grade, total_score

__all__ = [
    "RowsWarning",
    "bound",
    "capped_ratio_score",
    "carryover_deduction",
    "carryover_rate",
    "checklist_score",
    "execution_rate",
    "execution_rate_score",
    "grade",
    "qualitative_score",
    "total_score",
    "variance_deduction",
    "variance_rate",
]
