"""总体目标的核对 — what is said to have come of the year's goals, against the goals themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.entries import note, text
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.findings.review import review, words_of


def check(table: Table, today: dt.date) -> Iterator[Finding]:
    """A result that is the goal's own text."""
    for entry in table.lists.get("overall", ()):
        expected, achieved = text(entry, "expected"), text(entry, "achieved")
        same = words_of(expected) == words_of(achieved)
        if same and len(achieved) >= review().repeated_text:
            yield note(entry, "achieved", "goal-as-result", item="年度总体目标", expected="实际完成的情况")
