"""Workbooks that are drawn: seeded ones of the grammar, each of its alternatives alone in an otherwise plain table, and tables as
clerks of other provinces type them.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.reviewed import review
from tests.tables.drawn import DRAWINGS, drawn
from tests.tables.grammar.grid import save
from tests.tables.grammar.layout import alternatives
from tests.tables.grammar.workbook import workbook_for


def generated(folder: Path, number: int) -> Counts:
    """Counts over workbooks of seeds 0, 1, 2 …"""
    counts = Counts()
    for seed in range(number):
        grids, truth = workbook_for(Random(seed))
        counts += _compared(folder, grids, truth.tables, f"seed {seed}")
    return counts


def alone(folder: Path, seeds: int) -> tuple[Counts, list[str]]:
    """Counts over all alternatives, some seeds each; and a line for each that is not read whole, worst first."""
    counts = Counts()
    lines: list[tuple[int, str]] = []
    for choice, layout in alternatives():
        own = Counts()
        for seed in range(seeds):
            grids, truth = workbook_for(Random(seed), layout)
            own += _compared(folder, grids, truth.tables, f"seed {seed} of {choice}")
        if own.found < own.rows or own.values_right < own.found or own.wrong:
            causes = (cause for cause in own.examples if not cause.startswith(("left", "total")))
            why = max(causes, key=lambda cause: len(own.examples[cause]), default="")
            read = f"rows {own.found} of {own.rows}, values {own.values_right}, wrong {own.wrong}"
            lines.append((own.values_right, f"{choice}: {read}; {why}"))
        counts += own
    return counts, [line for _, line in sorted(lines)]


def typed(folder: Path) -> Counts:
    """Counts over all drawings."""
    counts = Counts()
    for drawing in DRAWINGS:
        counts += _compared(folder, *drawn(drawing), drawing.stem)
    return counts


def _compared(folder: Path, grids: Any, truths: Any, where: str) -> Counts:
    save(grids, folder / "drawn.xlsx")
    return compare(review(folder / "drawn.xlsx"), truths, where)
