"""表内函数 — the functions of spreadsheets that the formulas of the official tables use, and a few more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from xlfuncs.cells import COLUMNS, ROWS, CellError
from xlfuncs.files.results.builtin import (
    Argument,
    Builtin,
    Cells,
    OneCell,
    asking,
    attempt,
    looking,
    plain,
    scalar,
)
from xlfuncs.files.results.operands import Failed, Unsure, finite, number, rounded, same, truth
from xlfuncs.files.results.reads import CellRange
from xlfuncs.files.results.text_functions import TEXT_FUNCTIONS, Held

_ANY = 255  # arguments


def _numbers(cells: Cells, arguments: Sequence[Argument]) -> list[float]:
    """Of blocks the numbers in them; of other arguments what they are as numbers."""
    numbers = list[float]()
    for argument in arguments:
        cell = argument if isinstance(argument, OneCell) else None
        value = cell.value(cells) if cell else argument(cells)
        if isinstance(value, CellRange):
            values = [*cells.values(value)]
            if CellError in {*map(type, values)}:
                raise Failed(next(one for one in values if isinstance(one, CellError)))
            numbers += [one for one in values if type(one) is float]
        elif isinstance(value, CellError):
            raise Failed(value)
        elif type(value) is float or not cell:
            numbers.append(number(value))
    return numbers


def _truths(cells: Cells, arguments: Sequence[Argument]) -> list[bool]:
    """The conditions in its arguments; there must be one."""
    truths: list[bool] = []
    for argument in arguments:
        value = argument(cells)
        if type(value) is bool:  # nearly all
            truths.append(value)
        elif isinstance(value, CellRange):
            known = (one for one in cells.values(value) if not (one is None or isinstance(one, str)))
            truths += map(_condition, known)
        else:
            truths.append(_condition(value))
    if not truths:
        raise Failed("#VALUE!")
    return truths


def _condition(value: Any) -> bool:
    if isinstance(value, CellError):
        raise Failed(value)
    return truth(value)


def _or(arguments: Sequence[Argument]) -> Argument:
    """Parts of texts that are looked for one after the other are so at once."""
    asked = list[Argument]()
    for together, some in groupby(arguments, lambda one: isinstance(one, Held)):
        finds = [find for one in (some if together else ()) if isinstance(one, Held) for find in one.finds]
        asked += [Held(finds)] if together else some
    return looking(1, _ANY, lambda cells, some: any(_truths(cells, some))).of(asked)


def _if(arguments: Sequence[Argument]) -> Argument:
    condition, then = scalar(arguments[0]), arguments[1]
    otherwise = arguments[2] if len(arguments) > 2 else lambda _: False
    return lambda cells: then(cells) if truth(condition(cells)) else otherwise(cells)


def _if_error(arguments: Sequence[Argument]) -> Argument:
    first, otherwise = attempt(arguments[0]), arguments[1]

    def result(cells: Cells) -> Any:
        value = first(cells)
        return otherwise(cells) if isinstance(value, CellError) else value

    return result


def _count(cells: Cells, arguments: Sequence[Argument]) -> float:
    count = 0
    for argument in arguments:
        try:
            value = argument(cells)
        except Failed:
            continue
        if isinstance(value, CellRange):
            count += [*map(type, cells.values(value))].count(float)
        elif not isinstance(value, (float, CellError)):
            raise Unsure  # truth and texts of digits count when they are typed as arguments
        else:
            count += isinstance(value, float)
    return float(count)


def _count_all(cells: Cells, arguments: Sequence[Argument]) -> float:
    count = 0
    for argument in arguments:
        value = argument(cells)
        block = cells.values(value) if isinstance(value, CellRange) else (value,)
        count += sum(one is not None for one in block)
    return float(count)


def _count_if(cells: Cells, arguments: Sequence[Argument]) -> float:
    block, wanted = arguments[0](cells), scalar(arguments[1])(cells)
    if not isinstance(block, CellRange) or wanted is None or isinstance(wanted, bool):
        raise Unsure
    if isinstance(wanted, str) and (not wanted or wanted[0] in "<>=" or set(wanted) & set("*?~0123456789.%")):
        raise Unsure  # a comparison, a pattern, perhaps a number
    values = list(cells.values(block))
    if isinstance(wanted, float) and any(isinstance(one, str) and one[:1].isdigit() for one in values):
        raise Unsure  # whether a text of digits counts
    if isinstance(wanted, str):
        return float([one.lower() for one in values if type(one) is str].count(wanted.lower()))
    return float(sum(type(one) is type(wanted) and same(one, wanted) for one in values))


def _offset(cells: Cells, arguments: Sequence[Argument]) -> CellRange:
    block = arguments[0](cells)
    if not isinstance(block, CellRange):
        raise Failed("#VALUE!")
    down, right, *size = (int(number(scalar(argument)(cells))) for argument in arguments[1:])
    height = size[0] if size else block.bottom - block.top + 1
    width = size[1] if len(size) > 1 else block.right - block.left + 1
    top, left = block.top + down, block.left + right
    moved = CellRange(block.sheet, top, left, top + height - 1, left + width - 1)
    if height < 1 or width < 1 or top < 0 or left < 0 or moved.bottom >= ROWS or moved.right >= COLUMNS:
        raise Failed("#REF!")
    return moved


def _row(cells: Cells, arguments: Sequence[Argument]) -> float:
    block = arguments[0](cells)
    if not isinstance(block, CellRange) or block.top != block.bottom:
        raise Unsure
    return float(block.top + 1)


def _average(cells: Cells, arguments: Sequence[Argument]) -> float:
    values = _numbers(cells, arguments)
    if not values:
        raise Failed("#DIV/0!")
    return finite(sum(values) / len(values))


def _na(cells: Cells, arguments: Sequence[Argument]) -> Any:
    raise Failed("#N/A")


FUNCTIONS = TEXT_FUNCTIONS | {
    "ABS": plain(1, 1, lambda value: abs(number(value))),
    "AND": looking(1, _ANY, lambda cells, some: all(_truths(cells, some))),
    "AVERAGE": looking(1, _ANY, _average),
    "COUNT": looking(1, _ANY, _count),
    "COUNTA": looking(1, _ANY, _count_all),
    "COUNTIF": looking(2, 2, _count_if),
    "FALSE": plain(0, 0, lambda: False),  # LibreOffice writes FALSE as FALSE()
    "IF": Builtin(2, 3, _if),
    "IFERROR": Builtin(2, 2, _if_error),
    "INT": plain(1, 1, lambda value: float(math.floor(number(value)))),
    "ISERROR": asking(lambda value: isinstance(value, CellError)),
    "ISTEXT": asking(lambda value: isinstance(value, str)),
    "MAX": looking(1, _ANY, lambda cells, some: max(_numbers(cells, some), default=0.0)),
    "MIN": looking(1, _ANY, lambda cells, some: min(_numbers(cells, some), default=0.0)),
    "N": plain(1, 1, lambda value: 0.0 if isinstance(value, str) else number(value)),
    "NA": looking(0, 0, _na),
    "NOT": plain(1, 1, lambda value: not truth(value)),
    "OFFSET": Builtin(3, 5, lambda arguments: lambda cells: _offset(cells, arguments)),
    "OR": Builtin(1, _ANY, _or),
    "ROUND": plain(2, 2, lambda value, places: rounded(number(value), int(number(places)))),
    "ROW": looking(1, 1, _row),
    "SIGN": plain(1, 1, lambda value: float((number(value) > 0) - (number(value) < 0))),
    "SUM": looking(1, _ANY, lambda cells, some: finite(sum(_numbers(cells, some), 0.0))),
    "TRUE": plain(0, 0, lambda: True),
}
