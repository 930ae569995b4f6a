"""没有写明的合计 — the first or last row of a block that is the total of the others, though no word says so."""

from __future__ import annotations

from itertools import product

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.indicators.indicator_rows import IndicatorRow, Rows
from xlfuncs.forms.recognition.indicators.parents import earns, outermost
from xlfuncs.forms.recognition.words.row_labels import is_total
from xlfuncs.scoring.numbers import exact

_WHOLE, _RATE = 100, 20  # points of a table, and of its execution rate at most


def total_row(reader: Reader, rows: list[IndicatorRow]) -> IndicatorRow | None:
    """The last row, else the first one, where it has neither target nor result and says that it is the total, or is the
    sum of the others: about it, where it says nothing itself, or one label across several columns; exactly, under a
    label of its own.
    """
    if len(rows) > 2:
        for row, others in ((rows[-1], rows[:-1]), (rows[0], rows[1:])):
            if not row.valueless or row.points or row.entered or (row is rows[0] and not earns(rows[1])):
                continue  # its points merged with others', or those of its parts
            unsaid = (not row.depth or _is_across(reader, row)) and not _alike(reader, rows)
            summed = _is_sum if unsaid else _is_exact_sum
            if is_total(row.item.name) or summed(row, others):
                return row
    return None


def _is_across(reader: Reader, row: IndicatorRow) -> bool:
    """Whether its label is merged across several columns."""
    label = next(iter(reader.texts(row.number)), None)
    return label is not None and _merged(reader, row, label[0])


def _alike(reader: Reader, rows: Rows) -> bool:
    """Whether one of the columns of labels is merged with the next in every row, under a heading as wide."""
    columns = {column for column, _ in reader.texts(rows[-1].number)}
    return any(all(_merged(reader, row, column) for row in rows) for column in columns)


def _merged(reader: Reader, row: IndicatorRow, column: int) -> bool:
    return reader.merged(row.number, column + 1) == (row.number, column)


def _is_sum(row: IndicatorRow, others: list[IndicatorRow]) -> bool:
    for key, some in product(("points", "entered"), (others, outermost(others))):
        own, numbers = getattr(row.item, key), _numbers(some, key)
        # the execution rate stands above the block
        if isinstance(own, float) and len(numbers) > 1 and -1 <= own - sum(numbers) <= _RATE + 1:
            return True
    return False


def _is_exact_sum(row: IndicatorRow, others: list[IndicatorRow]) -> bool:
    """Whether points and score are those of the other rows, and no row without values stands among them; or the score
    alone, where the row has no points; or the row is worth 100, as nothing beside other rows is, and one of the two is
    (the other may be mistyped), or no more than the rate is missing from them.
    """
    points, score = row.item.points, row.item.entered
    if any(other.valueless for other in others) or type(score) is not float:
        return False  # parents and their parts
    if points is None:
        return exact(score) == sum(map(exact, _numbers(others, "entered")))
    if type(points) is not float:
        return False
    rest, left = (
        exact(own) - sum(map(exact, _numbers(others, key)))
        for own, key in ((points, "points"), (score, "entered"))
    )
    if points != _WHOLE:
        return rest == left == 0
    return rest == 0 or left == 0 or 0 <= left <= rest <= _RATE


def _numbers(rows: list[IndicatorRow], key: str) -> list[float]:
    """What rows have of points or scores, merged ones once."""
    cells = {getattr(row, key) or row.number: getattr(row.item, key) for row in rows}
    return [value for value in cells.values() if isinstance(value, float)]
