"""区域 — ranges of cells as arguments: what is one, its cells in order, and text ranges row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from xlfuncs.errors import XlfuncsError

if TYPE_CHECKING:
    from xlfuncs.scoring.columns import Column

__all__ = ["by_rows", "flat", "has_text", "is_range"]


def is_range(value: Any) -> bool:
    """A range rather than a cell: a list, a tuple, or an array that has rows.

    >>> is_range([1, 2]), is_range("12"), is_range(3.5)
    (True, False, False)
    """
    return isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) > 0


def flat(value: Any) -> Iterator[Any]:
    """The cells of a range, or the one cell, in reading order.

    >>> list(flat([[1, 2], [3]])), list(flat(4))
    ([1, 2, 3], [4])
    """
    if is_range(value):
        for part in value:
            yield from flat(part)
    else:
        yield value


def has_text(*values: Any) -> bool:
    """Whether any cell of any range is text that is not blank."""
    return any(isinstance(cell, str) and cell.strip() for value in values for cell in _cells(value))


def _cells(value: Any) -> Iterator[Any]:
    return iter(()) if getattr(value, "dtype", None) in ("float64", "int64") else flat(value)


def by_rows(function: Callable[..., Any], *ranges: Any) -> Column:
    """Call a scalar function for every row; a row that fails is NaN and keeps its error."""
    import numpy as np

    from xlfuncs.scoring.columns import Column

    arrays = np.broadcast_arrays(*(np.asarray(part, dtype=object) for part in ranges))
    values: list[Any] = []
    errors: dict[int, XlfuncsError] = {}
    for row, cells in enumerate(zip(*(array.ravel() for array in arrays), strict=True)):
        try:
            values.append(function(*cells))
        except XlfuncsError as error:
            values.append(None)
            errors[row] = error
    text = any(isinstance(value, str) for value in values)
    result = np.array(values, dtype=object if text else float).reshape(arrays[0].shape)
    return Column(result, errors)
