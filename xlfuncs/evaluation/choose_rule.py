"""适用规则 — which rule judges a table: the one asked for, the one it names, its jurisdiction's, the national.

The jurisdiction stands in titles and in the fields of unit, department and region; the rule must be one for such a
table. Where two may apply, a row has a score only where both give the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.result import RowReading, Score
from xlfuncs.evaluation.score_items import score_items
from xlfuncs.rules.loader import NONE, IndexEntry, index, load
from xlfuncs.rules.model import Rule

_NAMED = 3  # rows that a finding names


class _Sign(NamedTuple):
    """What shows that a rule applies, and where it stands."""

    rule: IndexEntry
    word: str
    place: Place | None


class Choice(NamedTuple):
    """The rule's id or file, those that may apply as well, and what there is to say."""

    rule: str
    others: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    shown_by: _Sign | None = None


def choose_rule(table: Table, asked: str | None) -> Choice:
    """The rule of a table.

    UnknownRule, RuleProblem where the one asked for does not exist. A table may only name a known id: what stands in a cell
    must not make us open files; with another it is judged as far as it can be without a rule.
    """
    if asked:
        document = load(asked)  # an unknown one is an error here, not at the first score
        return Choice(asked, findings=_overruled(table, document))
    if table.rule:
        known = [entry.id for entry in index().rule]
        if table.rule not in known:
            at, listed = table.cells.get("rule"), "、".join(known)
            stated = finding("rule-unknown", at=at, found=table.rule, expected=listed)
            return Choice(NONE, findings=[stated])
        return Choice(table.rule)
    signs, fallback = [*_signs(table)], index().fallback
    fitting = [sign for sign in signs if _fits(sign.rule, table)]
    if not fitting:
        assumed = _assumed(fallback, "unfit", signs[0]) if signs else _assumed(fallback)
        return Choice(fallback, findings=[assumed])
    first, *rest = fitting
    others = [one.rule.id for one in rest if not first.rule.jurisdiction.startswith(one.rule.jurisdiction)]
    if not table.judges and first.rule.judges:
        others.append(fallback)
    return Choice(first.rule.id, others, shown_by=first)


def _fits(rule: IndexEntry, table: Table) -> bool:
    """Whether the rule is one for such a table."""
    if rule.requires and not any(rule.requires in text for text, _ in table.headings):
        return False
    return not (rule.judges and table.judges) or not {*rule.judges}.isdisjoint(table.judges)


def told(choice: Choice, table: Table, scores: Sequence[Score]) -> list[Finding]:
    """What there is to say of the choice: by which cell, and which rows the national rule scores otherwise."""
    if choice.shown_by is None:
        return [*choice.findings]
    fallback = index().fallback
    both = zip(scores, score_items(table.items, fallback), strict=True)
    changed = [one.item.name for one, other in both if one.score != other.score and not one.readings]
    names = "、".join(f"「{name}」" for name in changed[:_NAMED]) + (" 等" if len(changed) > _NAMED else "")
    change = (
        Both(f"有 {len(changed)} 行得分不同：{names}", f"{len(changed)} rows score differently: {names}")
        if changed
        else Both("各行得分相同", "every row scores the same")
    )
    return [_assumed(choice.rule, "seen", choice.shown_by, change=change, fallback=fallback)]


def leave_between(choice: Choice, table: Table, scores: Sequence[Score]) -> None:
    """Take the score from the rows that another rule which may apply scores otherwise; each way is shown."""
    for other in choice.others:
        for score, second in zip(scores, score_items(table.items, other), strict=True):
            if score.score is not None and score.score != second.score:
                score.readings = [_by(choice.rule, score.score), _by(other, second.score)]
                score.score = score.steps = None


def _by(rule: str, score: float | None) -> RowReading:
    worth = None if score is None else Decimal(str(score))
    return RowReading(Both(f"按 {rule}（《{load(rule).title}》）", f"by {rule}"), worth)


def _signs(table: Table) -> Iterator[_Sign]:
    """The rules that a table's texts show, in the order of the index."""
    fields, headings = ("\n".join(text for text, _ in texts) for texts in (table.fields, table.headings))
    for entry in index().rule:
        pairs = ((entry.words, table.fields, fields), (entry.headings, table.headings, headings))
        found = (
            _Sign(entry, word, place)
            for listed, texts, said in pairs
            for word in listed
            if word in said
            for text, place in texts
            if word in text
        )
        if (sign := next(found, None)) is not None:
            yield sign


def _overruled(table: Table, document: Rule) -> list[Finding]:
    """Where the rule asked for is not the one whose id the workbook has, or will have."""
    known = document.id in (entry.id for entry in index().rule)
    if table.rule and table.rule != document.id:
        code = "rule-overruled"
    elif known and document != load(document.id):
        code = "rule-id-taken"
    else:
        return []
    return [finding(code, found=table.rule, expected=document.id)]


def _assumed(rule: str, case: str = "", sign: _Sign | None = None, **words: object) -> Finding:
    document = load(rule)
    if sign is not None:
        words |= {"seen": sign.word, "other": load(sign.rule.id).title, "other_id": sign.rule.id}
    return finding(
        "rule-assumed",
        case=case,
        at=sign.place if sign else None,
        expected=rule,
        issuer=document.issuer,
        document=document.title,
        **words,  # type: ignore[arg-type]
    )
