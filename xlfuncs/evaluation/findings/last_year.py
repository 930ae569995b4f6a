"""与上年比较 — this year's table against last year's: indicators gone, targets below what was reached, texts repeated.

Indicators are matched by name, without numbering, years and marks; one that is nearly the same counts as renamed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import TERMS, Item, Table
from xlfuncs.evaluation.findings.criteria import criteria, says_nothing
from xlfuncs.evaluation.findings.entries import note, text
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.functions.comparable import if_comparable
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import is_blank

_NUMBERING = re.compile(
    r"^(?:(?:[一二三]级)?指标)?[(第]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[):、]|\.(?!\d))\s*"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年度?|本年度?|当年")
_MARKS = re.compile(r"[\W_]+")
_ACHIEVED = Both("完成情况", "result")

Rows = dict[str, Score]


def against_last_year(results: Sequence[Result], before: Sequence[Result]) -> None:
    """Add to each table's findings what it says against last year's, the one with most indicators of the same name."""
    old = [(result, _rows(result)) for result in before]
    for result in results:
        rows = _rows(result)
        if not rows or not any(there for _, there in old):
            continue
        last, there = max(
            old, key=lambda one: (len(rows.keys() & one[1].keys()), one[0].table.sheet == result.table.sheet)
        )
        result.findings += _compared(rows, there, last.table.sheet)
        result.findings += _achieved(result.table, last.table)


def _rows(result: Result) -> Rows:
    """The indicators by their names; of two alike the first."""
    rows: Rows = {}
    for score in result.scores:
        if "target" in score.item.cells and (key := _key(score.item.name)):
            rows.setdefault(key, score)
    return rows


def _key(name: str) -> str:
    """A name as it is compared.

    >>> _key("指标1：2021年培训人数（人）"), _key("2、培训 人数(人)"), _key("3.5万亩造林")
    ('培训人数人', '培训人数人', '35万亩造林')
    """
    bare = _NUMBERING.sub("", unicodedata.normalize("NFKC", name).strip())
    return _MARKS.sub("", _YEAR.sub("", bare))


def _compared(rows: Rows, there: Rows, sheet: str) -> Iterator[Finding]:
    gone = [key for key in there if key not in rows]
    new = {key: score for key, score in rows.items() if key not in there}
    pairs = [(score, there[key]) for key, score in rows.items() if key in there]
    if not pairs and min(len(gone), len(new)) > 1:
        yield finding("last-year-unlike", sheet=sheet)
        return
    for key in gone:
        former = there[key].item
        likeness, few = float(criteria().renamed_likeness), len(new) < criteria().glance
        alike = get_close_matches(key, new, 1, likeness) if few else []
        if not alike:
            yield finding("indicator-vanished", item=former.name, last=former.place("target"))
            continue
        score = new.pop(alike[0])
        pairs.append((score, there[key]))
        yield score.item.finding("indicator-renamed", "target", found=score.item.name, former=former.name)
    for score, last in pairs:
        yield from _target(score, last.item)
        yield from _texts(score.item, last.item)


def _target(score: Score, last: Item) -> Iterator[Finding]:
    """A target that asks for less than was reached the year before."""
    item = score.item
    target, reached = parse_target(item.target), parse_target(last.actual)
    if target.number is None or reached.number is None or score.readings:
        return
    pair, limit = if_comparable(target, reached), _is_limit(item)
    if pair is None or limit is None or (pair[0] <= pair[1] if limit else pair[0] >= pair[1]):
        return
    told = {"found": item.target, "shown": item.target, "last": last.actual}
    yield item.finding("target-below-last", "target", case="limit" if limit else "", **told)


def _is_limit(item: Item) -> bool | None:
    """Whether less is better; None where nothing says which, or neither is."""
    said = item.inputs.get("direction") or parse_target(item.target).direction
    if is_blank(said):
        return None if item.words.both_ways else False
    return {"正向": False, "positive": False, "反向": True, "negative": True}.get(str(said))


def _achieved(table: Table, last: Table) -> Iterator[Finding]:
    """What came of the year's goals in the words of the year before."""
    before = {text(entry, "achieved") for entry in last.lists.get("overall", ())}
    for entry in table.lists.get("overall", ()):
        if (said := text(entry, "achieved")) in before and len(said) >= criteria().repeated_text:
            yield note(entry, "achieved", "text-repeated", item="年度总体目标", term=_ACHIEVED)


def _texts(item: Item, last: Item) -> Iterator[Finding]:
    """What was written anew for no year."""
    for key in ("actual", "reason"):
        said, before = getattr(item, key), getattr(last, key)
        if not isinstance(said, str) or not isinstance(before, str):
            continue
        bare = _MARKS.sub("", said)
        if len(bare) < criteria().repeated_text or bare != _MARKS.sub("", before) or says_nothing(said):
            continue
        if parse_target(said).number is None:
            yield item.finding("text-repeated", key, found=said, term=TERMS[key])
