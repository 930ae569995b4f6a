"""Columns beside the score, as clerks of several provinces lay them out: what they say wrongly is found, and nothing of a
right one.
"""

from __future__ import annotations

import re

import pytest

from tests.evaluation.tables import wrong

RATES = """
2023年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | {heading} | 分值 | 得分 | 偏差原因分析
产出指标 | 数量指标 | 培训人次 | ≥200人次 | 180人次 | {first} | 20 | 18 | 雨季误工
^ | ^ | 举办活动 | ≥20场 | 25场 | {second} | 30 | 30 |
^ | 成本指标 | 人均成本 | ≤500元 | 450元 | {third} | 20 | 20 |
效益指标 | 满意度 | 群众满意度 | ≥90% | 92% | {fourth} | 30 | 30 |
合计 | < | < | | | | 100 | 98 |
"""
PLAIN = """
2023年度项目支出绩效自评表 | < | < | < | < | < | <
指标名称 | 目标值 | 完成值 | {heading} | 分值 | 得分
培训人次 | ≥200人次 | 180人次 | {first} | 20 | 18
举办活动 | ≥20场 | 25场 | {second} | 30 | 30
人均成本 | ≤500元 | 450元 | {third} | 20 | 20
群众满意度 | ≥90% | 92% | {fourth} | 30 | 30
合计 | | | | 100 | 98
"""


def said(text: str) -> list[tuple[str, str]]:
    """What is wrong with a cell."""
    return [one for one in wrong(text) if one[0] != "None"]


@pytest.mark.parametrize("form", [RATES, PLAIN])
@pytest.mark.parametrize(
    ("heading", "typed", "bad"),
    [
        ("偏差率", "-10%, 25%, -10%, 2.22%", ""),
        ("偏差率（%）", "-10, 25, 10, 2", ""),
        ("偏离度", "10%, 0, 0, 0", ""),
        ("偏差度", "-0.1, 0.25, 0.1, 0.0222", ""),
        ("偏差率", "-10%, 无偏差, 无, /", ""),
        ("偏差率", "-5%, 25%, -10%, 2.22%", "1"),
        ("偏差率（%）", "10, 52, 10, 2", "2"),
        ("偏离度", "10%, 0, 1%, 9%", "34"),
    ],
)
def test_a_deviation_is_that_of_its_figures(form: str, heading: str, typed: str, bad: str) -> None:
    names = ("first", "second", "third", "fourth")
    text = form.format(heading=heading, **dict(zip(names, typed.split(", "), strict=True)))
    column = "F" if form is RATES else "D"
    assert said(text) == [(f"{column}{2 + int(row)}", "rate-differs") for row in bad]


REVIEWED = """
2023年度项目支出绩效自评表 | < | < | < | < | < | <
指标名称 | 目标值 | 完成值 | 分值 | {headings} | 说明
培训人次 | ≥200人次 | 180人次 | 20 | 18 | {first} | 雨季误工
举办活动 | ≥20场 | 25场 | 30 | 30 | {second} |
合格率 | ≥95% | 95% | 20 | 20 | {third} |
群众满意度 | ≥90% | 81% | 30 | 27 | {fourth} | 窗口少
合计 | | | 100 | 95 | {total} |
"""
GROUPED = REVIEWED.replace(
    "分值 | {headings} | 说明", "分值 | 得分 | < | < | 说明\n^ | ^ | ^ | ^ | {headings} | ^"
)


@pytest.mark.parametrize(
    ("form", "headings"),
    [
        (REVIEWED, "单位自评 | 主管部门审核 | 财政复核"),
        (REVIEWED, "单位自评 | 专家1 | 评委乙"),
        (REVIEWED, "自评得分 | 初评得分 | 终评得分"),
        (REVIEWED, "自评得分 | 主管部门审核得分 | 财政复核得分"),
        (GROUPED, "单位自评 | 部门审核 | 财政复核"),
    ],
)
@pytest.mark.parametrize(
    ("given", "bad"),
    [
        ({}, []),
        ({"total": "94 | 92"}, [("total-differs", "F", 7)]),
        ({"third": "20 | 15"}, [("total-differs", "G", 7)]),
        ({"second": "33 | 30", "total": "98 | 92"}, [("score-out-of-range", "F", 4)]),
    ],
)
def test_scores_of_several_who_review(
    form: str, headings: str, given: dict[str, str], bad: list[tuple[str, str, int]]
) -> None:
    scores = {"first": "18 | 17", "second": "30 | 30", "third": "20 | 20", "fourth": "27 | 25"}
    text = form.format(headings=headings, **{**scores, "total": "95 | 92", **given})
    lower = form is GROUPED
    assert [one for one in said(text) if one[1] != "total-out-of-range"] == [
        (f"{column}{row + lower}", code) for code, column, row in bad
    ]


@pytest.mark.parametrize(
    ("taken", "total", "bad"),
    [
        ("2, 0, 0, 3", "5", []),
        ("2, , 无, 3", "5", []),
        ("-2, , , -3", "-5", []),
        ("2, , , 3", "6", [("E7", "total-differs")]),
        ("2, , , 3", "", []),
    ],
)
def test_deductions_come_to_their_total(taken: str, total: str, bad: list[tuple[str, str]]) -> None:
    columns = [f"{off} | {score}" for off, score in zip(taken.split(", "), (18, 30, 20, 27), strict=True)]
    names = ("first", "second", "third", "fourth")
    rows = re.sub(r"[0-9]+ [|] (?={(?:first|second|third|fourth|total)})", "", REVIEWED)
    told = dict(zip(names, columns, strict=True))
    assert said(rows.format(headings="扣分 | 得分", total=f"{total} | 95", **told)) == bad


def test_an_amount_that_was_audited_is_no_score() -> None:
    given = {"first": "18 | 9", "second": "30 | 8", "third": "20 | 7", "fourth": "27 | 99", "total": "95 | 1"}
    assert said(REVIEWED.format(headings="自评得分 | 审计核定金额 | 核实完成值", **given)) == []


BLOCK = """
2023年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目资金（万元） | 资金来源 | 预算数 | 到位数 | {heading} | 执行数 | 执行率 | 分值 | 得分
^ | 年度资金总额 | 200 | 190 | {first} | 180 | 90% | 10 | 9
^ | 其中：财政拨款 | 150 | 150 | {second} | 140 | 93.33% | |
^ | 其他资金 | 50 | 40 | {third} | 40 | 80% | |
"""
LIST = """
2023年度财政专项资金绩效自评汇总表 | < | < | < | < | < | <
序号 | 项目名称 | 预算资金（万元） | 到位资金（万元） | {heading} | 实际支出（万元） | 预算执行率 | 自评得分
1 | 校舍维修 | 200 | 190 | {first} | 150 | 75% | 90
2 | 教师培训 | 80 | 80 | {second} | 80 | 100% | 95
3 | 食堂改造 | 50 | 40 | {third} | 40 | 80% | 91
合计 | < | 330 | 310 | | 270 | 81.82% |
"""


@pytest.mark.parametrize(("form", "first"), [(BLOCK, 3), (LIST, 3)])
@pytest.mark.parametrize(
    ("heading", "typed", "bad"),
    [
        ("到位率", "95%, 100%, 80%", ""),
        ("资金到位率（%）", "95, 100, 80", ""),
        ("到位率", "0.95, 1, 0.8", ""),
        ("资金到位率", "85%, 100%, 80%", "0"),
        ("到位率（%）", "95, 100, 90", "2"),
        ("人员到位率", "60%, 70%, 75%", ""),  # of something else: none of them comes out
    ],
)
def test_a_rate_of_what_arrived(form: str, first: int, heading: str, typed: str, bad: str) -> None:
    names = ("first", "second", "third")
    text = form.format(heading=heading, **dict(zip(names, typed.split(", "), strict=True)))
    found = [one for one in said(text) if one[1] not in ("part-missing", "points-sum", "total-missing")]
    assert found == [(f"E{first + int(row)}", "rate-differs") for row in bad]


@pytest.mark.parametrize(("target", "actual"), [("≥0场", "25场"), ("≥20场", "25次")])
def test_a_rate_of_what_cannot_be_compared_is_left_alone(target: str, actual: str) -> None:
    text = PLAIN.format(heading="完成率", first="90%", second="125%", third="100%", fourth="102%")
    found = said(text.replace("≥20场 | 25场", f"{target} | {actual}"))
    assert not {cell for cell, _ in found if cell == "D4"}


@pytest.mark.parametrize(("more", "told"), [("奖励加分", False), ("计划数", True)])
def test_what_was_added_counts_beside_what_was_taken_off(more: str, told: bool) -> None:
    text = f"""
县直单位预算绩效管理考核评分表 | < | < | < | <
考核内容 | 标准分 | {more} | 扣分 | 最后得分
目标管理 | 40 | 0 | 1 | 39
运行监控 | 40 | 1 | 2 | 39
结果应用 | 20 | 0 | 0 | 20
合计 | 100 | 1 | 3 | 98
"""
    assert ("deduction-differs" in [code for _, code in said(text)]) is told


@pytest.mark.parametrize(("worth", "told"), [("15", []), ("", [("D4", "missing-entry")])])
def test_the_one_row_that_lacks_its_points(worth: str, told: list[tuple[str, str]]) -> None:
    text = f"""
2024年部门整体支出绩效自评表 | < | < | < | <
三级指标 | 目标值 | 完成值 | 分值 | 得分
登记婚姻 | ≥2600对 | 2688对 | 40 | 40
登记合格率 | 100% | 100% | {worth} | 15
群众满意度 | ≥95% | 96% | 45 | 45
合计 | | | 100 | 100
"""
    assert said(text) == told


def test_what_reviewers_say_beside_their_scores_is_not_needed() -> None:
    text = """
2024年部门整体支出绩效自评复核表 | < | < | < | < | <
三级指标 | 分值 | 自评得分 | 复核得分 | 核减分 | 复核意见
目标设定 | 20 | 20 | 18 | 2 | 未细化
重点任务 | 60 | 58 | 54 | 4 | 佐证不足
满意度 | 20 | 20 | 19 | 1 | 样本少
合计 | 100 | 98 | 91 | 7 |
"""
    assert said(text) == []
