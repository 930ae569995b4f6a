"""公式旁的结果 — what a file holds beside its formulas, against what these give."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

from xlfuncs.cells import Cell, CellError, Value, put_value
from xlfuncs.files.ooxml import moments
from xlfuncs.files.ooxml.cell import as_stored

NOT_CALCULATED = CellError("未计算")  # a formula whose result neither the file nor we know
_NOISE = 1e-9  # engines differ in the last digits of a division


def put_right(
    rows: list[list[Any]], formulas: Iterable[tuple[Cell, bool]], results: Mapping[Cell, Value]
) -> tuple[dict[Cell, Value], frozenset[Cell]]:
    """Put what formulas give in place of what stands beside them; what that was, and the cells that nobody can say.

    The cells that the formulas fill come with whether anything stands there; all without `results` are not known.
    """
    outdated, unverified = dict[Cell, Value](), set[Cell]()
    for cell, held in formulas:
        row, column = cell
        result, line = results.get(cell), rows[row] if row < len(rows) else ()
        stored = line[column] if column < len(line) else None
        same = result == stored and type(result) is type(stored) and result is not None
        if held and (same or (stored is None and result == "")):
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
