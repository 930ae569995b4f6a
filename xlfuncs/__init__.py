"""xlfuncs — 预算绩效评分函数: exact, cited scores for the performance evaluation of public budgets.

>>> import xlfuncs
>>> xlfuncs.execution_rate_score(291435.79, 251145.17)
17.23
"""

from xlfuncs.functions.explain import explain
from xlfuncs.functions.public import (
    capped_ratio_score,
    carryover_deduction,
    carryover_rate,
    checklist_score,
    execution_rate,
    execution_rate_score,
    grade,
    qualitative_score,
    total_score,
    variance_deduction,
    variance_rate,
)
from xlfuncs.rules.lookup import rule_source, rule_value

__all__ = [
    "capped_ratio_score",
    "carryover_deduction",
    "carryover_rate",
    "checklist_score",
    "execution_rate",
    "execution_rate_score",
    "explain",
    "grade",
    "qualitative_score",
    "rule_source",
    "rule_value",
    "total_score",
    "variance_deduction",
    "variance_rate",
]
