"""指标行 — going down an indicator block: labels filled down, rows with content, everything else skipped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count, repeat
from operator import eq
from typing import Any

from xlfuncs.cells import Cell
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.criteria import criteria
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import heads_rows
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import LONGEST, label
from xlfuncs.forms.recognition.words.words import is_placeholder, is_unadjusted
from xlfuncs.scoring.numbers import exact

_UNNAMED = re.compile(r"指标\s*\d*\s*[:：]?")  # a printed 指标1： that nobody filled
_NONE = re.compile(
    r"(?:指标\s*(?:\d+\s*)?[:：]?)?(?:无|暂无|不涉及|不适用)"
)  # a printed row that nobody needs


@dataclass(slots=True)
class IndicatorRow:
    """A row with content: its labels, filled down, and the item it becomes."""

    number: int
    place: int  # among the rows of its block, those of a header on the next page left out
    group: tuple[str, str]  # level 1, level 2; "" where there is none
    name: str
    depth: int  # the deepest level that stands in the row itself
    item: Item
    valueless: bool  # neither target nor actual, in words or in the helper columns' numbers
    points: Cell | None = None  # the official cell of its points, where it is merged for several rows
    entered: Cell | None = None  # that of its score, so
    points_in_helper: bool = False  # the helper column gives its points
    heads: bool = False  # 产出指标 in the one column of names
    sums_up: bool = False  # the points of the rows below come to its own
    sharers: Sequence[tuple[IndicatorRow, Any]] = ()  # the rows under one score, itself first, with points
    outline: str = ""  # 1.2 in a column of numbers that count parts, too


Rows = Sequence[IndicatorRow]


class IndicatorRows:
    """Going down the rows of a block, remembering the labels above."""

    def __init__(self, reader: Reader, header: Header) -> None:
        columns, read = header.columns, reader.column
        self.reader, self.own, self.score_columns = reader, header.own, ScoreColumns(reader, header)
        names = (columns.get("level1"), columns.get("level2"), header.names)
        named = ((level, column) for level, column in enumerate(names) if column is not None)
        self.labels = [(level, at, reader.labels(at), reader.merges(at)) for level, at in named]
        self.flat = len(self.labels) == 1  # one column of names: 产出指标 stands in a row of its own
        self.adjusted = read(columns.get("adjusted_target"))
        self.target, self.actual = read(columns.get("target")), read(columns.get("actual"))
        self.goals = header.goals
        self.numbers = [read(columns.get(key)) for key in ("target_number", "actual_number")]
        self.reasons = read(columns.get("reason"))
        self.outline = header.outline(reader)
        self.rates = [(key, columns[key]) for key in ("completion", "deviation") if key in columns]
        more = any("加分" in text for _, text in reader.texts(header.row))  # counts, too
        self.deduction = None if header.own or more else columns.get("deduction")
        self.scores = [read(self.score_columns.entered), read(columns.get("approved"))]
        held = [self.adjusted, self.target, self.actual, *self.numbers, *self.scores]
        held += [[*labels] for _, _, labels, _ in self.labels]
        blank = map(eq, zip(*held, strict=True), repeat((None,) * len(held)))
        # rows of ours that nobody needed
        self.spare = {*compress(count(), blank)} if header.own and not header.goals else ()
        whole = (names[2], columns.get("target"), columns.get("actual"), self.score_columns.entered)
        self.whole = [column for column in whole if column is not None]
        self.merged = reader.merges(names[2])
        self.above, self.group = ["", "", ""], ("", "")
        self.level2 = "", ""  # the last group's, and without blanks: the same in many rows
        self.rows: list[IndicatorRow] = []
        # The level-1 labels in order; whether another label stands beside.
        self.level1_labels: dict[str, bool] = {}

    def read(self, number: int, place: int) -> None:
        """Add the row, if it has content; `place` is its place among the rows of the block."""
        if number in self.spare:
            return
        if number in self.merged and all(self.reader.anchor(number, one)[0] < number for one in self.whole):
            return  # one row, drawn two rows high
        depth = self._labels(number)
        score_columns, above = self.score_columns, self.above
        target, actual = self.adjusted[number], self.actual[number]
        if target is None or is_unadjusted(target):
            target = self.target[number]
        if self.goals:
            target, actual = self.goals(target)
        points = score_columns.official if score_columns.helper is None else score_columns.points(number)
        valueless = heads = False
        if not type(target) is type(actual) is float:  # few rows of a long table
            valueless = is_placeholder(target) and is_placeholder(actual)
            valueless = valueless and all(is_placeholder(column[number]) for column in self.numbers)
            heads = valueless and depth > 0 and self.flat
            if heads := heads and heads_rows(self.reader, number, above[2], self.whole):
                self._group(above[2])
            if valueless and all(is_placeholder(column[number]) for column in self.scores):
                itself = points is not None and self.reader.anchor(number, points)[0] == number
                worth = itself and depth > 0 and not is_placeholder(self.reader.data(number, points))
                if not worth and not (self.own and depth == 3 and not _nameless(above[2])):
                    return
            if depth == 3:
                unmeant = type(target) is str and target.strip() in criteria().not_meant
                none = unmeant or _NONE.fullmatch(above[2].strip())
                if none and self._says_nothing(number, target, actual, points):
                    return
        name = (valueless and not (depth or self.own) and self._beside(number)) or _name(above)
        item = Item("", name, None, {}, target, actual, *score_columns.read(number, name))
        if self.level2[0] is not self.group[1]:
            self.level2 = self.group[1], "".join(self.group[1].split())
        item.level2, item.reason = self.level2[1], self.reasons[number]
        for key, column in self.rates:
            item.cells[key] = at = self.reader.at(number, column)
            setattr(item, key, self.reader.shown(at, self.reader.data(number, column)))
        if self.deduction is not None:
            self._deduct(number, item, self.deduction)
        row = IndicatorRow(number, place, self.group, above[2], depth, item, valueless)
        row.outline = self.outline.get(number, "") if self.outline else ""
        row.points_in_helper, row.heads = points != score_columns.official, heads
        if number in score_columns.merged:
            row.entered = self._shared(number, score_columns.entered)
            row.points = row.entered if score_columns.pair else self._shared(number, score_columns.official)
        self.rows.append(row)

    def _deduct(self, number: int, item: Item, column: int) -> None:
        """Take up what was taken off, and what is left of the points where no column of scores says it."""
        if not self.reader.has_number(number, column):
            return  # 无, 不扣分
        item.cells["deduction"] = self.reader.at(number, column)
        item.deduction = taken = self.reader.number(number, column, "扣分", item.name)
        if self.score_columns.entered is None and isinstance(taken, float) and isinstance(item.points, float):
            item.entered = float(exact(item.points) - abs(exact(taken)))
            item.cells["entered"] = item.cells["deduction"]

    def _says_nothing(self, number: int, target: object, actual: object, points: int | None) -> bool:
        """Whether a row that is none has neither a figure nor points."""
        worth = [column[number] for column in self.scores]
        worth += [] if points is None else [self.reader.data(number, points)]
        said = [value for value in (target, actual) if not is_placeholder(value)]
        worthless = all(is_placeholder(value) or value in criteria().not_meant for value in worth)
        return worthless and all(isinstance(one, str) and _NONE.fullmatch(one.strip()) for one in said)

    def _beside(self, number: int) -> str | None:
        """The one text of a row without labels of its own: 预算执行率, typed beside its points."""
        texts = [one for _, one in self.reader.texts(number) if not (is_number(one) or is_placeholder(one))]
        return texts[0].strip() if len(texts) == 1 and len(texts[0]) <= LONGEST else None

    def _group(self, text: str) -> None:
        """Take up a heading in the column of names."""
        if is_row("outer_groups", text):
            self.group = text, ""
            self.level1_labels.setdefault(text, False)
        else:
            self.group = self.group[0], text

    def _shared(self, number: int, column: int | None) -> Cell | None:
        """The merged cell of this column that a row shares with others."""
        block = self.reader.merged(number, column)
        return block if block and block[1] == column else None

    def _labels(self, number: int) -> int:
        """Take up the labels that stand in the row itself; how deep the deepest of them is."""
        above, depth = self.above, 0
        for level, column, labels, merges in self.labels:
            text = labels[number]
            if text is None:
                continue
            if level == 2:
                above[2] = text
            elif text != above[level]:
                above[level:] = [text] + [""] * (2 - level)
                self.group = above[0], above[1]
            if number not in merges or merges[number][1] == column:
                depth = level + 1
                if above[0]:
                    self.level1_labels[above[0]] = level > 0 or self.level1_labels.get(above[0], False)
        return depth


def _nameless(text: str) -> bool:
    return len(text) < 12 and (is_placeholder(text) or _UNNAMED.fullmatch(text) is not None)


def _name(levels: Sequence[str]) -> str:
    """The indicator's name, else the deepest label above it."""
    if not _nameless(name := levels[2]):
        return re.sub(r"\s*\n\s*", "", name) if "\n" in name else name
    return next((label(text) for text in (levels[1], levels[0]) if text), "")
