"""指标块以外得分的行 — a row between the blocks that earns points by itself: 年度总体目标20分 … 20."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader, is_number
from xlfuncs.forms.recognition.words.texts import label, label_points, normal


def read_labelled(
    reader: Reader, score: int, left: int, rows: Iterable[int], amounts: Sequence[Item]
) -> Iterator[Item]:
    """The rows below the amounts with a number in the column of scores, whose first text stands left of all amounts and
    says what they are worth, or that they are the goals.
    """
    scored = {item.place("score") for item in amounts}
    for row in rows:
        column, text = next(iter(reader.texts(row)), (score, ""))
        points = label_points(text, unit=True)
        named = column < left and (points is not None or "目标" in normal(text))
        if named and reader.anchor(row, score) == (row, score) and is_number(reader.data(row, score)):
            name, cell = label(text), reader.at(row, score)
            if cell in scored:
                continue
            entered = reader.number(row, score, "得分", name)
            cells = {"score": cell, "entered": cell}
            yield Item(name, name, points=points, entered=entered, cells=cells)
