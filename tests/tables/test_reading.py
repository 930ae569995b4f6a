"""What reading already keeps on tables of the grammar; ``make accuracy`` counts the rest."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.reviewed import Review, review
from benchmarks.accuracy.spelled import spelled
from tests.tables.grammar.grid import save
from tests.tables.grammar.layout import Layout
from tests.tables.grammar.truth import WorkbookTruth
from tests.tables.grammar.workbook import workbook_for
from tests.tables.spellings import spelled_rows


def reviewed(folder: Path, seed: int, layout: Layout | None = None) -> tuple[Review, WorkbookTruth]:
    grids, truth = workbook_for(Random(seed), layout)
    save(grids, folder / "table.xlsx")
    return review(folder / "table.xlsx"), truth


@pytest.mark.parametrize("seed", range(20))
def test_a_plain_table_is_read_whole_and_nothing_is_wrong(tmp_path: Path, seed: int) -> None:
    read, truth = reviewed(tmp_path, seed, Layout())
    counts = compare(read, truth.tables, f"seed {seed}")
    assert counts.found == counts.values_right == counts.rows, dict(counts.examples)
    assert counts.wrong == 0, dict(counts.examples)


@pytest.mark.parametrize("seed", range(100, 140))
def test_a_drawn_table_is_read_or_refused_in_a_sentence(tmp_path: Path, seed: int) -> None:
    read, _ = reviewed(tmp_path, seed)
    assert read.tables or "table.xlsx" in read.refused


def test_a_spelling_that_every_reader_must_know_is_never_scored_wrong(tmp_path: Path) -> None:
    counts = spelled(tmp_path, [row for row in spelled_rows() if row.sure])
    assert (counts.found, counts.wrong) == (counts.rows, 0), dict(counts.examples)
