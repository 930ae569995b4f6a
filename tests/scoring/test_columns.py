"""Columns: shapes broadcast, every cell stands for itself, and a bad row touches no other."""

from __future__ import annotations

import math
from decimal import Decimal as D
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.cells import bad, pairs, points
from xlfuncs.errors import XlfuncsError
from xlfuncs.scoring.blocks import BLOCK
from xlfuncs.scoring.column import Column
from xlfuncs.scoring.columns import run_column
from xlfuncs.scoring.methods import METHODS

RATE = METHODS["rate"]
FOUR = {"places": 4, "rounding": "half_up"}


def cells(column: Column) -> dict[int, str]:
    return {row: error.cell for row, error in column.errors.items()}


@pytest.mark.parametrize(
    ("part", "whole", "shape"),
    [
        (1.0, 4.0, ()),
        ([1.0, 2.0], 4.0, (2,)),
        (1.0, [[4.0], [5.0]], (2, 1)),
        ([1.0, 2.0, 3.0], [[4.0], [5.0]], (2, 3)),
        (np.ones((BLOCK + 3, 2)), 4, (BLOCK + 3, 2)),
        (np.empty((0,)), 4, (0,)),
        (np.arange(6, dtype=np.int32).reshape(2, 3)[:, ::2], np.float32(4), (2, 2)),
    ],
)
def test_shapes(part: object, whole: object, shape: tuple[int, ...]) -> None:
    column = run_column(RATE, {"part": part, "whole": whole}, FOUR)
    assert column.values.shape == shape
    assert not column.errors
    expected = np.asarray(part, dtype=float) / np.asarray(whole, dtype=float)
    assert column.values == pytest.approx(expected, abs=5e-5)


def test_shapes_that_do_not_fit() -> None:
    with pytest.raises(XlfuncsError, match="行列数"):
        run_column(RATE, {"part": [1, 2], "whole": [1, 2, 3]}, FOUR)


def test_each_cell_by_itself() -> None:
    part = [1, "1", "２５％", None, "", " ", math.nan, "无", True, math.inf, -1, 1, D("0.25"), 10**400]
    whole = [4, "4", 1, 4, 4, 4, 4, 4, 4, 4, 4, 0, 1, 1]
    column = run_column(RATE, {"part": part, "whole": whole}, FOUR)
    good = [row for row, value in enumerate(column.values) if not math.isnan(value)]
    assert good == [0, 1, 2, 12]
    assert set(column.values[good]) == {0.25}
    assert cells(column) == dict.fromkeys((7, 8, 9, 13), "#VALUE!") | {10: "#NUM!", 11: "#DIV/0!"}
    assert "无" in str(column.errors[7])


def test_a_blank_row_is_blank_whatever_else_stands_there() -> None:
    column = run_column(RATE, {"part": ["无", "无"], "whole": [None, 4]}, FOUR)
    assert np.isnan(column.values).all()
    assert cells(column) == {1: "#VALUE!"}


def test_one_bad_cell_for_all_rows() -> None:
    column = run_column(RATE, {"part": [[1.0, math.nan]], "whole": [["无"], [4]]}, FOUR)
    assert cells(column) == {0: "#VALUE!"}
    assert column.values[1, 0] == 0.25


def test_directions() -> None:
    words = ["positive", "negative", "equal", "sideways", None, 1, -1, 0, 2]
    column = run_column(
        METHODS["ratio_score"], {"target": 10, "actual": 8, "points": 10, "direction": words}, {}
    )
    assert column.values.tolist()[:2] == column.values.tolist()[5:7] == [8, 10]
    assert cells(column) == {2: "#N/A", 3: "#N/A", 7: "#N/A", 8: "#N/A"}
    assert "sideways" in str(column.errors[3])


def test_labels_and_levels() -> None:
    parameters: dict[str, Any] = {"bands": [(D(90), "优秀")], "ceiling": D(100)}
    grades = run_column(METHODS["band_label"], {"value": [90.73, 89.99, None, 101]}, parameters)
    assert grades.values.tolist() == ["优秀", None, None, None]
    assert cells(grades) == {1: "#N/A", 3: "#NUM!"}

    tiers = {"达成": (D("0.8"), D(1), True, True)}
    levels = {"level": ["达成", "达成", "达成", "优", None], "points": 10, "share": [0.9, None, 0.5, 1, 1]}
    scores = run_column(METHODS["tier_score"], levels, {"tiers": tiers})
    assert scores.values.dtype == np.float64
    assert scores.values[0] == 9
    assert np.isnan(scores.values[1:]).all()
    assert cells(scores) == {2: "#NUM!", 3: "#N/A"}


def test_inputs_are_left_alone() -> None:
    target, actual = np.array([4.0, 0.0]), np.array([1.0, 1.0])
    run_column(METHODS["ratio_score"], {"target": target, "actual": actual, "points": 5, "direction": 1}, {})
    assert (target.tolist(), actual.tolist()) == ([4, 0], [1, 1])


good_row = st.tuples(pairs(), points).map(lambda row: (row[0][1] + 1, row[0][0], row[1], 1.0))
bad_row = st.tuples(bad, bad, bad, st.sampled_from([1.0, -1.0, 0.0, 5.0, math.nan]))


@given(st.lists(good_row, min_size=1, max_size=20), st.lists(st.tuples(st.integers(0, 20), bad_row)))
def test_a_bad_row_touches_no_other(
    rows: list[tuple[float, ...]], intruders: list[tuple[int, tuple[float, ...]]]
) -> None:
    mixed = [(row, True) for row in rows]
    for place, row in intruders:
        mixed.insert(place, (row, False))

    def run(given: list[tuple[float, ...]]) -> Any:
        columns = np.array(given).T
        return run_column(
            METHODS["ratio_score"], dict(zip(METHODS["ratio_score"].inputs, columns, strict=True)), {}
        ).values

    kept = run([row for row, _ in mixed])[[ours for _, ours in mixed]]
    assert kept.tolist() == run(rows).tolist()
