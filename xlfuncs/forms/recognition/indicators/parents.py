"""上下级指标 — a row and its parts below it: scored once, by whichever carries the points; and the row of a block that is its
total, though no word says so.

Parts are told by their names: 其中 and what follows, or an outline number below that of the row above (一、 over 1、).
Rows without points or score are parts as well under ①, behind 其中, and of a row that has those and nothing to reach.
Where both carry points or scores, they are parts only if theirs add up to the row's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, product

from xlfuncs.evaluation.findings.slips import unequal
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.shares import WORTH
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow, Rows
from xlfuncs.forms.recognition.words.row_labels import is_total
from xlfuncs.functions.target_words import WIDTH
from xlfuncs.scoring.numbers import exact

_OUTLINE = re.compile(  # from the outer to the inner, each a group
    r"([一二三四五六七八九十]+[、.])|(\([一二三四五六七八九十]+\))|(\d+[、.](?!\d))|(\d+\.\d+(?![\d万亿千百公米平亩人元吨%-]))|(\(\d+\)|[①-⑳])|(其中)"
)
_BEGINS = re.compile(r"\s*[一二三四五六七八九十(（①-⑳\d其]")
_PART = _OUTLINE.groups  # 其中
_NAMED = 3  # the depth of a row with a name
_WHOLE, _RATE = 100, 20  # points of a table, and of its execution rate at most


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
    """A row without points or a score of its own goes with the row above, where it has no name either, or where no row of the
    table lacks points: what else that must reach, or the points of both, typed once and not merged. Only a person can say.
    """
    if all(row.item.points is not None for row in rows):
        return  # nearly every table
    first, whole = None, _is_whole(rows)
    for above, row in pairwise(rows):
        named = row.depth == _NAMED
        apart = row.group[0] != above.group[0] if named else row.group != above.group
        if apart or _earns(row) or (named and (not whole or row.valueless)):
            first = None
        elif first is None and _earns(above) and not (above.valueless or above.item.idle):
            first = above
        if first is None or row.item.idle:
            continue
        first.shares_score = row.item.idle = True
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
    return [_depth(text[:12]) if _BEGINS.match(text) else None for text in said]


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
        if not deeper and depth is None and _earns(rows[place]) and not _earns(rows[at]):
            heads = rows[place].valueless and not rows[at].valueless
            deeper = own == _PART - 1 or (own is None and (heads or at > place + 1))
        if not deeper or rows[at].group != rows[place].group:
            return
        yield at


def _earns(row: IndicatorRow) -> bool:
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


def total_row(reader: Reader, rows: list[IndicatorRow]) -> IndicatorRow | None:
    """The last row, else the first one, where it has neither target nor result and says that it is the total, or is the
    sum of the others: about it, where it says nothing itself, or one label across several columns; exactly, under a
    label of its own.
    """
    if len(rows) > 2:
        for row, others in ((rows[-1], rows[:-1]), (rows[0], rows[1:])):
            if not row.valueless or row.points or row.entered or (row is rows[0] and not _earns(rows[1])):
                continue  # its points merged with others', or those of its parts
            unsaid = (not row.depth or _is_across(reader, row)) and not _alike(reader, rows)
            summed = _is_sum if unsaid else _is_exact_sum
            if is_total(row.item.name) or summed(row, others):
                return row
    return None


def _is_across(reader: Reader, row: IndicatorRow) -> bool:
    """Whether its label is merged across several columns."""
    label = next(iter(reader.texts(row.number)), None)
    return label is not None and _merged(reader, row, label[0])


def _alike(reader: Reader, rows: Rows) -> bool:
    """Whether one of the columns of labels is merged with the next in every row, under a heading as wide."""
    columns = {column for column, _ in reader.texts(rows[-1].number)}
    return any(all(_merged(reader, row, column) for row in rows) for column in columns)


def _merged(reader: Reader, row: IndicatorRow, column: int) -> bool:
    return reader.merged(row.number, column + 1) == (row.number, column)


def _is_sum(row: IndicatorRow, others: list[IndicatorRow]) -> bool:
    for key, some in product(("points", "entered"), (others, outermost(others))):
        own, numbers = getattr(row.item, key), _numbers(some, key)
        # the execution rate stands above the block
        if isinstance(own, float) and len(numbers) > 1 and -1 <= own - sum(numbers) <= _RATE + 1:
            return True
    return False


def _is_exact_sum(row: IndicatorRow, others: list[IndicatorRow]) -> bool:
    """Whether points and score are those of the other rows, and no row without values stands among them; or the score
    alone, where the row has no points; or the row is worth 100, as nothing beside other rows is, and one of the two is
    (the other may be mistyped), or no more than the rate is missing from them.
    """
    points, score = row.item.points, row.item.entered
    if any(other.valueless for other in others) or type(score) is not float:
        return False  # parents and their parts
    if points is None:
        return exact(score) == sum(map(exact, _numbers(others, "entered")))
    if type(points) is not float:
        return False
    rest, left = (
        exact(own) - sum(map(exact, _numbers(others, key)))
        for own, key in ((points, "points"), (score, "entered"))
    )
    if points != _WHOLE:
        return rest == left == 0
    return rest == 0 or left == 0 or 0 <= left <= rest <= _RATE


def _numbers(rows: list[IndicatorRow], key: str) -> list[float]:
    """What rows have of points or scores, merged ones once."""
    cells = {getattr(row, key) or row.number: getattr(row.item, key) for row in rows}
    return [value for value in cells.values() if isinstance(value, float)]
