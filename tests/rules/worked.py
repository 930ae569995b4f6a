"""Worked cases as data, and what runs one: the figures a rule must give."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import xlfuncs
from tests.rules.numerals import toml
from xlfuncs import errors
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.compare import check
from xlfuncs.evaluation.findings.habits import Habits
from xlfuncs.evaluation.score_item import score_item
from xlfuncs.records import record

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """A call of a public function (`arguments`), or a row of a table (`item`, `inputs`), and what must come of it.

    `expected` is a score or a grade, `error` the name of an exception, `blank` that a person decides; a row
    gives the findings named by `finding`, and no other.
    """

    source: str
    function: str = "checklist_score"
    arguments: dict[str, Any] = field(default_factory=dict)
    item: str = ""
    inputs: dict[str, Any] = field(default_factory=dict)
    expected: Any = None
    error: str = ""
    blank: bool = False
    finding: str = ""

    def holds(self, rule: str) -> bool:
        """Whether the rule gives what is expected."""
        try:
            return self._given(rule)
        except errors.XlfuncsError as error:
            return type(error).__name__ == self.error

    def _given(self, rule: str) -> bool:
        wanted = None if self.blank else self.expected
        if not self.item:
            return bool(getattr(xlfuncs, self.function)(**self.arguments, rule=rule) == wanted)
        score = score_item(Item("", self.item, self.function, inputs=dict(self.inputs)), rule)
        found = [finding.code for finding in check(score, rule, Habits())]
        return score.score == wanted and found == ([self.finding] if self.finding else [])


@cache
def cases(rule: str) -> list[Case]:
    return record(toml(CASES / f"{rule}.toml")["case"], list[Case])
