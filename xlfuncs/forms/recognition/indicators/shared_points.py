"""共有的分值与得分 — points and scores that several rows have together, or a label says; and rows that head others, and carry
what those earn: 产出指标, or 一、人才培养（40分）, which no word list knows, over rows whose points come to its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import Any

from xlfuncs.cells import Cell, Place
from xlfuncs.evaluation.content import Section
from xlfuncs.evaluation.findings.criteria import is_bonus
from xlfuncs.forms.recognition.columns.shares import WORTH
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow
from xlfuncs.forms.recognition.indicators.level_points import share_in
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import label_points
from xlfuncs.scoring.numbers import exact

_FEWEST = 2  # headings that prove themselves


def share_scores(rows: list[IndicatorRow], sections: dict[str, Section], cells: dict[str, Place]) -> None:
    """A score merged over a whole section is the section's; over a few rows, they are one item."""
    sharing: dict[Cell, list[IndicatorRow]] = {}
    for row in rows:
        if row.entered is not None:
            sharing.setdefault(row.entered, []).append(row)
    sizes = Counter(row.item.section for row in rows) if sharing else {}
    for sharers in sharing.values():
        first = sharers[0].item
        if len(sharers) == 1:
            continue
        if len(sharers) == sizes[first.section] and sharers[0].points is None:
            sections[first.section].entered, cells[first.section] = first.entered, first.cells["entered"]
            for row in sharers:
                row.item.entered = None
        else:
            worth, common = _worth(sharers), sharers[0].points is not None
            sharers[0].sharers = [(row, worth if common else row.item.points) for row in sharers]
            first.name, first.points = f"{first.name}等{len(sharers)}项", worth
            sharers[0].points = None
            for row in sharers[1:]:
                row.item.idle, row.item.points, row.item.entered = True, None, None
                for key in ("points", "score", "entered"):  # the first row's
                    row.item.cells.pop(key, None)


def _worth(rows: list[IndicatorRow]) -> Any:
    """What rows are worth together: their common points, else the sum of their own."""
    if rows[0].points is not None:
        return rows[0].item.points if len({row.points for row in rows}) == 1 else None
    points = [row.item.points for row in rows]
    return float(sum(map(exact, points))) if all(isinstance(value, float) for value in points) else None


def settle_merged(rows: list[IndicatorRow]) -> None:
    """Points merged over several rows, or typed in the first row of a group worth as much, are no row's own."""
    if all(row.points is None and row.item.points is not None for row in rows):
        return  # each row has its own
    points = Counter(row.points for row in rows)
    groups = Counter(row.group for row in rows)
    filled = Counter(row.group for row in rows if row.item.points is not None)
    once = {group for group, size in groups.items() if size > 1 and filled[group] == 1}
    common = {run[0].number for run in _runs(rows) if _is_for_all(run)}
    for row in rows:
        merged = row.points is not None and points[row.points] > 1
        typed_once = row.group in once and row.item.points == label_points(row.group[1])
        if not row.points_in_helper and (merged or typed_once or row.number in common):
            row.item.points = None


def settle_labels(rows: list[IndicatorRow]) -> None:
    """Where no cell gives a row's points, its name does, or the label of a group that has one row only."""
    without = [row for row in rows if row.item.points is None and row.points is None]
    first = Counter(row.group[0] for row in rows) if without else {}
    second = Counter(row.group for row in rows) if without else {}
    for row in without:
        row.item.points = label_points(row.name, unit=True)
        for text, alone in ((row.group[1], second[row.group] == 1), (row.group[0], first[row.group[0]] == 1)):
            if row.item.points is None and alone:
                row.item.points = label_points(text)
    shares = [share_in(row.name) for row in without if row.item.points is None]
    points = [float(share) for share in shares if share is not None]
    # 及时率(20%): proven by their sum
    if shares and len(points) == len(rows) and sum(map(exact, points)) in WORTH:
        for row, own in zip(rows, points, strict=True):
            row.item.points = own


def _runs(rows: list[IndicatorRow]) -> list[list[IndicatorRow]]:
    """Each row with points and the rows right below it that have none, but scores of their own."""
    runs: list[list[IndicatorRow]] = []
    for row in rows:
        entered = row.item.entered
        if row.item.points is not None:
            runs.append([row])
        elif runs and type(entered) is float and entered >= 0 and not is_bonus(row.group[0], row.name):
            runs[-1].append(row)
        else:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _is_for_all(run: list[IndicatorRow]) -> bool:
    """Whether the points of the first row are those of all: their scores together are no more."""
    points, scores = run[0].item.points, [row.item.entered for row in run]
    told = all(isinstance(number, float) for number in (points, *scores))
    return told and sum(map(exact, scores)) <= exact(points)


def group_below_headings(rows: list[IndicatorRow]) -> None:
    """Group the rows below rows without target and result whose points theirs come to; of three or more one may be wrong."""
    start = next((at for at, row in enumerate(rows) if row.valueless), len(rows))
    headed = [[group[0], *_own_rows(group)] for group in _headed(rows[start:])]
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
    """Rows below the last that a heading is worth stand beside it: 预算执行率 below 满意度指标（10分） and its one row."""
    for group in _headed(rows):
        end = next((at for at, row in enumerate(group) if row.group[0] != group[0].group[0]), len(group))
        if group[0].heads:
            for row in group[1 + len(_own_rows(group)) : end]:
                row.group = ("", "") if not group[0].group[1] else (row.group[0], "")


def _headed(rows: list[IndicatorRow]) -> Iterator[list[IndicatorRow]]:
    """Rows without target and result, each with those below it that have some."""
    starts = [at for at, row in enumerate(rows) if row.valueless]
    for at, end in pairwise([*starts, len(rows)]):
        yield rows[at:end]


def _own_rows(group: list[IndicatorRow]) -> list[IndicatorRow]:
    """The rows below the first, up to where their points, and scores if it has one, come to its own; else all of them."""
    heading, *below = group
    rest = [_worth_of(heading), heading.item.entered]
    for at, row in enumerate(below, start=1):
        pairs = zip(rest, (row.item.points, row.item.entered), strict=True)
        rest = [float(exact(a) - exact(b)) if type(a) is type(b) is float else None for a, b in pairs]
        if rest[0] == 0 and not rest[1]:
            return below[:at]
    return below


def _worth_of(row: IndicatorRow) -> object:
    return label_points(row.item.name) if row.item.points is None else row.item.points


def _comes_to_its_own(group: list[IndicatorRow]) -> bool:
    """Whether the points of the rows come to those of the first."""
    worth, theirs = _worth_of(group[0]), [row.item.points for row in group[1:]]
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
