"""率的分值 — what the execution rate is worth beside the rows of a table that have or lack its 100 points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from xlfuncs.evaluation.content import Item, Table
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.marks import right_of
from xlfuncs.forms.recognition.words.words import concept
from xlfuncs.scoring.numbers import exact
from xlfuncs.scoring.totals import total

_WHOLE, _RATE = 100, 20  # points of a table, and of its execution rate at most
_SEVERAL = 2  # rows that have their own, at least


def settle_rate(reader: Reader, table: Table) -> None:
    """Give the rate the points that the other rows lack, or leave it out where they lack none."""
    if not table.own:
        _by_the_rest(reader, table)
        _leave_out(reader, table)


def is_of_indicators(table: Table) -> bool:
    """Whether the total is that of the other rows without the execution rate, with which they come to 100 points."""
    points, score = table.total_points, table.entered_total
    if table.own or not type(points) is type(score) is float:
        return False
    rates, rest = _apart(table, lambda one: _is_rate(one) or _is_typed(one))
    unknown = len(rates) == 1 and _is_typed(rates[0]) and 0 < (lacking := _WHOLE - points) <= _RATE
    rated = [lacking] if unknown else [one.points for one in rates if one.points]
    if not rated or any(type(value) is not float for value in rated):
        return False
    of_rest = _sum(rest, "points"), _sum(rest, "entered")
    return of_rest == (exact(points), exact(score)) and sum(map(exact, rated)) + exact(points) == _WHOLE


def _by_the_rest(reader: Reader, table: Table) -> None:
    """A rate with a score, or a cell for it, and without points is worth what the other rows lack to the 100 of the total row."""
    if table.total_points != _WHOLE:
        return
    rates, rest = _apart(table, _is_typed)
    idle = [one for one in table.items if one.idle]
    rates += [
        one for one in idle if _is_rate(one) and one.place("score") and not _others_wait(reader, one, rest)
    ]
    lacks = any(one.points is None and "executed" not in one.inputs for one in idle)  # a row lacks them, too
    if lacks or len(rates) != 1 or (worth := _sum(rest, "points")) is None:
        return
    rate, lacking = rates[0], float(_WHOLE - worth)
    if 0 < lacking <= _RATE and (rate.entered is None or rate.entered <= lacking):
        rate.idle = False
        rate.points = rate.inputs["points"] = lacking
        rate.function = "execution_rate_score"
        reader.take_back_worth(rate.name)


def _others_wait(reader: Reader, rate: Item, rest: Sequence[Item]) -> bool:
    """Whether another label above the rows has a cell that waits for a score, 资金到位率 90% 得分: nobody knows whose it is."""
    rows = [reader.cell(place)[0] for one in rest if (place := one.place("points"))]
    own = reader.cell(rate.cells["score"])
    labels = [
        one[:2] for one in reader.texts_in(range(min(rows, default=0))) if concept(one[2]) == ("score", True)
    ]
    cells = [(row, right_of(reader, row, column)) for row, column in labels if column != own[1]]
    return any(at is not None and (row, at) != own and reader.value(row, at) is None for row, at in cells)


def _leave_out(reader: Reader, table: Table) -> None:
    """Leave out the rate where the others make the total and its 100; one worth all 100 is worth what the others lack to it."""
    rated, rest = _apart(table, _is_rate)
    if not rated:
        return
    wholly = [item for item in rated if item.points == _WHOLE]
    if wholly and (stated := [exact(item.points) for item in rest if type(item.points) is float]):
        lacking = float(_WHOLE - sum(stated))
        for item in wholly:
            item.idle = not 0 < lacking <= _RATE
            if not item.idle:
                item.points = item.inputs["points"] = lacking
                for section in table.sections:
                    section.points = lacking if section.name == item.section else section.points
            told = {"at": item.place("points", "entered"), "item": item.name, "expected": lacking}
            reader.note("points-sum", case="whole" if item.idle else "lacking", found=_WHOLE, **told)
    total = table.entered_total
    typed = type(total) is float and _sum(rest, "entered") == exact(total)
    if typed and _sum(rest, "points") == _WHOLE:
        for item in rated:
            item.idle = True
            at, points = item.place("entered", "score", "budget"), item.points
            reader.note("points-sum", case="rate", severity="warning", at=at, item=item.name, found=points)


def _apart(table: Table, is_rate: Callable[[Item], bool]) -> tuple[list[Item], list[Item]]:
    """The rates of a table, and the other rows that earn."""
    rates, rest = list[Item](), list[Item]()
    for item in table.items:
        if not item.idle:
            (rates if is_rate(item) else rest).append(item)
    return rates, rest


def _sum(rows: Sequence[Item], key: str) -> Decimal | None:
    """What the rows have together; None where one of them has no number, or they are too few to tell."""
    values = [getattr(row, key) for row in rows]
    told = len(rows) >= _SEVERAL and all(type(value) is float for value in values)
    return total(values) if told else None


def _is_rate(item: Item) -> bool:
    return item.function == "execution_rate_score"


def _is_typed(item: Item) -> bool:
    """Whether it is a rate that was typed a score without points."""
    return "executed" in item.inputs and item.points is None and type(item.entered) is float
