"""得分写到哪里 — which cells of a table take which scores; formulas and what people typed stay.

In our own workbooks the helper columns take the rule's score and its explanation, and a row without its formulas
gets them. In any other table a blank 得分 is filled, and a typed one replaced only on demand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from xlfuncs.cells import Cell, Content, Place, Value
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.functions.directions import WORDS, numeric
from xlfuncs.refresh.report import Change
from xlfuncs.refresh.typed_sheet import TypedSheet, same
from xlfuncs.scoring.numbers import exact
from xlfuncs.sheets import Sheet

_GOALS = ("target", "actual")
# A deadline has no numbers, a range no one: these are kept, or have no score.
_KEPT: dict[str, Value] = {"direction": "等于", "target_number": 1.0, "actual_number": 1.0}

Contents = dict[str, dict[Cell, Content]]  # sheet → cell → what to write there


def score_cells(
    results: Sequence[Result], read: Mapping[str, TypedSheet], *, overwrite: bool
) -> tuple[Contents, list[list[Change]]]:
    """What to write where, and which of it changes official scores of each table."""
    contents: Contents = defaultdict(dict)
    changes: list[list[Change]] = []
    for result in results:
        if not result.rule:  # its formulas may follow a rule of its own: nothing there is taken away
            changes.append([])
            continue
        earlier = read[result.table.sheet]
        given = _missing_formulas(result, earlier.sheet) if result.table.own else {}
        changes.append(made := [])
        for place, typed, change in _changed(result, read, given, overwrite=overwrite):
            contents[place.sheet][place.cell] = change.new if change else typed
            if change:
                made.append(change)
        if result.table.own:
            cells, formulas = contents[result.table.sheet], earlier.sheet.formulas | given.keys()
            filled = (*_helpers(result), *_readings(result, earlier))
            cells |= {cell: value for cell, value in filled if cell not in formulas} | given
    names = {name for result in results if not result.table.own for name in result.table.sheets}
    left = [Place(name, *cell) for name in sorted(names) for cell in read[name].filled]
    theirs = {place for result in results for place, *_ in _score_places(result)} if left else ()
    for place in left:
        if place not in theirs:  # a table that is none any more keeps no score of ours
            contents[place.sheet][place.cell] = read[place.sheet].typed(place.cell)
    return contents, changes


def _changed(
    result: Result, read: Mapping[str, TypedSheet], given: Collection[Cell], *, overwrite: bool
) -> Iterator[tuple[Place, Value, Change | None]]:
    """The cells of official scores to write: what was typed there, and the change; none where ours no longer holds."""
    own = result.table.own
    for place, name, counted in _score_places(result):
        earlier, cell = read[place.sheet], place.cell
        if cell in earlier.sheet.formulas or (given and cell in given):
            continue
        value = counted
        shown = formats.get(cell) if (formats := earlier.sheet.formats) and not own else None
        if shown is not None and shown.after == "%" and counted is not None:
            value = float(exact(counted).scaleb(-2))
        typed = earlier.typed(cell)
        if not (typed is None or overwrite or own or earlier.ours(cell)):
            continue
        if value is not None and (typed is None or not same(typed, value)):
            yield place, typed, Change(place, name, typed, value)
        elif earlier.ours(cell):  # what we once wrote no longer holds
            yield place, typed, None


def _score_places(result: Result) -> Iterator[tuple[Place, str, float | None]]:
    """The cells of official scores: where, whose, and what belongs there; each cell once.

    A score merged over several rows is their section's.
    """
    table = result.table
    scores: dict[Place, Score | None] = {}  # no single row's where several share a cell
    for score in result.scores:
        if (place := score.item.cells.get("score")) and scores.setdefault(place, score) is not score:
            scores[place] = None
    for place, alone in scores.items():
        if alone is not None:
            yield place, alone.item.name, alone.counted
    for section in () if table.own else result.sections:
        place = table.cells.get(section["name"])
        if place and scores.get(place) is None:
            yield place, section["name"], section["score"]
    if total := table.cells.get("total"):
        yield total, "总分", result.total


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
        cells = score.item.cells
        scored = score.score is not None and score.method == "capped_ratio_score"
        if not scored or "read_target_number" not in cells:
            continue
        read: dict[str, Value] = dict(_KEPT)
        if len(score.values) >= len(_GOALS):
            asked, done, *_ = score.values
            target, actual, way = numeric(asked, done, score.item.inputs.get("direction"))
            read = {"direction": WORDS[way], "target_number": float(target), "actual_number": float(actual)}
        read |= {key: earlier.sheet.value(*cells[key].cell) for key in _GOALS if key in cells}
        # a helper column may have lost its heading
        yield from ((cells[at].cell, value) for key, value in read.items() if (at := f"read_{key}") in cells)
