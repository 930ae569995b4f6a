"""没有名称的指标列 — an indicator block whose column of names has a heading nobody knows, or none."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.forms.recognition.assignment import SCORED, Heading
from xlfuncs.forms.recognition.evidence import evidence
from xlfuncs.forms.recognition.reader import Reader, is_number

__all__ = ["unnamed"]

_ENOUGH = 3  # of these headings make a block of indicators without the word


def unnamed(reader: Reader, headings: Sequence[Heading], rows: range) -> int | None:
    """The column of the names left of at least three headings of values, the nearest one that holds words only."""
    values = {heading.meanings[0][0]: heading.column for heading in headings if heading.meanings}
    found = {meaning: column for meaning, column in values.items() if meaning in SCORED}
    if len(found) < _ENOUGH or values.keys() - SCORED - {"reason", "number", "unit", "symbol", "coefficient"}:
        return None
    for column in range(min(found.values()) - 1, -1, -1):
        cells = evidence(reader, column, rows).values
        if 2 * len(cells) > len(rows) and not any(is_number(cell) for cell in cells):
            return column
    return None
