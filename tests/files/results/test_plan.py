"""A table like the last one is calculated by its values alone, and gives what it gives when it is loaded anew."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from xlfuncs.cells import Cell, CellError, Sheet, Value
from xlfuncs.files.book import FileBook
from xlfuncs.files.results import engine, recalculate
from xlfuncs.files.values import values_file

FORMULAS: dict[Cell, str] = {
    (0, 3): "SUM(A1:A4)",
    (1, 3): 'COUNTA(A1:B4)&"项"',
    (2, 3): 'IF(ISBLANK(B2),"空",B2)',
    (3, 3): "ROUND(A1/A2,4)",
    (4, 3): 'IF(D4>1,"优",D1)',
    (5, 3): "ISTEXT(B3)",
}


def made(typed: Mapping[Cell, Value], formulas: Mapping[Cell, str] = FORMULAS) -> FileBook:
    rows = [[typed.get((row, column)) for column in range(2)] for row in range(8)]
    return FileBook(Path("表.xlsx"), values_file([Sheet("甲", rows)], {}, {"甲": dict(formulas)}))


def results(book: FileBook, cells: Mapping[Cell, str] = FORMULAS) -> list[Value]:
    sheet = book.read("甲")
    return [sheet.value(*cell) for cell in cells]


def anew() -> None:
    """Nothing is kept."""
    for server in [*engine._servers.values()]:
        server.end()


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How large each file was that the evaluator had to read."""
    sizes: list[int] = []

    def calculated(file: bytes, *others: Any) -> object:
        sizes.append(len(file))
        return engine.calculated(file, *others)

    monkeypatch.setattr(recalculate, "calculated", calculated)
    anew()
    return sizes


def draw(chance: random.Random) -> dict[Cell, Value]:
    texts = ["甲", "12", "=1+1", " 甲 ", "甲\n乙", "<&>", "'", "TRUE", "1/2", "50%", "2023-05-06"]
    others: list[Value] = [
        2.0,
        0.1,
        -3.5,
        1e15,
        1e-9,
        True,
        False,
        dt.date(2023, 5, 6),
        None,
        None,
        None,
        None,
    ]
    return {(row, column): chance.choice([*texts, *others]) for row in range(4) for column in range(2)}


def test_other_values_give_what_they_give_anew(loads: list[int]) -> None:
    chance = random.Random(7)
    typed = [draw(chance) for _ in range(60)]
    again = [results(made(values)) for values in typed]
    assert len(loads) == 1
    for values, known in zip(typed, again, strict=True):
        anew()
        assert results(made(values)) == known
    assert len(loads) == 1 + len(typed)


def test_what_is_written_is_calculated_from_what_was_read(loads: list[int]) -> None:
    chance = random.Random(11)
    for _ in range(20):
        book, written = made(draw(chance)), draw(chance)
        results(book)
        book.write("甲", written)
        saved = FileBook(Path("表.xlsx"), book.to_bytes())
        assert len(loads) == 1
        anew()
        assert not saved.read("甲").outdated
        assert results(saved) == results(made(written))
        loads.clear()
        anew()


@pytest.mark.parametrize("value", [CellError("#N/A"), " ", "_x0041_"])
def test_an_error_or_an_odd_text_that_is_written_is_loaded_anew(value: Value, loads: list[int]) -> None:
    book = made({(0, 0): 2.0, (0, 1): 1.0})
    results(book)
    book.write("甲", {(0, 1): value})
    book.to_bytes()
    assert len(loads) == 2


def test_another_formula_is_another_table(loads: list[int]) -> None:
    assert results(made({(0, 0): 2.0}))[0] == 2
    other = FORMULAS | {(0, 3): "SUM(A1:A4)*2"}
    assert results(made({(0, 0): 2.0}, other))[0] == 4
    assert results(made({(0, 0): 3.0}))[0] == 3
    assert len(loads) == 2


@pytest.mark.parametrize("value", [CellError("#N/A"), CellError("#REF!"), " ", "_x0041_"])
def test_an_error_or_an_odd_text_is_read_from_the_file(value: Value, loads: list[int]) -> None:
    first = results(made({(0, 0): 2.0, (0, 1): 1.0}))
    results(made({(0, 0): 2.0, (0, 1): value}))
    assert results(made({(0, 0): 2.0, (0, 1): 5.0})) == first
    assert len(loads) == 2


@pytest.mark.parametrize("formula", ["SUBTOTAL(9,A1:A4)", "SUM(A:A)", "VLOOKUP(2,A1:B4,2,FALSE)", "TODAY()"])
def test_what_rests_on_more_than_values_is_loaded_anew(formula: str, loads: list[int]) -> None:
    for number in (2.0, 3.0):
        made({(0, 0): number}, {(0, 3): formula}).read("甲")
    assert len(loads) == 2


def test_when_the_process_is_gone_the_table_is_loaded_anew(loads: list[int]) -> None:
    assert results(made({(0, 0): 2.0}))[0] == 2
    process = engine._servers[os.getpid()].process
    process.kill()
    process.wait()
    assert results(made({(0, 0): 3.0}))[0] == 3
    assert results(made({(0, 0): 4.0}))[0] == 4
    assert len(loads) == 2


def test_the_evaluator_keeps_a_few_tables_only(loads: list[int]) -> None:
    for turn in range(20):
        factor = turn % 10 + 1
        formula = {(0, 3): f"IF(ISBLANK(A1),0,A1*{factor})"}
        assert results(made({(0, 0): 2.0}, formula), formula) == [2 * factor]
    kept = engine._servers[os.getpid()].kept
    assert 0 < len(kept) <= 8


def test_what_is_known_here_needs_no_evaluator(loads: list[int]) -> None:
    form = {(row, 3): f'IF(A1>{row},"是",SUM(A1:B4))' for row in range(30)}
    tables = [{(0, 0): float(number), (2, 1): 1.5} for number in range(8, 12)]
    given = [results(made(typed, form), form) for typed in tables]
    assert given == [["是" if number > row else number + 1.5 for row in range(30)] for number in range(8, 12)]
    assert not loads


def test_what_the_evaluator_cannot_read_is_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalculate, "calculated", lambda *_: None)
    anew()
    form = {(row, 3): f"IF(A1>{row},1,SUM(A1:B4))" for row in range(30)}
    first, *again = [results(made({(0, 0): 7.0}, form), form) for _ in range(3)]
    assert first == [1.0] * 7 + [7.0] * 23
    assert again == [first, first]
