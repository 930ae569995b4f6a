"""计分的块 — the rows that earn points: groups of indicators, the amounts, a subtotal below them."""

from __future__ import annotations

from xlfuncs.forms.blocks import Cursor, Spread, Values, remember
from xlfuncs.forms.layout_parts import Block, Group
from xlfuncs.forms.plan import ScoredRow


def place_group(cursor: Cursor, block: Block, group: Group, spread: Spread, start: int) -> None:
    """The rows a group has, its labels and its explanation beside them; ``start`` is where its block begins."""
    plan, columns = cursor.plan, _places(spread)
    official_rows = group.rows or [1] * len(group.names)  # official rows: what the example gives goes there
    counts = _shown(cursor, block, group, official_rows)
    spares = [block.spare if _grows(block, name) else 0 for name in group.names]
    height = sum(counts) + sum(spares)
    section = group.section or block.section
    first = plan.sections.get(section, (cursor.row if group.section else start, 0))[0]
    for key in ("meaning", "standard"):
        if key in columns:
            cursor.add(columns[key], "text", getattr(group, key), rows=height, key=key)
    if block.label_column in columns and group.label:
        _label(cursor, columns[block.label_column], group.label, height, block.label_column)
    if group.points is not None and "points" in columns and not group.section:
        cursor.add(columns["points"], "points", group.points, rows=height, key="points")
    if group.section and group.points is not None:
        plan.worth[section] = group.points
    if block.kind == "execution":
        _execution(cursor, section, group, spread)
    else:
        for name, count, spare, official in zip(group.names, counts, spares, official_rows, strict=True):
            if block.name_column in spread and name:
                cursor.fill(spread, block.name_column, "label", name, rows=count + spare)
            for number in range(count + spare):
                remember(cursor, spare=number >= count, repeated=number > 0 or not name)
                values = next(cursor.rows, {}) if number < official else {}
                _row(cursor, block, group, spread, section, name, values)
                cursor.row += 1
    plan.sections[section] = (first, cursor.row - 1)


def _places(spread: Spread) -> dict[str, int]:
    """Where each column begins."""
    return {key: index for key, (index, _) in spread.items()}


def _grows(block: Block, name: str) -> bool:
    """Whether a name has as many rows as are needed; it has one where further names can be written in."""
    written_in = any("" in group.names for group in block.groups)
    return block.kind == "indicators" and not (name and written_in)


def _shown(cursor: Cursor, block: Block, group: Group, official: list[int]) -> list[int]:
    """How many rows of each name show: as many as are asked for, never fewer than an example fills in."""
    wanted = cursor.size
    if not wanted:
        return official
    least = official if cursor.filled.rows else [1] * len(official)
    printed = sum(bool(name) for one in block.groups for name in one.names) if "" in group.names else 0
    grown = [max(wanted - printed, 0 if printed else rows) for rows in least]
    named = zip(group.names, grown, official, strict=True)
    return [more if _grows(block, name) else rows for name, more, rows in named]


def _label(cursor: Cursor, column: int, label: str, height: int, key: str) -> None:
    """A group's label, merged with the one above where it is the same."""
    areas = cursor.plan.areas
    above = next((area for area in areas if area.key == key and area.row + area.rows == cursor.row), None)
    row = cursor.row
    if above and above.value == label:
        areas.remove(above)
        row, height = above.row, above.rows + height
    cursor.add(column, "label", label, row=row, rows=height, key=key)


def _row(
    cursor: Cursor, block: Block, group: Group, spread: Spread, section: str, name: str, values: Values
) -> None:
    own = {"side", "meaning", "standard", block.label_column, block.name_column if name else ""}
    shared = group.points is not None and not group.section  # one merged 分值 cell for the group
    roles = {"previous_rate": "rate", "rate": "rate", "score": "score"}
    roles["points"] = "points_input" if group.section else "points"
    for key, (_, column) in spread.items():
        if key not in own and not (key == "points" and shared):
            cursor.fill(spread, key, roles.get(key, column.kind), values.get(key))
    columns = _places(spread) | cursor.plan.helpers
    own_points = "points" in columns and bool(group.section)
    cursor.plan.rows.append(
        ScoredRow(cursor.row, section, name, block.kind, columns, group.function, group.compared, own_points)
    )
    _helpers(cursor, {"row_points": values.get("points"), **values})


def _helpers(cursor: Cursor, values: Values, **more: int) -> None:
    for key, column in cursor.plan.helpers.items():
        cursor.add(column, "helper", values.get(key), key=key, **more)


def _execution(cursor: Cursor, section: str, group: Group, spread: Spread) -> None:
    """The amounts: one total row that is scored, and its details below."""
    values = next(cursor.execution, {})
    top, height = cursor.row, len(group.names)
    for offset, name in enumerate(group.names):
        cursor.fill(spread, "name", "label", name)
        role = "amount_total" if offset == 0 and height > 1 else "amount"
        for key in ("initial_budget", "budget", "executed"):
            if key in spread:
                cursor.fill(spread, key, role, values[key][offset] if key in values else None)
        cursor.row += 1
    cursor.plan.details[top] = list(range(top + 1, cursor.row))
    cursor.fill(spread, "rate", "rate", row=top)
    if height > 1:
        rate_index, rate_column = spread["rate"]
        cursor.add(rate_index, "label", "——", row=top + 1, rows=height - 1, columns=rate_column.span)
    for key in ("points", "score"):
        if key in spread:
            cursor.fill(spread, key, key, row=top, rows=height)
    columns = _places(spread) | cursor.plan.helpers
    cursor.plan.rows.append(
        ScoredRow(top, section, group.names[0], "execution", columns, "execution_rate_score")
    )
    _helpers(cursor, values, row=top)


def place_subtotal(cursor: Cursor, block: Block, spread: Spread) -> None:
    """One row that takes the section's score where the rows have none."""
    score, _ = spread["score"]
    cursor.add(1, "total", block.subtotal, columns=score - 1)
    cursor.add(score, "subtotal", key="score")
    _helpers(cursor, {"entered": cursor.filled.subtotals.get(block.section)})
    cursor.plan.subtotals[block.section] = cursor.row
    cursor.row += 1
