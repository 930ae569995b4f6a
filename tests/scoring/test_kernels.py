"""The kernels do the work themselves: nearly every row of an ordinary column is decided, and rightly."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.scoring import reference
from tests.scoring.agreement import by_definition
from xlfuncs.scoring import kernels
from xlfuncs.scoring.methods import METHODS

ROWS = 8000
RANDOM = np.random.default_rng(20221231)
BANDS = ((D(2), D("0.1")), (D(3), D("0.2")), (D(5), D("0.3")))

COUNTS = RANDOM.integers(1, 400, ROWS).astype(float)  # whole numbers: a tie in every hundred
REACHED = RANDOM.integers(0, 1000, ROWS).astype(float)
BUDGETS = RANDOM.integers(1, 10**10, ROWS) / 100
SPENT = np.round(BUDGETS * RANDOM.integers(0, 11000, ROWS) / 10000, 2)  # mostly a hair off a round rate
RATES = RANDOM.integers(0, 10000, ROWS) / 10000
POINTS = RANDOM.choice([1, 2, 2.5, 4, 5, 6, 8, 10, 20], ROWS)
CODES = RANDOM.choice([1.0, -1.0], ROWS)

TRUNCATED = {"rate_places": 4, "rate_rounding": "truncate"}
STEPS = {"low": D(0), "high": D(1), "step": D("0.01"), "per_step": D("0.4")}

CASES: list[tuple[str, tuple[npt.NDArray[np.float64], ...], dict[str, Any], float]] = [
    ("rate", (SPENT, BUDGETS), {"places": 4, "rounding": "truncate"}, 1),
    ("rate", (COUNTS, COUNTS[::-1] * 8), {"places": 2, "rounding": "half_up"}, 1),
    ("change_rate", (BUDGETS, SPENT), {"places": 4, "rounding": "half_up"}, 1),
    ("ratio_score", (COUNTS, REACHED, POINTS, CODES), {}, 1),
    ("ratio_score", (COUNTS, REACHED, POINTS, CODES), {"rounding": "truncate"}, 1),
    ("ratio_score", (COUNTS, REACHED, POINTS, CODES), {"inverse": "linear_to_zero"}, 1),
    ("ratio_score", (COUNTS, REACHED, POINTS, CODES), {"excess_bands": BANDS} | TRUNCATED, 0.99),
    ("ratio_score", (COUNTS, REACHED / 7, POINTS, CODES), {"excess_bands": BANDS}, 0.999),
    ("ratio_score", (COUNTS, REACHED / 7, POINTS, CODES), TRUNCATED, 0.999),
    ("ratio_score", (BUDGETS, SPENT, POINTS, CODES), TRUNCATED, 1),
    ("step_deduction", (RATES, RATES[::-1], POINTS), STEPS | {"partial": "ignored"}, 1),
    ("step_deduction", (RATES, RATES[::-1], POINTS), STEPS | {"partial": "whole"}, 1),
    ("step_deduction", (RATES, RATES[::-1], POINTS), STEPS | {"partial": "proportional"}, 1),
    ("checklist_score", (COUNTS % 8, POINTS, POINTS[::-1] / 10), {}, 1),
]


@pytest.mark.parametrize(("name", "inputs", "parameters", "share"), CASES)
def test_decides_nearly_all_and_right(
    name: str, inputs: tuple[npt.NDArray[np.float64], ...], parameters: dict[str, Any], share: float
) -> None:
    out = np.empty(ROWS)
    with np.errstate(all="ignore"):
        sure = getattr(kernels, name)(**parameters)(*inputs, out=out)
    assert sure.mean() >= share
    expected = getattr(reference, name)
    rows = zip(*(column.tolist() for column in inputs), strict=True)
    for row, got, certain in zip(rows, out.tolist(), sure.tolist(), strict=True):
        assert not certain or got == expected(*row, **parameters), row


@pytest.mark.parametrize("name", [name for name in METHODS if hasattr(kernels, name)])
def test_leaves_bad_rows(name: str) -> None:
    """What the definition refuses, and what is blank or infinite, no kernel decides."""
    inputs, parameters = next((case[1], case[2]) for case in CASES if case[0] == name)
    good = [column[0] for column in inputs]
    for place in range(len(good)):
        for value in (np.nan, np.inf, -np.inf, -1.0 if place < 3 else 7.0, 0.0):
            row = [*good[:place], value, *good[place + 1 :]]
            with np.errstate(all="ignore"):
                sure = getattr(kernels, name)(**parameters)(
                    *(np.array([cell]) for cell in row), out=np.empty(1)
                )
            refused = (
                not np.isfinite(value) or value == 7 or isinstance(by_definition(name, row, parameters), str)
            )
            assert not (sure[0] and refused), row


def test_steps_finer_than_the_grid_are_left() -> None:
    kernel: Any = kernels.step_deduction
    block = kernel(**STEPS | {"partial": "ignored", "step": D("0.0000001")})
    assert not block(RATES, RATES, POINTS, out=np.empty(ROWS)).any()
