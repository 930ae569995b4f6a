"""区域 — ranges of cells as arguments: what is one, its cells in order, and text ranges row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from xlfuncs.errors import XlfuncsError

if TYPE_CHECKING:
    import numpy.typing as npt

    from xlfuncs.scoring.columns import Column

__all__ = ["Cell", "Cells", "Labels", "Numbers", "by_rows", "flat", "has_text", "is_range"]

Cell: TypeAlias = float | Decimal | str | None  # what stands in one cell; None and "" are blank
Cells: TypeAlias = "Cell | Sequence[Any] | npt.ArrayLike"  # one cell, or a range of them
# One for a cell (None: blank), an array for a range: which, the arguments decide when a function is called.
Numbers: TypeAlias = Any
Labels: TypeAlias = Any


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
    if hasattr(value, "to_numpy"):  # a table of pandas or polars would give its headings
        value = value.to_numpy()
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
    """Call a scalar function for every row; a row that fails is blank and keeps its error.

    Raises
    ------
    XlfuncsError
        The shapes of the ranges do not fit together. [#VALUE!]
    """
    import numpy as np  # here, because numpy costs a scalar call 85 ms

    from xlfuncs.scoring.columns import Column

    arrays = [np.asarray(part, dtype=object) for part in ranges]
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = [array.shape for array in arrays]
        raise XlfuncsError(f"各参数的行列数不相配：{shapes} | ranges do not fit together") from None
    values: list[Any] = []
    errors: dict[int, XlfuncsError] = {}
    spread = (np.broadcast_to(array, shape).flat for array in arrays)
    for place, cells in enumerate(zip(*spread, strict=True)):
        try:
            values.append(function(*cells))
        except XlfuncsError as error:
            values.append(None)
            errors[place] = error.with_traceback(None)  # a traceback would keep every frame alive
    text = any(isinstance(value, str) for value in values)
    return Column(np.array(values, dtype=object if text else float).reshape(shape), errors)
