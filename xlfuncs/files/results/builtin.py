"""函数与参数 — what a function of a spreadsheet is to the formulas that use it.

Each takes its arguments not yet calculated, for IF looks at one branch only and ISERROR at what failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from xlfuncs.cells import Cell, CellError
from xlfuncs.files.results.operands import Failed, Operation, Scalar
from xlfuncs.files.results.reads import CellRange


class Cells(Protocol):
    """What a formula can ask for while it is calculated, and where it stands."""

    sheet: str
    kept: dict[int, Any]  # what parts of it gave that stand in it again

    @property
    def places(self) -> Sequence[Cell]:
        """The cells that its references name, in their order."""

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

    def value(self, cells: Cells) -> Any:
        """What stands in it."""
        return cells.named(self.sheet, self.reference)


@dataclass(frozen=True, slots=True)
class Constant:
    """A text, a number or a truth written in the formula."""

    value: Scalar

    def __call__(self, cells: Cells) -> Scalar:
        """What it is."""
        return self.value


class Builtin(NamedTuple):
    """A function and how many arguments it may have; `of` them it makes what calculates it."""

    least: int
    most: int
    of: Callable[[Sequence[Argument]], Argument]


def alone(argument: Argument) -> Argument:
    """The same, which gives one value and no error: `scalar` has nothing to do."""
    argument.alone = True  # type: ignore[attr-defined]
    return argument


def scalar(argument: Argument) -> Callable[[Cells], Scalar]:
    """What gives the one value of an argument; an error value fails the formula."""
    if isinstance(argument, (Constant, Chain)) or hasattr(argument, "alone"):
        return argument
    if isinstance(argument, OneCell):
        sheet, reference = argument.sheet, argument.reference

        def in_cell(cells: Cells) -> Scalar:
            found = cells.named(sheet, reference)
            if type(found) is CellError:
                raise Failed(found)
            return found  # type: ignore[no-any-return]

        return alone(in_cell)

    def value(cells: Cells) -> Scalar:
        found = argument(cells)
        if type(found) is CellRange:
            found = cells.value(found)
        if type(found) is CellError:
            raise Failed(found)
        return found  # type: ignore[no-any-return]

    return alone(value)


def attempt(argument: Argument) -> Argument:
    """What gives the one value of an argument, an error value also where it failed."""
    inner = argument.value if isinstance(argument, OneCell) else argument

    def attempted(cells: Cells) -> Any:
        try:
            found = inner(cells)
            return cells.value(found) if type(found) is CellRange else found
        except Failed as failed:
            return failed.error

    return attempted


def looking(least: int, most: int, call: Callable[[Cells, Sequence[Argument]], Any]) -> Builtin:
    """A function that looks at its arguments itself, and gives one value."""
    return Builtin(least, most, lambda arguments: alone(lambda cells: call(cells, arguments)))


def plain(least: int, most: int, function: Callable[..., Any]) -> Builtin:
    """A function of single values."""

    def of(arguments: Sequence[Argument]) -> Argument:
        values = [scalar(argument) for argument in arguments]
        if len(values) == 1:
            (only,) = values
            return alone(lambda cells: function(only(cells)))
        if len(values) == 2:
            first, second = values
            if isinstance(first, Constant):  # a word that is looked for
                word = first.value
                return alone(lambda cells: function(word, second(cells)))
            return alone(lambda cells: function(first(cells), second(cells)))
        if len(values) == 3:
            first, second, third = values
            if isinstance(second, Constant) and isinstance(third, Constant):
                # so many characters from a place on
                start, count = second.value, third.value
                return alone(lambda cells: function(first(cells), start, count))
            return alone(lambda cells: function(first(cells), second(cells), third(cells)))
        return alone(lambda cells: function(*[value(cells) for value in values]))

    return Builtin(least, most, of)


def asking(question: Callable[[Any], bool]) -> Builtin:
    """A question about one value, which may be an error."""

    def of(arguments: Sequence[Argument]) -> Argument:
        value = attempt(arguments[0])
        return alone(lambda cells: question(value(cells)))

    return Builtin(1, 1, of)


def kept(inner: Argument, number: int) -> Argument:
    """What a part of a formula gives, calculated once."""

    def result(cells: Cells) -> Any:
        if number not in cells.kept:
            cells.kept[number] = inner(cells)
        return cells.kept[number]

    return alone(result) if hasattr(inner, "alone") else result


@dataclass(frozen=True, slots=True)
class Chain:
    """Values with operators between them that bind alike, calculated from the left."""

    start: Callable[[Cells], Scalar]
    others: Sequence[tuple[Operation, Callable[[Cells], Scalar]]]
    behind: Sequence[Argument]  # what the others give the one value of

    def __call__(self, cells: Cells) -> Scalar:
        """What they give."""
        value = self.start(cells)
        for operation, argument in self.others:
            value = operation(value, argument(cells))
        return value


def folded(first: Argument, rest: Sequence[tuple[Operation, Argument]]) -> Argument:
    """What operators that bind alike make of it and what follows, from the left."""
    start, others = scalar(first), [(operation, scalar(argument)) for operation, argument in rest]
    if len(others) == 1:
        ((only, other),) = others
        if isinstance(other, Constant):
            constant = other.value
            return alone(lambda cells: only(start(cells), constant))
        return alone(lambda cells: only(start(cells), other(cells)))
    return Chain(start, others, [argument for _, argument in rest])
