"""按内容认列 — a column whose heading nobody knows, read as what the cells of the rows prove it to be.

Result ÷ target × points is the score: where two or three of these four columns are known and others make the typed
scores come out, those are the ones that were missing. What is read so is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.forms.recognition.cells.reader import Reader, amount
from xlfuncs.forms.recognition.columns.assignment import NAMED, SCORED, Assignment, Heading
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder, meaning
from xlfuncs.functions.comparable import comparable
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import exact

_NEAR = Fraction(6, 100)  # of scores kept to one decimal
GUESSED = 1  # the weight of what a word in a heading may mean
MOST = 2  # columns that can be missing, where the others have a heading that is known


class _Row(NamedTuple):
    right: bool  # the score comes out
    below: bool  # … and is not the full one
    signed: bool  # the target has a sign


def read_by_content(reader: Reader, columns: dict[str, int], made: Assignment, rows: range) -> None:
    """Add the one or two columns of a block that are missing, where unread ones prove to be them in one way only."""
    missing = sorted(SCORED - columns.keys())
    if not 1 <= len(missing) <= MOST:
        return
    ways = [
        dict(zip(missing, some, strict=True))
        for some in permutations(unlike_others(made.unread), len(missing))
    ]
    ways = [way for way in ways if "target" not in way or not _is_verified(way["target"])]
    proven = [way for way in ways if proves(reader, columns, way, rows)]
    if len(proven) == 1:
        for key, heading in proven[0].items():
            columns[key] = heading.column
            made.unread.remove(heading)
            doubted = reader.at(heading.row, heading.column)
            made.findings = [found for found in made.findings if found.cell != doubted]
            made.findings.append(_said(reader, heading, key))


def settle_target(reader: Reader, columns: dict[str, int], made: Assignment, rows: range) -> None:
    """Where another column may be the target, or nobody knows what stands between target and result, and it holds
    other targets of the same units: the one by which more of the scores come out counts, and where neither does, none.
    """
    said, actual = made.places.get("target"), columns.get("actual", -1)
    if said is None or columns["target"] != said.column or "adjusted_target" in columns:
        return
    for other in unlike_others(made.unread):
        rival = "target" in dict(other.meanings)
        result = "actual" in dict(other.meanings) and not rival
        if result or not (rival or said.column < other.column < actual):
            continue
        pairs = _with_both(reader, said, other, rows)
        both = [row for row, alike in pairs.items() if alike or rival]
        if not rival and len(both) < len(pairs):
            continue
        named = rival or meaning("below_targets", other.text) is not None  # one row may prove it
        if not both or (len(both) == 1 and not named):
            continue
        now, then = (_right(reader, columns | {"target": one.column}, both) for one in (said, other))
        if then > now:
            columns["target" if rival else "adjusted_target"] = other.column
            made.unread.remove(other)
            made.findings.append(_said(reader, other, "target"))
        elif then == now and (any(pairs.values()) if rival else len(both) > 1):
            del columns["target"]
            made.findings.append(_alike(reader, said, other))
        return


def settle_rivals(reader: Reader, columns: dict[str, int], made: Assignment, rows: range) -> None:
    """Where another column may be the result or the points, too, and only with it the scores come out: it counts."""
    for key in ("actual", "points"):
        said = made.places.get(key)
        if said is None or columns[key] != said.column:
            continue
        for other in unlike_others(made.unread):
            known, ours = key in dict(other.meanings), "rule_score" in columns
            beside = key == "actual" and not (known or ours) and said.column < other.column
            alike = _with_both(reader, said, other, rows) if beside else {}
            if not known and not (alike and all(alike.values())):
                continue
            now, then = (_right(reader, columns | {key: one.column}, rows) for one in (said, other))
            nearly_all = then > now and 4 * then >= 3 * len(alike)  # 审计核实值 behind 完成值
            if then > max(1, 2 * now) if known else nearly_all:
                columns[key] = other.column
                made.unread[made.unread.index(other)] = said
                made.findings.append(_said(reader, other, key))
                break
            if (
                not known and _is_verified(other) and then == now
            ):  # no scores that say which of the two counts
                del columns[key]
                made.findings.append(_alike(reader, said, other))
                break


def _is_verified(heading: Heading) -> bool:
    """Whether a heading is that of results somebody else has looked at, never of targets: 审计核实值."""
    return any(word in normal(heading.text) for word in words("other_columns")["verified"])


def _alike(reader: Reader, one: Heading, other: Heading) -> Finding:
    at, place = (reader.at(heading.row, heading.column) for heading in (one, other))
    return finding("columns-alike", at=at, found=one.text, other=place, said=other.text)


def unlike_others(headings: Iterable[Heading]) -> list[Heading]:
    """The headings that say nothing of another year, or of others' figures: 上年完成, 全国平均."""
    unlike = words("other_columns")["words"]
    return [one for one in headings if not any(word in normal(one.text) for word in unlike)]


def _with_both(reader: Reader, one: Heading, other: Heading, rows: range) -> dict[int, bool]:
    """The rows with both, and whether they have figures of one unit there; none where all are the same."""
    pairs = {row: (reader.data(row, one.column), reader.data(row, other.column)) for row in rows}
    read = {
        row: (parse_target(a), parse_target(b))
        for row, (a, b) in pairs.items()
        if not (is_placeholder(a) or is_placeholder(b))
    }
    if all(a.number == b.number for a, b in read.values()):
        return {}
    return {row: None not in (a.number, b.number) and a.unit == b.unit for row, (a, b) in read.items()}


def _right(reader: Reader, columns: Mapping[str, int], rows: Iterable[int]) -> int:
    """How many scores come out."""
    if not columns.keys() >= SCORED:
        return 0
    told = (_row(reader, columns, number) for number in rows)
    return sum(row is not None and row.right for row in told)


def guesses(reader: Reader, made: Assignment) -> Iterator[Finding]:
    """What was read of a guess."""
    for key, heading in made.places.items():
        if heading.meanings and heading.meanings[0][1] == GUESSED and key in NAMED:
            yield _said(reader, heading, key)


def _said(reader: Reader, heading: Heading, key: str) -> Finding:
    at = reader.at(heading.row, heading.column)
    return finding("column-unread", case="proven", at=at, found=heading.text, one=NAMED[key])


def proves(reader: Reader, known: Mapping[str, int], way: Mapping[str, Heading], rows: range) -> bool:
    """Whether nearly all scores come out, and not only because all the targets were met."""
    columns = {**known, **{key: heading.column for key, heading in way.items()}}
    # Which is which only scores of what is the better, the more can tell.
    more = {"target", "actual"} <= way.keys()
    told = [row for number in rows if (row := _row(reader, columns, number, more=more)) is not None]
    right = [row for row in told if row.right]
    enough = len(told) if len(way) > MOST else 3 * len(told) / 4
    if len(right) < min(len(way), MOST) + 1 or len(right) < enough:
        return False
    signed = way.keys() == {"target"} and 2 * sum(row.signed for row in right) >= len(right)
    return signed or any(row.below for row in right)


def _row(reader: Reader, columns: Mapping[str, int], number: int, *, more: bool = False) -> _Row | None:
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
    parts = [ways[want.direction]] if want.direction in ways else [*ways.values()][: 1 if more else 2]
    shares = [min(Fraction(1), Fraction(part) / Fraction(whole)) for part, whole in parts]
    right = any(abs(share * Fraction(points) - Fraction(score)) <= _NEAR for share in shares)
    return _Row(right, score < points, want.direction is not None)
