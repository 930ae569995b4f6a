"""计分的金额 — which amounts of a block earn by their rate: the total, the one that has points or makes the score, or several
that share the points of their total, 财政资金 6 and 其他资金 4 of 10.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.findings.slips import NO_HINT
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.funds.amounts import other_amounts, read_amounts, states
from xlfuncs.forms.recognition.funds.amounts_said import leave_budget, may_count
from xlfuncs.forms.recognition.words.texts import label_points
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.scoring.numbers import exact

_RATE = (5, 10, 15, 20)  # points of the execution rate
_CENT = exact(0.01)
_SEVERAL = 2  # that share the points of one


def earning_row(reader: Reader, header: Header, total: Line | None, details: list[Line]) -> int | None:
    """The row that gives the points and the score of the rate: the total's, else the only one that has any."""
    columns = [header.columns[key] for key in ("points", "score") if key in header.columns]
    if total is None or any(not is_placeholder(reader.data(total[0], column)) for column in columns):
        return total and total[0]
    stated = scored(reader, header, details)
    return stated[0][0] if len(stated) == 1 else total[0]


def earning_amounts(
    reader: Reader, header: Header, total: Line, details: list[Line], earns: int | None
) -> tuple[Line, int]:
    """The row and column of the budget whose rate makes the score: the total; 财政拨款 with the points; another, 指标下达数."""
    columns, (budget, executed) = header.columns, header.amounts or (-1, -1)
    points, score = (reader.amount(earns or 0, columns.get(key)) for key in ("points", "score"))
    worth = exact((label_points(header.words.get("score", "")) if points is None else points) or 0)
    ways = [(total, budget), *((detail, budget) for detail in details if detail[0] == earns)]
    if not header.own and is_placeholder(reader.data(total[0], columns.get("rate"))):
        others = set(other_amounts(reader, header, total[0])) - set(columns.values())
        ways += [(total, column) for column in sorted(others)]
    for one, whole in ways if score else ():
        given, spent = (exact(reader.amount(one[0], at) or 0) for at in (whole, executed))
        if given and abs(worth * spent / given - exact(score)) < _CENT:
            return one, whole
    return total, budget


def doubt_budget(
    reader: Reader, header: Header, item: Item, total: Line, details: list[Line], earns: int | None
) -> None:
    """Leave the rate to a person where nobody typed its score and its points stand beside a part of the amounts; or where
    no rate is typed either and another amount may be the budget, 指标下达数.
    """
    budget, executed = header.amounts or (-1, -1)
    ways = [(row, budget, name) for row, name in details if row == earns]
    if item.inputs.get("published_rate") is None:
        others = set(other_amounts(reader, header, total[0])) - set(header.columns.values())
        headed = ((column, reader.text(header.row, column) or "") for column in sorted(others))
        ways += [(total[0], column, text) for column, text in headed if may_count(text)]
    first, spent = item.inputs["budget"], item.inputs["executed"]
    for row, column, name in ways if type(first) is type(spent) is float else ():
        whole, part = (reader.amount(row, at) for at in (column, executed))
        if type(whole) is type(part) is float and exact(whole) * exact(spent) != exact(part) * exact(first):
            leave_budget(reader, item, name)
            return


def scored(reader: Reader, header: Header, details: list[Line]) -> list[Line]:
    """Those of the rows that state points or a score."""
    columns = [header.columns[key] for key in ("points", "score") if key in header.columns]
    return [detail for detail in details if any(states(reader, detail[0], column) for column in columns)]


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
        told: dict[str, Any] = {"found": total.entered, "expected": sum(scores), "hint": NO_HINT}
        reader.note("total-differs", at=total.place("entered"), item=total.name, **told)
    return items


def each_by_its_rate(reader: Reader, header: Header, rows: list[Line], section: str) -> list[Item]:
    """Amounts that each earn points of their own."""
    assert header.amounts is not None
    items = [read_amounts(reader, header, row, header.amounts, name, section) for row, name in rows]
    for item in items:
        item.inputs["points"] = item.points
    return items
