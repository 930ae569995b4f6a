"""无人认识的表头 — a sheet without a header anybody knows: what its headings may mean.

By a word in them, or by the cells below alone, where the scores then come out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product

from xlfuncs.forms.recognition.cells.reader import Reader, amount, is_number
from xlfuncs.forms.recognition.columns.assignment import SCORED, Heading
from xlfuncs.forms.recognition.columns.by_content import GUESSED, MOST, proves, unlike_others
from xlfuncs.forms.recognition.columns.evidence import evidence, rows_below
from xlfuncs.forms.recognition.columns.unnamed import unnamed
from xlfuncs.forms.recognition.words.parts import Meanings
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.scoring.numbers import exact

_HEAD, _LONGEST = 30, 20  # rows and characters in which headings are guessed
_UNKNOWN = 7  # headings nobody knows that are tried as every column
_WORTH = (100, 90, 80)  # points of a block of indicators, the rate having the others


def guess(reader: Reader, known: Mapping[str, Meanings]) -> dict[str, Meanings]:
    """What the headings of a sheet without a header may mean by a word in them, or by the cells below alone, where
    the scores then come out: 年初定的目标, 满分多少; 承诺, 兑现, 基准分.
    """
    for row in range(min(_HEAD, len(reader.rows))):
        texts = [(column, text) for column, text in reader.texts(row) if len(text) <= _LONGEST]
        if len(texts) <= len(SCORED):
            continue
        meant = {text: known.get(text) or _guess(text) for _, text in texts}
        headings = [Heading(row, column, text, meant[text]) for column, text in texts]
        columns = {heading.meanings[0][0]: heading.column for heading in headings if heading.meanings}
        ways = [*islice(_ways(reader, columns, headings, row), 2)]
        if len(ways) != 1:
            continue
        for key, heading in ways[0].items():
            meant[heading.text] = ((key, GUESSED),)
        told = [Heading(row, column, text, meant[text]) for column, text in texts]
        if unnamed(reader, told, row) is not None:
            return {text: meanings for text, meanings in meant.items() if meanings and text not in known}
    return {}


def _ways(
    reader: Reader, columns: Mapping[str, int], headings: Sequence[Heading], row: int
) -> Iterator[dict[str, Heading]]:
    """How the columns that are missing can be taken from those under headings nobody knows, so that the scores come
    out; where most are missing, only if the points come to what a block of indicators is worth, too.
    """
    missing = sorted(SCORED - columns.keys())
    unknown = [one for one in unlike_others(headings) if not one.meanings]
    if not len(missing) <= len(unknown) <= _UNKNOWN:
        return
    rows = rows_below(reader, row)
    cells = {one: evidence(reader, one.column, rows) for one in unknown}
    figures = [one for one, of in cells.items() if of.values and of.numbers == len(of.values)]
    for some in product(*(figures if key in ("points", "score") else unknown for key in missing)):
        if len({one.column for one in some}) < len(some):
            continue
        way = dict(zip(missing, some, strict=True))
        placed = {**columns, **{key: heading.column for key, heading in way.items()}}
        proven = _bounded(reader, placed, rows) and proves(reader, columns, way, rows)
        if proven and (len(missing) <= MOST or _sum(reader, placed, rows) in _WORTH):
            yield way


def _bounded(reader: Reader, columns: Mapping[str, int], rows: range) -> bool:
    """Whether no score is above its points: told soon, of columns that are something else."""
    pairs = ((reader.data(row, columns["score"]), reader.data(row, columns["points"])) for row in rows)
    return not any(type(score) is type(points) is float and score > points for score, points in pairs)


def _sum(reader: Reader, columns: Mapping[str, int], rows: range) -> Fraction:
    """The points of the rows that have a target."""
    named = (row for row in rows if not is_placeholder(reader.data(row, columns["target"])))
    cells = [reader.data(row, columns["points"]) for row in named]
    return sum((Fraction(exact(amount(cell, percent=True))) for cell in cells if is_number(cell)), Fraction())


def _guess(text: str) -> Meanings:
    """The one thing that a heading may mean by a word in it."""
    short = bare(normal(text))
    if short.endswith(tuple(words("other_columns")["shares"])):
        return ()
    found = {meaning for meaning, listed in words("guesses").items() if any(word in short for word in listed)}
    return ((found.pop(), GUESSED),) if len(found) == 1 else ()
