"""读法存疑 — points and scores that were hardly read right: one error says so, and what follows from it is a warning.

Nobody gives half of the rows more than they are worth; a column of other numbers was taken for points or scores, or both
were filled in the wrong way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.result import Score
from xlfuncs.evaluation.sections import number

_FEWEST = 2  # rows above their points that are no slip
_FOLLOWS = frozenset({"score-differs", "score-out-of-range", "total-differs", "total-out-of-range"})


def check(table: Table, scores: Sequence[Score]) -> Iterator[Finding]:
    """That half of the rows, and more than one, have more than they are worth."""
    if table.own:
        return
    judged = [
        (score.item, entered, points)
        for score in scores
        if (entered := number(score.item.entered)) is not None
        and (points := number(score.item.points)) is not None
    ]
    above = [item for item, entered, points in judged if entered > points >= 0]
    if len(above) >= _FEWEST and 2 * len(above) >= len(judged):
        at = above[0].place("entered", "score")
        yield finding("columns-unproven", at=at, found=len(above), rows=len(judged))


def without_errors(findings: Sequence[Finding]) -> list[Finding]:
    """What was found of a table, where it follows from columns in doubt as warnings."""
    if not any(found.code == "columns-unproven" for found in findings):
        return [*findings]
    return [
        replace(found, severity="warning") if found.code in _FOLLOWS and found.severity == "error" else found
        for found in findings
    ]
