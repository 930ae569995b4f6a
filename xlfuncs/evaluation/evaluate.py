"""评价一张表 — every row scored by the rule, the total, the grade, and what does not agree.

The total counts, for each row, the approved score, else the rule's, else the entered one.
"""

from __future__ import annotations

import datetime as dt

from xlfuncs.bilingual import Both
from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.evaluation.choose_rule import choose_rule, leave_between, told
from xlfuncs.evaluation.content import Item, Table
from xlfuncs.evaluation.findings import (
    amounts,
    approved,
    compare,
    grades,
    missing_scores,
    sums,
    typed_rate,
    unproven,
    whole_table,
)
from xlfuncs.evaluation.findings.checks import LISTS, QUESTIONS, ROWS, asked
from xlfuncs.evaluation.findings.criteria import criteria, is_bonus
from xlfuncs.evaluation.findings.habits import habits_of
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.evaluation.score_items import score_items
from xlfuncs.evaluation.sections import (
    by_section,
    entered_total,
    number,
    scored_whole,
    section_sums,
    worth_of,
)
from xlfuncs.functions.apply import read
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import is_blank

_HUNDRED, _THOUSAND = 100, 1000  # 千分制


def evaluate(table: Table, rule: str | None = None, *, today: dt.date | None = None) -> Result:
    """核对一张表 — score it under a rule; nothing in the table is changed.

    Parameters
    ----------
    table : Table
        As recognised.
    rule : str, optional
        Rule id or file; left out, the table's own, else its jurisdiction's, else the national one.
    today : date, optional
        The day that decides what is overdue; left out, the day it is.

    Raises
    ------
    UnknownRule, RuleProblem
        The rule asked for or named by the table does not exist.

    Source: the rule; the order approved, rule, entered is this library's own.
    """
    day = today or dt.date.today()
    listed = [found for check in LISTS for found in check(table, day)]
    if table.lists and not table.items and not table.sections:  # a form that earns no points
        if rule:
            load(rule)  # an unknown one is an error here too
        blank = [] if _listed(table) else [finding("not-begun", case="list", sheet=table.sheet)]
        return Result(table, "", [], [], None, None, None, [*table.findings, *listed, *blank])
    choice = choose_rule(table, rule)
    chosen, scores = choice.rule, [*score_items(table.items, choice.rule)]
    leave_between(choice, table, scores)
    findings = [*table.findings, *told(choice, table, scores), *listed]
    refused = {f.cell for f in findings if f.severity == "error"}
    habits = habits_of(scores, chosen)
    long = len(scores) > criteria().glance
    questions = () if long else QUESTIONS
    checks = {True: ROWS + questions, False: questions}
    said: list[Finding] = []
    for score in filter(asked, scores) if long else scores:
        judged = asked(score)
        for check in checks[judged]:
            said += check(score, chosen)
        if judged:
            said += compare.check(score, chosen, habits=habits)
    # not again what reading has said of the same cell
    findings += [f for f in said if f.code != "bad-input" or f.cell not in refused]
    rows = by_section(scores)
    sections, total = section_sums(table, rows)
    for detail in table.details:
        findings += typed_rate.of_detail(detail, chosen)
    # of a row left to a person that is said already
    bad = {f.cell for f in findings if f.severity == "error" or f.code == "readings-differ"}
    begun = total is not None or _begun(scores)
    whole = scored_whole(table, rows)
    missing = [*missing_scores.check(scores, whole, bad)] if begun else []
    findings += missing
    typed = begun or bad or table.details or _listed(table) or any(_typed(score.item) for score in scores)
    if not typed:  # nobody should hear that all is well
        findings.append(finding("not-begun", sheet=table.sheet))
    findings += missing_scores.unchecked(scores) if table.own else missing_scores.not_entered(scores, whole)
    findings += approved.listed(table, scores)
    worth = worth_of(table)
    findings += sums.check(table, rows, chosen, worth)
    findings += [*whole_table.of_year(table, chosen), *whole_table.check(table, scores, day)]
    findings += amounts.check(table, scores) if not long else []
    unscored_part = any(part["points"] and part["score"] is None for part in sections)
    wrong = any(score.problem for score in scores)
    left = [s.item for s in scores if s.counted is None and (s.problem or s.readings)]
    unscored = {found.cell for found in missing} | {item.place("score", "actual") for item in left}
    incomplete = wrong or unscored or unscored_part or any(map(_lacks_scores, table.findings))
    entered, printed = entered_total(table, sections), number(table.entered_total)
    if any(found.code == "total-missing" and found.case for found in table.findings):
        total = entered = None
    # what a bonus adds to 100 is told of the points, and that they are 1000
    above = worth is not None and total is not None and 100 < total <= worth
    beyond = above and (worth == _THOUSAND or any(is_bonus(item.name) for item in table.items))
    label, ungraded = (None, []) if incomplete or beyond else _grade(table, total, chosen)
    # grades are of 100 points; where no points are stated, only the printed total says that all rows were read
    of_hundred = worth == 100 or (worth is None and printed is not None and printed == total)
    if of_hundred and not incomplete:
        findings += grades.check(table, total, entered, chosen)
    elif printed is not None and 100 in (worth, number(table.total_points)):
        findings += grades.printed(table, printed, chosen)
    findings += [*grades.of_projects(table, chosen), *unproven.check(table, scores)]
    return Result(
        table=table,
        rule=chosen,
        scores=scores,
        sections=sections,
        total=total,
        entered_total=entered,
        grade=label if of_hundred else None,
        findings=unproven.weighed(table, findings + ungraded),
        unscored=len(unscored),
    )


def _lacks_scores(found: Finding) -> bool:
    """Whether a part is missing that would have earned something."""
    return found.code == "part-missing" and found.severity == "error"


def _begun(scores: list[Score]) -> bool:
    """Whether somebody has filled in anything."""
    return any(not is_blank(score.item.actual) for score in scores)


def _typed(item: Item) -> bool:
    """Whether a row holds more than what was asked of it."""
    given = (item.entered, item.approved, *(item.inputs.get(key) for key in ("executed", "failed", "rate")))
    return not all(map(is_blank, given))


def _listed(table: Table) -> bool:
    """Whether its lists hold more than the printed names of what is asked."""
    listed = (entry for entries in table.lists.values() for entry in entries)
    return any(
        not is_blank(value) for entry in listed for key, value in entry.values.items() if key != "item"
    )


def _grade(table: Table, total: float | None, rule: str) -> tuple[str | None, list[Finding]]:
    if total is None:
        return None, []
    try:
        call = read("grade", rule, [total])
        return None if call is None else call.result(), []
    except NotCovered as error:
        code, problem = "grade-not-covered", Both(error.zh, error.en)
        if "grade" not in load(rule).functions:
            problem = Both("本规则未规定评价等级，不予评定", "this rule states no grades: none is given")
    except XlfuncsError as error:
        code, problem = "total-out-of-range", Both(error.zh, error.en)
    # no row counts more than its points: those are too many, or not all of them are rows
    above = code == "total-out-of-range" and (number(table.entered_total) or 0) <= _HUNDRED
    severity: Severity | None = "warning" if above else None
    at = table.cells.get("total")
    return None, [finding(code, severity=severity, at=at, item="总分", found=total, problem=problem)]
