"""归类与年度 — an indicator under a heading of another kind, and a deadline of a year before the one judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlfuncs.evaluation.content import Score, Table
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.findings.review import review
from xlfuncs.functions.targets import Target
from xlfuncs.functions.wording import plain

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
_ALONE = re.compile(r"[(（]?\s*20\d\d\s*年度?\s*[)）]?")
_TITLE = re.compile("自评|绩效|评价")
_DATED = re.compile(r"(?<!\d)(20\d\d)(?=年|[-./]\d)")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def check(table: Table, indicators: Sequence[Score]) -> Iterator[Finding]:
    """What stands where it does not belong."""
    year = year_of(table)
    for score in indicators:
        target, _ = score.figures
        yield from _kind(score, target.read)
        if year and target.read.kind == "date_deadline" and isinstance(target.typed, str):
            said = {int(one) for one in _DATED.findall(target.typed)}
            if said and max(said) < year:
                found = target.typed.strip()
                yield score.item.finding("deadline-past", "target", found=found, year=str(year))


def year_of(table: Table) -> int | None:
    """The one year that its title, and the lines that stand alone above it, are of.

    >>> from xlfuncs.cells import Place
    >>> lines = ["2023年度项目支出绩效自评表", "（2023年度）", "填报日期：2024年3月"]
    >>> year_of(Table("表", "", fields=[(line, Place("表", 0, 0)) for line in lines]))
    2023
    """
    lines = [text for text, _ in table.fields if _ALONE.fullmatch(text.strip()) or _TITLE.search(text)]
    years = {int(year) for text in lines for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _kind(score: Score, target: Target) -> Iterator[Finding]:
    """A name that says its kind, under a heading that says another one."""
    item = score.item
    own = next((kind for kind in review().own_kinds if kind in item.level2), None)
    if own is None or target.number is None:
        return
    name = _BRACKETS.sub("", item.name).strip()
    for kind, endings in review().own_kinds.items():
        if kind == own or not name.endswith(endings):
            continue
        if kind == "满意度" and own == "质量":
            return  # a satisfaction may be what the quality is
        counted = kind == "数量"
        if counted and (target.kind == "percent" or item.words.both_ways or _says_another(name)):
            return
        yield item.finding("kind-unlikely", "target", found=plain(target.number), kind=own, other=kind)
        return


def _says_another(name: str) -> bool:
    """Whether what is counted is what the heading asks for: 验收合格面积."""
    return any(word in name for word in review().of_quality)
