"""指标行 — the rows of an indicator block as items: names, targets, what was achieved, points and scores."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlfuncs.evaluation.content import Item, Section
from xlfuncs.forms.cells import Cell
from xlfuncs.forms.headers import Header
from xlfuncs.forms.helpers import Helpers
from xlfuncs.forms.reader import Reader
from xlfuncs.forms.scoring_inputs import ScoringInputs
from xlfuncs.forms.words import is_placeholder, is_row, label, label_points
from xlfuncs.scoring.numbers import exact

__all__ = ["read_indicators"]

_UNNAMED = re.compile(r"指标\s*\d*\s*[:：]?")  # a printed 指标1： that nobody filled


@dataclass(slots=True)
class _Row:
    """A row with content: its labels, filled down, and the item it becomes."""

    number: int
    group: tuple[str, str]  # level 1, level 2; "" where there is none
    name: str
    depth: int  # the deepest level that stands in the row itself
    item: Item
    points: Cell | None  # the official points cell, or the score cell, where it is merged for several rows
    entered: Cell | None
    helped: bool  # the helper column gives its points
    one_of_many: bool = False  # several rows under one score: only a person can say


def read_indicators(
    reader: Reader, header: Header, rows: Iterable[int], subtotals: Mapping[int, bool], cells: dict[str, str]
) -> tuple[list[Section], list[Item]]:
    """Sections and items of a block.

    `subtotals` says which rows are sums, and whether of one section. Where a section's own score stands goes
    to `cells`, under the section's name.
    """
    walk = _Walk(reader, header)
    sums: list[tuple[int, int]] = []  # how many rows stand above it, its own number
    for number in rows:
        if number not in subtotals:
            walk.read(number)
        elif subtotals[number] and walk.found:
            sums.append((len(walk.found), number))
    found = walk.found
    sections = _sections(found, header.label or "")
    for above, number in sums:
        name, column = found[above - 1].item.section, walk.helpers.entered
        if column is not None:
            sections[name].entered = reader.number(number, column, "小计", name)
            cells[name] = reader.at(number, column)
    found = _one_score_for_many(_without_parents(found, sections, cells), sections, cells)
    _one_worth_for_many(found)
    _points_of_labels(found)
    inputs = ScoringInputs(reader, header)
    for row in found:
        if not row.one_of_many:
            inputs.read(row.number, row.item)
    return list(sections.values()), [row.item for row in found]


class _Walk:
    """Going down the rows of a block, remembering the labels above."""

    def __init__(self, reader: Reader, header: Header) -> None:
        columns = header.columns
        self.reader, self.own, self.helpers = reader, header.own, Helpers(reader, header)
        names = (columns.get("level1"), columns.get("level2"), columns.get("level3", columns.get("name")))
        self.columns = [(level, column) for level, column in enumerate(names) if column is not None]
        self.target, self.actual = columns.get("target"), columns.get("actual")
        self.adjusted = columns.get("adjusted_target")
        self.above = ["", "", ""]
        self.found: list[_Row] = []

    def read(self, number: int) -> None:
        """Add the row, if it has content."""
        depth = self._labels(number)
        data, helpers, above = self.reader.data, self.helpers, self.above
        target, actual = data(number, self.adjusted), data(number, self.actual)
        if is_placeholder(target):
            target = data(number, self.target)
        points = helpers.points(number)
        if (
            is_placeholder(target)
            and is_placeholder(actual)
            and is_placeholder(data(number, helpers.entered))
        ):
            itself = points is not None and self.reader.anchor(number, points)[0] == number
            worth = itself and depth > 0 and not is_placeholder(data(number, points))
            if not worth and not (self.own and depth == 3 and not _nameless(above[2])):
                return
        item = Item("", _name(above), target=target, actual=actual)
        helpers.read(number, item)
        merged = self._merged(number, helpers.official), self._merged(number, helpers.entered)
        group, helped = (above[0], above[1]), points != helpers.official
        self.found.append(_Row(number, group, above[2], depth, item, *merged, helped))

    def _labels(self, number: int) -> int:
        """Take up the labels that stand in the row itself; how deep the deepest of them is."""
        reader, above, depth = self.reader, self.above, 0
        for level, column in self.columns:
            anchor = reader.anchor(number, column)
            text = reader.text(number, column) if anchor[0] == number else None  # merged from above: it stays
            if text is None:
                continue
            if text != above[level]:
                above[level:] = [text] + [""] * (2 - level)
            if anchor[1] == column:
                depth = level + 1
        return depth

    def _merged(self, number: int, column: int | None) -> Cell | None:
        return self.reader.anchors.get((number, column)) if column is not None else None


def _nameless(text: str) -> bool:
    return len(text) < 12 and (is_placeholder(text) or _UNNAMED.fullmatch(text) is not None)


def _name(levels: Sequence[str]) -> str:
    """The indicator's name, else the deepest label above it."""
    if not _nameless(levels[2]):
        return re.sub(r"\s*\n\s*", "", levels[2]) if "\n" in levels[2] else levels[2]
    return next((label(text) for text in (levels[1], levels[0]) if text), "")


def _sections(found: list[_Row], block: str) -> dict[str, Section]:
    """The sections in order: the level-1 labels, or the whole block where only its label carries points."""
    by_level = any(label_points(text) is not None for text in {row.group[0] for row in found})
    whole = not by_level and label_points(block) is not None
    sections: dict[str, Section] = {}
    for row in found:
        title = block if whole else row.group[0] or block or "绩效指标"
        row.item.section = label(title)
        if row.item.section not in sections:
            sections[row.item.section] = Section(row.item.section, label_points(title))
    return sections


def _without_parents(found: list[_Row], sections: dict[str, Section], cells: dict[str, str]) -> list[_Row]:
    """Leave out the rows whose children carry the scores; a level-1 parent gives its section's subtotal."""
    kept = []
    for row, below in zip(found, [*found[1:], None], strict=True):
        alone = is_placeholder(row.item.target) and is_placeholder(row.item.actual)
        if not (alone and below is not None and _is_parent(row, below)):
            kept.append(row)
        elif row.depth == 1 or not row.group[0]:
            section = sections[row.item.section]
            section.points = row.item.points if section.points is None else section.points
            section.entered = row.item.entered
            cells[section.name] = row.item.cells.get("entered", "")
    return kept


def _is_parent(row: _Row, below: _Row) -> bool:
    if row.depth == 3:  # one column of names: 产出指标, and the indicators below it
        return not any(row.group) and is_row("groups", row.name) and not is_row("groups", below.name)
    return row.depth < below.depth and row.group[: row.depth] == below.group[: row.depth]


def _one_score_for_many(found: list[_Row], sections: dict[str, Section], cells: dict[str, str]) -> list[_Row]:
    """A score merged over a whole section is the section's; over a few rows, they are one item."""
    sharing: dict[Cell, list[_Row]] = {}
    for row in found:
        if row.entered is not None:
            sharing.setdefault(row.entered, []).append(row)
    sizes = Counter(row.item.section for row in found) if sharing else {}
    dropped: set[int] = set()
    for rows in sharing.values():
        first = rows[0].item
        if len(rows) == 1:
            continue
        if len(rows) == sizes[first.section]:
            sections[first.section].entered, cells[first.section] = first.entered, first.cells["entered"]
            for row in rows:
                row.item.entered = None
        else:
            first.points = _worth(rows)
            first.name = label(rows[0].group[1] or rows[0].group[0]) or first.name
            first.target = first.actual = None
            rows[0].one_of_many, rows[0].points = True, None
            dropped |= {row.number for row in rows[1:]}
    return [row for row in found if row.number not in dropped]


def _worth(rows: list[_Row]) -> Any:
    """What rows are worth together: their common points, else the sum of their own."""
    if rows[0].points is not None:
        return rows[0].item.points if len({row.points for row in rows}) == 1 else None
    points = [row.item.points for row in rows]
    return float(sum(map(exact, points))) if all(isinstance(value, float) for value in points) else None


def _one_worth_for_many(found: list[_Row]) -> None:
    """Points merged over several rows, or typed in the first row of a group worth as much, are no row's own."""
    points = Counter(row.points for row in found)
    groups = Counter(row.group for row in found)
    filled = Counter(row.group for row in found if row.item.points is not None)
    once = {group for group, size in groups.items() if size > 1 and filled[group] == 1}
    for row in found:
        merged = row.points is not None and points[row.points] > 1
        typed_once = row.group in once and row.item.points == label_points(row.group[1])
        if not row.helped and (merged or typed_once):
            row.item.points = None


def _points_of_labels(found: list[_Row]) -> None:
    """Where no cell gives a row's points, its name does, or the label of a group that has one row only."""
    first = Counter(row.group[0] for row in found)
    second = Counter(row.group for row in found)
    for row in found:
        if row.item.points is not None or row.points is not None:
            continue
        row.item.points = label_points(row.name, unit=True)
        for text, alone in ((row.group[1], second[row.group] == 1), (row.group[0], first[row.group[0]] == 1)):
            if row.item.points is None and alone:
                row.item.points = label_points(text)
