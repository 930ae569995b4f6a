"""表内函数 — the functions of spreadsheets that the formulas of the official tables use, and a few more.

Each takes its arguments not yet calculated, for IF looks at one branch only and ISERROR at what failed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from xlfuncs.cells import COLUMNS, ROWS, Cell, CellError
from xlfuncs.files.results.operands import Failed, Scalar, Unsure, finite, number, rounded, same, text, truth
from xlfuncs.files.results.reads import CellRange

_NOT_FOUND = CellError("#VALUE!")


class Cells(Protocol):
    """What a formula can ask for while it is calculated, and where it stands."""

    sheet: str
    places: Sequence[Cell]  # that its references name, in their order

    def values(self, block: CellRange) -> Iterable[Any]:
        """What stands in the cells of a block, row by row; blanks below and beside all others may be left out."""

    def value(self, block: CellRange) -> Any:
        """What stands in a block of one cell."""

    def named(self, sheet: str | None, reference: int) -> Any:
        """What stands in the cell that a reference names; None for the formula's own sheet."""


Argument = Callable[[Cells], Any]  # gives a value, an error value, or the block that a reference names


@dataclass(frozen=True, slots=True)
class OneCell:
    """A reference to one cell: most arguments are such, and most functions want its value."""

    sheet: str | None
    reference: int

    def __call__(self, cells: Cells) -> CellRange:
        """The block that it is."""
        row, column = cells.places[self.reference]
        return CellRange(cells.sheet if self.sheet is None else self.sheet, row, column, row, column)


class Builtin(NamedTuple):
    """A function and how many arguments it may have."""

    least: int
    most: int
    call: Callable[[Cells, Sequence[Argument]], Any]


def scalar(cells: Cells, argument: Argument) -> Scalar:
    """One value; an error value fails the formula."""
    value = _value(cells, argument)
    if isinstance(value, CellError):
        raise Failed(value)
    return value  # type: ignore[no-any-return]


def _value(cells: Cells, argument: Argument) -> Any:
    """One value, or an error value."""
    if type(argument) is OneCell:
        return cells.named(argument.sheet, argument.reference)
    value = argument(cells)
    return cells.value(value) if isinstance(value, CellRange) else value


def _numbers(cells: Cells, arguments: Sequence[Argument]) -> Iterator[float]:
    """Of blocks the numbers in them; of other arguments what they are as numbers."""
    for argument in arguments:
        value = argument(cells)
        if isinstance(value, CellRange):
            for one in cells.values(value):
                if isinstance(one, CellError):
                    raise Failed(one)
                if isinstance(one, float):
                    yield one
        elif isinstance(value, CellError):
            raise Failed(value)
        else:
            yield number(value)


def _conditions(cells: Cells, arguments: Sequence[Argument]) -> list[bool]:
    found = []
    for argument in arguments:
        value = argument(cells)
        if isinstance(value, bool):  # nearly all
            found.append(value)
        elif isinstance(value, CellRange):
            found += [
                _condition(one) for one in cells.values(value) if not (one is None or isinstance(one, str))
            ]
        else:
            found.append(_condition(value))
    if not found:
        raise Failed("#VALUE!")
    return found


def _condition(value: Any) -> bool:
    if isinstance(value, CellError):
        raise Failed(value)
    return truth(value)


def _if(cells: Cells, arguments: Sequence[Argument]) -> Any:
    if truth(scalar(cells, arguments[0])):
        return arguments[1](cells)
    return arguments[2](cells) if len(arguments) > 2 else False


def _attempt(cells: Cells, argument: Argument) -> Any:
    """A value, an error value also where the argument failed."""
    try:
        return _value(cells, argument)
    except Failed as failed:
        return failed.error


def _if_error(cells: Cells, arguments: Sequence[Argument]) -> Any:
    value = _attempt(cells, arguments[0])
    return arguments[1](cells) if isinstance(value, CellError) else value


def _count(cells: Cells, arguments: Sequence[Argument]) -> float:
    count = 0
    for argument in arguments:
        try:
            value = argument(cells)
        except Failed:
            continue
        if isinstance(value, CellRange):
            count += sum(isinstance(one, float) for one in cells.values(value))
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
    block, wanted = arguments[0](cells), scalar(cells, arguments[1])
    if not isinstance(block, CellRange) or wanted is None or isinstance(wanted, bool):
        raise Unsure
    if isinstance(wanted, str) and (not wanted or wanted[0] in "<>=" or set(wanted) & set("*?~0123456789.%")):
        raise Unsure  # a comparison, a pattern, perhaps a number
    values = list(cells.values(block))
    if isinstance(wanted, float) and any(isinstance(one, str) and one[:1].isdigit() for one in values):
        raise Unsure  # whether a text of digits counts
    return float(sum(type(one) is type(wanted) and same(one, wanted) for one in values))


def _offset(cells: Cells, arguments: Sequence[Argument]) -> CellRange:
    block = arguments[0](cells)
    if not isinstance(block, CellRange):
        raise Failed("#VALUE!")
    down, right, *size = (int(number(scalar(cells, argument))) for argument in arguments[1:])
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


def _characters(value: Scalar) -> str:
    written = text(value)
    if _astral(written):
        raise Unsure  # one character, or two?
    return written


@lru_cache(maxsize=256)  # the same text is asked for one word after another
def _astral(written: str) -> bool:
    return not written.isascii() and len(written.encode("utf-16-le", "surrogatepass")) > 2 * len(written)


def _length(value: Scalar, least: int = 0) -> int:
    count = math.floor(number(value))
    if count < least:
        raise Failed("#VALUE!")
    return count


def _left(written: Scalar, count: Scalar = 1.0) -> str:
    return _characters(written)[: _length(count)]


def _right(written: Scalar, count: Scalar = 1.0) -> str:
    whole = _characters(written)
    return whole[max(len(whole) - _length(count), 0) :]


def _mid(written: Scalar, start: Scalar, count: Scalar) -> str:
    first = _length(start, 1) - 1
    return _characters(written)[first : first + _length(count)]


def _find(part: Scalar, written: Scalar, start: Scalar = 1.0) -> float | CellError:
    whole, first = _characters(written), _length(start, 1) - 1
    place = whole.find(text(part), first) if first <= len(whole) else -1
    return place + 1.0 if place >= 0 else _NOT_FOUND


def _substitute(written: Scalar, old: Scalar, new: Scalar) -> str:
    gone = text(old)
    return text(text(written).replace(gone, text(new)) if gone else written)


def _trim(written: Scalar) -> str:
    return " ".join(part for part in text(written).split(" ") if part)


def _round(value: Scalar, places: Scalar) -> float:
    return rounded(number(value), int(number(places)))


def _average(cells: Cells, arguments: Sequence[Argument]) -> float:
    values = list(_numbers(cells, arguments))
    if not values:
        raise Failed("#DIV/0!")
    return finite(sum(values) / len(values))


def _na(cells: Cells, arguments: Sequence[Argument]) -> Any:
    raise Failed("#N/A")


def _plain(least: int, most: int, function: Callable[..., Any]) -> Builtin:
    """A function of single values."""
    return Builtin(least, most, lambda cells, some: function(*[scalar(cells, argument) for argument in some]))


def _asking(question: Callable[[Any], bool]) -> Builtin:
    """A question about one value, which may be an error."""
    return Builtin(1, 1, lambda cells, some: question(_attempt(cells, some[0])))


_ANY = 255  # arguments

FUNCTIONS = {
    "ABS": _plain(1, 1, lambda value: abs(number(value))),
    "AND": Builtin(1, _ANY, lambda cells, some: all(_conditions(cells, some))),
    "AVERAGE": Builtin(1, _ANY, _average),
    "COUNT": Builtin(1, _ANY, _count),
    "COUNTA": Builtin(1, _ANY, _count_all),
    "COUNTIF": Builtin(2, 2, _count_if),
    "EXACT": _plain(2, 2, lambda one, other: text(one) == text(other)),
    "FIND": _plain(2, 3, _find),
    "IF": Builtin(2, 3, _if),
    "IFERROR": Builtin(2, 2, _if_error),
    "INT": _plain(1, 1, lambda value: float(math.floor(number(value)))),
    "ISERROR": _asking(lambda value: isinstance(value, CellError)),
    "ISNUMBER": _asking(lambda value: isinstance(value, float)),
    "ISTEXT": _asking(lambda value: isinstance(value, str)),
    "LEFT": _plain(1, 2, _left),
    "LEN": _plain(1, 1, lambda value: float(len(_characters(value)))),
    "MAX": Builtin(1, _ANY, lambda cells, some: max(_numbers(cells, some), default=0.0)),
    "MID": _plain(3, 3, _mid),
    "MIN": Builtin(1, _ANY, lambda cells, some: min(_numbers(cells, some), default=0.0)),
    "N": _plain(1, 1, lambda value: 0.0 if isinstance(value, str) else number(value)),
    "NA": Builtin(0, 0, _na),
    "NOT": _plain(1, 1, lambda value: not truth(value)),
    "OFFSET": Builtin(3, 5, _offset),
    "OR": Builtin(1, _ANY, lambda cells, some: any(_conditions(cells, some))),
    "RIGHT": _plain(1, 2, _right),
    "ROUND": _plain(2, 2, _round),
    "ROW": Builtin(1, 1, _row),
    "SIGN": _plain(1, 1, lambda value: float((number(value) > 0) - (number(value) < 0))),
    "SUBSTITUTE": _plain(3, 3, _substitute),
    "SUM": Builtin(1, _ANY, lambda cells, some: finite(sum(_numbers(cells, some), 0.0))),
    "TRIM": _plain(1, 1, _trim),
}
