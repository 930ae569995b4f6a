"""分档 — the label of the band a value falls in: the grade of a total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlfuncs.errors import NotCovered, OutOfRange
from xlfuncs.scoring.numbers import bare


def band_label(value: Decimal, *, bands: Sequence[tuple[Decimal, str]], ceiling: Decimal) -> str:
    """分档 — the label of the highest band whose lower edge a total, not rounded for display, reaches. [points]

    ``bands`` are lower edges and labels in any order; an edge belongs to its own band. OutOfRange outside 0 … ``ceiling``
    [#NUM!]; NotCovered below the lowest edge that the rule states [#N/A].

    >>> band_label(Decimal("90.73"), bands=[(Decimal(90), "优秀")], ceiling=Decimal(100))
    '优秀'

    Source: 北京市商务局《2022年度部门整体绩效评价报告》五（一）: 90.73 分, 优秀.
    """
    if not 0 <= value <= ceiling:
        over = f"总分 {bare(value)} 分，超过满分 {ceiling} 分 | a total of {bare(value)}, above {ceiling}"
        raise OutOfRange(
            over if value > 0 else f"总分 {bare(value)} 分，小于 0 | a total below 0: {bare(value)}"
        )
    reached = [band for band in bands if band[0] <= value]
    if not reached:
        lowest, label = min(bands)
        raise NotCovered(
            f"评分标准只规定 {lowest} 分以上为{label}，{bare(value)} 分未评定等级"
            f" | the rule grades from {lowest} ({label}) on: {bare(value)} has no grade"
        )
    return max(reached, key=lambda band: band[0])[1]
