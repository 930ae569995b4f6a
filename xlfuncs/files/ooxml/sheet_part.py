"""工作表部件的查看 — a sheet part and what is looked for in it; of one like another seen before, only what differs.

The tables made from one form hold the same thousands of cells, nine tenths of their bytes formulas, and differ in some
hundred cells. Cut before each of its cells a sheet is soon compared with another one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import compress, count
from operator import ne

from xlfuncs.cells import Cell, cell_at
from xlfuncs.files.ooxml.formulas import SheetFormulas, Written, formulas, written
from xlfuncs.files.ooxml.spelling import is_scannable, scannable

_LEAST, _MOST = 100_000, 4_000_000  # bytes of sheets that are compared: those of forms have a million
_DIFFERENT = 0.25  # of the cells of a sheet that is no longer like the other
_CELL, _ROW_END, _TABLE, _END = b"<c ", b"</row>", b"<sheetData", b"</sheetData></worksheet>"
_FORMULA = re.compile(rb"[^>]*>\s*(<f\b[^>]*?(?:/>|>[^<]*</f>))\s*(<v\b[^>]*>[^<])?")
_FORMULA_TEXT = re.compile(rb"(<f\b(?:[^>]*[^>/])?>)[^<]*")


class SheetPart:
    """A sheet part, spelled so that it can be scanned."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml

    @cached_property
    def apart(self) -> Written:
        """The sheet and the texts of its formulas."""
        return written(self.xml)

    @property
    def bare(self) -> bytes:
        """The sheet with something short in place of each formula's text, to be looked through."""
        return self.apart.bare

    @cached_property
    def formulas(self) -> SheetFormulas:
        """Every formula, in its order."""
        return formulas(self.apart)

    def holds(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether a cell, the text of its formula aside, is written like this."""
        return pattern.search(self.bare) is not None


@dataclass(frozen=True, eq=False)
class Seen:
    """A sheet that others are compared with, cut before each cell: as it is, and without the texts of its formulas."""

    cells: Sequence[bytes]
    bare: Sequence[bytes]
    formulas: SheetFormulas
    held: dict[re.Pattern[bytes], bool] = field(default_factory=dict)  # what was asked

    def holds(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether one of its cells is written like this."""
        if pattern not in self.held:
            self.held[pattern] = pattern.search(_CELL.join(self.bare)) is not None
        return self.held[pattern]


class LikePart(SheetPart):
    """A sheet part with the formulas of one seen before, that differs from it in some cells."""

    def __init__(self, xml: bytes, seen: Seen, changed: dict[int, bytes]) -> None:
        super().__init__(xml)
        self.seen, self.changed = seen, changed

    @cached_property
    def bare(self) -> bytes:
        """As of any other."""
        cells = [*self.seen.bare]
        for place, cell in self.changed.items():
            cells[place] = _FORMULA_TEXT.sub(rb"\g<1>0", cell)
        return _CELL.join(cells)

    @property
    def formulas(self) -> SheetFormulas:
        """Those of the other sheet."""
        return self.seen.formulas

    def holds(self, pattern: re.Pattern[bytes]) -> bool:
        """As of any other: where the other sheet has no such cell, only one that differs can be it."""
        return (
            pattern.search(self.bare if self.seen.holds(pattern) else self.extract(self.changed)) is not None
        )

    def address(self, place: int) -> Cell:
        """Where a cell stands."""
        return cell_at(_address(self.seen.cells[place]).decode())

    def extract(self, places: Iterable[int]) -> bytes:
        """A sheet with the cells at these places alone, without the texts of their formulas."""
        cells = [
            self.changed.get(place, self.seen.cells[place]).partition(_ROW_END)[0]
            for place in places
            if place
        ]
        head = self.changed.get(0, self.seen.cells[0])
        return _FORMULA_TEXT.sub(rb"\g<1>0", _CELL.join([head, *cells])) + _ROW_END + _END


def sheet_part(content: bytes) -> SheetPart:
    """A sheet part as it stands in a file."""
    if not _LEAST <= len(content) <= _MOST or b"</f>" not in content:
        return SheetPart(scannable(content))
    cells = content.split(_CELL)
    others = _others(len(cells), cells[-1].partition(_ROW_END)[2])
    for seen in reversed(others):
        changed = {place: cells[place] for place in compress(count(), map(ne, cells, seen.cells))}
        if _alike(seen, changed):
            others.remove(seen)
            others.append(seen)  # the longest unused goes first
            return LikePart(content, seen, changed)
    part = SheetPart(scannable(content))
    bare = part.bare.split(_CELL)
    if part.xml is not content or not part.apart.texts or len(bare) != len(cells):
        return part
    others.append(Seen(cells, bare, part.formulas))
    return LikePart(content, others[-1], {})


@lru_cache(maxsize=8)
def _others(cells: int, end: bytes) -> deque[Seen]:
    """The sheets seen before with so many cells, and this behind the last of them."""
    return deque(maxlen=2)


def _alike(seen: Seen, changed: dict[int, bytes]) -> bool:
    """Whether nothing but what cells hold has changed, and not their formulas."""
    if len(changed) > _DIFFERENT * len(seen.cells):
        return False
    head = changed.get(0, seen.cells[0])
    return is_scannable(_CELL.join([head, *changed.values()])) and all(
        _lasting(cell, place) == _lasting(seen.cells[place], place) for place, cell in changed.items()
    )


def _lasting(cell: bytes, place: int) -> object:
    """What must not change of a cell, with the row's end behind it; of what stands before the first, its row's start."""
    if not place:
        return cell.partition(_TABLE)[2]
    formula = _FORMULA.match(cell)
    says = formula and (formula[1], bool(formula[2]) or b't="str"' in cell[: formula.start(1)])
    return _address(cell), cell.partition(_ROW_END)[2], says


def _address(cell: bytes) -> bytes:
    return cell.split(b'"', 2)[1]
