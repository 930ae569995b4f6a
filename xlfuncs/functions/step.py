"""一步 — one step of a calculation: what is computed, what it gives, how that is rounded; and how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from xlfuncs.scoring.numbers import Rounding

__all__ = ["Step", "text_of"]


@dataclass(frozen=True, slots=True)
class Step:
    """A step as text and as numbers.

    ``expression`` has the figures as people read them, ``value`` what it gives (a percent as a fraction),
    ``result`` what counts from there on: the value, or what ``rounding`` makes of it. A step that compares,
    caps or looks up has a result alone, and none where the next step has it.
    """

    text: str
    expression: str = ""
    value: Decimal | None = None
    rounding: Rounding | None = None
    result: Decimal | str | None = None


def text_of(steps: Iterable[Step]) -> str:
    """The steps in one line."""
    return "".join(step.text for step in steps)
