"""备用行 — rows folded away until somebody needs them; putting rows in and taking them out on a protected sheet.

An office suite deletes a row of a protected sheet only where every cell of it, as far as the last column there is,
is unlocked. So the rows that the table can do without are. LibreOffice takes a merged block apart when a row goes in
or out and cannot join it again where it is locked. So the labels beside such rows are unlocked, too. Instead of being
locked, formulas and labels refuse to be typed over.
"""

from __future__ import annotations

from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.plan import Plan
from xlfuncs.making.entries import entry

REFUSED = "1=0"  # the condition of a cell that takes no entry
_UNLOCKED = Protection(locked=False)
_COMPUTED = "本格由公式得出，不必填写。"
_PRINTED = "本格是表样的文字，不必改动。"
_ENTERED = "已公布或上报的得分填在右侧「填报得分」。"


def fold(sheet: Worksheet, plan: Plan) -> None:
    """Hide the spare rows in an outline, which the row above them opens."""
    if not plan.spare:
        return
    sheet.sheet_properties.outlinePr.summaryBelow = False
    sheet.sheet_format.outlineLevelRow = 1
    for row in plan.spare:
        dimension = sheet.row_dimensions[row + 1]
        dimension.hidden, dimension.outlineLevel = True, 1
        if row - 1 not in plan.spare:
            sheet.row_dimensions[row].collapsed = True


def free_repeated(sheet: Worksheet, plan: Plan) -> None:
    """Unlock what stands in the way of putting rows in and taking them out: see above."""
    width = sheet.max_column  # asked for once: openpyxl looks through every cell for it
    lines = {row: next(sheet.iter_rows(row + 1, row + 1, 1, width)) for row in sorted(plan.repeated)}
    freed = [
        row
        for row, line in lines.items()
        if not any(cell.data_type == "s" and cell.protection.locked for cell in line)
    ]
    merged = sheet.merged_cells.ranges
    labels = [one for one in merged if any(one.min_row <= row + 1 <= one.max_row for row in plan.repeated)]
    computed: list[str] = []
    printed: list[str] = []
    beside = plan.width + len(plan.helpers)  # what is behind is hidden
    for row in freed:
        for cell in lines[row]:
            if cell.data_type == "f" and cell.protection.locked and cell.column <= beside:
                computed.append(cell.coordinate)
            cell.protection = _UNLOCKED
        sheet.row_dimensions[row + 1].protection = _UNLOCKED
    for block in sorted(labels, key=lambda block: (block.min_row, block.min_col)):
        if sheet.cell(block.min_row, block.min_col).protection.locked:
            printed.append(sheet.cell(block.min_row, block.min_col).coordinate)
        for line in sheet.iter_rows(block.min_row, block.max_row, block.min_col, block.max_col):
            for cell in line:
                cell.protection = _UNLOCKED
    for text, cells in ((_COMPUTED + (_ENTERED if plan.rows else ""), computed), (_PRINTED, printed)):
        if cells:  # where no entry is taken
            refuse = entry(
                "custom", REFUSED, allow_blank=True, prompt=text, error=text, sqref=" ".join(cells)
            )
            sheet.add_data_validation(refuse)
