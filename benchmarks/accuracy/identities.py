"""What a form states of its figures, read from the sheet alone: sums, rates, scores; which of it a changed figure breaks.

It knows nothing of the package: headings and labels by a few words, figures by value, and an identity only where it
held before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WORTH = re.compile(r"[(（](\d+(?:\.\d+)?)\s*分?[)）]")
_KINDS = (  # a column by its heading, the first that fits
    ("initial", r"年初.*预算|年初预算"),
    ("executed", r"执行数"),
    ("rate", r"率"),
    ("score", r"得分"),
    ("points", r"分值|权重"),
    ("budget", r"预算数|预算"),
    ("actual", r"完成值|完成情况|实际"),
    ("target", r"指标值|目标值|预期"),
)
_TOTAL = re.compile(r"合\s*计|总\s*分|总\s*计|总\s*额|小计|资金总体")
_CENT = Fraction(1, 100)

Figures = dict[str, Fraction]


@dataclass(frozen=True)
class Identity:
    """Cells that a form ties together, and whether figures hold it."""

    kind: str
    cells: tuple[str, ...]
    holds: Callable[[Figures], bool]


def figure(value: Any) -> Fraction | None:
    """The one figure of a cell, a percent as it is written; None where there is none or there are several."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return Fraction(f"{value:.12g}")
    found = _NUMBER.findall(str(value))
    return Fraction(found[0]) if len(found) == 1 and len(str(value)) < 15 else None


def identities(sheet: Worksheet, shown: Worksheet) -> list[Identity]:
    """All that hold in a sheet; `shown` has the results of its formulas."""
    figures = {
        cell.coordinate: number
        for row in shown.iter_rows()
        for cell in row
        if (number := figure(cell.value)) is not None
    }
    columns = {column: _kinds(shown, column) for column in range(1, shown.max_column + 1)}
    found = [
        *_rows(shown, figures, columns),
        *_sums(shown, figures, columns),
        *_worths(shown, figures, columns),
    ]
    computed = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    found = [one for one in found if computed.isdisjoint(one.cells)]  # what is computed follows a change
    found += _typed_over(sheet, figures)
    return [one for one in found if one.holds(figures)]


def _kinds(sheet: Worksheet, column: int) -> list[str | None]:
    """The kind of each cell of a column, by the nearest heading above it."""
    kinds: list[str | None] = [None]
    for row in range(1, sheet.max_row + 1):
        value = sheet.cell(row, column).value
        said = None
        if isinstance(value, str) and figure(value) is None and len(value) < 40:
            said = next((kind for kind, words in _KINDS if re.search(words, value)), None)
        kinds.append(said or kinds[-1])
    return kinds


def _rows(sheet: Worksheet, figures: Figures, columns: dict[int, list[str | None]]) -> Iterator[Identity]:
    for row in range(1, sheet.max_row + 1):
        at: dict[str, str] = {}
        for column, kinds in columns.items():
            cell = f"{get_column_letter(column)}{row}"
            if cell in figures and (kind := kinds[row]):
                at.setdefault(kind, cell)
        if {"budget", "executed"} <= at.keys():
            budget, executed = at["budget"], at["executed"]
            if "rate" in at:
                yield Identity("rate", (budget, executed, at["rate"]), _rate(budget, executed, at["rate"]))
            if {"points", "score"} <= at.keys():
                four = budget, executed, at["points"], at["score"]
                yield Identity("score of the rate", four, _share(*four))
        elif {"rate", "points", "score"} <= at.keys() and "target" not in at:
            three = at["rate"], at["points"], at["score"]
            yield Identity("rate times points", three, _rate_score(*three))
        if {"points", "score"} <= at.keys():
            two = at["points"], at["score"]
            yield Identity("within points", two, lambda f, c=two: 0 <= f[c[1]] <= f[c[0]])  # type: ignore[misc]


def _rate(budget: str, executed: str, rate: str) -> Callable[[Figures], bool]:
    def holds(f: Figures) -> bool:
        if not f[budget]:
            return False
        right = f[executed] / f[budget]
        return min(abs(f[rate] - right), abs(f[rate] / 100 - right)) < Fraction(6, 1000)

    return holds


def _share(budget: str, executed: str, points: str, score: str) -> Callable[[Figures], bool]:
    def holds(f: Figures) -> bool:
        if not f[budget]:
            return False
        right = min(f[executed] / f[budget], Fraction(1)) * f[points]
        return abs(right - f[score]) <= _CENT

    return holds


def _rate_score(rate: str, points: str, score: str) -> Callable[[Figures], bool]:
    def holds(f: Figures) -> bool:
        share = f[rate] / 100 if f[rate] > 1 else f[rate]
        return abs(share * f[points] - f[score]) <= _CENT

    return holds


def _sums(sheet: Worksheet, figures: Figures, columns: dict[int, list[str | None]]) -> Iterator[Identity]:
    """A row named as a total, against the run of figures above or below it in the same column."""
    for row in range(1, sheet.max_row + 1):
        labels = [sheet.cell(row, column).value for column in range(1, 5)]
        if not any(isinstance(text, str) and _TOTAL.search(text) for text in labels):
            continue
        for column, kinds in columns.items():
            letter = get_column_letter(column)
            if f"{letter}{row}" not in figures or kinds[row] in (None, "rate", "target", "actual"):
                continue
            for step in (-1, 1):
                parts: list[str] = []
                at = row + step
                while 0 < at <= sheet.max_row and kinds[at] == kinds[row]:
                    parts += [f"{letter}{at}"] if f"{letter}{at}" in figures else []
                    if len(parts) > 1 and sum(figures[part] for part in parts) == figures[f"{letter}{row}"]:
                        yield _sum(f"{letter}{row}", tuple(parts))
                        break
                    at += step


def _sum(whole: str, parts: tuple[str, ...]) -> Identity:
    return Identity("sum", (whole, *parts), lambda f: f[whole] == sum(f[part] for part in parts))


def _worths(sheet: Worksheet, figures: Figures, columns: dict[int, list[str | None]]) -> Iterator[Identity]:
    """A label such as 产出指标（50分） merged beside its rows, against their points."""
    for area in sheet.merged_cells.ranges:
        worth = _WORTH.search(str(sheet.cell(area.min_row, area.min_col).value or ""))
        for column, kinds in columns.items() if worth else ():
            letter = get_column_letter(column)
            parts = tuple(
                f"{letter}{row}"
                for row in range(area.min_row, area.max_row + 1)
                if kinds[row] == "points" and f"{letter}{row}" in figures
            )
            if len(parts) > 1 and worth:
                right = Fraction(worth[1])
                yield Identity("worth", parts, lambda f, p=parts, r=right: sum(f[part] for part in p) == r)  # type: ignore[misc]


def _typed_over(sheet: Worksheet, figures: Figures) -> Iterator[Identity]:
    """A formula of the form gives its own result."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f" and cell.coordinate in figures:
                at, right = cell.coordinate, figures[cell.coordinate]
                yield Identity("formula", (at,), lambda f, a=at, r=right: f[a] == r)  # type: ignore[misc]
