"""Projects beside each other under headings of their own: a table each, merged or not, with points of their own or shared."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import read
from tests.forms.grid import grid
from xlfuncs.forms.recognition.recognise import recognise

OWN = """项目支出绩效自评汇总表
一级指标 | 二级指标 | 三级指标 | {one} | {_} | {_} | {_} | {other} | {_} | {_} | {_}
{d} | {d} | {d} | 指标值 | 完成值 | 分值 | 得分 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训人数 | 100人 | 90人 | 60 | | 200人 | 160人 | 60 |
满意度指标 | 服务对象 | 学员满意度 | 90% | 90% | 40 | | 90% | 95% | 40 |"""
SHARED = """项目支出绩效自评汇总表
一级指标 | 二级指标 | 三级指标 | 分值 | {one} | {_} | {_} | {other} | {_} | {_}
{d} | {d} | {d} | {d} | 指标值 | 完成值 | 得分 | 指标值 | 完成值 | 得分
产出指标 | 数量指标 | 培训人数 | 60 | 100人 | 90人 | | 200人 | 160人 |
满意度指标 | 服务对象 | 学员满意度 | 40 | 90% | 90% | | 90% | 95% |"""
PROJECTS = {"one": "社区养老", "other": "智慧校园"}


@pytest.mark.parametrize("drawn", [OWN, SHARED])
@pytest.mark.parametrize("blanks", [{"_": "<", "d": "^"}, {"_": "", "d": ""}])
def test_each_project_is_a_table(drawn: str, blanks: dict[str, str]) -> None:
    tables = recognise([grid(drawn.format(**PROJECTS, **blanks))], file="a.xlsx")
    read = [[(one.section, one.points, one.actual) for one in table.items] for table in tables]
    assert read == [
        [("产出指标", 60, "90人"), ("满意度指标", 40, "90%")],
        [("产出指标", 60, "160人"), ("满意度指标", 40, "95%")],
    ]


@pytest.mark.parametrize("over", [("上半年", "全年"), ("全市", "甲区"), ("单位自评", "财政复核")])
def test_what_is_no_project_stays_one_table(over: tuple[str, str]) -> None:
    one, other = over
    table = read(SHARED.format(one=one, other=other, _="<", d="^"))
    assert len(table.items) == 2


@pytest.mark.parametrize("head", ["项目名称 | 修路 | 修桥 | 合计", "项目名称 | 分值 | 修路 | 修桥 | 合计"])
def test_projects_across_a_list_of_amounts_are_a_row_each(head: str) -> None:
    gap = " | 10" * ("分值" in head)
    none = gap and " | "
    drawn = f"项目支出绩效自评汇总表\n{head}\n预算数（万元）{gap} | 200 | 150 | 350\n执行数（万元）{none} | 190 | 150 | 330"
    rates = f"执行率{none} | 95% | 90% | 97.14%\n得分{gap} | 98 | 99"
    (table,) = recognise([grid(f"{drawn}\n{rates}")], file="a.xlsx")
    read = [(one.name, one.inputs["budget"], one.inputs["executed"], one.entered) for one in table.items]
    assert read == [("修路", 200, 190, 98), ("修桥", 150, 150, 99)]
    (found,) = (found for found in table.findings if found.code == "sum-differs")
    assert (found.found, found.expected, str(found.cell)[-2:]) == (330, 340, "E4" if gap else "D4")
