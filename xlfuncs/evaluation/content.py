"""表的内容 — what a recognised table says, and what evaluating it gives.

`Table` and `Item` are read from cells (by ``forms``), without judging; `Result` is what ``evaluate`` makes of
them. No cell is touched here.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.figures import Figure
from xlfuncs.evaluation.findings.register import Finding, finding, json_value
from xlfuncs.evaluation.row_words import RowWords, row_words
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import is_number

_MEASURED = (None, "capped_ratio_score", "qualitative_score")  # functions of indicators


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
    idle: bool = False  # earns nothing itself: part of the row above, or a rate that the form gives no points
    reason: Any = None  # 偏差原因
    completion: Any = None  # 完成率 in a column of its own
    deviation: Any = None  # 偏差率 in a column of its own
    deduction: Any = None  # 扣分 in a column of its own
    grade: str | None = None  # 等级 in a column of its own
    level2: str = ""  # 二级指标
    criterion: tuple[str, str] | None = None  # 评价标准 that says what a miss costs, and what it came to
    decided: bool = False  # a person has typed the numbers to score by
    parts: tuple[float, float] | None = None  # what the rows below amounts of 0 add up to: budget, executed

    @property
    def own(self) -> bool:
        """Whether it stands in a table of ours, whose formulas score it."""
        return "rule_score" in self.cells

    @property
    def measured(self) -> bool:
        """Whether it is an indicator, with a cell for its target."""
        return self.function in _MEASURED and "target" in self.cells

    @property
    def kind(self) -> str:
        """The headings above its name."""
        return self.section + self.level2

    @property
    def words(self) -> RowWords:
        """What its name and the headings above it say."""
        return row_words(self.name, self.kind)

    def place(self, *keys: str) -> Place | None:
        """Where the first of these stands that stands anywhere."""
        for key in keys:
            if (place := self.cells.get(key)) is not None:
                return place
        return None

    def finding(self, code: str, /, *keys: str, **more: Any) -> Finding:
        """A finding about it, at the first of these places that it has."""
        return finding(code, at=self.place(*keys), item=self.name, **more)


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
    fields: list[tuple[str, Place]] = field(default_factory=list)  # titles, units, departments, regions
    headings: list[tuple[str, Place | None]] = field(default_factory=list)  # of blocks, columns and sections
    unit: str | None = None  # of its amounts
    departments: list[str] = field(default_factory=list)  # as its fields name them, in reading order
    project: str | None = None
    year: tuple[Any, Place] | None = None  # 评价年度 and where it stands
    # By what office, and when, in a table of ours.
    approval: list[tuple[Any, Place]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    details: list[Item] = field(default_factory=list)  # 其中 rows of the amounts: checked, they earn nothing
    lists: dict[str, list[Entry]] = field(default_factory=dict)  # on other sheets too; by the layout's keys
    entered_total: Any = None
    entered_grade: tuple[str, Place] | None = None
    total_points: Any = None  # 分值 in the total row
    cells: dict[str, Place] = field(default_factory=dict)  # total, entered_total, grade …
    findings: list[Finding] = field(default_factory=list)  # what reading already found
    own: bool = False  # one of our workbooks: helper columns take the scores

    @property
    def sheets(self) -> set[str]:
        """The sheets that it stands on, hidden or not."""
        listed = (place for some in self.lists.values() for one in some for place in one.cells.values())
        places = chain(self.cells.values(), (place for _, place in self.fields), listed)
        return {self.sheet, *(place.sheet for place in places)}


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
    _figures: tuple[Figure, Figure] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def figures(self) -> tuple[Figure, Figure]:
        """The row's target and result, read once for all checks."""
        if self._figures is None:
            item = self.item
            given = item.inputs.get
            self._figures = (
                Figure.of("target", item.target, item.cells, given("target")),
                Figure.of("actual", item.actual, item.cells, given("actual")),
            )
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
            if is_number(value):
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
    intact: bool | None = None  # of a workbook of ours: whether its form is as it was made
    unscored: int = 0  # rows that should count and do not yet

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
        }
