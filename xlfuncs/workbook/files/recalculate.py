"""重算缓存值 — the results that stand beside formulas in a file, so that no reader sees a stale one.

LibreOffice, previewers and readers such as calamine show a formula's cached result and do not calculate, so
after a change the results are calculated here (IronCalc) and written. A result nobody can vouch for is
dropped, never kept and never guessed; the office suite fills it when it opens the file.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlfuncs.workbook.files.package import Package
from xlfuncs.workbook.files.sheet_formulas import Formula, formulas
from xlfuncs.workbook.files.sheet_xml import set_results
from xlfuncs.workbook.files.trusted_formulas import Trust, hides_errors
from xlfuncs.workbook.files.workbook_xml import Workbook
from xlfuncs.workbook.port import Cell, CellError, Value

__all__ = ["NOT_CALCULATED", "Results", "refresh_results", "results", "shown"]

Formulas = Mapping[str, Sequence[Formula]]  # sheet name → its formulas
Results = dict[str, dict[Cell, Value]]  # sheet name → result of every cell a formula fills

NOT_CALCULATED = CellError("未计算")  # a formula whose result neither the file nor we know
_ERROR = 16  # of the evaluator's cell types, numbered as Excel's TYPE() does
# Cells without content that are spelled as a number, a boolean or a shared text (openpyxl writes such).
_NO_VALUE = rb"<(?:\w+:)?v(?:\s*/>|></(?:\w+:)?v>)"
_END = rb"\s*</(?:\w+:)?c>"
_TYPED_BLANK = re.compile(rb' t="[nbs]"((?: s="\d+")?)\s*(?:/>|>\s*(?:%s)?%s)' % (_NO_VALUE, _END))
_UNTYPED_BLANK = re.compile(rb'">\s*%s%s' % (_NO_VALUE, _END))
# Errors that say something about the numbers; the others may only say what the evaluator cannot do.
_TELLING_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NUM!", "#REF!"))


def refresh_results(workbook: Workbook) -> None:
    """Put the right cached result beside every formula of the workbook, and drop those not known."""
    found = _formulas(workbook)
    if not any(found.values()):
        return
    for sheet, cells in results(workbook, found).items():
        workbook.put_sheet_xml(sheet, set_results(workbook.sheet_xml(sheet), cells))
    workbook.calculate_on_load()


def results(workbook: Workbook, found: Formulas | None = None) -> Results:
    """公式结果 — what every formula of the workbook gives; None where we cannot say."""
    found = found or _formulas(workbook)
    unknown: Results = {
        sheet: {cell: None for formula in some for cell in formula.block}
        for sheet, some in found.items()
        if some
    }
    if workbook.dates_from_1904 or workbook.iterates or not workbook.full_precision:
        return unknown  # ways of calculating that the evaluator does not have
    model = _model(workbook)
    if model is None:
        return unknown
    position = {sheet["name"]: index for index, sheet in enumerate(model.get_worksheets_properties())}
    if not found.keys() <= position.keys():
        return unknown
    trust = Trust(workbook.names)
    doubtful = [
        (position[sheet], cell)
        for sheet, some in found.items()
        for formula in some
        if not _trusted(trust, formula)
        for cell in formula.block
    ]
    if doubtful:  # let their readers show an error rather than a number that rests on a guess
        hiding = [
            (position[sheet], formula.cell)
            for sheet, some in found.items()
            for formula in some
            if hides_errors(formula.text)
        ]
        for sheet_index, (row, column) in [*doubtful, *hiding]:
            model.update_cell_with_formula(sheet_index, row + 1, column + 1, "=NA()")
    model.evaluate()
    return {
        sheet: {cell: _value(model, position[sheet], cell, bool(doubtful)) for cell in cells}
        for sheet, cells in unknown.items()
    }


def shown(result: Value) -> Value:
    """未计算 where a result is not known, never a 0 or a blank; blank where it is empty text."""
    return NOT_CALCULATED if result is None else None if result == "" else result


def _formulas(workbook: Workbook) -> dict[str, list[Formula]]:
    return {sheet: list(formulas(workbook.sheet_xml(sheet))) for sheet in workbook.sheets}


def _trusted(trust: Trust, formula: Formula) -> bool:
    if formula.kind == "dataTable" or not formula.text:
        return False
    return trust.covers(formula.text, array=formula.kind == "array")


def _value(model: Any, sheet: int, cell: Cell, guarded: bool) -> Value:
    """The result of a cell, None where it is an error that may not be the workbook's own."""
    value = model.get_cell_value(sheet, cell[0] + 1, cell[1] + 1)
    if isinstance(value, str) and int(model.get_cell_type(sheet, cell[0] + 1, cell[1] + 1)) == _ERROR:
        return CellError(value) if value in _TELLING_ERRORS and not guarded else None
    if isinstance(value, float):
        return float(f"{value:.15g}")  # what the cell's number counts as: float noise of a sum is not kept
    return value  # type: ignore[no-any-return]


def _model(workbook: Workbook) -> Any:
    """The workbook in the evaluator; None where it cannot read it."""
    import ironcalc  # loaded by those who need it

    descriptor, path = tempfile.mkstemp(suffix=".xlsx")  # it reads files only
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_for_evaluator(workbook))
        with _silenced_stdout():
            return ironcalc.load_from_xlsx(path, "en", "UTC", "en")
    except ironcalc.WorkbookError:
        return None
    except BaseException as problem:
        if type(problem).__name__ == "PanicException":  # a bug in the evaluator, not in the file
            return None
        raise
    finally:
        os.unlink(path)


def _for_evaluator(workbook: Workbook) -> bytes:
    """The file with blank cells spelled so that the evaluator does not take them for 0."""
    plain = workbook.package.to_bytes(level=0)
    copy = Package(plain)
    for sheet, part in workbook.sheets.items():
        xml = _TYPED_BLANK.sub(rb"\1/>", workbook.sheet_xml(sheet))
        if re.search(rb"<(?:\w+:)?v\s*/>", xml) or b"<v></v>" in xml:
            xml = _UNTYPED_BLANK.sub(rb'"/>', xml)
        copy.put(part, xml)
    return copy.to_bytes(level=0)


@contextlib.contextmanager
def _silenced_stdout() -> Iterator[None]:
    """Keep the evaluator's remarks on cells without a cached result out of our output."""
    try:
        kept = os.dup(1)
    except OSError:  # a program without a console
        yield
        return
    sys.stdout.flush()
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
