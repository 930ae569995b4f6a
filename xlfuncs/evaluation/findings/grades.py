"""等级的核对 — a printed grade against the rule's of the total; and totals that another rounding would grade otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xlfuncs.cells import Place
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.functions.apply import read
from xlfuncs.scoring.numbers import exact, round_to


def check(table: Table, total: float | None, entered: float | None, rule: str) -> Iterator[Finding]:
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
    if right != rounded:
        yield finding("grade-by-rounding", at=table.cells.get("total"), item="总分", found=total, **told)


def printed(table: Table, total: float, rule: str) -> Iterator[Finding]:
    """A printed grade that is not that of the printed total, where a person has still to score some rows."""
    if table.entered_grade is not None:
        yield from _printed(*table.entered_grade, "评价等级", total, rule)


def of_projects(table: Table, rule: str) -> Iterator[Finding]:
    """The same of the projects of a list, each with the scores that its grades are of."""
    for item in table.items:
        for typed, at, score in item.grades:
            yield from _printed(typed, at, item.name, score, rule, case="project")


def _printed(
    typed: str, at: Place | None, item: str, total: float, rule: str, case: str = ""
) -> Iterator[Finding]:
    right, rounded, told = _grades(total, rule)
    if right is not None and rounded is not None and typed[0] not in (right[0], rounded[0]):
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
