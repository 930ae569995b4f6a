"""得分写到哪里 — which cells of a table take which scores; formulas and what people typed stay.

In our own workbooks the helper columns take the rule's score and its explanation, and the official cell too
where a row has no formula. In any other table a blank 得分 is filled, and a typed one replaced only on demand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlfuncs.evaluation.content import Result
from xlfuncs.forms.cells import Cell, Value, cell_at
from xlfuncs.workbook.report_lines import Change, Earlier, same

__all__ = ["score_cells", "score_places"]


def score_places(result: Result) -> Iterator[tuple[str, str, float | None]]:
    """The cells of official scores: where, whose, and what belongs there; each cell once.

    A score merged over several rows is their section's.
    """
    table = result.table
    scores = [(score.item.cells.get("score"), score) for score in result.scores]
    places = Counter(place for place, _ in scores)
    for place, score in scores:
        if place and places[place] == 1:
            yield place, score.item.name, score.counted
    for section in () if table.own else result.sections:
        place = table.cells.get(section["name"])
        if place and places[place] != 1:
            yield place, section["name"], section["score"]
    if "total" in table.cells:
        yield table.cells["total"], "总分", result.total


def score_cells(
    result: Result, earlier: Earlier, *, overwrite: bool
) -> tuple[dict[Cell, Value], list[Change]]:
    """What to write to the table's sheet, and which of it changes an official score."""
    formulas, own = earlier.sheet.formulas, result.table.own
    cells: dict[Cell, Value] = {}
    changes: list[Change] = []
    for place, name, value in score_places(result):
        cell = cell_at(place)
        typed, ours = earlier.typed(cell), earlier.ours(cell)
        if cell in formulas or not (typed is None or ours or overwrite or own):
            continue
        if value is None or (typed is not None and same(typed, value)):
            if ours:  # what we once wrote no longer holds
                cells[cell] = typed
        else:
            cells[cell] = value
            changes.append(Change(cell, name, typed, value))
    if own:
        cells |= {cell: value for cell, value in _helpers(result) if cell not in formulas}
    return cells, changes


def _helpers(result: Result) -> Iterator[tuple[Cell, Value]]:
    for score in result.scores:
        places = score.item.cells
        if "rule_score" in places:
            yield cell_at(places["rule_score"]), score.score
        if "explanation" in places:
            yield cell_at(places["explanation"]), score.explanation or None
