"""Tiers: a share outside its tier is refused, and without a share a person decides."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from xlfuncs.errors import OutOfRange, UnknownLevel
from xlfuncs.scoring.tiers import Tier, tier_score

# 中江县2022年衔接资金自评表表注: 100%–80%（含80%）、80%–60%（含60%）、60%–0%
TIERS: dict[str, Tier] = {
    "达成": (D("0.8"), D(1), True, True),
    "部分达成": (D("0.6"), D("0.8"), True, False),
    "未达成": (D(0), D("0.6"), True, False),
}


@pytest.mark.parametrize(
    ("level", "points", "share", "score"),
    [
        ("达成", "10", "1", "10.00"),
        ("达成", "10", "0.8", "8.00"),
        ("部分达成", "10", "0.79", "7.90"),
        ("部分达成", "2.5", "0.666", "1.67"),
        ("未达成", "10", "0", "0.00"),
    ],
)
def test_tiers(level: str, points: str, share: str, score: str) -> None:
    assert str(tier_score(level, D(points), D(share), tiers=TIERS)) == score


def test_a_person_decides() -> None:
    assert tier_score("达成", D(10), None, tiers=TIERS) is None


@pytest.mark.parametrize(
    ("level", "share", "tier"),
    [
        ("达成", "0.79", "0.8（含）–1（含）"),
        ("部分达成", "0.8", "0.6（含）–0.8"),
        ("未达成", "-0.1", "0（含）–0.6"),
    ],
)
def test_share_outside_its_tier(level: str, share: str, tier: str) -> None:
    with pytest.raises(OutOfRange, match=f"「{level}」的 {tier} "):
        tier_score(level, D(10), D(share), tiers=TIERS)


def test_other_refusals() -> None:
    with pytest.raises(UnknownLevel, match="达成、部分达成、未达成"):
        tier_score("优", D(10), D(1), tiers=TIERS)
    with pytest.raises(OutOfRange, match="分值"):
        tier_score("达成", D(-10), D(1), tiers=TIERS)
