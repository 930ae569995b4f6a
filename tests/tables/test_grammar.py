"""The grammar itself: the same seed gives the same table, and its truth stands in its cells."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_from_string

from tests.tables.grammar.grid import save
from tests.tables.grammar.truth import Row, proportional
from tests.tables.grammar.workbook import workbook_for
from tests.tables.spellings import spelled_rows

RANDOMS = st.randoms(use_true_random=False)


@given(RANDOMS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_truth_stands_in_the_cells(tmp_path: Path, random: Random) -> None:
    grids, truth = workbook_for(random)
    file = tmp_path / "table.xlsx"
    save(grids, file)
    book = load_workbook(file)
    for row in (row for table in truth.tables for row in table.rows):
        sheet, address = row.cells["score"].split("!")
        entered = book[sheet][address].value if row.kind != "project" else None
        assert (None if entered is None else Decimal(str(entered))) == row.entered
        if "name" in row.cells:
            at = coordinate_from_string(address)[1]
            assert row.name in [cell.value for cell in book[sheet][at]]


@given(RANDOMS)
@settings(max_examples=50, deadline=None)
def test_a_truth_is_consistent(random: Random) -> None:
    _, truth = workbook_for(random)
    for table in truth.tables:
        assert len({row.cells["score"] for row in table.rows}) == len(table.rows)
        points = [row.points for row in table.rows if row.counts and row.points is not None]
        assert sum(points) in (100, 0, 10)  # 10: amounts with points above rows without
        for row in table.rows:
            assert all(0 <= score <= row.worth for score in row.readings.values()), row
            assert row.score is None or row.admits(row.score)
        if table.entered_total is not None and table.total is not None:
            assert table.entered_total == table.total  # everybody typed what the rule gives


def test_a_seed_gives_one_table() -> None:
    first, again = (workbook_for(Random(7)) for _ in range(2))
    assert repr(first[1]) == repr(again[1])
    assert repr(first[1]) != repr(workbook_for(Random(8))[1])


@pytest.mark.parametrize(
    ("target", "actual", "more", "score"),
    [
        ("20", "18", True, "9.00"),
        ("550", "600", False, "9.17"),
        ("95", "96", True, "10"),
        ("30", "0", False, "10"),
    ],
)
def test_proportional_scores(target: str, actual: str, more: bool, score: str) -> None:
    assert proportional(Fraction(target), Fraction(actual), Decimal(10), more) == Decimal(score)


def test_readings_that_differ_admit_no_score() -> None:
    row = Row("人均培训费", 550, 600, Decimal(10), {"正向": Decimal(10), "反向": Decimal("9.17")})
    assert row.score is None
    assert row.admits(None)
    assert not row.admits(Decimal(10))


def test_spellings_are_many_and_their_own() -> None:
    rows = spelled_rows()
    assert len(rows) >= 126
    assert len({repr((row.name, row.target, row.actual, row.level2)) for row in rows}) == len(rows)
    assert all(row.score is not None for row in rows if row.kind != "spelled-left")
    assert all(row.score is None for row in rows if row.kind == "spelled-left")
