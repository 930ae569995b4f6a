"""What is known of a form's formulas serves all its tables, and most of them need no evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from xlfuncs.cells import Cell, CellError, Value
from xlfuncs.files.book import FileBook
from xlfuncs.files.results import engine, recalculate
from xlfuncs.files.values import values_file
from xlfuncs.sheets import Sheet

FORMULAS: dict[Cell, str] = {(0, 3): "SUM(A1:A4)", (1, 3): 'IF(ISBLANK(B2),"空",B2)', (2, 3): "ISTEXT(B2)"}


def made(typed: Mapping[Cell, Value], formulas: Mapping[Cell, str] = FORMULAS) -> FileBook:
    rows = [[typed.get((row, column)) for column in range(2)] for row in range(8)]
    return FileBook(Path("表.xlsx"), values_file([Sheet("甲", rows)], {}, {"甲": dict(formulas)}))


def results(book: FileBook, cells: Mapping[Cell, str] = FORMULAS) -> list[Value]:
    sheet = book.read("甲")
    return [sheet.value(*cell) for cell in cells]


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How large each file is that the evaluator has to read."""
    sizes: list[int] = []

    def calculated(file: bytes, *others: Any) -> object:
        sizes.append(len(file))
        return engine.calculated(file, *others)

    monkeypatch.setattr(recalculate, "calculated", calculated)
    return sizes


@pytest.mark.parametrize("value", [5.0, CellError("#N/A"), " "])
def test_what_is_read_and_what_is_saved_are_the_same(value: Value, loads: list[int]) -> None:
    book = made({(0, 0): 2.0, (1, 1): 1.0})
    assert results(book) == [2.0, 1.0, False]
    book.write("甲", {(1, 1): value})
    saved = FileBook(Path("表.xlsx"), book.to_bytes())
    assert not saved.read("甲").outdated
    assert results(saved) == results(made({(0, 0): 2.0, (1, 1): value}))
    assert loads  # ISBLANK is not known here


def test_what_is_known_here_needs_no_evaluator(loads: list[int]) -> None:
    form = {(row, 3): f'IF(A1>{row},"是",SUM(A1:B4))' for row in range(30)}
    tables = [{(0, 0): float(number), (2, 1): 1.5} for number in range(8, 12)]
    given = [results(made(typed, form), form) for typed in tables]
    assert given == [["是" if number > row else number + 1.5 for row in range(30)] for number in range(8, 12)]
    assert not loads


def test_what_the_evaluator_cannot_read_is_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalculate, "calculated", lambda *_: None)
    form = {(row, 3): f"IF(A1>{row},1,SUM(A1:B4))" for row in range(30)}
    first, *again = [results(made({(0, 0): 7.0}, form), form) for _ in range(3)]
    assert first == [1.0] * 7 + [7.0] * 23
    assert again == [first, first]
