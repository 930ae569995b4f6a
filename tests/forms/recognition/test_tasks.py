"""The tasks of a department above its goals: read, and their sums held against their parts."""

from __future__ import annotations

import pytest

from tests.forms.grid import grid
from tests.refresh.memory_book import MemoryBook
from xlfuncs.refresh.refresh import check

HEADS = [
    "年度主要任务 | 任务名称 | 主要内容 | 合计 | 财政资金 | 自有资金",
    "年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | | \n | | | 总额 | 财政拨款 | 其他资金",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    ("vaccines", "total", "told"), [(300, 1500, []), (310, 1510, [(1, "across")]), (300, 1400, [(2, "")])]
)
def test_tasks_above_goals_are_read_and_must_add_up(
    head: str, vaccines: int, total: int, told: list[tuple[int, str]]
) -> None:
    text = f"""部门整体支出绩效目标申报表
{head}
 | 高标准农田建设 | 新建2万亩 | 1200 | 1200 | 0
 | 动物防疫 | 强制免疫 | {vaccines} | 280 | 20
 | 金额合计 | | {total} | 1480 | 20
年度总体目标 | 建成高标准农田2万亩，免疫密度达标
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 新建高标准农田 | ≥2万亩
效益指标 | 社会效益 | 带动农户 | ≥3000户"""
    (table,) = check(MemoryBook(grid(text)))
    first = 3 + head.count("\n")
    sums = [(str(one.cell), one.case) for one in table.findings if one.code == "sum-differs"]
    assert sums == [(f"Sheet1!D{first + row}", case) for row, case in told]
    assert "rows-unread" not in {one.code for one in table.findings}


FUNDS = """部门整体支出绩效目标申报表
预算资金（万元） | 按支出结构 | 基本支出 | 1860 | 项目支出 | {projects}
^ | 按资金来源 | 财政拨款 | 4000 | {other}
^ | 资金总额 | 4200
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 监测断面个数 | ≥36个
效益指标 | 生态效益 | 空气优良天数比例 | ≥86%"""


@pytest.mark.parametrize(
    ("projects", "other", "told"),
    [
        ("2340", "其他资金 | 200", []),
        ("2240", "其他资金 | 200", ["Sheet1!C4"]),
        ("2340", "其他资金 | 240", ["Sheet1!C4"]),
        ("2340", "其中：中央补助 | 600", []),
    ],
)
def test_funds_told_apart_in_one_row_come_to_all_of_them(projects: str, other: str, told: list[str]) -> None:
    (table,) = check(MemoryBook(grid(FUNDS.format(projects=projects, other=other))))
    assert [str(one.cell) for one in table.findings if one.code == "sum-differs"] == told


@pytest.mark.parametrize(("other", "told"), [(60, []), (50, [("sum-differs", "Sheet1!B2")])])
def test_funds_may_stand_in_one_cell_with_their_labels(other: int, told: list[tuple[str, str]]) -> None:
    text = f"""项目支出绩效目标申报表（2024年度）
项目资金（万元） | 资金总额：260
^ | 其中：财政拨款：200
^ | 其他资金：{other}
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 补贴客运班线 | ≥46条
产出指标 | 时效指标 | 补贴发放时间 | 2024年12月底前"""
    found = check(MemoryBook(grid(text)))[0].findings
    assert [(one.code, str(one.cell)) for one in found if one.severity == "warning"] == told


@pytest.mark.parametrize(("projects", "told"), [(620, []), (600, ["Sheet1!C2"])])
def test_all_funds_may_stand_in_one_row_with_their_parts(projects: int, told: list[str]) -> None:
    text = f"""部门整体绩效目标申报表
部门预算（万元） | 合计 | 1860 | 基本支出 | 1240 | 项目支出 | {projects}
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 发布预警信息 | ≥200条"""
    (table,) = check(MemoryBook(grid(text)))
    assert [str(one.cell) for one in table.findings if one.code == "sum-differs"] == told


def test_a_deadline_before_the_year_of_the_goals_is_told() -> None:
    text = """项目支出绩效目标申报表（2024年度）
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 补贴客运班线 | ≥46条
产出指标 | 时效指标 | 补贴发放时间 | 2023年12月底前"""
    found = check(MemoryBook(grid(text)))[0].findings
    assert [(one.code, str(one.cell)) for one in found if one.severity == "warning"] == [
        ("deadline-past", "Sheet1!D4")
    ]


def test_goals_are_judged_with_the_signs_and_units_beside_them() -> None:
    text = """项目支出绩效目标表
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
产出指标 | 数量指标 | 修复文物 | ≥ | 120 | 件
产出指标 | 成本指标 | 单件修复成本 | ≥ | 3 | 万元
满意度指标 | 服务对象满意度 | 观众满意度 | ≥ | 150 | %"""
    found = check(MemoryBook(grid(text)))[0].findings
    told = [(one.code, str(one.cell)) for one in found if one.code in ("percent-over", "sign-unlikely")]
    assert told == [("sign-unlikely", "Sheet1!E4"), ("percent-over", "Sheet1!E5")]


WEIGHTS = """部门预算项目支出绩效目标表
单位名称/项目名称 | 年度目标 | 三级指标 | 绩效指标性质 | 绩效指标值 | 绩效度量单位 | 权重
疾控中心-防治经费 | 完成检测 | 检测人次 | ≥ | 12000 | 人次 | {first}
^ | ^ | 准确率 | ＝ | 100 | % | 30
^ | ^ | 受检者满意度 | ≥ | 90 | % | 20
疾控中心-免疫规划 | 接种率稳定 | 接种剂次 | ≥ | 8.6 | 万剂次 | 40
^ | ^ | 接种率 | ≥ | 95 | % | 30
^ | ^ | 家长满意度 | ≥ | 90 | % | 20"""


@pytest.mark.parametrize(("first", "told"), [(50, []), (40, []), (45, ["疾控中心-防治经费"]), ("", [])])
def test_the_points_of_each_projects_goals_come_to_a_whole(first: object, told: list[str]) -> None:
    (table,) = check(MemoryBook(grid(WEIGHTS.format(first=first))))
    assert [one.item for one in table.findings if one.code == "points-sum"] == told
