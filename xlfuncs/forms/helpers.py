"""分与理由 — points, scores and reasons of a row, and where they stand; the same in every block.

In our own workbooks the official 得分 is a formula and the helper column 填报得分 holds what was entered; in
any other table the 得分 column itself holds it.
"""

from __future__ import annotations

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.headers import Header
from xlfuncs.forms.reader import Reader

__all__ = ["entered_column", "points_column", "read_helpers"]

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


def points_column(reader: Reader, header: Header, row: int) -> int | None:
    """The column of a row's points: the helper column where it is filled."""
    helper = header.columns.get("row_points")
    return helper if reader.data(row, helper) is not None else header.columns.get("points")


def read_helpers(reader: Reader, header: Header, row: int, item: Item) -> None:
    """Fill in what a row says besides its inputs."""
    columns, cells = header.columns, item.cells
    points = points_column(reader, header, row)
    if points is not None:
        item.points = reader.number(row, points, "分值", item.name)
        cells["points"] = reader.at(row, points)
    entered = entered_column(header)
    if entered is not None:
        item.entered = reader.number(row, entered, "得分", item.name)
        cells["entered"] = reader.at(row, entered)
    if "approved" in columns:
        item.approved = reader.number(row, columns["approved"], "核定得分", item.name)
        item.reason = reader.text(row, columns.get("approved_reason"))
    for word, key in _CELLS.items():
        if word in columns:
            cells[key] = reader.at(row, columns[word])
