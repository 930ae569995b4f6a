"""分与理由 — points, scores and reasons of a row, and where they stand; the same in every block.

In our own workbooks the official 得分 is a formula and the helper column 填报得分 holds what was entered; in
any other table the 得分 column itself holds it.
"""

from __future__ import annotations

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.headers import Header
from xlfuncs.forms.recognition.reader import Reader

__all__ = ["Helpers", "entered_column"]

_CELLS = {  # header word → key of Item.cells
    "score": "score",
    "rule_score": "rule_score",
    "explanation": "explanation",
    "approved": "approved",
    "approved_reason": "reason",
}


def entered_column(header: Header) -> int | None:
    """The column of the entered scores."""
    if header.own:
        return header.columns.get("entered")
    return header.columns.get("score", header.columns.get("entered"))


class Helpers:
    """The columns of a block that say what a row is worth and what it got."""

    def __init__(self, reader: Reader, header: Header) -> None:
        columns = header.columns
        self.reader = reader
        self.official, self.helper = columns.get("points"), columns.get("row_points")
        self.entered = entered_column(header)
        self.approved, self.reason = columns.get("approved"), columns.get("approved_reason")
        self.places = [(key, columns[word]) for word, key in _CELLS.items() if word in columns]

    def points(self, row: int) -> int | None:
        """The column of a row's points: the helper column, where it is filled or the official cell is shared."""
        if self.helper is None or self.official is None:
            return self.official
        shared = (row, self.official) in self.reader.anchors
        return self.helper if shared or self.reader.data(row, self.helper) is not None else self.official

    def read(self, row: int, item: Item) -> None:
        """Fill in what a row says besides its inputs."""
        reader, cells = self.reader, item.cells
        points = self.points(row)
        if points is not None:
            item.points = reader.number(row, points, "分值", item.name)
            cells["points"] = reader.at(row, points)
        if self.entered is not None:
            item.entered = reader.number(row, self.entered, "得分", item.name)
            cells["entered"] = reader.at(row, self.entered)
        if self.approved is not None:
            item.approved = reader.number(row, self.approved, "核定得分", item.name)
            item.reason = reader.text(row, self.reason)
        for key, column in self.places:
            cells[key] = reader.at(row, column)
