"""Each alternative of the grammar alone in an otherwise plain table: which of them are read, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.reviewed import review
from tests.tables.grammar.grid import save
from tests.tables.grammar.layout import alternatives
from tests.tables.grammar.workbook import workbook_for


def alone(folder: Path, seeds: int) -> tuple[Counts, list[str]]:
    """Counts over all alternatives, some seeds each; and a line for each that is not read whole."""
    counts = Counts()
    lines: list[tuple[int, str]] = []
    for choice, layout in alternatives():
        of_choice = Counts()
        for seed in range(seeds):
            grids, truth = workbook_for(Random(seed), layout)
            file = folder / "alone.xlsx"
            save(grids, file)
            of_choice += compare(review(file), truth.tables, f"seed {seed} of {choice}")
        if of_choice.found < of_choice.rows or of_choice.values_right < of_choice.found or of_choice.wrong:
            lines.append((of_choice.values_right, _line(choice, of_choice)))
        counts += of_choice
    return counts, [line for _, line in sorted(lines)]


def _line(choice: str, counts: Counts) -> str:
    return (
        f"{choice}: rows {counts.found} of {counts.rows}, values {counts.values_right},"
        f" wrong {counts.wrong}; {_why(counts)}"
    )


def _why(counts: Counts) -> str:
    causes: Iterator[str] = (cause for cause in counts.examples if not cause.startswith(("left", "total")))
    return max(causes, key=lambda cause: len(counts.examples[cause]), default="")
