"""等级的核对 — the grade of a table's total; a printed one against it, and totals that another rounding would grade otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.criteria import is_bonus
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.evaluation.judgement import Judgement
from xlfuncs.evaluation.sections import entered_total, number
from xlfuncs.functions.apply import read
from xlfuncs.rules.loader import NONE, load
from xlfuncs.scoring.numbers import exact, round_to

_HUNDRED, _THOUSAND = 100, 1000  # 千分制


def check(judged: Judgement) -> Iterator[Finding]:
    """The grade of the total, and what is found about it, about the printed one and those of a list's projects.

    There is none while a row lacks its score, and where grades are not of 100 points.
    """
    table, result = judged.table, judged.result
    complete = _complete(judged)
    result.entered_total = entered_total(table, result.sections)
    if any(found.code == "total-missing" and found.case in ("each", "apart") for found in table.findings):
        result.total = result.entered_total = None
    total, entered, rule, worth = result.total, result.entered_total, judged.rule, judged.worth
    printed = number(table.entered_total)
    # where no points are stated, only the printed total says that all rows were read
    of_hundred = worth == _HUNDRED or (worth is None and printed is not None and printed == total)
    # what a bonus adds to 100 is told of the points, and that they are 1000, or 105 by their own total
    above = total is not None and _HUNDRED < total <= (total if worth is None else worth)
    stated = worth is not None and worth in (_THOUSAND, number(table.total_points))
    called = (*{one.section for one in table.items}, *(one.name for one in table.items)) if above else ()
    beyond = above and (stated or is_bonus(*called))
    label, ungraded = _graded(table, total, rule) if complete and not beyond else (None, [])
    result.grade = label if of_hundred else None
    if of_hundred and complete:
        yield from _entered(table, total, entered, rule)
    elif printed is not None and _HUNDRED in (worth, number(table.total_points)) and table.entered_grade:
        # a person has still to score some rows
        yield from _printed(*table.entered_grade, "评价等级", printed, rule)
    for item in table.items:  # projects of a list, each with the scores that its grades are of
        for typed, at, score in item.grades:
            yield from _printed(typed, at, item.name, score, rule, case="project")
    yield from ungraded


def _complete(judged: Judgement) -> bool:
    """Whether every row and every part has its score; how many have none is noted."""
    result, findings = judged.result, judged.result.findings
    unscored_part = any(part["points"] and part["score"] is None for part in result.sections)
    wrong = any(score.problem for score in judged.scores)
    left = [s.item for s in judged.scores if (s.problem or s.readings) and s.counted is None]
    open_cells = {found.cell for found in judged.missing}  # wherever in its row each is told
    result.unscored = len(open_cells) + sum(open_cells.isdisjoint(item.cells.values()) for item in left)
    cut = any(found.code == "part-missing" and found.severity == "error" for found in judged.table.findings)
    lacking = any(f.code == "points-sum" and not f.case and f.found < f.expected for f in findings)  # rows
    return not (wrong or result.unscored or unscored_part or cut or lacking)


def _graded(table: Table, total: float | None, rule: str) -> tuple[str | None, list[Finding]]:
    """The rule's grade, or why it gives none."""
    if total is None:
        return None, []
    try:
        call = read("grade", rule, [total])
        return None if call is None else call.result(), []
    except NotCovered as error:
        code, problem = "grade-not-covered", Both(error.zh, error.en)
        if "grade" not in load(rule).functions:
            if rule == NONE or (table.entered_grade is None and not table.own):
                return None, []  # nobody asked for one
            problem = Both("本规则未规定评价等级，不予评定", "this rule states no grades: none is given")
    except XlfuncsError as error:
        code, problem = "total-out-of-range", Both(error.zh, error.en)
    # no row counts more than its points: those are too many, or not all of them are rows
    above = code == "total-out-of-range" and (number(table.entered_total) or 0) <= _HUNDRED
    severity: Severity | None = "warning" if above else None
    if code == "total-out-of-range" and not above and number(table.total_points) == _HUNDRED:
        return None, []  # the total row says so already
    at = table.cells.get("total")
    return None, [finding(code, severity=severity, at=at, item="总分", found=total, problem=problem)]


def _entered(table: Table, total: float | None, entered: float | None, rule: str) -> Iterator[Finding]:
    """What there is to say of the grade of a table of 100 points that is scored in full."""
    if total is None:
        return
    right, rounded, told = _grades(total, rule)
    if table.entered_grade is not None and right is not None:
        typed, at = table.entered_grade
        said = right if entered is None else _grade(exact(entered), rule) or right
        if typed[0] not in (right[0], said[0]):
            case = "rounded" if rounded and typed[0] == rounded[0] else ""
            yield finding("grade-differs", case=case, at=at, item="评价等级", found=typed, **told)
            return
        if entered is not None and typed[0] != said[0]:  # of the rule's total, not of the one beside it
            yield from _printed(typed, at, "评价等级", entered, rule)
    if right != rounded:
        yield finding("grade-by-rounding", at=table.cells.get("total"), item="总分", found=total, **told)


def _printed(
    typed: str, at: Place | None, item: str, total: float, rule: str, case: str = ""
) -> Iterator[Finding]:
    right, rounded, told = _grades(total, rule)
    if right is not None and rounded is not None and typed[0] != right[0]:
        case = case or ("rounded" if typed[0] == rounded[0] else "")
        yield finding("grade-differs", case=case, at=at, item=item, found=typed, **told)


def _grades(total: float, rule: str) -> tuple[str | None, str | None, dict[str, Any]]:
    """The rule's grade of a total, that of the total rounded, and what a finding tells of both."""
    exactly = exact(total)
    whole = round_to(exactly, 0, "half_up")
    right, rounded = _grade(exactly, rule), _grade(whole, rule)
    told = {"total": f"{total:.2f}", "right": right, "whole": f"{whole:f}", "rounded": rounded}
    return right, rounded, {"expected": right, **told}


def _grade(total: Decimal, rule: str) -> str | None:
    """The rule's grade; None where it states none of such a total."""
    try:
        call = read("grade", rule, [total])
        return None if call is None else str(call.result())
    except XlfuncsError:
        return None
