"""版面 — a planned sheet: what stands where, and which row earns which points; and the filled example of a form, as data, which
goes into it: what a department wrote, or an invented one.

Rows and columns count from 0. An `Area` is a block of cells with a role; a `ScoredRow` says where a scored row
keeps its parts, so that formulas can be written for it. No styles and no formulas here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from xlfuncs.cells import address
from xlfuncs.forms.layout import DATA, load_layout
from xlfuncs.forms.layout_parts import Compared, SheetLayout
from xlfuncs.records import record
from xlfuncs.toml import loads


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells that holds one thing."""

    row: int
    column: int
    role: str  # title, heading, header, label, text, input, amount, rate, points, score, helper, total …
    value: Any = None
    rows: int = 1
    columns: int = 1
    key: str = ""
    lines: int = 1  # of writing that a blank cell has room for


@dataclass(slots=True)
class ScoredRow:
    """A row that earns points: its section, its function, the column of each part."""

    index: int
    section: str
    name: str
    kind: str
    columns: dict[str, int]
    function: str | None = None
    compared: Compared | None = None  # of a row of rates
    own_points: bool = False  # its official 分值 cell is filled in by hand

    @property
    def cells(self) -> dict[str, str]:
        """The addresses of its parts."""
        return {key: address((self.index, column)) for key, column in self.columns.items()}


@dataclass(slots=True)
class Plan:
    """One whole sheet."""

    layout: SheetLayout
    name: str  # of the sheet
    areas: list[Area] = field(default_factory=list)
    rows: list[ScoredRow] = field(default_factory=list)
    details: dict[int, list[int]] = field(default_factory=dict)  # total amount row → its details below
    spare: set[int] = field(default_factory=set)  # rows folded away until somebody needs them
    # Rows like the one above, without which the table is whole.
    repeated: set[int] = field(default_factory=set)
    sums: list[tuple[int, int, int]] = field(default_factory=list)  # 合计 cell row, column, first row added
    sections: dict[str, tuple[int, int]] = field(default_factory=dict)  # first and last row
    # Section → the row that takes its score as a whole.
    subtotals: dict[str, int] = field(default_factory=dict)
    worth: dict[str, int] = field(default_factory=dict)  # section → points the layout states
    helpers: dict[str, int] = field(default_factory=dict)  # helper key → column
    total: int = 0  # row of the total; where the sheet has none, the first row below the table
    width: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """What one sheet of an example holds; keys are column and field keys."""

    sheet: str
    name: str = ""  # of the sheet, where it is one of several projects
    fields: dict[str, Any] = field(default_factory=dict)
    execution: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    lists: list[list[dict[str, Any]]] = field(default_factory=list)
    subtotals: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """What a department filled in."""

    department: str
    year: int
    unit: str
    source: str
    invented: bool = False  # 虚构: said in titles, sheet names and the document's properties
    amounts: dict[str, float] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    sheets: list[Filled] = field(default_factory=list)


@cache
def load_example(form: str) -> Example:
    """The filled example of a form."""
    path = DATA / f"{load_layout(form).id}.example.toml"
    return record(loads(path.read_text("utf-8")), Example, path.name)
