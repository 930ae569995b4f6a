"""上下级指标 — a row and its parts below it: scored once, by whichever carries the points.

Parts are told by their names: 其中 and what follows, or an outline number below that of the row above (一、 over 1、).
Rows without points or score are parts as well under ①, behind 其中, and of a row that has those and nothing to reach.
Where both carry points or scores, they are parts only if theirs add up to the row's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from xlfuncs.evaluation.findings.slips import unequal
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.shares import WORTH
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow, Rows
from xlfuncs.functions.target_words import WIDTH
from xlfuncs.scoring.numbers import exact

_OUTLINE = re.compile(  # from the outer to the inner, each a group
    r"([一二三四五六七八九十]+[、.])|(\([一二三四五六七八九十]+\))|(\d+[、.](?!\d))|(\d+\.\d+(?![\d万亿千百公米平亩人元吨%-]))|(\(\d+\)|[①-⑳])|(其中)"
)
_BEGINS = re.compile(r"[\s一二三四五六七八九十(（①-⑳\d其]")
_PART = _OUTLINE.groups  # 其中
_NAMED = 3  # the depth of a row with a name


def set_parts_idle(reader: Reader, rows: Rows) -> None:
    """Mark the rows that earn nothing themselves, as their parent or their parts do."""
    depths = _depths(rows)
    for place, below in enumerate(depths[1:]):
        parent = rows[place]
        if parent.item.idle or (below is None and not parent.valueless):
            continue  # nearly all
        if not (parts := [rows[at] for at in _below(rows, depths, place)]):
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
        elif _added(parent, parts) is not None:
            cells = [(one.item.entered, one.item.place("score", "entered"), None) for one in (parent, *parts)]
            told = unequal(exact(parent.item.entered), cells[1:])
            reader.note("parts-unequal", at=cells[0][1], item=parent.name, **told)


def join_unscored(reader: Reader, rows: Rows) -> None:
    """A row without points or score goes with the one above, if no name is its own, or no points lack: only a person can say."""
    if all(row.item.points is not None for row in rows):
        return  # nearly every table
    first, whole = None, _is_whole(rows)
    for above, row in pairwise(rows):
        named = row.depth == _NAMED
        apart = row.group[0] != above.group[0] if named else row.group != above.group
        if apart or earns(row) or (named and (not whole or row.valueless)):
            first = None
        elif first is None and earns(above) and not (above.valueless or above.item.idle):
            first = above
        if first is None or row.item.idle:
            continue
        first.sharers = [*(first.sharers or [(first, first.item.points)]), (row, first.item.points)]
        row.item.idle = True
        if named:
            beside = first.item.place("points", "entered")
            at = beside and reader.at(row.number, beside.column)
            told = {"case": "shared", "found": first.item.points, "above": first.item.name}
            reader.note("score-missing", at=at, item=row.item.name, severity="warning", **told)


def _is_whole(rows: Rows) -> bool:
    """Whether the points of the single rows are those of a whole table, and no cell of them is merged."""
    points = [row.item.points for row in rows if row.item.points is not None]
    single = all(row.points is row.entered is None for row in rows)
    return single and all(type(one) is float for one in points) and sum(map(exact, points)) in WORTH


def outermost(rows: Rows) -> list[IndicatorRow]:
    """The rows that their names make no part of another."""
    depths = _depths(rows)
    parts = {at for place in range(len(rows)) for at in _below(rows, depths, place)}
    return [row for place, row in enumerate(rows) if place not in parts]


def _depths(rows: Rows) -> list[int | None]:
    """How deep the rows stand by their numbers, else by their names; None where one does not say."""
    said = [row.outline or row.name for row in rows]
    begin = {start for start in {text[:1] for text in said} if _BEGINS.match(start)}
    return [_depth(text[:12]) if begin and text[:1] in begin else None for text in said]


@lru_cache(maxsize=1 << 12)
def _depth(start: str) -> int | None:
    found = _OUTLINE.match("".join(start.split()).translate(WIDTH))  # not NFKC, which makes ① 1
    return found.lastindex if found else None


def _below(rows: Rows, depths: Sequence[int | None], place: int) -> Iterator[int]:
    """The rows right below one, of its group, that are its parts."""
    depth = depths[place]
    for at in range(place + 1, len(rows)):
        own = depths[at]
        if rows[at].place != rows[at - 1].place + 1:
            return  # a row without values stands between: theirs
        deeper = own is not None and (own > depth if depth is not None else own == _PART)
        if not deeper and depth is None and earns(rows[place]) and not earns(rows[at]):
            heads = rows[place].valueless and not rows[at].valueless
            deeper = own == _PART - 1 or (own is None and (heads or at > place + 1))
        if not deeper or rows[at].group != rows[place].group:
            return
        yield at


def earns(row: IndicatorRow) -> bool:
    """Whether a row has points or a score, or shares them."""
    return any(one is not None for one in (_worth(row), row.item.approved, row.points, row.entered))


def _worth(row: IndicatorRow) -> object:
    return row.item.points if row.item.points is not None else row.item.entered


def _added(parent: IndicatorRow, parts: Rows) -> Decimal | None:
    """The sum of several parts' scores, where the row and each of them has one."""
    theirs = [part.item.entered for part in parts]
    scored = len(parts) > 1 and all(isinstance(value, float) for value in (parent.item.entered, *theirs))
    return sum(map(exact, theirs), Decimal()) if scored else None


def _add_up(parent: IndicatorRow, parts: Rows) -> bool:
    """Whether the points, else the scores, of several parts come to those of the row above."""
    for key in ("points", "entered"):
        whole, theirs = getattr(parent.item, key), [getattr(part.item, key) for part in parts]
        if whole is not None and len(parts) > 1 and all(isinstance(value, float) for value in theirs):
            return isinstance(whole, float) and sum(map(exact, theirs)) == exact(whole)
    return False
