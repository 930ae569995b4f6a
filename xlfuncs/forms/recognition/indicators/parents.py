"""上下级指标 — a row and its parts below it: scored once, by whichever carries the points.

Parts are told by their names: 其中 and what follows, or an outline number below that of the row above (一、 over 1、).
Rows without points or score are parts as well under ①, and behind 其中.
Where both carry points or scores, they are parts only if theirs add up to the row's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow
from xlfuncs.functions.target_words import WIDTH
from xlfuncs.scoring.numbers import exact

_OUTLINE = re.compile(  # from the outer to the inner, each a group
    r"([一二三四五六七八九十]+[、.])|(\([一二三四五六七八九十]+\))|(\d+[、.](?!\d))|(\d+\.\d+(?![\d万亿千百公米平亩人元吨%-]))|(\(\d+\)|[①-⑳])|(其中)"
)
_BEGINS = re.compile(r"\s*[一二三四五六七八九十(（①-⑳\d其]")
_PART = _OUTLINE.groups  # 其中
_NAMED = 3  # the depth of a row with a name


def set_parts_idle(reader: Reader, rows: Sequence[IndicatorRow]) -> None:
    """Mark the rows that earn nothing themselves, as their parent or their parts do."""
    depths = _depths(rows)
    for place, below in enumerate(depths[1:]):
        parent = rows[place]
        if (
            below is None
            or parent.item.idle
            or not (parts := [rows[at] for at in _below(rows, depths, place)])
        ):
            continue
        worth, theirs = _worth(parent), [_worth(part) for part in parts]
        if worth is None:
            parent.item.idle = any(value is not None for value in theirs)
        elif all(value is None for value in theirs) or _add_up(parent, parts):
            for part in parts:
                part.item.idle = True
            if (added := _added(parent, parts)) is not None:
                at = parent.item.place("score", "entered")
                told = {"case": "once", "severity": "info", "found": float(added), "expected": float(added)}
                reader.note("parts-unequal", at=at, item=parent.name, **told)
        elif (added := _added(parent, parts)) is not None:
            whole, at = exact(parent.item.entered), parent.item.place("score", "entered")
            cells = [(part.item.entered, part.item.place("score", "entered"), None) for part in parts]
            hint = mended(whole - added, cells)
            told = {"found": float(whole), "expected": float(added), "hint": hint}
            reader.note("parts-unequal", at=at, item=parent.name, **told)


def join_unnamed(rows: Sequence[IndicatorRow]) -> None:
    """A row without a name, points or a score of its own is what else the row above must reach: only a person can say."""
    first = None
    for above, row in pairwise(rows):
        if row.depth == _NAMED or _earns(row) or row.group != above.group:
            first = None
        elif first is None and _earns(above) and not (above.valueless or above.item.idle):
            first = above
        if first is not None:
            first.shares_score = row.item.idle = True


def outermost(rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The rows that their names make no part of another."""
    depths = _depths(rows)
    parts = {at for place in range(len(rows)) for at in _below(rows, depths, place)}
    return [row for place, row in enumerate(rows) if place not in parts]


def _depths(rows: Sequence[IndicatorRow]) -> list[int | None]:
    """How deep the rows stand by their names; None where one does not say."""
    return [_depth(row.name[:12]) if _BEGINS.match(row.name) else None for row in rows]


@lru_cache(maxsize=1 << 12)
def _depth(start: str) -> int | None:
    found = _OUTLINE.match("".join(start.split()).translate(WIDTH))  # not NFKC, which makes ① 1
    return found.lastindex if found else None


def _below(rows: Sequence[IndicatorRow], depths: Sequence[int | None], place: int) -> Iterator[int]:
    """The rows right below one, of its group, that are its parts."""
    depth = depths[place]
    for at in range(place + 1, len(rows)):
        own = depths[at]
        if rows[at].place != rows[at - 1].place + 1:
            return  # a row without values stands between: theirs
        deeper = own is not None and (own > depth if depth is not None else own == _PART)
        if not deeper and depth is None and _earns(rows[place]) and not _earns(rows[at]):
            deeper = own == _PART - 1 or (own is None and at > place + 1)
        if not deeper or rows[at].group != rows[place].group:
            return
        yield at


def _earns(row: IndicatorRow) -> bool:
    """Whether a row has points or a score, or shares them."""
    return any(one is not None for one in (_worth(row), row.item.approved, row.points, row.entered))


def _worth(row: IndicatorRow) -> object:
    return row.item.points if row.item.points is not None else row.item.entered


def _added(parent: IndicatorRow, parts: Sequence[IndicatorRow]) -> Decimal | None:
    """The sum of several parts' scores, where the row and each of them has one."""
    theirs = [part.item.entered for part in parts]
    scored = len(parts) > 1 and all(isinstance(value, float) for value in (parent.item.entered, *theirs))
    return sum(map(exact, theirs), Decimal()) if scored else None


def _add_up(parent: IndicatorRow, parts: Sequence[IndicatorRow]) -> bool:
    """Whether the points, else the scores, of several parts come to those of the row above."""
    for key in ("points", "entered"):
        whole, theirs = getattr(parent.item, key), [getattr(part.item, key) for part in parts]
        if whole is not None and len(parts) > 1 and all(isinstance(value, float) for value in theirs):
            return isinstance(whole, float) and sum(map(exact, theirs)) == exact(whole)
    return False
