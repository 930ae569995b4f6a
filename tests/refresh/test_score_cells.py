"""Where scores go: each official cell once, merged ones to their section, helpers in our own tables only."""

from __future__ import annotations

from tests.evaluation.tables import indicator, table
from xlfuncs.cells import Cell, Content, Place, Sheet, Value
from xlfuncs.evaluation.content import Section, Table
from xlfuncs.evaluation.evaluate import evaluate
from xlfuncs.evaluation.result import Result
from xlfuncs.refresh.report import Change
from xlfuncs.refresh.score_cells import score_cells, score_places
from xlfuncs.refresh.typed_sheet import TypedSheet


def evaluated(*, own: bool = False, shared: bool = False) -> Result:
    """Two rows worth 10, scores in A1 and A2 (or A1 for both), the section's in A3, the total in A4."""
    rows = [indicator(10.0, 9.0), indicator(10.0, 8.0)]
    for number, row in enumerate(rows, 1):
        row.cells["score"] = Place("表", 0 if shared else number - 1, 0)
        row.cells.update(
            {"rule_score": Place("表", number - 1, 1), "explanation": Place("表", number - 1, 2)}
        )
    read: Table = table(*rows, rule="mof-2020-10", sections=[Section("一", 20.0)], own=own)
    read.cells = {"一": Place("表", 0 if shared else 2, 0), "total": Place("表", 3, 0)}
    return evaluate(read)


def written(
    result: Result,
    values: list[list[Value]],
    formulas: frozenset[Cell] = frozenset(),
    *,
    overwrite: bool = False,
) -> tuple[dict[Cell, Content], list[Change]]:
    return score_cells(result, TypedSheet(Sheet("表", values, formulas), None), overwrite=overwrite)


def test_places() -> None:
    assert [(cell, value) for cell, _, value in score_places(evaluated())] == [
        ((0, 0), 9.0),
        ((1, 0), 8.0),
        ((2, 0), 17.0),
        ((3, 0), 17.0),
    ]
    assert [(cell, value) for cell, _, value in score_places(evaluated(shared=True))] == [
        ((0, 0), 17.0),
        ((3, 0), 17.0),
    ]


def test_a_foreign_table_takes_official_scores_only() -> None:
    cells, changes = written(evaluated(), [])
    assert cells == {(0, 0): 9.0, (1, 0): 8.0, (2, 0): 17.0, (3, 0): 17.0}
    assert [change.cell for change in changes] == [(0, 0), (1, 0), (2, 0), (3, 0)]


def test_typed_scores_stay_unless_overwritten() -> None:
    values: list[list[Value]] = [[10.0], [8.0], [18.0], [20.0]]
    assert written(evaluated(), values) == ({}, [])
    cells, changes = written(evaluated(), values, overwrite=True)
    assert cells == {(0, 0): 9.0, (2, 0): 17.0, (3, 0): 17.0}
    assert [(change.old, change.new) for change in changes] == [(10.0, 9.0), (18.0, 17.0), (20.0, 17.0)]


def test_formulas_stay_and_helpers_are_filled_in_our_own() -> None:
    formulas = frozenset({(0, 0), (1, 0), (3, 0), (0, 1)})  # the subtotal is never ours to write there
    cells, changes = written(evaluated(own=True), [], formulas)
    assert changes == []
    assert cells.keys() == {(1, 1), (0, 2), (1, 2)}
    assert cells[1, 1] == 8.0
    assert str(cells[0, 2]).startswith("9÷10×10＝9 分")
