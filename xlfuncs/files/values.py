"""新文件 — sheets as a new .xlsx of values, for what can be read but not changed in place (.xls, .ods); and what openpyxl
makes as bytes, the same every time and on every machine."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import Cell, CellError, Content, NewFormula, Value, address, cell_at, column_letters
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.cell import LONGEST_TEXT
from xlfuncs.number_formats import code_of
from xlfuncs.sheets import Sheet

_LONGEST_NAME = 31
_MOST_MERGED = 1_000_000  # cells of one block: no table has one, and readers make an object of each
_NOT_IN_NAMES = re.compile(r"[:\\/?*\[\]]")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no character of XML
BUILT = dt.datetime(2026, 11, 21)  # the date that a new workbook carries

# openpyxl marks styled blank cells as numbers, which the evaluator would read as 0.
_BLANK = re.compile(rb'(<c r="[^"]+"(?: s="[0-9]+")?) t="n"(?=\s*(?:/>|></c>))')
_BLOCK = re.compile(rb'<mergeCell ref="[A-Z0-9:]+" ?/>')
_MERGED = re.compile(rb"(?:%s)+" % _BLOCK.pattern)  # in the order of a set
# and every height as set by hand, which keeps a row from growing with what is typed into it
_FIXED = re.compile(rb'(<row [^>]*?) customHeight="1"')
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def values_file(
    sheets: Sequence[Sheet],
    edits: Mapping[str, Mapping[Cell, Content]],
    formulas: Mapping[str, Mapping[Cell, str]] | None = None,
) -> bytes:
    """The bytes of a new workbook with the values and merged blocks of `sheets`, `edits` put over them.

    Numbers show as they did, and what was hidden is hidden. Other styles, pictures and formulas, but for the ones
    given (without "="), are lost: saying so is the caller's.
    """
    new = Workbook()
    new.remove(new.active)
    for sheet in sheets:
        _refuse_name(sheet.name)
        page = new.create_sheet(_written(sheet.name))
        cells = {(r, c): value for r, row in enumerate(sheet.rows) for c, value in enumerate(row)}
        for cell, content in {**cells, **edits.get(sheet.name, {})}.items():
            value = content.result if isinstance(content, NewFormula) else content
            if value is not None:
                _put(page, sheet, cell, value)
        for (row, column), text in (formulas or {}).get(sheet.name, {}).items():
            page.cell(row + 1, column + 1, f"={text}")
        if any(other.visibility == "visible" for other in sheets):  # as one must be
            page.sheet_state = sheet.visibility
        for row in sheet.hidden_rows:
            page.row_dimensions[row + 1].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[column_letters(column)].hidden = True
        for top, left, bottom, right in sheet.merged:  # not by merge_cells(), which makes all their cells
            if (bottom + 1 - top) * (right + 1 - left) < _MOST_MERGED:
                page.merged_cells.add(f"{address((top, left))}:{address((bottom, right))}")
    return settled_bytes(new)


def _refuse_name(name: str) -> None:
    if len(name) > _LONGEST_NAME:
        raise FileProblem(
            f"工作表名“{name}”超过 {_LONGEST_NAME} 个字，.xlsx 不容许；请先改短"
            f" | the sheet name {name} is longer than {_LONGEST_NAME} characters"
        )
    if _NOT_IN_NAMES.search(name):
        raise FileProblem(
            f"工作表名“{name}”含有 : \\ / ? * [ ] 之一，.xlsx 不容许；请先改名"
            f" | the sheet name {name} has one of : \\ / ? * [ ]"
        )


def _put(page: Worksheet, sheet: Sheet, place: Cell, value: Value) -> None:
    """A value in its cell, a number as it showed."""
    cell = page.cell(place[0] + 1, place[1] + 1)
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            where = address(place, sheet.name)
            raise FileProblem(
                f"{where}：文字有 {len(value)} 个字符，单元格最多 {LONGEST_TEXT} 个 | {where}: a text too long for a cell"
            )
        cell.value = _written(value)
        cell.data_type = "s"  # text stays text, even with "=" in front
    elif isinstance(value, CellError):
        cell.value = value.code if value.code in ERROR_CODES else "#N/A"  # Excel takes no other
    elif isinstance(value, float) and not math.isfinite(value):
        cell.value = "#NUM!"
    else:
        cell.value = value
        if shown := sheet.formats.get(place):
            cell.number_format = code_of(shown)


def _written(text: str) -> str:
    """A text without what no XML can hold; old files may hold some, unseen."""
    return _UNWRITABLE.sub("", text)


def settled_bytes(book: Workbook) -> bytes:
    """保存为字节 — without the marks of the moment and the machine: fixed dates, merged blocks in their order."""
    saved, out = io.BytesIO(), io.BytesIO()
    book.properties.created = BUILT
    book.save(saved)
    stamp = BUILT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as settled:
        for part in source.namelist():
            content = source.read(part)
            if part.startswith("xl/worksheets/sheet"):
                content = _FIXED.sub(rb"\1", _MERGED.sub(_in_order, _BLANK.sub(rb"\1", content)))
            elif part == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp, content)
            settled.writestr(zipfile.ZipInfo(part, BUILT.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _in_order(blocks: re.Match[bytes]) -> bytes:
    corners = {
        block: cell_at(block.split(b'"')[1].decode().partition(":")[0]) for block in _BLOCK.findall(blocks[0])
    }
    return b"".join(sorted(corners, key=corners.__getitem__))
