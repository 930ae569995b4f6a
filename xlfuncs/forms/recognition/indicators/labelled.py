"""标签里带分值的段 — a row between the blocks that earns points by itself: 年度总体目标20分 … 20."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader, is_number
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.words.texts import label, label_points


def read_labelled(
    reader: Reader, header: Header, rows: Sequence[int], amounts: Sequence[Item]
) -> Iterator[Item]:
    """The rows below the amounts whose first text says what they are worth, with a number in the column of scores."""
    scored = {item.place("entered") for item in amounts}
    score = header.columns.get("score")
    if score is None or header.own:
        return
    for row in rows:
        column, text = next(iter(reader.texts(row)), (score, ""))
        points = label_points(text, unit=True) if column < min(header.columns.values()) else None
        stands = reader.anchor(row, score)
        if points is not None and stands == (row, score) and is_number(reader.data(row, score)):
            name, cell = label(text), reader.at(row, score)
            if cell in scored:
                continue
            entered = reader.number(row, score, "得分", name)
            cells = {"score": cell, "entered": cell}
            yield Item(name, name, points=points, entered=entered, cells=cells)
