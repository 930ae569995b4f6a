"""转排 — blocks whose headings stand below each other, put the usual way: a row an indicator, a column a heading.

Indicators across, one a column; or several rows an indicator, 目标值 and below it 完成值, told by labels beside their values
or by headings that are as high. Their cells are known by where they stand; what is not certain stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product, takewhile

from xlfuncs.cells import Cell, Corners, Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.assignment import SCORED
from xlfuncs.forms.recognition.columns.heading import LEVELS
from xlfuncs.forms.recognition.columns.scan import heads
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.sheets import Sheet

_HEADINGS = SCORED | {*LEVELS, "reason", "unit", "symbol", "standard", "approved"}
_LEAST = 2  # indicators
_MOST = 8  # places that are looked at
Line = list[Cell | None]  # of a row, where each of its cells is taken from


def turned(reader: Reader) -> Sheet | None:
    """The sheet with one such block put the usual way; None where there is none.

    >>> rows = [["指标", "里程", "合格率"], ["目标值", "≥5公里", "≥95%"], ["完成值", "6公里", "98%"], ["得分", 50.0, 50.0]]
    >>> turned(Reader(Sheet("a", rows))).rows[1]
    ['里程', '≥5公里', '6公里', 50.0]
    """
    for block in islice(_blocks(reader), _MOST):
        if lines := block.across() or block.labelled() or block.headed():
            return put(reader.sheet, lines)
    return None


def _blocks(reader: Reader) -> Iterator[_Block]:
    """Where a column says 目标值 and in the next row 完成值."""
    target, actual = (
        {text for text, one in reader.known.items() if one[0][0] == key} for key in ("target", "actual")
    )
    last = len(reader.rows) - 1
    for row in (row for row in reader.contents.telling if target and actual and row < last):
        if target.isdisjoint(reader.rows[row]) or actual.isdisjoint(reader.rows[row + 1]):
            continue  # nearly all rows
        for column, text in reader.texts(row):
            if text in target and reader.sheet.value(row + 1, column) in actual:
                yield _Block(reader, row, column)


class _Block:
    """What may begin in such a place."""

    def __init__(self, reader: Reader, row: int, column: int) -> None:
        self.reader, self.row, self.column = reader, row, column
        self.value, self.rows, self.columns = reader.sheet.value, range(len(reader.rows)), range(reader.width)

    def across(self) -> list[Line] | None:
        """Where a name heads each column: its columns made rows."""
        reader, own = self.reader, self.column
        first = [*takewhile(self._heading, range(self.row, -1, -1))][-1]
        labels = range(first, first + len(self._headings(first)))
        means = {self._heading(row): row for row in labels}
        names = next((means[key] for key in LEVELS[::-1] if key in means), None)
        if names is None or heads([self.value(row, own) for row in labels], reader.known) != "indicators":
            return None
        right, blank = range(own + 1, reader.width), is_placeholder
        filled = [slot for slot in right if not all(blank(reader.data(row, slot)) for row in labels)]
        worth = [means[key] for key in ("points", "score") if key in means]
        scored = [slot for slot in filled if any(reader.has_number(row, slot) for row in worth)]
        if len(scored) < _LEAST or any(self._means(self.value(names, slot)) for slot in filled):
            return None
        margin: dict[int, Line] = {own: [(first, slot) for slot in range(own)]}
        block: list[Line] = [
            [*margin.get(slot, [None] * own), *((row, slot) for row in labels)] for slot in (own, *filled)
        ]
        return [*self._lines(range(first)), *block, *self._lines(self.rows[labels.stop :])]

    def labelled(self) -> list[Line] | None:
        """Where the same labels come again and again, each beside its value: a column a label."""
        own, said = self.column, self._headings(self.row, _MOST)
        high = next((index for index in range(1, len(said)) if said[index] == said[0]), 0)
        starts = [row for row in self.rows[self.row :] if high and self._headings(row, high) == said[:high]]
        labels = [row for row in self.rows[self.row :] if self.value(row, own) in said]
        if high < _LEAST or not self.row or len(labels) != high * len(starts):
            return None
        heading = self.reader.anchor(self.row - 1, own)[0]
        place, merged = (self.row, own), self.reader.merged
        beside = (slot for slot in self.columns[own + 1 :] if merged(self.row, slot) != place)
        return self._apart(starts, high, next(beside, own), heading)

    def headed(self) -> list[Line] | None:
        """Where the headings beside are as high as the two, and so are the names below them."""
        reader, row = self.reader, self.row
        beside = [slot for slot, _ in reader.texts(row) if slot < self.column and self._is_high(row, slot)]
        names = max(beside, default=0)
        starts = [line for line in self.rows[row:-1] if beside and self._is_high(line, names)]
        return self._apart(starts, 2, self.column, None) if len(starts) > _LEAST else None

    def _is_high(self, row: int, column: int) -> bool:
        """Whether a cell is merged over two rows, and no more."""
        own, merged = (row, column), self.reader.merged
        return merged(row, column) == own == merged(row + 1, column) != merged(row + 2, column)

    def _apart(self, starts: Sequence[int], high: int, value: int, heading: int | None) -> list[Line] | None:
        """The rows with those from each start on made one, its values beside each other from the labels' column on."""
        first, lines = self.column, list[Line]()
        begin, below = {*starts}, {row + step for row in starts for step in range(1, high)}
        wide = max(high, value + 1 - first)
        for row in (row for row in self.rows if row not in below):
            line: Line | None = self._lines([row])[0]
            values: Line = [(row + step, value) for step in range(high)]
            if row in begin:
                line = self._whole(range(row, row + high), value)
            elif heading is not None and self._says(row) == self._says(heading):  # again, of the next table
                values = [(starts[0] + step, first) for step in range(high)]
            elif line:
                kept = heading is None or not heading < row < starts[0]  # else a part of the heading
                values = line[first : value + 1] if kept else []
            if line is None:
                return None
            lines.append([*line[:first], *[*values, *[None] * high][:wide], *line[value + 1 :]])
        head = lines[starts[0] if heading is None else heading]
        is_head = heads([self.value(*cell) for cell in head if cell], self.reader.known) == "indicators"
        return lines if is_head and len(starts) >= _LEAST else None

    def _says(self, row: int) -> list[Value]:
        return [self.value(row, column) for column in self.columns]

    def _whole(self, rows: range, value: int) -> Line | None:
        """Several rows as one: what stands left of their labels in the first, the rest in any of them, once."""
        merged, line = self.reader.merged, Line()
        top, last = rows[0], rows[-1]
        for column in self.columns:
            if self.column <= column <= value:
                line.append((top, column))
                continue
            above, below = merged(top, column), merged(last, column)
            if above == (top, value):
                line.append(None)  # its value is merged across
                continue
            begun = above and above[0] < top and above != below
            goes_on = below and below[0] > top and below == merged(last + 1, column)
            if begun or goes_on:
                return None  # merged with a part of other rows
            filled = [row for row in rows if self.value(row, column) not in (None, "")]
            lower = column < self.column and filled and filled[0] != top
            if lower or len({self.value(row, column) for row in filled}) > 1:
                return None
            line.append((filled[0] if filled else top, column))
        named = any(isinstance(self.value(top, column), str) for column in range(self.column))
        return line if named else None

    def _headings(self, row: int, most: int | None = None) -> list[Value]:
        """The headings of the column, from a row on."""
        headed = islice(takewhile(self._heading, self.rows[row:]), most)
        return [self.value(line, self.column) for line in headed]

    def _heading(self, row: int) -> str | None:
        """What the column says in a row as a heading of indicators."""
        return self._means(self.value(row, self.column))

    def _means(self, value: Value) -> str | None:
        """What a text means as such a heading."""
        meant = self.reader.known.get(value) if isinstance(value, str) else None
        return meant[0][0] if meant and meant[0][0] in _HEADINGS else None

    def _lines(self, rows: Sequence[int]) -> list[Line]:
        return [[(row, column) for column in self.columns] for row in rows]


def put(sheet: Sheet, lines: Sequence[Line]) -> Sheet:
    """The sheet with its cells put so."""
    cells = [((row, slot), cell) for row, line in enumerate(lines) for slot, cell in enumerate(line) if cell]
    places = {cell: place for place, cell in reversed(cells)}
    hidden = {
        row
        for row, line in enumerate(lines)
        if all(cell[0] in sheet.hidden_rows or cell[1] in sheet.hidden_columns for cell in line if cell)
    }
    return replace(
        sheet,
        rows=[[sheet.value(*cell) if cell else None for cell in line] for line in lines],
        formulas=frozenset(places[cell] for cell in sheet.formulas if cell in places),
        formats={places[cell]: looks for cell, looks in sheet.formats.items() if cell in places},
        merged=[*_merged(sheet, places)],
        hidden_rows=frozenset(hidden),
        hidden_columns=frozenset(),
        moved={place: sheet.moved.get(cell, cell) for place, cell in cells},
    )


def _merged(sheet: Sheet, places: Mapping[Cell, Cell]) -> Iterator[Corners]:
    """Where the merged blocks are put."""
    width = max(map(len, sheet.rows))
    for top, left, bottom, right in sheet.merged:
        block = product(range(top, min(bottom + 1, len(sheet.rows))), range(left, min(right + 1, width)))
        inside = [places[cell] for cell in block if cell in places]
        if len(inside) > 1:
            rows, columns = zip(*inside, strict=True)
            yield min(rows), min(columns), max(rows), max(columns)
