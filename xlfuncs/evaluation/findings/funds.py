"""资金明细的核对 — each detail row of the amounts: its own rate, and that something was spent, but not more than budgeted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlfuncs.evaluation.content import Item, Score
from xlfuncs.evaluation.findings import typed_rate
from xlfuncs.evaluation.findings.completion import percent_of
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import WIDE, exact_or_none


def check(detail: Item, rule: str) -> Iterator[Finding]:
    """What is odd about one of the amounts that make up the total."""
    yield from typed_rate.check(Score(detail), rule)
    budget, executed = (exact_or_none(detail.inputs[key]) for key in ("budget", "executed"))
    if budget is None or executed is None:
        return
    told: dict[str, Any] = {"at": detail.place("executed"), "item": detail.name, "found": float(executed)}
    if executed > budget > 0:
        yield finding("execution-over", rate=percent_of(WIDE.divide(executed, budget)), **told)
    elif executed > budget == 0:
        yield finding("execution-over", case="unbudgeted", executed=plain(executed), **told)
    elif executed == 0 < budget:
        yield finding("execution-low", case="nothing", budget=plain(budget), **told)
