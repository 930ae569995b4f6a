"""得分写到哪里 — which cells of a table take which scores; formulas and what people typed stay.

In our own workbooks the helper columns take the rule's score and its explanation, and a row without its formulas
gets them. In any other table a blank 得分 is filled, and a typed one replaced only on demand.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlfuncs.cells import Cell, Content, Sheet, Value
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.functions.directions import WORDS, numeric
from xlfuncs.refresh.report import Change
from xlfuncs.refresh.typed_sheet import TypedSheet, same
from xlfuncs.scoring.numbers import exact

_GOALS = ("target", "actual")
# A deadline has no numbers: it is kept, or has no score.
_KEPT: dict[str, Value] = {"direction": "等于", "target_number": 1.0, "actual_number": 1.0}


def score_places(result: Result) -> Iterator[tuple[Cell, str, float | None]]:
    """The cells of official scores: where, whose, and what belongs there; each cell once.

    A score merged over several rows is their section's.
    """
    table = result.table
    scores: dict[Cell, Score | None] = {}  # no single row's where several share a cell
    for score in result.scores:
        if place := score.item.cells.get("score"):
            cell = place.row, place.column
            scores[cell] = None if cell in scores else score
    for cell, alone in scores.items():
        if alone is not None:
            yield cell, alone.item.name, alone.counted
    for section in () if table.own else result.sections:
        place = table.cells.get(section["name"])
        if place and scores.get(place.cell) is None:
            yield place.cell, section["name"], section["score"]
    if total := table.cells.get("total"):
        yield total.cell, "总分", result.total


def score_cells(
    result: Result, earlier: TypedSheet, *, overwrite: bool
) -> tuple[dict[Cell, Content], list[Change]]:
    """What to write to the table's sheet, and which of it changes an official score."""
    own = result.table.own
    given = _missing_formulas(result, earlier.sheet) if own else {}
    formulas = earlier.sheet.formulas | given.keys()
    cells: dict[Cell, Content] = {}
    changes: list[Change] = []
    percents = not own and _of_percents(result, earlier.sheet)
    for cell, name, counted in score_places(result):
        if cell in formulas:
            continue
        value = float(exact(counted).scaleb(-2)) if percents and counted is not None else counted
        typed = earlier.typed(cell)
        if not (typed is None or overwrite or own or earlier.ours(cell)):
            continue
        if value is None or (typed is not None and same(typed, value)):
            if earlier.ours(cell):  # what we once wrote no longer holds
                cells[cell] = typed
        else:
            cells[cell] = value
            changes.append(Change(cell, name, typed, value))
    if own:
        filled = (*_helpers(result), *_readings(result, earlier))
        cells |= {cell: value for cell, value in filled if cell not in formulas} | given
    return cells, changes


def _of_percents(result: Result, sheet: Sheet) -> bool:
    """Whether the points of a table are percent cells, 40% of 100: then so are its scores."""
    places = (score.item.place("points") for score in result.scores)
    return any(
        place and place.cell in sheet.formats and sheet.formats[place.cell].after == "%" for place in places
    )


def _missing_formulas(result: Result, sheet: Sheet) -> dict[Cell, Content]:
    """The formulas of rows that somebody put into a table of ours."""
    scores = ((score, score.item.place("score")) for score in result.scores)
    lacking = [score for score, place in scores if place and place.cell not in sheet.formulas]
    if not lacking:
        return {}
    from xlfuncs.refresh.missing_formulas import missing_formulas  # with the making of forms, for few tables

    return missing_formulas(result, lacking, sheet)


def _helpers(result: Result) -> Iterator[tuple[Cell, Value]]:
    for score in result.scores:
        if place := score.item.place("rule_score"):
            yield place.cell, score.score
        if place := score.item.place("explanation"):
            yield place.cell, score.explanation or None


def _readings(result: Result, earlier: TypedSheet) -> Iterator[tuple[Cell, Value]]:
    """What the printed cells of a scored row say where its formulas cannot tell, and the texts it was read from."""
    for score in result.scores:
        if (
            score.score is None
            or score.method != "capped_ratio_score"
            or "read_target_number" not in score.item.cells
        ):
            continue
        read: dict[str, Value] = dict(_KEPT)
        if len(score.values) >= len(_GOALS):
            target, actual, way = numeric(
                score.values[0], score.values[1], score.item.inputs.get("direction")
            )
            read = {
                "direction": WORDS[way],
                "target_number": float(target),
                "actual_number": float(actual),
            }
        for key in _GOALS:
            read[key] = earlier.sheet.value(*score.item.cells[key].cell)
        yield from ((score.item.cells[f"read_{key}"].cell, value) for key, value in read.items())
