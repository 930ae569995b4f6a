"""总分 — the total row, or the label 自评总分 with its value beside it."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.evaluation.content import Table
from xlfuncs.forms.recognition.headers import Header, Mark
from xlfuncs.forms.recognition.reader import Reader
from xlfuncs.forms.recognition.row_scores import entered_column
from xlfuncs.forms.recognition.words import is_placeholder

__all__ = ["read_total"]


def read_total(reader: Reader, totals: Sequence[Mark], headers: Sequence[Header], table: Table) -> None:
    """Fill in the total and where it stands; the last total row counts, else the label above the table."""
    if not totals:
        return
    mark = totals[-1]
    header = next((header for header in reversed(headers) if header.row < mark.row), None)
    score = header.columns.get("score") if header else None
    if header is None or score is None or reader.anchor(mark.row, score) == (mark.row, mark.column):
        column = _beside(reader, mark, header)
    elif header.own:
        column = score
    else:
        column = (
            score
            if not is_placeholder(reader.data(mark.row, score))
            else _beside(reader, mark, header, score)
        )
    if column is None:
        return
    table.cells["total"] = reader.at(mark.row, column)
    entered = entered_column(header) if header and header.own else column
    if entered is not None:
        table.cells["entered_total"] = reader.at(mark.row, entered)
        table.entered_total = reader.number(mark.row, entered, "总分", "总分")


def _beside(reader: Reader, mark: Mark, header: Header | None, default: int | None = None) -> int | None:
    """The one filled cell right of the label that is not the points' sum."""
    points = header.columns.get("points") if header else None
    start = reader.anchor(mark.row, mark.column)
    filled = []
    for column in range(mark.column + 1, reader.width):
        own = reader.anchor(mark.row, column)
        stands = column != points and own == (mark.row, column) and own != start
        if stands and not is_placeholder(reader.data(mark.row, column)):
            filled.append(column)
    if header is None:
        return filled[0] if filled else None
    return filled[0] if len(filled) == 1 else default
