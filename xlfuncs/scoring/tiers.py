"""定性分档 — a qualitative indicator's score: a level, and the share of the points given within it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xlfuncs.errors import OutOfRange, UnknownLevel
from xlfuncs.scoring.numbers import WIDE, refuse_negative, round_to

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
