"""一步 — one step of a calculation: what is computed, what it gives, how that is rounded; and how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from xlfuncs.bilingual import Both
from xlfuncs.scoring.numbers import Rounding


@dataclass(frozen=True, slots=True)
class Step:
    """A step in words and as numbers.

    ``expression`` has the figures as people read them, ``value`` what it gives (a percent as a fraction),
    ``result`` what counts from there on: the value, or what ``rounding`` makes of it. A step that compares,
    caps or looks up has a result alone, and none where the next step has it.
    """

    words: Both
    expression: str = ""
    value: Decimal | None = None
    rounding: Rounding | None = None
    result: Decimal | str | None = None

    @property
    def text(self) -> str:
        """The words in Chinese."""
        return self.words.zh


def words_of(steps: Iterable[Step]) -> Both:
    """The steps in one line."""
    return Both.joined((step.words for step in steps), Both("", ""))
