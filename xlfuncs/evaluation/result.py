"""评价结果 — what evaluating a table gives: the score of every row, the total, the findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Figure, Item, Table
from xlfuncs.evaluation.findings.register import Finding, json_value
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import is_number


class RowReading(NamedTuple):
    """One way in which a row may be meant, and what it then earns; None where only a person can say."""

    words: Both
    score: Decimal | None


@dataclass(slots=True)
class Score:
    """What the rule gives for one item; ``score`` is None where only a person can say."""

    item: Item
    score: float | None = None
    method: str | None = None
    source: str = ""
    values: Sequence[Any] = ()  # the function's arguments, in order
    steps: Callable[[Score], Both] | None = None  # makes the explanation, which not everybody reads
    problem: XlfuncsError | None = None  # why an input cannot be used
    readings: Sequence[RowReading] = ()  # why there is no score though the inputs can be used
    _asked: Figure | None = field(default=None, init=False, repr=False, compare=False)
    _figures: tuple[Figure, Figure] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def asked(self) -> Figure:
        """The row's target, read once for all checks."""
        if self._asked is None:
            item = self.item
            self._asked = Figure.of("target", item.target, item.cells, item.inputs.get("target"))
        return self._asked

    @property
    def figures(self) -> tuple[Figure, Figure]:
        """The row's target and result."""
        if self._figures is None:
            item = self.item
            actual = Figure.of("actual", item.actual, item.cells, item.inputs.get("actual"))
            self._figures = self.asked, actual
        return self._figures

    @property
    def explained(self) -> Both:
        """How the score came about; empty where there is none."""
        return self.steps(self) if self.steps else Both("", "")

    @property
    def explanation(self) -> str:
        """The same in Chinese, as it stands in a workbook."""
        return self.explained.zh

    @property
    def counted(self) -> float | None:
        """What enters the total: approved, else the rule's, else the entered score."""
        if type(self.score) is float and self.item.approved is None:
            return self.score  # most rows of a table
        if self.item.idle:
            return None
        for value in (self.item.approved, self.score, self.item.entered):
            if value is not None and is_number(value):
                return float(value)
        return None

    def to_dict(self) -> dict[str, Any]:
        """One of the items of a TABLE."""
        item = self.item
        return {
            "section": item.section,
            "name": item.name,
            "target": json_value(item.target),
            "actual": json_value(item.actual),
            "points": json_value(item.points),
            "score": self.score,
            "entered": json_value(item.entered),
            "approved": json_value(item.approved),
            "method": self.method,
            "explanation": self.explanation or None,
            "source": self.source or None,
            "cell": json_value(item.place("score")),
        }


@dataclass(slots=True, repr=False)
class Result:
    """One table evaluated."""

    table: Table
    rule: str  # empty where the form earns no points, and where the table names a rule that nobody knows
    scores: list[Score]
    sections: list[dict[str, Any]]
    total: float | None
    entered_total: float | None
    grade: str | None
    findings: list[Finding]
    intact: bool | None = None  # of a workbook of ours: whether its form is as it was made
    unscored: int = 0  # rows that should count and do not yet

    def __repr__(self) -> str:
        return f"<Result {self.table.sheet!r}: total={self.total}, entered_total={self.entered_total}>"

    @property
    def earns(self) -> bool:
        """Whether the table earns points, be it by a rule that nobody knows."""
        return bool(self.rule or self.table.items or self.table.sections)

    @property
    def ungraded(self) -> Both | None:
        """Why there is no grade yet."""
        if not self.unscored:
            return None
        return Both(
            f"尚有 {self.unscored} 项未得分，暂不评定等级",
            f"{self.unscored} rows without a score: no grade yet",
        )

    def to_dict(self) -> dict[str, Any]:
        """A TABLE of the command line's JSON: its keys are never taken away, a blank is None."""
        table = self.table
        return {
            "sheet": table.sheet,
            "form": table.form,
            "rule": load(self.rule).id if self.rule else None,
            "unit": table.unit,
            "departments": table.departments,
            "project": table.project,
            "sections": self.sections,
            "items": [score.to_dict() for score in self.scores],
            "total": self.total,
            "entered_total": self.entered_total,
            "grade": self.grade,
            "findings": [finding.to_dict() for finding in self.findings],
            "intact": self.intact,
            "unscored": self.unscored,
            "total_cell": json_value(table.cells.get("total")),
        }
