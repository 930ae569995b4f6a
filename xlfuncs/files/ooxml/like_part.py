"""相似的工作表 — a sheet part like one seen before: what is looked for in it was found in that one, but for what differs.

The tables made from one form hold the same thousands of cells, nine tenths of their bytes formulas, and differ in some
hundred cells. Cut before each of its cells a sheet is soon compared with another one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any

from xlfuncs.cells import Cell, cell_at
from xlfuncs.files.ooxml.formulas import SheetFormulas
from xlfuncs.files.ooxml.sheet import CellLook, SheetPart, T
from xlfuncs.files.ooxml.spelling import is_scannable, scannable

_LEAST, _MOST = 2_000, 4_000_000  # bytes of sheets that are compared: those of forms have a million
_LARGE = 100_000  # of which fewer are kept, and only those with formulas: others are lists, with no like
_DIFFERENT = 0.5  # of the cells of a sheet that is no longer like the other; a form filled in anew: 0.3
_STRETCH = 8  # cells that are compared at once
_MOST_LOOKS = 32  # at a sheet that are remembered
_CELL, _ROW, _ROW_END = b"<c ", b"<row ", b"</row>"
_TABLE, _END = b"<sheetData", b"</sheetData></worksheet>"
_FORMULA = re.compile(rb"[^>]*>\s*(<f\b[^>]*?(?:/>|>[^<]*</f>))\s*(<v\b[^>]*>[^<])?")
_FORMULA_TEXT = re.compile(rb"(<f\b(?:[^>]*[^>/])?>)[^<]*")
_bare = partial(_FORMULA_TEXT.sub, lambda formula: formula[1] + b"0")


class Seen:
    """A sheet that others are compared with, cut before each cell: as it is, and without the texts of its formulas."""

    def __init__(self, cells: Sequence[bytes], bare: Sequence[bytes], formulas: SheetFormulas) -> None:
        self.cells, self.bare, self.formulas = cells, bare, formulas
        starts = range(0, len(cells), _STRETCH)
        # some at a time, with what stands before the first cell of the next ones: its cells, and all of it
        self.stretches = [
            (some, first, (_CELL if first else b"") + _CELL.join(some))
            for first in starts
            for some in (cells[first : first + _STRETCH],)
        ]
        self._found: dict[object, Any] = {}  # what was asked

    @cached_property
    def places(self) -> Sequence[Cell]:
        """Where its cells stand; what is before the first, nowhere."""
        return [(-1, -1), *(cell_at(_address(cell).decode()) for cell in self.cells[1:])]

    def remembered(self, look: Callable[[bytes], T]) -> T:
        """What is found in it."""
        if look not in self._found:
            if len(self._found) >= _MOST_LOOKS:
                self._found.clear()
            self._found[look] = look(_CELL.join(self.bare))
        return self._found[look]  # type: ignore[no-any-return]

    def changed(self, content: bytes) -> dict[int, bytes] | None:
        """The cells of a sheet that differ from this one's; None where it has other cells, or few are the same."""
        changed: dict[int, bytes] = {}
        offset = 0
        for theirs, first, whole in self.stretches:
            if content.startswith(whole, offset):  # nearly all
                offset += len(whole)
                continue
            # cell by cell, rather than cut: nine tenths of a row are its formulas
            for place, cell in enumerate(theirs, first):
                start = offset + len(_CELL) if place else 0
                offset = start + len(cell)
                if content.startswith(_CELL, offset) and content.startswith(cell, start):
                    continue
                offset = content.find(_CELL, start)
                offset = offset if offset >= 0 else len(content)
                mine = content[start:offset]
                if not mine or (_ROW in mine) != (_ROW in cell):
                    return None  # other cells
                if mine != cell:
                    changed[place] = mine
            if len(changed) > _DIFFERENT * len(self.cells):
                return None
        return changed if offset == len(content) else None


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
            cells[place] = _bare(cell)
        return _CELL.join(cells)

    @property
    def formulas(self) -> SheetFormulas:
        """Those of the other sheet."""
        return self.seen.formulas

    def holds(self, pattern: re.Pattern[bytes]) -> bool:
        """As of any other: where the other sheet has no such cell, only one that differs can be it."""
        known = self.seen.remembered(pattern.search) is not None
        return pattern.search(self.bare if known else self.differing) is not None

    def in_cells(self, look: CellLook[T]) -> Mapping[Cell, T]:
        """As of any other: what was found in the other sheet, and in the cells that differ."""
        known = self.seen.remembered(look)
        if not self.changed:
            return known
        mine = {self.address(place) for place in self.changed} if known else ()
        return {cell: value for cell, value in known.items() if cell not in mine} | {**look(self.differing)}

    def in_rows(self, look: Callable[[bytes], T]) -> T:
        """As in the other sheet."""
        return self.seen.remembered(look)

    def in_front(self, look: Callable[[bytes], T]) -> T:
        """As in the other sheet, where nothing has changed before its first cell."""
        return look(self.extract(())) if 0 in self.changed else self.seen.remembered(look)

    @cached_property
    def differing(self) -> bytes:
        """A sheet with the cells that differ."""
        return self.extract(self.changed)

    def address(self, place: int) -> Cell:
        """Where a cell stands."""
        return self.seen.places[place]

    def extract(self, places: Iterable[int], *, below: bool = False) -> bytes:
        """A sheet with the cells at these places alone, without the texts of their formulas; one `below` the other."""
        chosen = (self.changed.get(place, self.seen.cells[place]) for place in places if place)
        cells = [cell.partition(_ROW_END)[0] for cell in chosen]
        if below:
            cells = [b'r="A%d"%s' % (row, cell.split(b'"', 2)[2]) for row, cell in enumerate(cells, 1)]
        head = self.changed.get(0, self.seen.cells[0])
        return _bare(_CELL.join([head, *cells])) + _ROW_END + _END


def sheet_part(content: bytes) -> SheetPart:
    """A sheet part as it stands in a file."""
    large = len(content) >= _LARGE
    if not _LEAST <= len(content) <= _MOST or (large and b"</f>" not in content):
        return SheetPart(scannable(content))
    others = (_large if large else _small)(content[max(content.rfind(_ROW_END), 0) :])
    for seen in reversed(others):
        changed = seen.changed(content)
        if changed is not None and _alike(seen, changed):
            others.remove(seen)
            others.append(seen)  # the longest unused goes first
            return LikePart(content, seen, changed)
    part = SheetPart(scannable(content))
    cells, bare = content.split(_CELL), part.bare.split(_CELL)
    if part.xml is not content or (large and not part.apart.texts) or len(bare) != len(cells):
        return part
    if len({*map(_address, cells[1:])}) < len(cells) - 1:
        return part  # a damaged file may name a cell twice
    others.append(Seen(cells, bare, part.formulas))
    return LikePart(content, others[-1], {})


def _others(end: bytes) -> deque[Seen]:
    """The sheets seen before with this behind the last row."""
    return deque(maxlen=2)


_small, _large = lru_cache(maxsize=64)(_others), lru_cache(maxsize=8)(_others)


def _alike(seen: Seen, changed: dict[int, bytes]) -> bool:
    """Whether nothing but what cells hold has changed, and not their formulas."""
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
