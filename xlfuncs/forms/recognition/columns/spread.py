"""一个表头多列 — one heading merged across several columns: the cells below say which is which."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.evidence import Columns, Evidence, evidence
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row, is_total

_SIGNED = frozenset({"symbol", "nature", "direction"})
_UNIT = 8  # characters of the longest unit


def spread(reader: Reader, columns: Columns, row: int, rows: range) -> Columns:
    """The columns of sign, value and unit below the heading of the targets; empty where it heads one column only."""
    first = columns.get("target")
    if first is None or first + 1 in columns.values():
        return {}
    under = _across(reader, row, first)
    heading = reader.text(row, first) or ""
    cells = {column: found for column in under if (found := evidence(reader, column, rows, heading)).values}
    signs = [column for column, found in cells.items() if _are_signs(found)]
    values = [column for column, found in cells.items() if column not in signs and not _are_units(found)]
    units = [column for column in cells if column not in (*signs, *values)]
    if len(values) != 1 or len(signs) > 1 or len(units) > 1:
        return {}
    told = {"symbol": signs, "target": values, "unit": units}
    taken = columns.keys() - {"target"}
    return {key: listed[0] for key, listed in told.items() if listed and key not in taken}


def innermost(reader: Reader, columns: Columns, row: int, rows: range) -> Columns:
    """The columns of names below one heading of them: the last one names the rows, those before it are levels."""
    key = "level3" if "level3" in columns else "name"
    first = columns.get(key)
    if first is None:
        return {}
    across = _across(reader, row, first)
    under = [column for column in across if column == first or column not in columns.values()]
    if len(under) < 2:
        return {}  # nearly every table
    heading = reader.text(row, first) or ""
    cells = {column: evidence(reader, column, rows, heading) for column in under}
    filled = [column for column, found in cells.items() if found.values and not _are_signs(found)]
    found = dict(zip((key, "level2", "level1"), reversed(filled), strict=False))
    return {} if len(filled) < 2 else {key: filled[-1]} | {k: c for k, c in found.items() if k not in columns}


def outer(reader: Reader, columns: Columns, headings: Sequence[Heading], rows: range) -> Columns:
    """The columns of levels below one heading of names that is merged across them, left of the names themselves; or one
    under any heading that holds 产出, 效益 and their like, and one other at most.
    """
    named = columns.get("level3", columns.get("name", 0))
    if {"level1", "level2"} & columns.keys():
        return {}
    for one in headings:
        across = [column for column in _across(reader, one.row, one.column) if column < named]
        if one.meaning == "name" and len(across) > 1:
            filled = [column for column in across if evidence(reader, column, rows, one.text).values]
            return dict(zip(("level1", "level2"), filled, strict=False))
    for one in headings:
        if one.meanings or one.column >= named:
            continue
        labels = reader.labels(one.column)
        said = {text for row in rows if (text := labels[row])}
        texts = {text for text in said if not (is_total(text) or ends_as("subtotal", text))}
        known = sum(is_row("groups", text) for text in texts)
        if known > 1 and len(texts) - known <= 1:  # 预算执行, beside them
            return {"level1": one.column}
    return {}


def beside_labels(reader: Reader, heading: Heading, rows: range) -> Heading:
    """A heading of amounts, in the column of the numbers where they stand right of labels below it: 总额 640."""
    across = _across(reader, heading.row, heading.column)
    if len(across) < 2:
        return heading  # nearly all
    if not (reader.merged(heading.row, across[1]) or evidence(reader, heading.column, rows).values):
        return heading
    numbers = [column for column in across if evidence(reader, column, rows).numbers]
    return heading._replace(column=numbers[0]) if len(numbers) == 1 else heading


def _across(reader: Reader, row: int, first: int) -> list[int]:
    """The columns below a heading: merged across them, or with blanks beside one that is merged across nothing."""
    unmerged, line = reader.merged(row, first + 1) != (row, first), reader.rows[row]
    for end in range(first + 1, reader.width):
        block = reader.merged(row, end)
        blank = unmerged and block is None and (end >= len(line) or line[end] in (None, ""))
        if not blank and block != (row, first):
            return [*range(first, end)]
    return [*range(first, reader.width)]


def unheaded_signs(reader: Reader, columns: Columns, row: int, rows: range) -> Columns:
    """The column of signs right before the targets, where it has no heading of its own."""
    before = columns.get("target", 0) - 1
    if before < 0 or before in columns.values() or _SIGNED & columns.keys() or reader.text(row, before):
        return {}
    return {"symbol": before} if _are_signs(evidence(reader, before, rows)) else {}


def _are_signs(cells: Evidence) -> bool:
    return cells.signs > 0 and all(
        isinstance(value, str) and not any(map(str.isdigit, value)) for value in cells.values
    )


def _are_units(cells: Evidence) -> bool:
    texts = [value for value in cells.values if isinstance(value, str)]
    short = all(len(text) <= _UNIT and not any(map(str.isdigit, text)) for text in texts)
    return not cells.signs and short and len(texts) == len(cells.values)
