"""Three ways to one score: the definition, the column, the reference."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from xlfuncs.errors import XlfuncsError
from xlfuncs.scoring.columns import run_column
from xlfuncs.scoring.methods import METHODS
from xlfuncs.scoring.numbers import exact
from xlfuncs.scoring.ratio import DIRECTIONS


def by_definition(name: str, row: Sequence[float], parameters: dict[str, Any]) -> float | str:
    method = METHODS[name]
    given: dict[str, Any] = {
        key: DIRECTIONS[int(value)] if kind == "direction" else exact(value)
        for (key, kind), value in zip(method.inputs.items(), row, strict=True)
    }
    try:
        return float(method.definition(**given, **parameters))
    except XlfuncsError as error:
        return error.cell


def by_column(name: str, rows: Sequence[Sequence[float]], parameters: dict[str, Any]) -> list[float | str]:
    columns = np.array(rows, dtype=float).T
    column = run_column(METHODS[name], dict(zip(METHODS[name].inputs, columns, strict=True)), parameters)
    assert all(math.isnan(column.values[row]) for row in column.errors)
    return [
        column.errors[row].cell if row in column.errors else value
        for row, value in enumerate(column.values.tolist())
    ]


def all_agree(
    name: str,
    reference: Callable[..., float | str],
    rows: Sequence[Sequence[float]],
    parameters: dict[str, Any],
) -> list[float | str]:
    """Assert that the three agree on every row, to the bit; a row with a blank is blank. Returns them."""
    got = by_column(name, rows, parameters)
    for row, value in zip(rows, got, strict=True):
        if any(math.isnan(cell) for cell in row):
            assert isinstance(value, float)
            assert math.isnan(value), row
        else:
            expected = reference(*row, **parameters)
            assert value == expected, (row, parameters)
            assert by_definition(name, row, parameters) == expected, (row, parameters)
            assert str(value) != "-0.0"
    return got
