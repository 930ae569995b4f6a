"""Tables drawn as text, as clerks of other provinces type them, with the truth below; `typed/` holds them.

A drawing's first line says what it shows. ``= name`` begins a sheet: a line is a row, ``|`` parts the cells, ``<``
goes on with the cell left of it and ``^`` with the one above (both merged), ``%0.95`` is a percent cell and ``\\n`` a
line break; what looks like a number is one. Below ``= rows`` stands the truth, as name, target, result, points,
entered score and score: ``-`` is a score that only a person can give, ``?`` one that nobody need give, ``~9`` one
that may also be left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.tables.grammar.grid import Grid, save
from tests.tables.grammar.indicators import Percent
from tests.tables.grammar.truth import Row, TableTruth
from xlfuncs import check_file
from xlfuncs.errors import XlfuncsError

DRAWINGS = sorted((Path(__file__).parent / "typed").glob("*.txt"))
_NUMBER, _PERCENT = re.compile(r"-?\d+(\.\d+)?"), re.compile(r"%\d+(\.\d+)?")


def drawn(path: Path) -> tuple[list[Grid], list[TableTruth]]:
    """The sheets of a drawing and the truth of its tables."""
    grids, truths = list[Grid](), list[TableTruth]()
    for name, lines in _parts(path.read_text("utf-8")):
        if name == "rows":
            truths.append(TableTruth(grids[-1].name, {}, [_row(line) for line in lines], complete=False))
        elif name.startswith("total "):
            truths[-1].entered_total = Decimal(name.removeprefix("total "))
        else:
            grids.append(draw(name, _cells(lines)))
    return grids, truths


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """The cells of each sheet of a drawing, as they are drawn."""
    parts = _parts(path.read_text("utf-8"))
    return {name: _cells(lines) for name, lines in parts if not name.startswith(("rows", "total "))}


def _cells(lines: list[str]) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def _parts(text: str) -> Iterator[tuple[str, list[str]]]:
    for part in text.split("\n= ")[1:]:
        name, *lines = part.rstrip("\n").split("\n")
        yield name, lines


def draw(name: str, cells: list[list[str]]) -> Grid:
    """The sheet that some cells draw."""
    grid = Grid(name)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(cells, start=1):
        for column, text in enumerate(line, start=1):
            beside = {"<": (row, column - 1), "^": (row - 1, column)}.get(text)
            owner[row, column] = owner[beside] if beside else (row, column)
            if beside is None:
                grid.put(row, column, _value(text))
    for own in set(owner.values()):
        covered = [place for place, other in owner.items() if other == own]
        grid.merge(*own, max(row for row, _ in covered), max(column for _, column in covered))
    return grid


def checked(typed: dict[str, list[list[str]]], path: Path) -> list[dict[str, Any]]:
    """What `check` says of sheets with these cells, saved there; nothing of what is no table."""
    save([draw(name, cells) for name, cells in typed.items()], path)
    try:
        return [result.to_dict() for result in check_file(path)]
    except XlfuncsError:
        return []


def _value(text: str) -> object:
    if _PERCENT.fullmatch(text):
        return Percent(float(text[1:]))
    return Decimal(text) if _NUMBER.fullmatch(text) else text.replace("\\n", "\n")


def _row(line: str) -> Row:
    named, target, actual, points, entered, score = (cell.strip() for cell in line.split("|"))
    name, _, cell = named.partition("@")  # where another row has the same name
    worth = Decimal(points) if points else None
    readings = {} if score in ("-", "?") else {"规则": Decimal(score.lstrip("~"))}
    row = Row(name, _value(target), _value(actual), worth, readings, Decimal(entered) if entered else None)
    row.sure = score[0] not in "?~-"
    row.cells = ({} if worth is None else {"points": ""}) | ({"score": cell} if cell else {})
    row.kind = "drawn"
    return row
