"""两数同格 — points and score in one cell, 18/20 under 得分/分值, or target and result, 50/48 under 目标/完成."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.assignment import Heading
from xlfuncs.forms.recognition.columns.evidence import evidence
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.words import is_placeholder, says_two

Pair = tuple[str, ...]  # points and score, or target and actual, in the order of the cells
_TWO = re.compile(r"\s*([^/]+?)\s*/\s*([^/]+?)\s*")
_BOTH = re.compile(r"(\d+(?:\.\d+)?)分?/(\d+(?:\.\d+)?)分?")


def paired(reader: Reader, headings: Iterable[Heading], rows: range) -> tuple[int, Pair] | None:
    """The column under a heading of both, where all its cells hold two numbers, and their order."""
    for heading in headings:
        order = says_two(bare(normal(heading.text)))
        values = evidence(reader, heading.column, rows).values
        if "points" in order and values and all(both(value, order) for value in values):
            return heading.column, order
    return None


def both(value: Value, order: Pair) -> dict[str, float]:
    """Points and score of a cell; empty where it holds no two numbers.

    >>> both("18/20", ("score", "points"))
    {'score': 18.0, 'points': 20.0}
    """
    found = _BOTH.fullmatch(normal(value)) if isinstance(value, str) else None
    return dict(zip(order, map(float, found.groups()), strict=True)) if found else {}


def paired_goals(reader: Reader, heading: Heading | None, rows: range) -> Pair:
    """The order of target and result under a heading of both, where most of its cells hold two; else empty."""
    order = says_two(bare(normal(heading.text))) if heading else ()
    values = evidence(reader, heading.column, rows).values if heading and order else ()
    return order if 2 * sum(map(bool, map(_TWO.fullmatch, map(str, values)))) > len(values) else ()


def goals_of(value: Value, order: Pair) -> tuple[Value, Value]:
    """Target and result of a cell; what is not two things is a target.

    >>> goals_of("≥50人/48人", ("target", "actual")), goals_of("95%/90%", ("actual", "target"))
    (('≥50人', '48人'), ('90%', '95%'))
    """
    found = None if is_placeholder(value) else _TWO.fullmatch(str(value))
    said: dict[str, Value] = dict(zip(order, found.groups(), strict=True)) if found else {"target": value}
    return said["target"], said.get("actual")
