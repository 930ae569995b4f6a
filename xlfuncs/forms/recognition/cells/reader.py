"""读格 — a sheet's cells as recognition reads them: numbers as numbers, points as points; the unit of an amount, typed in its
cell, else in the heading of its column.

What is no number where a number belongs becomes a finding; the cell's value stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlfuncs.cells import CellError, Place
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.findings.slips import unequal, zero_in_front
from xlfuncs.forms.recognition.cells.sheet_cells import SheetCells
from xlfuncs.forms.recognition.cells.values import amount, bare_amount, is_number
from xlfuncs.forms.recognition.words.row_labels import may_count
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import WIDE, exact, exact_or_none
from xlfuncs.sheets import Sheet

Part = tuple[float, Place | None]  # of a sum: a number, and where it stands
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TYPED = re.compile("(?:亿|[百千]?万)元?$|千?元$")
_HEADED = re.compile(r"(?:[(\[【](?:金额|单位:|人民币)*|(?<=[数额]))((?:亿|[百千]?万)元?|千?元)(?:[)\]】]|$)")
_AMOUNT = re.compile(r"(?:人民币|[¥￥])?(\d[\d,]*(?:\.\d+)?)((?:亿|[百千]?万|千)元?|元)整?")
_TIMES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}


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
            said = parse_target(found if percent else None)  # 达到95%, 95%（见附件）; not 约95%
            if said.kind == "percent" and said.operator == "none" and said.number is not None:
                return float(said.number.scaleb(-2))
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

    def is_percent(self, row: int, column: int | None) -> bool:
        """Whether a cell shows a share: 60%."""
        shown = None if column is None else self.shown(self.at(row, column), self.data(row, column))
        return isinstance(shown, str) and normal(shown).endswith("%")

    def unseen(self) -> Iterator[Finding]:
        """A finding for each cell with a control character."""
        if not _UNSEEN.search("".join(self.said)):  # nearly every sheet
            return
        odd = {text: found[0] for text in self.said if (found := _UNSEEN.search(text))}
        for number, row in enumerate(self.rows):
            for column, value in enumerate(row):
                if type(value) is str and value in odd:
                    code = f"U+{ord(odd[value]):04X}"
                    yield finding("unseen-character", at=self.at(number, column), found=code)

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


def in_first_unit(numbers: Sequence[Any], values: Sequence[Any], headings: Sequence[str]) -> list[Any]:
    """The numbers in the unit of the first, where cells or headings say that they have not all the same.

    >>> in_first_unit([1.0, 8000.0], ["1亿元", "8000万元"], ["预算数", "执行数"])
    [1.0, 0.8]
    >>> in_first_unit([100.0, 80.0], ["100万元", 80.0], ["预算数", "执行数"])
    [100.0, 80.0]
    """
    sizes = [_size(value, heading) for value, heading in zip(values, headings, strict=True)]
    if None in sizes or len(set(sizes)) < 2 or not all(isinstance(number, float) for number in numbers):
        return list(numbers)
    return [
        float(WIDE.divide(WIDE.multiply(exact(number), Decimal(size or 1)), Decimal(sizes[0] or 1)))
        for number, size in zip(numbers, sizes, strict=True)
    ]


def in_stated_unit(reader: Reader, rows: Iterable[int], heads: range, said: Sequence[str]) -> None:
    """Read what is typed with a unit in the one that its own heading states, else what is `said` of all: 900000元 as 90."""
    for row in rows:
        for column, text in reader.texts(row):
            typed = _AMOUNT.fullmatch(bare_amount(text)) if any(map(str.isdigit, text)) else None
            if typed is None or (number := exact_or_none(typed[1])) is None:
                continue
            headings = (*(reader.text(line, column) or "" for line in reversed(heads)), *said)
            stated = next(filter(None, (_size(None, one) for one in headings)), None)
            size = _TIMES[typed[2].removesuffix("元")]
            if stated and (size != stated or not is_number(text)):
                reader.put(row, column, float(WIDE.divide(number * size, Decimal(stated))))


def _size(value: Any, heading: str) -> int | None:
    """How many 元 the unit is; None where neither cell nor heading says."""
    typed = _TYPED.search(normal(value)) if isinstance(value, str) else None
    headed = _HEADED.search(normal(heading))
    unit = typed[0] if typed else headed and headed[1]
    return _TIMES[unit.rstrip("元")] if unit else None
