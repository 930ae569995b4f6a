"""分级 — how grave a reviewed table is: P0 return, P1 wrong or a core indicator missing, P2 incomplete."""

from __future__ import annotations

from typing import Any

from xlfuncs.scoring.numbers import is_number

LEVELS = {"P0": "退回重报", "P1": "更正", "P2": "补充", "": "无须退回"}
_UNSCORABLE = {"bad-input", "not-a-number"}
_INCOMPLETE = {"score-missing", "missing-entry", "loss-unexplained", "reason-empty", "progress-missing"}
_WRONG = 10  # points


def with_grounds(table: dict[str, Any]) -> tuple[str, str]:
    """The gravest level of a TABLE, and what it follows from.

    >>> with_grounds({"findings": [], "total": 90.0, "entered_total": 79.9})
    ('P1', '更正：填报与规则相差 10 分以上')
    >>> with_grounds({"findings": [], "total": 90.0, "entered_total": 90.0})
    ('', '无须退回')
    """
    found = {finding["code"] for finding in table["findings"]}
    asked = {finding["code"] for finding in table["findings"] if finding["severity"] != "info"}
    errors = {finding["code"] for finding in table["findings"] if finding["severity"] == "error"}
    total, entered = table["total"], table["entered_total"]
    apart = total is not None and entered is not None and abs(entered - total) > _WRONG
    right = {item.get("cell"): item["score"] for item in table.get("items", ())}
    right[table.get("total_cell")] = total
    typed_over = [  # what is printed is neither what the formula gives nor, where rows moved, the rule's
        f["cell"] for f in table["findings"] if f["code"] == "form-formula" and f["severity"] == "error"
        and is_number(f["found"])
        and (is_number(f["expected"]) or right.get(f["cell"]) not in (None, f["found"]))
    ]  # fmt: skip
    grounds = (
        ("P0", "数据不能评分", errors & _UNSCORABLE),
        ("P0", "缺少组成部分", "part-missing" in errors),
        ("P0", "尚未填写", "not-begun" in errors),
        ("P1", f"填报与规则相差 {_WRONG} 分以上", apart),
        ("P1", "公式被改成别的数", typed_over),
        ("P1", "总分超过满分", "total-out-of-range" in errors),
        ("P1", "缺少应设的一类指标", "kind-absent" in asked),
        ("P2", "有错误", errors),
        ("P2", "分值合计不符", "points-sum" in found),
        ("P2", "填写不全", table.get("unscored") or found & _INCOMPLETE),
        ("P2", "没有得分", table.get("rule") and total is None and entered is None),
    )
    grave = min((level for level, _, holds in grounds if holds), default="")
    why = [words for level, words, holds in grounds if level == grave and holds]
    return grave, "：".join(filter(None, (LEVELS[grave], "、".join(why))))


def ranked(table: dict[str, Any]) -> bool:
    """Whether its total says how it stands beside others: all rows have scores, of the points there should be."""
    sums = (f["code"] == "points-sum" and f["severity"] != "info" for f in table["findings"])
    return table["total"] is not None and not table.get("unscored") and not any(sums)


def level(table: dict[str, Any]) -> str:
    """The gravest level of a TABLE."""
    return with_grounds(table)[0]
