"""Counts of what was read, right, wrong and left, with the examples behind each failure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields


@dataclass
class Counts:
    """One source's figures; ``examples`` by cause."""

    tables: int = 0
    read: int = 0  # at least half of its rows were found
    rows: int = 0
    found: int = 0
    values_right: int = 0  # target, result, points and entered score as typed
    scorable: int = 0  # every admissible reading gives one score, and no careful reader would hesitate
    right: int = 0
    left: int = 0  # of the scorable ones, left to a person
    wrong: int = 0  # a score that is not what every admissible reading gives
    silent: int = 0  # … and no finding says that the row is unsure
    false_alarms: int = 0  # errors about rows and tables in which nothing is wrong
    totals: int = 0
    totals_right: int = 0
    unsaid: int = 0  # something missing or missed that no finding names
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __iadd__(self, other: Counts) -> Counts:
        for each in fields(self):
            if each.name != "examples":
                setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
        for cause, shown in other.examples.items():
            self.examples[cause] += shown
        return self

    def figures(self) -> list[str]:
        """One figure a line, with what it is a share of."""
        return [
            f"tables read          {_share(self.read, self.tables)}",
            f"rows found           {_share(self.found, self.rows)}",
            f"values right         {_share(self.values_right, self.found)}",
            f"scores right         {_share(self.right, self.scorable)}",
            f"left to a person     {_share(self.left, self.scorable)}",
            f"totals right         {_share(self.totals_right, self.totals)}",
            f"wrong scores         {self.wrong}",
            f"wrong in silence     {self.silent}",
            f"unsaid               {self.unsaid}",
            f"false alarms         {_share(self.false_alarms, self.rows)}",
        ]


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f"  ({part / whole:.1%})" if whole else "")
