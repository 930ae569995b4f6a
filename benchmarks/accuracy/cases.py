"""The small distorted inputs: each has the rows, scores and total of base.xlsx, but for what its distortion leaves open."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.reviewed import Review, review
from tests.tables.grammar.truth import Row, TableTruth

_CASES = Path(__file__).parents[2] / "tests" / "cases"
_ROWS = {  # name: points, what the rule gives (None: only a person can say), the cell of the score
    "年度资金总额": ("10", "8", "I6"),
    "开展培训场次": ("10", "9", "H12"),
    "参训人数": ("10", "10", "H13"),
    "培训合格率": ("10", "9.5", "H14"),
    "任务完成时间": ("10", "10", "H15"),
    "人均培训费": ("10", "9.17", "H16"),
    "带动就业人数": ("15", "11.25", "H17"),
    "长效机制健全性": ("15", None, "H18"),
    "参训人员满意度": ("10", "10", "H19"),
}
# What a finding must say, and the row that is then left.
_SAID = {
    "mixed_units": ("年度资金总额", "10000", "10,000", "一万倍", "万元"),
    "deadline_missed_full": ("任务完成时间", "逾期", "晚于", "超过", "期限"),
    "hidden": (None, "隐藏"),
    "stale_zero": (None, "过时", "重新计算", "存储", "缓存", "不一致"),
}


def cases() -> Counts:
    """Counts over every file of tests/cases that is no hostile one."""
    counts = Counts()
    for file in sorted(path for path in _CASES.iterdir() if path.suffix in (".xlsx", ".xls", ".csv")):
        reviewed = review(file)
        left, *words = _SAID.get(file.stem, (None,))
        counts += compare(reviewed, [_truth(file.stem, left)], file.name)
        messages = [finding["message"] for finding in reviewed.findings()]
        if words and not any(word in message for word in words for message in messages if word):
            counts.unsaid += 1
            counts.examples[f"unsaid: {file.stem}"].append(file.name)
        _hidden_counts(counts, reviewed, file)
    return counts


def _hidden_counts(counts: Counts, reviewed: Review, file: Path) -> None:
    """A hidden sheet's rows never count."""
    if file.stem == "hidden" and len([table for table in reviewed.tables if table["total"]]) > 1:
        counts.wrong += 1
        counts.examples["wrong: hidden sheet scored"].append(file.name)


def _truth(stem: str, left: str | None) -> TableTruth:
    """The rows; in the percent cases the satisfaction row may be left."""
    truth = TableTruth("自评表", {})
    for name, (points, score, cell) in _ROWS.items():
        readings = {"规则": Decimal(score)} if score and name != left else {}
        sure = not (stem.startswith("percent_") and name == "参训人员满意度")
        entered = Decimal("15") if score is None else Decimal("10" if name == "任务完成时间" else score)
        blank = stem == "vlookup" and name == "开展培训场次"
        row = Row(
            name, None, None, Decimal(points), readings, None if blank else entered, sure=sure, kind=name
        )
        if stem == "hidden":  # both its sheets have rows of these names
            row.cells["score"] = f"{truth.sheet}!{cell}"
        truth.rows.append(row)
    truth.complete = left is None
    return truth
