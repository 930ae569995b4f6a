"""工作表部件的查看 — a sheet part, and what is looked for in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar

from xlfuncs.cells import Cell
from xlfuncs.files.ooxml.formulas import SheetFormulas, Written, formulas, written

T = TypeVar("T")
CellLook = Callable[[bytes], Mapping[Cell, T]]  # at a sheet, of which each cell counts by itself


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

    def in_cells(self, look: CellLook[T]) -> Mapping[Cell, T]:
        """What is found in each cell by itself."""
        return look(self.bare)

    def in_rows(self, look: Callable[[bytes], T]) -> T:
        """What is found in the rows, whatever stands in their cells."""
        return look(self.bare)

    def in_front(self, look: Callable[[bytes], T]) -> T:
        """What is found before the rows."""
        return look(self.bare)
