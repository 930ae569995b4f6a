"""上级分值 — points of the outer levels in columns of their own: those of each heading are what its rows are worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.slips import mended
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none, as_text
from xlfuncs.forms.recognition.columns.assignment import LEVELS
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.words.words import concept
from xlfuncs.scoring.numbers import exact


def check_level_points(reader: Reader, header: Header, items: Sequence[Item]) -> None:
    """The points of each outer heading against those of its rows, where all but one come out."""
    worth = {
        reader.cell(item.cells["points"])[0]: item
        for item in items
        if "points" in item.cells and type(item.points) is float
    }
    if header.own or len(worth) < len(items):
        return
    for column in _columns(reader, header):
        groups = [*_groups(reader, header, column, worth)]
        sums = [sum(exact(item.points) for item in inside) for *_, inside in groups]
        wrong = [
            (*group, added) for group, added in zip(groups, sums, strict=True) if exact(group[1]) != added
        ]
        if len(wrong) == 1 < len(groups):
            for row, stated, inside, added in wrong:
                short = exact(stated) - added
                hint = mended(short, [(item.points, item.place("points"), None) for item in inside])
                name = as_text(reader.value(row, column - 1)) or ""
                told = {"found": float(added), "expected": stated, "hint": hint}
                reader.note("points-sum", at=reader.at(row, column), item=name, **told)


def _columns(reader: Reader, header: Header) -> Iterator[int]:
    """The columns headed as points, right of one of a level, that do not count."""
    counted = header.columns.get("points", 0)
    for line in range(header.row, header.end + 1):
        said = {column: (concept(text) or ("",))[0] for column, text in reader.texts(line)}
        for column, one in said.items():
            if one == "points" and column != counted and said.get(column - 1) in LEVELS:
                yield column


def _groups(
    reader: Reader, header: Header, column: int, worth: dict[int, Item]
) -> Iterator[tuple[int, float, list[Item]]]:
    """Each number of such a column with its row, and the items it stands beside."""
    last = max(worth, default=header.end)
    starts = [
        (row, number)
        for row in range(header.end + 1, last + 1)
        if reader.anchor(row, column)[0] == row
        and (number := amount_or_none(reader.data(row, column))) is not None
    ]
    for (row, number), (below, _) in pairwise([*starts, (last + 1, 0.0)]):
        if inside := [item for at, item in worth.items() if row <= at < below]:
            yield row, number, inside
