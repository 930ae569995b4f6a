"""表样 — the layout of an official table, and a filled example of it, as data.

A layout says which sheets and blocks a form has, their columns and rows, in the words of the official table; see
``forms/data``. Nothing here knows about cells or files.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from xlfuncs.errors import UnknownForm
from xlfuncs.records import record

__all__ = [
    "Block",
    "Check",
    "Column",
    "Example",
    "Field",
    "Filled",
    "Group",
    "Layout",
    "SheetLayout",
    "forms",
]
__all__ += ["load_example", "load_layout"]

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block: what it holds, its header in the official words, what goes into its cells."""

    key: str
    title: str
    span: int = 1
    kind: Literal["input", "amount", "number", "percent", "date", "rate", "weighted", "label"] = "input"


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
class Group:
    """Rows that share a label and an explanation: indicator kinds, amounts, or one checklist row."""

    names: list[str]
    label: str = ""
    section: str = ""
    points: int | None = None  # of the whole group, shown in its merged 分值 cell
    rows: list[int] = field(default_factory=list)  # rows each name has officially; one where not said
    function: str | None = None
    meaning: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a sheet.

    ``fields`` holds labels and inputs, ``list`` a table of inputs, ``note`` a line of text; the others earn
    points. ``side`` is the label down the first column; ``label_column`` takes a group's label and
    ``name_column`` its names.
    """

    kind: Literal["finance", "indicators", "checklist", "changes", "fields", "list", "note"]
    key: str = ""  # of a list or fields whose content is checked: what the checks call it
    section: str = ""
    heading: str = ""
    side: str = ""
    apart: bool = False  # a side label of its own, though the block above has the same words
    points: int | None = None  # of the section, where its rows have none of their own
    columns: list[Column] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    label_column: str = "level2"
    name_column: str = "name"
    subtotal: str = ""  # label of a row that takes the section's score as a whole
    fields: list[list[Field]] = field(default_factory=list)
    rows: int = 1  # of a list
    names: list[str] = field(default_factory=list)  # first-column labels of a list, where they are given
    sums: list[str] = field(default_factory=list)  # columns a list adds up in a 合计 row
    text: str = ""

    @property
    def single(self) -> bool:
        """Whether a list is one row, whatever size is asked for."""
        return self.rows == 1 and not self.names


@dataclass(frozen=True, slots=True)
class Total:
    """The total row."""

    title: str


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
    total: Total | None = None
    per_project: bool = False  # one sheet for each project


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold between cells of the form's sheets."""

    name: str
    label: str
    formula: str  # {sheet.key} names a cell, {unit} how many 元 the money unit is


@dataclass(frozen=True, slots=True)
class Layout:
    """One official form."""

    id: str
    name: str
    file: str
    source: str
    sheets: list[SheetLayout]
    rule: str = ""  # none where the form earns no points
    amounts: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Filled:
    """What one sheet of an example holds; keys are column and field keys."""

    sheet: str
    name: str = ""  # of the sheet, where it is one of several projects
    fields: dict[str, Any] = field(default_factory=dict)
    finance: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    lists: list[list[dict[str, Any]]] = field(default_factory=list)
    subtotals: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """What a real department filled in."""

    department: str
    year: int
    unit: str
    source: str
    amounts: dict[str, float] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    sheets: list[Filled] = field(default_factory=list)


def forms() -> list[Layout]:
    """Every official form we hold, by id.

    >>> "department-evaluation-beijing" in [layout.id for layout in forms()]
    True
    """
    names = sorted(path.stem for path in DATA.glob("*.toml"))
    return [load_layout(name) for name in names if "-" in name and not name.endswith(".example")]


@cache
def load_layout(form: str) -> Layout:
    """A layout by form id; an unknown one is an error that lists the known."""
    path = DATA / f"{form}.toml"
    if "-" not in form or not path.is_file():
        known = "、".join(layout.id for layout in forms())
        raise UnknownForm(f"没有「{form}」这张表；可用：{known} | unknown form {form!r}")
    layout: Layout = _read(path, Layout)
    return layout


@cache
def load_example(form: str) -> Example:
    """The filled example of a form."""
    example: Example = _read(DATA / f"{load_layout(form).id}.example.toml", Example)
    return example


def _read(path: Path, kind: type[Any]) -> Any:
    with path.open("rb") as file:
        return record(tomllib.load(file), kind, path.name)
