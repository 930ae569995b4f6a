"""Tables as clerks of other provinces type them: every row read as typed, scored as the rule does, the total found."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.reviewed import review
from tests.tables.drawn import DRAWINGS, drawn
from tests.tables.grammar.grid import save
from tests.tables.grammar.words import HEADERS

_HEADINGS = {word for words in HEADERS.values() for word in words}


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


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_heading_nobody_knows_gives_no_wrong_score(tmp_path: Path, drawing: Path) -> None:
    """One heading after the other becomes a word that means nothing; what is not certain is left, or said."""
    text = drawing.read_text("utf-8")
    lines = [line for line in text.split("\n") if len({*_cells(line)} & _HEADINGS) > 2]
    for line in lines[:1]:
        for heading in Random(drawing.stem).sample(sorted({*_cells(line)} & _HEADINGS), 2):
            other = " | ".join("口径甲" if cell == heading else cell for cell in _cells(line))
            changed = tmp_path / "drawing.txt"
            changed.write_text(text.replace(line, other), "utf-8")
            grids, truths = drawn(changed)
            save(grids, tmp_path / "table.xlsx")
            counts = compare(review(tmp_path / "table.xlsx"), truths, f"{drawing.stem}, {heading}")
            assert (counts.wrong, counts.silent) == (0, 0), dict(counts.examples)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
