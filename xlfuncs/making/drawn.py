"""底样 — a fresh workbook as plain data, taken from the workbook itself."""

from __future__ import annotations

from functools import lru_cache

from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import Cell, cell_at, column_index
from xlfuncs.forms.blueprint import FormSheet
from xlfuncs.forms.own_cells import BASICS, BASIS, NOTES, SUMMARY, helper_columns
from xlfuncs.making.new import build
from xlfuncs.making.spare_rows import REFUSED


@lru_cache(maxsize=64)
def drawn(form: str, rule: str | None, rows: int | None, example: bool) -> tuple[FormSheet, ...]:
    """The sheets of a fresh workbook; see :func:`xlfuncs.making.new.new_form`.

    >>> [sheet.name for sheet in drawn("duty-self-check-beijing", None, None, False)]
    ['说明', '基础数据', '自查表']
    """
    return tuple(map(_drawn, build(form, rule=rule, example=example, rows=rows)))


_BESIDE = (NOTES, BASICS, SUMMARY, BASIS)


def _drawn(sheet: Worksheet) -> FormSheet:
    titles = {column.title for column in helper_columns().values() if column.filled_by == "refresh"}
    there = [cell for line in sheet.iter_rows() for cell in line]
    written = {cell.column - 1 for cell in there if cell.value in titles}
    derived = {cell.column - 1 for cell in there if cell.data_type == "f" and not cell.protection.locked}
    checks = sheet.data_validations.dataValidation
    guards = (block for check in checks if check.formula1 == REFUSED for block in check.sqref.ranges)
    refused = {(row - 1, column - 1) for block in guards for row, column in block.cells}
    cells: dict[Cell, str | float] = {}
    own: set[Cell] = set()
    for cell in there:
        place = (cell.row - 1, cell.column - 1)
        typed = not cell.protection.locked and cell.data_type != "f" and place[1] not in derived
        if typed and place not in refused:
            continue  # filled in by a person, whatever an example says there
        if cell.value not in (None, ""):
            cells[place] = cell.value if isinstance(cell.value, str) else float(cell.value)
        elif place[1] in written or not cell.has_style:
            continue
        if cell.protection.locked or place in refused:
            own.add(place)
    limits = (block for check in checks for block in check.sqref.ranges)
    columns, printed = sheet.column_dimensions.items(), str(sheet.print_area).rpartition(":")[2]
    return FormSheet(
        sheet.title,
        cells,
        frozenset(own),
        frozenset((row - 1, column - 1) for block in limits for row, column in block.cells),
        frozenset(number - 1 for number, row in sheet.row_dimensions.items() if row.hidden),
        frozenset(column_index(letters) for letters, column in columns if column.hidden),
        sheet.max_column if sheet.title in _BESIDE else 1 + cell_at(printed)[1],
        sheet.title not in _BESIDE,
    )
