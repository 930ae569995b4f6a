"""相似表的值 — the values of a sheet like one that was read before: that one's, but for the cells that differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import zip_longest
from typing import NamedTuple
from weakref import WeakKeyDictionary

from xlfuncs.cells import Cell, Corners, Value
from xlfuncs.files.ooxml.like_part import LikePart, Seen
from xlfuncs.files.ooxml.workbook import Workbook

Block = tuple[list[list[Value]], Sequence[Corners]]  # rows from A1 on; what is merged

_SHARED_TEXT = re.compile(rb'[^>]*\st="s"[^>]*>\s*<v>(\d+)</v>')
_PARTS = "xl/sharedstrings.xml", "xl/styles.xml"  # as calamine looks for them, whatever their case


class Beside(NamedTuple):
    """What the values of cells rest on besides their sheet; nothing where that cannot be told apart."""

    texts: Sequence[bytes] = ()  # the shared ones, behind what stands before the first
    formats: tuple[bytes, bool] = b"", False  # of numbers, and whether days are counted from 1904

    @classmethod
    def of(cls, workbook: Workbook) -> Beside:
        """Of this workbook."""
        package = workbook.package
        named = {name.lower(): name for name in package.names()}
        texts, styles = (package.read(named[part]) if part in named else b"" for part in _PARTS)
        pieces = texts.split(b"<si>")
        each_apart = b"<!" not in texts and texts.count(b"<si") == len(pieces) - 1
        return cls(pieces, (styles, workbook.dates_from_1904)) if each_apart else cls()


class _Read(NamedTuple):
    """The values of a sheet, what they rest on, and the places of the cells with each of the shared texts."""

    block: Block
    beside: Beside
    users: Mapping[int, Sequence[int]]


_READ: WeakKeyDictionary[Seen, _Read] = WeakKeyDictionary()


class LikeValues(NamedTuple):
    """A sheet whose values are known but for some cells."""

    extract: bytes  # a sheet with these alone, one below the other, to be read
    cells: Sequence[Cell]
    known: Block

    def put_together(self, read: Sequence[Sequence[Value]]) -> Block:
        """All its values, those of the extract as they were read."""
        rows = [row.copy() for row in self.known[0]]
        for number, (row, column) in enumerate(self.cells):
            rows[row][column] = read[number][0] if number < len(read) else None
        return rows, self.known[1]


def like_values(part: LikePart, beside: Beside) -> LikeValues | None:
    """What is known of a sheet's values; None where one like it was not read, or too much differs."""
    read = _READ.get(part.seen)
    if read is None or not beside.texts or read.beside.formats != beside.formats:
        return None
    texts = enumerate(zip_longest(beside.texts, read.beside.texts), -1)
    other = [read.users.get(number, ()) for number, (text, before) in texts if text != before]
    places = sorted({*part.changed}.union(*other) - {0})  # also of cells whose number stands for another text
    cells = [*map(part.address, places)]
    if not _as_far(read.block[0], {*cells}):
        return None
    return LikeValues(part.extract(places, below=True), cells, read.block)


def _as_far(rows: Sequence[Sequence[Value]], changed: Set[Cell]) -> bool:
    """Whether the values go as far down and to the right whatever these cells hold."""
    last, right = len(rows) - 1, len(rows[0]) - 1 if rows else -1
    return (
        bool(rows)
        and all(row <= last and column <= right for row, column in changed)
        and any(value is not None and (last, at) not in changed for at, value in enumerate(rows[last]))
        and any(row[right] is not None and (at, right) not in changed for at, row in enumerate(rows))
    )


def keep(part: LikePart, block: Block, beside: Beside) -> None:
    """Remember the values of a sheet for those that are like it."""
    if part.changed or not beside.texts or part.seen in _READ:
        return
    users: dict[int, list[int]] = {}
    for place, cell in enumerate(part.seen.bare[1:], 1):
        if shared := _SHARED_TEXT.match(cell):
            users.setdefault(int(shared[1]), []).append(place)
        elif b't="s"' in cell:
            return
    rows, merged = block
    _READ[part.seen] = _Read(([row.copy() for row in rows], merged), beside, users)
