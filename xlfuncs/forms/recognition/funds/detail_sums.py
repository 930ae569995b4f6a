"""明细之和 — whether the details of an amount add up to it: in rows below it, or its sources in columns beside it, 合计, 中央,
省级, 县级; or towns and units, below one heading with it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, count, takewhile

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Part, Reader, in_first_unit
from xlfuncs.forms.recognition.cells.values import amount_or_none
from xlfuncs.forms.recognition.funds.amount_rows import AMOUNTS, Line
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact

_ROWS = 2  # of a heading merged across others, and these
_UNIT = pattern("(?:[镇乡村县区市州旗局委办院校所站处科室队馆园厂]|街道|中心|公司|机关|本级)$")
_THIS_YEAR, _CARRIED = "当年", "结转"


def check_sum(
    reader: Reader, row: int, details: list[Line], column: int, name: str, *, whole: bool = False
) -> None:
    """The details must add up to the total; but for 其中 twice, told apart from nothing, and one alone, unless it is all."""
    if groups := _subtotals(details):
        for part, inside in groups:
            check_sum(reader, part[0], inside, column, part[1])
        details = [part for part, _ in groups]
    if "支出" in name:  # 收入合计 above 支出合计
        details = [(line, part) for line, part in details if "收入" not in part]
    values = [reader.data(each, column) for each in (row, *(part for part, _ in details))]
    filled = [value for value in values if amount_or_none(value) is not None]
    if len(filled) < 2 or amount_or_none(values[0]) is None:
        return
    numbers = in_first_unit([*map(amount_or_none, filled)], filled, [""] * len(filled))
    total, *parts = map(exact, numbers)
    lines = [line for line, _ in details if reader.amount(line, column) is not None]
    below = [part for part, line in zip(parts, lines, strict=True) if line > row]
    # the budgets that 财政拨款 above them is of: 一般公共预算, 政府性基金
    above = next((line for line, part in details if ends_as("funds_treasury", part)), len(reader.rows))
    treasury = {line for line, part in details if line > above and ends_as("funds_budgets", part)}
    outside = [part for part, line in zip(parts, lines, strict=True) if line not in treasury]
    ways = (parts, [*_outer(parts)], below, outside)
    if any(way and sum(way) == total for way in ways) or _told_apart_twice(parts, total):
        return
    if sum(normal(part).startswith("其中") for _, part in details) > 1:
        return
    alone = len(details) == 1 and normal(details[0][1]).startswith("其中")
    if alone and sum(parts) < total and not whole:
        return
    one_unit = numbers == [*map(amount_or_none, filled)]
    places = [reader.at(line, column) if one_unit else None for line in lines]
    reader.note_sum(reader.at(row, column), name, total, [*zip(numbers[1:], places, strict=True)])


def _subtotals(details: list[Line]) -> list[tuple[Line, list[Line]]]:
    """The details that are sums, 省级资金小计, each with those below it up to the next; none where the first is none."""
    groups = list[tuple[Line, list[Line]]]()
    for detail in details:
        if ends_as("funds_subtotals", detail[1]):
            groups.append((detail, []))
        elif groups:
            groups[-1][1].append(detail)
        else:
            return []
    return groups


def _outer(parts: Sequence[Decimal]) -> list[Decimal]:
    """The amounts without those right below another that come to it: 项目支出, and its kinds below it."""
    outer, index = list[Decimal](), 0
    while index < len(parts):
        outer.append(parts[index])
        sums = [*accumulate(parts[index + 1 :])]
        inside = sums.index(parts[index], 1) + 1 if parts[index] in sums[1:] else 0
        index += 1 + inside
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


def check_across(reader: Reader, items: Sequence[Item], heads: Sequence[int]) -> None:
    """The amounts of rows against those of their sources, under headings in the rows `heads`: left of them all, else right."""
    texts = [one for row in heads for one in reader.texts(row)]
    apart = any(_THIS_YEAR in text for _, text in texts)  # else what was carried over may be part of another
    carried = {column for column, text in texts if _CARRIED in text}
    named = {column for column, text in texts if ends_as("funds_sources", text)}
    for item in items if len(named | carried) > 1 or len(heads) == _ROWS else ():
        cells = [reader.cell(place) for key in AMOUNTS if (place := item.cells.get(key)) is not None]
        first = min((column for _, column in cells), default=0)
        before = cells and reader.amount(cells[0][0], first - 1) is not None
        step = -1 if before and first - 1 in named | carried else 1
        # an amount that they come to with what was carried over alone says that it is no part of another
        proven = bool(carried) and any(
            _adds_up(reader, *cell, _run(reader, cell, step, named | carried))
            and not _adds_up(reader, *cell, _run(reader, cell, step, named | carried, but=carried))
            for cell in cells
        )
        sources = named | carried if apart or proven else named
        for row, own in cells:
            parts = _run(reader, (row, own), step, sources)
            if len(parts) < 2 and len(heads) == _ROWS:
                parts = _grouped(reader, row, own, *heads)
            if len(parts) > 1:
                labels = [text for column, text in reader.texts(row) if column < own]
                check_parts(reader, row, own, parts, labels[-1] if labels else item.name)


def _run(
    reader: Reader, cell: tuple[int, int], step: int, sources: set[int], but: Container[int] = ()
) -> list[Part]:
    """The amounts of sources right beside that of all of them."""
    columns = takewhile(sources.__contains__, count(cell[1] + step, step))
    return amounts_at(reader, cell[0], (column for column in columns if column not in but))


def check_parts(reader: Reader, row: int, column: int, parts: Sequence[Part], name: str) -> None:
    """An amount against those beside it that it is made of."""
    total = reader.amount(row, column)
    if total is not None and not _adds_up(reader, row, column, parts):
        reader.note_sum(reader.at(row, column), name, exact(total), parts, case="across")


def _adds_up(reader: Reader, row: int, column: int, parts: Sequence[Part]) -> bool:
    total = reader.amount(row, column)
    return total is not None and exact(total) == sum(exact(number) for number, _ in parts)


def amounts_at(reader: Reader, row: int, columns: Iterable[int]) -> list[Part]:
    """The amounts of a row in some columns, as far as they are numbers."""
    numbers = [(reader.amount(row, column), reader.at(row, column)) for column in columns]
    return [(number, place) for number, place in numbers if number is not None]


def _grouped(reader: Reader, row: int, total: int, upper: int, lower: int) -> list[Part]:
    """The amounts of sources or units beside 合计: below one heading with it, or above the same one; else none."""
    group, heading = reader.merged(upper, total), reader.text(lower, total)
    others = [column for column in range(reader.width) if column != total]
    below = [column for column in others if group and reader.merged(upper, column) == group]
    alike = [column for column in others if heading and reader.text(lower, column) == heading]
    for columns, line in ((below, lower), (alike, upper)):
        whole, *parts = (normal(reader.text(line, column) or "") for column in (total, *columns))
        sources = all(ends_as("funds_sources", one) or _UNIT.search(one) for one in parts)
        if sources and is_row("funds_total", whole):
            return amounts_at(reader, row, columns)
    return []
