"""只含值的新文件 — sheets as a new .xlsx, for what can be read but not changed in place (.xls, .ods)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from xlfuncs.workbook.port import Cell, CellError, Sheet, Value, address

__all__ = ["values_file"]


def values_file(sheets: Sequence[Sheet], edits: Mapping[str, Mapping[Cell, Value]]) -> bytes:
    """The bytes of a new workbook with the values and merged blocks of `sheets`, `edits` put over them.

    Styles, formulas and pictures are lost: saying so is the caller's.
    """
    from openpyxl import Workbook  # slow to import, rarely needed

    new = Workbook()
    new.remove(new.active)
    for sheet in sheets:
        page = new.create_sheet(sheet.name)
        cells = {(r, c): value for r, row in enumerate(sheet.rows) for c, value in enumerate(row)}
        for (row, column), value in (cells | dict(edits.get(sheet.name, {}))).items():
            if value is None:
                continue
            cell = page.cell(row + 1, column + 1, value.code if isinstance(value, CellError) else value)
            if isinstance(value, str | CellError):  # text stays text, even with "=" in front
                cell.data_type = "s" if isinstance(value, str) else "e"
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(f"{address((top, left))}:{address((bottom, right))}")
    buffer = io.BytesIO()
    new.save(buffer)
    return buffer.getvalue()
