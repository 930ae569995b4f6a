"""Which of several columns of amounts is the budget: the typed rates tell; without them no budget is guessed."""

from __future__ import annotations

import pytest

from tests.forms.grid import grid
from xlfuncs.forms.recognition.recognise import recognise

TABLE = (
    "项目支出绩效自评表\n资金 | 预算批复数 | {other} | 实际支出数 | {rate} | 得分\n总额 | 3200 | 3300 | 3135 | {typed} | 9.5\n"
    "三级指标 | 指标值 | 完成值 | 分值 | 得分\n培训人数 | 20 | 20 | 90 | 90\n总分 | | | 100 | 99.5"
)


@pytest.mark.parametrize(("typed", "budget"), [("95%", 3300), ("97.97%", 3200), ("95", 3300), ("0.95", 3300)])
def test_the_budget_is_the_one_the_rates_are_of(typed: str, budget: float) -> None:
    (table,) = recognise([grid(TABLE.format(other="预算调整数", rate="执行率", typed=typed))], file="a.xlsx")
    assert table.items[0].inputs["budget"] == budget


def test_without_rates_no_budget_is_guessed() -> None:
    (table,) = recognise([grid(TABLE.format(other="预算调整数", rate="备注", typed=""))], file="a.xlsx")
    assert [item.name for item in table.items] == ["培训人数"]
    assert [found.found for found in table.findings if found.code == "column-unread"] == ["预算调整数"]


def test_what_arrived_is_no_budget() -> None:
    (table,) = recognise([grid(TABLE.format(other="资金到位数", rate="备注", typed=""))], file="a.xlsx")
    assert table.items[0].inputs["budget"] == 3200
