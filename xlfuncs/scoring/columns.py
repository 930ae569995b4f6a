"""列 — one method over whole ranges: a kernel decides most rows, the definition the rest.

Imports numpy, as scalar scores never do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from xlfuncs.errors import UnknownLevel, XlfuncsError
from xlfuncs.scoring import kernels
from xlfuncs.scoring.blocks import BLOCK, Block
from xlfuncs.scoring.column import Column
from xlfuncs.scoring.methods import Input, Method
from xlfuncs.scoring.numbers import exact, is_blank
from xlfuncs.scoring.ratio import DIRECTIONS

CODES = {word: float(code) for code, word in zip((0, 1, -1), DIRECTIONS, strict=True)}


def run_column(method: Method, inputs: Mapping[str, object], parameters: Mapping[str, object]) -> Column:
    """整列计算 — run a method over scalars, lists or arrays of cell values that broadcast together, else XlfuncsError. [#VALUE!]

    A direction is its word or a code: 1 positive, −1 negative, 0 equal. A row with a blank among its required inputs is
    blank; a bad row touches no other.

    >>> from xlfuncs.scoring.methods import METHODS
    >>> failed = [0, 2, None, "无"]
    >>> column = run_column(METHODS["checklist_score"], {"failed": failed, "points": 4, "per_item": 0.8}, {})
    >>> column.values.tolist(), column.errors[3].cell
    ([4.0, 2.4, nan, nan], '#VALUE!')
    """
    cells = [_Cells.read(inputs[name], kind) for name, kind in method.inputs.items()]
    shapes = [cell.values.shape for cell in cells]
    try:
        shape = np.broadcast_shapes(*shapes)
    except ValueError:
        raise XlfuncsError(f"各参数的行列数不相配：{shapes} | ranges do not fit together") from None
    cells = [cell.spread(shape) for cell in cells]
    size = math.prod(shape)

    if kernel := getattr(kernels, method.name, None):
        out: npt.NDArray[Any] = np.empty(size)
        rows = _by_kernel(kernel(**parameters), cells, out)
        out[rows] = np.nan
    else:
        out = np.full(size, None) if method.gives == "label" else np.full(size, np.nan)
        rows = np.arange(size)
    for cell in cells:
        if cell.kind != "optional number":
            values = cell.values[rows]
            rows = rows[values == values]  # NaN is a blank
    errors: dict[int, XlfuncsError] = {}
    for row in rows.tolist():
        try:
            row_inputs = {name: cell.at(row) for name, cell in zip(method.inputs, cells, strict=True)}
            result = method.definition(**row_inputs, **parameters)
            out[row] = float(result) if isinstance(result, Decimal) else result
        except XlfuncsError as error:
            errors[row] = error.with_traceback(None)  # a traceback would keep every frame alive
    return Column(out.reshape(shape), errors)


def _by_kernel(block: Block, cells: Sequence[_Cells], out: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Fill ``out`` block by block; the rows left undecided."""
    left = [np.empty(0, dtype=np.intp)]
    with np.errstate(all="ignore"):  # bad rows divide by zero; they are left
        for start in range(0, out.size, BLOCK):
            part = slice(start, start + BLOCK)
            sure = block(*(cell.values[part] for cell in cells), out=out[part])
            left.append(np.flatnonzero(~sure) + start)
    return np.concatenate(left)


@dataclass(frozen=True, slots=True)
class _Cells:
    """One input: floats (objects for text); NaN is blank, infinity a cell whose error is in ``bad``."""

    kind: Input
    values: npt.NDArray[Any]
    bad: Mapping[int, XlfuncsError]
    # where in the input as given each row comes from, if any is bad
    place: npt.NDArray[np.intp] | None = None

    @classmethod
    def read(cls, value: object, kind: Input) -> _Cells:
        if isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
            return cls(kind, value.astype(np.float64, copy=False), {})
        given = np.array(value, dtype=object)
        values = np.empty(given.shape, dtype=object if kind == "text" else np.float64)
        bad: dict[int, XlfuncsError] = {}
        for place, cell in enumerate(given.flat):
            try:
                values.flat[place] = math.nan if is_blank(cell) else _value(cell, kind)
            except XlfuncsError as error:
                values.flat[place] = math.inf
                bad[place] = error.with_traceback(None)
        return cls(kind, values, bad)

    def spread(self, shape: tuple[int, ...]) -> _Cells:
        """The same, flat, over all rows; a single cell is not copied."""

        def flat(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
            if values.size == 1:
                return np.broadcast_to(values.reshape(-1), (math.prod(shape),))
            return np.broadcast_to(values, shape).reshape(-1)

        place = flat(np.arange(self.values.size).reshape(self.values.shape)) if self.bad else None
        return _Cells(self.kind, flat(self.values), self.bad, place)

    def at(self, row: int) -> Decimal | str | None:
        """A row's value as the definition takes it; raises the error of a bad cell."""
        if self.place is not None and self.place[row] in self.bad:
            raise self.bad[self.place[row]]
        value = self.values[row]
        if self.kind == "text":
            return str(value)
        if self.kind == "direction":
            return DIRECTIONS[int(value)] if value in CODES.values() else str(value)
        if self.kind == "optional number" and value != value:
            return None
        return exact(float(value))


def _value(cell: object, kind: Input) -> object:
    if kind == "text" or type(cell) is float:
        return cell
    if kind == "direction" and isinstance(cell, str):
        if cell not in CODES:
            raise UnknownLevel(f"没有这种指标方向：{cell} | unknown direction")
        return CODES[cell]
    return float(exact(cell))
