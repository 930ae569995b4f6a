"""The tables drawn as clerks of other provinces type them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.reviewed import review
from tests.tables.drawn import DRAWINGS, drawn
from tests.tables.grammar.grid import save


def typed(folder: Path) -> Counts:
    """Counts over all drawings."""
    counts = Counts()
    for drawing in DRAWINGS:
        grids, truths = drawn(drawing)
        save(grids, folder / "drawn.xlsx")
        counts += compare(review(folder / "drawn.xlsx"), truths, drawing.stem)
    return counts
