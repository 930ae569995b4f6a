"""What came of the year's goals: read beside them wherever both stand, and said where it is their own text."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import checked
from xlfuncs.evaluation.findings.last_year import against_last_year
from xlfuncs.evaluation.result import Result

BELOW = """
年度总体目标 | 预期目标 | < | 实际完成情况 | <
^ | {goal} | < | {result} | <
"""
SIDE = """
项目基本情况 | 1.项目年度目标 | 项目年度目标 | 年度目标完成情况 | <
^ |  | {goal} | {result} | <
"""
CALLED = """
年度目标完成情况 | 预期目标 | < | 目标实际完成情况 | <
^ | {goal} | < | {result} | <
"""
ONE_LABEL = """
年度总体目标 | {goal} | < | {result} | <
"""
TABLE = """
项目支出绩效自评表
{overall}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训人数 | ≥40人 | 40人 | 90 | 90
总分 |  |  |  |  | 90 | 90
"""
GOAL = "完成全县造林任务，改善生态环境"


def judged(overall: str, goal: str, result: str) -> Result:
    return checked(TABLE.format(overall=overall.format(goal=goal, result=result).strip()))


@pytest.mark.parametrize("overall", [BELOW, SIDE, CALLED])
@pytest.mark.parametrize(
    ("result", "said"),
    [
        (GOAL, True),
        (GOAL.replace("，", "，\\n"), True),
        ("已完成造林 3 万亩", False),
        ("—", False),
        ("", False),
    ],
)
def test_the_goal_as_its_own_result(overall: str, result: str, said: bool) -> None:
    codes = [found.code for found in judged(overall, GOAL, result).findings]
    assert ("goal-as-result" in codes) is said


def test_a_short_text_may_be_repeated() -> None:
    assert "goal-as-result" not in [f.code for f in judged(BELOW, "完成", "完成").findings]


def test_without_two_labels_nothing_is_read() -> None:
    assert "overall" not in judged(ONE_LABEL, GOAL, GOAL).table.lists


def test_last_years_words_for_this_years_result() -> None:
    now, before = (judged(BELOW, goal, "全面完成了造林任务") for goal in (GOAL, "造林"))
    now.findings.clear()
    against_last_year([now], [before])
    assert [found.code for found in now.findings] == ["text-repeated"]
