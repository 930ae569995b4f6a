"""No table stops the reading: whatever is taken off a drawn one, put elsewhere or typed into it, there are results or it
is no table.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.tables.drawn import DRAWINGS, draw, sheets
from tests.tables.grammar.grid import save
from xlfuncs import check_file
from xlfuncs.errors import UnknownForm

Cells = list[list[str]]
_ODD = (
    *(
        "30%。",
        "—",
        "无",
        "12（注）",
        "１２.５",
        "1/2",
        "12-15",
        "见附件",
        "100 200",
        "-5",
        "12。",
        "3,5",
        "12分",
        "满分",
        "三十",
    ),
    *(
        "±5",
        "≥",
        "%",
        "(5)",
        "²",
        "2023.12.31",
        "9" * 400 + "个",
        "1e400",
        "12:30",
        "1000000000000",
        "95%(注1)",
        "100%",
        "5个/10个",
        "A",
        "得分",
        "合计",
        "分值",
    ),
)


def typed_over(cells: Cells, random: Random) -> Cells:
    """An odd text in one cell."""
    filled = [(row, at) for row, line in enumerate(cells) for at, text in enumerate(line) if text]
    place, odd = random.choice(filled), random.choice(_ODD)
    return [
        [odd if (row, at) == place else text for at, text in enumerate(line)]
        for row, line in enumerate(cells)
    ]


def cut_off(cells: Cells, random: Random) -> Cells:
    """Nothing from a row on."""
    return cells[: random.randrange(1, len(cells) + 1)]


def without_a_row(cells: Cells, random: Random) -> Cells:
    row = random.randrange(len(cells))
    return [*cells[:row], *cells[row + 1 :]]


def without_a_column(cells: Cells, random: Random) -> Cells:
    at = random.randrange(max(map(len, cells)))
    return [[*line[:at], *line[at + 1 :]] for line in cells]


def rows_changed(cells: Cells, random: Random) -> Cells:
    """Two rows in each other's place."""
    one, other = random.randrange(len(cells)), random.randrange(len(cells))
    return [cells[{one: other, other: one}.get(row, row)] for row in range(len(cells))]


_WAYS = (typed_over, cut_off, without_a_row, without_a_column, rows_changed)


@pytest.mark.parametrize("way", _WAYS, ids=lambda way: way.__name__)
def test_a_broken_table_stops_nothing(tmp_path: Path, way: Callable[[Cells, Random], Cells]) -> None:
    path = tmp_path / "table.xlsx"
    for drawing in DRAWINGS:
        random = Random(f"{drawing.stem} {way.__name__}")
        # What was merged with a cell that is gone is blank.
        free = [(name, _unmerged(cells)) for name, cells in sheets(drawing).items()]
        save([draw(name, way(cells, random)) for name, cells in free], path)
        with contextlib.suppress(UnknownForm):
            check_file(path)


def _unmerged(cells: Cells) -> Cells:
    return [["" if text in ("<", "^") else text for text in line] for line in cells]
