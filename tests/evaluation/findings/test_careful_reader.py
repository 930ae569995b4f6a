"""Slips that left no trace once, though a careful reader sees them: each is found in an honest table of two layouts."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.evaluation.tables import NATIONAL, evaluate, read

ROWS = """
一级指标 | {worth}二级指标 | {worth}三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | {outer}数量指标 | {first}培训人次 | ≥200人次 | 200人次 | 20 | 20
^ | ^ | 举办讲座 | ≥20场 | 20场 | 10 | 10
^ | 质量指标 | {second}良种覆盖率（％） | ≥96 | 98 | 20 | 20
效益指标 | {lower}社会效益指标 | {third}新增就业 | ≥50人 | 50人 | 30 | 30
满意度指标 | {last}服务对象满意度指标 | {fourth}学员满意度 | ≥90% | 92% | 10 | 10
合计 | < | < | | | 100 | 100
"""
HEAD = """
2023年度项目支出绩效自评表 | < | < | < | < | < | <
项目资金（元） | < | < | 全年预算数 | 全年执行数 | 分值 | 得分
年度资金总额 | < | < | 852000 | 852000 | 10 | 10
"""
PLAIN = HEAD + ROWS.format_map(
    dict.fromkeys(("worth", "outer", "lower", "last", "first", "second", "third", "fourth"), "")
)
LEVELS = """
2023年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 60 | 数量指标 | 40 | 培训人次 | ≥200人次 | 200人次 | 30 | 30
^ | ^ | ^ | ^ | 举办讲座 | ≥20场 | 20场 | 10 | 10
^ | ^ | 质量指标 | 20 | 良种覆盖率 | ≥96% | 98% | 20 | 20
效益指标 | 30 | 社会效益指标 | 30 | 新增就业 | ≥50人 | 50人 | 30 | 30
满意度指标 | 10 | 服务对象满意度指标 | 10 | 学员满意度 | ≥90% | 92% | 10 | 10
合计 | 100 | < | < | < | < | < | 100 | 100
"""
SHARES = """
2023年度项目支出绩效自评表 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标（权重） | 年度指标值 | 实际完成值 | 得分
产出指标（60%） | 数量指标（50%） | 培训人次（60%） | ≥200人次 | 200人次 | 18
^ | ^ | 举办讲座（40%） | ≥20场 | 20场 | 12
^ | 质量指标（50%） | 良种覆盖率（100%） | ≥96% | 98% | 30
效益指标（40%） | 社会效益指标（100%） | 新增就业（100%） | ≥50人 | 50人 | 40
合计 | < | < | < | < | 100
"""
TODAY = dt.date(2024, 3, 1)
USUAL = {"all-full", "kind-absent", "part-missing", "rule-assumed", "points-sum hundred"}


def said(text: str) -> set[tuple[str, str]]:
    found = evaluate(read(text), NATIONAL, today=TODAY).findings
    return {(one.code, str(one.cell)) for one in found if f"{one.code} {one.case}".strip() not in USUAL}


@pytest.mark.parametrize("text", [PLAIN, LEVELS, SHARES])
def test_nothing_is_said_of_the_honest_table(text: str) -> None:
    assert {one for one in said(text) if one[0] != "part-missing"} == set()


@pytest.mark.parametrize(
    ("text", "right", "wrong", "found"),
    [
        (PLAIN, "社会效益指标", "数量指标", ("kind-unlikely", "Sheet1!D8")),
        (PLAIN, "质量指标 |", "生态效益指标 |", ("kind-unlikely", "Sheet1!D7")),
        (LEVELS, "服务对象满意度指标", "时效指标", ("kind-unlikely", "Sheet1!F7")),
        (PLAIN, "培训人次 |", " |", ("missing-entry", "Sheet1!D5")),
        (PLAIN, "举办讲座 |", " |", ("missing-entry", "Sheet1!F6")),
        (LEVELS, "新增就业 |", "无 |", ("missing-entry", "Sheet1!F6")),
        (PLAIN, "≥96 | 98", "待定 | 98", ("missing-entry", "Sheet1!D7")),
        (PLAIN, "≥50人 | 50人", "≥50人 | 暂无数据", ("missing-entry", "Sheet1!E8")),
        (PLAIN, "| 98 |", "| 108 |", ("percent-over", "Sheet1!E7")),
        (PLAIN, "852000 | 852000", "85.2 | 85.2", ("unit-slip", "Sheet1!D3")),
        (PLAIN, "2023年度", "2032年度", ("year-differs", "Sheet1!A1")),
        (LEVELS, "产出指标 | 60", "产出指标 | 50", ("points-sum", "Sheet1!B3")),
        (LEVELS, "质量指标 | 20", "质量指标 | 10", ("points-sum", "Sheet1!D5")),
        (SHARES, "举办讲座（40%）", "举办讲座（30%）", ("points-sum", "Sheet1!B3")),
        (SHARES, "| 20场 |", "| 19场 |", ("score-differs", "Sheet1!F4")),
    ],
)
def test_a_slip_is_found(text: str, right: str, wrong: str, found: tuple[str, str]) -> None:
    assert text.count(right) == 1
    assert found in said(text.replace(right, wrong))


def test_points_of_an_excerpt_do_not_come_out() -> None:
    """Where rows were left out of several headings nobody can say which points are wrong."""
    cut = LEVELS.replace("^ | ^ | ^ | ^ | 举办讲座 | ≥20场 | 20场 | 10 | 10\n", "")
    cut = cut.replace("30 | 社会", "40 | 社会").replace("质量指标 | 20", "质量指标 | 30")
    assert {"Sheet1!B3", "Sheet1!D3", "Sheet1!D4"}.isdisjoint(cell for _, cell in said(cut))


TWICE = """
2023年度项目支出绩效自评表 | < | < | < | < | <
三级指标 | 年度指标值 | 实际完成值 | 分值 | 自评得分 | 审核得分
培训人次 | ≥200人次 | 200人次 | 30 | 30 | 30
新增就业 | ≥50人 | 50人 | 30 | 30 | 30
举办讲座 | ≥20场 | 20场 | 40 | 40 | 40
合计 | | | 100 | 100 | 100
"""
BESIDE = """
2023年度部门整体支出绩效自评表 | < | < | < | < | <
全年预算数（万元） | 1460 | 全年执行数（万元） | 1416.2 | 执行率 | 97%
执行率分值 | 10 | 执行率得分 | 9.7
一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 培训人次 | ≥200人次 | 200人次 | 50 | 50
效益指标 | 新增就业 | ≥50人 | 50人 | 40 | 40
总分 | | | | 100 | 99.7
"""


@pytest.mark.parametrize(
    ("text", "typed", "place"), [(TWICE, "40 | 40 | 40", "E5"), (BESIDE, "执行率得分 | 9.7", "D3")]
)
def test_a_score_that_was_forgotten(text: str, typed: str, place: str) -> None:
    """Also where somebody judged the row, and beside its label."""
    blank = typed.replace(" 40 |", " |", 1) if text is TWICE else typed.replace("9.7", "")
    told = {one for one in said(text.replace(typed, blank)) if one[0] == "score-missing"}
    assert told == {("score-missing", f"Sheet1!{place}")}
    assert "score-missing" not in {code for code, _ in said(text)}


def test_points_that_cancel_each_other_out_are_no_whole() -> None:
    """A share of nothing is not asked for."""
    found = said(TWICE.replace("20场 | 40 |", "20场 | -60 |").replace("合计 | | | 100", "合计 | | | 0"))
    assert ("points-concentrated", "Sheet1!D3") not in found
    assert "score-out-of-range" in {code for code, _ in found}


ROWS_ALONE = """
三级指标 | 指标值 | 完成值 | 分值 | 得分
培训人次 | ≥200人次 | 200人次 | 60 | 60
新增就业 | ≥50人 | 50人 | 40 | 40
总分 | | | 100 | 100
"""
IN_A_ROW = "项目支出绩效自评表\n全年预算数（万元） | 1460 | 全年执行数（万元） | 1416.2" + ROWS_ALONE
STACKED = """
项目支出绩效自评表
项目资金（万元） | < | 资金总额 | 财政拨款
^ | 全年预算数 | 1460 | 1460
^ | 全年执行数 | 1416.2 | 1416.2
""" + ROWS_ALONE.lstrip("\n")
UNSURE = """
项目支出绩效自评表
专项资金（万元） | 预算下达 | 实际使用 | 使用率
 | 1460 | 1416.2 | 97%
""" + ROWS_ALONE.lstrip("\n")
NO_BUDGET = """
项目支出绩效自评表
资金情况（万元） | 年度资金总额 | 1460 | 实际支出 | 1416.2
""" + ROWS_ALONE.lstrip("\n")
AT_THE_FOOT = """
项目支出绩效自评表
项目资金（万元） | 全年预算数 | 全年执行数
财政拨款 | 1400 | 1356.2
其他资金 | 60 | 60
合计 | 1460 | 1416.2
""" + ROWS_ALONE.lstrip("\n")


@pytest.mark.parametrize(
    ("text", "typed", "instead", "found"),
    [
        (IN_A_ROW, "| 1416.2", "| ", ("missing-entry", "Sheet1!D2")),
        (IN_A_ROW, "| 1416.2", "| 待定", ("not-a-number", "Sheet1!D2")),
        (IN_A_ROW, "| 1460", "| 壹佰", ("not-a-number", "Sheet1!B2")),
        (IN_A_ROW, "| 1460", "| -1460", ("bad-input", "Sheet1!B2")),
        (STACKED, "| 1416.2 |", "| |", ("missing-entry", "Sheet1!C4")),
        (STACKED, "| 1416.2 |", "| 待定 |", ("not-a-number", "Sheet1!C4")),
        (UNSURE, "| 1416.2 |", "| 待定 |", ("not-a-number", "Sheet1!C3")),
        (NO_BUDGET, "| 1460 |", "| 待定 |", ("not-a-number", "Sheet1!C2")),
        (AT_THE_FOOT, "| 1460 | 1416.2", "| 1460 | ", ("missing-entry", "Sheet1!C5")),
        (AT_THE_FOOT, "| 1460 | 1416.2", "| 1460 | 0", ("sum-differs", "Sheet1!C5")),
    ],
)
def test_an_amount_that_earns_nothing_is_read_all_the_same(
    text: str, typed: str, instead: str, found: tuple[str, str]
) -> None:
    assert text.count(typed) == 1
    assert found in said(text.replace(typed, instead))
    assert found not in said(text)
