"""重算缓存值 — the results that stand beside formulas in a file, so that no reader sees a stale one.

LibreOffice, previewers and readers such as calamine show a formula's cached result and do not calculate, so
after a change the results are calculated (where `in_python` knows all of the formulas by it, else by IronCalc; where
that is not installed, as far as `in_python` goes) and written. Where nobody can vouch for a result, it stays if it does
not depend on anything that was written, else it is dropped: never stale, never guessed; the office suite fills it when it
opens the file.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping

from xlfuncs.cells import Cell
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.parts import part_of
from xlfuncs.files.ooxml.sheet import set_results
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.calculation import Results
from xlfuncs.files.results.dependents import Marks, dependents
from xlfuncs.files.results.engine import calculated, present
from xlfuncs.files.results.held_sheets import Rows
from xlfuncs.files.results.plan import FormulaPlan, plan_of
from xlfuncs.files.results.reduced import reduced_file

Written = Mapping[str, Iterable[Cell] | None]  # sheet name → the cells written, None for all of it

# Texts that the evaluator reads in another way than we do: of nothing, of spaces, with escapes. One pattern for all
# of them would look at every byte.
_ODD_TEXTS = (
    re.compile(rb't="str"[^>]*>\s*<v(?:\s*/>|></v>)'),
    re.compile(rb"<t(?:\s[^>]*)?(?:/>|>\s*</t>)"),
    re.compile(rb"_x[0-9A-Fa-f]{4}_"),
)
_OWN_TEXTS = [re.compile(kind) for kind in (rb'"str"', rb"'str'", b"inlineStr")]  # of a sheet's own cells
_MOST_HERE = 1_000_000  # cells of blocks: of running totals, say, the evaluator makes less work


def refresh_results(workbook: Workbook, written: Written | None = None, rows: Rows | None = None) -> None:
    """Put the right cached result beside every formula of the workbook; `rows` as for `results`.

    Of the formulas whose result is not known, those lose theirs that depend on a cell written; all of them where
    `written` is left out.
    """
    put_results(workbook, results(workbook, rows, written))


def put_results(workbook: Workbook, known: Results) -> None:
    """Put what `results` gave beside the formulas."""
    for sheet, cells in known.items():
        workbook.put_sheet_xml(sheet, set_results(workbook.sheet_xml(sheet), cells))
    if known:
        workbook.calculate_on_load()


def results(workbook: Workbook, rows: Rows | None = None, written: Written | None = None) -> Results:
    """公式结果 — what every formula of the workbook gives; None where we cannot say.

    `rows` gives the values of a sheet as the file holds them, where they have been read. Where cells were `written`, those
    formulas are left out whose result is not known and does not depend on one.
    """
    plan = plan_of(workbook, evaluator=present())
    known = _results(workbook, plan, rows)
    return known if written is None else _without_untouched(known, plan, written)


def _results(workbook: Workbook, plan: FormulaPlan, rows: Rows | None) -> Results:
    # ways of calculating that the evaluator does not have
    other = workbook.dates_from_1904 or workbook.iterates or not workbook.full_precision
    if other or workbook.given_up or not plan.each:
        return Results((sheet, dict.fromkeys(cells)) for sheet, cells in plan.cells.items())
    if not present():
        return plan.calculation.results(workbook, rows)
    if (known := _here(workbook, plan, rows)) is not None:
        return known
    values = calculated(reduced_file(workbook, plan.readings, plan.doubtful), plan.unknown, plan.cells)
    if values is None:
        workbook.given_up = True
        return _results(workbook, plan, rows)
    return Results(
        (sheet, {cell: plan.told((sheet, cell), value) for cell, value in cells.items()})
        for sheet, cells in values.items()
    )


def _here(workbook: Workbook, plan: FormulaPlan, rows: Rows | None) -> Results | None:
    """What the formulas give without the evaluator; None where one of them needs it."""
    with contextlib.suppress(FileProblem):  # said when that sheet is read
        if plan.simple and _plain(workbook):
            values = plan.calculation.results(workbook, rows, _MOST_HERE)
            if values.whole:
                return values
    return None


def _plain(workbook: Workbook) -> bool:
    """Whether the evaluator reads its texts as we do."""
    part = part_of(workbook.package, workbook.part, "sharedStrings")
    texts = workbook.package.read(part) if part else b""
    if any(odd.search(texts) for odd in _ODD_TEXTS):
        return False
    sheets = map(workbook.sheet_part, workbook.sheets)
    spoken = [sheet for sheet in sheets if any(map(sheet.holds, _OWN_TEXTS))]  # others refer to those texts
    return not any(sheet.holds(odd) for sheet in spoken for odd in _ODD_TEXTS)


def _without_untouched(known: Results, plan: FormulaPlan, written: Written) -> Results:
    """Without those whose result is not known and does not depend on a cell written."""
    unknown = [
        (sheet, formula.cell, cell)
        for sheet, formula in plan.each
        for cell in formula.block
        if known[sheet][cell] is None
    ]
    if not unknown:
        return known
    marks = Marks()
    for sheet, cells in written.items():
        marks.add(sheet, cells)
    stale = dependents(plan.readings, marks)
    left = Results((sheet, dict(cells)) for sheet, cells in known.items())
    for sheet, key, cell in unknown:
        if (sheet, key) not in stale:
            left[sheet].pop(cell, None)  # a damaged file may name a cell twice
    return left
