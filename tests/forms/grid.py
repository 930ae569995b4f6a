"""A table as a clerk types it, written as text: one line a row, cells separated by ``|``.

``<`` is merged with the cell to its left, ``^`` with the one above; a plain number is a number, ``'`` before
it makes it text; ``\\n`` is a line break in a cell; lines that begin with ``#`` say where the table is from.
"""

from __future__ import annotations

from pathlib import Path

from xlfuncs.cells import CellError, Value
from xlfuncs.sheets import Sheet

DATA = Path(__file__).parent / "data"
ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "未计算")


def published(name: str) -> Sheet:
    """One of the tables in data/."""
    return grid((DATA / f"{name}.txt").read_text("utf-8"))


def grid(text: str, name: str = "Sheet1") -> Sheet:
    """The sheet that a text draws."""
    lines = [line for line in text.splitlines() if not line.startswith("#") and line.strip()]
    tokens = [[cell.strip() for cell in line.split("|")] for line in lines]
    rows = [[_value(cell) for cell in line] for line in tokens]
    return Sheet(name, rows, merged=tuple(_merged(tokens)))


def _value(cell: str) -> Value:
    if cell in ("", "<", "^"):
        return None
    if cell in ERRORS:
        return CellError(cell)
    try:
        return float(cell)
    except ValueError:
        return cell.removeprefix("'").replace("\\n", "\n")


def _merged(tokens: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """Blocks: right from their first cell along ``<``, then down while the cell below it is ``^``."""
    blocks = []
    for row, line in enumerate(tokens):
        for column, cell in enumerate(line):
            if cell in ("<", "^"):
                continue
            right, bottom = column, row
            while right + 1 < len(line) and line[right + 1] == "<":
                right += 1
            while bottom + 1 < len(tokens) and tokens[bottom + 1][column : column + 1] == ["^"]:
                bottom += 1
            if (right, bottom) != (column, row):
                blocks.append((row, column, bottom, right))
    return blocks
