"""底样 — what a fresh workbook of a form holds, as plain data: what a returned one is compared with.

Those of the official forms are kept, each under its form and rule, so that nothing need be made to compare with:
`make templates` writes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from sys import intern
from typing import Any

from xlfuncs.cells import Cell

BLUEPRINTS = Path(__file__).parent / "blueprints"
_ROW = "¤"  # stands for the number of its own row in a formula, so that rows of one kind are kept once


@dataclass(frozen=True)
class FormSheet:
    """One sheet of a fresh workbook."""

    name: str
    cells: dict[Cell, str | float]  # what the form itself writes; a formula begins with "="
    given: frozenset[Cell]  # the form's own cells, blank ones too: not those that are filled in
    limited: frozenset[Cell]  # cells that say what may be typed in them
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    width: int  # columns that are printed
    official: bool  # an official table, of which a workbook may hold several

    @cached_property
    def height(self) -> int:
        """How many rows it has."""
        return 1 + max((row for row, _ in self.given | self.limited), default=-1)

    @cached_property
    def formulas(self) -> dict[Cell, str]:
        """The formulas among its cells, without the "="; interned, to be compared quickly with those of a file."""
        return {cell: intern(str(one)[1:]) for cell, one in self.cells.items() if str(one).startswith("=")}

    @cached_property
    def printed(self) -> dict[Cell, str | float]:
        """The words and numbers among its cells."""
        return {cell: value for cell, value in self.cells.items() if cell not in self.formulas}

    @cached_property
    def words(self) -> dict[Cell, str]:
        """The words among its cells."""
        return {cell: value for cell, value in self.printed.items() if isinstance(value, str)}

    @cached_property
    def printed_rows(self) -> list[tuple[Any, ...]]:
        """What it prints: of each row the columns, what takes these cells of any row, and what they hold here."""
        rows: list[tuple[Any, ...]] = []
        for row, cells in groupby(sorted(self.printed), key=itemgetter(0)):
            columns = [column for _, column in cells]
            take = itemgetter(*columns, columns[0])  # of one alone it would give no tuple
            rows.append((row, columns, take, take({at: self.printed[row, at] for at in columns})))
        return rows

    @cached_property
    def blank(self) -> Sequence[Cell]:
        """Its own cells in which nothing stands, in their order."""
        return sorted(self.given - self.cells.keys())

    @cached_property
    def width_used(self) -> int:
        """How many columns its cells take."""
        return 1 + max((column for _, column in self.given | self.limited), default=-1)

    @cached_property
    def columns_used(self) -> frozenset[int]:
        """The columns in which it has cells of its own."""
        return frozenset(column for _, column in self.given)


@cache
def kept_blueprint(form: str, rule: str, example: bool) -> tuple[FormSheet, ...] | None:
    """The sheets of a fresh workbook of an official form; None where they are not kept.

    >>> sheets = kept_blueprint("duty-self-check-beijing", "", False)
    >>> [sheet.name for sheet in sheets], sheets[-1].official
    (['说明', '基础数据', '自查表'], True)
    """
    path = BLUEPRINTS / kept_name(form, rule, example)
    if not re.fullmatch(r"[\w.-]*", form + rule) or not path.is_file():
        return None
    return tuple(map(_read, json.loads(path.read_text("utf-8"))))


def kept_name(form: str, rule: str, example: bool) -> str:
    """The file of a blueprint, of the blank form or of its filled example.

    >>> kept_name("project-self-evaluation", "mof-2020-10", False)
    'project-self-evaluation.mof-2020-10.json'
    """
    return ".".join(filter(None, (form, rule, "filled" if example else "", "json")))


def as_json(sheets: Sequence[FormSheet]) -> str:
    """How a blueprint is kept: every formula once, with ``¤`` for the number of its own row; columns from 0.

    >>> sheet = FormSheet("表", {(1, 0): "数", (1, 1): "=A2+$A$2"}, frozenset({(1, 0)}), *[frozenset()] * 3, 2, True)
    >>> _read(json.loads(as_json([sheet]))[0]) == sheet
    True
    """
    parts = list(map(_written, sheets))
    return json.dumps(parts, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def _written(sheet: FormSheet) -> dict[str, Any]:
    formulas: dict[str, int] = {}  # with their numbers
    at: dict[int, list[str]] = {}
    words: dict[int, dict[int, str | float]] = {}
    for (row, column), value in sorted(sheet.cells.items()):
        if isinstance(value, str) and value.startswith("="):
            kept = re.sub(rf"(?<=[A-Z]){row + 1}(?![\d.(])", _ROW, value)
            at.setdefault(row, []).append(f"{column}:{formulas.setdefault(kept, len(formulas))}")
        else:
            words.setdefault(row, {})[column] = value
    return {
        "name": sheet.name,
        "width": sheet.width,
        "official": sheet.official,
        "formulas": list(formulas),
        "at": {row: " ".join(line) for row, line in at.items()},
        "words": {row: json.dumps(line, ensure_ascii=False) for row, line in words.items()},
        "given": _rows(sheet.given),
        "limited": _rows(sheet.limited),
        "hidden_rows": " ".join(map(str, sorted(sheet.hidden_rows))),
        "hidden_columns": " ".join(map(str, sorted(sheet.hidden_columns))),
    }


def _rows(cells: frozenset[Cell]) -> dict[int, str]:
    """The columns of each row, those beside one another as first-last."""
    rows = groupby(sorted(cells), key=itemgetter(0))
    return {row: " ".join(_runs([column for _, column in line])) for row, line in rows}


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        line = [number for _, number in run]
        yield str(line[0]) if len(line) == 1 else f"{line[0]}-{line[-1]}"


def _read(part: dict[str, Any]) -> FormSheet:
    cells: dict[Cell, str | float] = {}
    for row, line in part["at"].items():
        for column, _, number in (one.partition(":") for one in line.split()):
            formula = part["formulas"][int(number)]
            cells[int(row), int(column)] = formula.replace(_ROW, str(int(row) + 1))
    for row, line in part["words"].items():
        cells |= {(int(row), int(column)): value for column, value in json.loads(line).items()}
    given, limited = (_cells(part[key]) for key in ("given", "limited"))
    rows, columns = (frozenset(map(int, part[key].split())) for key in ("hidden_rows", "hidden_columns"))
    return FormSheet(part["name"], cells, given, limited, rows, columns, part["width"], part["official"])


def _cells(rows: dict[str, str]) -> frozenset[Cell]:
    runs = ((row, run.partition("-")) for row, line in rows.items() for run in line.split())
    return frozenset(
        (int(row), column)
        for row, (first, _, last) in runs
        for column in range(int(first), int(last or first) + 1)
    )
