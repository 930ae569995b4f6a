"""A whole table: the published one exactly, and what bad rows, missing ones and unnamed rules say."""

from __future__ import annotations

import pytest

from tests.evaluation.tables import codes, evaluate, indicator, item, spot, table
from tests.forms.grid import published
from xlfuncs.cells import Place
from xlfuncs.errors import RuleProblem, UnknownRule
from xlfuncs.evaluation.evaluate import LISTS, QUESTIONS, ROWS, WHOLE
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.result import Result
from xlfuncs.forms.recognition.recognise import recognise

NATIONAL = "mof-2020-10"


def evaluated(name: str, rule: str | None = None) -> Result:
    (found,) = recognise([published(name)], file=name)
    return evaluate(found, rule)


@pytest.mark.parametrize("name", ["beijing", "hubei_project", "national"])
def test_a_long_table_is_spared_only_what_has_no_answer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def findings() -> list[Finding]:
        (found,) = recognise([published(name)], file=name)
        for each in found.items[::2]:  # as if nobody had typed their scores yet
            each.entered = None
        return evaluate(found).findings

    monkeypatch.setattr("xlfuncs.evaluation.judgement.is_long", lambda rows: True)
    spared = findings()
    monkeypatch.setattr("xlfuncs.evaluation.evaluate.asked", lambda score: True)
    assert spared == findings()


def test_the_beijing_table_as_published() -> None:
    result = evaluated("beijing", "beijing-2022")
    assert (result.total, result.entered_total, result.grade) == (92.73, 90.73, "优秀")
    assert [section["score"] for section in result.sections] == [17.23, 59.5, 16.0]
    assert [section["entered"] for section in result.sections] == [17.23, 59.5, 14.0]
    said = {finding.code: finding for finding in result.findings}
    expected = {"rate-truncated", "execution-low", "score-differs", "mostly-qualitative"}
    assert said.keys() == expected
    note, error = said["rate-truncated"], said["score-differs"]
    assert (note.severity, note.code, note.found, note.expected) == ("info", "rate-truncated", 17.23, 17.23)
    assert (error.severity, error.code, error.found, error.expected) == ("error", "score-differs", 0.0, 2.0)
    assert error.item == "结转结余率"
    assert (
        "可能的原因（供参考，未经核实）：上年率缺失，按 0 计；按相对变化 71.89% 计，而不是相差的百分点"
        in error.message
    )


def test_the_dongxihu_table_as_published() -> None:
    result = evaluated("hubei_department", "dongxihu-2020")
    assert (result.total, result.entered_total) == (95.64, 95.64)
    assert {finding.severity for finding in result.findings} == {"info"}


def test_messages_are_chinese_and_have_an_english_form() -> None:
    for name in ("beijing", "hubei_department", "hunan", "transfer", "county_grain", "yunnan"):
        for said in evaluated(name).findings:
            assert any("\u4e00" <= letter <= "\u9fff" for letter in said.message)
            assert " | " not in said.message
            assert said.said("en") != said.message


def test_a_bad_row_leaves_the_others() -> None:
    rows = [indicator(10.0, 9.0), indicator(0.0, 9.0), indicator(10.0, "许多"), indicator(10.0, 8.0)]
    result = evaluate(table(*rows, rule=NATIONAL))
    assert [score.score for score in result.scores] == [9.0, None, None, 8.0]
    assert result.total == 17.0
    # a target of 0 that is missed is no wrong input: an accident too many has no ratio
    assert codes(result) == [
        ("warning", "readings-differ", spot("actual")),
        ("error", "bad-input", spot("actual")),
    ]


def test_a_level_whose_points_are_no_number_is_held_against_no_tier() -> None:
    row = item("qualitative_score", level="部分达成", points="十分", entered=5.0)
    result = evaluate(table(row, rule=NATIONAL))
    assert codes(result) == [("error", "bad-input", spot("points"))]


def test_what_reading_has_said_is_not_said_twice() -> None:
    said = finding("not-a-number", at=spot("budget"), item="总额", found="九万", term="预算数")
    row = item("execution_rate_score", budget="九万", executed=-5.0)
    result = evaluate(table(row, indicator(10.0, 9.0), rule=NATIONAL, findings=[said]))
    assert codes(result) == [("error", "not-a-number", spot("budget"))]


def test_rows_that_count_nothing_are_missing_once_a_table_is_begun() -> None:
    rows = [
        indicator(10.0, 9.0),
        indicator(10.0, None, name="未填"),
        item(None, name="待评", actual="已建"),
        item("carryover_deduction", name="结转", previous_rate=None, rate=0.1, points=4.0),
        item("qualitative_score", name="定性", level="达成", points=10.0, actual="达成"),
    ]
    result = evaluate(table(*rows, rule="beijing-2022"))
    missing = {f.item: f.message for f in result.findings if f.code == "score-missing"}
    assert list(missing) == ["未填", "待评", "结转", "定性"]
    assert "缺少完成值" in missing["未填"]
    assert "需要人工评定" in missing["待评"]
    assert "需要人工评定" in missing["定性"]  # the rule has no tiers
    assert "缺少上年率" in missing["结转"]
    severities = {f.item: f.severity for f in result.findings if f.code == "score-missing"}
    assert severities == {"未填": "warning", "待评": "info", "结转": "warning", "定性": "warning"}
    assert (result.total, result.grade) == (9.0, None)  # no grade of half a table
    places = {key: Place("表", 5, at) for at, key in enumerate(("score", "entered", "rule_score"))}
    rows[2].cells.update(places)  # of ours, whose scores are formulas
    (told,) = (
        f
        for f in evaluate(table(*rows, rule="beijing-2022")).findings
        if f.item == "待评" and f.code == "score-missing"
    )
    assert (told.cell, "填报得分" in told.message) == (places["entered"], True)
    rows[1].cells.update(places)
    told_of = {f.item: f.cell for f in evaluate(table(*rows, rule="beijing-2022")).findings}
    assert told_of["未填"] == spot("actual")  # where it is typed
    assert codes(evaluate(table(indicator(10.0, None), item(None), rule=NATIONAL))) == [
        ("error", "not-begun", None)
    ]


def test_a_row_of_ours_that_the_rule_leaves_open_is_counted_once() -> None:
    row = indicator(10.0, 9.0)
    row.cells.update({key: Place("表", 5, at) for at, key in enumerate(("score", "entered", "rule_score"))})
    result = evaluate(table(row, rule="dongxihu-2020"))
    assert {"not-covered", "score-missing"} <= {f.code for f in result.findings}
    assert result.unscored == 1


def test_a_rule_that_says_nothing_about_a_row_is_a_note_and_the_entered_score_stands() -> None:
    row = indicator(10.0, 11.0, 5.0, "等于", entered=4.0)
    result = evaluate(table(row, rule=NATIONAL))
    assert (result.scores[0].score, result.total) == (None, 4.0)
    assert codes(result) == [("info", "not-covered", spot("score"))]
    too_much = indicator(10.0, 11.0, 5.0, "等于", entered=6.0)
    assert ("error", "score-out-of-range", spot("entered")) in codes(evaluate(table(too_much, rule=NATIONAL)))
    odd = item(None, entered=101.0)
    assert ("error", "score-out-of-range", spot("entered")) in codes(evaluate(table(odd, rule=NATIONAL)))


def test_a_total_outside_the_grades() -> None:
    rows = [indicator(10.0, 10.0, 60.0), indicator(10.0, 11.0, 50.0)]
    result = evaluate(table(*rows, rule=NATIONAL))
    assert (result.total, result.grade) == (110.0, None)
    assert codes(result) == [("warning", "total-out-of-range", spot("total"))]
    thousand = [indicator(10.0, 10.0, 600.0), indicator(10.0, 11.0, 400.0)]
    assert codes(evaluate(table(*thousand, rule=NATIONAL))) == []  # 千分制
    result = evaluate(table(indicator(10.0, 10.0, 60.0), rule="beijing-2022"))
    assert codes(result) == [("info", "grade-not-covered", spot("total"))]


def test_the_rule_asked_for_is_taken_before_the_tables_own() -> None:
    rows = table(item("execution_rate_score", budget=100.0, executed=50.0), rule="beijing-2022")
    assert evaluate(rows).total == 10.0
    assert evaluate(rows, NATIONAL).total == 5.0


def test_rules_that_are_not_to_be_had() -> None:
    with pytest.raises(UnknownRule, match=r"没有的规则.*beijing-2022"):
        evaluate(table(), "没有的规则")


def test_a_table_that_names_an_unknown_rule_is_judged_as_far_as_it_can_be() -> None:
    standard = "每少1场扣2分", "8场"
    rows = [
        item(
            "execution_rate_score", budget=100.0, executed=95.0, published_rate=0.99, points=10.0, entered=5.0
        ),
        indicator("10场", "8场", name="场次", entered=9.0, criterion=standard),
        indicator(10.0, 8.0, name="人次", entered=11.0),
    ]
    named = table(*rows, rule="没有的规则")
    named.cells["rule"] = spot("rule")
    result = evaluate(named)
    assert [score.score for score in result.scores] == [None, 6.0, None]
    assert (result.total, result.grade, result.to_dict()["rule"]) == (22.0, None, None)
    assert codes(result) == [
        ("error", "rate-differs", spot("published_rate")),
        ("error", "score-differs", spot("score")),
        ("error", "score-out-of-range", spot("entered")),
        ("error", "rule-unknown", spot("rule")),
    ]


def test_a_cell_never_makes_us_open_a_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("rules") / "mine.toml"
    path.write_text("nonsense", "utf-8")
    with pytest.raises(RuleProblem):
        evaluate(table(), str(path))
    (found,) = (
        found for found in evaluate(table(item(None), rule=str(path))).findings if found.found == str(path)
    )
    assert found.code == "rule-unknown"


def test_every_file_of_findings_offers_one_verb() -> None:
    assert {check.__name__ for check in (*ROWS, *QUESTIONS, *LISTS, *WHOLE)} == {"check", "check_whole"}
