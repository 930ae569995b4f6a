"""共有的分值与得分 — points and scores that several rows have together, and points that only a label says."""

from __future__ import annotations

from collections import Counter
from typing import Any

from xlfuncs.cells import Cell, Place
from xlfuncs.evaluation.content import Section
from xlfuncs.evaluation.findings.criteria import is_bonus
from xlfuncs.forms.recognition.columns.shares import WORTH
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow
from xlfuncs.forms.recognition.indicators.level_points import share_in
from xlfuncs.forms.recognition.words.texts import label_points
from xlfuncs.scoring.numbers import exact


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


def settle_points(rows: list[IndicatorRow]) -> None:
    """Leave each row the points that are its own, and those that its name or label says."""
    _merged(rows)
    _of_labels(rows)


def _merged(rows: list[IndicatorRow]) -> None:
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


def _of_labels(rows: list[IndicatorRow]) -> None:
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
