"""排版 — a layout as a rule has it, turned into planned sheets: title, line, blocks, side labels, total."""

from __future__ import annotations

import re
from dataclasses import replace

from xlfuncs.errors import NotCovered
from xlfuncs.forms.blocks import Cursor, Spread, place_fields, place_list
from xlfuncs.forms.layout import Layout
from xlfuncs.forms.layout_parts import Block, BlockColumn, Group
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.forms.plan import Example, Filled, Plan
from xlfuncs.forms.scored_blocks import place_group, place_subtotal
from xlfuncs.rules.loader import index

_RATES = ("previous_rate", "rate")


def fitted(layout: Layout, rule: str) -> Layout:
    """The layout for a rule's id or file; NotCovered for a rule of ours that is for other tables.

    Some rules state what the indicators are worth together and leave to the person what each kind is worth:
    there the groups' own points go.

    >>> from xlfuncs.forms.layout import load_layout
    >>> block = fitted(load_layout("project-self-evaluation"), "sichuan-2023").sheets[0].blocks[-1]
    >>> [(group.label, group.points) for group in block.groups]
    [('产出指标', None), ('效益指标', None), ('满意度指标', None)]
    """
    if rule in layout.open_rules:
        sheets = []
        for sheet in layout.sheets:
            blocks = [replace(block, groups=list(map(_unweighted, block.groups))) for block in sheet.blocks]
            sheets.append(replace(sheet, blocks=blocks))
        return replace(layout, sheets=sheets)
    if rule not in layout.fits and rule in [entry.id for entry in index().rule]:
        raise NotCovered(
            f"「{layout.name}」不适用规则 {rule}；适用的规则：{'、'.join(layout.fits)} | not a rule of this form"
        )
    return layout


def _unweighted(group: Group) -> Group:
    return replace(group, label=re.sub(r"（\d+分）", "", group.label), points=None)


def plans(layout: Layout, example: Example | None = None, rows: int | None = None) -> list[Plan]:
    """Place a form's sheets, one for each project where the form has them.

    ``rows`` says how many rows show of every indicator kind and list; left out, they have the official numbers.

    >>> from xlfuncs.forms.layout import load_layout
    >>> sheet = plans(load_layout("department-evaluation-beijing"), rows=14)[0]
    >>> len(sheet.rows), len(sheet.spare)
    (152, 32)
    """
    sheets = []
    invented = "（虚构示例）" if example and example.invented else ""
    for official in layout.sheets:
        sheet = replace(official, title=official.title + invented)
        examples = [filled for filled in example.sheets if filled.sheet == sheet.sheet] if example else []
        for filled in examples or [Filled(sheet.sheet)]:
            empty = Plan(sheet, filled.name or sheet.sheet, width=len(sheet.widths))
            sheets.append(_place_sheet(empty, filled, rows))
    return sheets


def _place_sheet(plan: Plan, filled: Filled, size: int | None) -> Plan:
    """Fill an empty plan: title, line, blocks, side labels, total."""
    layout = plan.layout
    if layout.helpers:  # the state stands beside the table, what only formulas read behind the rest
        beside = [*layout.helpers, *(key for key, column in helper_columns().items() if column.hidden)]
        plan.helpers = {key: plan.width + index for index, key in enumerate(["state", *beside])}
    cursor = Cursor(plan, filled, size)
    cursor.add(0, "title", layout.title, columns=plan.width)
    cursor.add(0, "line", layout.line, row=1, columns=plan.width)
    cursor.row = 2
    sides: list[tuple[str, int, int]] = []
    for block in layout.blocks:
        start = _block(cursor, block)
        if block.side:
            if sides and sides[-1][0] == block.side and not block.apart:
                start = sides.pop()[1]
            sides.append((block.side, start, cursor.row))
    for label, first, end in sides:
        cursor.add(0, "label", label, row=first, rows=end - first, key="side")
    plan.total = cursor.row
    if layout.total:
        _total(cursor, layout.total)
    return plan


def _block(cursor: Cursor, block: Block) -> int:
    """Place a block; the row its side label starts at."""
    if block.heading:
        cursor.add(0, "heading", block.heading, columns=cursor.plan.width)
        cursor.row += 1
    if block.kind == "note":
        cursor.add(0, "note", block.text, columns=cursor.plan.width)
        cursor.row += 1
        return cursor.row
    start = cursor.row
    if block.kind == "fields":
        place_fields(cursor, block)
        return start
    spread = _spread(block)
    for key, (place, column) in spread.items():
        if column.title:
            role = f"header_{key}" if block.kind == "rates" and key in _RATES else "header"
            cursor.add(place, role, column.title, columns=column.span)
    if block.kind == "list":
        cursor.row += any(column.title for column in block.columns)
        place_list(cursor, block, spread)
    else:
        for key, place in cursor.plan.helpers.items():
            cursor.add(place, "helper_header", helper_columns()[key].title, key=key)
        cursor.row += 1
        for group in block.groups:
            place_group(cursor, block, group, spread, start)
        if block.points is not None:
            cursor.plan.worth[block.section] = block.points
        if block.subtotal:
            place_subtotal(cursor, block, spread)
    # a side column with a header of its own has its label below that header
    return start + 1 if spread.get("side", (0, BlockColumn("", "")))[1].title else start


def _spread(block: Block) -> Spread:
    spread: Spread = {}
    index = 0
    for column in block.columns:
        spread[column.key] = (index, column)
        index += column.span
    return spread


def _total(cursor: Cursor, title: str) -> None:
    """The total row; its cells stand below the score and points columns of the last scored block."""
    columns = cursor.plan.rows[-1].columns
    score = columns["score"]
    points = columns.get("points", score)
    cursor.add(0, "total", title, columns=points)
    if points != score:
        cursor.add(points, "total_points", key="points")
    cursor.add(score, "total_score", key="score")
    after = score + 1
    if "weighted" in columns:
        cursor.add(after, "total", columns=columns["weighted"] - after)
        cursor.add(columns["weighted"], "total_score", key="weighted")
        after = columns["weighted"] + 1
    if after < cursor.plan.width:
        cursor.add(after, "total", columns=cursor.plan.width - after)
    cursor.row += 1
