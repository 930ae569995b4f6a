"""排版 — a layout turned into placed cells: what stands where, and which row earns which points.

Rows and columns count from 0. A `Place` is a block of cells with a role; a `Row` says where a scored row keeps
its parts, so that the builder can write formulas. No styles and no formulas here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlfuncs.forms.layout import Block, Example, Group, Layout

__all__ = ["HELPERS", "Place", "Plan", "Row", "plan"]

# The helper columns beside the official table, outside the print area: header, width, what it takes.
HELPERS: dict[str, tuple[str, float]] = {
    "row_points": ("分值（逐行）", 9),
    "direction": ("计分方式", 9),
    "target_number": ("目标数值", 12),
    "actual_number": ("完成数值", 12),
    "failed": ("不合格项数", 9),
    "entered": ("填报得分", 9),
    "rule_score": ("规则得分", 9),
    "approved": ("核定得分", 9),
    "reason": ("核定理由", 22),
    "explanation": ("得分说明", 70),
}


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


@dataclass(slots=True)
class Plan:
    """The whole sheet."""

    layout: Layout
    places: list[Place] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    details: list[int] = field(default_factory=list)  # the amount rows below the total of a finance block
    sections: dict[str, tuple[int, int]] = field(default_factory=dict)  # first and last row
    helpers: dict[str, int] = field(default_factory=dict)  # helper key → column
    total: int = 0
    width: int = 0


def plan(layout: Layout, example: Example | None = None, rows: int | None = None) -> Plan:
    """Place a form's cells; ``rows`` sizes every indicator kind, else the official table's numbers.

    >>> from xlfuncs.forms.layout import load_layout
    >>> len(plan(load_layout("department-evaluation-beijing"), rows=14).rows)
    120
    """
    sheet = Plan(layout, width=len(layout.widths))
    sheet.helpers = {key: sheet.width + 1 + place for place, key in enumerate(layout.helpers)}
    sheet.places.append(Place(0, 0, "title", columns=sheet.width))
    sheet.places.append(Place(1, 0, "line", columns=sheet.width))
    at = 2
    filled = iter(example.rows) if example else iter(())
    for number, block in enumerate(layout.blocks):
        at = _block(sheet, block, at, number, rows, filled, example)
    _label1(sheet)
    sheet.total = at
    columns = {column.key: place for place, column in _columns(layout.blocks[0])}
    sheet.places.append(Place(at, 0, "total", layout.total.title, columns=columns["points"]))
    sheet.places.append(Place(at, columns["points"], "total_points", key="points"))
    sheet.places.append(Place(at, columns["score"], "total_score", key="score"))
    after = columns["score"] + 1
    sheet.places.append(Place(at, after, "total", columns=sheet.width - after))
    return sheet


def _columns(block: Block) -> list[tuple[int, Any]]:
    placed, at = [], 0
    for column in block.columns:
        placed.append((at, column))
        at += column.span
    return placed


def _block(
    sheet: Plan, block: Block, at: int, number: int, size: int | None, filled: Any, example: Example | None
) -> int:
    if block.heading:
        sheet.places.append(Place(at, 0, "heading", block.heading, columns=sheet.width))
        at += 1
    columns = _columns(block)
    for place, column in columns:
        if column.title:
            role = f"header_{column.key}" if column.key in ("previous", "current") else "header"
            sheet.places.append(Place(at, place, role, column.title, columns=column.span))
    for key, place in sheet.helpers.items():
        sheet.places.append(Place(at, place, "helper_header", HELPERS[key][0], key=key))
    start = at
    at += 1
    finance = iter(example.finance) if example else iter(())
    for group in block.groups:
        at = _group(sheet, block, group, {c.key: p for p, c in columns}, at, size, filled, finance)
    first = sheet.sections.get(block.section, (start, at - 1))[0]
    sheet.sections[block.section] = (first, at - 1)
    return at


def _group(
    sheet: Plan,
    block: Block,
    group: Group,
    columns: dict[str, int],
    at: int,
    size: int | None,
    filled: Any,
    finance: Any,
) -> int:
    counts = [1] * len(group.names)
    if block.kind == "indicators":
        counts = [size] * len(group.names) if size else group.rows or counts
    height = sum(counts)
    add = sheet.places.append
    for key in ("meaning", "standard"):
        add(Place(at, columns[key], "text", getattr(group, key), rows=height, key=key))
    if block.kind == "finance":
        return _finance(sheet, block, group, columns, at, next(finance, {}))
    if "level2" in columns:
        _level2(sheet, at, columns["level2"], group.level2, height)
    if group.points is not None:
        add(Place(at, columns["points"], "points", group.points, rows=height, key="points"))
    for name, count in zip(group.names, counts, strict=True):
        span = columns.get("target", columns.get("previous", 0)) - columns["name"]
        add(Place(at, columns["name"], "label", name, rows=count, columns=span, key="name"))
        for index in range(at, at + count):
            _row(sheet, block, group, columns, index, name, next(filled, {}))
        at += count
    return at


def _level2(sheet: Plan, at: int, column: int, label: str, height: int) -> None:
    """A level-2 label, merged with the one above where it is the same."""
    above = next((p for p in sheet.places if p.key == "level2" and p.row + p.rows == at), None)
    if above and above.value == label:
        sheet.places.remove(above)
        at, height = above.row, above.rows + height
    sheet.places.append(Place(at, column, "label", label, rows=height, key="level2"))


def _row(
    sheet: Plan,
    block: Block,
    group: Group,
    columns: dict[str, int],
    at: int,
    name: str,
    values: dict[str, Any],
) -> None:
    add = sheet.places.append
    for key in ("target", "actual"):
        if key in columns:
            add(Place(at, columns[key], "input", values.get(key), key=key))
    for key in ("previous", "current"):
        if key in columns:
            add(Place(at, columns[key], "rate", key=key))
    if group.points is None:
        add(Place(at, columns["points"], "points", key="points"))
    add(Place(at, columns["score"], "score", key="score"))
    sheet.rows.append(Row(at, block.section, name, block.kind, {**columns, **sheet.helpers}, group.function))
    _helpers(sheet, at, {"row_points": values.get("points"), **values})


def _helpers(sheet: Plan, at: int, values: dict[str, Any]) -> None:
    for key, column in sheet.helpers.items():
        sheet.places.append(Place(at, column, "helper", values.get(key), key=key))


def _finance(
    sheet: Plan, block: Block, group: Group, columns: dict[str, int], at: int, values: dict[str, Any]
) -> int:
    """The amounts: one total row that is scored, and its details below."""
    add = sheet.places.append
    height = len(group.names)
    for offset, name in enumerate(group.names):
        add(Place(at + offset, columns["name"], "label", name, key="name"))
        for key in ("budget", "executed"):
            role = "amount_total" if offset == 0 else "amount"
            value = values[key][offset] if key in values else None
            add(Place(at + offset, columns[key], role, value, key=key))
        if offset:
            sheet.details.append(at + offset)
    add(Place(at, columns["rate"], "rate", key="rate"))
    add(Place(at + 1, columns["rate"], "label", "——", rows=height - 1))
    for key in ("points", "score"):
        add(Place(at, columns[key], key, rows=height, key=key))
    sheet.rows.append(
        Row(
            at,
            block.section,
            group.names[0],
            block.kind,
            {**columns, **sheet.helpers},
            "execution_rate_score",
        )
    )
    _helpers(sheet, at, values)
    return at + height


def _label1(sheet: Plan) -> None:
    """The first column: one merged label down each section."""
    for block in sheet.layout.blocks:
        first, last = sheet.sections[block.section]
        place = Place(first + 1, 0, "label", block.level1, rows=last - first, key="level1")
        if place not in sheet.places:
            sheet.places.append(place)
