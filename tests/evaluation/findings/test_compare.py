"""A row against the rule: entered, approved and judged scores, failed checks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluation.tables import codes, evaluate, indicator, item, spot, table
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings import approved
from xlfuncs.evaluation.findings.compare import check
from xlfuncs.evaluation.findings.habits import Habits
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.score_item import score_item

BEIJING, NATIONAL = "beijing-2022", "mof-2020-10"


def compared(row: Item, rule: str = NATIONAL) -> list[Finding]:
    score = score_item(row, rule)
    return [*check(score, rule, Habits()), *approved.check(score)]


def test_an_entered_score_that_is_the_rules_says_nothing() -> None:
    assert compared(indicator(40.0, 36.0, 5.0, entered=4.5)) == []
    assert compared(indicator(40.0, 36.0, 5.0, entered="4.50")) == []
    assert compared(indicator(40.0, 36.0, 5.0)) == []


def test_one_that_differs_is_an_error_with_candidates_marked_unproved() -> None:
    (found,) = compared(indicator(40.0, 36.0, 5.0, entered=5.0))
    assert (found.severity, found.code, found.cell) == ("error", "score-differs", spot("score"))
    assert (found.found, found.expected) == (5.0, 4.5)
    assert found.message.startswith("「某项」填 5 分，按规则应为 4.50 分。可能的原因（供参考，未经核实）：")
    assert found.said("en").startswith("“某项” says 5, the rule gives 4.50. Possible causes (not verified): ")


@pytest.mark.parametrize(
    ("actual", "entered", "severity"), [(60, 4, "warning"), (50, 4, "error"), (60, 6, "error")]
)
def test_points_taken_off_for_a_target_set_too_low(actual: float, entered: float, severity: str) -> None:
    (found,) = compared(indicator(40.0, float(actual), 5.0, entered=float(entered)))
    assert (found.severity, found.case == "excess") == (severity, severity == "warning")


def test_one_that_no_reading_gives_says_so() -> None:
    (finding,) = compared(indicator(40.0, 36.0, 5.0, entered=3.0))
    assert "按常见算法均得不出 3 分，请说明评分理由" in finding.message


def test_one_that_follows_from_another_rate_than_the_amounts_says_so() -> None:
    amounts: dict[str, Any] = {"budget": 120.0, "executed": 104.0, "points": 10.0, "published_rate": 0.95}
    (finding,) = compared(item("execution_rate_score", entered=9.5, **amounts))
    assert "按填报的率 95% 计，而金额算不出这个率" in finding.message
    (other,) = compared(item("execution_rate_score", entered=9.4, **amounts))
    assert "填报的率" not in other.message


def test_an_approved_score_overrides_with_a_reason() -> None:
    assert codes(
        compared(indicator(40.0, 36.0, 5.0, entered=5.0, approved=5.0, approved_reason="经研究"))
    ) == [("info", "score-differs", spot("score"))]
    assert codes(compared(indicator(40.0, 36.0, 5.0, approved=5.0))) == [
        ("error", "reason-missing", spot("approved_reason"))
    ]
    assert codes(compared(item(None, target="健全", actual="健全", points=5.0, approved=5.0))) == [
        ("error", "reason-missing", spot("approved_reason"))
    ]
    assert codes(compared(indicator(40.0, 36.0, 5.0, approved=4.5))) == [  # what the rule gives, too
        ("warning", "reason-missing", spot("approved_reason"))
    ]


@pytest.mark.parametrize("approved", [-1.0, 5.01])
def test_an_approved_score_outside_the_points_is_an_error(approved: float) -> None:
    (finding,) = compared(indicator(40.0, 36.0, 5.0, approved=approved, approved_reason="经研究"))
    assert (finding.severity, finding.code, finding.cell) == ("error", "score-out-of-range", spot("approved"))
    assert (finding.found, finding.expected) == (approved, "0 至 5")


@pytest.mark.parametrize(("typed", "listed"), [("4.50", True), ("≥40人", False), (True, False)])
def test_only_a_number_is_listed_as_approved(typed: Any, listed: bool) -> None:
    by = [("某市财政局绩效科", Place("基础数据", 14, 1))]
    row = indicator(40.0, 36.0, 5.0, approved=typed, approved_reason="经研究")
    findings = evaluate(table(row, rule=NATIONAL, approval=by)).findings
    assert ("score-approved" in [found.code for found in findings]) is listed
    assert all(found.message and found.said("en") for found in findings)


@pytest.mark.parametrize(
    ("reason", "by"),
    [
        ("汛期延期，同意给 4 分（县财政局，2023-03-15）", "县财政局，2023-03-15"),
        ("经研究（市审计局绩效科 2023年3月5日）。", "市审计局绩效科 2023年3月5日"),
        ("经研究", "某市财政局，2023-04-01"),
        ("按目标的 90%（见附件2023）", "某市财政局，2023-04-01"),
        ("延期至（2023-03-15）", "某市财政局，2023-04-01"),  # a date alone is no office
    ],
)
def test_an_approved_score_has_office_and_date_of_its_row_or_of_the_workbook(reason: str, by: str) -> None:
    row = indicator(40.0, 36.0, 5.0, approved=4.0, approved_reason=reason)
    office = [("某市财政局", Place("基础数据", 14, 1)), ("2023-04-01", Place("基础数据", 15, 1))]
    (found,) = [
        f for f in evaluate(table(row, rule=NATIONAL, approval=office)).findings if "approv" in f.code
    ]
    assert found.message.endswith(f"核定：{by}")
    unsigned = [("", office[0][1]), (None, office[1][1])]
    codes_of = [f.code for f in evaluate(table(row, rule=NATIONAL, approval=unsigned)).findings]
    assert codes_of.count("approval-unsigned") == (0 if by in reason else 2)


@pytest.mark.parametrize(("approved", "listed"), [(4.0, True), (4.5, False)])
def test_an_approved_score_of_anothers_table_is_listed_where_it_counts(approved: float, listed: bool) -> None:
    row = indicator(40.0, 36.0, 5.0, entered=5.0, approved=approved, approved_reason="经研究")
    codes_of = [found.code for found in evaluate(table(row, rule=NATIONAL)).findings]
    assert ("score-approved" in codes_of) is listed


@pytest.mark.parametrize("entered", [-0.5, 10.5])
def test_a_judged_score_outside_the_points_is_an_error(entered: float) -> None:
    row = item(None, entered=entered)
    row.points = 10.0
    assert codes(compared(row)) == [("error", "score-out-of-range", spot("entered"))]


def test_scores_that_are_no_numbers_are_named() -> None:
    for row in (indicator(40.0, 36.0, 5.0, entered="五分"), item(None, entered="五分")):
        assert codes(compared(row)) == [("error", "bad-input", spot("entered"))]
    assert codes(compared(indicator(40.0, 36.0, 5.0, approved="五分", approved_reason="经研究"))) == [
        ("error", "bad-input", spot("approved"))
    ]


@pytest.mark.parametrize(
    ("level", "points", "entered", "fits"),
    [
        ("达成", 10.0, 8.0, True),
        ("达成", 10.0, 10.0, True),
        ("达成", 10.0, 7.99, False),
        ("部分达成", 10.0, 8.0, False),
        ("部分达成", 10.0, 7.99, True),
        ("部分达成", 10.0, 6.0, True),
        ("未达成", 10.0, 6.0, False),
        ("未达成", 10.0, 0.0, True),
        ("达成", 3.33, 2.66, True),  # 80 % is 2.664, which two decimals cannot say
        ("部分达成", 3.33, 2.66, True),
        ("达成", 3.33, 2.65, False),
    ],
)
def test_a_judged_score_lies_within_its_tier(level: str, points: float, entered: float, fits: bool) -> None:
    found = compared(item("qualitative_score", level=level, points=points, entered=entered))
    assert codes(found) == ([] if fits else [("error", "score-outside-tier", spot("entered"))])


def test_more_checks_failed_than_there_are() -> None:
    row = item("checklist_score", name="资产管理规范性", failed=7.0, points=4.0)
    (finding,) = compared(row, BEIJING)
    assert (finding.code, finding.cell) == ("too-many-failed", spot("failed"))
    assert (finding.found, finding.expected) == (7.0, 6)
    assert compared(item("checklist_score", name="资产管理规范性", failed=6.0, points=4.0), BEIJING) == []


@pytest.mark.parametrize("value", [None, "", " "])
def test_blanks_are_nothing(value: Any) -> None:
    assert compared(indicator(40.0, 36.0, 5.0, entered=value, approved=value)) == []
    assert compared(item(None, entered=value)) == []


def test_more_decimals_than_the_rule_keeps_are_no_other_score() -> None:
    (found,) = compared(indicator(40.0, 39.9, 5.0, entered=4.9875), BEIJING)  # 4.99
    assert (found.case, found.severity) == ("more-decimals", "info")
    (found,) = compared(indicator(40.0, 39.9, 5.0, entered=4.9849), BEIJING)
    assert found.severity == "error"


def test_a_table_that_keeps_one_decimal_is_judged_at_one() -> None:
    rows = [
        indicator(40.0, actual, 5.0, entered=given)
        for actual, given in ((36.5, 4.5), (38.9, 4.9), (39.0, 4.0), (39.4, 5.0), (36.0, 4.5))
    ]
    result = evaluate(table(*rows, rule=NATIONAL))
    found = [(f.severity, f.code, f.case) for f in result.findings if f.code == "score-differs"]
    # 4.56 and 4.86, kept as 4.5 and 4.9, differ in the last digit; 4.88 is not 4.0, nor 4.93 full marks
    assert [severity for severity, _, _ in found] == ["info", "info", "error", "error"]
    assert [case for _, _, case in found][:2] == ["one-decimal", "one-decimal"]


def test_a_table_that_keeps_whole_points_is_judged_at_those() -> None:
    def severities(*given: tuple[float, float]) -> list[str]:
        rows = [indicator(40.0, actual, 20.0, entered=entered) for actual, entered in given]
        found = evaluate(table(*rows, rule=NATIONAL)).findings
        return [f"{f.severity} {f.case}" for f in found if f.code == "score-differs"]

    # 18.25, 18.50, 19.55; 17.75 is not 20
    rounded = [(36.5, 18.0), (37.0, 19.0), (39.1, 20.0)]
    assert severities(*rounded, (40.0, 20.0)) == ["info whole"] * 3
    assert severities(*rounded, (35.5, 20.0))[-1].startswith("error")
    assert severities(*rounded[:2], (40.0, 20.0), (35.5, 17.0))[0].startswith("error")  # two may be chance


@pytest.mark.parametrize(
    ("rule", "second", "said"),
    [
        (NATIONAL, 15.0, ["info linear"] * 2),
        (NATIONAL, 16.5, ["error readings", "error "]),  # the second follows neither way
        ("hubei-2020", 15.0, ["error readings"] * 2),  # states target ÷ actual
        ("chongqing-2021", 15.0, []),  # scores no such rows
    ],
)
def test_limits_may_take_off_what_is_beyond_them_where_the_rule_states_no_way(
    rule: str, second: float, said: list[str]
) -> None:
    rows = [
        indicator(10.0, actual, 20.0, "反向", entered=given)
        for actual, given in ((11.0, 18.0), (12.5, second))
    ]
    found = evaluate(table(*rows, rule=rule)).findings
    assert [f"{f.severity} {f.case}" for f in found if f.code == "score-differs"][: len(said)] == said


def test_one_limit_that_takes_off_what_is_beyond_it_may_do_so() -> None:
    def said(entered: float, rule: str = NATIONAL) -> list[str]:
        rows = [
            indicator(0.38, 0.4, 20.0, "反向", entered=entered),
            indicator(40.0, 40.0, 20.0, entered=20.0),
        ]
        return [f.severity for f in evaluate(table(*rows, rule=rule)).findings if f.code == "score-differs"]

    assert said(18.95) == ["warning"]
    assert said(18.96) == said(18.95, "hubei-2020") == ["error"]


def test_a_rounded_coefficient_explains_its_score_as_a_rounded_rate_does() -> None:
    row = indicator(8.0, 8.2, 20.0, "反向", entered=19.6)
    row.inputs["coefficient"] = 0.98
    found = evaluate(table(row, rule=NATIONAL)).findings
    assert [(f.severity, f.case) for f in found if f.code == "score-differs"] == [
        ("info", "typed-completion")
    ]
