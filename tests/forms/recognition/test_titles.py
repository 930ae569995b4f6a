"""Which form a table is: by its title, else by its labels; its unit."""

from __future__ import annotations

from tests.evaluation.tables import read
from tests.forms.recognition.small_tables import HEAD, project


def test_a_scoring_table_of_a_department_needs_no_amounts() -> None:
    """安徽省寿县《部门整体支出绩效自评表》: 序号, three levels, points, explanation, standard, score."""
    text = """
2023年度部门整体支出绩效自评表
序号 | 一级指标 | 二级指标 | 三级指标 | 指标分值 | 指标解释 | 指标说明及评分标准 | 自评得分
1 | 规划 | 目标设定 | 绩效目标合理性 | 8 | 是否合理 | 每缺一项扣1分 | 7
2 | 执行 | 预算执行 | 预算执行率 | 5 | 执行情况 | 按1分点计 | 5
 | 合计 | | | 13 | | | 12
"""
    table = read(text)
    assert (table.form, table.entered_total) == ("department-self-evaluation", 12)
    assert [(item.section, item.name, item.points, item.entered) for item in table.items] == [
        ("规划", "绩效目标合理性", 8, 7),
        ("执行", "预算执行率", 5, 5),
    ]


def test_without_a_title_the_labels_tell() -> None:
    head = HEAD.replace("项目支出绩效自评表\n", "")
    assert (
        project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | 90 | 81", head=head).form
        == "project-self-evaluation"
    )
    head = head.replace("项目名称", "单位名称")
    assert (
        project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | 90 | 81", head=head).form
        == "department-self-evaluation"
    )


def test_a_heading_of_another_spelling_tells_too() -> None:
    rows = "三级指标 | 分值 | 评价标准 | 得分\n培训人数 | 90 | 完成得满分 | 81"
    table = read(f"部门整体支出绩效评价指标体系\n{rows}")
    assert table.form == "department-self-evaluation"


def test_a_row_that_speaks_of_such_a_table_is_a_row() -> None:
    item = project("产出指标 | 数量指标 | 完成绩效自评表 | 40 | 36 | 90 | 81").items[1]
    assert (item.name, item.points) == ("完成绩效自评表", 90)


def test_units_are_shown_or_not_given() -> None:
    rows = "产出指标 | 数量指标 | 培训人数 | 40 | 36 | 90 | 81"
    assert project(rows).unit == "万元"
    assert project(rows, head=HEAD.replace("（万元）", "")).unit is None
    assert project(rows, head=HEAD.replace("（万元）", "").replace("培训", "单位：元", 1)).unit == "元"
