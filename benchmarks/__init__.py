"""Speed, as ratios measured side by side in one run: absolute times say more about the machine.

A module here joins `make bench` by having ``table() -> list[Row]``.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: how often `measured` fits into the reference, or the other way round."""

    what: str
    measured: str  # with its unit, "58 ns/row"
    against: str  # the reference and its own figure, "Decimal loop, 3.4 µs/row"
    ratio: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def target(self) -> str:
        """As printed; empty for a peer that only stands there for comparison."""
        bounds = (("≥", self.at_least), ("≤", self.at_most))
        return " ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)

    @property
    def met(self) -> bool | None:
        """Whether the ratio keeps its target; None where it has none."""
        if self.at_least is None and self.at_most is None:
            return None
        return (self.at_least is None or self.ratio >= self.at_least) and (
            self.at_most is None or self.ratio <= self.at_most
        )


def seconds(work: Callable[[], object], repeat: int = 5) -> float:
    """The best of `repeat` runs [s]: noise of the machine only ever adds."""
    best = float("inf")
    for _ in range(repeat):
        gc.collect()
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best
