"""核定得分的核对 — a score that a reviewer approved: within the row's points, with its reason, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.compare import within
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.evaluation.judgement import Judgement
from xlfuncs.evaluation.result import Score
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact, exact_or_none, is_blank

_SIGNATURE = pattern(r"[(（]([^()（）]+)[)）][。.]?$")
_DATE = pattern(r"\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}")
_OFFICE = pattern(r"[一-龥]{2,}")


def check(score: Score) -> Iterable[Finding]:
    """What there is to say about a row's approved score."""
    return () if is_blank(score.item.approved) else _approved(score)


def _approved(score: Score) -> Iterator[Finding]:
    item = score.item
    yield from within(item, "approved")
    # another's table may have no column for the reason
    if "approved_reason" in item.cells and is_blank(item.approved_reason) and (item.own or _changed(score)):
        same = score.score is not None and exact_or_none(item.approved) == exact(score.score)
        severity: Severity = "warning" if same or not item.own else "error"
        yield item.finding("reason-missing", "approved_reason", severity=severity, found=item.approved)


def check_whole(judged: Judgement) -> Iterator[Finding]:
    """Every approved score that decides, and that nobody says who approved it, or when.

    Of another's table, which may repeat the rule's scores as approved, those that are not what stood there before.
    """
    table = judged.table
    given = (score for score in judged.scores if score.item.approved is not None)
    numbers = ((score, exact_or_none(score.item.approved)) for score in given)
    approved = [(score, number) for score, number in numbers if number is not None]
    if not table.approval:
        approved = [(score, number) for score, number in approved if _changed(score)]
    unsigned = [score for score, _ in approved if _signed(score.item) is None]
    for value, place in table.approval if unsigned else ():
        if is_blank(value):
            yield finding("approval-unsigned", at=place, found=len(unsigned))
    office = "，".join(str(value).strip() for value, _ in table.approval if not is_blank(value)) or "未填"
    for score, number in approved:
        item = score.item
        reason = "未填" if is_blank(item.approved_reason) else str(item.approved_reason).strip()
        by = _signed(item) or office
        why = Both(f"；理由：{reason}；核定：{by}", f"; reason: {reason}; approved: {by}")
        if reason == by == "未填" and not item.own:
            why = Both("，没有写理由", ", without a reason")
        told = {"case": "alone" if score.score is None else "", "expected": score.score, "why": why}
        yield item.finding("score-approved", "approved", found=number, **told)


def _changed(score: Score) -> bool:
    """Whether it is not what stood there before: the rule's, else the entered score."""
    before = score.item.entered if score.score is None else score.score
    return exact_or_none(score.item.approved) != exact_or_none(before)


def _signed(item: Item) -> str | None:
    """Office and date of a row's own, where its reason ends with them in brackets: 同意给 4 分（县财政局，2023-03-15）."""
    found = None if is_blank(item.approved_reason) else _SIGNATURE.search(str(item.approved_reason).strip())
    return found[1].strip() if found and _DATE.search(found[1]) and _OFFICE.search(found[1]) else None
