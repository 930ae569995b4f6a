"""Amounts in different units: brought into one where cells or headings say them, otherwise never scored in silence."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import evaluate
from tests.forms.recognition.small_tables import funds, project

HEADS = "项目资金 | 全年预算数{} | 全年执行数{} | 分值 | 执行率 | 得分"


@pytest.mark.parametrize(
    ("budget", "executed", "units", "score"),
    [
        ("100万元", "800000元", ("", ""), 8.0),
        ("1亿元", "8000万元", ("", ""), 8.0),
        ("2亿元", "150万元", ("", ""), 0.08),  # 0.75 %; not 150 of 2
        ("100万元", "80万", ("", ""), 8.0),
        ("￥1,000.00", "800", ("", ""), 8.0),
        ("100", "800000", ("（万元）", "（元）"), 8.0),
        ("100", "80", ("（万元）", "（元）"), None),
        ("100万元", "800000", ("", ""), None),
        ("100", "800000元", ("", ""), None),
        ("100元", "80", ("（万元）", "（万元）"), None),
    ],
)
def test_a_rate_of_two_units(budget: str, executed: str, units: tuple[str, str], score: float | None) -> None:
    table = funds(f"年度资金总额 | {budget} | {executed} | 10 |  | ", HEADS.format(*units))
    result = evaluate(table)
    assert result.scores[0].score == score
    if score is None:
        codes = {found.code for found in result.findings if found.item == "年度资金总额"}
        assert "readings-differ" in codes


@pytest.mark.parametrize(
    ("budget", "executed", "score", "told"),
    [
        ("100", "900000元", 9.0, set()),
        ("1000000元", "900000元", 9.0, set()),
        ("100", "人民币90万元整", 9.0, set()),
        ("100", "90元", None, {"sum-differs", "readings-differ"}),
        ("100元", "90", None, {"sum-differs", "readings-differ"}),
        ("100", "90分", None, {"not-a-number"}),
        ("100", "90%", None, {"not-a-number"}),
    ],
)
def test_a_typed_unit_is_read_in_the_one_that_the_label_states(
    budget: str, executed: str, score: float | None, told: set[str]
) -> None:
    head = "项目资金（万元） | 预算数 | 执行数 | 分值 | 执行率 | 得分"
    table = funds(
        f"年度资金总额 | {budget} | {executed} | 10 | | \n财政拨款 | 60 | 540000元\n其他资金 | 400000元 | 36",
        head,
    )
    result = evaluate(table)
    assert result.scores[0].score == score
    found = {found.code for found in result.findings if found.item == "年度资金总额"}
    assert found & {"sum-differs", "readings-differ", "not-a-number", "score-differs", "rate-differs"} == told


def test_tasks_and_amounts_beside_labels_are_read_in_the_stated_unit() -> None:
    for spent, told in (("900000元", False), ("90元", True)):
        head = f"项目支出绩效自评表\n项目名称 | 培训\n项目资金（万元） | 预算数 | 100 | 执行数 | {spent} | 执行率 | 90%"
        (item, *_) = project("产出指标 | 数量指标 | 培训人数 | 40 | 36 | 100 | 90", head=head).items
        assert item.inputs["executed"] == (0.009 if told else 90.0)
        assert item.actual == spent


def test_a_total_above_sources_of_nothing_is_told() -> None:
    codes = []
    for sources in ("0 | \n财政拨款 | 0 | ", "无 | 0\n财政拨款 | 0 | 无"):
        table = funds(f"年度资金总额 | 100 | 90 | 10 | 90% | 9\n中央资金 | {sources}")
        codes.append("sum-differs" in {found.code for found in table.findings})
    assert codes == [True, False]


def test_points_under_the_first_budget_are_no_amount() -> None:
    head = "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分"
    for initial, told in (("100元", False), ("100分", True), ("100%", True), ("未安排", False)):
        table = funds(f"年度资金总额 | {initial} | 100 | 90 | 10 | 90% | 9", head)
        assert ("not-a-number" in {found.code for found in table.findings}) is told


def test_details_in_another_unit_add_up() -> None:
    table = funds(
        "年度资金总额 | 1亿元 | 1亿元 | 10 | | \n财政拨款 | 6000万元 | 6000万元 | | | \n其他资金 | 4000万元 | 4000万元"
    )
    assert "sum-differs" not in {found.code for found in table.findings}


def test_one_part_alone_need_not_be_all() -> None:
    told = []
    for part in (80, 120):
        table = funds(f"年度资金总额 | 100 | 100 | 10 | | \n其中：中央资金 | {part} | {part} | | | ")
        told.append("sum-differs" in {found.code for found in table.findings})
    assert told == [False, True]
