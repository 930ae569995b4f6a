"""资金明细的核对 — each detail row of the amounts: its own rate, and no more spent than budgeted."""

from __future__ import annotations

from collections.abc import Iterator

from xlfuncs.evaluation.content import Item, Score
from xlfuncs.evaluation.findings import typed_rate
from xlfuncs.evaluation.findings.completion import percent_of
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.scoring.numbers import WIDE, exact_or_none

__all__ = ["check"]


def check(detail: Item, rule: str) -> Iterator[Finding]:
    """What is odd about one of the amounts that make up the total."""
    yield from typed_rate.check(Score(detail), rule)
    budget, executed = (exact_or_none(detail.inputs[key]) for key in ("budget", "executed"))
    if budget and executed is not None and executed > budget > 0:
        rate = percent_of(WIDE.divide(executed, budget))
        at = detail.place("executed")
        yield finding("execution-over", at=at, item=detail.name, found=float(executed), rate=rate)
