"""Tiers that a table states itself: scored inside one of them, left on a bound that the text leaves open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlfuncs.evaluation.tier_texts import or_nothing, tiered, worded
from xlfuncs.forms.recognition.indicators.own_standards import states_own_way

CONTROL = "预算控制率=0，计5分；0-10%（含），计4分；10-20%（含），计3分；20-30%（含），计2分；大于30%不得分。"
PLEASED = "90%（含）以上计6分；80%（含）-90%，计4分；70%（含）-80%，计2分；低于70%计0分。"
STAIRS = "90%以上得10分，80%以上得8分，70%以上得6分，70%以下不得分"
INSIDE = "≥95%，得8分；90%≤完成率<95%，得6分；大于85%小于90%得4分；小于85%得0分"
SPENT = "≥95%计5分；90%-95%计4分；90%以下不得分"


@pytest.mark.parametrize(
    ("standard", "explained", "points", "scores"),
    [
        (CONTROL, "0%", 5, [5]),
        (CONTROL, "控制率8%", 5, [4]),
        (CONTROL, "10%", 5, [4]),  # 0-10%（含）; the bound of the next tier is open, but this one has it
        (CONTROL, "30.01%", 5, [0]),
        (CONTROL, "-3%", 5, []),
        (CONTROL, "上年8%，本年9%", 5, []),
        ("变动率≤0计5分；0-10%（含），计4分；10%以上不得分", "比上年下降8%", 5, [5]),
        (CONTROL, "8%", 8, []),  # the standard says 5
        (PLEASED, "95%", 6, [6]),
        (PLEASED, "90%", 6, [6]),
        (PLEASED, "89.99%", 6, [4]),
        (PLEASED, "69%", 6, [0]),
        (SPENT, "95%", 5, [5]),
        (SPENT, "90%", 5, [4, 0]),  # open on both sides
        ("完成率100%得5分，90%以上得4分", "120%", 5, [5]),
        ("完成率100%得5分，90%以上得4分，120%以上得3分", "110%", 5, [5]),
        ("控制率100%得5分，90%以上得4分", "120%", 5, []),
        ("控制率100%得5分，大于100%不得分", "120%", 5, [0]),
        ("制度健全的计4分；合法合规的计2分", "100%", 4, []),
        ("95%以上计5分；其他情况酌情给分", "97%", 5, []),
        ("95%以上计5分", "97%", 5, []),
        ("90%计5分；80%计3分", "90%", 5, []),  # or more, or less?
        ("100%得4分；95%（含）-100%得满分的一半，即2分；95%以下0分", "99%", 4, []),
        ("100%得4分；95%（含）-100%得3分；95%以下0分", "99%", 4, [3]),
        ("≤10%得满分；10%-20%得2分；>20%不得分", "12%", 4, [2]),
        ("≥95%得4分；90%-95%扣1分；低于90%不得分", "92%", 4, []),
        (STAIRS, "95%", 10, [10]),
        (STAIRS, "88%", 10, [8]),  # though above 70% as well
        (STAIRS, "80%", 10, [8, 6]),  # on a bound that is open
        (STAIRS, "60%", 10, [0]),
        (INSIDE, "95%", 8, [8]),
        (INSIDE, "90%", 8, [6]),
        (INSIDE, "86%", 8, [4]),
        (INSIDE, "85%", 8, []),  # above 85% is not 85%
        (INSIDE, "80%", 8, [0]),
        ("90%及以上的得10分，80%（含）—90%的得8分，80%以下的得0分", "90%", 10, [10]),
    ],
)
def test_stated_tiers(standard: str, explained: str, points: int, scores: list[int]) -> None:
    assert [reading.score for reading in tiered(standard, explained, Decimal(points))] == scores


@pytest.mark.parametrize(
    ("standard", "target", "counts"),
    [
        ("按期完成得满分，未完成不得分", "100", True),
        ("①全部按期的，得满分；②未全部按期的，得0分", "100", True),
        ("不超过5%得10分，超过不得分", "5", True),
        ("未发生得满分，发生不得分", "0", True),
        ("完成率达到95%得满分，否则不得分", "100", False),  # 98% would do
        ("完成得满分，部分完成酌情扣分，未完成不得分", "12", False),
        ("完成得满分，否则按比例得分", "12", False),
        ("完成得满分，未启动不得分", "12", False),  # what lies between earns something
    ],
)
def test_full_marks_or_nothing(standard: str, target: str, counts: bool) -> None:
    assert [one.score for one in or_nothing(standard, Decimal(target), Decimal(10))] == [Decimal()] * counts
    assert states_own_way("完成率达到100%得满分，否则不得分", "100%", "98%")


def test_what_is_done_is_the_word_of_the_standard() -> None:
    assert worded("建立得满分，未建立不得分", "已建立", Decimal(10))[0].score == 10


def test_a_cell_full_of_digits_is_read_at_once() -> None:
    assert tiered("1" * 32000 + "得5分", "95%", Decimal(5)) == []
    assert not states_own_way("每发生" * 10000 + "扣", "≥95%", "93%")
