"""分级 — how grave a reviewed table is: P0 return, P1 wrong or a core indicator missing, P2 incomplete."""

from __future__ import annotations

from typing import Any

LEVELS = {
    "P0": "退回重报：读不出、缺少组成部分或数据不能评分",
    "P1": "更正：填报与规则相差 10 分以上，或缺少应设的指标",
    "P2": "补充：有其他错误，或填写不全",
    "": "无须退回：未见须退回更正的问题",
}
_RETURN = ("bad-input", "not-a-number", "part-missing")
_CORE = ("kind-absent",)
_INCOMPLETE = ("score-missing", "missing-entry", "loss-unexplained", "reason-empty", "progress-missing")
_WRONG = 10  # points


def level(table: dict[str, Any]) -> str:
    """The gravest level of a TABLE.

    >>> level({"findings": [], "total": 90.0, "entered_total": 79.9})
    'P1'
    >>> level({"findings": [], "total": 90.0, "entered_total": 90.0})
    ''
    """
    findings = table["findings"]
    errors = [finding["code"] for finding in findings if finding["severity"] == "error"]
    codes = [finding["code"] for finding in findings]
    total, entered = table["total"], table["entered_total"]
    if any(code in _RETURN for code in errors):
        return "P0"
    apart = total is not None and entered is not None and abs(entered - total) > _WRONG
    if apart or any(code in _CORE for code in codes):
        return "P1"
    incomplete = table.get("unscored") or any(code in _INCOMPLETE for code in codes)
    return "P2" if errors or incomplete else ""


def named(level: str) -> str:
    """A level with its word.

    >>> named("P0"), named("")
    ('P0 退回重报', '无须退回')
    """
    return f"{level} {LEVELS[level].partition('：')[0]}".strip()
