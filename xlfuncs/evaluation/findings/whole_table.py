"""全表的核对 — what shows only when all rows are seen together: all full marks, kinds of indicators, copied results; and the
year of the table against the rule's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlfuncs.evaluation.content import TERMS, Table
from xlfuncs.evaluation.findings import misplaced
from xlfuncs.evaluation.findings.completion import percent_of
from xlfuncs.evaluation.findings.criteria import criteria
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.evaluation.judgement import Judgement
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.wording import plain
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact_or_none, is_blank

_SATISFIED = "满意"
_FEW = 5  # figures that may all be their targets' by chance
_TELLING = 5  # characters of a name that says what it is of
_KIND = "(?:产出)?(?:数量|质量|时效|成本)|(?:经济|社会|生态)(?:效益|成本)|可持续影响"
_UNNAMED = re.compile(rf"(?:{_KIND})(?:指标)?|无")
# 产出目标（34分）, 指标1：经济效益: headings of several rows, and no names
_HEADING = re.compile(rf"\d分[)）]$|^(?:指标\d*[:：])?(?:{_KIND}|进度|效益|影响|满意度)(?:指标)?$")
_PAIR = ("target", "actual")
_MEASURED, _WORDS = ("number", "percent", "change_percent"), ("qualitative", "grade")


def check(judged: Judgement) -> Iterator[Finding]:
    """The year judged; what a reviewer sees at a glance over a filled table, unless it is too long for one."""
    table, scores = judged.table, judged.scores
    yield from _of_year(table, judged.rule)
    if judged.long:
        return
    indicators = [score for score in scores if "target" in score.item.cells]
    if not any(not is_blank(score.item.actual) for score in indicators):
        return
    yield from _full(scores)
    yield from _copied(indicators)
    yield from _kinds(table, indicators)
    yield from _qualitative(indicators)
    yield from _twice(indicators)
    yield from _unnamed(indicators)
    yield from _unanswered(indicators)
    yield from misplaced.check(table, indicators, judged.day)
    yield from _concentrated(table, scores, indicators)


def _full(scores: Sequence[Score]) -> Iterator[Finding]:
    """Every row was given all its points."""
    rows = 0
    for score in scores:
        if exact_or_none(score.item.points) is not None:
            if not score.item.full:
                return
            rows += 1
    if rows >= criteria().full_rows:
        yield finding("all-full", at=scores[0].item.place("entered", "score"), found=rows)


def _copied(indicators: Sequence[Score]) -> Iterator[Finding]:
    """In every row that names a figure the result is the target's own text, sign and all."""
    worded = (one for one in indicators if isinstance(one.item.target, str))
    texts = [one for one in worded if one.asked.alone.kind in _MEASURED]
    same = all(one.item.target.strip() == str(one.item.actual).strip() for one in texts)
    at = indicators[0].item.place("actual")
    if len(texts) >= 3 and same and any(one.asked.alone.operator not in ("none", None) for one in texts):
        yield finding("results-copied", at=at, found=len(texts))
    elif _all_exact(indicators):
        yield finding("results-copied", case="exact", severity="info", at=at, found=len(texts))


def _all_exact(indicators: Sequence[Score]) -> bool:
    """Whether every figure is exactly its target's, that of a satisfaction below 100 among them."""
    below = (score.asked.alone.number for score in indicators if _SATISFIED in score.item.name)
    if not any(wanted is not None and wanted < 100 for wanted in below):
        return False
    pairs = [(target.alone.number, actual.alone.number) for target, actual in (s.figures for s in indicators)]
    figures = [(wanted, reached) for wanted, reached in pairs if wanted is not None]
    return len(figures) >= _FEW and all(wanted == reached for wanted, reached in figures)


def _kinds(table: Table, indicators: Sequence[Score]) -> Iterator[Finding]:
    """The national project form asks for both kinds; a table may do without costs (8 of 18 published ones do)."""
    if not table.both_kinds or not any(score.item.level2 for score in indicators):
        return
    said = " ".join(f"{s.item.section} {s.item.level2} {s.item.name}" for s in indicators)
    absent = [kind for kind, words in criteria().kinds.items() if not any(word in said for word in words)]
    if absent:
        items = (score.item for score in indicators)
        judged = any(one.points is not None or not is_blank(one.entered) for one in items)
        severity: Severity = "warning" if judged and any(_SATISFIED in kind for kind in absent) else "info"
        yield finding(
            "kind-absent", severity=severity, at=indicators[0].item.place("target"), item="、".join(absent)
        )


def _qualitative(indicators: Sequence[Score]) -> Iterator[Finding]:
    words = [s for s in indicators if s.asked.alone.kind in _WORDS and not is_blank(s.item.target)]
    told = [s for s in indicators if not is_blank(s.item.target)] if words else ()
    if len(told) > 2 and len(words) > criteria().qualitative_share * len(told):
        at = words[0].item.place("target")
        yield finding("mostly-qualitative", at=at, found=len(words), rows=len(told))


def _twice(indicators: Sequence[Score]) -> Iterator[Finding]:
    """An indicator that stands twice, figures and all: under one heading, or by a name that is no 完成率 of anything."""
    names = [score.item.name for score in indicators]
    kinds = len({*names})  # again and again in the same order: a block for each year or source of funds
    if kinds == len(names) or (kinds > 1 and names == names[:kinds] * (len(names) // kinds)):
        return
    seen: dict[tuple[str, ...], Score] = {}
    named: dict[tuple[str, ...], Score] = {}
    for score in indicators:
        item = score.item
        if is_blank(item.target) or is_blank(item.actual) or not item.name.strip():
            continue
        short, group = len(item.name) < _TELLING, (item.section, item.level2)
        told = tuple(map(str, (*(group if short else ()), item.name, item.target, item.actual)))
        case, first = "scored", seen.setdefault(told, score)
        # not the second condition of a row, nor a heading of rows without names
        if first is score and not (short or item.points is None or _HEADING.search(item.name)):
            case, first = "figures", named.setdefault((*group, item.name), score)
        if first is not score:
            other = first.item.place("target")
            yield item.finding("duplicate-indicator", "target", case=case, severity="info", first=other)


def _unnamed(indicators: Sequence[Score]) -> Iterator[Finding]:
    """Rows that have no name below the heading of their kind, where most have one."""
    bare = [s.item for s in indicators if s.item.inputs and _UNNAMED.fullmatch(s.item.name.strip())]
    if 2 * len(bare) < len(indicators):
        for item in bare:
            yield item.finding("missing-entry", "target", case="name")


def _unanswered(indicators: Sequence[Score]) -> Iterator[Finding]:
    """Rows without a target or a result, where most have both, of a form without points and scores: no score asks for it."""
    items = [score.item for score in indicators if score.item.name]
    if not all(is_blank(item.points) and is_blank(item.entered) for item in items):
        return
    lacking = [[key for key in _PAIR if key in item.cells and is_blank(getattr(item, key))] for item in items]
    if 2 * sum(map(bool, lacking)) < len(items):
        for item, keys in zip(items, lacking, strict=True):
            if len(keys) == 1:
                yield item.finding("missing-entry", keys[0], expected=TERMS[keys[0]].zh)


def _concentrated(table: Table, scores: Sequence[Score], indicators: Sequence[Score]) -> Iterator[Finding]:
    share = criteria().concentrated_points
    if len({s.item.points for s in indicators}) == 1 <= share * len(indicators):
        return  # most tables: all are worth the same
    worth = [(s.item, points) for s in indicators if (points := exact_or_none(s.item.points)) is not None]
    whole = sum(points for _, points in worth)
    most = share * whole
    above = [(item, points) for item, points in worth if points > most] if whole > 0 else ()
    if above and (len(worth) >= 3 or _complete(table, scores, whole)):
        for item, points in above:
            told = percent_of(points / whole)
            yield item.finding("points-concentrated", "points", found=plain(points), share=told)


def _complete(table: Table, scores: Sequence[Score], whole: Decimal | int) -> bool:
    """Whether these rows are all there are, by the points of their section or of the total row: no excerpt."""
    of = {score.item.section for score in scores if "target" in score.item.cells}
    stated = [exact_or_none(section.points) for section in table.sections if section.name in of]
    everything = sum(exact_or_none(score.item.points) or 0 for score in scores)
    return stated == [whole] or exact_or_none(table.total_points) == everything


def _of_year(table: Table, rule: str) -> list[Finding]:
    """What there is to say of the year judged."""
    document = load(rule)
    if table.year is None or not document.annual:
        return []
    found, at = table.year
    if exact_or_none(found) in (None, document.year):  # what is no number is told at its cell
        return []
    words = {"found": found, "expected": document.year, "document": document.title}
    return [finding("year-differs", at=at, **words)]
