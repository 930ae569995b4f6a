"""Tables from the grammar, seeded; and by which choice of the grammar reading fails most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.reviewed import review
from tests.tables.grammar.grid import save
from tests.tables.grammar.workbook import workbook_for

__all__ = ["generated"]


def generated(folder: Path, number: int) -> tuple[Counts, list[str]]:
    """Counts over workbooks of seeds 0, 1, 2 …; and the choices most often not read, worst first."""
    counts = Counts()
    tried: dict[str, list[bool]] = defaultdict(list)
    for seed in range(number):
        grids, truth = workbook_for(Random(seed))
        file = folder / f"{seed}.xlsx"
        save(grids, file)
        reviewed = review(file)
        counts += compare(reviewed, truth.tables, f"seed {seed}")
        for table in truth.tables:
            read = compare(reviewed, [table], "")
            whole = read.found == read.rows and read.values_right == read.rows
            for choice, drawn in table.layout.items():
                tried[f"{choice}: {drawn}"].append(whole)
    return counts, list(_worst(tried))


def _worst(tried: dict[str, list[bool]]) -> Iterator[str]:
    shares = {choice: (sum(read) / len(read), len(read)) for choice, read in tried.items() if len(read) >= 8}
    for choice, (share, drawn) in sorted(shares.items(), key=lambda pair: pair[1]):
        yield f"{share:4.0%} of {drawn:3d} read whole where {choice}"
