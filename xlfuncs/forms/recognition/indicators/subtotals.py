"""小计 — what typed subtotals are of: the section above them; or the rows since the one before, where no level says what they
are of, or several sections: those are no section's score, and are held against their rows here.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Section
from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.row_scores import ScoreColumns
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow
from xlfuncs.forms.recognition.words.row_labels import is_row
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.scoring.numbers import decimals, exact, round_to

_STEM = 2  # characters of 产出, of 产出小计 as of 产出指标
_MANY = 1000  # of a table so long it takes time to look for what else they may add up
_CARRIED = ("承前页", "接上页")


class Subtotals:
    """The subtotals of a block, by their rows' numbers."""

    def __init__(
        self, reader: Reader, header: Header, columns: ScoreColumns, cells: dict[str, Place]
    ) -> None:
        self.reader, self.columns, self.cells = reader, columns, cells
        self.own, self.points = header.own, header.columns.get("points")

    def settle(
        self, numbers: Sequence[int], rows: Sequence[IndicatorRow], sections: Mapping[str, Section]
    ) -> None:
        """Give a section what it was said to have earned as a whole; in a table not ours, check what they say."""
        whole, places = dict[str, list[IndicatorRow]](), [row.number for row in rows]
        for row in rows if numbers else ():
            whole.setdefault(row.item.section, []).append(row)
        for last, number in pairwise((-1, *numbers)) if sections else ():
            start, end = bisect(places, last), bisect(places, number)
            section = sections[rows[end - 1].item.section] if end else next(iter(sections.values()))
            everyone, since = whole.get(section.name, []), rows[start:end]
            label = self._label(number)
            summed: Sequence[IndicatorRow] = everyone
            name = section.name
            if not self.own:
                named = label[:_STEM] in section.name
                choices = (everyone, since, rows[:end]) if len(numbers) < _MANY else (since,)
                part = since and len(since) < len(everyone) and not named
                summed = self._summed(number, choices) or (since if part else everyone)
            if summed == everyone:
                self._fill(number, section)
            else:
                name = label.removesuffix("小计") or label
                self._check("total-differs", "", number, self.columns.entered, "entered", name, summed)
            if not self.own:
                self._check("points-sum", "subtotal", number, self.points, "points", name, summed)

    def check_carried(self, pages: Sequence[int]) -> None:
        """What a page carries over, 承前页, is what the one before said: 过次页."""
        for before, number in pairwise(pages):
            name, column = self._label(number), self.columns.entered
            if column is None or name not in _CARRIED or not is_row("page_sum", self._label(before)):
                continue
            stated, found = (amount_or_none(self.reader.data(row, column)) for row in (before, number))
            if stated is not None and found is not None and exact(stated) != exact(found):
                told: dict[str, Any] = {"found": found, "expected": stated}
                first, at = (self.reader.at(row, column) for row in (before, number))
                self.reader.note(
                    "total-differs", case="twice", severity="warning", at=at, item=name, first=first, **told
                )

    def _label(self, number: int) -> str:
        return normal(next((text for _, text in self.reader.texts(number)), ""))

    def _summed(
        self, number: int, choices: Sequence[Sequence[IndicatorRow]]
    ) -> Sequence[IndicatorRow] | None:
        """The rows whose scores, else whose points come to the subtotal's."""
        for column, key in ((self.columns.entered, "entered"), (self.points, "points")):
            for rows in choices:
                if self._short(number, column, key, rows) == 0:
                    return rows
        return None

    def _fill(self, number: int, section: Section) -> None:
        if (column := self.columns.entered) is not None:
            section.entered = self.reader.number(number, column, "小计", section.name)
            self.cells[section.name] = self.reader.at(number, column)
        section.approved = self.reader.number(number, self.columns.approved, "核定得分", section.name)

    def _check(
        self,
        code: str,
        case: str,
        number: int,
        column: int | None,
        key: str,
        name: str,
        rows: Sequence[IndicatorRow],
    ) -> None:
        """What a subtotal says of points or scores is their sum, where each of its rows has its own."""
        short = self._short(number, column, key, rows)
        if short and column is not None:
            items = [row.item for row in rows if not row.item.idle]
            stated = amount_or_none(self.reader.data(number, column))
            hint = mended(short, [(getattr(item, key), item.place(key), None) for item in items])
            told: dict[str, Any] = {"found": stated, "expected": float(exact(stated) - short), "hint": hint}
            self.reader.note(code, case=case, at=self.reader.at(number, column), item=name, **told)

    def _short(
        self, number: int, column: int | None, key: str, rows: Sequence[IndicatorRow]
    ) -> Decimal | None:
        """How much the rows lack of what stands in a column; None where that cannot be said. A rounded sum lacks nothing."""
        values = [getattr(row.item, key) for row in rows if not row.item.idle]
        stated = None if column is None else amount_or_none(self.reader.data(number, column))
        if stated is None or not values or any(type(value) is not float for value in values):
            return None
        typed, added = exact(stated), sum(map(exact, values), Decimal())
        return Decimal() if typed == round_to(added, decimals(typed), "half_up") else typed - added
