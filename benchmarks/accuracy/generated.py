"""Workbooks from the grammar, seeded."""

from __future__ import annotations

from pathlib import Path
from random import Random

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.reviewed import review
from tests.tables.grammar.grid import save
from tests.tables.grammar.workbook import workbook_for


def generated(folder: Path, number: int) -> Counts:
    """Counts over workbooks of seeds 0, 1, 2 …"""
    counts = Counts()
    file = folder / "generated.xlsx"
    for seed in range(number):
        grids, truth = workbook_for(Random(seed))
        save(grids, file)
        counts += compare(review(file), truth.tables, f"seed {seed}")
    return counts
