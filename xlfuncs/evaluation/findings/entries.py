"""清单的一行 — reading the cells of an entry, and findings about them.

A cell that says 原文未载 (the source does not state it) is noted, not complained of.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.content import Entry, Table
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import is_blank

NOT_STATED = "原文未载"

_MOST_DIGITS = 100  # more than any amount has: no sum of such could be rounded to cents


def note(entry: Entry, key: str, code: str, /, *, item: str, **more: Any) -> Finding:
    """A finding about one cell of an entry."""
    return finding(code, at=entry.cells.get(key), item=item, found=entry.values.get(key), **more)


def first_of(table: Table, key: str) -> Entry:
    """The first entry of a list, one of blanks where there is none."""
    return next(iter(table.lists.get(key, ())), Entry({}, {}))


def missing(entry: Entry, key: str, item: str, title: str) -> Finding:
    """A cell that should be filled in."""
    return note(entry, key, "missing-entry", item=item, expected=title)


def given(entry: Entry, key: str) -> bool:
    """Whether something stands in a cell."""
    return not is_blank(entry.values.get(key))


def text(entry: Entry, key: str) -> str:
    """A cell as text without white space."""
    return "".join(str(entry.values[key]).split()) if given(entry, key) else ""


def figure(value: Any) -> Decimal | None:
    """The number of a cell, as number or text; None where nothing is stated, NotANumber for text without a single one.

    >>> figure(150.0), figure("1,168.25万元"), figure("——"), figure("原文未载")
    (Decimal('150'), Decimal('1168.25'), None, None)
    """
    read = parse_target(None if is_blank(value) or value == NOT_STATED else value)
    vast = read.number is not None and read.number.adjusted() > _MOST_DIGITS
    if vast or (read.number is None and read.kind != "not_applicable"):
        raise NotANumber(f"「{value}」不是一个数 | not a number")
    return read.number


def figures(
    entry: Entry, titles: Mapping[str, str], item: str
) -> tuple[dict[str, Decimal | None], list[Finding]]:
    """The numbers of an entry's cells, and findings about what is none."""
    numbers: dict[str, Decimal | None] = {}
    bad = []
    for key, title in titles.items():
        try:
            numbers[key] = figure(entry.values.get(key))
        except NotANumber:
            numbers[key] = None
            bad.append(note(entry, key, "not-a-number", case="entry", item=item, expected="数字", term=title))
    return numbers, bad
