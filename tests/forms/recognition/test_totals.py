"""The total of a label above the table, and points that are parts of 1."""

from __future__ import annotations

import pytest

from tests.forms.grid import grid
from xlfuncs.forms.recognition.recognise import recognise

ROWS = """
项目支出绩效自评表
{above}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | {points} | 得分
产出指标 | 数量指标 | 培训人数 | ≥100人 | 98人 | {worth[0]} | {score[0]}
产出指标 | 质量指标 | 合格率 | ≥90% | 95% | {worth[1]} | {score[1]}
"""


def rows(
    above: str = "项目名称 | 培训", points: str = "分值", worth: object = (60, 40), score: object = (58, 40)
) -> str:
    return ROWS.format(above=above, points=points, worth=worth, score=score)


@pytest.mark.parametrize(
    ("above", "at"),
    [
        ("综合得分 | 98", "B2"),
        ("综合得分 | 100 | 98", "C2"),  # of 100
        ("主管部门 | 教育局 | 自评得分 | 98 | 财政审核评分 | 96", "D2"),
        ("项目 | 培训 | 综合得分\n | | 98", "C3"),
        ("项目 | 培训 | 综合得分\n | | ^\n | | 98", "C4"),
    ],
)
def test_a_label_above_the_table_has_its_total_beside_or_below_it(above: str, at: str) -> None:
    (read,) = recognise([grid(rows(above))], file="例.xlsx")
    assert (read.entered_total, read.cells["entered_total"].address) == (98.0, at)


def test_a_score_above_the_table_of_more_than_a_rate_is_worth_is_its_total() -> None:
    (read,) = recognise([grid(rows("自评得分（90分） | 88"))], file="例.xlsx")
    assert read.entered_total == 88.0


@pytest.mark.parametrize(
    ("score", "points"),
    [
        ((58, 40), [60.0, 40.0]),
        ((98, 100), [None, None]),  # each of 100, or of nobody knows what
        (("", ""), [None, None]),
    ],
)
def test_parts_of_1_are_points_where_scores_say_of_what(score: object, points: list[float | None]) -> None:
    (read,) = recognise([grid(rows(points="权重", worth=(0.6, 0.4), score=score))], file="例.xlsx")
    assert [item.points for item in read.items] == points
    assert ("column-unread" in [found.code for found in read.findings]) == (None in points)


@pytest.mark.parametrize(("worth", "points"), [((60, 30), 10.0), ((60, 40), None), ((40, 30), None)])
def test_100_points_of_the_rate_are_those_of_the_table(worth: tuple[int, int], points: float | None) -> None:
    above = "项目资金 | 预算数 | 执行数 | 分值 | 执行率 | 得分\n年度资金总额 | 50 | 40 | 100 | 80% | 98"
    (read,) = recognise([grid(rows(above, worth=worth))], file="例.xlsx")
    (rate, *_), (said, *_) = read.items, [one for one in read.findings if one.code == "points-sum"]
    assert (None if rate.idle else rate.points, said.case) == (points, "lacking" if points else "whole")


@pytest.mark.parametrize(
    ("below", "at"),
    [
        ("总分 | < | < | < | < | 总分值 | 总得分\n^ | < | < | < | < | 100 | 97.5", "G7"),
        ("总分 | < | < | < | < | 总分值 | 总得分 | 自评等级\n^ | < | < | < | < | 100 | 97.5 | 优", "G7"),
        ("总分 | | | | | 总分值 | 总得分 | 自评等级\n | | | | | 100 | 97.5 | 优", "G7"),
        ("总分 | | | | | 自评得分 | 97.5\n | | | | | 2 | 3", "G6"),
        ("总分 | < | 97.5 | 总分值：100 | < | 等级：优 | <", "C6"),
        ("总分 | 97.5 | < | < | 总分值：100 | 等级：优 | <", "B6"),
    ],
)
def test_what_all_is_worth_is_not_the_total_beside_or_below_which_it_stands(below: str, at: str) -> None:
    (read,) = recognise([grid(f"{rows('项目名称 | 培训')}{below}")], file="例.xlsx")
    assert (read.entered_total, read.cells["entered_total"].address) == (97.5, at)
    assert {found.code for found in read.findings}.isdisjoint({"total-missing", "not-a-number"})
