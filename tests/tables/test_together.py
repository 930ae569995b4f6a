"""Tables in one workbook, on sheets of their own, are read as each is alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.tables.drawn import DRAWINGS, draw, sheets
from tests.tables.grammar.grid import Grid, save
from xlfuncs import check_file
from xlfuncs.errors import UnknownForm

_SCORELESS = {"guangxi-two-sheets"}  # amounts without points, that may be those of any other sheet


def test_one_table_does_not_change_another(tmp_path: Path) -> None:
    random, path = Random(2), tmp_path / "table.xlsx"
    drawings = [drawing for drawing in DRAWINGS if drawing.stem not in _SCORELESS]
    random.shuffle(drawings)
    for pair in zip(drawings[::2], drawings[1::2], strict=False):
        grids = [
            [draw(which + name, cells) for name, cells in sheets(drawing).items()]
            for which, drawing in zip("甲乙", pair, strict=True)
        ]
        alone = _read(grids[0], path) + _read(grids[1], path)
        assert _read(grids[0] + grids[1], path) == alone, [drawing.stem for drawing in pair]


def _read(grids: Sequence[Grid], path: Path) -> Counter[object]:
    """Total and scores of each table."""
    save(list(grids), path)
    try:
        results = check_file(path)
    except UnknownForm:
        return Counter()
    scores = [tuple((score.item.name, score.score) for score in result.scores) for result in results]
    return Counter((result.total, earned) for result, earned in zip(results, scores, strict=True))
