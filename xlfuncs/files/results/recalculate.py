"""重算缓存值 — the results that stand beside formulas in a file, so that no reader sees a stale one.

LibreOffice, previewers and readers such as calamine show a formula's cached result and do not calculate, so
after a change the results are calculated (by IronCalc; where it is not installed, as far as `in_python` goes) and
written. Where nobody can vouch for a result, it stays if it does not depend on anything that was written, else it is
dropped: never stale, never guessed; the office suite fills it when it opens the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.ooxml.looks import hidden_rows
from xlfuncs.files.ooxml.sheet import set_results
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.dependents import Marks, Reading, dependents
from xlfuncs.files.results.engine import calculated, present
from xlfuncs.files.results.in_python import calculated_here, known_here
from xlfuncs.files.results.reads import Precedents
from xlfuncs.files.results.reduced import reduced_file
from xlfuncs.files.results.trust import Trust, hides_errors

__all__ = ["NOT_CALCULATED", "Results", "Written", "refresh_results", "results", "shown"]

Results = dict[str, dict[Cell, Value]]  # sheet name → result of every cell a formula fills
Written = Mapping[str, Iterable[Cell] | None]  # sheet name → the cells written, None for all of it

NOT_CALCULATED = CellError("未计算")  # a formula whose result neither the file nor we know
# Errors that say something about the numbers; the others may only say what the evaluator cannot do.
_TELLING_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NUM!", "#REF!"))


def refresh_results(workbook: Workbook, written: Written | None = None) -> None:
    """Put the right cached result beside every formula of the workbook.

    Of the formulas whose result is not known, those lose theirs that depend on a cell written; all of them where
    `written` is left out.
    """
    readings = _readings(workbook)
    if not readings:
        return
    known = _results(workbook, readings)
    if written is not None:
        _leave_untouched(known, readings, written)
    for sheet, cells in known.items():
        workbook.put_sheet_xml(sheet, set_results(workbook.sheet_xml(sheet), cells))
    workbook.calculate_on_load()


def results(workbook: Workbook) -> Results:
    """公式结果 — what every formula of the workbook gives; None where we cannot say."""
    return _results(workbook, _readings(workbook))


def shown(result: Value) -> Value:
    """未计算 where a result is not known, never a 0 or a blank; blank where it is empty text."""
    return NOT_CALCULATED if result is None else None if result == "" else result


def _readings(workbook: Workbook) -> list[Reading]:
    """Every formula of the workbook and what it reads."""
    precedents = Precedents(workbook.names, workbook.sheets)
    return [
        Reading(sheet, formula, precedents.of(sheet, formula))
        for sheet in workbook.sheets
        for formula in workbook.formulas(sheet)
    ]


def _results(workbook: Workbook, readings: Sequence[Reading]) -> Results:
    found: Results = {}
    for sheet, formula, _ in readings:
        found.setdefault(sheet, {}).update(dict.fromkeys(formula.block))
    if workbook.dates_from_1904 or workbook.iterates or not workbook.full_precision:
        return found  # ways of calculating that the evaluator does not have
    doubtful = _doubtful(workbook, readings)
    in_doubt = _in_doubt(readings, doubtful)
    hiding = [r for r in readings if r.key in in_doubt and hides_errors(r.formula.text)]
    unknown: dict[str, list[Cell]] = {}  # rather an error than a number that rests on a guess
    for sheet, formula, _ in [*doubtful, *hiding]:
        unknown.setdefault(sheet, []).extend(formula.block)
    if present():
        values = calculated(reduced_file(workbook, readings, doubtful), unknown, found)
    else:
        values = calculated_here(workbook, readings, unknown)
    if values is None:
        return found
    for reading in readings:
        sheet, formula, _ = reading
        for cell in formula.block:
            found[sheet][cell] = _result(values[sheet][cell], reading.key in in_doubt)
    return found


def _in_doubt(readings: Sequence[Reading], doubtful: Sequence[Reading]) -> set[tuple[str, Cell]]:
    """The keys of these doubtful formulas and of all that depend on one of them."""
    marks = Marks()
    for reading in doubtful:
        marks.add(reading.sheet, reading.formula.block)
    return dependents(readings, marks) | {reading.key for reading in doubtful}


def _leave_untouched(known: Results, readings: Sequence[Reading], written: Written) -> None:
    """Take those out whose result is not known and does not depend on a cell written."""
    unknown = [
        (reading, cell)
        for reading in readings
        for cell in reading.formula.block
        if known[reading.sheet][cell] is None
    ]
    if not unknown:
        return
    marks = Marks()
    for sheet, cells in written.items():
        if cells is None:
            marks.add_sheet(sheet)
        else:
            marks.add(sheet, cells)
    stale = dependents(readings, marks)
    for reading, cell in unknown:
        if reading.key not in stale:
            known[reading.sheet].pop(cell, None)  # a damaged file may name a cell twice


def _doubtful(workbook: Workbook, readings: Sequence[Reading]) -> list[Reading]:
    """The formulas that are not answered as an office suite does: by the evaluator, or without it here."""
    trust, outside = Trust(workbook.names), present()
    subtotals = {reading.key for reading in readings if "SUBTOTAL" in reading.formula.text.upper()}
    if not (subtotals and any(hidden_rows(workbook.sheet_xml(sheet)) for sheet in workbook.sheets)):
        subtotals = set()  # else the evaluator would add up the rows that a filter hides, too
    return [
        r
        for r in readings
        if r.key in subtotals or not _trusted(trust, r.formula) or not (outside or known_here(r.formula))
    ]


def _trusted(trust: Trust, formula: Formula) -> bool:
    if formula.kind == "dataTable" or not formula.text:
        return False
    return trust.covers(formula.text, array=formula.kind == "array")


def _result(value: Value, guarded: bool) -> Value:
    """The result of a cell, None where it is an error that may not be the workbook's own."""
    if isinstance(value, CellError):
        return value if value.code in _TELLING_ERRORS and not guarded else None
    if isinstance(value, float):
        return float(f"{value:.15g}")  # what the cell's number counts as: float noise of a sum is not kept
    return value
