"""区域 — ranges of cells as arguments: what is one, its cells in order, text ranges row by row; and what people get for them:
an array, and a warning for the bad rows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import wraps
from itertools import repeat, zip_longest
from math import prod
from typing import TYPE_CHECKING, Any, ParamSpec, TypeAlias

from xlfuncs.errors import XlfuncsError
from xlfuncs.function_table import documented
from xlfuncs.scoring.column import Column, shaped

if TYPE_CHECKING:
    import numpy.typing as npt

Cell: TypeAlias = float | Decimal | str | None  # what stands in one cell; None and "" are blank
Cells: TypeAlias = "Cell | Sequence[Any] | npt.ArrayLike"  # one cell, or a range of them
# One for a cell (None: blank), an array (lists, without numpy) for a range: which, the arguments decide.
Numbers: TypeAlias = Any
Labels: TypeAlias = Any
P = ParamSpec("P")

_SHOWN = 5  # bad rows a warning spells out


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
    if is_range(value := _listed(value)):  # a table of pandas or polars would give its headings
        for part in value:
            yield from flat(part)
    else:
        yield value


def has_text(*values: Any) -> bool:
    """Whether any cell of any range is text that is not blank."""
    texts = (value for value in values if getattr(value, "dtype", None) not in ("float64", "int64"))
    return any(isinstance(cell, str) and cell.strip() for value in texts for cell in flat(value))


def by_rows(function: Callable[..., Any], *ranges: Any) -> Column:
    """Call a scalar function for every row; a row that fails is blank and keeps its error.

    XlfuncsError where the shapes of the ranges do not fit together. [#VALUE!]
    """
    given = [_listed(part) for part in ranges]
    shapes = [_shape(part) for part in given]
    shape = _common(shapes)
    values: list[Any] = []
    errors: dict[int, XlfuncsError] = {}
    spread = (_spread(part, own, shape) for part, own in zip(given, shapes, strict=True))
    for place, cells in enumerate(zip(*spread, strict=True)):
        try:
            values.append(function(*cells))
        except XlfuncsError as error:
            values.append(None)
            errors[place] = error.with_traceback(None)  # a traceback would keep every frame alive
    return Column(shaped(values, shape), errors)


def _listed(value: Any) -> Any:
    """An array or a table of pandas or polars as nested lists."""
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    return value.tolist() if hasattr(value, "tolist") else value


def _shape(value: Any) -> tuple[int, ...]:
    if not is_range(value):
        return ()
    inner = {_shape(part) for part in value}
    if len(inner) > 1:
        raise XlfuncsError("区域各行的长度不一 | rows of a range differ in length")
    return (len(value), *(inner.pop() if inner else ()))


def _common(shapes: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The shape that all fit into when single rows, columns and cells are repeated."""
    sizes = [set(column) - {1} for column in zip_longest(*(shape[::-1] for shape in shapes), fillvalue=1)]
    if any(len(size) > 1 for size in sizes):
        raise XlfuncsError(f"各参数的行列数不相配：{shapes} | ranges do not fit together")
    return tuple(size.pop() if size else 1 for size in sizes[::-1])


def _spread(value: Any, own: tuple[int, ...], shape: tuple[int, ...]) -> Iterator[Any]:
    """The cells of a range of its own shape in reading order, repeated to fill the common one."""
    if not own:
        yield from repeat(value, prod(shape))
    elif len(own) < len(shape):
        for _ in range(shape[0]):
            yield from _spread(value, own, shape[1:])
    else:
        for place in range(shape[0]):
            yield from _spread(value[place if own[0] > 1 else 0], own[1:], shape[1:])


class RowsWarning(UserWarning):
    """Rows of a range that could not be computed; ``errors`` maps a cell's place in reading order to why."""

    def __init__(self, errors: Mapping[int, XlfuncsError], columns: int = 1) -> None:
        self.errors = errors
        shown = []
        for place, error in sorted(errors.items())[:_SHOWN]:
            row, column = divmod(place, columns)
            where = f"第 {row + 1} 行" + (f"第 {column + 1} 列" if columns > 1 else "")
            shown.append(f"{where}：{error.zh}")
        more = " 等" if len(errors) > _SHOWN else ""
        super().__init__(
            f"有 {len(errors)} 行不能计算：{'；'.join(shown)}{more} | rows that could not be computed"
        )


def public(function: Callable[P, Any]) -> Callable[P, Any]:
    """Ranges for people: an array (lists, without numpy), and a warning for the bad rows.

    Add-ins take the errors by ``__wrapped__``.
    """

    @wraps(documented(function))
    def call(*arguments: P.args, **named: P.kwargs) -> Any:
        result = function(*arguments, **named)
        if type(result) is float or result is None or isinstance(result, str):
            return result
        if result.errors:
            warnings.warn(RowsWarning(result.errors, result.width), stacklevel=2)
        return result.values

    return call
