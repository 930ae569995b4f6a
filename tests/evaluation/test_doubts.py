"""What speaks against scoring a row by its numbers: each doubt is a reading beside the score as typed, and no row is scored."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import checked
from xlfuncs.evaluation.result import Score

RANKS, YEARS = "等级、类别没有比例", "指标值是几年的数"
FEWER_NEW = "完成值可能是新增数比以前多出的部分"
ZERO, MILLE = "数字以 0 开头，可能缺位", "千分号可能是百分号之误"


def _scored(name: str, target: str, actual: str) -> Score:
    """The first row of a table that somebody else typed."""
    return checked(f"""
        三级指标 | 指标值 | 完成值 | 分值 | 得分
        {name} | {target} | {actual} | 10 | 10
        宣传场次 | ≥2场 | 2场 | 10 | 10
        审核份数 | ≥2份 | 2份 | 10 | 10
    """).scores[0]


@pytest.mark.parametrize(
    ("name", "target", "actual", "doubt"),
    [
        ("水质类别", "3类", "4类", RANKS),
        ("景区等级", "4A级", "3A级", RANKS),
        ("道路等级", "≥4级", "3级", RANKS),
        ("站所级别", "1", "2", RANKS),
        ("景区创建", "5A", "4A", RANKS),
        ("景区创建", "5A景区", "4A景区", RANKS),
        ("获奖", "1等奖", "2等奖", RANKS),
        ("修建公路", "2级公路", "3级公路", RANKS),
        ("防洪标准", "50年一遇", "20年一遇", RANKS),
        ("培训人数", "三年300人", "100人", YEARS),
        ("安置人数", "“十四五”300人", "100人", YEARS),
        ("培训率", "95%人", "90%", "百分号之后另有字样"),
        ("培训人数", "≥012人", "10人", ZERO),
        ("培训人数", "≥12人", "012人", ZERO),
        ("差错率", "≤5‰", "6%", MILLE),
        ("差错率", "≤5‰", "4%", MILLE),
        ("培训率", "≥95‰", "90%", MILLE),
        ("就业增长率", "≥5%", "106%", "可能是上年的百分之几，不是增幅"),
        ("女职工培训", "≥50人", "男30人，女42人，共72人", "完成值是各部分的合计，指标只要求其中一部分"),
        ("新增就业人数", "≥50人", "2023年较上年增加5人", FEWER_NEW),
        ("新增车位", "≥100个", "同比新增20个", FEWER_NEW),
        ("新增吸毒人员", "≤60人", "较2022年增加5人", FEWER_NEW),
        ("播种面积", "5 400", "5 300", "空格隔开的可能是几个数"),
    ],
)
def test_a_doubt_stands_beside_the_score(name: str, target: str, actual: str, doubt: str) -> None:
    found = _scored(name, target, actual)
    assert found.score is None
    assert doubt in [reading.words.zh for reading in found.readings if reading.score is None]


@pytest.mark.parametrize(
    ("name", "target", "actual", "score"),
    [
        ("水质类别", "3类", "3类", 10),
        ("景区等级", "≥3A级", "4A级", 10),
        ("额定电流", "≥5A", "4A", 8),
        ("修建台阶", "100级台阶", "90级台阶", 9),
        ("检测产品", "3类", "2类", 6.67),
        ("三年培训人数", "三年300人", "100人", 3.33),
        ("培训率", "95%", "90%", 9.47),
        ("差错率", "≤5‰", "0.4%", 10),
        ("就业增长率", "≥5%", "6%", 10),
        ("播种面积", "≥5 400亩", "5 300亩", 9.81),
        ("新增就业人数", "≥50人", "增加40人", 8),
        ("新增就业人数", "≥50人", "较上年增加60人", 10),
        ("新增就业人数", "≥50人", "新增就业40人，较上年增加5人", 8),
        ("新增就业人数", "同比增加50人", "同比增加40人", 8),
        # what is of each household is not held against what is of each village
        ("户均补贴", "户均1000元", "1100元/户", 10),
        ("村均收入", "10万元/年", "村均12万元", 10),
        ("村均收入", "户均10万元", "12万元/村", None),
        ("户均收入", "10万元/村", "户均12万元", None),
        ("户均补贴", "每人1000元", "1000元/户", None),
    ],
)
def test_the_like_without_the_doubt_is_scored(
    name: str, target: str, actual: str, score: float | None
) -> None:
    assert _scored(name, target, actual).score == score


def test_a_name_against_the_stated_direction_is_left_with_both_readings() -> None:
    found = _scored("投诉次数", "10", "9")
    assert [(reading.words.zh, float(reading.score or 0)) for reading in found.readings] == [
        ("正向", 9),
        ("反向", 10),
    ]


@pytest.mark.parametrize(("actual", "score"), [("25处", 10), ("25处已开工", None), ("25处在建", None)])
def test_a_range_is_not_kept_by_what_is_only_begun(actual: str, score: float | None) -> None:
    assert _scored("完成处数", "20-30处", actual).score == score


def test_a_list_of_things_is_not_the_one_asked_for() -> None:
    assert _scored("采购电脑", "采购电脑20台", "采购电脑、打印机等22台").score is None
    assert _scored("开设课程", "开设课程5门", "开设书法、声乐等课程5门").score == 10
