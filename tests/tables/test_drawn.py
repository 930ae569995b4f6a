"""Tables as clerks of other provinces type them: every row read as typed, scored as the rule does, the total found."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.reviewed import review
from tests.tables.drawn import DRAWINGS, drawn
from tests.tables.grammar.grid import save


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawn_table_is_read_and_scored(tmp_path: Path, drawing: Path) -> None:
    grids, truths = drawn(drawing)
    save(grids, tmp_path / "table.xlsx")
    read = review(tmp_path / "table.xlsx")
    assert read.tables
    counts = compare(read, truths, drawing.stem)
    assert counts.found == counts.values_right == counts.rows, dict(counts.examples)
    assert (counts.right, counts.wrong, counts.false_alarms) == (counts.scorable, 0, 0), dict(counts.examples)
    totals = {table["entered_total"] for table in read.tables}
    assert {float(truth.entered_total) for truth in truths if truth.entered_total is not None} <= totals
