"""What depends on a written cell is found, all of it: held against a plain search of random webs."""

from __future__ import annotations

import random

import pytest

from xlfuncs.cells import Cell
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.results import dependents as module
from xlfuncs.files.results.dependents import Marks, Reading, dependents
from xlfuncs.files.results.reads import CellRange


def reading(cell: Cell, *blocks: CellRange | None, filled: tuple[Cell, ...] = ()) -> Reading:
    known = [block for block in blocks if block]
    formula = Formula(cell, "", "normal", True, filled or (cell,), cell)
    return Reading("表", formula, known if len(known) == len(blocks) else None)


def one(row: int, column: int, sheet: str = "表") -> CellRange:
    return CellRange(sheet, row, column, row, column)


def marked(*cells: Cell, sheet: str = "表") -> Marks:
    marks = Marks()
    marks.add(sheet, cells)
    return marks


def test_a_block_meets_marks_at_its_edges():
    marks = marked((4, 2), (9, 0))
    assert marks.meet(CellRange("表", 4, 2, 4, 2))
    assert marks.meet(CellRange("表", 0, 0, 4, 2))
    assert marks.meet(CellRange("表", 4, 1, 1_048_575, 16_383))
    assert not marks.meet(CellRange("表", 0, 0, 3, 9))
    assert not marks.meet(CellRange("表", 5, 1, 20, 9))
    assert not marks.meet(CellRange("别", 0, 0, 20, 9))
    marks.add("别", None)
    assert marks.meet(CellRange("别", 0, 0, 20, 9))


def test_nothing_depends_on_nothing():
    assert not marked()
    assert dependents([reading((0, 0), None), reading((1, 0), one(0, 0))], marked()) == set()


def test_what_cannot_be_told_depends_on_everything():
    assert dependents([reading((0, 0), None)], marked((5, 5), sheet="别")) == {("表", (0, 0))}


def test_an_array_formula_hands_on_from_all_of_its_cells():
    array = reading((0, 1), one(0, 0), filled=((0, 1), (1, 1)))
    assert dependents([array, reading((0, 2), one(1, 1))], marked((0, 0))) == {("表", (0, 1)), ("表", (0, 2))}


@pytest.mark.parametrize("seed", range(20))
def test_random_webs_agree_with_a_plain_search(seed: int):
    chance = random.Random(seed)
    cells = [(row, column) for row in range(12) for column in range(1, 5)]
    readings = []
    for cell in cells:
        top, left = chance.randint(0, 11), chance.randint(0, 4)
        blocks = [CellRange("表", top, left, top + chance.randint(0, 1), left), one(chance.randint(0, 11), 0)]
        readings.append(reading(cell, *blocks[: chance.randint(1, 2)]))
    chance.shuffle(readings)
    reached = {(chance.randint(0, 11), 0), chance.choice(cells)}
    start = marked(*reached)
    expected: set[Cell] = set()
    while True:
        new = {
            found.formula.cell
            for found in readings
            if any(
                b.top <= r <= b.bottom and b.left <= c <= b.right
                for b in found.blocks or ()
                for r, c in reached
            )
        }
        if new <= expected:
            break
        expected |= new
        reached |= new
    assert dependents(readings, start) == {("表", cell) for cell in expected}


@pytest.mark.parametrize("step", [1, -1])
def test_a_running_total_is_followed_to_its_end(step: int):
    chain = [reading((row, 1), one(row, 0), one(row + step, 1)) for row in range(1, 5000)]
    start = marked((1 if step < 0 else 4999, 0))
    assert len(dependents(chain, start)) == 4999


def test_a_web_too_tangled_to_follow_counts_as_reached(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "_MOST_ROUNDS", 2)
    zigzag = [
        reading((0, 1), one(0, 0)),
        reading((5, 1), one(0, 3)),
        reading((0, 3), one(9, 1)),
        reading((9, 1), one(0, 1)),
    ]
    apart = reading((7, 7), one(7, 6))
    assert dependents([*zigzag, apart], marked((0, 0))) == {("表", r.formula.cell) for r in [*zigzag, apart]}
