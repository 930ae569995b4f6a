"""共用分值 — amounts that share the points of their total, 财政资金 6 and 其他资金 4 of 10: each earns by its own rate."""

from __future__ import annotations

from typing import Any

from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.slips import NO_HINT
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.funds.amounts import read_amounts
from xlfuncs.scoring.numbers import exact

_SEVERAL = 2  # that share the points of one


def share_points(reader: Reader, header: Header, row: int, details: list[tuple[int, str]]) -> bool:
    """Whether several amounts share the points of their total, where theirs come to its own: each earns by its rate."""
    if header.own or "points" not in header.columns or len(details) < _SEVERAL:
        return False
    worth = [
        amount_or_none(reader.data(each, header.columns["points"]))
        for each in (row, *(at for at, _ in details))
    ]
    whole, *theirs = (None if points is None else exact(points) for points in worth)
    return whole is not None and None not in theirs and whole == sum(filter(None, theirs))


def sharing(reader: Reader, header: Header, total: Item, details: list[tuple[int, str]]) -> list[Item]:
    """The amounts that share the points of their total, whose score is the sum of theirs."""
    items = each_by_its_rate(reader, header, details, total.section)
    scores = [exact(item.entered) for item in items if type(item.entered) is float]
    if type(total.entered) is float and len(scores) == len(items) and sum(scores) != exact(total.entered):
        told: dict[str, Any] = {"found": total.entered, "expected": float(sum(scores)), "hint": NO_HINT}
        reader.note("total-differs", at=total.place("entered"), item=total.name, **told)
    return items


def each_by_its_rate(reader: Reader, header: Header, rows: list[tuple[int, str]], section: str) -> list[Item]:
    """Amounts that each earn points of their own."""
    assert header.amounts is not None
    items = [read_amounts(reader, header, row, header.amounts, name, section) for row, name in rows]
    for item in items:
        item.inputs["points"] = item.points
    return items
