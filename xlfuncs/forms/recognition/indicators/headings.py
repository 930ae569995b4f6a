"""小标题行 — rows that head others and carry what those earn together: 产出指标 over its indicators, and 一、人才培养（40分）,
which no list of words knows, over the rows whose points come to its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Section
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import label_points
from xlfuncs.scoring.numbers import exact

_FEWEST = 2  # headings that prove themselves


def group_below_headings(rows: list[IndicatorRow]) -> None:
    """Group the rows below rows without target and result whose points theirs come to, where from the first of several
    such rows on each row is one or below one, and no level says so. Of three or more one may be wrong.
    """
    start = next((at for at, row in enumerate(rows) if row.valueless), len(rows))
    headed = [[group[0], *_own(group)] for group in _headed(rows[start:])]
    right = [group for group in headed if _comes_to_its_own(group)]
    wrong = len(headed) - len(right)
    if len(right) < _FEWEST or wrong > 1:
        return
    if all(len(one) == 2 for one in headed) or any(len(one) == 1 or _is_parent(*one[:2]) for one in headed):
        return
    for heading, *below in headed:
        for row in (heading, *below):
            row.group = heading.item.name, row.group[1] or row.group[0]
        heading.sums_up = True


def leave_headings(rows: list[IndicatorRow]) -> None:
    """Rows below the last that a heading in the column of names is worth stand beside it: 预算执行率 below 满意度指标（10分）
    and its one row of 10 points.
    """
    for group in _headed(rows):
        end = next((at for at, row in enumerate(group) if row.group[0] != group[0].group[0]), len(group))
        if group[0].heads:
            for row in group[1 + len(_own(group)) : end]:
                row.group = ("", "") if not group[0].group[1] else (row.group[0], "")


def _headed(rows: list[IndicatorRow]) -> Iterator[list[IndicatorRow]]:
    """Rows without target and result, each with those below it that have some."""
    starts = [at for at, row in enumerate(rows) if row.valueless]
    for at, end in pairwise([*starts, len(rows)]):
        yield rows[at:end]


def _own(group: list[IndicatorRow]) -> list[IndicatorRow]:
    """The rows below the first, up to where their points, and scores if it has one, come to its own; else all of them."""
    heading, *below = group
    rest = [_worth(heading), heading.item.entered]
    for at, row in enumerate(below, start=1):
        rest = [*map(_less, rest, (row.item.points, row.item.entered))]
        if rest[0] == 0 and not rest[1]:
            return below[:at]
    return below


def _worth(row: IndicatorRow) -> object:
    return label_points(row.item.name) if row.item.points is None else row.item.points


def _less(whole: object, part: object) -> float | None:
    """What is left of it; None where that cannot be said."""
    return float(exact(whole) - exact(part)) if type(whole) is type(part) is float else None


def _comes_to_its_own(group: list[IndicatorRow]) -> bool:
    """Whether the points of the rows come to those of the first."""
    worth, theirs = _worth(group[0]), [row.item.points for row in group[1:]]
    if type(worth) is not float or not theirs or any(type(points) is not float for points in theirs):
        return False
    return exact(worth) == sum(map(exact, theirs))


def without_headings(
    rows: list[IndicatorRow], sections: dict[str, Section], cells: dict[str, Place]
) -> list[IndicatorRow]:
    """Leave out the rows whose children carry the scores; a level-1 parent gives its section's subtotal."""
    kept = []
    for row, below in zip_longest(rows, rows[1:]):
        if not (row.valueless and below is not None and _is_parent(row, below)):
            kept.append(row)
        elif row.depth == 1 or row.group[0] in ("", row.name, row.item.name):
            section = sections[row.item.section]
            section.points = row.item.points if section.points is None else section.points
            section.entered = row.item.entered
            if stands := row.item.place("entered"):
                cells[section.name] = stands
    return kept


def _is_parent(row: IndicatorRow, below: IndicatorRow) -> bool:
    if row.sums_up:
        return True
    if row.depth == 3:  # one column of names: 产出指标, and the indicators below it
        within = is_row("outer_groups", row.name) and not is_row("outer_groups", below.name)
        heads = row.heads or (not any(row.group) and is_row("groups", row.name))
        return heads and (within or not is_row("groups", below.name))
    return 0 < row.depth < below.depth and row.group[: row.depth] == below.group[: row.depth]
