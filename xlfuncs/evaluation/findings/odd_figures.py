"""可疑的数 — figures that can hardly be meant as they are typed: a 0 in front, above the whole, per mille, a wrong sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Entry, Figure
from xlfuncs.evaluation.findings.criteria import criteria, may_exceed_whole, words_of
from xlfuncs.evaluation.findings.entries import text
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.evaluation.findings.slips import zero_in_front
from xlfuncs.evaluation.result import Score
from xlfuncs.evaluation.row_words import RowWords, named_sign, row_words

_BRACKET = re.compile(r"[(（][^()（）]*[)）]\s*$")
_IN_PERCENT = re.compile(r"[(（][%％][)）]\s*$")
PER_MILLE, _WHOLE = "‰", 100  # percent
_MORE = Both("不超过，这类指标一般以高为好", "a limit, where more is usually better")
_LESS = Both("不低于，这类指标一般以低为好", "so much at least, where less is usually better")


def check(score: Score) -> Iterator[Finding]:
    """What is odd about the target and the result of a row; a row of several readings is left to that finding."""
    item = score.item
    if score.readings or not item.measured:
        return
    target, actual = score.figures
    counted, rated, of_percent = said_by(item.name)
    for figure, other in ((target, actual), (actual, target)):
        bare = type(figure.typed) is float and not figure.read.unit
        if of_percent is not None and bare and figure.typed > _WHOLE:
            yield from _over(of_percent, figure)
        else:
            yield from _each(item.name, figure, other)
    if counted or rated:
        yield from _unit(item.name, target, actual)
    if type(actual.typed) is not float:
        yield from _unchosen(item.name, actual)
    if target.read.operator != "none" or target.read.kind == "percent":
        yield from _signs(item.name, target)
        yield from _of_target(item.name, item.kind, target)


def of_goal(entry: Entry) -> Iterator[Finding]:
    """The same of a table of goals, which has no results yet."""
    name = text(entry, "level3") or text(entry, "level2")
    target = Figure.of("target", entry.values.get("target"), entry.cells)
    yield from _each(name, target, target)
    yield from _unit(name, target)
    yield from _of_target(name, text(entry, "level1") + text(entry, "level2"), target)


def _each(name: str, figure: Figure, other: Figure) -> Iterator[Finding]:
    """A figure by itself, and its unit beside the other's."""
    typed, read = figure.typed, figure.read
    if read.number is None:
        return
    if isinstance(typed, str) and zero_in_front(typed):
        yield _odd("zero-in-front", name, figure, typed)
    if read.unit == PER_MILLE and (other.read.unit == "%" or _said_of(name, criteria().at_most_whole)):
        yield _odd("per-mille", name, figure, typed)
    if read.kind == "percent" and read.number > _WHOLE:
        yield from _over(name, figure)


def _over(name: str, figure: Figure) -> Iterator[Finding]:
    """A percentage above 100."""
    if _said_of(name, criteria().at_most_whole):
        yield _odd("percent-over", name, figure, figure.read.text)
    elif not may_exceed_whole(name + figure.read.text):
        yield _odd("percent-over", name, figure, figure.read.text, case="unusual", severity="info")


def _unit(name: str, *figures: Figure) -> Iterator[Finding]:
    """A rate in people or yuan, or a number of people in percent; once a row."""
    counted, rated, _ = said_by(name)
    for figure in figures:
        read, unit = figure.read, figure.read.unit
        in_percent = read.kind == "percent"
        if unit is None or (unit in criteria().rate_units and not in_percent) or "/" in unit:
            continue
        if counted if in_percent else rated:
            case = "count" if in_percent else ""
            yield _odd("unit-unlikely", name, figure, read.text, case=case, unit=unit)
            return


@lru_cache(maxsize=1 << 12)
def said_by(name: str) -> tuple[bool, bool, str | None]:
    """Whether a name is that of a number, and of a rate; and what one that ends in （%） says before it."""
    said, bare, percent = criteria(), _BRACKET.sub("", name).rstrip(), _IN_PERCENT.search(name)
    rated = bare.endswith(said.rates) and not bare.endswith(said.no_rates)
    return bare.endswith(said.counts), rated, name[: percent.start()].rstrip() if percent else None


def _unchosen(name: str, actual: Figure) -> Iterator[Finding]:
    """The name of a choice (好坏) as the result: a target may name it, the result is one of its values."""
    if isinstance(actual.typed, str) and words_of(actual.typed) in criteria().enumerations:
        yield _odd("value-unchosen", name, actual, actual.typed.strip())


def _signs(name: str, target: Figure) -> Iterator[Finding]:
    """A sign in the name and another one at the target."""
    said = None if target.read.direction is None else named_sign(name)
    if said is None or said.operator == target.read.operator:
        return
    against = {said.direction, target.read.direction} == {"positive", "negative"}
    grave: Severity = "warning" if against else "info"
    yield _odd("signs-differ", name, target, target.read.text, severity=grave, sign=said.text[:-1])


def _of_target(name: str, kind: str, target: Figure) -> Iterator[Finding]:
    """A sign that such an indicator hardly has, and a rate that is hardly meant to be so low."""
    typed, read = target.typed, target.read
    if read.number is None:
        return
    words = row_words(name, kind) if read.direction else RowWords()
    if read.direction == "negative" and read.number and not read.trend:
        if words.sense == "positive" or ("数量" in kind and not words.both_ways):
            yield _odd("sign-unlikely", name, target, typed, why=_MORE)
    elif read.direction == "positive" and not read.trend and words.sense == "negative":
        yield _odd("sign-unlikely", name, target, typed, why=_LESS)
    low = read.kind == "percent" and 0 < read.number < criteria().rarely_below * _WHOLE
    if low and _said_of(name, criteria().rarely_low):
        yield _odd("target-low", name, target, typed)


def _odd(code: str, name: str, figure: Figure, found: Any, **more: Any) -> Finding:
    return finding(code, at=figure.at, item=name, found=found, which=figure.which, **more)


def _said_of(name: str, endings: tuple[str, ...]) -> bool:
    return name.rstrip("）) ").endswith(endings)
