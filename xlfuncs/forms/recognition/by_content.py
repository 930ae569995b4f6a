"""按内容认列 — a column whose heading nobody knows, read as what the cells of the rows prove it to be.

Result ÷ target × points is the score: where two or three of these four columns are known and others make the typed
scores come out, those are the ones that were missing. What is read so is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.forms.recognition.assignment import SCORED, TERMS, Assignment, Heading
from xlfuncs.forms.recognition.reader import Reader, amount
from xlfuncs.forms.recognition.texts import normal
from xlfuncs.forms.recognition.words import is_placeholder, words
from xlfuncs.functions.targets import comparable, parse_target
from xlfuncs.scoring.numbers import exact

__all__ = ["read_by_content"]

_NEAR = Fraction(6, 100)  # of scores kept to one decimal
_MOST = 2  # columns that can be missing


class _Row(NamedTuple):
    right: bool  # the score comes out
    below: bool  # … and is not the full one
    signed: bool  # the target has a sign


def read_by_content(reader: Reader, columns: dict[str, int], made: Assignment, rows: range) -> None:
    """Add the one or two columns of a block that are missing, where unread ones prove to be them in one way only."""
    missing = sorted(SCORED - columns.keys())
    if not 1 <= len(missing) <= _MOST:
        return
    unlike = words("other_columns")["words"]
    candidates = [one for one in made.unread if not any(word in normal(one.text) for word in unlike)]
    ways = [dict(zip(missing, some, strict=True)) for some in permutations(candidates, len(missing))]
    proven = [way for way in ways if _proves(reader, columns, way, rows)]
    if len(proven) == 1:
        for key, heading in proven[0].items():
            columns[key] = heading.column
            made.unread.remove(heading)
            made.findings.append(_said(reader, heading, key))


def _said(reader: Reader, heading: Heading, key: str) -> Finding:
    at = reader.at(heading.row, heading.column)
    return finding("column-unread", case="proven", at=at, item=None, found=heading.text, one=TERMS[key])


def _proves(reader: Reader, known: Mapping[str, int], way: Mapping[str, Heading], rows: range) -> bool:
    """Whether nearly all scores come out, and not only because all the targets were met."""
    columns = {**known, **{key: heading.column for key, heading in way.items()}}
    told = [row for number in rows if (row := _row(reader, columns, number)) is not None]
    right = [row for row in told if row.right]
    if len(right) < len(way) + 1 or 4 * len(right) < 3 * len(told):
        return False
    signed = way.keys() == {"target"} and 2 * sum(row.signed for row in right) >= len(right)
    return signed or any(row.below for row in right)


def _row(reader: Reader, columns: Mapping[str, int], number: int) -> _Row | None:
    """What a row says; None where one of its four cells is no figure."""
    cells = {key: reader.data(number, columns[key]) for key in SCORED}
    if any(map(is_placeholder, cells.values())):
        return None
    want, have = parse_target(cells["target"]), parse_target(cells["actual"])
    try:
        points, score = (exact(amount(cells[key], percent=key == "points")) for key in ("points", "score"))
        points *= 100 if "%" in normal(str(cells["points"])) else 1
        target, actual = comparable(want, have)
    except NotANumber:
        return None
    if target <= 0 or actual <= 0:
        return None
    ways = {"positive": (actual, target), "negative": (target, actual)}
    parts = [ways[want.direction]] if want.direction in ways else list(ways.values())
    shares = [min(Fraction(1), Fraction(part) / Fraction(whole)) for part, whole in parts]
    right = any(abs(share * Fraction(points) - Fraction(score)) <= _NEAR for share in shares)
    return _Row(right, score < points, want.direction is not None)
