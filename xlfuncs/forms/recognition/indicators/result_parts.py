"""各列之和 — results whose parts stand in columns beside them, of towns, quarters or halves of the year: where those of most
rows add up, the others should.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import isfinite

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Part, Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.functions.targets import parse_target
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact

_FEWEST = 2  # parts, and rows that prove them
_RATE = pattern("[率度比均]|[%％]")  # neither rates nor averages add up
_PLANNED = pattern("目标|计划|指标|任务")  # are no parts of a result


def check_parts(reader: Reader, header: Header, items: Sequence[Item]) -> None:
    """The results of rows against their parts, in the most columns right beside them that add up."""
    result, taken = header.columns.get("actual"), set(header.columns.values())
    if result is None or header.own:
        return
    for step in (-1, 1):
        beside = list[int]()
        for column in range(result + step, -1 if step < 0 else reader.width, step):
            above, heading = reader.text(header.row, column) or "", reader.text(header.end, column)
            if column in taken or heading is None or _PLANNED.search(above + heading):
                break
            beside.append(column)
        for count in range(len(beside), _FEWEST - 1, -1):
            lines = [*_lines(reader, items, result, beside[:count])]
            wrong = [line for line in lines if _missing(line)]
            if len(lines) - len(wrong) >= max(_FEWEST, len(wrong)):
                for item, (total, at), parts in wrong:
                    reader.note_sum(at, item.name, exact(total), parts, case="results")
                return


def _lines(
    reader: Reader, items: Sequence[Item], result: int, columns: Sequence[int]
) -> Iterator[tuple[Item, Part, Sequence[Part]]]:
    """The rows that have a number in each of these columns, and are no rates."""
    for item in items:
        place = item.cells.get("actual")
        if place is None or _RATE.search(f"{item.name}{item.target}{item.actual}"):
            continue
        row, _ = reader.cell(place)
        numbers = [(_number(reader, row, column), reader.at(row, column)) for column in (result, *columns)]
        values = [(value, at) for value, at in numbers if value is not None]
        if len(values) == len(numbers) and any(value for value, _ in values[1:]):
            yield item, values[0], values[1:]


def _number(reader: Reader, row: int, column: int) -> float | None:
    value = reader.data(row, column)
    if is_number(value) or not isinstance(value, str):
        return float(value) if isinstance(value, float) else None
    said = parse_target(value)
    number = None if said.number is None or said.operator != "none" else float(said.number)
    return number if number is None or isfinite(number) else None  # of hundreds of digits


def _missing(line: tuple[Item, Part, Sequence[Part]]) -> Decimal:
    _, (whole, _), parts = line
    return exact(whole) - sum((exact(value) for value, _ in parts), Decimal())
