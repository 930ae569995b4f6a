"""断行的表头 — headings that a copy from a page broke over two or three rows, put together: 年度指 above 标值."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from xlfuncs.cells import Sheet, Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import index
from xlfuncs.forms.recognition.words.words import concepts
from xlfuncs.patterns import pattern

_WORD = pattern("[一-龥]")
_LONGEST = 12  # characters of a piece
_FEWEST = 2  # headings of which a row holds a piece


def without_broken(reader: Reader) -> Sheet | None:
    """The sheet with whole headings, each in the last of the rows it was broken over; None where none was."""
    if _beginnings().isdisjoint(reader.said):  # nearly every sheet
        return None
    rows, done = [*reader.rows], -1
    tops = [top for top, line in enumerate(rows) if not _beginnings().isdisjoint(line)]
    for band in (range(top, top + height) for top in tops for height in (3, 2) if top + height <= len(rows)):
        if band[0] > done and (whole := _whole(reader, band)):
            done = band[-1]
            for row in band:
                there = whole if row == done else dict.fromkeys(whole)
                rows[row] = [there.get(at, reader.sheet.value(row, at)) for at in range(reader.width)]
    return None if done < 0 else replace(reader.sheet, rows=rows)


@cache
def _beginnings() -> frozenset[Value]:
    """What headings may begin with, and is none."""
    headings = index("columns")
    return frozenset(word[:end] for word in headings for end in range(1, len(word))) - headings.keys()


def _whole(reader: Reader, band: range) -> dict[int, str]:
    """The headings that some rows hold the pieces of, by column; none where most of them would be no usual ones, or
    each piece is a heading; （3） below 目标 is none.
    """
    pieces: dict[int, dict[int, str]] = {}  # column → row
    for column in range(reader.width):
        cells = {row: cell for row in band if (cell := reader.data(row, column)) is not None}
        if any(type(cell) is not str or len(cell) > _LONGEST for cell in cells.values()):
            return {}
        if not any(reader.merged(row, column) for row in band):
            pieces[column] = {row: str(cell) for row, cell in cells.items()}
    joined = {column: "".join(some.values()) for column, some in pieces.items()}
    broken = [column for column, some in pieces.items() if len(some) > 1]
    worded = [column for column in broken if all(map(_WORD.search, pieces[column].values()))]
    listed = [pieces[column] for column in worded if bare(normal(joined[column])) in index("columns")]
    few = any(sum(row in some for some in listed) < _FEWEST for row in band)
    alone = {piece for some in listed for piece in some.values()}
    if few or 2 * len(listed) <= len(broken) or concepts(alone).keys() == alone:
        return {}
    known = concepts([joined[column] for column in broken])
    return {column: text for column, text in joined.items() if column not in broken or text in known}
