"""Lists of projects or units with several scores in a row: what does not agree is found, and nothing of a right list."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import read
from tests.evaluation.tables import wrong as said
from tests.forms.grid import grid
from xlfuncs.errors import UnknownForm
from xlfuncs.evaluation.findings.consistency import listed
from xlfuncs.forms.recognition.recognise import recognise

TITLE = "2023年度县教育局项目支出绩效自评情况汇总表 | < | < | < | < | < | < | < | < | < | <"
PROJECTS = """
1 | 校舍维修 | 200 | 197 | 98.5% | 9.85 | 48 | 28 | 10 | 95.85 | 优
2 | 教师培训 | 80 | 80 | 100% | 10 | 45 | 27 | 9 | 91 | 优
3 | 设备购置 | 120 | 90 | 75% | 7.5 | 42 | 25 | 9 | 83.5 | 良
合计 | < | 400 | 367 | 91.75% | | | | | |
"""
PARTS = "产出得分（50分） | 效益得分（30分） | 满意度得分（10分）"
ONE_ROW = f"""{TITLE}
序号 | 项目名称 | 预算数（万元） | 执行数（万元） | 执行率 | 预算执行得分（10分） | {PARTS} | 综合得分 | 等级{PROJECTS}"""
TWO_ROWS = f"""{TITLE}
序号 | 项目名称 | 资金情况（万元） | < | < | 自评得分 | < | < | < | < | 评价等级
^ | ^ | 预算数 | 执行数 | 执行率（%） | 执行率（10分） | {PARTS.replace("得分", "指标")} | 总分 | ^{PROJECTS}"""
NO_POINTS = (
    ONE_ROW.replace("（10分）", "")
    .replace("（50分）", "")
    .replace("（30分）", "")
    .replace("综合得分", "自评得分")
)
UNITS = """
2023年度各部门整体支出绩效自评得分情况表 | < | < | < | < | < | < | <
序号 | 单位名称 | 投入得分（20分） | 过程得分（30分） | 产出得分（30分） | 效果得分（20分） | 总分 | 等次 | 备注
1 | 县农业局 | 18 | 28 | 27 | 18 | 91 | 优 |
2 | 县水利局 | 17 | 26 | 27 | 18 | 88 | 良 |
3 | 县林业局 | 15 | 22 | 25 | 15 | 77 | 中 |
"""
BARE = UNITS.replace("分）", "）")
UNCALLED = (
    BARE.replace("投入得分（20）", "投入").replace("过程得分（30）", "过程").replace("产出得分（30）", "产出")
)
UNCALLED = UNCALLED.replace("效果得分（20）", "效果").replace("总分", "自评总分")
BONUS = UNITS.replace("效果得分（20分）", "加分").replace("过程得分（30分）", "过程得分（50分）")


@pytest.mark.parametrize("text", [ONE_ROW, TWO_ROWS, NO_POINTS, UNITS, BARE, UNCALLED])
def test_a_right_list_is_read_and_nothing_said(text: str) -> None:
    table = read(text)
    totals = [91, 88, 77] if text in (UNITS, BARE, UNCALLED) else [95.85, 91, 83.5]
    assert [item.entered for item in table.items] == totals
    assert [found.code for found in table.findings] == []
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong", "found"),
    [
        (BARE, "| 18 | 91 |", "| 22 | 95 |", [("F3", "score-out-of-range")]),
        (UNCALLED, "| 88 |", "| 89 |", [("G4", "total-differs")]),
        (ONE_ROW, "| 95.85 |", "| 98.85 |", [("J3", "total-differs")]),
        (TWO_ROWS, "| 95.85 |", "| 95.58 |", [("J4", "total-differs")]),
        (NO_POINTS, "| 91 | 优", "| 92 | 优", [("J4", "total-differs")]),
        (UNITS, "| 91 |", "| 93 |", [("G3", "total-differs")]),
        (ONE_ROW, "45 | 27 | 9 | 91", "55 | 17 | 9 | 91", [("G4", "score-out-of-range")]),
        (TWO_ROWS, "45 | 27 | 9 | 91", "37 | 35 | 9 | 91", [("H5", "score-out-of-range")]),
        (UNITS, "17 | 26", "21 | 22", [("C4", "score-out-of-range")]),
        (BARE.replace("得分（", "（"), "17 | 26", "21 | 22", [("C4", "score-out-of-range")]),
        (ONE_ROW, "7.5 | 42 | 25 | 9 | 83.5", "9.5 | 42 | 25 | 9 | 85.5", [("F5", "score-differs")]),
        (NO_POINTS, "7.5 | 42 | 25 | 9 | 83.5", "9.5 | 42 | 25 | 9 | 85.5", [("F5", "score-differs")]),
    ],
)
def test_one_wrong_score(text: str, right: str, wrong: str, found: list[tuple[str, str]]) -> None:
    assert text.count(right) == 1
    assert said(text.replace(right, wrong)) == found


def test_scores_that_are_not_added_up_are_no_such_list() -> None:
    assert [item.entered for item in read(BONUS).items] == [91, 88, 77]
    assert said(BONUS.replace("| 91 |", "| 92 |")) == []
    half = ONE_ROW.replace("95.85", "47.93").replace("| 91 |", "| 45.5 |").replace("83.5", "41.75")
    assert "total-differs" not in {code for _, code in said(half.replace("优", "差").replace("良", "差"))}


def test_a_score_or_an_amount_that_is_lacking_leaves_its_row_alone() -> None:
    """Without its parts nobody knows what a score should be, without a budget what the rate earns."""
    part = ONE_ROW.replace("80 | 80 | 100% | 10 | 45 | 27 | 9 | 91", "80 | 80 | 100% | 10 | | 27 | 9 | 99")
    assert said(part) == []
    rate = ONE_ROW.replace("80 | 80 | 100% | 10 ", "0 | 0 | - | 3 ").replace("91 | 优", "84 | 良")
    assert ("F4", "score-differs") not in said(rate.replace("400 | 367 | 91.75%", "320 | 287 | 89.69%"))


def test_a_table_on_its_side_is_no_list_of_units() -> None:
    text = "项目 | 办理 | 代办 | 合计得分\n目标值 | 3600件 | 420件 |\n完成值 | 3812件 | 399件 |\n分值 | 60 | 40 | 100"
    with pytest.raises(UnknownForm):
        read(f"便民服务自评表\n{text}\n得分 | 60 | 38 | 98")


def test_a_row_of_full_marks_bounds_the_parts() -> None:
    full = UNITS.replace("得分（20分）", "得分").replace("得分（30分）", "得分")
    full = full.replace("1 | 县农业局", "满分 | | 20 | 30 | 30 | 20 | 100 | |\n1 | 县农业局")
    assert said(full) == []
    assert said(full.replace("| 18 | 91 |", "| 22 | 95 |")) == [("F4", "score-out-of-range")]


REVIEWED = """
2024年度部门整体支出绩效评价复核结果 | < | < | < | < | <
序号 | 单位名称 | 自评得分 | 自评等级 | 财政复核得分 | 复核等级
1 | 县发改局 | 98.5 | 优 | 93 | 优
2 | 县工信局 | 97 | 优 | 88.5 | 良
3 | 县统计局 | 95 | 优 | 79 | 中
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (REVIEWED, []),
        (REVIEWED.replace("79 | 中", "79 | 优"), [("F5", "grade-differs")]),
        (REVIEWED.replace("97 | 优", "97 | 良"), [("D4", "grade-differs")]),
        (REVIEWED.replace("88.5 | 良", "89.6 | 优"), [("F4", "grade-differs")]),  # 90 only if rounded
        # one grade alone, of the score before it
        (REVIEWED.replace(" | 自评等级", "").replace(" | 优 | ", " | ").replace("复核等级", "等级"), []),
    ],
)
def test_a_grade_is_that_of_the_score_before_it(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


def test_a_list_goes_on_in_a_second_half_beside_the_first() -> None:
    text = """
2024年度部门整体绩效自评得分排名 | < | < | < | < | < | < | <
名次 | 部门 | 自评得分 | 等级 | 名次 | 部门 | 自评得分 | 等级
1 | 县委办 | 97.5 | 优 | 4 | 县人大办 | 93 | 优
2 | 县政府办 | 96.8 | 优 | 5 | 县政协办 | 92.5 | 优
3 | 县委组织部 | 95.5 | 优 | 6 | 县总工会 | 88 | 良
"""
    tables = recognise([grid(text)], file="例.xlsx")
    assert [[one.entered for one in table.items] for table in tables] == [[97.5, 96.8, 95.5], [93, 92.5, 88]]


def test_rates_of_several_projects_beside_each_other_are_no_doubt() -> None:
    text = """
单位名称 | 免费开放执行率 | 文物保护执行率 | 平均执行率 | 综合得分
市图书馆 | 100% | 96% | 98% | 97
市博物馆 | 98% | 92% | 95% | 94.5
市群艺馆 | 96% | 88% | 92% | 92
"""
    table = read(text)
    assert {found.severity for found in table.findings} == {"info"}


CHANGED = """
2024年度所属单位预决算差异情况表 | < | < | < | < | <
单位名称 | 年初预算 | 调整预算 | 决算数 | 差异率 | 执行率
局机关 | 1200 | 1280 | 1254.4 | 4.53% | 98%
执法支队 | 860 | 900 | 882 | 2.56% | 98%
监测站 | 450 | 480 | 475.2 | {rate} | 99%
信息中心 | 200 | 200 | 190 | -5% | 95%
"""


@pytest.mark.parametrize(("rate", "found"), [("5.6%", []), ("6.5%", [("E5", "rate-differs")])])
def test_by_how_much_amounts_differ(rate: str, found: list[tuple[str, str]]) -> None:
    assert said(CHANGED.format(rate=rate)) == found


PAID = """
2025年8月预算项目支付进度表 | < | < | < | < | <
项目名称 | 指标金额 | 已支付 | 在途资金 | 可用余额 | 支付进度
会议费 | 12.5 | 10 | 0 | 2.5 | 80%
农村公路养护 | 260 | 156 | 13 | 91 | 60%
危桥改造 | 480 | 360 | | {left} | 75%
"""


@pytest.mark.parametrize(("left", "found"), [("120", []), ("110", [("E5", "balance-differs")])])
def test_what_may_still_be_paid(left: str, found: list[tuple[str, str]]) -> None:
    assert said(PAID.format(left=left)) == found


def test_points_in_a_third_row_of_headings() -> None:
    text = """
2024年度项目支出绩效自评结果一览表 | < | < | < | < | < | <
序号 | 项目名称 | 资金（万元） | < | 得分情况 | < | <
^ | ^ | 全年预算数 | 全年执行数 | 预算执行率 | 绩效指标 | 总分
^ | ^ | ^ | ^ | 10 | 90 | 100
1 | 森林防火 | 260 | 254.8 | 9.8 | 86.5 | 96.3
2 | 有害生物防治 | 180 | 171 | 9.5 | 84.5 | 94
"""
    table = read(text)
    assert [(item.name, item.entered) for item in table.items] == [("森林防火", 96.3), ("有害生物防治", 94)]


def test_a_list_is_of_what_its_heading_calls_a_name() -> None:
    text = """
2024年省级专项资金绩效自评汇总 | < | < | < | < | <
资金名称 | 文号 | 下达金额 | 支出金额 | 支出率 | 自评得分
产业发展专项 | X财〔2024〕1号 | 600 | 588 | 98% | 97
人才专项 | X财〔2024〕8号 | 260 | 247 | 95% | 95
文化惠民 | X财〔2024〕20号 | 150 | 120 | 80% | 90
"""
    table = read(text)
    assert [item.name for item in table.items] == ["产业发展专项", "人才专项", "文化惠民"]


def test_a_list_of_whatever_scores_add_up_for() -> None:
    text = """
2024年度局机关科室绩效考核得分表 | < | < | < | < | <
科室 | 任务完成率（%） | 任务得分（60分） | 满意度（%） | 满意度得分（40分） | 总分
办公室 | 100 | 60 | 95 | 38 | 98
规划科 | 95 | 57 | 94 | 37.6 | 94.6
财务科 | 98 | 58.8 | 96 | 38.4 | {total}
"""
    assert said(text.format(total="97.2")) == []
    assert said(text.format(total="97.6")) == [("F5", "total-differs")]


@pytest.mark.parametrize(
    ("score", "told"), [("97.5", []), ("98", []), ("97", [(97.0, 97.5)]), ("97.4", [(97.4, 97.5)])]
)
def test_the_score_of_a_list_is_that_of_the_projects_own_table(score: str, told: list[object]) -> None:
    whole = f"""项目自评汇总
序号 | 项目名称 | 全年预算数 | 全年执行数 | 自评得分
1 | 校园安保经费 | 96 | 96 | 100
2 | 校车运行补贴 | 150 | 142.5 | {score}"""
    own = """项目支出绩效自评表
项目名称 | 校车运行补贴
预算（万元） | 全年预算数 | 全年执行数 | 分值 | 得分
资金总额 | 150 | 142.5 | 10 | 9.5
指标 | 目标值 | 完成值 | 分值 | 得分
补贴校车辆数 | 25辆 | 24辆 | 50 | 48
安全事故 | 0起 | 0起 | 40 | 40
合计 |  |  | 100 | 97.5"""
    tables = recognise([grid(whole), grid(own)], file="a.xlsx")
    found = [one for table in tables for one in listed(table, tables)]
    assert [(one.found, one.expected) for one in found] == told


RANKED = """
2024年度乡镇财政绩效考核得分排名表 | < | < | < | <
名次 | 乡镇 | 目标编制（40分） | 运行监控（60分） | 总得分
1 | 城关街道 | 38 | 57 | 95
{second} | 白水镇 | 36 | 56 | 92
{third} | 河口镇 | 36 | 56 | 92
4 | 青山乡 | 35 | 53 | 88
{fifth} | 石桥镇 | 33 | 50 | 83
"""


@pytest.mark.parametrize(
    ("ranks", "found"),
    [
        ("2 3 5", []),  # alike, one after the other
        ("2 2 5", []),
        ("2 4 5", [("A5", "rank-differs")]),
        ("2 3 6", [("A7", "rank-differs")]),
        ("5 1 2", []),  # by something else
    ],
)
def test_ranks_are_by_the_scores(ranks: str, found: list[tuple[str, str]]) -> None:
    second, third, fifth = ranks.split()
    text = RANKED.format(second=second, third=third, fifth=fifth)
    assert [one for one in said(text) if one[1] == "rank-differs"] == found


AVERAGED = """
2023年度专项资金绩效自评汇总 | < | < | < | < | <
序号 | 专项名称 | 预算数 | 支出数 | 执行率 | 得分
1 | 科技创新券 | 200 | 190 | 95% | 96
2 | 工业稳增长奖励 | 800 | 800 | 100% | 98
3 | 商贸促消费 | 300 | 270 | 90% | 88
{label} | < | {sums} | {rate} | {score}
优：2个 | < | 良：1个 | < | 中：0个 | 差：0个
占比 | < | 67% | 占比 | 33% | 占比
"""


@pytest.mark.parametrize(
    ("label", "sums", "rate", "score", "found"),
    [
        ("合计/平均", "1300 | 1260", "96.92%", 94, []),
        ("合计/平均", "1300 | 1260", "96.92%", 95.38, []),  # by the budgets
        ("合计/平均", "1300 | 1260", "96.92%", 93, [("F6", "total-differs")]),
        ("平均", " | ", "95%", 94, []),
        ("平均", " | ", "96.92%", 94, []),  # of the sums
        ("平均", " | ", "92%", 94, [("E6", "total-differs")]),
    ],
)
def test_averages_are_those_of_the_rows(
    label: str, sums: str, rate: str, score: float, found: list[tuple[str, str]]
) -> None:
    assert said(AVERAGED.format(label=label, sums=sums, rate=rate, score=score)) == found


CUT = """
2024年度单位整体支出绩效自评复核表 | < | < | < | < | < | <
指标名称 | 目标值 | 完成值 | 分值 | 自评得分 | {head} | 核定得分
执法检查次数 | ≥200次 | 190次 | 20 | 19 | {cuts[0]} | 19
案件办结率 | ≥95% | 96% | 20 | 20 | {cuts[1]} | 19
培训人次 | ≥500人次 | 500人次 | 20 | 20 | {cuts[2]} | 17
群众举报处理时限 | ≤10天 | 9天 | 20 | 20 | {cuts[3]} | 18
"""


@pytest.mark.parametrize(
    ("head", "cuts", "found"),
    [
        ("核减分", "0 1 3 2", []),
        ("差异", "0 -1 -3 -2", []),
        ("核减分", "- 1 2 2", [("F5", "rate-differs")]),
        ("核减分", "0 7 8 2", []),  # of something else
        ("核减说明", "0 1 2 2", []),
    ],
)
def test_how_far_two_scores_are_apart(head: str, cuts: str, found: list[tuple[str, str]]) -> None:
    text = CUT.format(head=head, cuts=cuts.split())
    assert [one for one in said(text) if one[1] == "rate-differs"] == found


@pytest.mark.parametrize(("rate", "found"), [("95%", []), ("98%", [("G5", "rate-differs")])])
def test_what_part_of_its_points_a_row_earned(rate: str, found: list[tuple[str, str]]) -> None:
    text = f"""
2023年度部门整体绩效自评表 | < | < | < | < | < | <
一级指标 | 二级指标 | 年度指标值 | 全年完成值 | 分值 | 得分 | 得分率
履职效能 | 举办赛事 | ≥40项 | 44项 | 20 | 20 | 100%
^ | 健身路径更新 | ≥120套 | 108套 | 20 | 18 | 90%
^ | 运动员新增 | ≥60人 | 57人 | 10 | 9.5 | {rate}
"""
    assert [one for one in said(text) if one[1] == "rate-differs"] == found


@pytest.mark.parametrize(("rate", "found"), [("96.77%", []), ("98%", [("F6", "rate-differs")])])
def test_what_part_of_its_task_a_county_did(rate: str, found: list[tuple[str, str]]) -> None:
    """Of the amounts too some rates come out, but fewer."""
    text = f"""
2023年农村危房改造补助资金分县绩效情况表 | < | < | < | < | < | <
县区 | 下达资金 | 支出数 | 改造任务（户） | 完成（户） | 完成率 | 自评得分
安定区 | 420 | 420 | 210 | 210 | 100% | 98
通渭县 | 560 | 532 | 280 | 266 | 95% | 95.5
陇西县 | 380 | 300 | 190 | 190 | 100% | 97
临洮县 | 310 | 294.5 | 155 | 150 | {rate} | 96
"""
    assert [one for one in said(text) if one[1] == "rate-differs"] == found
