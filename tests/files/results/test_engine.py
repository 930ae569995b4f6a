"""The evaluator in a process of its own: whatever a formula does to it, the file is read and the formula not known."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Timer

import pytest

from xlfuncs.cells import CellError
from xlfuncs.files.book import FileBook
from xlfuncs.files.results import engine
from xlfuncs.files.results.beside import NOT_CALCULATED
from xlfuncs.files.values import values_file
from xlfuncs.sheets import Sheet

SHEET = Sheet("甲", [[2.0, None, None]])


def made(*formulas: str) -> bytes:
    return values_file([SHEET], {}, {"甲": {(row, 1): text for row, text in enumerate(formulas)}})


def read(*formulas: str) -> list[object]:
    sheet = FileBook(Path("表.xlsx"), made(*formulas)).read("甲")
    return [sheet.value(row, 1) for row in range(len(formulas))]


def calculated(*formulas: str) -> list[object] | None:
    """Past the screening, straight to the evaluator."""
    cells = [(row, 1) for row in range(len(formulas))]
    found = engine.calculated(made(*formulas), {}, {"甲": cells})
    return None if found is None else [found["甲"][cell] for cell in cells]


def test_values_come_back_as_they_are() -> None:
    formulas = ("A1*3", 'A1&"元"', "A1>1", "1/0", "0.1+0.2", '""')
    assert calculated(*formulas) == [6.0, "2元", True, CellError("#DIV/0!"), 0.1 + 0.2, ""]
    assert engine.calculated(made("A1*3"), {"甲": [(0, 1)]}, {"甲": [(0, 1)]}) == {
        "甲": {(0, 1): CellError("#N/A")}
    }


@pytest.mark.parametrize(
    "formula",
    ["(" * 5000 + "A1" + ")" * 5000, "ABS(" * 2000 + "A1" + ")" * 2000, "-" * 9000 + "A1"],
    ids=["parentheses", "calls", "signs"],
)
def test_a_formula_too_deep_or_long_is_not_known_and_the_others_are(formula: str) -> None:
    assert read("A1*3", formula, "B1+1") == [6.0, NOT_CALCULATED, 7.0]


@pytest.mark.parametrize(
    "formulas",
    [
        ['SUBSTITUTE(REPT("a",32767),"a",REPT("b",32767))'],
        ['REPT("a",32767)', *(f"B{row}&B{row}" for row in range(1, 40))],
        ["(" * 20000 + "A1" + ")" * 20000],
    ],
    ids=["replaced", "doubled", "deep"],
)
def test_the_evaluator_breaks_alone(formulas: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLFUNCS_MAX_MEMORY", "400000000")
    monkeypatch.setenv("XLFUNCS_MAX_SECONDS", "3")
    for server in [*engine._servers.values()]:
        server.end()
    found = calculated(*formulas)
    assert found is None or isinstance(found[-1], CellError)
    monkeypatch.undo()
    assert calculated("A1*3") == [6.0]


def test_a_formula_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert calculated("A1*3") == [6.0]
    monkeypatch.setenv("XLFUNCS_MAX_SECONDS", "0")
    process = engine._servers[os.getpid()].process
    process.send_signal(signal.SIGSTOP)  # as if it calculated for ever
    assert calculated("A1*3") is None
    monkeypatch.undo()
    assert calculated("A1*3") == [6.0]


def test_one_process_serves_file_after_file() -> None:
    assert calculated("A1*3") == [6.0]
    process = engine._servers[os.getpid()].process
    assert calculated("A1*4") == [8.0]
    assert engine._servers[os.getpid()].process is process


def test_a_process_that_is_killed_is_replaced() -> None:
    assert calculated("A1*3") == [6.0]
    killed = engine._servers[os.getpid()].process
    Timer(0, killed.kill).start()
    killed.wait()
    assert calculated("A1*3") == [6.0]


def test_a_system_that_starts_no_process_knows_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    for server in [*engine._servers.values()]:
        server.end()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert read("IF(ISBLANK(A1),0,A1*3)") == [NOT_CALCULATED]
    assert read("A1*3") == [6.0]  # needs none
