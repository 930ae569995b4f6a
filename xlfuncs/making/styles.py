"""样式 — how each role of a cell looks: official tables in 宋体, thin rules, inputs shaded and unlocked."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["PERCENT", "SCORE", "paint"]

PERCENT, SCORE, AMOUNT = "0.00%", "0.00", "#,##0.00####"

_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_INPUT = PatternFill("solid", fgColor="FFF9E5")
_HEADER = PatternFill("solid", fgColor="E8EDF3")
_HELPER = PatternFill("solid", fgColor="F2F2F2")
_LOCKED, _UNLOCKED = Protection(), Protection(locked=False)

_FONTS = {
    "title": Font(name="黑体", size=16, bold=True),
    "heading": Font(name="黑体", size=11, bold=True),
    "header": Font(name="宋体", size=10, bold=True),
    "total": Font(name="宋体", size=10, bold=True),
    "score": Font(name="宋体", size=10, bold=True, color="1F4E79"),
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
    "date": "yyyy-mm-dd",
    "weighted": SCORE,
}
_INPUTS = ("input", "amount", "number", "percent", "date", "points_input", "helper_input")
_LEFT = ("input", "text", "note")


def paint(sheet: Worksheet, role: str, top: int, left: int, bottom: int, right: int) -> None:
    """Style a block of cells (from 1, inclusive) by its role."""
    base = role.split("_", maxsplit=1)[0]
    for row in sheet.iter_rows(top, bottom, left, right):
        for cell in row:
            cell.font = _FONTS.get(role, _FONTS.get(base, _PLAIN))
            across = "left" if role in _LEFT or base in ("line", "heading") else "center"
            cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=role != "line")
            if base not in ("title", "line", "note"):
                cell.border = _BOX
            cell.protection = _UNLOCKED if role in _INPUTS else _LOCKED
            if role in _INPUTS:
                cell.fill = _INPUT
            elif base == "header":
                cell.fill = _HEADER
            elif base == "helper":
                cell.fill = _HELPER
            if role in _FORMATS or base in _FORMATS:
                cell.number_format = _FORMATS.get(role) or _FORMATS[base]
