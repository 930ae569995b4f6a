"""读出的公式 — what a formula says and which cells it rests on: nothing in it is of one workbook alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from xlfuncs.cells import Cell
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.results.meaning import meaning
from xlfuncs.formula_text import place, shape

Key = tuple[str, Cell]  # of a sheet


class ReadFormula:
    """A formula, read; it serves every workbook of its form."""

    def __init__(self, names: Mapping[str, str], sheet: str, formula: Formula) -> None:
        """Of this sheet; `names` are all sheets by their names without case."""
        self.sheet, self._moved = sheet, formula.moved
        text, self._references, which = shape(formula.text)
        self.meaning = meaning(text, which)
        # The cells whose values are all that it rests on, each once, and what it gave for them; else None.
        self.operands: Sequence[Key] | None = None
        self.which: tuple[int, ...] = ()  # of these cells, for each reference
        self.given: dict[tuple[Any, ...], Any] = {}
        if self.meaning and self.meaning.operands is not None:
            self.which, self.given = self.meaning.which, self.meaning.given
            self.operands = [
                (names.get(other.casefold(), other) if other else sheet, self._place(number))
                for other, number in self.meaning.operands
            ]

    @cached_property
    def places(self) -> Sequence[Cell]:
        """The cells that its references name, in their order."""
        return [*map(self._place, range(len(self._references)))]

    def _place(self, reference: int) -> Cell:
        return place(self._references[reference], self._moved)
