"""分值得分同格 — points and score in one cell: 18/20 under 得分/分值."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.assignment import Heading
from xlfuncs.forms.recognition.columns.evidence import evidence
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.words import concept

Pair = tuple[str, ...]  # points and score, in the order of the cells
_BOTH = re.compile(r"(\d+(?:\.\d+)?)分?/(\d+(?:\.\d+)?)分?")


def paired(reader: Reader, headings: Iterable[Heading], rows: range) -> tuple[int, Pair] | None:
    """The column under a heading of both, where all its cells hold two numbers, and their order."""
    for heading in headings:
        parts = bare(normal(heading.text)).split("/")
        order = tuple(meant[0] for part in parts if (meant := concept(part)))
        values = evidence(reader, heading.column, rows).values
        if sorted(order) == ["points", "score"] and values and all(both(value, order) for value in values):
            return heading.column, order
    return None


def both(value: Value, order: Pair) -> dict[str, float]:
    """Points and score of a cell; empty where it holds no two numbers.

    >>> both("18/20", ("score", "points"))
    {'score': 18.0, 'points': 20.0}
    """
    found = _BOTH.fullmatch(normal(value)) if isinstance(value, str) else None
    return dict(zip(order, map(float, found.groups()), strict=True)) if found else {}
