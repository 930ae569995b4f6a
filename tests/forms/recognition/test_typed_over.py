"""What is typed over a derived cell of an own form is told once: apart where it is not the printed number."""

from __future__ import annotations

import pytest

from xlfuncs.cells import Value
from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.indicators.own_goals import DERIVED, typed_over
from xlfuncs.sheets import Sheet

COLUMNS = {key: column for column, key in enumerate(DERIVED)}


def told(printed: tuple[Value, Value], *typed: Value) -> list[tuple[str, str]]:
    reader = Reader(Sheet("表", [list(typed)], formulas=frozenset({(0, 0)} if typed[0] is None else ())))
    item = Item("一", "到位资金", target=printed[0], actual=printed[1])
    typed_over(reader, COLUMNS, 0, item)
    return [(found.severity, found.cell.address) for found in reader.findings if found.cell]


@pytest.mark.parametrize(
    ("printed", "number", "severity"),
    [
        ("722.8亿元", 722.8, "info"),
        ("277.8亿元", 722.8, "warning"),
        ("95%", 0.95, "info"),
        ("95%", 59.0, "warning"),
        ("较多", 59.0, "info"),
    ],
)
def test_a_number_beside_its_printed_cell_is_that_number(printed: str, number: float, severity: str) -> None:
    assert told(("720", printed), None, None, number) == [(severity, "C1")]


def test_each_cell_of_a_row_is_told_once() -> None:
    assert told(("≥95%", "92.72%"), "正向", 0.95, 0.9272) == [("info", "A1")]  # the three share one
    assert told(("≥95%", "92.72%"), "正向", 90.0, 0.95) == [
        ("warning", "B1"),
        ("warning", "C1"),
        ("info", "A1"),
    ]
