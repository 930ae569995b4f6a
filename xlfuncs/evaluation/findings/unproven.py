"""读法存疑 — points and scores that were hardly read right: one error says so, and what follows from it is a warning.

Nobody gives half of the rows more than they are worth; a column of other numbers was taken for points or scores, or both
were filled in the wrong way round. Nor is a rate wrong that is that of the right sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.evaluation.findings.typed_rate import rounding_of
from xlfuncs.evaluation.judgement import Judgement
from xlfuncs.evaluation.sections import number
from xlfuncs.scoring.numbers import WIDE, exact_or_none

_WHOLE = 100  # points
_FEWEST = 2  # rows above their points that are no slip
_DOUBT = frozenset({"columns-unproven", "columns-alike", "sum-differs"})
_FOLLOWS = frozenset({"score-differs", "score-out-of-range", "total-differs", "total-out-of-range"})


def check(judged: Judgement) -> Iterator[Finding]:
    """That half of the rows, and more than one, have more than they are worth."""
    table = judged.table
    if table.own:
        return
    given = [
        (score.item, entered, points)
        for score in judged.scores
        if score.item.entered is not None
        and not score.item.idle
        and (entered := number(score.item.entered)) is not None
        and (points := number(score.item.points)) is not None
    ]
    above = [item for item, entered, points in given if entered > points >= 0]
    if len(above) >= _FEWEST and 2 * len(above) >= len(given):
        hundred = _of_hundred(table, [entered for _, entered, _ in given])
        told: dict[str, Any] = {"at": above[0].place("entered", "score"), "found": len(above)}
        told |= {"case": "hundred", "severity": "warning"} if hundred else {"severity": "error"}
        yield finding("columns-unproven", rows=len(given), **told)


def _of_hundred(table: Table, entered: Sequence[float]) -> bool:
    """Whether each row was scored of a hundred: no score is more, and the total is one of a hundred, too, not their sum."""
    total = number(table.entered_total)
    return total is not None and max(entered) <= _WHOLE and total <= _WHOLE < sum(entered)


def weighed(table: Table, findings: Sequence[Finding]) -> list[Finding]:
    """What was found of a table, each as grave as the rest shows: warnings, where it follows from columns in doubt; a sum is
    wrong for certain where the rate is that of what its rows add up to, and that rate is not; no error values that come of a text
    among the amounts.
    """
    if any(finding.case == "text-amount" for finding in findings):
        findings = [finding for finding in findings if finding.case != "error-value"]
    # which says of all sums that they are 0
    if zero := {finding.item for finding in findings if finding.case == "parts"}:
        findings = [f for f in findings if f.code != "sum-differs" or f.found != 0 or f.item not in zero]
    codes = {finding.code for finding in findings}
    if codes.isdisjoint(_DOUBT):
        return [*findings]  # nearly every table
    doubtful, alike = "columns-unproven" in codes, "columns-alike" in codes
    sums = {finding.cell: finding.expected for finding in findings if finding.code == "sum-differs"}
    proven = {*_proven(table, sums)} if sums else set()
    grave: dict[tuple[str, Place | None], Severity] = {}
    for rate, places in proven:
        grave["rate-differs", rate] = "warning"
        for place in places:
            grave["sum-differs", place] = "error"
    return [
        replace(finding, severity="warning")
        if finding.severity == "error"
        # a score was not read
        and ((doubtful and finding.code in _FOLLOWS) or (alike and finding.case == "blanks"))
        else replace(finding, severity=grave.get((finding.code, finding.cell), finding.severity))
        for finding in findings
    ]


def _proven(
    table: Table, sums: Mapping[Place | None, Any]
) -> Iterator[tuple[Place | None, tuple[Place | None, ...]]]:
    """Where rates stand that are those of what the rows add up to, not of the typed sums, and where these do."""
    for item in (*table.items, *table.details):
        places = tuple(item.place(key) for key in ("budget", "executed"))
        budget, spent, rate = item.numbers("budget", "executed", "published_rate")
        if not (budget and spent and rate) or rounding_of(rate, WIDE.divide(spent, budget)):
            continue
        pairs = zip(places, (budget, spent), strict=True)
        budget, executed = (exact_or_none(sums.get(place, value)) for place, value in pairs)
        if budget and executed and rounding_of(rate, WIDE.divide(executed, budget)):
            yield item.place("published_rate", "score"), places
