"""断行的表头 — headings that a copy from a page broke over two or three rows, put together: 年度指 above 标值."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import chain

from xlfuncs.cells import Sheet, Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import index
from xlfuncs.forms.recognition.words.words import concepts

_HEIGHTS = (3, 2)
_LONGEST = 12  # characters of a piece
_FEWEST = 2  # headings of which a row holds a piece


def without_broken(reader: Reader) -> Sheet | None:
    """The sheet with whole headings, each in the last of the rows it was broken over; None where none was."""
    rows, done, begin_none = [*reader.rows], 0, _beginnings().isdisjoint
    for top, line in enumerate(reader.rows[:-1]):
        if top < done or begin_none(line):
            continue
        bands = (range(top, top + height) for height in _HEIGHTS if top + height <= len(rows))
        whole, band = next(
            ((found, band) for band in bands if (found := _whole(reader, band))), ({}, range(0))
        )
        for row in band:
            there = whole if row == band[-1] else dict.fromkeys(whole)
            rows[row] = [there.get(column, reader.sheet.value(row, column)) for column in range(reader.width)]
        done = max(done, band.stop)
    return replace(reader.sheet, rows=rows) if done else None


@cache
def _beginnings() -> frozenset[Value]:
    """What headings may begin with."""
    return frozenset(word[:end] for word in index("columns") for end in range(1, len(word)))


def _whole(reader: Reader, band: range) -> dict[int, str]:
    """The headings that some rows hold the pieces of, by column; none where most of them would be no usual ones, or
    each piece is a heading.
    """
    pieces: dict[int, list[str | None]] = {}
    for column in range(reader.width):
        cells = [reader.data(row, column) for row in band]
        if any(cell is not None and (type(cell) is not str or len(cell) > _LONGEST) for cell in cells):
            return {}
        if not any(reader.merged(row, column) for row in band):
            pieces[column] = [cell if type(cell) is str else None for cell in cells]
    joined = {column: "".join(filter(None, some)) for column, some in pieces.items()}
    broken = {column for column, some in pieces.items() if sum(map(bool, some)) > 1}
    listed = {column for column in broken if bare(normal(joined[column])) in index("columns")}
    if 2 * len(listed) <= len(broken) or any(
        sum(bool(pieces[column][row]) for column in listed) < _FEWEST for row in range(len(band))
    ):
        return {}
    alone = set(filter(None, chain.from_iterable(pieces[column] for column in listed)))
    if concepts(alone).keys() == alone:
        return {}
    known = concepts([joined[column] for column in broken])
    return {column: text for column, text in joined.items() if column not in broken or text in known}
