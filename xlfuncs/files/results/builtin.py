"""函数与参数 — what a function of a spreadsheet is to the formulas that use it.

Each takes its arguments not yet calculated, for IF looks at one branch only and ISERROR at what failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from xlfuncs.cells import Cell, CellError
from xlfuncs.files.results.operands import Failed, Scalar
from xlfuncs.files.results.reads import CellRange


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
    value = value_of(cells, argument)
    if isinstance(value, CellError):
        raise Failed(value)
    return value  # type: ignore[no-any-return]


def value_of(cells: Cells, argument: Argument) -> Any:
    """One value, or an error value."""
    if type(argument) is OneCell:
        return cells.named(argument.sheet, argument.reference)
    value = argument(cells)
    return cells.value(value) if isinstance(value, CellRange) else value


def attempt(cells: Cells, argument: Argument) -> Any:
    """A value, an error value also where the argument failed."""
    try:
        return value_of(cells, argument)
    except Failed as failed:
        return failed.error


def plain(least: int, most: int, function: Callable[..., Any]) -> Builtin:
    """A function of single values."""
    return Builtin(least, most, lambda cells, some: function(*[scalar(cells, argument) for argument in some]))


def asking(question: Callable[[Any], bool]) -> Builtin:
    """A question about one value, which may be an error."""
    return Builtin(1, 1, lambda cells, some: question(attempt(cells, some[0])))
