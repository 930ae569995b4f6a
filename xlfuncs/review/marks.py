"""标注 — a returned workbook with its findings as notes at the cells; what was returned stays as it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlfuncs.cells import Cell, cell_at, parted
from xlfuncs.evaluation.findings.register import SEVERITIES, gravity
from xlfuncs.files.book import FileBook
from xlfuncs.review.words import words_of
from xlfuncs.sheets import Sheet

AUTHOR = "预算绩效复核"


def mark(book: FileBook, tables: Iterable[dict[str, Any]]) -> bool:
    """标注 — a note at every cell of the workbook that has findings, collected in it; False where none has."""
    places = marks(tables)
    for sheet, notes in places.items():
        read = book.read(sheet)
        shown: dict[Cell, list[str]] = {}
        for cell, words in notes.items():
            shown.setdefault(_first(read, cell), []).extend(words)
        book.annotate(sheet, {cell: "\n".join(words) for cell, words in shown.items()}, AUTHOR)
    return bool(places)


def marks(tables: Iterable[dict[str, Any]]) -> dict[str, dict[Cell, list[str]]]:
    """Sheet → cell → what to say there, the gravest first.

    >>> found = {"severity": "error", "cell": "表!B3", "code": "score-differs", "message": "填报 5，应得 4.50"}
    >>> marks([{"findings": [found]}])["表"][2, 1][0].partition("。")[0]
    '【错误】填报 5，应得 4.50'
    """
    found = [finding for table in tables for finding in table["findings"] if finding["cell"]]
    made: dict[str, dict[Cell, list[str]]] = {}
    for finding in sorted(found, key=lambda finding: gravity(finding["severity"])):
        sheet, place = parted(finding["cell"])
        message, advice = words_of(finding)
        words = f"【{SEVERITIES[finding['severity']]}】{message}。" + (f"{advice}。" if advice else "")
        made.setdefault(sheet, {}).setdefault(cell_at(place), []).append(words)
    return made


def _first(sheet: Sheet, cell: Cell) -> Cell:
    """The first cell of the merged block that a cell lies in: only there a note shows."""
    row, column = cell
    around = (one for one in sheet.merged if one[0] <= row <= one[2] and one[1] <= column <= one[3])
    return next(((top, left) for top, left, *_ in around), cell)
