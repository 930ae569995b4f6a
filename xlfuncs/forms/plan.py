"""版面 — a planned sheet: what stands where, and which row earns which points.

Rows and columns count from 0. An `Area` is a block of cells with a role; a `ScoredRow` says where a scored row
keeps its parts, so that formulas can be written for it. No styles and no formulas here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlfuncs.cells import address
from xlfuncs.forms.layout_parts import Compared, SheetLayout


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
