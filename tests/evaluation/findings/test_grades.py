"""Grades: by the total as it is, and the printed one against it, wherever it stands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluation.tables import NATIONAL, checked, evaluate, indicator, read, spot, table
from xlfuncs.cells import Place

AT = Place("表", 9, 1)
TABLE = """
项目支出绩效自评表
{head}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训人数 | ≥100人 | 85人 | 100 | 85
总分 |  |  |  |  | 100 | 85
{foot}
"""


@pytest.mark.parametrize(
    ("total", "grade", "told"),
    [
        (85.0, None, []),
        (85.0, "良", []),
        (85.0, "良好", []),
        (85.0, "优", [("grade-differs", "", AT)]),
        (89.4, "优", [("grade-differs", "", AT)]),
        (89.5, "优", [("grade-differs", "rounded", AT)]),
        (89.5, "良", [("grade-by-rounding", "", spot("total"))]),
        (89.49, None, []),
        (89.5, None, [("grade-by-rounding", "", spot("total"))]),
        (90.0, "优秀", []),
        (60.0, "差", [("grade-differs", "", AT)]),
    ],
)
def test_the_grade_goes_by_the_total_as_it_is(total: float, grade: str | None, told: list[Any]) -> None:
    judged = table(indicator(100.0, total, 100.0), rule=NATIONAL)
    judged.entered_grade = None if grade is None else (grade, AT)
    said = [(f.code, f.case, f.cell) for f in evaluate(judged).findings if f.code.startswith("grade")]
    assert said == told


def test_a_grade_that_fits_the_entered_total_is_left_to_the_finding_of_the_score() -> None:
    judged = table(indicator(100.0, 85.0, 100.0, entered=95.0), rule=NATIONAL, entered_grade=("优", AT))
    codes = [found.code for found in evaluate(judged).findings]
    assert "score-differs" in codes
    assert "grade-differs" not in codes


def test_a_grade_of_what_the_rule_gives_is_told_beside_another_total() -> None:
    judged = table(indicator(100.0, 95.0, 100.0, entered=85.0), rule=NATIONAL, entered_grade=("优", AT))
    told = [found.words["total"] for found in evaluate(judged).findings if found.code == "grade-differs"]
    assert told == ["85.00"]


@pytest.mark.parametrize(
    ("head", "foot", "grade"),
    [
        ("项目名称 | 培训", "评价等级 | 优", ("优", "Sheet1!B6")),
        ("项目名称 | 培训", "自评等级：良好", ("良好", "Sheet1!A6")),
        ("评价等次 |  | 优秀", "填表人 | 某", ("优秀", "Sheet1!C2")),
        ("项目名称 | 培训", "评价等级 |", None),
        ("项目名称 | 优", "等级说明 | 90 分以上为优", None),
    ],
)
def test_where_a_grade_is_read(head: str, foot: str, grade: tuple[str, str] | None) -> None:
    found = read(TABLE.format(head=head, foot=foot)).entered_grade
    assert (None if found is None else (found[0], str(found[1]))) == grade


@pytest.mark.parametrize(
    ("total", "grade"), [("总分 |  |  |  | 85", "良"), ("总分 |  |  |  | 95", None), ("", None)]
)
def test_without_points_only_a_total_that_the_rows_come_to_has_a_grade(total: str, grade: str | None) -> None:
    rows = """
项目支出绩效自评表
资金 | 年初预算数 | 全年预算数 | 全年执行数 | 得分
年度资金总额 | 100 | 100 | 100 | 10
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 得分
产出指标 | 质量指标 | 培训效果 | 良好 | 75
"""
    assert checked(rows + total).grade == grade


@pytest.mark.parametrize(("grade", "told"), [("良", []), ("优", [("grade-differs", 85.0)])])
def test_where_a_person_is_to_score_the_printed_total_has_its_grade(grade: str, told: list[Any]) -> None:
    row = indicator("良好", "较好", 100.0, entered=85.0)
    row.function = None
    judged = table(row, rule=NATIONAL, entered_grade=(grade, AT), entered_total=85.0, total_points=100.0)
    found = [f for f in evaluate(judged).findings if f.code.startswith("grade")]
    assert [(f.code, float(f.words["total"])) for f in found] == told
