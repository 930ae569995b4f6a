"""A sheet as it is typed: values at places, merged blocks; written with openpyxl."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.tables.grammar.indicators import Percent


class Grid:
    """Cells by (row, column), from 1; ``name`` is the sheet's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._cells: dict[tuple[int, int], object] = {}
        self._merged: list[tuple[int, int, int, int]] = []

    def put(self, row: int, column: int, value: object) -> str:
        """Type a value; its address as ``Sheet!H13``."""
        if value is not None and value != "":
            self._cells[row, column] = value
        return f"{self.name}!{get_column_letter(column)}{row}"

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Merge a block, where it is more than one cell."""
        if (row, column) != (last_row, last_column):
            self._merged.append((row, column, last_row, last_column))

    @property
    def last_row(self) -> int:
        """The last row with anything in it."""
        return max((row for row, _ in self._cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column with anything in it."""
        return max((column for _, column in self._cells), default=0)

    def write(self, book: Workbook) -> None:
        """As a sheet of an openpyxl workbook."""
        sheet = book.create_sheet(self.name)
        for (row, column), value in sorted(self._cells.items(), key=lambda cell: cell[0]):
            cell = sheet.cell(row, column)
            match value:
                case Percent(stored):
                    cell.value, cell.number_format = stored, "0%" if stored * 100 % 1 == 0 else "0.00%"
                case Decimal():
                    cell.value = int(value) if value == int(value) else float(value)
                case dt.date():
                    cell.value, cell.number_format = value, "yyyy/m/d"
                case str():
                    cell.value, cell.data_type = value, "s"  # "=12台" is text, as typed with an apostrophe
                case _:
                    cell.value = value
        for row, column, last_row, last_column in self._merged:
            sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)


def save(grids: Sequence[Grid], path: Path) -> None:
    """The sheets as an .xlsx file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        grid.write(book)
    book.save(path)
