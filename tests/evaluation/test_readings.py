"""Rows that can be read in more than one way: scored where all readings agree, else each reading with its score."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import indicator, item, spot
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.score_item import score_item

RULE = "mof-2020-10"


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≤-5%", "-6%", 10),
        ("≤-5%", "-5%", 10),
        ("≤-5%", "-3%", None),
        ("≥-3%", "-1%", 10),
        ("≥-3%", "-4%", None),
        ("-5%", "-6%", None),  # no sign
        ("≥200万元", "-35万元", None),  # a loss
    ],
)
def test_a_target_below_zero_is_kept_or_left(target: str, actual: str, score: float | None) -> None:
    row = indicator(target, actual)
    del row.cells["rule_score"]  # a table that somebody else made
    found = score_item(row, RULE)
    assert found.score == score
    assert bool(found.readings) == (score is None)


def _empty_total(parts: tuple[float, float]) -> Item:
    row = item("execution_rate_score", budget=0.0, executed=0.0, points=10.0)
    row.parts, row.cells["executed"] = parts, spot("executed")
    return row


def test_amounts_of_nothing_whose_parts_are_something_are_left_with_both_readings() -> None:
    found = score_item(_empty_total((90.0, 81.0)), RULE)
    assert found.score is None
    assert [(reading.score and float(reading.score)) for reading in found.readings] == [None, 9.0]


@pytest.mark.parametrize(
    ("name", "target", "actual", "direction", "score"),
    [
        ("收粮", "≥3万吨", "3万余吨", None, 10),
        ("收粮", "3万吨", "3万多吨", None, 10),
        ("收粮", "≥30000吨", "3万吨有余", None, 10),
        ("培训人数", "≥300人", "三百余人", None, 10),
        ("培训人数", "300人", "300多人", "正向", 10),
        ("平均用时", "≤3天", "近3天", None, 10),
        ("收粮", "≥3万吨", "2万余吨", None, None),
        ("收粮", "≤3万吨", "3万余吨", None, None),
        ("收粮", "3万余吨", "3万余吨", None, None),
        ("收粮", "≥3万吨", "近3万吨", None, None),
        ("收粮", "≥3万吨", "近4万吨", None, None),
        ("收粮", "≥3万吨", "约3万吨", None, None),
        ("收粮", "≥3万吨", "3.1万吨左右", None, None),
        ("收粮", "≥3万吨", "3万来吨", None, None),
        ("单位成本", "3万元", "3万余元", None, None),  # more or less may be better
        ("单位成本", "3万元", "3万元以上", None, None),
        ("收粮", "3万吨", "3万余吨", "反向", None),
        ("收粮", "3万吨", "3万吨以上", "反向", None),
        ("收粮", "3万吨", "3万吨以上", "正向", 10),
        ("收粮", "约300吨", "305吨", None, 10),
        ("收粮", "约300吨", "295吨", None, None),
        ("收粮", "约300吨", "600吨", None, None),  # 左右 says of neither way that it is good
        ("收粮", "300吨左右", "306吨", None, 10),
        ("收粮", "300余吨", "600吨", None, 10),
        ("收粮", "300余吨", "301吨", None, 10),
        ("收粮", "300余吨", "300吨", None, None),
        ("增速", "6%左右", "5.9%", None, None),
        ("合格率", "90%（不含）以上", "90%", None, None),
        ("合格率", "90%（不含）以上", "91%", None, 10),
        ("监理费", "≤50万元（不含税）", "50万元", None, 10),
        ("监理费", "50万元以下（不含）", "50万元", None, None),
        ("差错率", "≤10%", "1", None, None),  # 1% or all
        ("差错率", "≤20%", "0.5", None, None),
        ("差错率", "≤20%", "0.15", None, 10),
        ("节约率", "≥15%", "1", None, None),
        ("成本控制率", "≤100%", "0.98", None, 10),
        ("成本控制率", "≤100%", "1.25", None, 8),
        ("合格率", "≥90%", "0.92", None, 10),
        ("合格率", "≥95%", "0.96%", None, None),
        ("合格率", "95%", "95‰", None, None),
        ("差错率", "≤1%", "2‰", None, 10),
        ("知晓率", "提高不低于2%", "92%", None, None),  # of the change, or what it came to
        ("收入", "增长不低于6%", "7.1%", None, 10),
        ("图书配备", "每校不少于200册", "3500册", None, None),  # of each, or of all
        ("图书配备", "每校不少于200册", "200册", None, 10),
        ("图书配备", "每校不少于200册", "150册", None, None),
        ("会议", "每次不超过3天", "2天", None, 10),
        ("会议", "每次不超过3天", "4天", None, None),
        ("补助标准", "每户不少于200元", "210元", None, 10),
        ("发放补助", "每户200元", "190元", None, 9.5),
        ("发放补助", "每户200元", "19000元", None, None),
        ("检查", "每月不少于2次", "24次", None, 10),
        ("信访件", "减少5件", "减少6件", None, 10),
        ("信访件", "减少6件", "减少5件", None, 8.33),
        ("信访件", "增加6件", "增加5件", None, None),
        ("造林面积", "减少6亩", "减少5亩", None, None),
        ("单位能耗", "减少6吨", "减少7吨", "反向", None),
        ("单位能耗", "下降5%", "下降6%", None, 10),
    ],
)
def test_a_result_that_is_not_exact_earns_what_it_proves(
    name: str, target: str, actual: str, direction: str | None, score: float | None
) -> None:
    found = score_item(indicator(target, actual, direction=direction, name=name), RULE)
    assert found.score == score
    assert bool(found.readings) == (score is None)


@pytest.mark.parametrize(
    ("target", "actual", "name", "otherwise"),
    [
        (">90%", "90%", "合格率", "刚好等于指标值，没有达到"),
        ("<5天", "5天", "用时", "刚好等于指标值，没有达到"),
        ("100个", "12000个", "建成", "两数相差悬殊，单位或数位可能有误"),
        ("10000个", "10个", "建成", "两数相差悬殊，单位或数位可能有误"),
        (202312.0, 202401.0, "造林", "读作年月"),
        (95.0, 0.98, "合格率", "0.98 读作 98%"),
        ("95%", "0.98", "合格率", None),
        ("0.95%", "98%", "合格率", None),
        (202312.0, 202311.0, "造林", None),
    ],
)
def test_a_row_is_scored_where_both_ways_of_reading_it_give_the_same(
    target: str | float, actual: str | float, name: str, otherwise: str | None
) -> None:
    found = score_item(indicator(target, actual, name=name), RULE)
    assert (found.score is None) == bool(otherwise)
    assert [one.words.zh for one in found.readings] == (["按所填数值", otherwise] if otherwise else [])


@pytest.mark.parametrize(
    ("target", "actual", "direction", "score"),
    [
        ("≥0%", "3%", None, 10),
        ("≤10个工作日", "8天", None, 10),
        ("≥3%", "4", None, 10),
        ("≤5%", "0.03", None, 10),
        ("≤5%", "-4%", None, 10),
        ("2023年12月31日", "2023年12月31日", "等于", 10),
        ("2023年12月31日", "2023年12月20日", "等于", None),  # early is not equal
    ],
)
def test_a_row_without_a_share_is_kept_or_left(
    target: str, actual: str, direction: str | None, score: float | None
) -> None:
    row = indicator(target, actual, direction=direction)
    del row.cells["rule_score"]
    assert score_item(row, RULE).score == score


@pytest.mark.parametrize("actual", [0.95, "0.95"])
@pytest.mark.parametrize("target", ["95人", "95个"])
def test_a_fraction_where_a_count_is_asked_for_has_both_readings(target: str, actual: object) -> None:
    row = indicator(target, actual)
    del row.cells["rule_score"]  # a table that somebody else made
    found = score_item(row, RULE)
    assert found.score is None
    assert [reading.words.zh for reading in found.readings] == ["按所填数值", "0.95 读作 95%"]


@pytest.mark.parametrize(
    ("name", "target", "actual", "score"),
    [
        ("培训人数", "≥80", "90%", None),
        ("培训人数", 80.0, "64%", None),
        ("培训人数", "≥80", "110%", 10),
        ("培训人数", "≥100", "90%", 9),
        ("满意度", "≥80", "64%", 8),
    ],
)
def test_a_percentage_of_a_count_may_be_so_much_of_its_target(
    name: str, target: str | float, actual: str, score: float | None
) -> None:
    row = indicator(target, actual, name=name)
    del row.cells["rule_score"]
    found = score_item(row, RULE)
    assert found.score == score
    assert [one.words.zh for one in found.readings][1:] == ([] if score else [f"{actual} 读作指标值的比例"])


def test_amounts_that_are_stated_count_whatever_their_parts_are() -> None:
    row = item("execution_rate_score", budget=100.0, executed=90.0, points=10.0)
    row.parts = (90.0, 81.0)
    assert (score_item(row, RULE).score, score_item(row, RULE).readings) == (9.0, [])
