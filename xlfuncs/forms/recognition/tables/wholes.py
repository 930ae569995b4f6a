"""整表 — rows that have all the points of a table: headings that come again below them are those of another."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.words.row_labels import ends_as
from xlfuncs.forms.recognition.words.words import first_meaning
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact_or_none

_OF_POINTS = pattern("满分|分值|权重|得分标准")
_WHOLE, _LEAST = 100, 80  # points of a table; of its indicators beside an execution rate
_FEWEST = 2  # rows


def is_another(reader: Reader, first: int, again: int) -> bool:
    """Whether headings that come again are those of another table, as that above them has all its points: its last
    figures are 100, a total whatever its name, or the rows below come to 100 just as well.
    """
    if any(ends_as("subtotal", text) for row in range(first + 1, again) for _, text in reader.texts(row)):
        return False
    later = range(again + 1, len(reader.rows))
    below = next((row for row in later if reader.rows[row] == reader.rows[again]), None)
    for column, heading in (*reader.texts(first), *reader.texts(first + 1)):  # of one row, or of two
        if first_meaning(heading) == "points" or _OF_POINTS.search(heading):
            above = _worths(reader, column, range(first + 1, again))
            if len(above) > _FEWEST and max(above[:-1]) < above[-1] == _WHOLE and sum(above[:-1]) >= _LEAST:
                return True
            rest = _worths(reader, column, range(again + 1, below or len(reader.rows)))
            if (whole := _all_points(above)) is not None and whole == _all_points(rest):
                return True
    return False


def _worths(reader: Reader, column: int, rows: range) -> list[Decimal]:
    worths = [worth for row in rows if (worth := exact_or_none(reader.amount(row, column))) is not None]
    return [worth * _WHOLE for worth in worths] if max(worths, default=0) <= 1 else worths  # weights of 1


def _all_points(worths: Sequence[Decimal]) -> bool | None:
    """Whether 100, a total, stands among points that come to as many; None where they do not."""
    total = _WHOLE in worths
    several = len(worths) > 1 + total
    return total if several and sum(worths) == _WHOLE * (1 + total) else None
