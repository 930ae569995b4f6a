"""A table like the last one gives what it gives by itself, and only what rests on other values is calculated."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results import in_python, read_formula
from xlfuncs.files.results.calculation import Calculation
from xlfuncs.files.results.plan import plan_of
from xlfuncs.files.results.reads import Precedents
from xlfuncs.files.values import values_file
from xlfuncs.sheets import Sheet

FORMULAS: Mapping[str, Mapping[Cell, str]] = {
    "甲": {
        (0, 3): "SUM(A1:B4)",
        (1, 3): 'COUNTA(A1:B4)&"项"',
        (2, 3): "IF(D1>2,乙!A1,B2)",
        (3, 3): "ISNUMBER(A1)",
        (6, 3): 'IF(ISERROR(A2/A3),"无",A2/A3)',
        (7, 3): "A1+1",
        (8, 3): "A2+1",
        (9, 3): 'D11&"。"',
        (10, 3): "A4&B4",
    },
    "乙": {(1, 1): "甲!D1+A1", (2, 1): "B2*2", (30, 1): "COUNT(A1:A30)"},
}
OF_ANYTHING: Mapping[str, Mapping[Cell, str]] = {  # nobody can tell what an OFFSET reads
    "甲": {(4, 3): "SUM(OFFSET(A1,0,0,3,1))+ROW(A2)", (5, 3): "SUM(OFFSET(A1,N(B1),0,2,1))"}
}
A_CIRCLE: Mapping[str, Mapping[Cell, str]] = {"甲": {(11, 3): "IF(A1=1,D13,B1)", (12, 3): "IF(A1=1,A2,D12)"}}
VALUES: Sequence[Value] = ["甲", "", "12", 1.0, 1.0, True, False, 2.0, -3.5, 0.0, None, None]


def book(chance: random.Random, more: Mapping[str, Mapping[Cell, str]]) -> Workbook:
    """Some values beside the formulas and a few more."""
    first = [[chance.choice(VALUES) for _ in range(2)] for _ in range(4)]
    other = [[chance.choice([*VALUES, dt.date(2023, 5, 6), CellError("#N/A")])]]
    sheets = [Sheet("甲", first), Sheet("乙", other)]
    formulas = {name: {**some, **more.get(name, {})} for name, some in FORMULAS.items()}
    return Workbook(Package(values_file(sheets, {}, formulas)))


def calculation(workbook: Workbook) -> Calculation:
    plan = plan_of(workbook, evaluator=False)
    return Calculation(workbook.sheets, plan.each, Precedents({}, workbook.sheets).of, {})


@pytest.mark.parametrize("more", [{}, OF_ANYTHING, A_CIRCLE])
def test_one_after_another_gives_what_each_gives_by_itself(more: Mapping[str, Mapping[Cell, str]]) -> None:
    chance = random.Random(5)
    books = [book(chance, more) for _ in range(50)]
    kept = calculation(books[0])
    for one in books:
        assert kept.results(one) == calculation(one).results(one)


def test_what_stands_beside_formulas_is_compared_as_in_each_by_itself() -> None:
    chance = random.Random(7)
    workbook = book(chance, {})
    kept = calculation(workbook)
    held: dict[str, list[list[Value]]] = {
        "甲": [[None] * 4 for _ in range(10)],
        "乙": [[None] * 2 for _ in range(31)],
    }
    for _ in range(60):
        for rows in held.values():
            for _ in range(3):
                chance.choice(rows)[chance.randrange(len(rows[0]))] = chance.choice(VALUES)
        alone = calculation(workbook).results(workbook, held.__getitem__)
        assert alone.apart
        for sheet, (row, column) in [(sheet, cell) for sheet, cells in alone.apart.items() for cell in cells]:
            if chance.random() < 0.5 and row < len(held[sheet]):
                held[sheet][row][column] = alone[sheet][row, column] or None  # right now
        found, alone = (
            kept.results(workbook, held.__getitem__),
            calculation(workbook).results(workbook, held.__getitem__),
        )
        assert (found, found.apart) == (alone, alone.apart)


def test_what_rests_on_the_same_values_is_not_calculated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = book(random.Random(1), {})
    kept = calculation(workbook)
    tables: Mapping[str, list[list[Value]]] = {"甲": [[1.0, 2.0], [3.0, 4.0]], "乙": [[5.0]]}
    calculated: list[read_formula.Key] = []
    once = in_python.FormulaGrid.again

    def counted(grid: in_python.FormulaGrid, key: read_formula.Key) -> Value:
        calculated.append(key)
        return once(grid, key)

    def results(**differing: list[list[Value]]) -> dict[str, dict[Cell, Value]]:
        calculated.clear()
        return kept.results(workbook, {**tables, **differing}.__getitem__)

    monkeypatch.setattr(in_python.FormulaGrid, "again", counted)
    first = results()
    assert results() == first
    assert not calculated
    other = results(乙=[[6.0]])
    assert sorted(calculated) == [("乙", (1, 1)), ("乙", (2, 1)), ("乙", (30, 1)), ("甲", (2, 3))]
    assert other["乙"] == {(1, 1): 16.0, (2, 1): 32.0, (30, 1): 1.0}
    results(甲=[[2.0, 1.0], [3.0, 4.0]], 乙=[[6.0]])
    assert ("甲", (0, 3)) in calculated
    assert ("乙", (1, 1)) not in calculated, "the sum that it reads is the same"


def test_a_sheet_that_is_too_large_is_not_kept() -> None:
    made = Workbook(Package(Path("workbook_templates/project_self_evaluation.xlsx").read_bytes()))
    kept = calculation(made)
    for rows, remembered in (([[1.0]] * 10, True), ([[1.0]] * 200_000, False)):
        kept.results(made, dict.fromkeys(made.sheets, rows).__getitem__)
        assert bool(kept._last) is remembered
