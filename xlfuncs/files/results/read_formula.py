"""读出的公式 — what a formula says and which cells it rests on: nothing in it is of one workbook alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlfuncs.cells import Cell
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.results.formula_text import place, shape
from xlfuncs.files.results.meaning import meaning

Key = tuple[str, Cell]  # of a sheet


class ReadFormula:
    """A formula, read; it serves every workbook of its form."""

    def __init__(self, names: Mapping[str, str], sheet: str, formula: Formula) -> None:
        """Of this sheet; `names` are all sheets by their names without case."""
        self.sheet = sheet
        text, references = shape(formula.text)
        places = {reference: place(reference, formula.moved) for reference in set(references)}
        self.places: Sequence[Cell] = [places[reference] for reference in references]
        self.meaning = meaning(text)
        # The cells whose values are all that it rests on, each once, and what it gave for them; else None.
        self.operands: Sequence[Key] | None = None
        self.which: tuple[int, ...] = ()  # of these cells, for each reference
        self.given: dict[tuple[Any, ...], Any] = {}
        if self.meaning and self.meaning.operands is not None:
            named = [
                (names.get(other.casefold(), other) if other else sheet, self.places[number])
                for other, number in self.meaning.operands
            ]
            order: dict[Key, int] = {}
            self.which = tuple([order.setdefault(cell, len(order)) for cell in named])
            self.operands = list(order)
            self.given = self.meaning.given.setdefault(self.which, {})
