"""人工填写的内容 — what people typed in the cells that earlier refreshes wrote to, as 核对 remembers it.

A score this library wrote is no typed score the next time; a formula that adds scores up is judged as it will show.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from xlfuncs.cells import Cell, Content, Value, corners
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.result import Result
from xlfuncs.forms.recognition.cells.values import amount
from xlfuncs.forms.recognition.columns.row_scores import told_number
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.refresh.book import Book, Converted
from xlfuncs.refresh.report import BETWEEN, FILLED, RECALCULATED, REMEMBERED, REPLACED, lines_of
from xlfuncs.refresh.sheet_mark import SheetMark, mark_of, moved
from xlfuncs.scoring.numbers import exact_or_none
from xlfuncs.sheets import Sheet, own_rows, put_value

_NONE: Mapping[str, SheetMark] = MappingProxyType({})


class TypedSheet:
    """What stood in the cells of a sheet that earlier refreshes wrote to, and still hold what was written."""

    def __init__(self, sheet: Sheet, report: Sheet | None, marks: Mapping[str, SheetMark] = _NONE) -> None:
        self.sheet = sheet
        self.outdated: dict[Cell, Value] = dict(sheet.outdated)  # stored beside a formula, now or then
        self._old: dict[Cell, Value] = {}
        lines = [*_remembered(report, _called(sheet, marks))]
        before = marks.get(lines[0].sheet) if lines else None
        rows = {cell[0] for line in lines for cell in line.cells}
        stands, put_in = moved(before, sheet, rows) if before else ([], None)
        for line in lines:
            for (row, column), value in line.cells.items():
                at = column + (put_in is not None and column >= put_in)
                cell = stands[row] if row < len(stands) else row, at
                if not line.recalculated and same(sheet.value(*cell), value):
                    self._old[cell] = line.old
                elif line.recalculated and cell in sheet.formulas and told(sheet.value(*cell)) == value:
                    self.outdated.setdefault(cell, line.old)

    def __bool__(self) -> bool:
        return bool(self._old)

    def follow(self, results: Mapping[Cell, Value]) -> bool:
        """Take what formulas show once our scores stand there for what people see; False where that is nothing new."""
        new = {cell: value for cell, value in results.items() if value != self.sheet.value(*cell)}
        self._old |= new
        for cell in new:
            self.outdated.pop(cell, None)  # what it was before that is no matter any more
        if new and self.sheet.unverified:
            self.sheet = replace(self.sheet, unverified=self.sheet.unverified - new.keys())
        return bool(new)

    def once(self, written: Mapping[Cell, Content]) -> TypedSheet:
        """The sheet once this stands there and formulas show what they `follow`: as it will be read the next time."""
        after = copy(self)
        followed = {cell: value for cell, value in self._old.items() if cell in self.sheet.formulas}
        after._old = {cell: self.typed(cell) for cell in (*written, *self._old) if cell not in followed}
        shown: dict[Cell, Content] = {**written, **followed}
        rows = own_rows(self.sheet.rows, shown)
        for cell, value in shown.items():
            put_value(rows, cell, value)
        after.sheet = replace(self.sheet, rows=rows)
        return after

    def unlike(self, cells: Mapping[Cell, Content]) -> dict[Cell, Content]:
        """Of what is to be written what does not stand there yet."""
        value, formulas = self.sheet.value, self.sheet.formulas
        return {
            cell: new for cell, new in cells.items()
            if (now := value(*cell)) != new or type(now) is not type(new) or cell in formulas
        }  # fmt: skip

    @property
    def filled(self) -> list[Cell]:
        """The cells that hold what we wrote."""
        return [cell for cell in self._old if cell not in self.sheet.formulas]

    @property
    def remembered(self) -> Collection[Cell]:
        """The cells of which it is known what a person would see there without us."""
        return self._old.keys()

    def ours(self, cell: Cell) -> bool:
        """Whether the score standing there was written by us."""
        return cell in self._old

    def typed(self, cell: Cell) -> Value:
        """What a person typed there; None where it was blank."""
        value = self._old[cell] if self._old and cell in self._old else self.sheet.value(*cell)
        return None if value is None or is_placeholder(value) else value

    def entered(self, cell: Cell, whole: Value = None) -> Value:
        """The number that was typed, as it shows, also beside a remark or the `whole`; other text as it is."""
        typed, shown = self.typed(cell), self.sheet.formats.get(cell)
        if shown and isinstance(typed, float):
            return shown.number(typed)
        if (number := told_number(typed, whole)) is not None:
            return number
        try:
            return amount(typed)
        except NotANumber:
            return typed

    def as_typed(self, blank: Collection[Cell]) -> Sheet:
        """The sheet as people left it, without what we wrote; these cells are blank."""
        if not self._old and not blank:
            return self.sheet
        blanked = self._old | dict.fromkeys(blank)
        rows = own_rows(self.sheet.rows, blanked)
        for (row, column), value in blanked.items():
            rows[row][column] = value
        return replace(self.sheet, rows=rows)


class _Line(NamedTuple):
    """What one line of our report remembers."""

    sheet: str
    cells: dict[Cell, Value]  # where they stood, and what was written there
    old: Value
    recalculated: bool


def _remembered(report: Sheet | None, called: str) -> Iterator[_Line]:
    """What the report remembers of the sheet that was called so."""
    for line in lines_of(report):
        name, place, old, new, words = (line[key] for key in REMEMBERED)
        known = str(words).startswith((FILLED, REPLACED, RECALCULATED)) and str(name) == called
        if not known or not (block := corners(str(place))):
            continue
        top, column, *_ = block
        values = [new] if words == RECALCULATED else str(new).split(BETWEEN)
        cells = {(row, column): value for row, value in enumerate(values, top)}
        yield _Line(called, cells, old, words == RECALCULATED)


def _called(sheet: Sheet, marks: Mapping[str, SheetMark]) -> str:
    """What a sheet was called that was renamed since, or copied."""
    if not marks or sheet.name in marks:
        return sheet.name
    now = {*mark_of(sheet).rows}
    alike = {name: len(now.intersection(mark.rows)) for name, mark in marks.items()}
    best = max(alike, key=lambda name: alike[name])
    return best if 2 * alike[best] > len(now) else sheet.name


def follow(
    book: Book,
    results: Sequence[Result],
    contents: Mapping[str, Mapping[Cell, Content]],
    read: Mapping[str, TypedSheet],
) -> list[str]:
    """Let formulas show what they will once this is written: the sheets on which they then show something new.

    In our own tables no formula does.
    """
    own = {result.table.sheet for result in results if result.table.own}
    written = {name: cells for name, cells in contents.items() if name not in own}
    if not (written and isinstance(book, Converted)):
        return []
    shown = book.formulas_once(written)  # also without formulas: it packs what is written while others go on
    if not any(read[name].sheet.formulas for name in written):
        return []
    return [name for name, cells in shown.items() if read[name].follow(cells)]


def may_follow(book: Book, results: Sequence[Result], written: Collection[str]) -> bool:
    """Whether formulas of a live book may show what a refresh has not read: they are calculated once these are written to."""
    typed = {name for one in results if not one.table.own for name in one.table.sheets}
    return not typed.isdisjoint(written) and any(book.read(name).formulas for name in typed)


def told(value: Value) -> Value:
    """A value as the report holds it: numbers and texts as they are, all else in words."""
    return value if value is None or isinstance(value, (float, str)) else str(value)


def same(one: Value, other: Value) -> bool:
    """Whether two cells hold the same number."""
    number = exact_or_none(one)
    return number is not None and number == exact_or_none(other)
