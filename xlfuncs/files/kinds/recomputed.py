"""重算旧格式 — what the formulas of an .xls or .ods give, put in place of what stood beside them.

The evaluator reads no such file; a new .xlsx with their values and formulas answers for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlfuncs.cells import Cell, Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.beside import NOT_CALCULATED, put_right
from xlfuncs.files.results.calculation import Results
from xlfuncs.files.results.recalculate import results
from xlfuncs.files.values import values_file
from xlfuncs.sheets import Sheet

# Of each sheet, as in an .xlsx, without "="; None: nobody can say.
Formulas = Mapping[str, Mapping[Cell, str | None]]
Lost = Mapping[str, frozenset[Cell]]
_UNKNOWN = "NOT.SPELLED.OUT()"  # nothing that computes with it is known, either


def recomputed(sheets: Sequence[Sheet], formulas: Formulas, lost: Lost) -> list[Sheet]:
    """The sheets with the results; `lost` are the formulas beside which the file holds none.

    What stood there otherwise, and what nobody here can calculate, the sheets say.
    """
    if not any(formulas.values()):
        return list(sheets)
    known = _results(sheets, formulas, lost)
    return [_with(one, known.get(one.name, {}), formulas[one.name], lost[one.name]) for one in sheets]


def _results(sheets: Sequence[Sheet], formulas: Formulas, lost: Lost) -> Results:
    """What the formulas give; those that nobody can say count as what stands beside them, if anything does."""
    said = {
        name: {
            cell: text or _UNKNOWN for cell, text in some.items() if text is not None or cell in lost[name]
        }
        for name, some in formulas.items()
    }
    try:
        return results(Workbook(Package(values_file(sheets, {}, said))))
    except FileProblem:  # a sheet's name that no .xlsx may have
        return Results()


def _with(
    sheet: Sheet, known: Mapping[Cell, Value], formulas: Mapping[Cell, str | None], lost: frozenset[Cell]
) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    given, held = dict(known), dict[Cell, bool]()
    for cell in formulas:
        stored = sheet.value(*cell)
        if type(stored) is float and stored == known.get(cell):
            given[cell] = stored  # a number is what an .ods keeps of TRUE or FALSE
        held[cell] = cell not in lost and stored != NOT_CALCULATED
    outdated, unverified = put_right(rows, held, given)
    return replace(sheet, rows=rows, outdated=outdated, unverified=unverified)
