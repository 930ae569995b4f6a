"""统计 — what shows over many tables: execution bands, grades, full marks, the same score everywhere, causes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

__all__ = ["BANDS", "statistics"]

BANDS = ("30% 以下", "30%–60%", "60%–80%", "80%–100%", "100% 及以上")
_EDGES = (0.3, 0.6, 0.8, 1.0)
_CAUSES = re.compile(r"供参考，未经核实）：(.+)$")


def statistics(tables: Iterable[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Name of a statistic → what was counted.

    >>> made = statistics([{"items": [], "grade": "优", "findings": [], "entered_total": 95.0}])
    >>> made["等级"]
    Counter({'优': 1})
    """
    counted: dict[str, Counter[str]] = {
        "预算执行率": Counter(dict.fromkeys(BANDS, 0)),
        "等级": Counter(),
        "各项得分": Counter({"满分": 0, "非满分": 0}),
        "填报合计": Counter(),
        "可能的原因": Counter(),
        "发现": Counter(),
        "指标完成": Counter({"达到指标值": 0, "未达到": 0}),
    }
    for table in tables:
        counted["等级"][table["grade"] or "未评定"] += 1
        if table["entered_total"] is not None:
            counted["填报合计"][f"{table['entered_total']:.2f}"] += 1
        for item in table["items"]:
            _item(item, counted)
        for finding in table["findings"]:
            counted["发现"][finding["code"]] += 1
            if causes := _CAUSES.search(finding["message"]):
                counted["可能的原因"].update(causes[1].split("；")[:1])
    return counted


def _item(item: dict[str, Any], counted: dict[str, Counter[str]]) -> None:
    points, given = item["points"], item["score"] if item["entered"] is None else item["entered"]
    both = isinstance(points, (int, float)) and isinstance(given, (int, float))
    if both:
        counted["各项得分"]["满分" if given == points else "非满分"] += 1
    if item["method"] == "execution_rate_score":
        budget, executed = item["target"], item["actual"]
        if isinstance(budget, (int, float)) and isinstance(executed, (int, float)) and budget > 0:
            place = sum(executed / budget >= edge for edge in _EDGES)
            counted["预算执行率"][BANDS[place]] += 1
    elif item["method"] == "capped_ratio_score" and both and item["score"] is not None:
        counted["指标完成"]["达到指标值" if item["score"] >= points else "未达到"] += 1
