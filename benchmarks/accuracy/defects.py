"""Whether a review says what a careful reviewer would: by the row or amounts it is about, and by its words."""

from __future__ import annotations

from typing import Any

from benchmarks.accuracy.reviewed import Review

# What a finding about each kind says, by any of these words; a kind without an entry counts as not said.
_WORDS = {
    "SCORE_DIFFERS_FROM_RULE": ("应为", "应得"),
    "FULL_MARKS_TARGET_MISSED": ("应为", "应得"),
    "MET_BUT_NOT_FULL": ("应为", "应得"),
    "EXEC_SCORE_DIFFERS": ("应为", "应得", "按各明细行之和"),
    "EXEC_SCORE_WRONG": ("应为", "应得"),
    "MISSING_REASON": ("没有写偏差原因",),
    "OVERACHIEVED_130": ("目标可能偏低",),
    "LOW_EXECUTION": ("低于 90%",),
    "TOTAL_ROW_ZERO": ("各明细行之和",),
    "AMOUNT_CONFLICT": ("两处不一致",),
    "PARENT_CHILD_SCORES": ("其下各分项",),
    "SATISFACTION_NOT_MEASURED": ("满意度宜以百分数考核",),
    "FUND_ROW_DOUBLE_COUNT": ("没有重复计入",),
    "SIGN_CONFLICT": ("符号不一致",),
    "AMOUNT_MISSING": ("没有填预算数",),
    "TEXT_FOR_NUMBER": ("没有数值",),
    "SINGLE_INDICATOR": ("分值过于集中",),
    "ENUM_AS_VALUE": ("可选值",),
    "DOUBLE_WEIGHT": ("折算一次",),
    "DIVISION_BY_ZERO": ("为 0，比值不存在", "无法计算执行率"),
    "INITIAL_ZERO": ("年初预算数为 0",),
    "ZERO_TARGET": ("指标值为 0",),
    "GOAL_TEXT_COPY": ("逐字相同",),
    "NO_SCORE_FORM": ("没有分值",),
    "INITIAL_BUDGET_BLANK": ("没有填年初预算数",),
    "INPUT_AS_OUTPUT": ("作数量指标",),
    "AMOUNT_UNIT": ("只差尾数",),
    "NAME_UNIT": ("平均每",),
    "NAME_UNIT_CONFLICT": ("名称是比率",),
    "BASE_YEAR_CONFLICT": ("请核对口径",),
    "STEP_FLOOR": ("不满一步",),
    "TOTAL_PLAUSIBLE": ("如全部得满分",),
}


def said(reviewed: Review, table: dict[str, Any], defect: dict[str, Any]) -> bool:
    """Whether a finding names the row, or for the whole table shares a figure with what must be said."""
    names = [defect.get("where", "")]
    cells = {
        f"{table['sheet']}!{cell}"
        for row in table["rows"]
        if row["name"] in names
        for cell in row["cells"].values()
    }
    if names == ["预算执行"] and table["execution"]:
        cells |= {f"{table['sheet']}!{cell}" for cell in table["execution"]["cells"].values()}
    words = _WORDS.get(defect["code"], ())
    for finding in reviewed.findings():
        about = finding["cell"] in cells or (names != [""] and finding["item"] in names)
        if (about or not cells) and any(word in finding["message"] for word in words):
            return True
    return False
