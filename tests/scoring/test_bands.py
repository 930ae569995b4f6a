"""Bands: an edge belongs to the band above it."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from xlfuncs.errors import NotCovered, OutOfRange
from xlfuncs.scoring.bands import band_label

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


def test_refusals() -> None:
    with pytest.raises(NotCovered, match="只规定 90 分以上为优秀"):
        band_label(D("89.99"), bands=[(D(90), "优秀")], ceiling=D(100))
    for value, words in (("-0.01", "小于 0"), ("100.01", "超过满分 100 分")):
        with pytest.raises(OutOfRange, match=words):
            band_label(D(value), bands=GRADES, ceiling=D(100))
