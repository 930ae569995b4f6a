"""归类与年度 — an indicator under a heading of another kind; a deadline, or a title, of another year than the table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Entry, Item, Table
from xlfuncs.evaluation.findings.criteria import criteria
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.target_words import WIDTH
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.functions.wording import plain
from xlfuncs.patterns import pattern

_LEVEL, _FIRST = pattern(r"指标|目标|^[(（]?[一二三四五六七八九十][)）、.]|[(（].*"), 6
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年)")
_ALONE = re.compile(r"[(（]?\s*20\d\d\s*年度?(?:[\s,，;；]+(?:金额)?单位[:：].{1,4})?\s*[)）]?")
_TITLE = re.compile("(?:自评|绩效|评价).*表")
_DATED = pattern(r"(?<!\d)(20\d\d)(?=\s*年|[-./]\d)")
_BRACKETS = pattern(r"[(（][^()（）]*[)）]")


def check(table: Table, indicators: Sequence[Score], today: dt.date) -> Iterator[Finding]:
    """What stands where it does not belong."""
    titles, lines = _years(table, _TITLE.search), _years(table, _ALONE.fullmatch)
    years = titles | lines
    for one, place in years.items():
        if one > today.year:
            yield finding("year-differs", case="future", at=place, found=one, expected=today.year)
    year = min(years) if len(years) == 1 else None
    if len(years) == 2 and len(titles) == len(lines) == 1:
        ((line, place),) = lines.items()
        yield finding("year-differs", case="title", at=place, found=line, expected=next(iter(titles)))
    yield from _levels(indicators)
    targets = [(score, score.asked.read) for score in indicators]
    dated = [score for score, target in targets if target.kind == "date_deadline"]
    if after := next((score for score in dated if year and _after(score, year)), None):
        told = {"case": "later", "found": after.item.actual, "expected": year}
        yield after.item.finding("year-differs", "actual", **told)
    for score, target in targets:
        if target.number is not None and (own := _own_kind(score.item.level2)):
            yield from _kind(score.item, target, own)
        elif target.number is None and (past := _past(score.item.target, target, year)):
            yield score.item.finding("deadline-past", "target", found=past, year=str(year))


def of_goals(table: Table, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Deadlines of targets that nobody has worked for yet, before the year of their table."""
    year = year_of(table)
    for entry in entries if year else ():
        typed, place = entry.values.get("target"), entry.cells.get("target")
        if past := _past(typed, parse_target(typed), year):
            item = str(entry.values.get("level3") or entry.values.get("level2") or "")
            yield finding("deadline-past", at=place, item=item, found=past, year=str(year))


def year_of(table: Table) -> int | None:
    """The year that a table says it is of, if it says but one."""
    years = _years(table, _TITLE.search) | _years(table, _ALONE.fullmatch)
    return min(years) if len(years) == 1 else None


def _past(typed: Any, read: Target, year: int | None) -> str:
    """A deadline as typed that lies before a year; "" of all others."""
    if not year or read.kind != "date_deadline":
        return ""
    said = _dated(typed)
    return typed.strip() if said and max(said) < year else ""


def _after(score: Score, year: int) -> bool:
    """Whether a deadline and the date that is said to have kept it both lie after a year."""
    said = [_dated(side.typed) for side in score.figures]
    return all(said) and min(map(min, said)) > year


def _dated(typed: Any) -> list[int]:
    """The years of the dates in a text."""
    return [*map(int, _DATED.findall(typed.translate(WIDTH)))] if isinstance(typed, str) else []


def _years(table: Table, told: Callable[[str], object]) -> dict[int, Place]:
    """The years of the title, or of lines such as （2023年度）, and where they stand; a text of several years says none."""
    fields = ((text.strip().translate(WIDTH), place) for text, place in table.fields)
    said = [({*_YEAR.findall(text)}, place) for text, place in fields if told(text)]
    return {int(year): place for years, place in said for year in years if len(years) == 1}


def _levels(indicators: Sequence[Score]) -> Iterator[Finding]:
    """A heading of the second level below one of the first where it does not belong, once."""
    headings = {(score.item.section, score.item.level2): score.item for score in reversed(indicators)}
    for (outer, inner), item in headings.items():
        above = next((one for one in criteria().not_below if one in outer[:_FIRST]), None)
        if above and _LEVEL.sub("", inner) in criteria().not_below[above]:
            yield item.finding("kind-unlikely", "target", case="level", found=inner, kind=outer)


@lru_cache(maxsize=1 << 8)
def _own_kind(heading: str) -> str | None:
    return next((kind for kind in criteria().own_kinds if kind in heading), None)


def _kind(item: Item, target: Target, own: str) -> Iterator[Finding]:
    """A name that says its kind, under a heading that says another one."""
    name = _BRACKETS.sub("", item.name).strip()
    for kind, endings in criteria().own_kinds.items():
        if kind == own or not name.endswith(endings):
            continue
        if kind == "满意度" and own == "质量":
            return  # a satisfaction may be what the quality is
        counted = kind == "数量"
        # 验收合格面积 is what the heading asks for
        other = any(word in name for word in criteria().of_quality)
        if counted and (target.kind == "percent" or item.words.both_ways or other):
            return
        yield item.finding("kind-unlikely", "target", found=plain(target.number), kind=own, other=kind)
        return
