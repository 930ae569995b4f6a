"""表头与列 — one heading merged across several columns: the cells below say which is which; or two things in one cell: points
and score, 18/20 under 得分/分值; target and result, 50/48 under 目标/完成, or with their names, 计划：50人；实际：48人."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.evidence import Columns, Evidence, evidence
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row, is_total
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.words import first_meaning, is_placeholder, says_two
from xlfuncs.patterns import pattern

_SIGNED = frozenset({"symbol", "nature", "direction"})
_UNIT = 8  # characters of the longest unit
Pair = tuple[str, ...]  # points and score, or target and actual, in the order of the cells
SCORED_BY = ("points", "score")
_ORDERS = {"points": SCORED_BY, "score": SCORED_BY[::-1]}  # of two numbers below one of them alone
Goals = Callable[[Value], tuple[Value, Value]]  # target and actual of a cell that holds both
_TWO = pattern(r"\s*([^/]+?)\s*/\s*([^/]+?)\s*")
_STOPS = pattern(r"[;；,，、。\n]\s*|(?<=[^\s:：])\s+(?=[一-龥])")
_LONGEST = 6  # characters of 实际完成情况
_BOTH = pattern(r"(\d+(?:\.\d+)?)分?(?:/(\d+(?:\.\d+)?)分?|\((?:满分)?(\d+(?:\.\d+)?)分?\))")


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
    """The columns of levels left of the names, below one heading merged across them; or one of 产出, 效益 and one other."""
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


def paired(reader: Reader, headings: Iterable[Heading], rows: range) -> tuple[int, Pair] | None:
    """The column under a heading of both, where all its cells hold two numbers, and their order."""
    for heading in headings:
        written = normal(heading.text)
        said = says_two(bare(written)) or says_two(written.replace("(", "/").rstrip(")"))  # 得分（分值）
        order = said or _ORDERS.get(heading.meaning, ())
        values = evidence(reader, heading.column, rows).values if "points" in order else ()
        told = [both(value, order) for value in values]
        if told and all(told) and (said or all(one["score"] <= one["points"] for one in told)):
            return heading.column, order
    return None


def both(value: Value, order: Pair) -> dict[str, float]:
    """Points and score of a cell; empty where it holds no two numbers.

    >>> both("18/20", ("score", "points"))
    {'score': 18.0, 'points': 20.0}
    >>> both("18（20分）", ("score", "points"))
    {'score': 18.0, 'points': 20.0}
    """
    found = _BOTH.fullmatch(normal(value)) if isinstance(value, str) else None
    return dict(zip(order, map(float, filter(None, found.groups())), strict=True)) if found else {}


def paired_goals(reader: Reader, headings: Iterable[Heading], rows: range) -> tuple[int, Goals] | None:
    """The column of cells with target and result, and how: each has its name in all, or the heading gives the order of most."""
    for heading in headings:
        values = evidence(reader, heading.column, rows).values
        if values and all(isinstance(value, str) and _named(value) for value in values):
            return heading.column, goals_by_name
        order = says_two(bare(normal(heading.text)))
        if "target" in order and 2 * sum(map(bool, map(_TWO.fullmatch, map(str, values)))) > len(values):
            return heading.column, partial(goals_of, order=order)
    return None


def goals_of(value: Value, order: Pair) -> tuple[Value, Value]:
    """Target and result of a cell; what is not two things is a target.

    >>> goals_of("≥50人/48人", ("target", "actual")), goals_of("95%/90%", ("actual", "target"))
    (('≥50人', '48人'), ('90%', '95%'))
    """
    found = None if is_placeholder(value) else _TWO.fullmatch(str(value))
    said: dict[str, Value] = dict(zip(order, found.groups(), strict=True)) if found else {"target": value}
    return said["target"], said.get("actual")


def goals_by_name(value: Value) -> tuple[Value, Value]:
    """Target and result of a cell that names them.

    >>> goals_by_name("计划：50人；实际：48人"), goals_by_name("目标≥90%，实际完成92%"), goals_by_name("3000人，其中女2人")
    (('50人', '48人'), ('≥90%', '92%'), ('3000人，其中女2人', None))
    """
    said = _named(value) if isinstance(value, str) else {}
    return (said["target"], said["actual"]) if said else (value, None)


def _named(text: str) -> dict[str, str]:
    """Target and result, where a text is one after the other and each begins with its name; else empty."""
    halves = [half for half in _STOPS.split(text.strip(" ;；。\n")) if half]
    said = dict(filter(None, map(_begins, halves))) if len(halves) == 2 else {}
    return said if said.keys() == {"target", "actual"} else {}


def _begins(text: str) -> tuple[str, str] | None:
    """What a text begins with the name of, and the rest: 实际完成92%."""
    for end in range(min(len(text), _LONGEST), 1, -1):
        if (meant := first_meaning(text[:end])) in ("target", "actual"):
            return meant, text[end:].lstrip(" :：为是")
    return None
