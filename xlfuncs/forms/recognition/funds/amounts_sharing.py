"""共用分值 — amounts that share the points of their total, 财政资金 6 and 其他资金 4 of 10: each earns by its own rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.slips import NO_HINT
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.funds.amounts import read_amounts
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.scoring.numbers import exact

_RATE = (5, 10, 15, 20)  # points of the execution rate
_SEVERAL = 2  # that share the points of one


def share_points(reader: Reader, header: Header, row: int, details: list[Line]) -> bool:
    """Whether several amounts share the points of their total, or, where that has none, of a rate: each earns by its rate."""
    if header.own or "points" not in header.columns or len(details) < _SEVERAL:
        return False
    whole, *theirs = _numbers(reader, row, details, header.columns["points"])
    if None in theirs:
        return False
    added = sum(filter(None, theirs))
    if whole is not None or not is_placeholder(reader.data(row, header.columns["points"])):
        return whole == added
    earned, *each = _numbers(reader, row, details, header.columns.get("score"))
    return added in _RATE and earned in (None, sum(filter(None, each)))


def _numbers(reader: Reader, row: int, details: list[Line], column: int | None) -> list[Decimal | None]:
    """What stands in a column for the total and each of its parts."""
    typed = (reader.amount(at, column) for at in (row, *(at for at, _ in details)))
    return [None if number is None else exact(number) for number in typed]


def sharing(reader: Reader, header: Header, total: Item, details: list[Line]) -> list[Item]:
    """The amounts that share the points of their total, whose score is the sum of theirs."""
    items = each_by_its_rate(reader, header, details, total.section)
    scores = [exact(item.entered) for item in items if type(item.entered) is float]
    if type(total.entered) is float and len(scores) == len(items) and sum(scores) != exact(total.entered):
        told: dict[str, Any] = {"found": total.entered, "expected": float(sum(scores)), "hint": NO_HINT}
        reader.note("total-differs", at=total.place("entered"), item=total.name, **told)
    return items


def each_by_its_rate(reader: Reader, header: Header, rows: list[Line], section: str) -> list[Item]:
    """Amounts that each earn points of their own."""
    assert header.amounts is not None
    items = [read_amounts(reader, header, row, header.amounts, name, section) for row, name in rows]
    for item in items:
        item.inputs["points"] = item.points
    return items
