"""Which rule judges a table: of two that its texts show, neither scores in silence a row that the other scores otherwise.

That of 东西湖区 leaves to a person what indicators earn.
"""

from __future__ import annotations

import pytest

from tests.evaluation.tables import evaluate, read

TABLE = """
    部门整体支出绩效自评表 | < | < | < | <
    预算部门 | {} | < | < | <
    资金 | 预算数 | 执行数 | 分值 | 得分
    年度资金总额 | 300 | 199.99 | 20 | 13
    指标 | 指标值 | 完成值 | 分值 | 得分
    培训人数 | ≤20人 | 22人 | 10 | 8
    宣传场次 | ≥30场 | 30场 | 70 | 70
"""


@pytest.mark.parametrize(
    ("department", "rule", "scores"),
    [
        ("北京市某局", "beijing-2022", [13.33, 9.09, 70]),
        (
            "湖北省武汉市东西湖区某局",
            "dongxihu-2020",
            [13.33, None, None],
        ),  # within 湖北省, whose rule gives way
        ("北京市某局驻东西湖区办事处", "beijing-2022", [13.33, None, None]),
    ],
)
def test_the_rule_of_a_department(department: str, rule: str, scores: list[float | None]) -> None:
    found = evaluate(read(TABLE.format(department)))
    assert (found.rule, [one.score for one in found.scores]) == (rule, scores)


def test_what_two_rules_score_apart_is_left_with_both() -> None:
    row = evaluate(read(TABLE.format("北京市某局驻东西湖区办事处"))).scores[1]
    shown = [(reading.words.en, reading.score and float(reading.score)) for reading in row.readings]
    assert shown == [("by beijing-2022", 9.09), ("by dongxihu-2020", None)]
