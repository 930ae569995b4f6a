"""读格 — a sheet's cells as recognition reads them: merged cells filled, numbers as numbers.

What is no number where a number belongs becomes a finding; the cell's value stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from xlfuncs.cells import Cell, CellError, Place, Sheet, Value
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.findings.slips import unequal, zero_in_front
from xlfuncs.forms.recognition.words.parts import Meanings
from xlfuncs.forms.recognition.words.texts import all_alike, normal
from xlfuncs.forms.recognition.words.words import is_placeholder, meanings_of
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import exact, exact_or_none

# A mark that points to a note below, no digit of the number: ① is 1 after NFKC.
_NOTED = re.compile(
    r"(?<=[\d分元%％])\s*(?:[*＊※#＃▲△★☆√①-⑳。]|\[\d{1,2}\]|[（(\[【](?:见.{1,5}|备?注释?\d{0,2})[）)\]】])$"
)
_RAISED = re.compile(r"\d[⁰¹²³⁴-⁹₀-₉①-⑳]")  # 10² is not 102 either, and maybe not 10
_UNIT = re.compile(r"^(?:[¥￥]|得(?=\d))|((亿|[百千]?万)元?|元|分)$")
_INCLUDED = re.compile(r"(?<=\d)\((?:其中|包括|含)[^()]+\)$")
_EQUATION = re.compile(r"^\d[\d.%]*(?:[×xX*÷/+-]\d[\d.%]*){1,5}=(?=\d)")
_PLAIN = re.compile(r"(?:0|[1-9]\d{0,11})(?:\.\d{0,2}[1-9])?", re.ASCII)
# Beyond it, infinite or NaN: what a spreadsheet would show as an error.
_VAST, _NO_NUMBER = 1e100, CellError("#NUM!")

Part = tuple[float, Place | None]  # of a sum: a number, and where it stands


def amount(value: Value, *, percent: bool = False) -> float | None:
    """The number a cell holds, as number or text (``1,262,900 元``, ``99.55分``); None for a placeholder.

    Raises
    ------
    NotANumber
        An error value, a date, other text; a percent where none is meant.

    >>> amount("１，２６２，９００ 元"), amount("——"), amount("98.22%", percent=True), amount("20×95%=19分")
    (1262900.0, None, 0.9822, 19.0)
    >>> amount("186.5（含结转12）"), amount("19.33①"), amount("30（见注1）"), amount("得9.5分*")
    (186.5, 19.33, 30.0, 9.5)
    """
    number = amount_or_none(value, percent=percent)
    if number is None and not is_placeholder(value):
        raise NotANumber(f"不是数：{value} | not a number")
    return number


def amount_or_none(value: Value, *, percent: bool = False) -> float | None:
    """The same; None for what is no amount, too."""
    if type(value) is float or type(value) is int:
        return float(value)
    return _number_in(value, percent) if isinstance(value, str) and not is_placeholder(value) else None


@lru_cache(maxsize=1 << 12)  # headings and names, too, are asked many times whether they are one
def _number_in(value: str, percent: bool) -> float | None:
    text = _UNIT.sub("", bare_amount(value))
    if (not percent and "%" in text) or _RAISED.search(_NOTED.sub("", value.rstrip())):
        return None
    number = exact_or_none(text)
    return None if number is None else float(number)


def bare_amount(value: str) -> str:
    """An amount with its unit alone: without marks, what is part of it, and how it was reckoned."""
    return _EQUATION.sub("", _INCLUDED.sub("", normal(_NOTED.sub("", value.rstrip()))))


def of_a_hundred(value: Value) -> float | None:
    """The points that a cell says; a share as those of a hundred. None for what is no number.

    >>> of_a_hundred("60%"), of_a_hundred(15.0), of_a_hundred("优")
    (60.0, 15.0, None)
    """
    if not is_number(value):
        return None
    number, share = amount(value, percent=True), isinstance(value, str) and "%" in normal(value)
    return float(exact(number).scaleb(2)) if share else number


def _percent_in_words(text: str) -> float | None:
    """达到95%, 95%（见附件）, 百分之95 where a percent is meant; None for any other text, also for 约95%."""
    read = parse_target(text)
    plain = read.kind == "percent" and read.operator == "none"
    return float(read.number.scaleb(-2)) if plain and read.number is not None else None


def is_number(value: Value) -> bool:
    """Whether a cell holds a number, as number or text."""
    return amount_or_none(value, percent=True) is not None


def as_text(value: Value) -> str | None:
    """A value as text without white space at its ends; a number as written, without a trailing .0.

    >>> as_text(" 产出指标 "), as_text(40.0), as_text(CellError("#REF!"))
    ('产出指标', '40', None)
    """
    if type(value) is str:
        return value.strip()
    if value is None or isinstance(value, CellError):
        return None
    return f"{value:.15g}" if type(value) is float else str(value)


def _meant(typed: str) -> str | float | None:
    """A text as it is meant: without white space around it, blank text as nothing, a number typed as text as that number.

    >>> [_meant(typed) for typed in (" 产出 ", " ", "88 ", "2023.10", "007")]  # the last two say more than a number
    ['产出', None, 88.0, '2023.10', '007']
    """
    text = typed.strip()
    return float(text) if _PLAIN.fullmatch(text) else text or None


class Reader:
    """One sheet, and the findings made while reading the table at hand."""

    def __init__(self, sheet: Sheet) -> None:
        self.name, self.typed = sheet.name, sheet  # the sheet as it was typed
        self.formulas = sheet.formulas
        self.formats = sheet.formats
        self.moved = sheet.moved
        self._read = {stands: cell for cell, stands in sheet.moved.items()}
        self.unmerged = not sheet.merged  # as a .csv is: what a heading is merged across is blank
        self.findings: list[Finding] = []
        self.width = max(map(len, sheet.rows), default=0)
        distinct = dict.fromkeys(chain.from_iterable(sheet.rows))  # in their order, as they stand in memory
        texts = [value for value in distinct if type(value) is str]
        odd: dict[Value, Value] = {text: read for text in texts if (read := _meant(text)) is not text}
        odd |= {
            value: _NO_NUMBER for value in distinct if type(value) is float and not -_VAST < value < _VAST
        }
        if odd:
            sheet = replace(sheet, rows=[[odd.get(value, value) for value in row] for row in sheet.rows])
            texts = [*dict.fromkeys(said for text in texts if type(said := odd.get(text, text)) is str)]
        self.sheet, self.rows = sheet, sheet.rows  # as it is meant
        self.said = all_alike(texts)
        self._even = len({*map(len, sheet.rows)}) == 1
        self._columns: dict[int, list[Value]] = {}
        self._labels: dict[int, list[str | None]] = {}
        self._texts: dict[int, list[tuple[int, str]]] = {}
        self.typed_texts: dict[Cell, Value] = {}  # of cells that were put
        self._blank: list[Value] = [None] * len(sheet.rows)
        # column → row of a covered cell → the cell that holds the merged value
        self._anchors: defaultdict[int | None, dict[int, Cell]] = defaultdict(dict)
        for top, left, bottom, right in sheet.merged:
            for column in range(left, min(right, self.width - 1) + 1):
                covered = range(top, min(bottom, len(self.rows) - 1) + 1)
                self._anchors[column].update(dict.fromkeys(covered, (top, left)))

    @cached_property
    def known(self) -> Mapping[str, Meanings]:
        """What the texts of the sheet mean as headings and labels; those left out that mean nothing."""
        return meanings_of(self.said)

    def merges(self, column: int | None) -> Mapping[int, Cell]:
        """The rows of a column that belong to a merged block, and the first cell of that block."""
        return self._anchors.get(column, {})

    def merged(self, row: int, column: int | None) -> Cell | None:
        """The first cell of the merged block that a cell belongs to; None for a cell by itself."""
        return self._anchors[column].get(row) if column in self._anchors else None

    def anchor(self, row: int, column: int) -> Cell:
        """The cell that holds this cell's value: itself, or the first of its merged block."""
        return self.merged(row, column) or (row, column)

    def value(self, row: int, column: int | None) -> Value:
        """A cell's value, a merged block's in each of its cells; blank text is None."""
        anchor = self.merged(row, column)
        return self.data(row, column) if anchor is None else self.data(*anchor)

    def data(self, row: int, column: int | None) -> Value:
        """A cell's value under its own header: not that of a label merged across it from the left."""
        return self.column(column)[row]

    def amount(self, row: int, column: int | None) -> float | None:
        """The amount that a cell holds under its own header, as :func:`amount_or_none` reads it."""
        return amount_or_none(self.column(column)[row])

    def put(self, row: int, column: int, value: float) -> None:
        """Read a cell as a number that its text does not say by itself."""
        for at in [at for at, top in self.merges(column).items() if top == (row, column)] or [row]:
            self.typed_texts[at, column] = self.column(column)[at]
            self.column(column)[at] = value
        self._texts[row] = [one for one in self.texts(row) if one[0] != column]

    def written(self, row: int, column: int) -> Value:
        """What `data` gives, as it was written."""
        return self.typed_texts.get((row, column), self.data(row, column))

    def shown(self, place: Place | None, value: Value) -> Value:
        """The value of a cell as its number format shows it: a percent cell says 95%."""
        looks = self.formats.get(self.cell(place)) if place and type(value) is float else None
        return value if looks is None else looks.text(value)  # type: ignore[arg-type]

    def column(self, column: int | None) -> list[Value]:
        """What `data` gives for every row; read once, as the same few columns are asked for in every row."""
        if column is None:
            return self._blank
        if column not in self._columns:
            if self._even and column < self.width:
                values = [*map(itemgetter(column), self.rows)]
            else:
                values = [line[column] if column < len(line) else None for line in self.rows]
            for row, (top, left) in self._anchors.get(column, {}).items():
                values[row] = values[top] if left == column else None
            self._columns[column] = values
        return self._columns[column]

    def text(self, row: int, column: int | None) -> str | None:
        """A cell's text, as :func:`as_text` gives it."""
        return as_text(self.value(row, column))

    def labels(self, column: int) -> list[str | None]:
        """The text that stands in each row itself, in this column or merged across it from the left.

        None under a label merged from above, too: it goes on, nothing new stands there. Read once for all tables.
        """
        if column not in self._labels:
            labels = [None if value is None else as_text(value) for value in self.column(column)]
            for row, anchor in self.merges(column).items():
                labels[row] = as_text(self.data(*anchor)) if anchor[0] == row else None
            self._labels[column] = labels
        return self._labels[column]

    def at(self, row: int, column: int) -> Place:
        """Where a value stands."""
        if column in self._anchors:
            row, column = self.anchor(row, column)
        if self.moved:
            row, column = self.moved.get((row, column), (row, column))
        return Place(self.name, row, column)

    def cell(self, place: Place) -> Cell:
        """Where what stands at a place is read."""
        return self._read.get(place.cell, place.cell)

    def texts(self, row: int) -> Sequence[tuple[int, str]]:
        """The texts that stand in a row itself, by column; the rows around headings are asked about many times."""
        if row not in self._texts:
            self._texts[row] = [(c, v) for c, v in enumerate(self.rows[row]) if isinstance(v, str)]
        return self._texts[row]

    def texts_in(self, rows: Iterable[int]) -> Iterator[tuple[int, int, str]]:
        """The same of several rows, each text with its row and column."""
        return ((row, column, text) for row in rows for column, text in self.texts(row))

    def number(self, row: int, column: int | None, term: str, item: str, *, percent: bool = False) -> Any:
        """A number where one belongs; anything else stays as it is and is a finding."""
        found = self.column(column)[row]
        if found is None or column is None:
            return found
        if type(found) is float:  # in tens of thousands, say, where the cell shows it so
            looks = self.formats.get(self.anchor(row, column)) if self.formats else None
            return looks.number(found) if looks and looks.power < 0 else found
        try:
            read = amount(found, percent=percent)
            if isinstance(found, str) and zero_in_front(found):
                self.note("zero-in-front", at=self.at(row, column), item=item, found=found, which=term)
            return read
        except NotANumber:
            if percent and isinstance(found, str) and (said := _percent_in_words(found)) is not None:
                return said
            case = "error-value" if isinstance(found, CellError) else ""
            where = self.at(row, column)
            self.note("not-a-number", case=case, at=where, item=item, found=found, expected="数字", term=term)
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

    def note(self, code: str, /, **given: Any) -> None:
        """Add a finding, as :func:`finding` makes it."""
        self.findings.append(finding(code, **given))
