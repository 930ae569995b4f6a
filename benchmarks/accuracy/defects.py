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
    "MISSING_REASON": ("原因", "理由"),
    "OVERACHIEVED_130": ("130", "超额", "超出", "偏低"),
    "LOW_EXECUTION": ("90%", "执行率低", "低于"),
    "TOTAL_ROW_ZERO": ("资金", "合计", "总额"),
    "AMOUNT_CONFLICT": ("两处不一致",),
    "PARENT_CHILD_SCORES": ("分项", "父", "下级", "其中"),
    "SATISFACTION_NOT_MEASURED": ("满意度",),
    "FUND_ROW_DOUBLE_COUNT": ("其中", "重复"),
    "SIGN_CONFLICT": ("符号不一致",),
    "AMOUNT_MISSING": ("金额", "预算数", "执行数"),
    "TEXT_FOR_NUMBER": ("文字", "不是数", "无法计算", "完成值"),
    "SINGLE_INDICATOR": ("分值过于集中",),
    "ENUM_AS_VALUE": ("可选值",),
    "DOUBLE_WEIGHT": ("折算一次",),
    "DIVISION_BY_ZERO": ("为 0",),
    "INITIAL_ZERO": ("年初",),
    "ZERO_TARGET": ("指标值为 0",),
    "GOAL_TEXT_COPY": ("相同", "照抄", "雷同", "复制"),
    "NO_SCORE_FORM": ("分值", "得分"),
    "INITIAL_BUDGET_BLANK": ("年初预算",),
    "INPUT_AS_OUTPUT": ("作数量指标",),
    "AMOUNT_UNIT": ("只差尾数",),
    "NAME_UNIT": ("平均每",),
    "NAME_UNIT_CONFLICT": ("名称是比率",),
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
