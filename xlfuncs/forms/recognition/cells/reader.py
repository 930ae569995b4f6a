"""读格 — a sheet's cells as recognition reads them: numbers as numbers, points as points.

What is no number where a number belongs becomes a finding; the cell's value stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlfuncs.cells import CellError, Place, Sheet
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.findings.slips import unequal, zero_in_front
from xlfuncs.forms.recognition.cells.sheet_cells import SheetCells
from xlfuncs.forms.recognition.cells.values import amount, bare_amount, is_number, percent_in_words
from xlfuncs.forms.recognition.words.row_labels import may_count
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.scoring.numbers import exact

Part = tuple[float, Place | None]  # of a sum: a number, and where it stands


class Reader(SheetCells):
    """One sheet, and the findings made while reading the table at hand."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.findings: list[Finding] = []
        self.figures: Collection[int] = ()  # columns of the block that formulas of ours calculate with

    @cached_property
    def counting(self) -> Sequence[int]:
        """The rows that may count their columns, or say their units."""
        rows, counts = self.rows, {1.0, *self.contents.said_as(may_count)}
        told = [number for number, silent in enumerate(map(counts.isdisjoint, rows)) if not silent]
        firsts = ((number, next(filter(None, rows[number]), None)) for number in told)
        return [number for number, first in firsts if first in counts or first in rows[number - 1]]

    def number(self, row: int, column: int | None, term: str, item: str, *, percent: bool = False) -> Any:
        """A number where one belongs; anything else stays as it is and is a finding."""
        found = self.column(column)[row]
        if found is None or column is None:
            return found
        typed = self.typed.value(*self.anchor(row, column)) if column in self.figures else None
        if isinstance(typed, str) and not is_placeholder(typed):  # 20分, and 20 as text, too
            told = {"item": item, "found": typed, "expected": "数字", "term": term}
            self.note("not-a-number", case="text-amount", at=self.at(row, column), **told)
            return CellError(typed)  # what they make of it
        if type(found) is float:  # in tens of thousands, say, where the cell shows it so
            looks = self.formats.get(self.anchor(row, column)) if self.formats else None
            return looks.number(found) if looks and looks.power < 0 else found
        try:
            read = amount(found, percent=percent)
            if isinstance(found, str) and zero_in_front(found):
                self.note("zero-in-front", at=self.at(row, column), item=item, found=found, which=term)
            return read
        except NotANumber:
            if percent and isinstance(found, str) and (said := percent_in_words(found)) is not None:
                return said
            case = "error-value" if isinstance(found, CellError) else ""
            at = self.at(row, column)
            self.note("not-a-number", case=case, at=at, item=item, found=found, expected="数字", term=term)
            return found

    def money(self, row: int, column: int, term: str, item: str) -> Any:
        """The same of money: 90% and 90分 are none."""
        found = self.column(column)[row]
        if not isinstance(found, str) or not bare_amount(found).endswith(("%", "分")) or not is_number(found):
            return self.number(row, column, term, item)
        self.note("not-a-number", at=self.at(row, column), item=item, found=found, expected="数字", term=term)
        return None

    def points(self, row: int, column: int | None, term: str, item: str) -> Any:
        """Points where they belong; 60% are 60 of 100."""
        found = self.column(column)[row]
        if column is not None and (isinstance(found, str) or (row, column) in self.formats):
            shown = self.shown(self.at(row, column), found)
            if isinstance(shown, str) and normal(shown).endswith("%") and is_number(shown):
                return float(exact(amount(shown, percent=True)).scaleb(2))
        return self.number(row, column, term, item)

    def note_sum(
        self, at: Place | None, name: str, total: Decimal, parts: Sequence[Part], **more: str
    ) -> None:
        """Add that an amount is not what its parts add up to; of those without a place nobody says which may be mistyped."""
        told = unequal(total, [(*part, None) for part in parts]) | more
        self.note("sum-differs", at=at, item=name, **told)

    def take_back_worth(self, item: str) -> None:
        """Leave out that nobody says what a rate is worth: its points were found after that."""
        told = ("rate-points", "rate-worth")
        self.findings[:] = [one for one in self.findings if one.case not in told or one.item != item]

    def note(self, code: str, /, **given: Any) -> None:
        """Add a finding, as :func:`finding` makes it."""
        self.findings.append(finding(code, **given))
