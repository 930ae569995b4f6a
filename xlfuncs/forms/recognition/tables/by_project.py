"""逐个项目 — a long list that names in each row whose project it is, as budget systems export it: a table for each project.

The points prove it: those of most projects come to what a table, or its indicators, are worth. One project alone, named
beside its rows, is such a list as well: it has neither amounts nor a total.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader, amount, is_number
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.tables.extent import TableOutline
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.scoring.numbers import exact

_NAMES = ("project", "project_code")
_WORTH = (100, 90, 80)  # points of a table; of its indicators, the rate having the others


def by_project(reader: Reader, outline: TableOutline) -> Iterator[TableOutline]:
    """The table, or one for each of the projects in its rows, all below the same header."""
    header = outline.headers[0] if len(outline.headers) == 1 else None
    runs, alone = _runs(reader, outline, header) if header and header.kind == "indicators" else ({}, None)
    if header is None or len(runs) < 2 or not _proven(reader, outline, header, runs):
        yield outline if alone is None else replace(outline, project=alone)
        return
    listed = {row for rows in runs.values() for row in rows}
    for place, (name, rows) in enumerate(runs.items()):
        yield replace(
            outline,
            project=name,
            headers=[header if place == 0 else replace(header, findings=())],
            totals=[mark for mark in outline.totals if mark.row in rows],
            between=outline.between | (listed - {*rows}),
        )


def _runs(reader: Reader, outline: TableOutline, header: Header) -> tuple[dict[str, list[int]], str | None]:
    """Which rows belong to each project: those that repeat its name, else its code, or leave it out below it; and the
    one project that all of several rows name.
    """
    heads = [(column, bare(normal(text))) for column, text in reader.texts(header.row)]
    called = ([c for c, text in heads if text.endswith(tuple(words("whose")[key]))] for key in _NAMES)
    columns = next(filter(None, called), [])
    if len(columns) != 1 or "points" not in header.columns:
        return {}, None
    labels, name, named = reader.labels(columns[0]), "", list[tuple[str, int]]()
    end = min([outline.end, *(row for row in (*outline.tails, *outline.unknown) if row > header.end)])
    for row in range(header.end + 1, end):
        if row not in outline.between:
            name = name if row in outline.subtotals else labels[row] or name
            named.append((name, row))
    runs: dict[str, list[int]] = {}
    for name, group in groupby(named, key=lambda one: one[0]):
        if not name or name in runs:
            return {}, None  # a name that comes again further down is no project of its own
        runs[name] = [row for _, row in group]
    alone = len(runs) == 1 < len(named) and all(labels[row] for _, row in named)
    return runs, name if alone else None


def _proven(reader: Reader, outline: TableOutline, header: Header, runs: dict[str, list[int]]) -> bool:
    """Whether the points of most projects come to those of a table."""
    points = reader.column(header.columns["points"])
    worth = [
        sum(_points(points[row]) for row in rows if row not in outline.subtotals) for rows in runs.values()
    ]
    return 2 * sum(one in _WORTH for one in worth) > len(worth)


def _points(value: Value) -> Decimal:
    """The points of a row; 60% are 60 of 100."""
    if not is_number(value):
        return Decimal()
    percent = isinstance(value, str) and "%" in normal(value)
    return exact(amount(value, percent=True)).scaleb(2 if percent else 0)
