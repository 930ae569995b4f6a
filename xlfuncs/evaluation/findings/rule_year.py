"""年度核对 — a rule that states the figures of one year, and a table of another."""

from __future__ import annotations

from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact_or_none


def check(table: Table, rule: str) -> list[Finding]:
    """What there is to say of the year judged."""
    document = load(rule)
    if table.year is None or not document.annual:
        return []
    found, at = table.year
    if exact_or_none(found) in (None, document.year):  # what is no number is told at its cell
        return []
    words = {"found": found, "expected": document.year, "document": document.title}
    return [finding("year-differs", at=at, **words)]
