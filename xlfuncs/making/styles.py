"""样式 — how each role of a cell looks: official tables in 宋体, thin rules, nothing shaded that prints."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from itertools import zip_longest
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet

PERCENT, SCORE, AMOUNT = "0.00%", "0.00", "#,##0.00####"

_LINE = Side(style="thin", color="808080")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HELPER = PatternFill("solid", fgColor="F2F2F2")
_LOCKED, _UNLOCKED = Protection(), Protection(locked=False)

_FONTS = {
    "title": Font(name="黑体", size=16, bold=True),
    "heading": Font(name="黑体", size=11, bold=True),
    "header": Font(name="宋体", size=10, bold=True),
    "total": Font(name="宋体", size=10, bold=True),
    "score": Font(name="宋体", size=10, bold=True, color="1F4E79"),
    "helper_words": Font(name="宋体", size=9),  # two lines in a row that printing needs no taller
}
_PLAIN = Font(name="宋体", size=10)
_FORMATS = {
    "amount": AMOUNT,
    "amount_total": AMOUNT,
    "rate": PERCENT,
    "score": SCORE,
    "subtotal": SCORE,
    "sum": AMOUNT,
    "percent": PERCENT,
    "progress": "0%",  # twelve months side by side have no room for decimals
    "date": "yyyy-mm-dd",
    "weighted": SCORE,
}
_INPUTS = ("input", "amount", "number", "percent", "progress", "date", "points_input", "helper_input")
_LEFT = ("input", "text", "note", "helper_words")
# Where they have no room they are no ####: an amount in 元, an error in place of a score.
_SHRINKING = ("amount", "sum", "progress", "score", "subtotal", "weighted")
_RIGHT = ("amount", "sum", "number")


def set_default_font(book: Workbook) -> None:
    """The font whose digits measure column widths: one that every suite has, or has the like of."""
    normal = Font(name="Arial", size=10)
    book._fonts = IndexedList([normal])
    book._named_styles["Normal"].font = normal


# Of each workbook: a role and the style a cell had → the style it then has; openpyxl compares all parts of each.
_painted: WeakKeyDictionary[Workbook, dict[tuple[str, bytes | None], StyleArray]] = WeakKeyDictionary()


def paint(sheet: Worksheet, role: str, top: int, left: int, bottom: int, right: int) -> None:
    """Style a block of cells (from 1, inclusive) by its role."""
    known = _painted.setdefault(sheet.parent, {})
    for row in sheet.iter_rows(top, bottom, left, right):
        for cell in row:
            before = role, cell._style and cell._style.tobytes()
            if before not in known:
                _paint(cell, role)
                known[before] = copy(cell._style)
            cell._style = copy(known[before])


def _paint(cell: Cell, role: str) -> None:
    base = role.split("_", maxsplit=1)[0]
    cell.font = _FONTS.get(role, _FONTS.get(base, _PLAIN))
    across = "left" if role in _LEFT or base in ("line", "heading") else "center"
    if role in _RIGHT or base in _RIGHT:
        across = "right"
    indent = 0 if across == "center" or role == "line" else 1
    shrinks = base in _SHRINKING
    wraps = role != "line" and not shrinks
    cell.alignment = Alignment(across, "center", wrap_text=wraps, shrink_to_fit=shrinks, indent=indent)
    if base not in ("title", "line", "note"):
        cell.border = BOX
    cell.protection = _UNLOCKED if role in _INPUTS else _LOCKED
    if base == "helper" and role != "helper_input":
        cell.fill = _HELPER
    if role in _FORMATS or base in _FORMATS:
        cell.number_format = _FORMATS.get(role) or _FORMATS[base]


def put(sheet: Worksheet, row: int, column: int, value: object, role: str) -> None:
    """A value in a cell (from 1), which looks as its role does."""
    sheet.cell(row, column, value)
    paint(sheet, role, row, column, row, column)


def put_line(sheet: Worksheet, row: int, values: Sequence[object], *roles: str) -> None:
    """Values side by side from the first column on, each in its role; the last one is that of all further values."""
    for column, (value, role) in enumerate(zip_longest(values, roles, fillvalue=roles[-1]), 1):
        put(sheet, row, column, value, role)


def put_title(sheet: Worksheet, text: str, columns: int) -> None:
    """A title across the columns of a sheet."""
    sheet.cell(1, 1, text)
    paint(sheet, "title", 1, 1, 1, columns)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
