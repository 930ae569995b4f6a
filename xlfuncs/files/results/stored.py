"""存储的结果 — whether what stands beside a formula is what it gives.

>>> agree(0.1 + 0.2, 0.3), agree(dt.date(2023, 3, 15), 45000.0), agree(0.0, 120.0)
(True, True, False)
"""

from __future__ import annotations

import datetime as dt
import math

from xlfuncs.cells import Value
from xlfuncs.files.ooxml.cell import as_stored

_NOISE = 1e-9  # engines differ in the last digits of a division
_FIRST_DAY = dt.datetime(1899, 12, 30)


def agree(stored: Value, result: Value) -> bool:
    """Whether a stored value, a date perhaps, is this result, float noise aside."""
    if stored == result and type(stored) is type(result):  # nearly all
        return True
    one, other = as_stored(stored), as_stored(result)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_NOISE, abs_tol=_NOISE)
    return type(one) is type(other) and one == other


def like(stored: Value, result: Value) -> Value:
    """The result as the cell shows it: a number is a date where the cell held one.

    >>> like(dt.date(2022, 12, 31), 45000.0), like(0.0, 120.0)
    (datetime.date(2023, 3, 15), 120.0)
    """
    if not isinstance(stored, dt.date) or not isinstance(result, float):
        return result
    moment = _FIRST_DAY + dt.timedelta(days=result)
    return moment.date() if result.is_integer() else moment
