"""Tables drawn from the grammar are read as they were typed, or a finding says what is missing or unsure."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.reviewed import review
from tests.tables.grammar.grid import save
from tests.tables.grammar.workbook import workbook_for

_OF_READING = ("value misread", "not read", "unsaid: no ", "unsaid: heading", "false alarm: part-missing")


@given(st.randoms(use_true_random=False))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_was_typed_is_read_or_what_is_unsure_is_said(tmp_path: Path, random: object) -> None:
    grids, truth = workbook_for(random)  # type: ignore[arg-type]
    save(grids, tmp_path / "table.xlsx")
    counts = compare(review(tmp_path / "table.xlsx"), truth.tables, "")
    wrong = {cause: shown for cause, shown in counts.examples.items() if cause.startswith(_OF_READING)}
    assert not wrong
    assert counts.read == counts.tables
