"""指标行 — the rows of an indicator block as items: names, targets, what was achieved, points and scores."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlfuncs.evaluation.content import Item, Section
from xlfuncs.forms.cells import Cell
from xlfuncs.forms.headers import Header
from xlfuncs.forms.helpers import entered_column, points_column, read_helpers
from xlfuncs.forms.reader import Reader
from xlfuncs.forms.scoring_inputs import set_function
from xlfuncs.forms.words import is_placeholder, is_row, label, label_points
from xlfuncs.scoring.numbers import exact

__all__ = ["read_indicators"]

_UNNAMED = re.compile(r"指标\s*\d*\s*[:：]?")  # a printed 指标1： that nobody filled


@dataclass(slots=True)
class _Row:
    """A row with content: its labels, filled down, and the item it becomes."""

    number: int
    levels: tuple[str, str, str]  # level 1, level 2, the indicator; "" where there is none
    depth: int  # the deepest level that stands in the row itself
    item: Item
    points: Cell | None  # the official points cell, or the score cell, where it is merged for several rows
    entered: Cell | None
    helped: bool  # the helper column gives its points
    group: bool = False  # several rows under one score: only a person can say


def read_indicators(
    reader: Reader, header: Header, rows: range, checklist: str, cells: dict[str, str]
) -> tuple[list[Section], list[Item]]:
    """Sections and items of a block; in the section named `checklist` the failed items are counted.

    Where a section's own score stands goes to `cells`, under the section's name.
    """
    walk = _Walk(reader, header)
    for number in rows:
        if walk.ends_at(number):
            break
        walk.read(number)
    found = walk.found
    sections = _sections(found, header.label or "")
    for index, value, cell in walk.subtotals:
        if index:
            sections[found[index - 1].item.section].entered = value
            cells[found[index - 1].item.section] = cell
    found = _one_score_for_many(_without_parents(found, sections, cells), sections, cells)
    _one_worth_for_many(found)
    _points_of_labels(found)
    for row in found:
        if not row.group:
            set_function(reader, header, row.number, row.item, checklist)
    return list(sections.values()), [row.item for row in found]


class _Walk:
    """Going down the rows of a block, remembering the labels above."""

    def __init__(self, reader: Reader, header: Header) -> None:
        columns = header.columns
        self.reader, self.header = reader, header
        self.columns = (
            columns.get("level1"),
            columns.get("level2"),
            columns.get("level3", columns.get("name")),
        )
        self.target, self.actual = columns.get("target"), columns.get("actual")
        self.adjusted = columns.get("adjusted_target")
        self.entered = entered_column(header)
        self.above: list[str] = ["", "", ""]
        self.found: list[_Row] = []
        self.subtotals: list[tuple[int, Any, str]] = []  # how many rows stand above it, its value, its cell

    def ends_at(self, number: int) -> bool:
        """Whether what follows is the table's closing remarks."""
        texts = (value for value in self.reader.rows[number] if isinstance(value, str) and value.strip())
        return is_row("tail", next(texts, ""))

    def read(self, number: int) -> None:
        """Add the row, if it has content."""
        reader, header = self.reader, self.header
        above, depth = list(self.above), 0
        for level, column in enumerate(self.columns):
            anchor = reader.anchor(number, column or 0)
            text = reader.text(number, column) if anchor[0] == number else None  # merged from above: it stays
            if text is None:
                continue
            if text != above[level]:
                above[level:] = [text] + [""] * (2 - level)
            depth = level + 1 if anchor[1] == column else depth
        if any(is_row("subtotal", text) for text in above):
            if self.entered is not None:
                value = reader.number(number, self.entered, "小计", "小计")
                self.subtotals.append((len(self.found), value, reader.at(number, self.entered)))
            return
        self.above = above
        adjusted = reader.data(number, self.adjusted)
        target = reader.data(number, self.target) if is_placeholder(adjusted) else adjusted
        actual, entered = reader.data(number, self.actual), reader.data(number, self.entered)
        points = points_column(reader, header, number)
        if is_placeholder(target) and is_placeholder(actual) and is_placeholder(entered):
            own = points is not None and reader.anchor(number, points)[0] == number
            worth = own and depth > 0 and not is_placeholder(reader.data(number, points))
            if not worth and not (header.own and depth == 3 and not _nameless(above[2])):
                return
        item = Item("", _name(above), target=target, actual=actual)
        read_helpers(reader, header, number, item)
        official = header.columns.get("points")
        worth_cell, score_cell = (
            reader.anchors.get((number, column)) if column is not None else None
            for column in (official, self.entered)
        )
        levels = (above[0], above[1], above[2])
        self.found.append(_Row(number, levels, depth, item, worth_cell, score_cell, points != official))


def _nameless(text: str) -> bool:
    return is_placeholder(text) or _UNNAMED.fullmatch(text) is not None


def _name(levels: Sequence[str]) -> str:
    """The indicator's name, else the deepest label above it."""
    if not _nameless(levels[2]):
        return re.sub(r"\s*\n\s*", "", levels[2])
    return next((label(text) for text in (levels[1], levels[0]) if text), "")


def _sections(found: list[_Row], block: str) -> dict[str, Section]:
    """The sections in order: the level-1 labels, or the whole block where only its label carries points."""
    by_level = any(label_points(text) is not None for text in {row.levels[0] for row in found})
    whole = not by_level and label_points(block) is not None
    sections: dict[str, Section] = {}
    for row in found:
        title = block if whole else row.levels[0] or block or "绩效指标"
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
        elif row.depth == 1 or not row.levels[0]:
            section = sections[row.item.section]
            section.points = row.item.points if section.points is None else section.points
            section.entered = row.item.entered
            cells[section.name] = row.item.cells.get("entered", "")
    return kept


def _is_parent(row: _Row, below: _Row) -> bool:
    if row.depth == 3:  # one column of names: 产出指标, and the indicators below it
        return (
            not any(row.levels[:2])
            and is_row("groups", row.levels[2])
            and not is_row("groups", below.levels[2])
        )
    return row.depth < below.depth and row.levels[: row.depth] == below.levels[: row.depth]


def _one_score_for_many(found: list[_Row], sections: dict[str, Section], cells: dict[str, str]) -> list[_Row]:
    """A score merged over a whole section is the section's; over a few rows, they are one item."""
    sharing: dict[Cell, list[_Row]] = {}
    for row in found:
        if row.entered is not None:
            sharing.setdefault(row.entered, []).append(row)
    sizes = Counter(row.item.section for row in found)
    dropped: set[int] = set()
    for rows in sharing.values():
        first, name = rows[0], rows[0].item.section
        if len(rows) == 1:
            continue
        if len(rows) == sizes[name]:
            sections[name].entered = first.item.entered
            cells[name] = first.item.cells["entered"]
            for row in rows:
                row.item.entered = None
            continue
        worth = {row.points: row.item.points for row in rows}
        if first.points is None and all(isinstance(row.item.points, float) for row in rows):
            first.item.points = float(sum(exact(row.item.points) for row in rows))
        elif len(worth) > 1:
            first.item.points = None
        first.item.name = label(first.levels[1] or first.levels[0]) or first.item.name
        first.item.target = first.item.actual = first.points = None
        first.group = True
        dropped |= {row.number for row in rows[1:]}
    return [row for row in found if row.number not in dropped]


def _one_worth_for_many(found: list[_Row]) -> None:
    """Points merged over several rows, or typed in the first row of a group worth as much, are no row's own."""
    points = Counter(row.points for row in found)
    groups = Counter(row.levels[:2] for row in found)
    filled = Counter(row.levels[:2] for row in found if row.item.points is not None)
    for row in found:
        group = row.levels[:2]
        alone = groups[group] > 1 and filled[group] == 1 and row.item.points is not None
        merged = row.points is not None and points[row.points] > 1
        if not row.helped and (merged or (alone and label_points(group[1]) == row.item.points)):
            row.item.points = None


def _points_of_labels(found: list[_Row]) -> None:
    """Where no cell gives a row's points, its name does, or the label of a group that has one row only."""
    first = Counter(row.levels[0] for row in found)
    second = Counter(row.levels[:2] for row in found)
    for row in found:
        if row.item.points is not None or row.points is not None:
            continue
        one, two, name = row.levels
        row.item.points = label_points(name, unit=True)
        if row.item.points is None and second[row.levels[:2]] == 1:
            row.item.points = label_points(two)
        if row.item.points is None and first[one] == 1:
            row.item.points = label_points(one)
