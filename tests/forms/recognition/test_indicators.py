"""Sections as labels state them: filled in or not, scored by row or as a whole; 权重 beside 分值."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import evaluate, read

NATIONAL = """
项目支出绩效自评表
项目资金 | 资金名称 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 8 | 10 | 9 | 10 | 90% | 9
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
^ | 产出指标（50分） | 数量指标 |  |  |  |  |
^ | ^ | 质量指标 | …… |  |  |  |
^ | 效益指标（30分） | 社会效益指标 | 受益人数 | ≥40人 | 38人 | 30 | 28.5
^ | 满意度指标（10分） | 满意度 |  |  |  |  |
总分 | < | < | < | < | < | 100 | 37.5
"""
HUBEI = """
部门整体绩效自评表
单位名称 | 某局
预算执行情况（20分） |  | 预算数（A） | 执行数（B） | 执行率 | 得分
^ | 部门整体支出总额 | 100 | 90 | 90% | 18
年度绩效目标（80分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
^ | 原文未载 | 原文未载 | 到位资金 | 720亿元 | 722.8亿元 |
^ | 原文未载 | 原文未载 | 利用外资 | 原文未载 | 12.13亿美元 |
^ | 年度绩效目标得分（80分） | < | < | < | < | 76
总分 | < | < | < | < | < | 94
"""
RATES = """
2022年履职考核比率
考核指标 | 指标值 | 完成值 | {points} | 得分 | {weight} | 加权得分
诉求解决率 | ≥90% | 92.72% | 20 |  | 0.5 |
群众满意率 | ≥90% | 93.63% | 20 |  | 0.5 |
合计 | | | 40 | | |
"""


def test_sections_that_nobody_has_filled_in() -> None:
    table = read(NATIONAL)
    assert [(section.name, section.points) for section in table.sections] == [
        ("预算执行率", 10),
        ("产出指标", 50),
        ("效益指标", 30),
        ("满意度指标", 10),
    ]
    assert [item.name for item in table.items] == ["年度资金总额", "受益人数"]
    assert table.items[0].inputs["budget"] == 10  # of the whole year, not of its beginning


def test_a_row_that_takes_the_score_of_the_whole_section() -> None:
    table = read(HUBEI)
    assert [(section.name, section.points, section.entered) for section in table.sections] == [
        ("预算执行情况", 20, None),
        ("年度绩效目标", 80, 76),
    ]
    assert [(item.section, item.name) for item in table.items[1:]] == [
        ("年度绩效目标", "到位资金"),
        ("年度绩效目标", "利用外资"),
    ]
    assert str(table.cells["年度绩效目标"]) == "Sheet1!G8"


def test_weights_beside_points_are_no_points() -> None:
    for points, weight in (("分值", "权重"), ("权重", "分值")):
        table = read(RATES.format(points=points, weight=weight))
        assert table.form == "duty-ledger-beijing"
        assert [item.points for item in table.items] == ([20, 20] if points == "分值" else [0.5, 0.5])
    alone = read(RATES.format(points="权重", weight="备注"))
    assert [item.points for item in alone.items] == [20, 20]


def test_the_points_of_a_subtotal() -> None:
    rows = """
项目支出绩效自评表
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 培训人数 | 40 | 40 | 40 | 40
^ | 培训场次 | 10 | 10 | 30 | 30
小计 |  |  |  | {} | 70
效益指标 | 就业人数 | 10 | 10 | 30 | 30
小计 |  |  |  | {} | 30
合计 |  |  |  | 100 | 100
"""
    told = [
        (f.case, str(f.cell), f.expected) for f in read(rows.format(7, 3)).findings if f.code == "points-sum"
    ]
    assert told == [("subtotal", "Sheet1!E5", 70), ("subtotal", "Sheet1!E7", 30)]
    assert not [f for f in read(rows.format(70, 30)).findings if f.code == "points-sum"]


@pytest.mark.parametrize(
    ("heading", "taken", "entered", "deduction"),
    [
        ("扣分", "1.5", 28.5, 1.5),
        ("失分", "1.5", 28.5, 1.5),
        ("减分值", "1.5", 28.5, 1.5),
        ("扣分", "-1.5", 28.5, -1.5),
        ("扣分", "无", None, None),
        ("扣分", "扣1.5分", None, None),
    ],
)
def test_a_deductions_rest_is_the_score(
    heading: str, taken: str, entered: float | None, deduction: float | None
) -> None:
    rows = f"违建拆除 | ≥2万㎡ | 1.9万㎡ | 30 | {taken}\n巡查 | ≥30次 | 30次 | 70 | 0"
    table = read(f"项目支出绩效自评表\n指标名称 | 目标值 | 完成值 | 分值 | {heading}\n{rows}")
    assert [(item.entered, item.deduction) for item in table.items] == [(entered, deduction), (70, 0)]
    assert not [found for found in table.findings if found.severity == "error" and found.cell]


@pytest.mark.parametrize(
    ("standard", "target", "scored"),
    [
        ("", "按执行率计分", 90),
        ("", "得分＝执行率×分值", 90),
        ("得分＝执行率×10", "", 90),
        ("按执行率计分", "100%", 90),
        ("", "执行率×20", None),
        ("按执行率计分", "≥90%", None),
    ],
)
def test_a_rate_that_earns_its_share_of_the_points(standard: str, target: str, scored: float | None) -> None:
    row = f"预算执行率 | {standard} | {target} | 90% | 10 |"
    table = read(f"项目支出绩效自评表\n三级指标 | 评分标准 | 指标值 | 完成值 | 分值 | 得分\n{row}")
    (score,) = evaluate(table, "mof-2020-10").scores
    assert score.score == (scored and 9)


def test_columns_of_tiers_are_told_unread() -> None:
    head = "三级指标 | 评价标准 | < | < | 完成值 | 分值 | 得分\n^ | 优秀 | 合格 | 不合格 | ^ | ^ | ^"
    table = read(f"项目支出绩效自评表\n{head}\n服务老人 | ≥200人 | ≥160人 | <160人 | 190人 | 100 |")
    assert [one.found for one in table.findings if one.code == "column-unread"] == ["优秀", "合格", "不合格"]


@pytest.mark.parametrize("typed", ["60（已完成）", "60，已完成", "60；已验收", "已完成60"])
def test_a_remark_behind_a_number_leaves_it_the_unit_of_its_column(typed: str) -> None:
    head = "一级指标 | 三级指标 | 完成值 | 完成单位 | 目标值 | 目标单位 | 分值 | 得分"
    rows = f"产出指标 | 种植面积 | {typed} | 亩 | 5（含） | 公顷 | 90 | 72\n满意度 | 林农满意度 | 92 | % | 90 | % | 10 | 10"
    table = read(f"项目支出绩效自评表\n{head}\n{rows}\n合计 | | | | | | 100 | 82")
    result = evaluate(table, "mof-2020-10")
    assert [one.score for one in result.scores] == [72, 10]  # 60 of 75 亩
