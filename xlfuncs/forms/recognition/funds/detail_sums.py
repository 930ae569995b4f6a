"""明细之和 — whether the details of an amount add up to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from xlfuncs.forms.recognition.cells.money import in_first_unit
from xlfuncs.forms.recognition.cells.reader import Reader, amount_or_none
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.words.row_labels import ends_as
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.scoring.numbers import exact


def check_sum(
    reader: Reader, row: int, details: list[Line], column: int, name: str, *, whole: bool = False
) -> None:
    """The details must add up to the total; nested details (其中 twice) cannot be told apart from it, and one alone
    is a part of it, unless it is the whole."""
    if groups := _subtotals(details):
        for part, inside in groups:
            check_sum(reader, part[0], inside, column, part[1])
        details = [part for part, _ in groups]
    if "支出" in name:  # 收入合计 above 支出合计
        details = [(at, part) for at, part in details if "收入" not in part]
    values = [reader.data(each, column) for each in (row, *(part for part, _ in details))]
    filled = [value for value in values if amount_or_none(value) is not None]
    if len(filled) < 2 or amount_or_none(values[0]) is None:
        return
    numbers = in_first_unit([*map(amount_or_none, filled)], filled, [""] * len(filled))
    total, *parts = map(exact, numbers)
    given = [at for at, _ in details if reader.amount(at, column) is not None]
    below = [part for part, at in zip(parts, given, strict=True) if at > row]
    outside = [part for part, at in zip(parts, given, strict=True) if at not in _of_treasury(details)]
    if total in (sum(parts), sum(_outer(parts)), sum(below), sum(outside)) or _told_apart_twice(parts, total):
        return
    if sum(normal(part).startswith("其中") for _, part in details) > 1:
        return
    alone = len(details) == 1 and normal(details[0][1]).startswith("其中")
    if alone and sum(parts) < total and not whole:
        return
    one_unit = numbers == [*map(amount_or_none, filled)]
    places = [reader.at(at, column) if one_unit else None for at in given]
    reader.note_sum(reader.at(row, column), name, total, [*zip(numbers[1:], places, strict=True)])


def is_whole(reader: Reader, row: int, part: int, columns: Sequence[int]) -> bool:
    """Whether one source alone pays a total, by one of its columns: 150 planned, 其中：财政拨款 150."""
    pairs = ([amount_or_none(reader.data(at, column)) for at in (row, part)] for column in columns)
    return any(total and total == one for total, one in pairs)


def _subtotals(details: list[Line]) -> list[tuple[Line, list[Line]]]:
    """The details that are sums themselves, 省级资金小计, each with those below it up to the next; none where the first is no
    such sum."""
    groups = list[tuple[Line, list[Line]]]()
    for detail in details:
        if ends_as("funds_subtotals", detail[1]):
            groups.append((detail, []))
        elif groups:
            groups[-1][1].append(detail)
        else:
            return []
    return groups


def _of_treasury(details: list[Line]) -> set[int]:
    """The rows of the budgets that 财政拨款 above them is of: 一般公共预算, 政府性基金."""
    above = next((at for at, name in details if ends_as("funds_treasury", name)), None)
    return {at for at, name in details if above is not None and at > above and ends_as("funds_budgets", name)}


def _outer(parts: Sequence[Decimal]) -> list[Decimal]:
    """The amounts without those right below another that come to it: 项目支出, and its kinds below it."""
    outer, at = list[Decimal](), 0
    while at < len(parts):
        outer.append(parts[at])
        sums = [*accumulate(parts[at + 1 :])]
        inside = sums.index(parts[at], 1) + 1 if parts[at] in sums[1:] else 0
        at += 1 + inside
    return outer


def _told_apart_twice(parts: Sequence[Decimal], total: Decimal) -> bool:
    """Whether amounts are told apart in several ways, one below the other: by their sources, by what they are for."""
    ways, way = list[int](), list[Decimal]()
    for part in filter(None, parts):
        way.append(part)
        if sum(way) == total:
            ways.append(len(way))
            way = []
    return not way and len(ways) > 1 and max(ways) > 1
