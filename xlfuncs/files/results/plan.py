"""计算方案 — what can be told of a workbook's formulas without any value: once for all tables made from one form.

Tables of one form have the same formulas. What those read, and which of them the evaluator may answer, is remembered
from table to table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from xlfuncs.cells import Cell, Value
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.ooxml.looks import hidden_rows
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.beside import told
from xlfuncs.files.results.calculation import Calculation
from xlfuncs.files.results.dependents import Marks, Reading, dependents
from xlfuncs.files.results.in_python import known_here
from xlfuncs.files.results.reads import Precedents
from xlfuncs.files.results.trust import Trust, hides_errors

_MOST = 5000  # formulas worth remembering: a form has hundreds; a list of more has no like


_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")


class Formulas(NamedTuple):
    """The formulas of a workbook, and all that they mean by themselves."""

    sheets: tuple[tuple[str, Sequence[Formula]], ...]
    names: tuple[tuple[str, str], ...]
    hidden_rows: bool  # whether some are hidden, which a SUBTOTAL may leave out
    evaluator: bool  # whether there is one


class FormulaPlan:
    """What is known of the formulas of a workbook; what takes long to be told, once it is asked for."""

    def __init__(self, formulas: Formulas) -> None:
        self.formulas = formulas
        self.each = [(sheet, formula) for sheet, some in formulas.sheets for formula in some]
        self._sheets = [sheet for sheet, _ in formulas.sheets]
        self.cells: dict[str, list[Cell]] = {}  # of every sheet with formulas: those that they fill
        for sheet, formula in self.each:
            self.cells.setdefault(sheet, []).extend(formula.block)

    @cached_property
    def calculation(self) -> Calculation:
        """What calculates them without an evaluator."""
        return Calculation(self._sheets, self.each, self._precedents.of, self.unknown, self.told)

    def told(self, key: tuple[str, Cell], value: Value) -> Value:
        """What is said of a cell that gave this."""
        return told(value, guarded=key in self.in_doubt)

    @cached_property
    def _precedents(self) -> Precedents:
        return Precedents(dict(self.formulas.names), self._sheets)

    @cached_property
    def readings(self) -> Sequence[Reading]:
        """All of them, with what they read."""
        return [Reading(sheet, formula, self._precedents.of(sheet, formula)) for sheet, formula in self.each]

    @cached_property
    def _doubted(self) -> Collection[tuple[str, Cell]]:
        trust, formulas = Trust(dict(self.formulas.names)), self.formulas
        return {
            (sheet, formula.cell)
            for sheet, formula in self.each
            if formula.kind == "dataTable"
            or not formula.text
            or not trust.covers(formula.text, array=formula.kind == "array")
            or not (formulas.evaluator or known_here(formula))
            # the evaluator would add up the rows that a filter hides, too
            or (formulas.hidden_rows and "SUBTOTAL" in formula.text.upper())
        }

    @cached_property
    def doubtful(self) -> Sequence[Reading]:
        """Those that nobody here may answer as an office suite does."""
        return [reading for reading in self.readings if reading.key in self._doubted] if self._doubted else ()

    @cached_property
    def in_doubt(self) -> Collection[tuple[str, Cell]]:
        """The keys of these and of all that depend on one of them, and the cells that they fill."""
        marks = Marks()
        for reading in self.doubtful:
            marks.add(reading.sheet, reading.formula.block)
        keys = (dependents(self.readings, marks) if self.doubtful else set()) | set(self._doubted)
        filled = (product([sheet], one.block) for sheet, one in self.each if (sheet, one.cell) in keys)
        return keys.union(*filled)

    @cached_property
    def unknown(self) -> Mapping[str, Sequence[Cell]]:
        """The cells of these, and of what hides their errors: rather an error than a guess."""
        unknown: dict[str, list[Cell]] = {}
        for sheet, formula, _ in self.doubtful:
            unknown.setdefault(sheet, []).extend(formula.block)
        for sheet, formula in self.each if self.doubtful else ():
            if (sheet, formula.cell) in self.in_doubt and hides_errors(formula.text):
                unknown.setdefault(sheet, []).extend(formula.block)
        return unknown

    @cached_property
    def simple(self) -> bool:
        """Whether no evaluator is needed for them."""
        # A damaged file may name a cell twice.
        once = len({(sheet, formula.cell) for sheet, formula in self.each}) == len(self.each)
        # Each is known here, and says to the evaluator what it says to us.
        known = (known_here(one) and not _ESCAPE.search(one.text) for _, one in self.each)
        return once and not self._doubted and all(known)


def plan_of(workbook: Workbook, *, evaluator: bool) -> FormulaPlan:
    """What is known of the formulas of a workbook, where there is an `evaluator` or none."""
    sheets = tuple((sheet, workbook.sheet_part(sheet).formulas) for sheet in workbook.sheets)
    subtotals = any(formulas.subtotals for _, formulas in sheets)
    hidden = subtotals and any(workbook.sheet_part(sheet).in_rows(hidden_rows) for sheet in workbook.sheets)
    few = sum(len(some) for _, some in sheets) <= _MOST
    return (_remembered if few else FormulaPlan)(
        Formulas(sheets, tuple(workbook.names.items()), hidden, evaluator)
    )


_remembered = lru_cache(maxsize=16)(FormulaPlan)
