"""Ranges: what is one, its cells in order, and text ranges row by row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from xlfuncs.errors import NotANumber, XlfuncsError
from xlfuncs.functions.ranges import by_rows, flat, has_text, is_range


@pytest.mark.parametrize("value", [[1], (1,), [], np.array([1.0]), np.zeros((2, 2))])
def test_ranges(value: Any) -> None:
    assert is_range(value)


@pytest.mark.parametrize("value", [1, "12", None, 1.5, np.float64(1), np.array(1.0)])
def test_cells(value: Any) -> None:
    assert not is_range(value)
    assert list(flat(value)) == [value]


class Frame:
    """What pandas and polars have in common: a sheet-like table whose own iteration gives its headings."""

    ndim = 2

    def __iter__(self) -> Any:
        return iter(["得分"])

    def to_numpy(self) -> Any:
        return np.array([[1.0], [2.0]])


def test_the_cells_of_a_data_frame_are_its_values() -> None:
    assert list(flat(Frame())) == [1.0, 2.0]


def test_has_text() -> None:
    assert has_text([1, [None, "≥5"]])
    assert has_text("5", 1)
    assert not has_text([1, None, "", " "], 3, np.zeros(3))


def test_by_rows_keeps_the_shape_and_every_error() -> None:
    def half(value: Any, unit: str) -> Any:
        if value is None:
            return None
        if isinstance(value, str):
            raise NotANumber(value + unit)
        return value / 2

    column = by_rows(half, [[1, "x"], [None, 4]], "元")
    assert np.array_equal(column.values, [[0.5, np.nan], [np.nan, 2.0]], equal_nan=True)
    assert {place: str(error) for place, error in column.errors.items()} == {1: "x元"}
    assert by_rows(str, [1, 2]).values.tolist() == ["1", "2"]
    with pytest.raises(XlfuncsError, match="行列数"):
        by_rows(half, [1, 2, 3], ["a", "b"])
    with pytest.raises(XlfuncsError, match="长度不一"):
        by_rows(half, [[1, 2], [3]], "元")
    assert by_rows(half, Frame(), "元").values.tolist() == [[0.5], [1.0]]
