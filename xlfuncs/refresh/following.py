"""随得分变化的公式 — totals, subtotals and grades that are formulas follow the scores that are written.

They are judged as they will show, not as they stood: 填报 on 核对 is what the reader sees beside it, and the next refresh
finds nothing new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlfuncs.cells import Cell, Content
from xlfuncs.evaluation.result import Result
from xlfuncs.refresh.book import Book, Calculated
from xlfuncs.refresh.typed_sheet import TypedSheet


def follow(
    book: Book,
    results: Sequence[Result],
    contents: Sequence[Mapping[Cell, Content]],
    read: Mapping[str, TypedSheet],
) -> bool:
    """Let the entries that are formulas be what they show once this is written; False where none changes.

    In our own tables none does.
    """
    written: dict[str, dict[Cell, Content]] = {}
    for result, cells in zip(results, contents, strict=True):
        if cells and not result.table.own and _adds_up(result, read):
            written.setdefault(result.table.sheet, {}).update(cells)
    if not written or not isinstance(book, Calculated):
        return False
    now = book.formulas_once(written)
    changed = [read[sheet].follow(now.get(sheet, {})) for sheet in written]
    return any(changed)


def _adds_up(result: Result, read: Mapping[str, TypedSheet]) -> bool:
    """Whether a score, a total or a grade of a table is a formula."""
    table, formulas = result.table, read[result.table.sheet].sheet.formulas
    graded = [table.entered_grade[1]] if table.entered_grade else []
    scores = (score.item.place("score") for score in result.scores)
    return any(place and place.cell in formulas for place in (*table.cells.values(), *graded, *scores))
