"""公式旁的结果 — what a file holds beside its formulas, against what these give."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.ooxml import moments
from xlfuncs.files.ooxml.cell import as_stored
from xlfuncs.sheets import put_value

NOT_CALCULATED = CellError("未计算")  # a formula whose result neither the file nor we know
_NOISE = 1e-9  # engines differ in the last digits of a division
_TOO_EXACT = re.compile(r"(?<![\d.])(?=\d+\.\d)0*\.?0*(?:\d\.?){16}")  # 2.6666666666666665
# Errors that say something about the numbers; the others may only say what the evaluator cannot do.
_TELLING_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NUM!", "#REF!"))


def put_right(
    rows: list[list[Any]],
    formulas: Mapping[Cell, bool],
    results: Mapping[Cell, Value],
    apart: Iterable[Cell] | None = None,
) -> tuple[dict[Cell, Value], frozenset[Cell]]:
    """Put what formulas give in place of what stands beside them; what that was, and the cells that nobody can say.

    The cells that the formulas fill come with whether anything stands there; all without `results` are not known. Only
    those `apart` are looked at, where it is known which they are.
    """
    outdated, unverified = dict[Cell, Value](), set[Cell]()
    for cell in formulas if apart is None else sorted(apart):
        (row, column), held = cell, formulas[cell]
        result, line = results.get(cell), rows[row] if row < len(rows) else ()
        stored = line[column] if column < len(line) else None
        if held and stands(stored, result):
            continue  # nearly all
        now = shown(result)
        if not held:
            put_value(rows, cell, now)
        elif result is None:
            unverified.add(cell)
        elif not _agree(stored, now):
            put_value(rows, cell, _like(stored, now))
            outdated[cell] = stored
    return outdated, frozenset(unverified)


def stands(stored: Value, result: Value) -> bool:
    """Whether this very result stands beside its formula; a blank is the empty text."""
    same = result == stored and type(result) is type(stored) and result is not None
    return same or (stored is None and result == "")


def told(value: Value, *, guarded: bool) -> Value:
    """The result of a cell, None where it is an error that may not be the workbook's own.

    Nor is a text with a number in it known whose digits an office suite would cut to fifteen.
    """
    if isinstance(value, str):
        return None if len(value) > 16 and _too_exact(value) else value
    if isinstance(value, float):
        return float(f"{value:.15g}")  # what the cell's number counts as: float noise of a sum is not kept
    if isinstance(value, CellError):
        return value if value.code in _TELLING_ERRORS and not guarded else None
    return value


@lru_cache(maxsize=1 << 12)  # most are the same in every table of a form
def _too_exact(text: str) -> bool:
    return _TOO_EXACT.search(text) is not None


def shown(result: Value) -> Value:
    """未计算 where a result is not known, never a 0 or a blank; blank where it is empty text."""
    return NOT_CALCULATED if result is None else None if result == "" else result


def _agree(stored: Value, result: Value) -> bool:
    """Whether a stored value, a date perhaps, is this result, float noise aside.

    >>> _agree(0.1 + 0.2, 0.3), _agree(0.0, 120.0)
    (True, False)
    """
    one, other = as_stored(stored), as_stored(result)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_NOISE, abs_tol=_NOISE)
    return type(one) is type(other) and one == other


def _like(stored: Value, result: Value) -> Value:
    """The result as the cell shows it: a number is a date where the cell held one.

    >>> _like(dt.date(2022, 12, 31), 45000.0), _like(0.0, 120.0)
    (datetime.date(2023, 3, 15), 120.0)
    """
    if not isinstance(stored, dt.date) or not isinstance(result, float):
        return result
    return moments.shown(result, "date", from_1904=False)
