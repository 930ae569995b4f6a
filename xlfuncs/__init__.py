"""xlfuncs — 预算绩效评分函数: exact, cited scores for the performance evaluation of public budgets.

>>> import xlfuncs
>>> xlfuncs.execution_rate_score(291435.79, 251145.17)
17.23
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

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
    from xlfuncs import errors as errors
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
        grade,
        qualitative_score,
        total_score,
    )
    from xlfuncs.functions.targets import parse_target
    from xlfuncs.refresh.score_file import check_file, score_file
    from xlfuncs.rules.lookup import rule_list, rule_source, rule_value
else:
    # Found when they are asked for: a command has its net first, and a score in a cell does not wait for what reads files.
    _HOMES = [f"functions.{name}" for name in ("rates", "scores", "required", "explain", "targets")]
    _HOMES += ["rules.lookup", "refresh.score_file"]

    def __dir__() -> list[str]:
        return [*__all__, "__version__", "errors"]

    def __getattr__(name: str) -> Any:
        if name == "errors":
            return import_module("xlfuncs.errors")
        for home in _HOMES if name in __all__ else ():
            module = import_module(f"xlfuncs.{home}")
            if hasattr(module, name):
                return globals().setdefault(name, getattr(module, name))
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
