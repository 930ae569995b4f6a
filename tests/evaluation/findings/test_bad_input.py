"""Rows that cannot be scored: the finding names the cell, what stands there and what should."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluation.tables import indicator, item, spot
from xlfuncs.cells import CellError
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.bad_input import check
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.result import Score
from xlfuncs.evaluation.score_item import score_item

BEIJING = "beijing-2022"
RANGE = "不小于 0、在应有范围之内的数"
CARRIED: dict[str, Any] = {"previous_rate": 0.0804, "points": 4.0}


def refused(row: Item, rule: str = BEIJING) -> Finding:
    with pytest.raises(XlfuncsError) as caught:
        score_item(row, rule)
    (finding,) = check(Score(row, problem=caught.value))
    return finding


@pytest.mark.parametrize(
    ("row", "cell", "found", "expected"),
    [
        (item("execution_rate_score", budget=0.0, executed=5.0), "budget", 0.0, "大于 0 的数"),
        (item("execution_rate_score", budget=9.0, executed=-5.0), "executed", -5.0, RANGE),
        (item("execution_rate_score", budget="九万", executed=5.0), "budget", "九万", "数字"),
        (item("execution_rate_score", budget=9.0, executed=CellError("#REF!")), "executed", "#REF!", "数字"),
        (item("execution_rate_score", budget=9.0, executed=5.0, points=-20.0), "points", -20.0, RANGE),
        (indicator(10.0, -5.0), "actual", -5.0, RANGE),
        (indicator("≥40人", "许多"), "actual", "许多", "数字"),
        (indicator("≥40人", "38场"), "actual", "38场", "以「人」为单位的数"),
        (indicator(10.0, 5.0, direction="斜向"), "direction", "斜向", "规则所列的词"),
        (indicator("≤5", 4.0, direction="正向"), "direction", "正向", "规则所列的词"),
        (item("qualitative_score", level="还行", points=5.0), "level", "还行", "规则所列的词"),
        (item("carryover_deduction", rate=13.82, **CARRIED), "rate", 13.82, RANGE),
        (item("carryover_deduction", rate=0.1, previous_rate=8.04, points=4.0), "previous_rate", 8.04, RANGE),
        (item("carryover_deduction", budget=9.0, carryover=10.0, **CARRIED), "carryover", 10.0, RANGE),
        (item("variance_deduction", initial_budget=0.0, final_accounts=5.0, points=4.0), "initial_budget", 0.0, "大于 0 的数"),
        (item("checklist_score", name="资产管理规范性", failed=1.5, points=4.0), "failed", 1.5, RANGE),
        (item("checklist_score", name="资产管理规范性", failed="两项", points=4.0), "failed", "两项", "数字"),
        (item("checklist_score", name="资产管理规范性", failed=1.5, points=4.0, actual="健全"), "failed", 1.5, RANGE),
    ],
)  # fmt: skip
def test_the_cell_that_is_wrong(row: Item, cell: str, found: Any, expected: str | None) -> None:
    finding = refused(row, "mof-2020-10" if row.function == "qualitative_score" else BEIJING)
    apart = str(expected).startswith("以「")  # two numbers in two units may both be right
    assert (finding.severity, finding.code) == ("warning" if apart else "error", "bad-input")
    assert (finding.cell, finding.found, finding.expected) == (spot(cell), found, expected)
    assert finding.message.startswith(f"「{row.name}」不能评分：")


def test_where_the_rule_is_silent_it_is_a_note() -> None:
    for row in (
        indicator(10.0, 11.0, direction="等于"),
        item("checklist_score", name="没有的清单项", failed=0.0),
    ):
        finding = refused(row)
        assert (finding.severity, finding.code, finding.cell) == ("info", "not-covered", spot("score"))
