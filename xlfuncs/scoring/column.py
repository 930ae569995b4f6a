"""一列结果 — what a method gives for a range: an array where there is numpy, else lists; and the rows that failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlfuncs.errors import XlfuncsError


@dataclass(frozen=True, slots=True)
class Column:
    """What a run gives: values in the shape of its inputs, and the rows that failed.

    ``values`` holds NaN (None where the method gives text) for a blank row and for a bad one; ``errors`` has
    only the bad ones, by their place in reading order.
    """

    values: Any
    errors: Mapping[int, XlfuncsError]

    def lists(self) -> list[Any]:
        """The values as nested lists."""
        return self.values if isinstance(self.values, list) else self.values.tolist()

    @property
    def width(self) -> int:
        """How many cells stand side by side; 1 where the range is a mere list."""
        rows = self.lists()
        return len(rows[0]) if rows and isinstance(rows[0], list) else 1


def shaped(values: Sequence[Any], shape: Sequence[int]) -> Any:
    """Values in reading order as an array of this shape; as nested lists without numpy, numbers missing are NaN.

    >>> shaped([1.0, None, 3.0, 4.0], (2, 2)).tolist()
    [[1.0, nan], [3.0, 4.0]]
    """
    text = any(isinstance(value, str) for value in values)
    try:
        import numpy as np  # here, because numpy costs a scalar call 85 ms
    except ImportError:
        filled = iter(values if text else [float("nan") if value is None else value for value in values])
        return _nested(filled, shape)
    return np.array(values, dtype=object if text else float).reshape(shape)


def _nested(values: Iterator[Any], shape: Sequence[int]) -> Any:
    return [_nested(values, shape[1:]) for _ in range(shape[0])] if shape else next(values)
