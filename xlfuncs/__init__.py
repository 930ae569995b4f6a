"""xlfuncs — 预算绩效评分函数: exact, cited scores for the performance evaluation of public budgets.

>>> import xlfuncs
>>> xlfuncs.execution_rate_score(291435.79, 251145.17)
17.23
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from xlfuncs.functions.explain import explain, explanation_steps
from xlfuncs.functions.rates import (
    carryover_deduction,
    carryover_rate,
    execution_rate,
    variance_deduction,
    variance_rate,
)
from xlfuncs.functions.required import required_actual, required_executed
from xlfuncs.functions.scores import (
    capped_ratio_score,
    checklist_score,
    execution_rate_score,
    qualitative_score,
)
from xlfuncs.functions.totals import grade, total_score
from xlfuncs.rules.lookup import rule_list, rule_source, rule_value

__version__ = "0.1.0"

# A new workbook has the same bytes wherever it is made: openpyxl spells XML otherwise where it finds lxml.
os.environ.setdefault("OPENPYXL_LXML", "False")

__all__ = [
    "capped_ratio_score",
    "carryover_deduction",
    "carryover_rate",
    "check_file",
    "checklist_score",
    "execution_rate",
    "execution_rate_score",
    "explain",
    "explanation_steps",
    "grade",
    "parse_target",
    "qualitative_score",
    "required_actual",
    "required_executed",
    "rule_list",
    "rule_source",
    "rule_value",
    "score_file",
    "total_score",
    "variance_deduction",
    "variance_rate",
]

if TYPE_CHECKING:
    from xlfuncs.functions.targets import parse_target
    from xlfuncs.refresh.score_file import check_file, score_file
else:  # when asked for: a score in a cell must not wait for what reads files
    _FILES = "xlfuncs.refresh.score_file"
    _HOMES = {"check_file": _FILES, "parse_target": "xlfuncs.functions.targets", "score_file": _FILES}

    def __getattr__(name: str) -> Any:
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
