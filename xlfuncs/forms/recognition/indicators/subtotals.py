"""小计与合计 — what typed subtotals are of: the section above them; or the rows since the one before, where no level says what
they are of, or several sections: no section's score, and held against their rows here. And the row that is the total of a
block, though no word says so.
"""

from __future__ import annotations

import sys
from bisect import bisect
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Section
from xlfuncs.evaluation.findings.slips import unequal
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow, Rows
from xlfuncs.forms.recognition.indicators.parents import earns, outermost
from xlfuncs.forms.recognition.words.row_labels import is_row, is_total
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.scoring.numbers import decimals, exact, round_to

_STEM = 2  # characters of 产出, of 产出小计 as of 产出指标
_MANY = 1000  # of a table so long it takes time to look for what else they may add up
_CARRIED = ("承前页", "接上页")
_WHOLE, _RATE = 100, 20  # points of a table, and of its execution rate at most


class Subtotals:
    """The subtotals of a block, by their rows' numbers."""

    def __init__(self, reader: Reader, header: Header, scores: ScoreColumns, cells: dict[str, Place]) -> None:
        self.reader, self.columns, self.cells = reader, scores, cells
        self.own, self.points = header.own, header.columns.get("points")

    def settle(self, numbers: Sequence[int], rows: Rows, sections: Mapping[str, Section]) -> None:
        """Give a section what it was said to have earned as a whole; in a table not ours, check what they say."""
        whole, places = dict[str, list[IndicatorRow]](), [row.number for row in rows]
        for row in rows if numbers else ():
            whole.setdefault(row.item.section, []).append(row)
        tops = bisect(places, min(numbers, default=0)) == 0  # each stands above its rows
        bounds = [*numbers, sys.maxsize] if tops else [-1, *numbers]
        for number, (start, end) in zip(numbers, pairwise(bounds), strict=True) if sections else ():
            since = rows[bisect(places, start) : bisect(places, end)]
            above = rows[: bisect(places, number)]
            last = since or above
            section = sections[last[-1].item.section] if last else next(iter(sections.values()))
            everyone = whole.get(section.name, [])
            label = self._label(number)
            points, entered, approved, *_ = self.columns.read(number, label or section.name)
            typed = {"entered": entered, "points": points}
            summed: Rows = everyone
            if not self.own:
                choices = (everyone, since, above) if len(numbers) < _MANY else (since,)
                part = since and len(since) < len(everyone) and label[:_STEM] not in section.name
                summed = _summed(typed, choices) or (since if part else everyone)
            name = label.removesuffix("小计") or label
            if summed == everyone:
                section.entered, section.approved, name = entered, approved, section.name
                if self.columns.entered is not None:
                    self.cells[name] = self.reader.at(number, self.columns.entered)
            else:
                self._check(number, name, "entered", entered, summed)
            if not self.own:
                self._check(number, name, "points", points, summed)

    def check_carried(self, pages: Sequence[int]) -> None:
        """What a page carries over, 承前页, is what the one before said: 过次页."""
        for before, number in pairwise(pages):
            name, column = self._label(number), self.columns.entered
            if column is None or name not in _CARRIED or not is_row("page_sum", self._label(before)):
                continue
            stated, found = (self.reader.amount(row, column) for row in (before, number))
            if stated is not None and found is not None and exact(stated) != exact(found):
                told: dict[str, Any] = {"found": found, "expected": stated}
                first, at = (self.reader.at(row, column) for row in (before, number))
                self.reader.note(
                    "total-differs", case="twice", severity="warning", at=at, item=name, first=first, **told
                )

    def _label(self, number: int) -> str:
        return normal(next((text for _, text in self.reader.texts(number)), ""))

    def _check(self, number: int, name: str, key: str, stated: Any, rows: Rows) -> None:
        """What a subtotal says of points or scores is their sum, where each of its rows has its own."""
        column = self.points if key == "points" else self.columns.entered
        if _short(stated, key, rows) and column is not None:
            items = [row.item for row in rows if not row.item.idle]
            told = unequal(exact(stated), [(getattr(item, key), item.place(key), None) for item in items])
            code, case = ("points-sum", "subtotal") if key == "points" else ("total-differs", "")
            self.reader.note(code, case=case, at=self.reader.at(number, column), item=name, **told)


def _summed(typed: Mapping[str, Any], choices: Sequence[Rows]) -> Rows | None:
    """The rows whose scores, else whose points come to the subtotal's."""
    for key, stated in typed.items():
        for rows in choices:
            if _short(stated, key, rows) == 0:
                return rows
    return None


def _short(stated: Any, key: str, rows: Rows) -> Decimal | None:
    """How much the rows lack of a sum; None where that cannot be said. One that is rounded lacks nothing."""
    values = [getattr(row.item, key) for row in rows if not row.item.idle]
    if not values or any(type(value) is not float for value in (stated, *values)):
        return None
    typed, added = exact(stated), sum(map(exact, values), Decimal())
    return Decimal() if typed == round_to(added, decimals(typed), "half_up") else typed - added


def total_row(reader: Reader, rows: list[IndicatorRow]) -> IndicatorRow | None:
    """The last row, else the first, with neither target nor result, that says it is the total, or is the sum of the others:
    about it, where it says nothing or one label across several columns; exactly, under a label of its own."""
    if len(rows) > 2:
        for row, others in ((rows[-1], rows[:-1]), (rows[0], rows[1:])):
            if not row.valueless or row.points or row.entered or (row is rows[0] and not earns(rows[1])):
                continue  # its points merged with others', or those of its parts
            label, _ = next(iter(reader.texts(row.number)), (-1, ""))
            unsaid = (not row.depth or _merged(reader, row, label)) and not _alike(reader, rows)
            summed = _is_sum if unsaid else _is_exact_sum
            if is_total(row.item.name) or summed(row, others):
                return row
    return None


def _alike(reader: Reader, rows: Rows) -> bool:
    """Whether one of the columns of labels is merged with the next in every row, under a heading as wide."""
    columns = {column for column, _ in reader.texts(rows[-1].number)}
    return any(all(_merged(reader, row, column) for row in rows) for column in columns)


def _merged(reader: Reader, row: IndicatorRow, column: int) -> bool:
    """Whether a label is merged across several columns."""
    return reader.merged(row.number, column + 1) == (row.number, column)


def _is_sum(row: IndicatorRow, others: list[IndicatorRow]) -> bool:
    for key, some in product(("points", "entered"), (others, outermost(others))):
        own, numbers = getattr(row.item, key), _numbers(some, key)
        # the execution rate stands above the block
        if isinstance(own, float) and len(numbers) > 1 and -1 <= own - sum(numbers) <= _RATE + 1:
            return True
    return False


def _is_exact_sum(row: IndicatorRow, others: list[IndicatorRow]) -> bool:
    """Whether points and score are those of the other rows, none of them without values; the score alone, where the row has no
    points; of a row worth 100 one of the two (the other may be mistyped), or no more than the rate is missing."""
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
