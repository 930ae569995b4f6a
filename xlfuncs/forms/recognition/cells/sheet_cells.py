"""单元格 — a sheet's cells as they stand and as they are meant: merged cells filled, texts by row, columns at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from itertools import compress, repeat
from operator import is_, itemgetter
from typing import Any

from xlfuncs.cells import Cell, CellError, Corners, Place, Value
from xlfuncs.forms.recognition.cells.contents import Contents, contents
from xlfuncs.forms.recognition.cells.values import amount_or_none, as_text, is_number, meant
from xlfuncs.forms.recognition.words.parts import Meanings
from xlfuncs.sheets import Sheet

_NO_NUMBER = CellError("#NUM!")
_FORM = 1_000  # rows of a form, at most
_DIGITS = "0123456789"  # with which a number typed as text begins; as nothing does, too
_WORDS = {str, type(None)}
_Rows = Sequence[Sequence[Value]]
_place = partial(tuple.__new__, Place)  # in half the time
_Anchors = Mapping[int | None, Mapping[int, Cell]]


def _anchored(merged: tuple[Corners, ...], height: int, width: int) -> _Anchors:
    """Column → row of a covered cell → the cell that holds the merged value."""
    anchors: defaultdict[int | None, dict[int, Cell]] = defaultdict(dict)
    for top, left, bottom, right in merged:
        for column in range(left, min(right, width - 1) + 1):
            covered = range(top, min(bottom, height - 1) + 1)
            anchors[column].update(dict.fromkeys(covered, (top, left)))
    return dict(anchors)


_remembered = lru_cache(maxsize=64)(_anchored)  # all tables of a form are merged alike


class _Columns(dict[int | None, list[Value]]):
    """The columns that were asked for, as `SheetCells.data` gives their cells."""

    def __init__(self, rows: _Rows, anchors: _Anchors) -> None:
        super().__init__({None: [None] * len(rows)})
        self._rows, self._anchors, self._least = rows, anchors, min(map(len, rows), default=0)

    def __missing__(self, column: int) -> list[Value]:
        if column < self._least:
            values = [*map(itemgetter(column), self._rows)]
        else:
            values = [line[column] if column < len(line) else None for line in self._rows]
        for row, (top, left) in self._anchors.get(column, {}).items():
            values[row] = values[top] if left == column else None
        self[column] = values
        return values


class _Texts(dict[int, list[tuple[int, str]]]):
    """The texts of the rows that were asked for, by column."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows

    def __missing__(self, row: int) -> list[tuple[int, str]]:
        line = self._rows[row] if row < len(self._rows) else ()
        of_text = map(is_, map(type, line), repeat(str))
        texts: list[Any] = [*compress(enumerate(line), of_text)]
        self[row] = texts
        return texts


class SheetCells:
    """The cells of one sheet, those of a merged block filled."""

    def __init__(self, sheet: Sheet) -> None:
        self.name, self.typed = sheet.name, sheet  # the sheet as it was typed
        self.formulas, self.formats, self.moved = sheet.formulas, sheet.formats, sheet.moved
        self._read = {stands: cell for cell, stands in sheet.moved.items()}
        self.width = max(map(len, sheet.rows), default=0)
        typed = contents(sheet)
        texts = typed.said.keys()
        odd: dict[Value, Value] = {
            text: read
            for text, said in zip(texts, map(str.strip, texts), strict=True)
            if (said is not text or said[:1] in _DIGITS) and (read := meant(text)) is not text
        }
        odd |= dict.fromkeys(typed.vast, _NO_NUMBER)
        if odd:
            sheet = replace(sheet, rows=[[odd.get(value, value) for value in row] for row in sheet.rows])
            read_as = dict.fromkeys(odd.get(text, text) for text in texts)
            typed = Contents(sheet.rows, [text for text in read_as if type(text) is str])
        self.sheet, self.rows = sheet, sheet.rows  # as it is meant
        self.contents, self.said = typed, typed.said
        self._labels: dict[int, list[str | None]] = {}
        self._texts = _Texts(sheet.rows)
        self.typed_texts: dict[Cell, Value] = {}  # of cells that were put
        anchors = _remembered if len(sheet.rows) <= _FORM else _anchored
        self._anchors = anchors(tuple(sheet.merged), len(sheet.rows), self.width)
        self._columns = _Columns(sheet.rows, self._anchors)

    @cached_property
    def known(self) -> Mapping[str, Meanings]:
        """What the texts of the sheet mean as headings and labels; those left out that mean nothing."""
        return self.contents.known

    def merges(self, column: int | None) -> Mapping[int, Cell]:
        """The rows of a column that belong to a merged block, and the first cell of that block."""
        return self._anchors.get(column, {})

    def merged(self, row: int, column: int | None) -> Cell | None:
        """The first cell of the merged block that a cell belongs to; None for a cell by itself."""
        anchors = self._anchors.get(column)
        return anchors.get(row) if anchors else None

    def anchor(self, row: int, column: int) -> Cell:
        """The cell that holds this cell's value: itself, or the first of its merged block."""
        anchors = self._anchors.get(column)
        return (anchors.get(row) if anchors else None) or (row, column)

    def value(self, row: int, column: int | None) -> Value:
        """A cell's value, a merged block's in each of its cells; blank text is None."""
        return self.data(*(self.merged(row, column) or (row, column)))

    def data(self, row: int, column: int | None) -> Value:
        """A cell's value under its own header: not that of a label merged across it from the left."""
        return self._columns[column][row]

    def amount(self, row: int, column: int | None) -> float | None:
        """The amount that a cell holds under its own header, as :func:`amount_or_none` reads it."""
        return amount_or_none(self._columns[column][row])

    def has_number(self, row: int, column: int | None) -> bool:
        """Whether a cell holds a number under its own header, as :func:`is_number` tells."""
        return is_number(self._columns[column][row])

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
        return self._columns[column]

    def text(self, row: int, column: int | None) -> str | None:
        """A cell's text, as :func:`as_text` gives it."""
        return as_text(self.value(row, column))

    def labels(self, column: int) -> list[str | None]:
        """The text that stands in each row itself, in this column or merged across it from the left.

        None under a label merged from above, too: it goes on, nothing new stands there. Read once for all tables.
        """
        if column not in self._labels:
            values = self.column(column)
            words = {*map(type, values)} <= _WORDS  # nearly always
            labels: list[Any] = (
                [*values] if words else [as_text(one) if type(one) is not str else one for one in values]
            )
            for row, anchor in self.merges(column).items():
                labels[row] = as_text(self.data(*anchor)) if anchor[0] == row else None
            self._labels[column] = labels
        return self._labels[column]

    def at(self, row: int, column: int) -> Place:
        """Where a value stands."""
        if anchors := self._anchors.get(column):
            row, column = anchors.get(row) or (row, column)
        if self.moved:
            row, column = self.moved.get((row, column), (row, column))
        return _place((self.name, row, column))

    def cell(self, place: Place) -> Cell:
        """Where what stands at a place is read."""
        cell = place.cell
        return self._read.get(cell, cell) if self._read else cell

    def texts(self, row: int) -> Sequence[tuple[int, str]]:
        """The texts that stand in a row itself, by column; the rows around headings, also the last, are asked about often."""
        return self._texts[row]

    def texts_in(self, rows: Iterable[int]) -> Iterator[tuple[int, int, str]]:
        """The same of several rows, each text with its row and column."""
        return ((row, column, text) for row in rows for column, text in self.texts(row))
