"""表样的组成 — what a layout is made of: the blocks of its sheets, what must hold between them, how it is recognised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class BlockColumn:
    """One column of a block: what it holds, its header in the official words, what goes into its cells."""

    key: str
    title: str
    span: int = 1
    kind: Literal["input", "amount", "number", "percent", "progress", "date", "rate", "weighted", "label"] = (
        "input"
    )


@dataclass(frozen=True, slots=True)
class Field:
    """A label and the cell to fill beside it."""

    key: str
    label: str
    span: int = 1
    label_span: int = 1
    kind: Literal["input", "amount", "text"] = "input"
    value: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a row of rates compares."""

    rate: str  # the public function that gives this year's rate
    amounts: list[str]  # its arguments on 基础数据: the whole, then the part
    base: Literal["previous_rate", "average_rate"]  # what it is compared with
    in_standard: str = ""  # the word before the bracket in which a table's own 评分标准 states that base


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share a label and an explanation: indicator kinds, amounts, or one checklist row."""

    names: list[str]  # "" where the person writes them in
    label: str = ""
    section: str = ""
    points: int | None = None  # of the whole group, shown in its merged 分值 cell
    rows: list[int] = field(default_factory=list)  # rows each name has officially; one where not said
    function: str | None = None
    other_names: list[str] = field(default_factory=list)  # of a row of rates, in other tables
    compared: Compared | None = None
    meaning: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a sheet.

    ``fields`` holds labels and inputs, ``list`` a table of inputs, ``note`` a line of text; the others earn
    points. ``side`` is the label down the first column; ``label_column`` takes a group's label and
    ``name_column`` its names.
    """

    kind: Literal["execution", "indicators", "checklist", "rates", "fields", "list", "note"]
    key: str = ""  # of a list or fields whose content is checked: what the checks call it
    section: str = ""
    heading: str = ""
    side: str = ""
    apart: bool = False  # a side label of its own, though the block above has the same words
    points: int | None = None  # of the section, where its rows have none of their own
    columns: list[BlockColumn] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    label_column: str = "level2"
    name_column: str = "name"
    subtotal: str = ""  # label of a row that takes the section's score as a whole
    fields: list[list[Field]] = field(default_factory=list)
    rows: int = 1  # of a list
    spare: int = 0  # rows folded away below a list, or below each name that may have several
    lines: int = 1  # of writing that a blank row of a list has room for
    names: list[str] = field(default_factory=list)  # first-column labels of a list, where they are given
    sums: list[str] = field(default_factory=list)  # columns a list adds up in a 合计 row
    text: str = ""

    @property
    def single(self) -> bool:
        """Whether a list is one row, whatever size is asked for."""
        return self.rows == 1 and not self.names


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet of a form."""

    sheet: str
    title: str
    widths: list[float]
    blocks: list[Block]
    line: str = "部门（单位）名称：{department}        金额单位：{unit}"
    orientation: Literal["landscape", "portrait"] = "landscape"
    helpers: list[str] = field(default_factory=list)
    total: str = ""  # the label of its total row, where it has one


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold between cells of the form's sheets."""

    name: str
    label: str
    formula: str  # {sheet.key} names a cell, {unit} how many 元 the money unit is


@dataclass(frozen=True, slots=True)
class Recognise:
    """How a table of a form is told from others, and what it may not lack."""

    order: int = 0  # forms are tried in this order; the first that fits is it, or else the last
    narrows: str = ""  # a table of this other form, with these `rows` as well, is one of ours
    rows: list[str] = field(default_factory=list)  # labels begin with each of them
    fields_of: str = ""  # the form whose labelled fields may stand above its tables
    sections: list[str] = field(default_factory=list)  # two of them are enough; none may be missing
    titles: list[str] = field(default_factory=list)  # words of the title or, where there is none, sheet name
    other_titles: list[str] = field(default_factory=list)  # words that speak against it
    labels: list[str] = field(default_factory=list)  # one of them is enough, where the title says nothing
    needs: list[Literal["rates", "execution", "indicators"]] = field(default_factory=list)
    amounts_unless: str = ""  # a column beside which the amounts may be missing
    holds: Literal["", "goals", "projects"] = ""  # a table of nothing else is of this kind
    # Whose evaluation it is, as rules say whom they are for; none, where it may be anybody's.
    judges: list[Literal["department", "project", "duty"]] = field(default_factory=list)
    both_kinds: bool = False  # its indicators are of the outputs and of the satisfaction
