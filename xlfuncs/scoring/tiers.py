"""分档 — a qualitative indicator's score, by its level's tier; the grade of a total, by its band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlfuncs.errors import NotCovered, OutOfRange, UnknownLevel
from xlfuncs.scoring.numbers import WIDE, bare, refuse_negative, round_to

Tier = tuple[Decimal, Decimal, bool, bool]  # low, high, is low included, is high included


def tier_score(
    level: str, points: Decimal, share: Decimal | None, *, tiers: Mapping[str, Tier], places: int = 2
) -> Decimal | None:
    """定性指标得分 — points × share, half up, the share [fraction] checked against its level's tier. [points]

    None where no share is given: a person has yet to decide. UnknownLevel for a level that the rule does not name [#N/A];
    OutOfRange for a share outside its tier, and for negative points [#NUM!].

    >>> tiers = {"达成": (Decimal("0.8"), Decimal(1), True, True)}
    >>> tier_score("达成", Decimal(10), Decimal("0.95"), tiers=tiers)
    Decimal('9.50')

    Source: 财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）, as stated in
    the notes of 中江县2022年衔接资金自评表.
    """
    if level not in tiers:
        raise UnknownLevel(f"没有「{level}」这一档；可用：{'、'.join(tiers)} | unknown level")
    if points < 0:
        refuse_negative(points=points)
    if share is None:
        return None
    low, high, low_included, high_included = tiers[level]
    above = share >= low if low_included else share > low
    below = share <= high if high_included else share < high
    if not (above and below):
        tier = f"{low}{'（含）' if low_included else ''}–{high}{'（含）' if high_included else ''}"
        raise OutOfRange(f"给分比例 {share} 不在「{level}」的 {tier} 之内 | share outside its tier")
    return round_to(WIDE.multiply(points, share), places, "half_up")


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
