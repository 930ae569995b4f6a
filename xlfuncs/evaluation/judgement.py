"""核对中的表 — a scored table as the checks of the whole of it see it, with what was found so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.findings.criteria import is_long
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.evaluation.sections import Rows, by_section, scored_whole, worth_of
from xlfuncs.rules.loader import NONE
from xlfuncs.scoring.numbers import is_blank


@dataclass
class Judgement:
    """核对 — each check of a whole table is given this, and says what it finds."""

    result: Result  # what the checks leave it as: its own, not that of the scores
    day: dt.date  # what decides which tasks are overdue
    missing: list[Finding] = field(
        default_factory=list
    )  # rows that should have a score and have none, whether told or not

    def __post_init__(self) -> None:
        self.table: Table = self.result.table
        self.scores: list[Score] = self.result.scores
        self.rule = self.result.rule or (NONE if self.result.earns else "")
        self.long = is_long(self.scores)

    @cached_property
    def rows(self) -> Rows:
        """The rows of each section."""
        return by_section(self.scores)

    @cached_property
    def whole(self) -> dict[str, float]:
        """The sections that were scored as a whole."""
        return scored_whole(self.table, self.rows)

    @cached_property
    def worth(self) -> float | None:
        """What the table is worth."""
        return worth_of(self.table)

    @property
    def begun(self) -> bool:
        """Whether somebody has typed a result or a score."""
        return self.result.total is not None or any(not is_blank(score.item.actual) for score in self.scores)

    @property
    def listed(self) -> bool:
        """Whether its lists hold more than the printed names of what is asked."""
        entries = (one for listed in self.table.lists.values() for one in listed)
        return any(
            not is_blank(value) for one in entries for key, value in one.values.items() if key != "item"
        )
