"""没有表头的得分列 — the scores of a block whose own header leaves their column blank, as an upper block heads it."""

from __future__ import annotations

from collections.abc import Mapping

from xlfuncs.forms.recognition.cells.reader import Reader, is_number
from xlfuncs.forms.recognition.columns.evidence import evidence
from xlfuncs.forms.recognition.words.words import concept, is_placeholder


def unheaded_score(reader: Reader, header: int, columns: Mapping[str, int], rows: range) -> int | None:
    """The column right of all headings with numbers below, and nothing but numbers up to a heading 得分 above."""
    for column in range(max(columns.values()) + 1, reader.width):
        cells = evidence(reader, column, rows)
        if cells.numbers and 2 * cells.numbers > len(cells.values) and _heads(reader, header, column):
            return column
    return None


def _heads(reader: Reader, row: int, column: int) -> bool:
    """Whether the nearest text from a row upwards heads scores."""
    for above in range(row, -1, -1):
        value = reader.data(above, column)
        if isinstance(value, str) and not is_placeholder(value) and not is_number(value):
            meant = concept(value)
            return above < row and meant is not None and meant[0] == "score"
    return False
