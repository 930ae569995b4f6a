"""Steps that a table states itself: scored where every reading of a step partly taken agrees, else left."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlfuncs.evaluation.step_texts import stepped
from xlfuncs.forms.recognition.indicators.own_standards import states_own_way
from xlfuncs.functions.targets import parse_target

STAFF = "以100%为标准。在职人员控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。"
DONE = "100%计满分，每低于5%扣2分，扣完为止。"


@pytest.mark.parametrize(
    ("standard", "explained", "points", "scores"),
    [
        (STAFF, "控制率为95.10%", 5, [5]),
        (STAFF, "（102/100）×100%=102%", 5, [4]),
        (STAFF, "102.5%", 5, ["4", "3.75", "3.5"]),
        (STAFF, "150%", 5, [0]),
        (STAFF, "控制率为95.10%", 8, []),  # the standard says 5
        (STAFF, "上年98%，本年95%", 5, []),
        (STAFF, "人员没有超编", 5, []),
        ("小于或等于1，得满分；每超1%扣1分", "97.5%", 5, []),  # of 100%, or of 1%
        ("小于或等于1%，得满分；每超1%扣1分", "2%", 5, [4]),
        (DONE, "预算完成率100%", 8, [8]),
        (DONE, "95%", 8, [6]),
        (DONE, "99.27%", 8, ["8", "7.71", "6"]),
        ("“三公经费”变动率≤0，计8分；每超过一个百分点扣0.8分", "(18-20)÷20=-10%", 8, [8]),
        ("变动率≤0，计8分；每增加1%扣0.5分", "比上年下降12.5%", 8, [8]),
        ("变动率≤0，计8分；每增加1%扣0.5分", "比上年增长2%", 8, [7]),
        ("下降5%以上得满分，每低1%扣0.5分", "下降4%", 8, ["7.5"]),
        ("0-10%（含），计4分；10-20%（含），计3分；大于30%不得分", "8%", 5, []),
        ("控制率在90%至100%之间，每低于1%扣1分", "80%", 5, []),
        ("每缺一项扣2分", "98%", 5, []),
        ("未超支得满分；每超出1%扣1分，超出10%的每超出1%扣2分", "98%", 5, []),
    ],
)
def test_stated_steps(standard: str, explained: str, points: int, scores: list[object]) -> None:
    found = [reading.score for reading in stepped(standard, explained, Decimal(points), parse_target(None))]
    assert found == [Decimal(str(score)) for score in scores]


@pytest.mark.parametrize(
    ("standard", "target", "actual", "scores"),
    [
        ("每低1个百分点扣2分，扣完为止", "95%", "93%", [16]),
        ("达到95%得满分，每低1个百分点扣2分", "95%", "93%", [16]),
        ("达到90%得满分，每低1个百分点扣2分", "95%", "93%", []),  # two limits
        ("每低1个百分点扣2分", "95", "93%", []),
        ("每少1次扣1.5分", "12次", "10次", [17]),
        ("每少1场扣0.05分，低于60%不得分", "200场", "150场", ["17.5"]),
        ("每少1场扣0.05分，低于60%不得分", "200场", "70场", []),  # 35%, though 70 are no fewer than 60
        ("每少1场扣0.05分，60场以下不得分", "200场", "70场", ["13.5"]),
        ("每低1个百分点扣1分，低于10个百分点不得分", "95%", "80%", []),
        ("完成80人以上得满分，每少1人扣0.5分", "100人", "80人", []),
        ("完成80%以上得满分，每少1人扣0.5分", "100人", "80人", []),
        ("完成100人得满分，每少1人扣0.5分，扣完20分为止", "100人", "80人", [10]),
        ("每低1个百分点扣1分，至多3分", "95%", "90%", []),
        ("每低1个百分点扣1分，以5分为限", "95%", "90%", []),
        ("每少完成1个扣1分", "32个", "30个", [18]),
        ("每超1天扣1分", "≤30天", "33天", [17]),
        ("每少1次扣1分", "12场", "10场", []),
        ("每少1次扣1分", "12次", "约10次", []),
        ("每少5户扣1分", "100户", "93户", ["19", "18.6", "18"]),
        ("每少5户扣1分，不足5户按5户计", "100户", "93户", [18]),
        ("每少5户扣1分（不足5户的不扣分）", "100户", "93户", [19]),
        ("每少5户扣1分，不满5户按比例扣分", "100户", "93户", ["18.6"]),
        ("每低1个百分点扣2分，不足1个百分点的按1个百分点计算", "95%", "93.5%", [16]),
        ("每低1%扣2分，不足1%不扣", "95%", "93.5%", [18]),
        ("不足95%的，每低1%扣2分", "95%", "93.5%", ["18", "17", "16"]),
    ],
)
def test_steps_from_the_rows_target(standard: str, target: str, actual: str, scores: list[object]) -> None:
    found = [reading.score for reading in stepped(standard, actual, Decimal(20), parse_target(target))]
    assert found == [Decimal(str(score)) for score in scores]


def test_steps_of_days_late_and_of_what_happened() -> None:
    late = stepped("按时完成得满分，每逾期1天扣1分", "33天", Decimal(10), parse_target("≤30天"))
    happened = stepped("发生1起扣2分，扣完为止", "2起", Decimal(5), parse_target("0起"))
    assert [reading.score for reading in (*late, *happened)] == [7, 1]


@pytest.mark.parametrize(
    ("standard", "target", "actual"),
    [
        ("每逾期1天扣1分", "≤30天", "逾期2天"),  # of 30: 32 days, and not 2
        ("每延迟1天扣1分", "≤30天", "延迟2天办结"),
        ("每低1%扣1分", "100%", "低2%"),
        ("每发生1次扣2分", "≤2次", "3次"),  # all three, or the one beyond two
    ],
)
def test_how_far_from_a_limit_is_not_what_was_reached(standard: str, target: str, actual: str) -> None:
    assert stepped(standard, actual, Decimal(10), parse_target(target)) == []


@pytest.mark.parametrize(
    ("standard", "own"),
    [
        ("目标完成率100%得满分；每降低1%扣分值的2%", True),
        ("得分=10-(95%-实际值)×100", True),
        ("未达标的扣一半分", True),
        ("专家评议打分", True),
        ("优（90-100%）、良（80-90%）、中、差", True),
        ("满意度90%以上10分，80%-89%8分，79%以下0分", True),
        ("每降低1%扣2分，每超1%扣1分", True),
        ("完成率×10分，满意度×10分", False),
        ("空气优良率按完成比例得分", False),
        ("得分=10×完成率", False),
    ],
)
def test_standards_that_say_otherwise_than_by_the_share(standard: str, own: bool) -> None:
    assert states_own_way(standard, "≥95%", "93%") is own


def test_a_run_of_digits_is_read_at_once() -> None:  # it took minutes
    assert not states_own_way("1" * 32_000, "≥95%", "93%")
