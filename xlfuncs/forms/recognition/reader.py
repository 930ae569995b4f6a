"""读格 — a sheet's cells as recognition reads them: merged cells filled, numbers as numbers.

What is no number where a number belongs becomes a finding; the cell's value stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.content import Finding, Severity
from xlfuncs.forms.cells import Cell, CellError, Sheet, Value, address
from xlfuncs.forms.recognition.words import is_placeholder, normal
from xlfuncs.scoring.numbers import exact

__all__ = ["Reader", "amount"]

_UNIT = re.compile(r"(亿元|万元|元|分)$")


def amount(value: Value, *, percent: bool = False) -> float | None:
    """The number a cell holds, as number or text (``1,262,900 元``, ``99.55分``); None for a placeholder.

    Raises
    ------
    NotANumber
        An error value, a date, other text; a percent where none is meant.

    >>> amount("１，２６２，９００ 元"), amount("——"), amount("98.22%", percent=True)
    (1262900.0, None, 0.9822)
    """
    if type(value) is float or type(value) is int:
        return float(value)
    if is_placeholder(value):
        return None
    if isinstance(value, str):
        text = _UNIT.sub("", normal(value))
        if percent or "%" not in text:
            return float(exact(text))
    raise NotANumber(f"不是数：{value} | not a number")


class Reader:
    """One sheet, and the findings made while reading the table at hand."""

    def __init__(self, sheet: Sheet) -> None:
        self.name = sheet.name
        self.rows: Sequence[Sequence[Value]] = sheet.rows
        self.formulas = sheet.formulas
        self.findings: list[Finding] = []
        self.width = max((len(row) for row in sheet.rows), default=0)
        self.letters = [address((0, column))[:-1] for column in range(self.width + 1)]
        self.anchors: dict[Cell, Cell] = {}  # covered cell → the cell that holds the merged value
        for top, left, bottom, right in sheet.merged:
            for row in range(top, min(bottom, len(self.rows) - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    self.anchors[row, column] = (top, left)

    def anchor(self, row: int, column: int) -> Cell:
        """The cell that holds this cell's value: itself, or the first of its merged block."""
        return self.anchors.get((row, column), (row, column)) if self.anchors else (row, column)

    def value(self, row: int, column: int | None) -> Value:
        """A cell's value, a merged block's in each of its cells; blank text is None."""
        if column is None:
            return None
        if self.anchors:
            row, column = self.anchor(row, column)
        line = self.rows[row]
        found = line[column] if column < len(line) else None
        return None if type(found) is str and not found.strip() else found

    def data(self, row: int, column: int | None) -> Value:
        """A cell's value under its own header: not that of a label merged across it from the left."""
        if column is not None and self.anchors and self.anchor(row, column)[1] != column:
            return None
        return self.value(row, column)

    def text(self, row: int, column: int | None) -> str | None:
        """A cell's text without white space at its ends; a number as written, without a trailing .0."""
        found = self.value(row, column)
        if found is None or isinstance(found, CellError):
            return None
        return (
            found.strip() if isinstance(found, str) else f"{found:g}" if type(found) is float else str(found)
        )

    def at(self, row: int, column: int) -> str:
        """Where a value stands, in A1 spelling with the sheet."""
        row, column = self.anchor(row, column)
        return f"{self.name}!{self.letters[column]}{row + 1}"

    def texts(self, row: int) -> list[tuple[int, str]]:
        """The texts that stand in a row itself, by column."""
        return [(c, v) for c, v in enumerate(self.rows[row]) if isinstance(v, str) and v.strip()]

    def number(self, row: int, column: int | None, term: str, item: str, *, percent: bool = False) -> Any:
        """A number where one belongs; anything else stays as it is and is a finding."""
        found = self.data(row, column)
        if found is None or column is None or type(found) is float:
            return found
        try:
            return amount(found, percent=percent)
        except NotANumber:
            what = "是错误值" if isinstance(found, CellError) else "不是数："
            where = self.at(row, column)
            message = f"{where} 的{term}{what}「{found}」；这里应填数字 | not a number"
            self.note("not-a-number", "error", where, item, found, "数字", message)
            return found

    def note(
        self,
        code: str,
        severity: Severity,
        cell: str,
        item: str | None,
        found: Any,
        expected: Any,
        message: str,
    ) -> None:
        """Add a finding."""
        found = found if isinstance(found, (int, float, str)) else str(found)
        self.findings.append(Finding(code, severity, cell, item, found, expected, message))
