"""Public functions as a person calls them: for one cell, and for columns of any length."""

from __future__ import annotations

import sys
from functools import partial

import xlfuncs
from benchmarks import Row, seconds
from benchmarks.scoring import CALLS, Columns, bare_decimal, best, indicators


def table() -> list[Row]:
    """The rows of `make bench`."""
    columns = indicators()
    return [scalar_row(columns), *column_rows(columns)]


def scalar_row(columns: Columns) -> Row:
    """One call for one cell."""
    head = [columns[key][:CALLS].tolist() for key in ("target", "actual", "points")]
    rows = list(zip(*head, strict=True))

    def ours() -> None:
        for target, actual, points in rows:
            xlfuncs.capped_ratio_score(target, actual, points)

    def bare() -> None:
        for target, actual, points in rows:
            bare_decimal(target, actual, points, 1, False)

    mine, theirs = (time / CALLS * 1e6 for time in best(ours, bare))
    what = "capped_ratio_score, one call"
    return Row(what, f"{mine:.2f} µs", f"bare Decimal, {theirs:.2f} µs", mine / theirs, at_most=3)


def column_rows(columns: Columns) -> list[Row]:
    """One call for a column, and how its cost grows with the rows."""
    costs = {}
    for rows in (1_000, 10_000, 100_000, 1_000_000):
        target, actual, points = (columns[key][:rows] for key in ("target", "actual", "points"))
        call = partial(xlfuncs.capped_ratio_score, target, actual, points)
        costs[rows] = seconds(call, 7) / rows
    whole = costs[1_000_000] * 1e9
    return [
        Row(
            f"capped_ratio_score, {rows:,} rows",
            f"{cost * 1e9:.1f} ns/row",
            f"1,000,000 rows, {whole:.1f} ns/row",
            cost * 1e9 / whole,
        )
        for rows, cost in costs.items()
    ]


if __name__ == "__main__":
    from benchmarks.__main__ import report

    sys.exit(report(table()))
