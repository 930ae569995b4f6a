"""审核意见（网页）— the report of a workbook as one file: no network, no font from outside, text is text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xlfuncs.functions.wording import plain
from xlfuncs.review.opinion import NOT_JUDGED, Opinion, TableOpinion
from xlfuncs.templates import rendered

_TEMPLATE = Path(__file__).parent / "templates" / "report.html"
_HEIGHT, _BAR = 26, 300  # of a line and of a full bar, in pixels


def page(review: Opinion) -> str:
    """审核意见网页 — self-contained HTML; autoescaped, so that nothing of the workbook is markup.

    >>> "<script>alert" in page(Opinion("<script>alert(1)</script>.xlsx", "", [], {"error": 0}))
    False
    """
    charts = [_chart(table) for table in review.tables]
    return rendered(_TEMPLATE, review=review, charts=charts, not_judged=NOT_JUDGED)


def _chart(table: TableOpinion) -> list[dict[str, Any]]:
    """The sections as bars: earned of what they are worth."""
    bars = []
    for index, section in enumerate(table.sections):
        points, score = section["points"], section["score"]
        earned = "未评分" if score is None else f"{score:.2f}"
        share = min(max((score or 0) / points, 0), 1) if points else 0
        bars.append(
            {
                "name": section["name"],
                "words": f"{earned} / {plain(points)}" if points else earned,
                "top": index * _HEIGHT,
                "width": f"{share * _BAR:.1f}" if points else "",
            }
        )
    return bars
