"""计算方案 — what can be told of a workbook's formulas without any value: once for all tables made from one form.

Tables of one form have the same formulas. What those read, and which of them the evaluator may answer, is remembered
from table to table. Where two such tables differ in values only, the one that the evaluator holds already is
calculated again with the values of the other: reading the formulas is nearly all of its work.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlfuncs.cells import Cell
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.ooxml.looks import hidden_rows
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.dependents import Marks, Reading, dependents
from xlfuncs.files.results.in_python import known_here
from xlfuncs.files.results.reads import Precedents
from xlfuncs.files.results.reduced import TO_GUARD, WIDE, wanted_columns
from xlfuncs.files.results.trust import Trust, hides_errors

__all__ = ["FormulaPlan", "Formulas", "formulas_of", "plan_of"]

_MOST = 5000  # formulas worth remembering: a form has hundreds; a list of more has no like


class Formulas(NamedTuple):
    """The formulas of a workbook, and all that they mean by themselves."""

    sheets: tuple[tuple[str, tuple[Formula, ...]], ...]
    names: tuple[tuple[str, str], ...]
    hidden_rows: bool  # whether some are hidden: a SUBTOTAL may leave them out
    evaluator: bool  # whether there is one


class FormulaPlan(NamedTuple):
    """What is known of the formulas of a workbook."""

    readings: Sequence[Reading]
    cells: Mapping[str, Sequence[Cell]]  # of every sheet with formulas: those that they fill
    doubtful: Sequence[Reading]  # nobody here may answer them as an office suite does
    unknown: Mapping[
        str, Sequence[Cell]
    ]  # of these, and of what hides their errors: rather an error than a guess
    in_doubt: Collection[tuple[str, Cell]]  # the keys of these and of all that depend on one of them
    # Whose values are all that tells two workbooks with these formulas apart; None where something else may.
    columns: Mapping[str, Collection[int]] | None


def formulas_of(workbook: Workbook, *, evaluator: bool) -> Formulas:
    """The formulas of a workbook, where there is an `evaluator` or none."""
    sheets = tuple((sheet, tuple(workbook.formulas(sheet))) for sheet in workbook.sheets)
    hidden = any(hidden_rows(workbook.sheet_xml(sheet)) for sheet in workbook.sheets)
    return Formulas(sheets, tuple(workbook.names.items()), hidden, evaluator)


def plan_of(formulas: Formulas) -> FormulaPlan:
    """What is known of these formulas."""
    few = sum(len(some) for _, some in formulas.sheets) <= _MOST
    return (_remembered if few else _plan)(formulas)


def _plan(formulas: Formulas) -> FormulaPlan:
    names = dict(formulas.names)
    precedents = Precedents(names, [sheet for sheet, _ in formulas.sheets])
    readings = [
        Reading(sheet, formula, precedents.of(sheet, formula))
        for sheet, some in formulas.sheets
        for formula in some
    ]
    trust = Trust(names)
    doubtful = [
        reading
        for reading in readings
        if not _trusted(trust, reading.formula)
        or not (formulas.evaluator or known_here(reading.formula))
        # the evaluator would add up the rows that a filter hides, too
        or (formulas.hidden_rows and "SUBTOTAL" in reading.formula.text.upper())
    ]
    in_doubt = _in_doubt(readings, doubtful)
    hiding = [r for r in readings if r.key in in_doubt and hides_errors(r.formula.text)]
    unknown = _cells([*doubtful, *hiding])
    columns = _columns(readings, doubtful) if formulas.evaluator else None
    return FormulaPlan(readings, _cells(readings), doubtful, unknown, in_doubt, columns)


_remembered = lru_cache(maxsize=16)(_plan)


def _cells(readings: Sequence[Reading]) -> dict[str, list[Cell]]:
    cells: dict[str, list[Cell]] = {}
    for sheet, formula, _ in readings:
        cells.setdefault(sheet, []).extend(formula.block)
    return cells


def _trusted(trust: Trust, formula: Formula) -> bool:
    if formula.kind == "dataTable" or not formula.text:
        return False
    return trust.covers(formula.text, array=formula.kind == "array")


def _in_doubt(readings: Sequence[Reading], doubtful: Sequence[Reading]) -> set[tuple[str, Cell]]:
    marks = Marks()
    for reading in doubtful:
        marks.add(reading.sheet, reading.formula.block)
    return dependents(readings, marks) | {reading.key for reading in doubtful}


def _columns(
    readings: Sequence[Reading], doubtful: Sequence[Reading]
) -> Mapping[str, Collection[int]] | None:
    """None where a formula's result rests on more than values: hidden rows, how far down a sheet goes."""
    texts = {reading.formula.text for reading in readings}
    if doubtful or any("SUBTOTAL" in text.upper() or TO_GUARD.search(text.encode()) for text in texts):
        return None
    wanted = wanted_columns(readings, ())
    if wanted is None or any(one.to_end or len(one.columns) > WIDE for one in wanted.values()):
        return None
    return {sheet: frozenset(one.columns) for sheet, one in wanted.items()}
