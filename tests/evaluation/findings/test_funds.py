"""The detail rows of the amounts: their own rate, no more spent than budgeted; a slip in one is named."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import checked

TABLE = """
项目支出绩效自评表
项目资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 194.9 | 194.9 | 10 | 100% | 10
其中：财政资金 | {budget} | {executed} | — | {rate} | —
其他资金 | 10 | 10 | — | 100% | —
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训人数 | ≥40人 | 40人 | 90 | 90
总分 |  |  |  |  | 100 | 100
"""
CODES = ("rate-differs", "execution-over", "execution-low", "sum-differs", "unit-slip", "not-a-number")


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "told"),
    [
        ("184.9", "184.9", "100%", []),
        ("184.9", "184.9", "", []),
        ("184.9", "184.9", "/", []),
        ("184.9", "184.9", "98%", [("rate-differs", "Sheet1!E4")]),
        ("184.9", "0", "", [("sum-differs", "Sheet1!C3"), ("execution-low", "Sheet1!C4")]),
        ("0", "184.9", "", [("sum-differs", "Sheet1!B3"), ("execution-over", "Sheet1!C4")]),
        ("184", "184.9", "100%", [("sum-differs", "Sheet1!B3"), ("execution-over", "Sheet1!C4")]),
        ("1849", "184.9", "10%", [("sum-differs", "Sheet1!B3")]),
    ],
)
def test_a_detail_row(budget: str, executed: str, rate: str, told: list[tuple[str, str]]) -> None:
    result = checked(TABLE.format(budget=budget, executed=executed, rate=rate))
    found = [(one.code, str(one.cell)) for one in result.findings if one.code in CODES]
    assert found == told


def test_the_row_that_was_mistyped_is_named() -> None:
    result = checked(TABLE.format(budget="1849", executed="184.9", rate=""))
    (told,) = (one for one in result.findings if one.code == "sum-differs")
    assert "Sheet1!B4 的 1849 如为 184.9 的笔误（小数点错位）" in told.message


@pytest.mark.parametrize(
    ("initial", "case"),
    {"90": None, "60": "", "150": "", "77": None, "76": "", "0": "zero", "": "blank", "—": "blank"}.items(),
)
def test_the_budget_at_the_start_of_the_year(initial: str, case: str | None) -> None:
    text = TABLE.replace("全年预算数 |", "年初预算数 | 全年预算数 |").replace(
        "年度资金总额 |", f"年度资金总额 | {initial} |"
    )
    text = text.replace("财政资金 |", "财政资金 | |").replace("其他资金 |", "其他资金 | |")
    text = text.replace("194.9", "100").format(budget="90", executed="90", rate="")
    said = [(one.case, str(one.cell)) for one in checked(text).findings if one.code == "budget-adjusted"]
    assert said == ([] if case is None else [(case, "Sheet1!B3")])


def test_a_detail_row_earns_nothing_again() -> None:
    text = TABLE.format(budget="184.9", executed="184.9", rate="100%").replace(
        "| 10 | — | 100% | —", "| 10 | 10 | 100% | 9"
    )
    result = checked(text)
    (told,) = [one for one in result.findings if one.code == "detail-scored"]
    assert (told.found, str(told.cell)) == ("10", "Sheet1!D5")
    assert "填了分值 10、得分 9，" in told.message
    assert result.total == 100


def test_amounts_beside_their_labels_add_up_too() -> None:
    text = """
项目支出绩效自评表
预算数 | 6.84 | 执行数 | 6.84
其中:财政资金 | 6.8 | 其中:财政资金 | 68.4
其他 | 0.04 | 其他 | 0
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训人数 | ≥40人 | 40人 | 90 | 90
总分 |  |  |  |  | 90 | 90
"""
    (told,) = (one for one in checked(text).findings if one.code == "sum-differs")
    assert str(told.cell) == "Sheet1!D2"
    assert "Sheet1!D3 的 68.4 如为 6.84 的笔误（小数点错位）" in told.message


def test_a_rate_merged_over_all_rows_is_that_of_the_total() -> None:
    text = TABLE.format(budget="184.9", executed="180", rate="^").replace("| — | ^ | —", "| ^ | ^ | ^")
    result = checked(text)
    codes = {one.code for one in result.findings}
    assert result.table.details[0].inputs == {"budget": 184.9, "executed": 180.0}
    assert not {"rate-differs", "rate-rounding", "detail-scored"} & codes
