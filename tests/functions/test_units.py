"""Units: certain factors are exact, uncertain ones are not guessed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlfuncs.functions.units import in_one_unit

# what one unit is of the other, from the units' definitions, not from the module
FACTORS = [
    ("万元", "元", 10**4),
    ("亿元", "万元", 10**4),
    ("百万元", "万元", 100),
    ("千元", "元", 1000),
    ("万人次", "人次", 10**4),
    ("公里", "米", 1000),
    ("公顷", "㎡", 10**4),
    ("平方公里", "公顷", 100),
    ("公顷", "亩", 15),
    ("公顷", "万亩", Fraction(15, 10**4)),
    ("万平方米", "公顷", 1),
    ("吨", "公斤", 1000),
    ("小时", "分钟", 60),
    ("天", "小时", 24),
    ("年", "个月", 12),
    ("%", "‰", 10),
    ("名", "人", 1),
    ("万元一年", "元/年", 10**4),
    ("千瓦时", "度", 1),
    ("千克", "公斤", 1),
    ("个社区", "个", 1),
    ("万元", "万", 1),
    ("万元/年·人", "元/人/年", 10**4),
    ("元/人·月", "元/月/人", 1),
    ("元/人月", "元/人·月", 1),
    ("万元/人年", "万元/人·年", 1),
    ("元/㎡", "元/平方米", 1),
    ("万元/km", "元/公里", 10000),
    ("元/月·位", "元/月/人", 1),
]
amounts = st.decimals(min_value=0, max_value=10**40, allow_nan=False, places=15)


@pytest.mark.parametrize(("large", "small", "factor"), FACTORS)
@given(amounts)
def test_certain_factors_are_exact(large, small, factor, amount):
    pair = in_one_unit(amount, large, Decimal(1), small)
    assert pair is not None
    assert Fraction(pair[0]) == Fraction(amount) * factor * Fraction(pair[1])


@given(amounts, amounts, st.sampled_from([None, "人", "万元", "%", "元/人", "任何单位"]))
def test_one_unit_changes_nothing(a, b, unit):
    assert in_one_unit(a, unit, b, unit) == (a, b)


UNCERTAIN = """
人,场 人,人次 人,万元 元/人,元 万元/年,万元 工作日,天 个,个百分点 个,个月 个社区,个街道 %,个百分点 亩,平方米 亩,元/公顷 天,月
"""


@pytest.mark.parametrize(("one", "other"), [pair.split(",") for pair in UNCERTAIN.split()])
def test_uncertain_factors_are_not_guessed(one, other):
    assert in_one_unit(Decimal(1), one, Decimal(1), other) is None
    assert in_one_unit(Decimal(1), other, Decimal(1), one) is None


@pytest.mark.parametrize(
    ("percent", "bare", "read"),
    [
        ("85", "0.85", "85"),
        ("85", "1", "100"),
        ("85", "1.2", "120"),
        ("85", "92.72", "92.72"),
        ("85", "0", "0"),
        ("-30", "-0.28", "-28"),
        ("85", "2", None),
        ("85", "9", None),
        ("3", "0.02", None),
        ("3", "2", None),
        ("3", "0", "0"),
    ],
)
def test_bare_number_beside_a_percentage(percent, bare, read):
    expected = None if read is None else (Decimal(percent), Decimal(read))
    assert in_one_unit(Decimal(percent), "%", Decimal(bare), None) == expected
    assert in_one_unit(Decimal(bare), None, Decimal(percent), "%") == (expected and expected[::-1])


@pytest.mark.parametrize(
    ("unit", "number", "bare", "read"),
    [
        ("人", "40", "38", True),
        ("人", "40", "100000", True),
        ("万元", "4.6", "4.55", True),
        ("万元", "4.6", "0", True),
        ("万元", "4.6", "45500", False),
        ("万元", "4.6", "46", True),
        ("万元", "4.6", "46.1", False),  # 元 is as near
        ("亿元", "1.2", "11800", False),
        ("‰", "4", "0.004", False),
        ("公里", "5", "4", True),
        ("千人", "3", "3", False),  # beside 千 nothing is certain
        ("千人", "2", "2000", False),
        ("万人", "1.2", "50", False),
        ("万元", "100", "5", False),
    ],
)
def test_bare_number_beside_a_unit(unit, number, bare, read):
    pair = in_one_unit(Decimal(number), unit, Decimal(bare), None)
    assert pair == ((Decimal(number), Decimal(bare)) if read else None)


@pytest.mark.parametrize(
    ("one", "other", "read"),
    [
        ((1, "次/月"), (12, "次"), (12, 12)),  # the whole year's
        ((1, "次/月"), (20, None), (12, 20)),
        ((1, "次/月"), (3, "次"), None),  # of one month, or of the year and too few
        ((1, "次/月"), (4, "次/季"), (12, 16)),
        ((1, "次/周"), (4, "次/月"), None),  # a month has no whole number of weeks
        ((2, "次/年"), (3, "次"), (2, 3)),
        ((2, "次/月"), (3, "次/月"), (2, 3)),
        ((500, "元/月"), (600, "元"), (500, 600)),
        ((500, "元/月"), (6000, "元"), None),
        ((500, "元/年"), (600, "元"), None),  # of several years, perhaps
        ((0, "次/月"), (12, "次"), None),
        ((1, "次/月"), (12, "场"), None),
    ],
)
def test_a_number_of_each_month_beside_one_of_another_period(one, other, read):
    expected = None if read is None else tuple(map(Decimal, read))
    assert in_one_unit(Decimal(one[0]), one[1], Decimal(other[0]), other[1]) == expected
