"""按内容认列 — a column whose heading nobody knows, read as what the cells of the rows prove it to be; and a sheet without a
header anybody knows.

Result ÷ target × points is the score: where two or three of these four columns are known and others make the typed
scores come out, those are the ones that were missing. What is read so is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import islice, permutations, product
from typing import NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.findings.register import Finding, Severity
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount, is_number
from xlfuncs.forms.recognition.columns.assignment import NAMED, SCORED, Assignment, unread
from xlfuncs.forms.recognition.columns.evidence import Columns, evidence, rows_below, scores_within
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.columns.shares import WORTH
from xlfuncs.forms.recognition.columns.unnamed import unnamed
from xlfuncs.forms.recognition.words.parts import Known, Meanings
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.functions.comparable import comparable
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import exact

AMOUNTS = {"budget": Both("预算数", "the budget"), "executed": Both("执行数", "the amount executed")}
_SAID = NAMED | AMOUNTS
_TOLD = ("meaning", "reason")
_JUDGED = {"points", "score"}
_NEAR = Fraction(6, 100)  # of scores kept to one decimal
GUESSED = 1  # the weight of what a word in a heading may mean
MOST = 2  # columns that can be missing, where the others have a heading that is known
_HEAD, _LONGEST = 30, 20  # rows and characters in which headings are guessed
_UNKNOWN = 7  # headings nobody knows that are tried as every column


class _Row(NamedTuple):
    right: bool  # the score comes out
    below: bool  # … and is not the full one
    signed: bool  # the target has a sign


def read_by_content(
    reader: Reader, columns: Columns, made: Assignment, rows: range, blank: Sequence[Heading]
) -> None:
    """Add the one or two columns that are missing, where unread ones, headed or not, prove to be them in one way only."""
    missing = sorted(SCORED - columns.keys())
    if not 1 <= len(missing) <= MOST:
        return
    # 情况说明 may hold the results
    told = [made.places[key] for key in _TOLD if key in made.places] if missing == ["actual"] else []
    placings = permutations(unlike_others([*made.unread, *told, *blank]), len(missing))
    ways = [dict(zip(missing, some, strict=True)) for some in placings]
    ways = [way for way in ways if "target" not in way or not is_verified(way["target"])]
    proven = [way for way in ways if proves(reader, columns, way, rows)]
    if not proven:
        proven = [way for way in ways if way.keys() <= _JUDGED and _all_earned(reader, columns, way, rows)]
    if len(proven) == 1:
        for key, heading in proven[0].items():
            columns[key] = heading.column
            if heading in told:
                del columns[heading.meaning]
            elif heading.text:
                made.unread.remove(heading)
            doubted = reader.at(heading.row, heading.column)
            made.findings = [found for found in made.findings if found.cell != doubted]
            made.findings.append(said_as(reader, heading, key))


def _all_earned(reader: Reader, known: Columns, way: Mapping[str, Heading], rows: range) -> bool:
    """Whether the points come to what a block of indicators is worth, most scores are full, and none is above its points."""
    columns = {**known, **{key: heading.column for key, heading in way.items()}}
    if not columns.keys() >= SCORED or any(heading.text for heading in way.values()):
        return False
    pairs = [[reader.amount(row, columns[key]) for key in ("score", "points")] for row in rows]
    full = sum(score is not None and score == points for score, points in pairs)
    told = scores_within(reader, columns["score"], columns["points"], rows) and 2 * full > len(rows)
    return told and _sum(reader, columns, rows) in WORTH


def is_verified(heading: Heading) -> bool:
    """Whether a heading is that of results somebody else has looked at, never of targets: 审计核实值."""
    return any(word in normal(heading.text) for word in words("other_columns")["verified"])


def unlike_others(headings: Iterable[Heading]) -> list[Heading]:
    """The headings that say nothing of another year, or of others' figures: 上年完成, 全国平均."""
    unlike = words("other_columns")["words"]
    return [one for one in headings if not any(map(normal(one.text).__contains__, unlike))]


def right_scores(reader: Reader, columns: Columns, rows: Iterable[int]) -> int:
    """How many scores come out."""
    if not columns.keys() >= SCORED:
        return 0
    told = (_row(reader, columns, number) for number in rows)
    return sum(row is not None and row.right for row in told)


def guesses(reader: Reader, made: Assignment) -> Iterator[Finding]:
    """What was read of a guess."""
    for key, heading in made.places.items():
        if heading.meanings and heading.meanings[0][1] == GUESSED and key in _SAID:
            yield said_as(reader, heading, key)


def said_as(reader: Reader, heading: Heading, key: str, severity: Severity = "info") -> Finding:
    """That a column is read as this, which its heading does not say."""
    case = "proven-rate" if key in AMOUNTS else "proven" if heading.text else "proven-blank"
    return unread(reader, heading, case=case, severity=severity, one=_SAID[key])


def proves(
    reader: Reader, known: Columns, way: Mapping[str, Heading], rows: range, *, slips: bool = False
) -> bool:
    """Whether nearly all scores come out, not only as targets were met; most, where headings say all, or some are `slips`."""
    columns = {**known, **{key: heading.column for key, heading in way.items()}}
    # Which is which only scores of what is the better, the more can tell.
    more = {"target", "actual"} <= way.keys()
    told = [row for number in rows if (row := _row(reader, columns, number, more=more)) is not None]
    right = [row for row in told if row.right]
    if not way or slips:
        most = len(right) > 1 and 2 * len(right) > len(told)
        return most and (not slips or any(row.below for row in right))
    enough = len(told) if len(way) > MOST else 3 * len(told) / 4
    if len(right) < min(len(way), MOST) + 1 or len(right) < enough:
        return False
    signed = way.keys() == {"target"} and 2 * sum(row.signed for row in right) >= len(right)
    return signed or any(row.below for row in right)


def _row(reader: Reader, columns: Columns, number: int, *, more: bool = False) -> _Row | None:
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


def guess(reader: Reader, known: Known) -> dict[str, Meanings]:
    """What unknown headings may mean by a word in them, or by their cells, where the scores then come out: 满分多少; 兑现."""
    for row in range(min(_HEAD, len(reader.rows))):
        texts = [(column, text) for column, text in reader.texts(row) if len(text) <= _LONGEST]
        if len(texts) <= len(SCORED):
            continue
        meant = {text: known.get(text) or _guess(text) for _, text in texts}
        headings = [Heading(row, column, text, meant[text]) for column, text in texts]
        columns = {heading.meaning: heading.column for heading in headings if heading.meanings}
        ways = [*islice(_ways(reader, columns, headings, row), 2)]
        ways = ways or [*islice(_ways(reader, columns, headings, row, slips=True), 2)]
        if len(ways) != 1:
            continue
        for key, heading in ways[0].items():
            meant[heading.text] = ((key, GUESSED),)
        told = [Heading(row, column, text, meant[text]) for column, text in texts]
        if unnamed(reader, told, row) is not None:
            return {text: meanings for text, meanings in meant.items() if meanings and text not in known}
    return {}


def _ways(
    reader: Reader, columns: Columns, headings: Sequence[Heading], row: int, *, slips: bool = False
) -> Iterator[dict[str, Heading]]:
    """How missing columns can be unknown ones and scores come out; where most are missing, or `slips`, points come to 100."""
    missing = sorted(SCORED - columns.keys())
    unknown = [one for one in unlike_others(headings) if not one.meanings]
    if not len(missing) <= len(unknown) <= _UNKNOWN:
        return
    rows = rows_below(reader, row)
    cells = {one: evidence(reader, one.column, rows) for one in unknown}
    figures = [one for one, of in cells.items() if of.values and of.numbers == len(of.values)]
    within = cache(partial(scores_within, reader, rows=rows))
    for some in product(*(figures if key in ("points", "score") else unknown for key in missing)):
        if len({one.column for one in some}) < len(some):
            continue
        way = dict(zip(missing, some, strict=True))
        placed = {**columns, **{key: heading.column for key, heading in way.items()}}
        proven = not way or slips or within(placed["score"], placed["points"])
        proven = proven and proves(reader, columns, way, rows, slips=slips)
        if proven and ((len(missing) <= MOST and not slips) or _sum(reader, placed, rows) in WORTH):
            yield way


def _sum(reader: Reader, columns: Columns, rows: range) -> Fraction:
    """The points of the rows that have a target."""
    named = (row for row in rows if not is_placeholder(reader.data(row, columns["target"])))
    cells = [reader.data(row, columns["points"]) for row in named]
    return sum((Fraction(exact(amount(cell, percent=True))) for cell in cells if is_number(cell)), Fraction())


def _guess(text: str) -> Meanings:
    """The one thing that a heading may mean by a word in it."""
    short = bare(normal(text))
    if short.endswith(tuple(words("other_columns")["shares"])):
        return ()
    found = {meaning for meaning, listed in words("guesses").items() if any(map(short.__contains__, listed))}
    return ((found.pop(), GUESSED),) if len(found) == 1 else ()
