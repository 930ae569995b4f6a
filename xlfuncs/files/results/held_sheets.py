"""公式所看的工作表 — the sheets that formulas look at, the cells of formulas among them; so much is looked at and no more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from xlfuncs.cells import Cell, Value
from xlfuncs.files.results.operands import Failed, Unsure
from xlfuncs.files.results.read_formula import Key, ReadFormula
from xlfuncs.sheets import own_rows, put_value

PENDING, NOBODY_KNOWS = object(), object()  # in place of a formula's value
Grids = dict[str, list[list[Any]]]  # sheet → its rows
Rows = Callable[[str], list[list[Any]]]  # of a sheet, as the file holds them


class HeldSheets:
    """The sheets that formulas look at, each read when the first one does; a formula's cell is filled in its turn."""

    def __init__(
        self,
        sheets: Iterable[str],
        formulas: Mapping[Key, ReadFormula],
        cells: Mapping[str, Collection[Cell]],  # of each sheet, those that formulas fill
        rows: Rows,
        most: int,  # of the cells of blocks that are looked at
    ) -> None:
        self._formulas, self._cells, self._rows = formulas, cells, rows
        self._sheets: Grids = {}
        self.held: Grids = {}  # the same as the file holds them
        self.names = {name.casefold(): name for name in sheets}
        self._left = most

    def rows(self, sheet: str) -> list[list[Any]]:
        """The values of a sheet, formulas yet to come marked."""
        if sheet not in self._sheets:
            name = self.names.get(sheet.casefold())
            if name is None:
                raise Failed("#REF!")
            if name not in self._sheets:
                self._sheets[name] = self._read(name)
            self._sheets[sheet] = self._sheets[name]
        return self._sheets[sheet]

    def _read(self, sheet: str) -> list[list[Any]]:
        self.held[sheet] = held = self._rows(sheet)
        cells = self._cells.get(sheet, ())
        self._sheets[sheet] = rows = own_rows(held, cells)
        for cell in cells:
            put_value(rows, cell, PENDING)
        return rows

    def take(self, sheet: str, rows: list[list[Any]]) -> None:
        """Go on with these rows of a sheet, its formulas filled in."""
        self.held[sheet] = self._rows(sheet)
        self._sheets[sheet] = rows

    @property
    def filled(self) -> Grids:
        """The sheets that were looked at, formulas filled in."""
        return {sheet: self._sheets[sheet] for sheet in self.held}

    def at(self, key: Key) -> Any:
        """What stands in a cell."""
        sheet, (row, column) = key
        try:
            return self._sheets[sheet][row][column]
        except KeyError:
            self.rows(sheet)
            return self.at(key)
        except IndexError:
            return None

    def known(self, key: Key) -> Value:
        """What a formula gave; None where that cannot be said."""
        value = self.at(key)
        return None if value is NOBODY_KNOWS else value

    def put(self, key: Key, value: Any) -> None:
        """Fill in what a formula gives."""
        put_value(self.rows(key[0]), key[1], value)

    def looked_at(self, cells: int) -> None:
        """Count the work."""
        self._left -= cells
        if self._left < 0:
            raise Unsure
