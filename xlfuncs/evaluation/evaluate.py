"""评价一张表 — every row scored by the rule, the total, the grade, and what does not agree.

The total counts, for each row, the approved score, else the rule's, else the entered one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from xlfuncs.evaluation.choose_rule import choose_rule, leave_between, told
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings import (
    amounts,
    approved,
    bad_input,
    compare,
    completion,
    completion_rate,
    consistency,
    duties,
    goals,
    grades,
    misplaced,
    missing_scores,
    no_figure,
    odd_figures,
    reasons,
    sums,
    typed_rate,
    unproven,
    whole_table,
)
from xlfuncs.evaluation.findings.habits import habits_of
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.findings.usual import are_usual
from xlfuncs.evaluation.judgement import Judgement
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.evaluation.score_items import score_items
from xlfuncs.evaluation.sections import by_section, section_sums
from xlfuncs.rules.loader import NONE, load

# The checks, in order; a new one is one more name. What a row's score goes through:
ROWS = (bad_input.check, approved.check)
# Where the arithmetic is right: what a reviewer asks of a form, if a row's figures are not as most are; a list too long for
# that is asked nothing.
QUESTIONS = (no_figure.check, completion.check, completion_rate.check, odd_figures.check)
# Those of the lists of a table, which say nothing of lists that are not there:
LISTS = (goals.check, duties.check, consistency.check)
# And of a whole table that earns points, the last of which sum up what the others found:
WHOLE = (
    typed_rate.check_whole,
    missing_scores.check,
    approved.check_whole,
    sums.check,
    whole_table.check,
    amounts.check,
    grades.check,
    unproven.check,
)


def score_table(table: Table, rule: str | None = None) -> Result:
    """计分 — the scores of its rows, its sections and its total; of findings only those that the choice of the rule gives.

    Left out, `rule` (an id or file) is the table's own, else its jurisdiction's, else the national one. UnknownRule, RuleProblem
    where the rule asked for does not exist.
    """
    if table.lists and not table.items and not table.sections:  # a form that earns no points
        if rule:
            load(rule)  # an unknown one is an error here too
        return Result(table, "", [], [], None, None, None, [])
    choice = choose_rule(table, rule)
    year = None if table.own else misplaced.year_of(table)
    for item in table.items if year else ():
        item.year = year  # of deadlines that name none
    scores = [*score_items(table.items, choice.rule)]
    leave_between(choice, table, scores)
    named = "" if choice.rule == NONE else choice.rule
    result = Result(table, named, scores, [], None, None, None, [*told(choice, table, scores)])
    count(result)
    return result


def count(result: Result) -> None:
    """Add up the sections and the total, as what was entered counts where the rule gives no score."""
    result.sections, result.total = section_sums(result.table, by_section(result.scores))


def judge(result: Result, today: dt.date | None = None) -> Result:
    """核对 — all that does not agree in a table that was scored; `today` decides what is overdue."""
    table, before = result.table, result.findings
    result = replace(result, findings=[*table.findings])
    judged = Judgement(result, today or dt.date.today())
    for check in LISTS:
        result.findings += check(table, judged.day)
    if not judged.rule:
        result.findings += [] if judged.listed else [finding("not-begun", case="list", sheet=table.sheet)]
        return result
    refused = {f.cell for f in result.findings if f.severity == "error"}
    # not again what reading has said of the same cell
    result.findings += [f for f in _of_rows(judged) if f.code != "bad-input" or f.cell not in refused]
    for whole in WHOLE:
        result.findings += [*whole(judged)]
    result.findings = unproven.weighed(table, [*result.findings, *before])
    return result


def _of_rows(judged: Judgement) -> Iterator[Finding]:
    """What there is to say of each row by itself; of a long list only where somebody typed, or the rule has no score."""
    rule, long = judged.rule, judged.long
    habits = habits_of(judged.scores, rule)
    scores = [*filter(asked, judged.scores)] if long else judged.scores
    for score, usual in zip(scores, [True] * len(scores) if long else are_usual(scores), strict=True):
        if typed := asked(score):
            yield from typed_rate.check(score, rule)
            for check in ROWS:
                yield from check(score)
        if not long:
            yield from reasons.check(score)
        for question in () if usual else QUESTIONS:
            yield from question(score)
        if typed:
            yield from compare.check(score, rule, habits)


def asked(score: Score) -> bool:
    """Whether `ROWS` can have anything to say of a row: not where the rule scores an indicator and nobody typed a score."""
    item = score.item
    typed = item.entered is not None or item.approved is not None
    return typed or score.score is None or score.method != "capped_ratio_score"
