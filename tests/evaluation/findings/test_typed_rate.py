"""Typed rates against their amounts, and the note about truncation: published figures of 北京 and 东西湖."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluation.tables import codes, item, spot
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.findings.typed_rate import check, of_detail
from xlfuncs.evaluation.result import Score
from xlfuncs.evaluation.score_item import score_item

BEIJING, DONGXIHU, NATIONAL = "beijing-2022", "dongxihu-2020", "mof-2020-10"
BUDGET, EXECUTED = 291435.79, 251145.17


def checked(row: Item, rule: str) -> list[Finding]:
    try:
        return [*check(score_item(row, rule), rule)]
    except XlfuncsError:
        return [*check(Score(row), rule)]


def typed_rate(row: Item, rule: str) -> list[Finding]:
    return [finding for finding in checked(row, rule) if finding.code != "rate-truncated"]


def truncated(row: Item, rule: str) -> list[Finding]:
    return [finding for finding in checked(row, rule) if finding.code == "rate-truncated"]


@pytest.mark.parametrize(
    ("budget", "executed", "typed", "rule", "expected"),
    [
        (BUDGET, EXECUTED, 0.8617, BEIJING, None),
        (BUDGET, EXECUTED, 0.8618, BEIJING, ("info", "rate-rounding")),
        (BUDGET, EXECUTED, 0.862, BEIJING, ("info", "rate-rounding")),
        (BUDGET, EXECUTED, 0.86175, BEIJING, ("info", "rate-rounding")),
        (BUDGET, EXECUTED, 0.8616, BEIJING, ("error", "rate-differs")),
        (BUDGET, EXECUTED, 0.8619, BEIJING, ("error", "rate-differs")),
        (BUDGET, EXECUTED, 86.17, BEIJING, ("error", "rate-differs")),
        (BUDGET, EXECUTED, EXECUTED / BUDGET, BEIJING, None),  # a formula's, which nobody rounded
        (2161.48, 2123.04, 0.9822, DONGXIHU, None),
        # published 105.4 %, cut among rounded figures
        (11.5, 12.13, 1.054, DONGXIHU, ("info", "rate-rounding")),
        (900000.0, 873446.09, 0.9705, DONGXIHU, None),
        (900000.0, 873446.09, 0.9704, DONGXIHU, ("info", "rate-rounding")),
        (13295745.76, 13268748.05, 1.0, NATIONAL, ("info", "rate-rounding")),  # 100 % as whole percents
        (100.0, 80.4487, 1.0, NATIONAL, ("error", "rate-differs")),
        (
            250000.0,
            215457.6,
            0.8619,
            NATIONAL,
            ("info", "rate-rounding"),
        ),  # rounded up, as 上海普陀 published
        (250000.0, 215457.6, 0.8620, NATIONAL, ("info", "rate-rounding")),
        (250000.0, 215457.6, 0.8621, NATIONAL, ("error", "rate-differs")),
        (1000.0, 992.0, 1.0, NATIONAL, ("error", "rate-differs")),  # 100 % says that all was spent
        (100.0, 80.0, "八成", NATIONAL, None),  # reading names it
        (100.0, 80.0, None, NATIONAL, None),
        (0.0, 80.0, 1.0, NATIONAL, None),  # the amounts are named
    ],
)
def test_a_typed_execution_rate(
    budget: float, executed: float, typed: object, rule: str, expected: tuple[str, str] | None
) -> None:
    row = item("execution_rate_score", budget=budget, executed=executed, published_rate=typed, points=10.0)
    found = [(severity, code) for severity, code, _ in codes(typed_rate(row, rule))]
    assert found == ([] if expected is None else [expected])


def test_a_rate_of_amounts_in_two_units_says_so() -> None:
    row = item("execution_rate_score", budget=120.0, executed=960000.0, published_rate=0.8)
    row.idle = True  # one of the amounts behind the total
    found = next(iter(of_detail(row, NATIONAL)))
    assert (found.code, found.case) == ("rate-differs", "unit")
    assert "按金额为 800000%，相差 10000 倍，疑为预算数与执行数的单位不同" in found.message


def test_a_part_that_is_all_of_the_total_is_not_said_to_be_overspent_again() -> None:
    part, total = (item("execution_rate_score", budget=100.0, executed=103.0) for _ in range(2))
    assert [found.code for found in of_detail(part, NATIONAL)] == ["execution-over"]
    assert [*of_detail(part, NATIONAL, [total])] == []


def test_the_finding_names_cell_and_both_rates() -> None:
    row = item("execution_rate_score", budget=100.0, executed=80.4487, published_rate=1.0, points=10.0)
    (finding,) = typed_rate(row, NATIONAL)
    assert (finding.cell, finding.found, finding.expected) == (spot("published_rate"), 1.0, 0.8045)
    assert finding.message.startswith("「某项」的率填 100%，按金额为 80.4487%，应填 80.45%")


def test_a_typed_rate_behind_a_deduction() -> None:
    carried: dict[str, Any] = {"previous_rate": 0.0804, "points": 4.0}
    amounts = carried | {"budget": BUDGET, "carryover": 40290.62}
    assert typed_rate(item("carryover_deduction", rate=0.1382, **amounts), BEIJING) == []
    wrong = typed_rate(item("carryover_deduction", rate=0.1482, **amounts), BEIJING)
    assert codes(wrong) == [("error", "rate-differs", spot("rate"))]
    accounts: dict[str, Any] = {"average_rate": 0.283, "points": 4.0}
    accounts |= {"initial_budget": 159584.73, "final_accounts": BUDGET}
    assert typed_rate(item("variance_deduction", rate=0.8262, **accounts), BEIJING) == []
    near = typed_rate(item("variance_deduction", rate=0.8264, **accounts), BEIJING)
    assert codes(near) == [("error", "rate-differs", spot("rate"))]
    assert typed_rate(item("variance_deduction", rate=0.826, **accounts), BEIJING)[0].severity == "info"
    assert typed_rate(item("carryover_deduction", rate=0.1382, **carried), BEIJING) == []


def test_truncation_is_noted_where_it_changes_the_score() -> None:
    row = item("execution_rate_score", budget=BUDGET, executed=EXECUTED, points=20.0, entered=17.23)
    (finding,) = truncated(row, BEIJING)
    assert (finding.severity, finding.found, finding.expected) == ("info", 17.23, 17.23)
    for figure in ("86.1751%", "86.17%", "17.23 分", "17.24 分"):
        assert figure in finding.message
    even = item("execution_rate_score", budget=100.0, executed=86.17, points=20.0)
    assert truncated(even, BEIJING) == []
    assert truncated(row, DONGXIHU) == []


@pytest.mark.parametrize(
    ("rate", "points", "entered", "right"),
    [
        (0.7927, 10.0, 7.93, None),
        (0.7927, 10.0, 7.92, None),  # cut
        (0.7927, 10.0, 7.9, 7.93),
        (7.7927, 10.0, 7.93, 10.0),
        (0.7927, 10.0, 0.793, 7.93),
        (0.79, 10.0, 7.93, None),  # the rate was rounded, the score was not
        (1.2, 10.0, 10.0, None),
        (76.0, 10.0, 7.6, None),  # 76 for 76 %
        (0.0076, 10.0, 7.6, None),  # a percent cell of 76 % under 执行率（%）
        (0.0076, 10.0, 10.0, 0.08),
        (0.9, 10.0, 10.0, 9.0),
        (0.7927, 10.0, None, None),
        (0.7927, None, 7.9, None),
    ],
)
def test_a_score_without_amounts_is_the_rate_times_the_points(
    rate: float, points: float | None, entered: float | None, right: float | None
) -> None:
    row = item("execution_rate_score", published_rate=rate, points=points, entered=entered)
    told = [(found.cell, found.expected) for found in checked(row, NATIONAL) if found.case == "by-rate"]
    assert told == ([(spot("score"), right)] if right is not None else [])


@pytest.mark.parametrize(
    ("budget", "executed", "typed", "hint"),
    [
        (3658.0, 3211.2, 0.9, "；budget的表!A1 的 3658 如为 3568 的笔误（相邻两位颠倒），则相符"),
        (3568.0, 3121.2, 0.9001, "；executed的表!A1 的 3121.2 如为 3211.2 的笔误（相邻两位颠倒），则相符"),
        (3658.0, 3211.2, 0.95, ""),
        (3668.0, 3211.2, 0.9, ""),  # one wrong digit: too many others would do as well
    ],
)
def test_a_rate_that_swapped_digits_explain_names_the_amount(
    budget: float, executed: float, typed: float, hint: str
) -> None:
    row = item("execution_rate_score", budget=budget, executed=executed, published_rate=typed, points=10.0)
    (found,) = typed_rate(row, NATIONAL)
    assert found.code == "rate-differs"
    assert found.message.endswith(hint or "%")
