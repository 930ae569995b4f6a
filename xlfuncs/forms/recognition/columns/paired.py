"""两数同格 — points and score in one cell, 18/20 under 得分/分值, or target and result: 50/48 under 目标/完成, or each
with its name, 计划：50人；实际：48人.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.evidence import evidence
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.words import first_meaning, is_placeholder, says_two
from xlfuncs.patterns import pattern

Pair = tuple[str, ...]  # points and score, or target and actual, in the order of the cells
SCORED_BY = ("points", "score")
Goals = Callable[[Value], tuple[Value, Value]]  # target and actual of a cell that holds both
_TWO = pattern(r"\s*([^/]+?)\s*/\s*([^/]+?)\s*")
_STOPS = pattern(r"[;；,，、。\n]\s*|(?<=[^\s:：])\s+(?=[一-龥])")
_LONGEST = 6  # characters of 实际完成情况
_BOTH = pattern(r"(\d+(?:\.\d+)?)分?(?:/(\d+(?:\.\d+)?)分?|\((?:满分)?(\d+(?:\.\d+)?)分?\))")


def paired(reader: Reader, headings: Iterable[Heading], rows: range) -> tuple[int, Pair] | None:
    """The column under a heading of both, where all its cells hold two numbers, and their order."""
    for heading in headings:
        written = normal(heading.text)
        said = says_two(bare(written)) or says_two(written.replace("(", "/").rstrip(")"))  # 得分（分值）
        order = said or _told_alone(heading)
        values = evidence(reader, heading.column, rows).values if "points" in order else ()
        told = [both(value, order) for value in values]
        if told and all(told) and (said or all(one["score"] <= one["points"] for one in told)):
            return heading.column, order
    return None


def _told_alone(heading: Heading) -> Pair:
    """What stands first in cells of two numbers below 得分 alone, and what behind it."""
    said = heading.meaning
    return (said, *(key for key in SCORED_BY if key != said)) if said in SCORED_BY else ()


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
    """The column of cells that hold target and result, and how they are told apart: each has its name in all of them,
    or the heading gives their order and most hold two.
    """
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
