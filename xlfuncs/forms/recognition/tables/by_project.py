"""逐个项目 — a long list that names in each row whose project it is, as budget systems export it: a table for each project.

The points prove it: those of most projects come to what a table, or its indicators, are worth; where no heading says
that the names are of projects, or each stands in a row above its own, those of each come to a hundred. One project alone, named
beside its rows, is such a list as well: it has neither amounts nor a total.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import of_a_hundred
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import Mark
from xlfuncs.forms.recognition.columns.shares import WORTH
from xlfuncs.forms.recognition.tables.outline import TableOutline
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import first_meaning
from xlfuncs.scoring.numbers import exact

_NAMES = ("project", "project_code")

Runs = dict[str, list[int]]  # the rows of each project


def by_project(reader: Reader, outline: TableOutline) -> Iterator[TableOutline]:
    """The table, or one for each of the projects in its rows, all below the same header."""
    header = outline.headers[0] if len(outline.headers) == 1 else None
    runs, alone = _runs(reader, outline, header) if header and header.kind == "indicators" else ({}, None)
    if header is None or len(runs) < 2 or not _proven(reader, outline, header, runs):
        yield outline if alone is None else replace(outline, project=alone)
        return
    listed = {row for rows in runs.values() for row in rows}
    sums = {rows[-1] for rows in runs.values() if outline.subtotals.get(rows[-1])}
    for place, (name, rows) in enumerate(runs.items()):
        yield replace(
            outline,
            project=name,
            headers=[header if place == 0 else replace(header, findings=())],
            totals=[
                *(Mark("total", row, _labelled(reader, row)) for row in rows if row in sums),
                *(mark for mark in outline.totals if mark.row in rows),
            ],
            subtotals=outline.subtotals | dict.fromkeys(sums, False),
            between=outline.between | (listed - {*rows}),
        )


def _runs(reader: Reader, outline: TableOutline, header: Header) -> tuple[Runs, str | None]:
    """The rows of each project: its name or code again, or none below it; and the one project that all of several rows name."""
    heads = [(column, bare(normal(text))) for column, text in reader.texts(header.row)]
    called = ([c for c, text in heads if text.endswith(tuple(words("whose")[key]))] for key in _NAMES)
    known = next(filter(None, called), [])
    places = [c for c, text in heads[:1] if first_meaning(text) == "project"]  # 区县, 学校
    known = known or (places if not outline.totals else [])
    columns = known or [column for column, _ in reader.texts(header.end + 1)[:1]]
    first = header.row - 1 if outline.between else header.end + 1  # above each header, or below the one
    above = not known and first >= 0 and _alone(reader, first) is not None
    if len(columns) != 1 or "points" not in header.columns or (not known and len(outline.subtotals) < 2):
        return {}, None
    labels, named = reader.labels(columns[0]), list[tuple[str, int]]()
    name = _alone(reader, first) or "" if above and first < header.row else ""
    end = min([outline.end, *(row for row in (*outline.tails, *outline.unknown) if row > header.end)])
    if not known:  # below the last subtotal their average may stand
        end = min(end, max(outline.subtotals) + 1)
    for row in range(header.end + 1, end):
        if row not in outline.between:
            said = _alone(reader, row) if above else labels[row]
            name = name if row in outline.subtotals else said or name
            named.append((name, row))
    runs: Runs = {}
    for name, group in groupby(named, key=lambda one: one[0]):
        if not name or name in runs:
            return {}, None  # a name that comes again further down is no project of its own
        runs[name] = [row for _, row in group]
    if not known:
        return (runs if _each_of_a_hundred(reader, outline, header, runs) else {}), None
    alone = len(runs) == 1 < len(named) and columns != places and all(labels[row] for _, row in named)
    return runs, name if alone else None


def _each_of_a_hundred(reader: Reader, outline: TableOutline, header: Header, runs: Runs) -> bool:
    """Whether each run ends with its one sum, and that and its rows come to 100 points."""
    points = _points(reader, header)
    for *rows, last in runs.values():
        if last not in outline.subtotals or not sum(points[row] for row in rows) == points[last] == WORTH[0]:
            return False
    return not any(row in outline.subtotals for *rows, _ in runs.values() for row in rows)


def _alone(reader: Reader, row: int) -> str | None:
    """The one text of a row, or what stands beside 项目名称 there."""
    texts = reader.texts(row)
    labelled = len(texts) == 2 and bare(normal(texts[0][1])) in words("whose")["project"]
    return texts[-1][1] if labelled or len(texts) == 1 else None


def _labelled(reader: Reader, row: int) -> int:
    """The column in which a row says that it is a subtotal."""
    return next(column for column, text in reader.texts(row) if first_meaning(text) == "subtotal")


def _proven(reader: Reader, outline: TableOutline, header: Header, runs: Runs) -> bool:
    """Whether the points of most projects come to those of a table."""
    points, sums = _points(reader, header), outline.subtotals
    worth = [sum(points[row] for row in rows if row not in sums) for rows in runs.values()]
    return 2 * sum(one in WORTH for one in worth) > len(worth)


def _points(reader: Reader, header: Header) -> list[Decimal]:
    return [exact(of_a_hundred(value) or 0) for value in reader.column(header.columns["points"])]
