"""Public functions: one call as a person writes it, against the same formula bare in Decimal."""

from __future__ import annotations

import sys

import xlfuncs
from benchmarks import Row
from benchmarks.scoring import CALLS, bare_decimal, best, indicators

__all__ = ["table"]


def table() -> list[Row]:
    """The row of `make bench`."""
    columns = indicators()
    head = [columns[key][:CALLS].tolist() for key in ("target", "actual", "points")]
    rows = list(zip(*head, strict=True))

    def ours() -> None:
        for target, actual, points in rows:
            xlfuncs.capped_ratio_score(target, actual, points)

    def bare() -> None:
        for target, actual, points in rows:
            bare_decimal(target, actual, points, 1, False)

    mine, theirs = (time / CALLS * 1e6 for time in best(ours, bare))
    what = "xlfuncs.capped_ratio_score(target, actual, points)"
    return [Row(what, f"{mine:.2f} µs", f"bare Decimal, {theirs:.2f} µs", mine / theirs, at_most=3)]


if __name__ == "__main__":
    from benchmarks.__main__ import report

    sys.exit(report(table()))
