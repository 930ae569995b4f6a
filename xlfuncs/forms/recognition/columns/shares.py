"""权重占比 — shares of 100 as points: only where the scores of the single indicators show that they are of 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount, is_number
from xlfuncs.forms.recognition.columns.assignment import Assignment, unread
from xlfuncs.forms.recognition.columns.heading import Heading
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.scoring.numbers import exact, exact_or_none

_SHARE, _SINGLE = "占比", "得分"
_WHOLE, _FEWEST = 100, 2  # points, and rows that have any
WORTH = (100, 90, 80)  # points of a table, or of its indicators, the rate having the rest


def drop_unsure_shares(reader: Reader, headings: Sequence[Heading], made: Assignment, rows: range) -> None:
    """Leave shares unread beside scores that never exceed them: 25 of 25 % may be full points, or a quarter of them."""
    _prefer_weights(reader, made, rows)
    points, score = made.places.get("points"), made.places.get("score")
    used = {one.column for one in made.places.values()}
    parts = {} if points is None or "weight" in made.places else _parts_of_one(reader, points.column, rows)
    if points is not None and parts:
        earned = {} if score is None else _numbers(reader, score.column, rows)
        above = [row for row in earned if earned[row] > parts.get(row, 1) * _WHOLE]
        unsure = sum(earned.values()) > _WHOLE and not _each_of_a_hundred(earned, above)
        if not earned or unsure:  # of 1, or of 100
            del made.places["points"]
            made.findings.append(unread(reader, points, severity="warning"))
            return
    unused = (one for one in headings if one.column not in used)
    single = next((one for one in unused if normal(one.text).endswith(_SINGLE)), None)
    if points is None or single is None or _SHARE not in points.text:
        return
    pairs = [[reader.amount(row, one.column) for one in (single, points)] for row in rows]
    if any(one is not None and worth is not None and one > worth for one, worth in pairs):
        return  # of a hundred
    del made.places["points"]
    twice = None if score is None else _weighted_twice(reader, single, points, score, rows)
    made.findings.append(twice or unread(reader, points, severity="warning"))


def _prefer_weights(reader: Reader, made: Assignment, rows: range) -> None:
    """满分 of 100 in every row is what each is scored of; its weight is what it is worth, without which nobody knows."""
    points, weight = made.places.get("points"), made.places.get("weight")
    if points is None:
        return
    cells = reader.column(points.column)[rows.start : rows.stop]
    of_rate = weight is None and "executed" in made.places  # whose 100 says nothing of the other rows
    if of_rate or _WHOLE not in cells:
        return  # nearly all tables
    full = [value for value in cells if type(value) is float]
    if len(full) < _FEWEST or full.count(_WHOLE) < len(full):
        return
    del made.places["points"]
    if weight is None:
        made.findings.append(unread(reader, points, severity="warning"))
    else:
        made.places["points"] = made.places.pop("weight")


def _weighted_twice(
    reader: Reader, single: Heading, share: Heading, score: Heading, rows: range
) -> Finding | None:
    """Said where every score is the single one times the share."""
    singles, shares, scores = (_numbers(reader, one.column, rows) for one in (single, share, score))
    products = {row: singles[row] * shares[row] / _WHOLE for row in singles.keys() & shares.keys()}
    if not scores or any(products.get(row) != earned for row, earned in scores.items()):
        return None
    told = {"single": single.text, "converted": score.text}
    return unread(reader, share, case="weighted", severity="warning", **told)


def are_shares(reader: Reader, column: int, score: int | None, rows: Sequence[int]) -> bool:
    """Whether points are typed as parts of 1, 0.3 for 30: several that come to 1, and scores above them."""
    parts = _parts_of_one(reader, column, rows)
    earned = _numbers(reader, score, rows) if parts and score is not None else {}
    return any(earned[row] > parts.get(row, 0) for row in earned)


def are_of_a_hundred(reader: Reader, column: int, score: int | None, rows: Sequence[int]) -> bool:
    """Whether each score is one of 100, whatever its row is worth: 95 beside a weight of 30, nearly everywhere."""
    earned = {} if score is None else _numbers(reader, score, rows)
    if max(earned.values(), default=0) != _WHOLE:  # nearly all tables
        return False
    stated = [row for row in earned if reader.has_number(row, column)]
    worths = {row: exact_or_none(reader.points(row, column, "分值", "")) for row in stated}
    above = [row for row, worth in worths.items() if worth is not None and earned[row] > worth]
    return _each_of_a_hundred(earned, above)


def _each_of_a_hundred(earned: Mapping[int, Decimal], above: Sequence[int]) -> bool:
    """Whether the scores are of 100 each, as nearly all above the points of their rows show."""
    whole = max(earned.values(), default=0) == _WHOLE
    return whole and len(above) > _FEWEST and 4 * len(above) >= 3 * len(earned)


def _parts_of_one(reader: Reader, column: int, rows: Sequence[int]) -> dict[int, Decimal]:
    """Points that come to 1, by row; none in nearly all tables."""
    cells, formats = reader.column(column), reader.formats
    if any(type(cell := cells[row]) is float and cell >= 1 and (row, column) not in formats for row in rows):
        return {}
    parts = _numbers(reader, column, rows)
    whole = sum(parts.values()) == 1 and all(0 < part < 1 for part in parts.values())
    return parts if whole and len(parts) >= _FEWEST else {}


def _numbers(reader: Reader, column: int, rows: Sequence[int]) -> dict[int, Decimal]:
    """The numbers of a column, by row; a percent cell says itself what it is of."""
    cells, formats = reader.column(column), reader.formats
    filled = {row: cell for row in rows if (cell := cells[row]) is not None and (row, column) not in formats}
    plain = {row: cell for row, cell in filled.items() if is_number(cell) and "%" not in normal(str(cell))}
    return {row: exact(amount(cell)) for row, cell in plain.items()}
