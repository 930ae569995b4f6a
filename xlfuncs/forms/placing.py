"""逐块排版 — each kind of block as placed cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlfuncs.forms.example import Filled
from xlfuncs.forms.layout import Block, Column, Group, helper_columns
from xlfuncs.forms.plan import Place, Plan, Row

__all__ = ["place_sheet"]

Values = dict[str, Any]
_RATES = ("previous_rate", "rate")


class _Cursor:
    """Where the next block goes, and what the example still has to give."""

    def __init__(self, plan: Plan, filled: Filled, size: int | None) -> None:
        self.plan, self.filled, self.size, self.at = plan, filled, size, 0
        self.rows: Iterator[Values] = iter(filled.rows)
        self.execution: Iterator[Values] = iter(filled.execution)
        self.lists: Iterator[list[Values]] = iter(filled.lists)

    def add(self, column: int, role: str, value: Any = None, **more: Any) -> None:
        self.plan.places.append(Place(more.pop("row", self.at), column, role, value, **more))


def place_sheet(plan: Plan, filled: Filled, size: int | None) -> Plan:
    """Fill an empty plan: title, line, blocks, side labels, total."""
    layout = plan.layout
    plan.helpers = {key: plan.width + 1 + place for place, key in enumerate(layout.helpers)}
    at = _Cursor(plan, filled, size)
    at.add(0, "title", layout.title, columns=plan.width)
    at.add(0, "line", layout.line, row=1, columns=plan.width)
    at.at = 2
    sides: list[tuple[str, int, int]] = []
    for block in layout.blocks:
        start = _block(at, block)
        if block.side:
            if sides and sides[-1][0] == block.side and not block.apart:
                start = sides.pop()[1]
            sides.append((block.side, start, at.at))
    for label, first, end in sides:
        at.add(0, "label", label, row=first, rows=end - first, key="side")
    plan.total = at.at
    if layout.total:
        _total(at, layout.total.title)
    return plan


def _spread(block: Block) -> dict[str, tuple[int, Column]]:
    placed, at = {}, 0
    for column in block.columns:
        placed[column.key] = (at, column)
        at += column.span
    return placed


def _block(at: _Cursor, block: Block) -> int:
    """Place a block; the row its side label starts at."""
    if block.heading:
        at.add(0, "heading", block.heading, columns=at.plan.width)
        at.at += 1
    if block.kind == "note":
        at.add(0, "note", block.text, columns=at.plan.width)
        at.at += 1
        return at.at
    start = at.at
    if block.kind == "fields":
        _fields(at, block)
        return start
    spread = _spread(block)
    for key, (place, column) in spread.items():
        if column.title:
            role = f"header_{key}" if block.kind == "rates" and key in _RATES else "header"
            at.add(place, role, column.title, columns=column.span)
    if block.kind == "list":
        at.at += any(column.title for column in block.columns)
        _list(at, block, spread)
    else:
        for key, place in at.plan.helpers.items():
            at.add(place, "helper_header", helper_columns()[key].title, key=key)
        at.at += 1
        for group in block.groups:
            _group(at, block, group, spread, start)
        if block.points is not None:
            at.plan.worth[block.section] = block.points
        if block.subtotal:
            _subtotal(at, block, spread)
    # a side column with a header of its own has its label below that header
    return start + 1 if spread.get("side", (0, Column("", "")))[1].title else start


def _fields(at: _Cursor, block: Block) -> None:
    for line in block.fields:
        column = 1 if block.side else 0
        for item in line:
            if item.label:
                at.add(column, "label", item.label, columns=item.label_span)
                column += item.label_span
            value = at.filled.fields.get(item.key) or item.value or None
            at.add(column, item.kind, value, columns=item.span, key=item.key)
            column += item.span
        at.at += 1


def _list(at: _Cursor, block: Block, spread: dict[str, tuple[int, Column]]) -> None:
    values = next(at.lists, [])
    first = at.at
    asked = 1 if block.single else at.size or block.rows
    count = len(block.names) or max(asked, len(values))
    for index in range(count):
        given = values[index] if index < len(values) else {}
        for key, (place, column) in spread.items():
            if key == "side":
                continue
            value = given.get(key)
            if column.kind == "label":
                value = block.names[index] if block.names else index + 1
            at.add(place, column.kind, value, columns=column.span, key=key)
        at.at += 1
    if block.sums:
        labelled = next(key for key in spread if key != "side")
        at.add(spread[labelled][0], "total", "合计", columns=spread[labelled][1].span)
        for key, (place, column) in spread.items():
            if key in block.sums:
                at.plan.sums.append((at.at, place, first))
                at.add(place, "sum", columns=column.span, key=key)
            elif key not in ("side", labelled):
                at.add(place, "rate" if column.kind == "rate" else "total", columns=column.span, key=key)
        at.at += 1


def _group(
    at: _Cursor, block: Block, group: Group, spread: dict[str, tuple[int, Column]], start: int
) -> None:
    plan, columns = at.plan, {key: place for key, (place, _) in spread.items()}
    filled = group.rows or [1] * len(group.names)  # official rows: what the example gives goes there
    asked = at.size if block.kind == "indicators" else None
    least = filled if at.filled.rows else [1] * len(filled)
    counts = [max(asked, rows) for rows in least] if asked else filled
    height = sum(counts)
    section = group.section or block.section
    first = plan.sections.get(section, (at.at if group.section else start, 0))[0]
    for key in ("meaning", "standard"):
        if key in columns:
            at.add(columns[key], "text", getattr(group, key), rows=height, key=key)
    if block.label_column in columns and group.label:
        _label(at, columns[block.label_column], group.label, height, block.label_column)
    if group.points is not None and "points" in columns and not group.section:
        at.add(columns["points"], "points", group.points, rows=height, key="points")
    if group.section and group.points is not None:
        plan.worth[section] = group.points
    if block.kind == "execution":
        _execution(at, section, group, spread)
    else:
        for name, count, known in zip(group.names, counts, filled, strict=True):
            if block.name_column in spread:
                place, column = spread[block.name_column]
                at.add(place, "label", name, rows=count, columns=column.span, key=block.name_column)
            for index in range(count):
                _row(at, block, group, spread, section, name, next(at.rows, {}) if index < known else {})
                at.at += 1
    plan.sections[section] = (first, at.at - 1)


def _label(at: _Cursor, column: int, label: str, height: int, key: str) -> None:
    """A group's label, merged with the one above where it is the same."""
    places = at.plan.places
    above = next((p for p in places if p.key == key and p.row + p.rows == at.at), None)
    row = at.at
    if above and above.value == label:
        places.remove(above)
        row, height = above.row, above.rows + height
    at.add(column, "label", label, row=row, rows=height, key=key)


def _row(
    at: _Cursor,
    block: Block,
    group: Group,
    spread: dict[str, tuple[int, Column]],
    section: str,
    name: str,
    values: Values,
) -> None:
    own = {"side", "meaning", "standard", block.label_column, block.name_column}
    shared = group.points is not None and not group.section  # one merged 分值 cell for the group
    for key, (place, column) in spread.items():
        if key in own or (key == "points" and shared):
            continue
        role = {"previous_rate": "rate", "rate": "rate", "score": "score", "points": "points"}.get(
            key, column.kind
        )
        if key == "points" and group.section:
            role = "points_input"
        at.add(place, role, values.get(key), columns=column.span, key=key)
    columns = {key: place for key, (place, _) in spread.items()} | at.plan.helpers
    own_points = "points" in columns and bool(group.section)
    at.plan.rows.append(
        Row(at.at, section, name, block.kind, columns, group.function, group.compared, own_points)
    )
    _helpers(at, {"row_points": values.get("points"), **values})


def _helpers(at: _Cursor, values: Values) -> None:
    for key, column in at.plan.helpers.items():
        at.add(column, "helper", values.get(key), key=key)


def _execution(at: _Cursor, section: str, group: Group, spread: dict[str, tuple[int, Column]]) -> None:
    """The amounts: one total row that is scored, and its details below."""
    values = next(at.execution, {})
    top, height = at.at, len(group.names)
    name_at, name_column = spread["name"]
    for offset, name in enumerate(group.names):
        at.add(name_at, "label", name, columns=name_column.span, key="name")
        for key in ("initial_budget", "budget", "executed"):
            if key in spread:
                place, column = spread[key]
                role = "amount_total" if offset == 0 and height > 1 else "amount"
                value = values[key][offset] if key in values else None
                at.add(place, role, value, columns=column.span, key=key)
        at.at += 1
    at.plan.details[top] = list(range(top + 1, at.at))
    rate_at, rate_column = spread["rate"]
    at.add(rate_at, "rate", row=top, columns=rate_column.span, key="rate")
    if height > 1:
        at.add(rate_at, "label", "——", row=top + 1, rows=height - 1, columns=rate_column.span)
    for key in ("points", "score"):
        if key in spread:
            place, column = spread[key]
            at.add(place, key, row=top, rows=height, columns=column.span, key=key)
    columns = {key: place for key, (place, _) in spread.items()} | at.plan.helpers
    at.plan.rows.append(Row(top, section, group.names[0], "execution", columns, "execution_rate_score"))
    below, at.at = at.at, top
    _helpers(at, values)
    at.at = below


def _subtotal(at: _Cursor, block: Block, spread: dict[str, tuple[int, Column]]) -> None:
    """One row that takes the section's score where the rows have none."""
    score, _ = spread["score"]
    at.add(1, "total", block.subtotal, columns=score - 1)
    at.add(score, "subtotal", key="score")
    for key, column in at.plan.helpers.items():
        value = at.filled.subtotals.get(block.section) if key == "entered" else None
        at.add(column, "helper", value, key=key)
    at.plan.subtotals[block.section] = at.at
    at.at += 1


def _total(at: _Cursor, title: str) -> None:
    """The total row; its cells stand below the score and points columns of the last scored block."""
    columns = at.plan.rows[-1].columns
    score = columns["score"]
    points = columns.get("points", score)
    at.add(0, "total", title, columns=points)
    if points != score:
        at.add(points, "total_points", key="points")
    at.add(score, "total_score", key="score")
    after = score + 1
    if "weighted" in columns:
        at.add(after, "total", columns=columns["weighted"] - after)
        at.add(columns["weighted"], "total_score", key="weighted")
        after = columns["weighted"] + 1
    if after < at.plan.width:
        at.add(after, "total", columns=at.plan.width - after)
    at.at += 1
