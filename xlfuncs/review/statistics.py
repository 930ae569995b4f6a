"""统计 — what shows over many tables: execution bands, grades, full marks, the same score everywhere, causes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from xlfuncs.review.levels import LEVELS, level
from xlfuncs.review.pen import Pen
from xlfuncs.review.record import Record
from xlfuncs.review.repeated import Passed, key_of

BANDS = ("30% 以下", "30%–60%", "60%–80%", "80%–100%", "100% 及以上")
_EDGES = (0.3, 0.6, 0.8, 1.0)
_CAUSES = re.compile(r"供参考，未经核实）：(.+)$")
_MOST = 15  # lines of one statistic
_ROWS, _PAGE = 13, 44  # of a block at least, as tall as its chart; of a printed page


def statistics(tables: Iterable[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Name of a statistic → what was counted.

    >>> made = statistics([{"items": [], "grade": "优", "findings": [], "total": 95.0, "entered_total": 95.0}])
    >>> made["评价等级"]
    Counter({'优': 1})
    """
    counted: dict[str, Counter[str]] = {
        "处理意见": Counter(dict.fromkeys(LEVELS.values(), 0)),
        "预算执行率": Counter(dict.fromkeys(BANDS, 0)),
        "评价等级": Counter(),
        "各项指标得分": Counter({"满分": 0, "未得满分": 0}),
        "整张表的得分": Counter({"各项全为满分": 0, "有扣分": 0}),
        "相同的填报合计": Counter(),
        "指标完成": Counter({"达到指标值": 0, "未达到": 0}),
        "可能的原因": Counter(),
    }
    for table in tables:
        counted["处理意见"][LEVELS[level(table)]] += 1
        counted["评价等级"][table["grade"] or "未评定"] += 1
        if table["entered_total"] is not None:
            counted["相同的填报合计"][f"{table['entered_total']:.2f} 分"] += 1
        full = [all_of for item in table["items"] if (all_of := _item(item, counted)) is not None]
        if full:
            counted["整张表的得分"]["各项全为满分" if all(full) else "有扣分"] += 1
        for finding in table["findings"]:
            if causes := _CAUSES.search(finding["message"]):
                counted["可能的原因"].update(causes[1].split("；")[:1])
    return counted


def _item(item: dict[str, Any], counted: dict[str, Counter[str]]) -> bool | None:
    """Count one row; whether it was given all its points, None where that cannot be said."""
    points, given = item["points"], item["score"] if item["entered"] is None else item["entered"]
    both = isinstance(points, (int, float)) and isinstance(given, (int, float))
    if both:
        counted["各项指标得分"]["满分" if given == points else "未得满分"] += 1
    if item["method"] == "execution_rate_score":
        budget, executed = item["target"], item["actual"]
        if isinstance(budget, (int, float)) and isinstance(executed, (int, float)) and budget > 0:
            place = sum(executed / budget >= edge for edge in _EDGES)
            counted["预算执行率"][BANDS[place]] += 1
    elif item["method"] == "capped_ratio_score" and both and item["score"] is not None:
        counted["指标完成"]["达到指标值" if item["score"] >= points else "未达到"] += 1
    return given == points if both else None


def put_statistics(pen: Pen, records: Sequence[Record], left: int, others: int, passed: Passed) -> None:
    """The sheet 统计: how much was reviewed, then a list and a chart for each statistic; what came twice counts once."""
    sheet = pen.added("统计")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 2, 9)
    tables = ((record["file"], table) for record in records for table in record["tables"])
    found = statistics(table for file, table in tables if (file, key_of(table)) not in passed)
    failed = sum(record["status"] != "ok" for record in records)
    done = {"工作簿": len(records) + left, "已审核": len(records) - failed, "未能审核": failed}
    if left:
        done["尚未审核（本次审核中断，加 --resume 可接着做）"] = left
    if others:
        done["其他文件（不是工作簿，没有审核）"] = others
    done["识别出的表"] = sum(found["处理意见"].values())
    if passed:
        done["另有重复报送的表，不计排名和统计"] = len(passed)
    row = _list(pen, sheet, 0, "审核情况", done, whole=None)
    page, breaks = 0, list[int]()
    for name, counted in found.items():
        if not (total := sum(counted.values())):
            continue
        sizes = [*counted.items()] if name in ("处理意见", "预算执行率") else counted.most_common(_MOST)
        if name == "相同的填报合计":
            sizes = [(word, count) for word, count in sizes if count > 1]
        first = row + 1
        row = first + max(_ROWS, len(sizes) + 2)
        if row > page + _PAGE:  # no list or chart is cut by the end of a page
            page = first
            breaks.append(first)
        _list(pen, sheet, first, name, dict(sizes), whole=total)
        if sizes:
            _chart(pen, sheet, name, first + 1, first + len(sizes))
    sheet.set_h_pagebreaks(breaks)


def _list(pen: Pen, sheet: Any, top: int, name: str, sizes: dict[str, int], whole: int | None) -> int:
    """Words and numbers, with their share of the whole; gives the row behind them."""
    for column, head in enumerate((name, "数量", "占比")[: 3 if whole else 2]):
        sheet.write_string(top, column, head, pen.head)
    for row, (word, count) in enumerate(sizes.items(), top + 1):
        sheet.write_string(row, 0, word, pen.text)
        sheet.write_number(row, 1, count, pen.whole)
        if whole:
            sheet.write_number(row, 2, count / whole, pen.share)
    if not sizes:
        sheet.write_string(top + 1, 0, "无", pen.text)
    return top + 2 + max(len(sizes), 1)


def _chart(pen: Pen, sheet: Any, name: str, first: int, last: int) -> None:
    """Beside its list; long words stand along bars."""
    chart = pen.book.add_chart({"type": "bar" if name == "可能的原因" else "column"})
    words, numbers = (["统计", first, column, last, column] for column in (0, 1))
    look = {"data_labels": {"value": True}, "gap": 60, "fill": {"color": "#2F6B53"}}
    chart.add_series({"name": name, "categories": words, "values": numbers, **look})
    chart.set_legend({"none": True})
    chart.set_title({"name": name, "name_font": {"size": 12}})
    # Left to itself an axis begins near the least number, and 17 looks like a small part of 20.
    counts = {"major_gridlines": {"visible": False}, "num_format": "0", "min": 0}
    if name == "可能的原因":
        # the bars say their numbers; where the words have no room, LibreOffice leaves out every second one
        chart.set_x_axis({**counts, "visible": False})
        chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 7}})
    else:
        chart.set_y_axis(counts)
    chart.set_size({"width": 620, "height": 20 * max(_ROWS - 1, last - first + 1)})  # as tall as the list
    sheet.insert_chart(first - 1, 4, chart, {"y_offset": 4})  # or its edge is printed on the page before
