"""评价一张表 — every row scored by the rule, the total, the grade, and what does not agree.

The total counts, for each row, the approved score, else the rule's, else the entered one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from xlfuncs.evaluation.choose_rule import choose_rule, leave_between, told
from xlfuncs.evaluation.content import Item, Table
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
from xlfuncs.evaluation.findings.criteria import is_long
from xlfuncs.evaluation.findings.grades import grade_of
from xlfuncs.evaluation.findings.habits import habits_of
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.findings.usual import are_usual
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.evaluation.score_items import score_items
from xlfuncs.evaluation.sections import by_section, entered_total, scored_whole, section_sums, worth_of
from xlfuncs.rules.loader import NONE, load
from xlfuncs.scoring.numbers import is_blank

# The checks that a row's score goes through, in order, and those of the lists of a table, with the day that decides what is
# overdue; those say nothing of lists that are not there. A new check is one more name.
ROWS = (bad_input.check, bad_input.readings, approved.check)
# Where the arithmetic is right: what a reviewer asks of a form, if a row's figures are not as most are; a list too long for
# that is asked nothing.
QUESTIONS = (no_figure.check, completion.check, completion_rate.check, odd_figures.check)
LISTS = (goals.check, goals.texts, duties.check, consistency.check)
_UNREAD = ("columns-alike", "column-unread")


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
    table, scores = result.table, result.scores
    chosen = result.rule or (NONE if result.earns else "")
    sections, total = result.sections, result.total
    day = today or dt.date.today()
    listed = [found for check in LISTS for found in check(table, day)]
    if not chosen:
        blank = [] if _listed(table) else [finding("not-begun", case="list", sheet=table.sheet)]
        return replace(result, findings=[*table.findings, *listed, *blank])
    findings = [*table.findings, *listed]
    refused = {f.cell for f in findings if f.severity == "error"}
    long = is_long(scores)
    # not again what reading has said of the same cell
    said = _of_rows(scores, chosen, long=long)
    findings += [f for f in said if f.code != "bad-input" or f.cell not in refused]
    rows = by_section(scores)
    totals = [score.item for score in scores if score.item.function == "execution_rate_score"]
    for detail in table.details:
        findings += typed_rate.of_detail(detail, chosen, totals)
    # of a row left to a person that is said already
    bad = {f.cell for f in findings if f.severity == "error" or f.code == "readings-differ"}
    begun = total is not None or any(not is_blank(score.item.actual) for score in scores)
    whole = scored_whole(table, rows)
    missing = [*missing_scores.check(scores, whole, bad)] if begun else []
    findings += missing if result.rule else []  # else most lack the rule alone
    typed = begun or bad or table.details or _listed(table) or any(_typed(score.item) for score in scores)
    # a column that may hold what was typed, and was not read
    unread = any(f.code in _UNREAD and f.severity == "warning" for f in table.findings)
    if not unread:  # nobody should hear that all is well
        unfilled = missing_scores.unfilled(table, total)
        findings += unfilled if typed else [finding("not-begun", sheet=table.sheet)]
    findings += missing_scores.unchecked(scores) if table.own else missing_scores.not_entered(scores, whole)
    findings += approved.listed(table, scores)
    worth = worth_of(table)
    findings += sums.check(table, rows, chosen, worth)
    findings += [*whole_table.of_year(table, chosen), *whole_table.check(table, scores, day)]
    findings += amounts.check(table, scores) if not long else []
    unscored_part = any(part["points"] and part["score"] is None for part in sections)
    wrong = any(score.problem for score in scores)
    left = [s.item for s in scores if (s.problem or s.readings) and s.counted is None]
    open_cells = {found.cell for found in missing}  # wherever in its row each is told
    unscored = len(open_cells) + sum(open_cells.isdisjoint(item.cells.values()) for item in left)
    cut = any(found.code == "part-missing" and found.severity == "error" for found in table.findings)
    lacking = any(f.code == "points-sum" and not f.case and f.found < f.expected for f in findings)  # rows
    complete = not (wrong or unscored or unscored_part or cut or lacking)
    entered = entered_total(table, sections)
    if any(found.code == "total-missing" and found.case in ("each", "apart") for found in table.findings):
        total = entered = None
    label, graded = grade_of(table, total, entered, chosen, worth, complete=complete)
    findings += [*graded, *unproven.check(table, scores), *result.findings]
    return replace(
        result,
        total=total,
        entered_total=entered,
        grade=label,
        findings=unproven.weighed(table, findings),
        unscored=unscored,
    )


def _of_rows(scores: Sequence[Score], rule: str, *, long: bool) -> list[Finding]:
    """What there is to say of each row by itself; of a long list only where somebody typed, or the rule has no score."""
    habits = habits_of(scores, rule)
    said: list[Finding] = []
    scores = [*filter(asked, scores)] if long else scores
    for score, usual in zip(scores, [True] * len(scores) if long else are_usual(scores), strict=True):
        if judged := asked(score):
            said += typed_rate.check(score, rule)
            for check in ROWS:
                said += check(score)
        if not long:
            said += reasons.check(score)
        for check in () if usual else QUESTIONS:
            said += check(score)
        if judged:
            said += compare.check(score, rule, habits)
    return said


def asked(score: Score) -> bool:
    """Whether `ROWS` can have anything to say of a row: not where the rule scores an indicator and nobody typed a score."""
    item = score.item
    typed = item.entered is not None or item.approved is not None
    return typed or score.score is None or score.method != "capped_ratio_score"


def _typed(item: Item) -> bool:
    """Whether a row holds more than what was asked of it."""
    given = (item.entered, item.approved, *(item.inputs.get(key) for key in ("executed", "failed", "rate")))
    return not all(map(is_blank, given))


def _listed(table: Table) -> bool:
    """Whether its lists hold more than the printed names of what is asked."""
    listed = (one for entries in table.lists.values() for one in entries)
    return any(not is_blank(value) for one in listed for key, value in one.values.items() if key != "item")
