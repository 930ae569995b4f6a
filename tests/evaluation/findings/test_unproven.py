"""Half of the rows above their points: our reading is in doubt, and what follows from it is no error."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import NATIONAL, checked, evaluate, indicator, table

Row = tuple[float, float, float]  # result, of 10, points and score


@pytest.mark.parametrize(
    ("rows", "unproven"),
    [
        ([(9.0, 36.0, 40.0), (9.0, 54.0, 60.0)], True),  # both columns filled the wrong way round
        ([(9.0, 1.0, 30.0), (8.0, 2.0, 20.0), (10.0, 50.0, 50.0)], True),
        ([(9.0, 40.0, 41.0), (9.0, 60.0, 54.0)], False),  # one slip
        ([(9.0, 40.0, 40.0), (9.0, 60.0, 60.0)], False),  # full marks, and no more
    ],
)
def test_rows_above_their_points(rows: list[Row], unproven: bool) -> None:
    made = [indicator(10.0, actual, points, entered=entered) for actual, points, entered in rows]
    found = [(one.code, one.severity) for one in evaluate(table(*made, rule=NATIONAL)).findings]
    assert ("columns-unproven" in dict(found)) is unproven
    wrong = {severity for code, severity in found if code == "score-differs"}
    assert wrong == {"warning" if unproven else "error"}


def test_rows_scored_of_a_hundred_are_hinted_at() -> None:
    """Their weights make the total: 100 of 40 % and 90 of 60 % are 94."""
    rows = [indicator(10.0, 10.0, 40.0, entered=100.0), indicator(10.0, 9.0, 60.0, entered=90.0)]
    judged = table(*rows, rule=NATIONAL, entered_total=94.0)
    found = [(one.code, one.severity) for one in evaluate(judged).findings]
    assert ("columns-unproven", "warning") in found
    assert "error" not in {severity for _, severity in found}


def test_a_total_of_scores_that_were_not_read_is_hinted_at() -> None:
    """Of two columns 得分 neither is read: what the total differs by is no error."""
    text = """
    项目支出绩效自评表
    资金 | 预算数 | 到位数 | 到位率 | 分值 | 得分 | 支出数 | 支出率 | 得分
    资金总额 | 420 | 399 | 95% | 5 | 4.75 | 391.02 | 93.1% | 4.66
    三级指标 | 指标值 | 完成值 | 偏差原因 | 分值 | 得分
    修缮面积 | 200平方米 | 190平方米 | 缓建 | 50 | 47.5
    合格率 | 100% | 100% | | 40 | 40
    合计 | | | | 100 | 96.91
    """
    found = [(one.code, one.severity) for one in checked(text).findings]
    assert {("columns-alike", "warning"), ("total-differs", "warning")} <= {*found}
    assert "error" not in {severity for _, severity in found}


@pytest.mark.parametrize(
    ("total", "rate", "severities"),
    [
        (420, "99.75%", {"sum-differs": "error", "rate-differs": "warning"}),  # of 400, as the rows add up
        (420, "95%", {"sum-differs": "warning"}),
        (420, "97%", {"sum-differs": "warning", "rate-differs": "error"}),
        (400, "95%", {"rate-differs": "error"}),
    ],
)
def test_a_rate_tells_if_sum_or_rate_is_wrong(total: int, rate: str, severities: dict[str, str]) -> None:
    text = f"""
    项目支出绩效自评表
    资金（万元） | 预算数 | 执行数 | 执行率 | 分值 | 得分
    年度资金总额 | {total} | 399 | {rate} | 10 |
    其中：财政拨款 | 300 | 300 | 100% | |
    其他资金 | 100 | 99 | 99% | |
    三级指标 | 指标值 | 完成值 | | 分值 | 得分
    改造管网 | 26 | 26 | | 90 | 90
    总分 | | | | 100 |
    """
    found = {one.code: one.severity for one in checked(text).findings}
    assert {code: found[code] for code in ("sum-differs", "rate-differs") if code in found} == severities
