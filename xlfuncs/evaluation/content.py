"""表的内容 — what a recognised table says, and what evaluating it gives.

`Table` and `Item` are read from cells (by ``forms``), without judging; `Result` is what ``evaluate`` makes of
them; `Finding` is one line of the 核对 sheet. No cell is touched here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from xlfuncs.cells import Place
from xlfuncs.rules.loader import load

__all__ = ["SEVERITIES", "Entry", "Finding", "Item", "Result", "Score", "Section", "Severity", "Table"]

Severity = Literal["error", "warning", "info"]
SEVERITIES: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}


@dataclass(slots=True)
class Item:
    """One row that earns points.

    ``function`` names the public function that scores it, or is None where only a person can say.
    ``inputs`` are its arguments as they stand in the cells (numbers, or text such as ``≥40人``); an
    amount that the sheet gives elsewhere (基础数据) is among them. ``cells`` says where things stand:
    ``score`` the official 得分, ``rule_score``, ``explanation``, ``entered``, and each input by its name.
    """

    section: str
    name: str
    function: str | None = None
    inputs: dict[str, Any] = field(default_factory=dict)
    target: Any = None  # 指标值 as written
    actual: Any = None  # 完成值 as written
    points: Any = None
    entered: Any = None  # 公布/填报得分
    approved: Any = None
    approved_reason: Any = None  # 核定理由
    cells: MutableMapping[str, Place] = field(default_factory=dict)

    def place(self, *keys: str) -> Place | None:
        """Where the first of these stands that stands anywhere."""
        for key in keys:
            if found := self.cells.get(key):
                return found
        return None


@dataclass(slots=True)
class Section:
    """A block of the table and the points it is worth."""

    name: str
    points: Any = None
    entered: Any = None  # a typed subtotal, where the table has one
    approved: Any = None  # of the section as a whole


@dataclass(slots=True)
class Entry:
    """One row of a list, or the fields of a form: what is checked, though it earns no points."""

    values: dict[str, Any]  # as they stand, by the keys of the layout
    cells: dict[str, Place]


@dataclass(slots=True)
class Table:
    """One table as read from a sheet."""

    sheet: str
    form: str
    rule: str | None = None  # named by the table itself
    text: str = ""  # titles and labels: what shows the jurisdiction
    unit: str | None = None
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    lists: dict[str, list[Entry]] = field(default_factory=dict)  # on other sheets too; by the layout's keys
    entered_total: Any = None
    cells: dict[str, Place] = field(default_factory=dict)  # total, entered_total, grade …
    findings: list[Finding] = field(default_factory=list)  # what reading already found
    own: bool = False  # one of our workbooks: helper columns take the scores


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation about a cell: what stands there, what the rule expects, and why."""

    code: str
    severity: Severity
    cell: Place | None
    item: str | None
    found: Any
    expected: Any
    message: str

    @property
    def unusable(self) -> bool:
        """Whether it is about a cell that holds nothing one can compute with."""
        return self.code in ("not-a-number", "bad-input")

    def to_dict(self) -> dict[str, Any]:
        """One of the findings of a TABLE."""
        return {name: _plain(getattr(self, name)) for name in _FINDING}


_FINDING = tuple(field.name for field in fields(Finding))


@dataclass(slots=True)
class Score:
    """What the rule gives for one item; ``score`` is None where only a person can say."""

    item: Item
    score: float | None = None
    method: str | None = None
    source: str = ""
    values: Sequence[Any] = ()  # the function's arguments, in order
    steps: Callable[[Score], str] | None = None  # makes the explanation, which not everybody reads

    @property
    def explanation(self) -> str:
        """How the score came about; empty where there is none."""
        return self.steps(self) if self.steps else ""

    @property
    def counted(self) -> float | None:
        """What enters the total: approved, else the rule's, else the entered score."""
        if type(self.score) is float and self.item.approved is None:
            return self.score  # most rows of a table
        for value in (self.item.approved, self.score, self.item.entered):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return float(value)
        return None

    def to_dict(self) -> dict[str, Any]:
        """One of the items of a TABLE."""
        item = self.item
        return {
            "section": item.section,
            "name": item.name,
            "target": _plain(item.target),
            "actual": _plain(item.actual),
            "points": _plain(item.points),
            "score": self.score,
            "entered": _plain(item.entered),
            "approved": _plain(item.approved),
            "method": self.method,
            "explanation": self.explanation or None,
            "source": self.source or None,
            "cell": _plain(item.place("score")),
        }


@dataclass(slots=True)
class Result:
    """One table evaluated."""

    table: Table
    rule: str  # empty where the form earns no points
    scores: list[Score]
    sections: list[dict[str, Any]]
    total: float | None
    entered_total: float | None
    grade: str | None
    findings: list[Finding]

    def to_dict(self) -> dict[str, Any]:
        """A TABLE of the command line's JSON: its keys are never taken away, a blank is None."""
        table = self.table
        return {
            "sheet": table.sheet,
            "form": table.form,
            "rule": load(self.rule).id if self.rule else None,
            "unit": table.unit,
            "sections": self.sections,
            "items": [score.to_dict() for score in self.scores],
            "total": self.total,
            "entered_total": self.entered_total,
            "grade": self.grade,
            "findings": [finding.to_dict() for finding in self.findings],
        }


def _plain(value: Any) -> Any:
    """What JSON can hold; a blank is null."""
    if value is None or value == "":
        return None
    if isinstance(value, (str, bool, int, float)):
        return value
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)
