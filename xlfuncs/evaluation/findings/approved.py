"""核定得分的核对 — a score that a reviewer approved: within the row's points, and with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.evaluation.content import Score
from xlfuncs.evaluation.findings.compare import within
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.scoring.numbers import is_blank

__all__ = ["check"]


def check(score: Score, rule: str) -> Sequence[Finding]:
    """What there is to say about a row's approved score."""
    item = score.item
    if is_blank(item.approved):
        return ()
    findings = within(item, "approved")
    at = item.place("approved_reason")
    if at and is_blank(item.approved_reason):  # a foreign table may have no column for it
        findings.append(finding("reason-missing", at=at, item=item.name, found=item.approved))
    return findings
