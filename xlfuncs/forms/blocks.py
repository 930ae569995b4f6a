"""各种块 — the cells of each kind of block: fields and lists here, the rows that earn points in ``scored_blocks``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlfuncs.forms.layout_parts import Block, BlockColumn
from xlfuncs.forms.plan import Area, Filled, Plan

Values = dict[str, Any]
Spread = dict[str, tuple[int, BlockColumn]]  # key → where the column begins, and the column


class Cursor:
    """Where the next block goes, and what the example still has to give."""

    def __init__(self, plan: Plan, filled: Filled, size: int | None) -> None:
        self.plan, self.filled, self.size, self.row = plan, filled, size, 0
        self.rows: Iterator[Values] = iter(filled.rows)
        self.execution: Iterator[Values] = iter(filled.execution)
        self.lists: Iterator[list[Values]] = iter(filled.lists)

    def add(self, column: int, role: str, value: Any = None, **more: Any) -> None:
        """Place an area in the row we are at, unless another is given."""
        self.plan.areas.append(Area(more.pop("row", self.row), column, role, value, **more))

    def fill(self, spread: Spread, key: str, role: str, value: Any = None, **more: Any) -> None:
        """Place an area in a column of a block, as wide as it is."""
        index, column = spread[key]
        self.add(index, role, value, columns=column.span, key=key, **more)


def place_fields(cursor: Cursor, block: Block) -> None:
    """Labels, each with the cell to fill beside it."""
    for line in block.fields:
        column = 1 if block.side else 0
        for item in line:
            if item.label:
                cursor.add(column, "label", item.label, columns=item.label_span)
                column += item.label_span
            value = cursor.filled.fields.get(item.key) or item.value or None
            cursor.add(column, item.kind, value, columns=item.span, key=item.key)
            column += item.span
        cursor.row += 1


def place_list(cursor: Cursor, block: Block, spread: Spread) -> None:
    """Rows of inputs, and their 合计 where columns are added up."""
    values = next(cursor.lists, [])
    first = cursor.row
    wanted = 1 if block.single else cursor.size or (0 if values else block.rows)
    count = len(block.names) or max(wanted, len(values))
    for number in range(count + block.spare):
        remember(cursor, spare=number >= count, repeated=number > 0)
        entry = values[number] if number < len(values) else {}
        for key, (_, column) in spread.items():
            if key == "side":
                continue
            role: str = column.kind
            value = entry.get(key)
            if role == "label":
                role, value = ("label", block.names[number]) if block.names else ("row_number", number + 1)
            cursor.fill(spread, key, role, value, lines=block.lines)
        cursor.row += 1
    if block.sums:
        labelled = next(key for key in spread if key != "side")
        cursor.add(spread[labelled][0], "total", "合计", columns=spread[labelled][1].span)
        for key, (index, column) in spread.items():
            if key in block.sums:
                cursor.plan.sums.append((cursor.row, index, first))
                cursor.fill(spread, key, "sum")
            elif key not in ("side", labelled):
                cursor.fill(spread, key, "rate" if column.kind == "rate" else "total")
        cursor.row += 1


def remember(cursor: Cursor, *, spare: bool, repeated: bool) -> None:
    """What the plan says of the row we are at."""
    if spare:
        cursor.plan.spare.add(cursor.row)
    if repeated:
        cursor.plan.repeated.add(cursor.row)
