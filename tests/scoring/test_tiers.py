"""Tiers and bands: a share outside its tier is refused, without a share a person decides; an edge belongs to the band above."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from xlfuncs.errors import NotCovered, OutOfRange, UnknownLevel
from xlfuncs.scoring.tiers import Tier, band_label, tier_score

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


# 财预〔2020〕10号: 90（含）–100 优, 80（含）–90 良, 60（含）–80 中, 60 以下 差
GRADES = [(D(90), "优"), (D(80), "良"), (D(60), "中"), (D(0), "差")]


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.996", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
@pytest.mark.parametrize("bands", [GRADES, GRADES[::-1]])
def test_edges_belong_to_the_band_above(value: str, label: str, bands: list[tuple[D, str]]) -> None:
    assert band_label(D(value), bands=bands, ceiling=D(100)) == label


def test_totals_without_a_grade() -> None:
    with pytest.raises(NotCovered, match="只规定 90 分以上为优秀"):
        band_label(D("89.99"), bands=[(D(90), "优秀")], ceiling=D(100))
    for value, words in (("-0.01", "小于 0"), ("100.01", "超过满分 100 分")):
        with pytest.raises(OutOfRange, match=words):
            band_label(D(value), bands=GRADES, ceiling=D(100))
