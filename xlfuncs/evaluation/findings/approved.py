"""核定得分的核对 — a score that a reviewer approved: within the row's points, with its reason, by whom and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlfuncs.evaluation.content import Score, Table
from xlfuncs.evaluation.findings.compare import within
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.scoring.numbers import exact, exact_or_none, is_blank


def check(score: Score, rule: str) -> Sequence[Finding]:
    """What there is to say about a row's approved score."""
    item = score.item
    if is_blank(item.approved):
        return ()
    findings = within(item, "approved")
    at = item.place("approved_reason")
    if at and is_blank(item.approved_reason):  # a foreign table may have no column for it
        same = score.score is not None and exact_or_none(item.approved) == exact(score.score)
        findings.append(
            finding(
                "reason-missing",
                severity="warning" if same else "error",
                at=at,
                item=item.name,
                found=item.approved,
            )
        )
    return findings


def listed(table: Table, scores: Sequence[Score]) -> Iterator[Finding]:
    """Every approved score of a table of ours, and that nobody says who approved it, or when."""
    numbers = ((score, exact_or_none(score.item.approved)) for score in scores)
    approved = [(score, float(number)) for score, number in numbers if number is not None]
    if not approved or not table.approval:
        return
    for value, place in table.approval:
        if is_blank(value):
            yield finding("approval-unsigned", at=place, item=None, found=len(approved))
    by = "，".join(str(value).strip() for value, _ in table.approval if not is_blank(value)) or "未填"
    for score, number in approved:
        item = score.item
        yield finding(
            "score-approved",
            case="" if score.score is not None else "alone",
            at=item.place("approved"),
            item=item.name,
            found=number,
            expected=score.score,
            reason="未填" if is_blank(item.approved_reason) else str(item.approved_reason).strip(),
            by=by,
        )
