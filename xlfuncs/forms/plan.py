"""排版 — a layout turned into placed cells: what stands where, and which row earns which points.

Rows and columns count from 0. A `Place` is a block of cells with a role; a `Row` says where a scored row keeps
its parts, so that the builder can write formulas. No styles and no formulas here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlfuncs.forms.example import Example, Filled
from xlfuncs.forms.layout import Compared, Layout, SheetLayout

__all__ = ["Place", "Plan", "Row", "plan", "plans"]


@dataclass(frozen=True, slots=True)
class Place:
    """A block of cells that holds one thing."""

    row: int
    column: int
    role: str  # title, heading, header, label, text, input, amount, rate, points, score, helper, total …
    value: Any = None
    rows: int = 1
    columns: int = 1
    key: str = ""


@dataclass(slots=True)
class Row:
    """A row that earns points: its section, its function, the column of each part."""

    index: int
    section: str
    name: str
    kind: str
    columns: dict[str, int]
    function: str | None = None
    compared: Compared | None = None  # of a row of rates
    own_points: bool = False  # its official 分值 cell is filled in by hand


@dataclass(slots=True)
class Plan:
    """One whole sheet."""

    layout: SheetLayout
    name: str  # of the sheet
    places: list[Place] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    details: dict[int, list[int]] = field(default_factory=dict)  # total amount row → its details below
    sums: list[tuple[int, int, int]] = field(default_factory=list)  # 合计 cell row, column, first row added
    sections: dict[str, tuple[int, int]] = field(default_factory=dict)  # first and last row
    subtotals: dict[str, int] = field(
        default_factory=dict
    )  # section → the row that takes its score as a whole
    worth: dict[str, int] = field(default_factory=dict)  # section → points the layout states
    helpers: dict[str, int] = field(default_factory=dict)  # helper key → column
    total: int = 0  # row of the total; where the sheet has none, the first row below the table
    width: int = 0


def plan(layout: Layout, example: Example | None = None, rows: int | None = None) -> Plan:
    """Place the first sheet of a form; see :func:`plans`.

    >>> from xlfuncs.forms.layout import load_layout
    >>> len(plan(load_layout("department-evaluation-beijing"), rows=14).rows)
    120
    """
    return plans(layout, example, rows)[0]


def plans(layout: Layout, example: Example | None = None, rows: int | None = None) -> list[Plan]:
    """Place a form's sheets, one for each project where the form has them.

    ``rows`` sizes every indicator kind and every list; left out, they have the official numbers.
    """
    from xlfuncs.forms.placing import place_sheet

    placed = []
    for sheet in layout.sheets:
        found = [filled for filled in example.sheets if filled.sheet == sheet.sheet] if example else []
        for filled in found or [Filled(sheet.sheet)]:
            empty = Plan(sheet, filled.name or sheet.sheet, width=len(sheet.widths))
            placed.append(place_sheet(empty, filled, rows))
    return placed
