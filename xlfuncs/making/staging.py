"""演算列 — the hidden columns behind the helpers, where formulas keep what they need between their steps."""

from __future__ import annotations

from collections.abc import Mapping

from xlfuncs.cells import address
from xlfuncs.evaluation.content import TERMS
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.forms.plan import Plan
from xlfuncs.functions.printed_formulas import STEPS

CLEAN = {"score": "clean_score", "entered": "clean_entered", "weighted": "clean_weighted"}  # without errors
DERIVED = {  # the columns beside the table, and where their formulas take them from
    "direction": "derived_direction",
    "target_number": "derived_target",
    "actual_number": "derived_actual",
}
SIDES = {key: TERMS[key].zh for key in ("target", "actual")}
_STEP_TITLES = dict(zip(STEPS, ("净文", "换号", "正文", "余字", "符号", "单位", "数值"), strict=True))

# The amounts behind a score as whole numbers; what is summed up; and the steps by which printed cells are read.
STAGED: dict[str, str] = {
    "factor": "倍数",
    "bottom": "分母",
    "top": "分子",
    "over": "超分",
    "clean_score": "得分",
    "clean_entered": helper_columns()["entered"].title,
    "clean_weighted": "加权得分",
    **{f"{side}.{step}": f"{title}{_STEP_TITLES[step]}" for side, title in SIDES.items() for step in STEPS},
    **{f"{side}.one": f"{title}同单位" for side, title in SIDES.items()},
    "usable": "可比",
    "open": "方向不明",
    "known": "已读",
    **{derived: helper_columns()[key].title for key, derived in DERIVED.items()},
}


def without_errors(cells: Mapping[str, str]) -> dict[str, str]:
    """The formulas of a row that sums fall back on where a cell holds an error."""
    pairs = ((cells[clean], cells[key]) for key, clean in CLEAN.items() if key in cells)
    return {clean: f'=IF(ISNUMBER({typed}),{typed},"")' for clean, typed in pairs}


def staging(plan: Plan, key: str) -> int:
    """The column of a staging cell, from 0."""
    return max(plan.helpers.values()) + 1 + list(STAGED).index(key)


def staged_cells(plan: Plan, row: int) -> dict[str, str]:
    """The staging cells of a row, by key."""
    return {key: address((row, staging(plan, key))) for key in STAGED}
