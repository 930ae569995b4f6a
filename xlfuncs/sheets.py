"""工作表 — a sheet as read: values from A1, which cells hold formulas, what is merged.

The common currency of the workbook adapters (which fill it) and recognition (which reads it).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from xlfuncs.cells import Cell, Corners, Value

Visibility = Literal["visible", "hidden", "veryHidden"]  # the last can only be shown by a program


class NumberFormat(NamedTuple):
    """How a cell shows its number: so many powers of ten larger, with words around it.

    >>> NumberFormat(2, after="%").text(0.95), NumberFormat(-4, after="万元").text(1234567.0)
    ('95%', '123.4567万元')
    """

    power: int = 0
    before: str = ""
    after: str = ""

    def number(self, number: float) -> float:
        """The number that is shown, with all of its digits."""
        return float(self._shown(number))

    def text(self, number: float) -> str:
        """The same with the words around it."""
        return f"{self.before}{self._shown(number):f}{self.after}"

    def _shown(self, number: float) -> Decimal:
        return Decimal(f"{number:.15g}").scaleb(self.power).normalize()


@dataclass(frozen=True, slots=True)
class Workings:
    """What stands behind the cells of a sheet, which only a comparison with its form asks for."""

    formulas: Mapping[Cell, str]  # without "=", as if written in each cell itself
    protected: bool  # whether its locked cells are
    limited: frozenset[Cell]  # cells that say what may be typed in them


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet as read: a block of values from A1, and what stands behind them."""

    name: str
    rows: Sequence[Sequence[Value]]  # rows may differ in length; None is a blank cell
    formulas: frozenset[Cell] = frozenset()
    merged: Sequence[Corners] = field(default=())
    formats: Mapping[Cell, NumberFormat] = field(default_factory=dict)  # of numbers not shown as they are
    visibility: Visibility = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    outdated: Mapping[Cell, Value] = field(default_factory=dict)  # what a file still holds beside a formula
    unverified: frozenset[Cell] = frozenset()  # formulas whose result nobody here can calculate
    workings: Callable[[], Workings] | None = field(default=None, compare=False, repr=False)
    moved: Mapping[Cell, Cell] = field(default_factory=dict)  # where cells stand that are read elsewhere
    # What was found out of it, each once.
    found: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def value(self, row: int, column: int) -> Value:
        """The value of a cell; blank (None) outside the block."""
        try:
            return self.rows[row][column] if row >= 0 <= column else None
        except IndexError:
            return None

    def shown(self, row: int, column: int) -> Value:
        """The value of a cell as a person sees it: a number in a format of percents or with a unit is a text.

        >>> sheet = Sheet("自评表", [[0.95, 96.0]], formats={(0, 0): NumberFormat(2, after="%")})
        >>> sheet.shown(0, 0), sheet.shown(0, 1)
        ('95%', 96.0)
        """
        value = self.value(row, column)
        if isinstance(value, float) and (row, column) in self.formats:
            return self.formats[row, column].text(value)
        return value


def put_value(rows: list[list[Any]], cell: Cell, value: Any, blank: Any = None) -> None:
    """Put a value into a block from A1, grown by blanks where the cell lies beyond it."""
    row, column = cell
    try:
        rows[row][column] = value  # nearly always
    except IndexError:
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [blank] * (column + 1 - len(rows[row]))
        rows[row][column] = value


def own_rows(rows: Sequence[Sequence[Any]], cells: Collection[Cell]) -> list[list[Any]]:
    """A block whose cells can be written without changing that one: where they are few, no other rows are copied.

    >>> before = [[1.0], [2.0]]
    >>> after = own_rows(before, [(1, 0)])
    >>> put_value(after, (1, 0), 3.0)
    >>> before, after, after[0] is before[0]
    ([[1.0], [2.0]], [[1.0], [3.0]], True)
    """
    if 2 * len(cells) > len(rows):
        return [*map(list, rows)]
    own: list[Any] = [*rows]
    for row in {row for row, _ in cells}:
        if row < len(own):
            own[row] = [*own[row]]
    return own
