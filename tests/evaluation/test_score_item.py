"""One row: its function's arguments completed from the rule and from the amounts behind a rate."""

from __future__ import annotations

import pytest

from tests.evaluation.rule_files import rule_file
from tests.evaluation.tables import indicator, item
from xlfuncs.errors import NotCovered
from xlfuncs.evaluation.arguments import amounts
from xlfuncs.evaluation.score_item import score_item

BEIJING, NATIONAL = "beijing-2022", "mof-2020-10"


def test_a_rate_comes_from_its_amounts_and_the_score_from_the_deduction() -> None:
    row = item("carryover_deduction", previous_rate=0.0804, points=4.0, budget=291435.79, carryover=40290.62)
    score = score_item(row, BEIJING)
    assert score.score == 2.0
    assert score.explanation.startswith(
        "40290.62÷291435.79＝13.8248%，截断为 13.82%；13.82%－上年 8.04%＝5.78 个百分点，"
    )
    assert score.explanation.endswith("（beijing-2022）")
    assert score.source.startswith("评分表 三、结转结余率")
    assert amounts(row) == ("carryover_rate", [291435.79, 40290.62])


def test_a_typed_rate_serves_where_there_are_no_amounts() -> None:
    row = item("variance_deduction", rate=0.8262, points=4.0, average_rate=None)
    assert score_item(row, BEIJING).score == 2.0  # the year's average is the rule's
    lower = item("variance_deduction", rate=0.8262, points=4.0, average_rate=0.5)
    assert score_item(lower, BEIJING).score == 2.8
    assert amounts(row) is None


def test_points_are_the_rows_else_the_rules() -> None:
    assert (
        score_item(item("execution_rate_score", budget=100.0, executed=50.0, points=30.0), BEIJING).score
        == 15.0
    )
    assert score_item(item("execution_rate_score", budget=100.0, executed=50.0), BEIJING).score == 10.0
    checklist = item("checklist_score", name="资产管理规范性", failed=1.0, points=None)
    assert score_item(checklist, BEIJING).score == 3.2


def test_a_checklist_row_the_rule_does_not_list() -> None:
    with pytest.raises(NotCovered, match="没有的行"):
        score_item(item("checklist_score", name="没有的行", failed=1.0, points=2.0), BEIJING)


@pytest.mark.parametrize(
    ("standard", "expected"),
    [
        ("每少1人扣0.5分", 9.0),
        ("酌情扣分", None),
        ("每少1场扣1分", None),
        ("完成90%以上得满分，80%-90%得8分，80%以下得0分", 10.0),  # of the 40: 95%
        ("完成98%以上得满分，90%-98%得8分，90%以下得0分", 8.0),
        ("完成得满分，未完成不得分", 0.0),
    ],
)
def test_the_rows_own_standard_goes_before_the_rule(standard: str, expected: float | None) -> None:
    missed = indicator("≥40人", "38人", 10.0)
    missed.criterion = standard, "38人"
    score = score_item(missed, NATIONAL)
    assert (score.score, score.method) == (expected, "capped_ratio_score" if expected is None else None)
    met = indicator("≥40人", "40人", 10.0)
    met.criterion = standard, "40人"
    assert score_item(met, NATIONAL).score == 10.0


def test_what_only_a_person_can_say() -> None:
    assert score_item(item(None, entered=5.0), BEIJING).score is None
    judged = score_item(item("qualitative_score", level="达成", points=10.0), NATIONAL)
    assert (judged.score, judged.explanation, judged.method) == (None, "", "qualitative_score")
    assert judged.source.startswith("定性指标")


def test_blank_inputs_give_no_score() -> None:
    for row in (indicator(None, 5.0), indicator(5.0, None), indicator(5.0, 5.0, None), indicator(5.0, "")):
        assert score_item(row, BEIJING).score is None
        assert score_item(row, BEIJING).explanation == ""


def test_a_coefficient_is_the_share_where_the_rule_takes_it() -> None:
    rule = rule_file(qualitative_score={"tiers": '[{ level = "得分系数", from = 0, to = 1 }]'})
    row = indicator("100%", "72.74%", 2.0, coefficient=0.9)
    assert score_item(row, rule).score == 1.8
    assert score_item(row, rule).method == "qualitative_score"
    assert score_item(row, NATIONAL).score == 1.45
    level = item("qualitative_score", level="达成", points=10.0, coefficient=0.85)
    assert score_item(level, NATIONAL).score == 8.5


def test_scoring_changes_no_input() -> None:
    row = item(
        "variance_deduction", average_rate=None, points=None, initial_budget=100.0, final_accounts=150.0
    )
    before = dict(row.inputs)
    score_item(row, BEIJING)
    assert row.inputs == before
