"""评定等级 — the grade of a table's total, and what there is to say about it."""

from __future__ import annotations

from xlfuncs.bilingual import Both
from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings import grades
from xlfuncs.evaluation.findings.criteria import is_bonus
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.evaluation.sections import number
from xlfuncs.functions.apply import read
from xlfuncs.rules.loader import load

_HUNDRED, _THOUSAND = 100, 1000  # 千分制


def grade_of(
    table: Table,
    total: float | None,
    entered: float | None,
    rule: str,
    worth: float | None,
    *,
    complete: bool,
) -> tuple[str | None, list[Finding]]:
    """The grade of a total, and what is found about it, about the entered one and those of a list's projects.

    ``complete`` says whether every row has its score; of others, and where grades are not of 100 points, there is none.
    """
    printed = number(table.entered_total)
    # where no points are stated, only the printed total says that all rows were read
    of_hundred = worth == _HUNDRED or (worth is None and printed is not None and printed == total)
    # what a bonus adds to 100 is told of the points, and that they are 1000, or 105 by their own total
    above = total is not None and _HUNDRED < total <= (total if worth is None else worth)
    stated = worth is not None and worth in (_THOUSAND, number(table.total_points))
    beyond = above and (stated or any(is_bonus(item.name) for item in table.items))
    label, ungraded = _graded(table, total, rule) if complete and not beyond else (None, [])
    findings: list[Finding] = []
    if of_hundred and complete:
        findings += grades.check(table, total, entered, rule)
    elif printed is not None and _HUNDRED in (worth, number(table.total_points)):
        findings += grades.printed(table, printed, rule)
    findings += [*grades.of_projects(table, rule), *ungraded]
    return (label if of_hundred else None), findings


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
            problem = Both("本规则未规定评价等级，不予评定", "this rule states no grades: none is given")
    except XlfuncsError as error:
        code, problem = "total-out-of-range", Both(error.zh, error.en)
    # no row counts more than its points: those are too many, or not all of them are rows
    above = code == "total-out-of-range" and (number(table.entered_total) or 0) <= _HUNDRED
    severity: Severity | None = "warning" if above else None
    at = table.cells.get("total")
    return None, [finding(code, severity=severity, at=at, item="总分", found=total, problem=problem)]
