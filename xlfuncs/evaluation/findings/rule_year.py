"""年度核对 — a rule that states the figures of one year, and a table of another."""

from __future__ import annotations

from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.rules.loader import load

__all__ = ["check"]


def check(table: Table, rule: str) -> list[Finding]:
    """What there is to say of the year judged."""
    document = load(rule)
    if table.year is None or not document.annual or table.year[0] == document.year:
        return []
    found, at = table.year
    words = {"found": found, "expected": document.year, "document": document.title}
    return [finding("year-differs", at=at, item=None, **words)]
