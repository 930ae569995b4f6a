"""人工填写的内容 — what people typed in the cells that earlier refreshes wrote to, as 核对 remembers it.

A score this library wrote is no typed score the next time; a formula that adds scores up is judged as it will show.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import replace

from xlfuncs.cells import Cell, Content, Sheet, Value, cell_at, own_rows, put_value
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.result import Result
from xlfuncs.forms.recognition.cells.reader import amount
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.refresh.book import Book, Converted
from xlfuncs.refresh.report import BETWEEN, FILLED, RECALCULATED, REMEMBERED, REPLACED, lines_of
from xlfuncs.scoring.numbers import exact_or_none

_PLACE = re.compile(r"[A-Z]{1,3}[0-9]+(?::[A-Z]{1,3}[0-9]+)?")


class TypedSheet:
    """What stood in the cells of a sheet that earlier refreshes wrote to, and still hold what was written."""

    def __init__(self, sheet: Sheet, report: Sheet | None) -> None:
        self.sheet = sheet
        self.outdated: dict[Cell, Value] = dict(sheet.outdated)  # stored beside a formula, now or then
        self._old: dict[Cell, Value] = {}
        for line in lines_of(report):
            name, place, old, new, words = (line[key] for key in REMEMBERED)
            known = str(words).startswith((FILLED, REPLACED, RECALCULATED)) and str(name) == sheet.name
            if not known or not _PLACE.fullmatch(str(place)):
                continue
            top, column = cell_at(str(place).partition(":")[0])
            if words == RECALCULATED:
                if (top, column) in sheet.formulas and told(sheet.value(top, column)) == new:
                    self.outdated.setdefault((top, column), old)
                continue
            for number, value in enumerate(str(new).split(BETWEEN), top):
                if same(sheet.value(number, column), value):
                    self._old[number, column] = old

    def __bool__(self) -> bool:
        """Whether there is any such cell."""
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

    def ours(self, cell: Cell) -> bool:
        """Whether the score standing there was written by us."""
        return cell in self._old

    def typed(self, cell: Cell) -> Value:
        """What a person typed there; None where it was blank."""
        value = self._old[cell] if cell in self._old else self.sheet.value(*cell)
        return None if value is None or is_placeholder(value) else value

    def entered(self, cell: Cell) -> Value:
        """The number that was typed, as it shows; other text as it is."""
        typed, shown = self.typed(cell), self.sheet.formats.get(cell)
        if shown and isinstance(typed, float):
            return shown.number(typed)
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


def follow(
    book: Book,
    results: Sequence[Result],
    contents: Mapping[str, Mapping[Cell, Content]],
    read: Mapping[str, TypedSheet],
) -> dict[str, TypedSheet]:
    """Let formulas show what they will once this is written: every sheet as it then stands, none where nothing changes.

    In our own tables no formula does.
    """
    own = {result.table.sheet for result in results if result.table.own}
    written = {name: cells for name, cells in contents.items() if name not in own}
    if not (isinstance(book, Converted) and any(read[name].sheet.formulas for name in written)):
        return {}
    now = book.formulas_once(written)
    changed = [name for name, cells in now.items() if read[name].follow(cells)]
    return {**read, **{name: read[name].once(written.get(name, {})) for name in changed}} if changed else {}


def may_follow(book: Book, results: Sequence[Result]) -> bool:
    """Whether formulas of a live book, which calculates them only when written to, may show what a refresh has not read."""
    return any(not one.table.own and book.read(one.table.sheet).formulas for one in results)


def told(value: Value) -> Value:
    """A value as the report holds it: numbers and texts as they are, all else in words."""
    return value if value is None or isinstance(value, (float, str)) else str(value)


def same(one: Value, other: Value) -> bool:
    """Whether two cells hold the same number."""
    number = exact_or_none(one)
    return number is not None and number == exact_or_none(other)
