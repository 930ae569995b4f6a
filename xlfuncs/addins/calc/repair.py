"""修复函数名 — formulas with our functions under a name that Calc does not know, as other programs wrote it.

Such a cell shows #NAME? when the file is opened: ``XLF_GRADE(…)`` from Excel, ``_xlfn.``, ``_xludf.`` or
``_xldudf_`` before it, the path of an .xlam, or the Chinese name as text.
"""

from __future__ import annotations

import re
from typing import Any

from xlfuncs.addins.calc.book import used_block
from xlfuncs.addins.calc.looks import cells_of
from xlfuncs.cells import ERROR_VALUES
from xlfuncs.function_table import TABLE, find

_FORMULA_ERROR = 4  # com.sun.star.sheet.FormulaResult
_NAME_ERROR = ERROR_VALUES["#NAME?"].calc
_TEXT = r'"(?:[^"]|"")*"'
_PREFIX = r"(?:_xlfn\.|_xludf\.|_xldudf_|_xll\.|\[\d+\]!|'[^']*'[!.#]\$?|[\w.]+\.xlam!)*"
_NAMES = "|".join(
    [rf"XLF[_.](?:ZH_)?(?:{'|'.join(f.in_cells for f in TABLE.values())})", *(f.zh for f in TABLE.values())]
)
_CALL = re.compile(rf"{_TEXT}|(?<![\w.]){_PREFIX}({_NAMES})(?=\s*\()", re.IGNORECASE)


def repaired_formula(formula: str) -> str:
    """The formula with our functions under their Calc names; text in it stays.

    >>> repaired_formula('=_xlfn.XLF_GRADE(A1)&"XLF_GRADE("')
    '=XLF.GRADE(A1)&"XLF_GRADE("'
    >>> repaired_formula("='C:\\\\x.xlam'!xlf_total_score(A1:A3)+预算执行率(B1;C1)")
    '=XLF.TOTAL_SCORE(A1:A3)+XLF.EXECUTION_RATE(B1;C1)'
    """
    return _CALL.sub(_calc_name, formula)


def _calc_name(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return found[0]  # a text constant
    return find(re.sub(r"^XLF[_.](ZH_)?", "XLF_", name, flags=re.IGNORECASE)).calc


def repair(document: Any) -> int:
    """Repair every cell that shows #NAME? for such a spelling; how many there were."""
    count = 0
    for sheet in document.Sheets:
        block = used_block(sheet)
        for row, column in cells_of(block.queryFormulaCells(_FORMULA_ERROR)):
            cell = block.getCellByPosition(column, row)
            if cell.getError() == _NAME_ERROR:
                count += _repair_cell(sheet, cell)
    return count


def _repair_cell(sheet: Any, cell: Any) -> bool:
    old = cell.Formula
    new = repaired_formula(old)
    if new == old:
        return False
    if new.startswith("{"):
        array = sheet.createCursorByRange(cell)
        array.collapseToCurrentArray()
        array.setArrayFormula(new.strip("{}"))
    else:
        cell.setFormula(new)
    return True
