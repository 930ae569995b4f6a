"""Scores: the column kernel against the Decimal loop, np.round and a plain copy; a scalar against bare Decimal; the public
function of both, for one cell and for columns of any length.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

import xlfuncs
from benchmarks import Row, seconds
from xlfuncs.scoring.columns import run_column
from xlfuncs.scoring.methods import METHODS
from xlfuncs.scoring.numbers import exact
from xlfuncs.scoring.ratio import ratio_score

Columns = dict[str, npt.NDArray[np.float64]]
Call = Callable[[float, float, float], object]  # of target, actual, points

ROWS = 1_000_000
LOOPED = 20_000  # rows of the Decimal loop; each costs the same
CALLS = 5_000

BANDS = ((Decimal(2), Decimal("0.1")), (Decimal(3), Decimal("0.2")), (Decimal(5), Decimal("0.3")))
PLAIN: dict[str, Any] = {"excess_bands": BANDS}
RATE = PLAIN | {"rate_places": 4, "rate_rounding": "truncate"}
ONE, CENT, BASIS_POINT = Decimal(1), Decimal("0.01"), Decimal("0.0001")


def indicators() -> Columns:
    """Half of them whole numbers, a third negative, one in five met exactly, some far exceeded."""
    chance = np.random.default_rng(2022)
    target = np.round(chance.uniform(1, 2000, ROWS), 2)
    actual = np.round(target * np.exp(chance.normal(0, 0.5, ROWS)), 2)
    target[::2], actual[::2] = np.ceil(target[::2]), np.rint(actual[::2])
    actual[::5] = target[::5]
    points = chance.choice([1, 2, 2.5, 3, 4, 5, 6, 8, 10, 20], ROWS)
    direction = chance.choice([1.0, 1.0, -1.0], ROWS)
    return {"target": target, "actual": actual, "points": points, "direction": direction}


def bare_decimal(target: float, actual: float, points: float, direction: float, rate: bool) -> float:
    """The formula as one would write it without this package, reading floats at 15 digits all the same."""
    planned, reached, full = Decimal(f"{target:.15g}"), Decimal(f"{actual:.15g}"), Decimal(f"{points:.15g}")
    if direction < 0:
        ratio = planned / reached if reached else ONE
    else:
        ratio = reached / planned
        if ratio >= 3:
            full *= 1 - max(share for start, share in BANDS if ratio - 1 >= start)
    if rate:
        ratio = ratio.quantize(BASIS_POINT, ROUND_DOWN)
    return float((min(ratio, ONE) * full).quantize(CENT, ROUND_HALF_UP))


def rounded_floats(target: Any, actual: Any, points: Any, direction: Any) -> Any:
    """What numpy alone would do; over-achievement left out."""
    with np.errstate(divide="ignore"):
        ratio = np.where(direction < 0, target / actual, actual / target)
    return np.round(np.minimum(ratio, 1) * points, 2)


def best(*works: Callable[[], object], rounds: int = 5) -> list[float]:
    """The best time of each, run in turn so that the machine's moods hit all alike [s]."""
    return [
        min(times)
        for times in zip(*([seconds(work, 2) for work in works] for _ in range(rounds)), strict=True)
    ]


def column_rows(name: str, columns: Columns, parameters: dict[str, Any], copies: float) -> list[Row]:
    """One data set: against the Decimal loop, and against a fresh copy of its four arrays."""
    head = list(zip(*(column[:LOOPED].tolist() for column in columns.values()), strict=True))
    rate = "rate_places" in parameters

    def kernel() -> Any:
        return run_column(METHODS["ratio_score"], columns, parameters).values

    def loop() -> list[float]:
        return [bare_decimal(t, a, p, d, rate) for t, a, p, d in head]

    if kernel()[:LOOPED].tolist() != loop():
        sys.exit(f"{name}: the kernel and the Decimal loop differ")
    ours, copied, looped = best(kernel, lambda: [column.copy() for column in columns.values()], loop)
    ours, copied, looped = (ours / ROWS * 1e9, copied / ROWS * 1e9, looped / LOOPED * 1e9)
    measured = f"{ours:.1f} ns/row"
    return [
        Row(name, measured, f"Decimal loop, {looped:.0f} ns/row", looped / ours, at_least=50),
        Row(name, measured, f"copy of the inputs, {copied:.1f} ns/row", ours / copied, at_most=copies),
    ]


def np_round_row(columns: Columns) -> Row:
    """The fast and wrong way, for comparison."""

    def kernel() -> Any:
        return run_column(METHODS["ratio_score"], columns, {}).values

    wrong = np.count_nonzero(kernel() != rounded_floats(**columns))
    ours, theirs = (time / ROWS * 1e9 for time in best(kernel, lambda: rounded_floats(**columns)))
    what = "mixed indicators, no over-achievement"
    return Row(what, f"{ours:.1f} ns/row", f"np.round, {theirs:.1f} ns/row, {wrong} wrong", ours / theirs)


def scalar_row(name: str, columns: Columns, call: Call, *, rate: bool = False) -> Row:
    """One call, from floats to a float on both sides."""
    head = [columns[key][:CALLS].tolist() for key in ("target", "actual", "points")]
    rows = list(zip(*head, strict=True))

    def ours() -> None:
        for row in rows:
            call(*row)

    def bare() -> None:
        for target, actual, points in rows:
            bare_decimal(target, actual, points, 1, rate)

    mine, theirs = (time / CALLS * 1e6 for time in best(ours, bare))
    return Row(name, f"{mine:.2f} µs", f"bare Decimal, {theirs:.2f} µs", mine / theirs, at_most=3)


def definition(target: float, actual: float, points: float, **parameters: Any) -> float:
    return float(ratio_score(exact(target), exact(actual), exact(points), direction="positive", **parameters))


def growth_rows(columns: Columns) -> list[Row]:
    """One call of the public function for a column, and how its cost grows with the rows."""
    costs = {}
    for rows in (1_000, 10_000, 100_000, ROWS):
        target, actual, points = (columns[key][:rows] for key in ("target", "actual", "points"))
        call = partial(xlfuncs.capped_ratio_score, target, actual, points)
        costs[rows] = seconds(call, 7) / rows * 1e9
    against = f"{ROWS:,} rows, {costs[ROWS]:.1f} ns/row"
    return [
        Row(f"capped_ratio_score, {rows:,} rows", f"{cost:.1f} ns/row", against, cost / costs[ROWS])
        for rows, cost in costs.items()
    ]


def table() -> list[Row]:
    """The rows of `make bench`."""
    mixed = indicators()
    raw = mixed | {"actual": mixed["actual"] / 7}  # all 17 digits, as a formula leaves them
    return [
        *column_rows("1,000,000 mixed indicators", mixed, PLAIN, copies=8),
        *column_rows("the same, rate truncated to 4 places", mixed, RATE, copies=8),
        *column_rows("the same on raw 17-digit ratios", raw, PLAIN, copies=16),
        *column_rows("raw 17-digit ratios, rate truncated", raw, RATE, copies=16),
        np_round_row(mixed),
        scalar_row("a scalar score", mixed, partial(definition, **PLAIN)),
        scalar_row("a scalar score, rate truncated", mixed, partial(definition, **RATE), rate=True),
        scalar_row("capped_ratio_score, one call", mixed, xlfuncs.capped_ratio_score),
        *growth_rows(mixed),
    ]
