"""表的内容 — what a recognised table says, read from cells (by ``forms``) without judging."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.row_words import RowWords, row_words
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.scoring.numbers import exact_or_none

_MEASURED = (None, "capped_ratio_score", "qualitative_score")  # functions of indicators
# What the parts of a row are called in messages.
TERMS = {
    "target": Both("指标值", "target"),
    "actual": Both("完成值", "result"),
    "points": Both("分值", "points"),
    "score": Both("得分", "score"),
    "reason": Both("偏差原因", "reason"),
}


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
    # 等级 in columns of their own, each with the score that it is of
    grades: tuple[tuple[str, Place, float], ...] = ()
    level2: str = ""  # 二级指标
    year: int | None = None  # that its table is of, of tables that are not ours
    criterion: tuple[str, str] | None = None  # 评价标准 that says what a miss costs, and what it came to
    # The rows, it among them, that have its score together, each with its points.
    sharers: Sequence[Item] = ()
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
    def full(self) -> bool:
        """Whether somebody gave it all its points."""
        given = exact_or_none(self.entered)
        return given is not None and given == exact_or_none(self.points)

    @property
    def kind(self) -> str:
        """The headings above its name."""
        return self.section + self.level2

    @property
    def words(self) -> RowWords:
        """What its name and the headings above it say."""
        return row_words(self.name, self.kind)

    def numbers(self, *keys: str) -> list[Decimal | None]:
        """What numbers these inputs are, exactly; None for each that is none."""
        return [exact_or_none(self.inputs.get(key)) for key in keys]

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
    cells: dict[str, Place] = field(default_factory=dict)  # total, entered_total, grade, rule …
    findings: list[Finding] = field(default_factory=list)  # what reading already found
    asked: Place | None = None  # where the header of its indicators stands, of a table that is judged
    own: bool = False  # one of our workbooks: helper columns take the scores
    # Whose evaluation it is, as rules say whom they are for; none, where the table does not say.
    judges: Sequence[str] = ()
    both_kinds: bool = False  # its indicators should be of the outputs and of the satisfaction
    demanding: bool = True  # of a form of goals that says what must be filled in
    _sheets: Set[str] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def sheets(self) -> Set[str]:
        """The sheets that it stands on, hidden or not; looked for once, when it has been read and scored."""
        if self._sheets is None:
            listed = (place for some in self.lists.values() for one in some for place in one.cells.values())
            rows = (one.cells for one in self.items if one.function != "capped_ratio_score")
            amounts = (cells.get("executed") or cells.get("budget") for cells in rows)
            places = chain(self.cells.values(), (place for _, place in self.fields), listed, amounts)
            self._sheets = frozenset({self.sheet, *(place.sheet for place in places if place)})
        return self._sheets


class Figure(NamedTuple):
    """A target or a result of a row: as it stands, and with the sign and unit that other columns give."""

    key: str
    typed: Any
    alone: Target  # what its cell says
    read: Target
    cells: Mapping[str, Place]  # of the row

    @classmethod
    def of(cls, key: str, typed: Any, cells: Mapping[str, Place], given: Any = None) -> Figure:
        """What stands there; ``given`` is the same with what other columns give."""
        alone = parse_target(typed)
        same = given is None or given is typed or alone.unit is not None
        read = alone if same else parse_target(given)
        return _figure((key, typed, alone, read, cells))

    @property
    def at(self) -> Place | None:
        """Where it stands."""
        return self.cells.get(self.key)

    @property
    def which(self) -> Both:
        """What it is called."""
        return TERMS[self.key]


_figure = partial(tuple.__new__, Figure)  # in a third of the time: two of every row
