"""页面 — how a sheet prints and behaves: paper, page breaks, frozen names, colours of blank inputs, protection; and the columns
beside the table, where what only formulas use is folded away and what does not count in a row is grey."""

from __future__ import annotations

from copy import copy
from itertools import pairwise

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import address, column_letters
from xlfuncs.forms.own_cells import BASICS, NOTES, SUMMARY, helper_columns
from xlfuncs.forms.plan import Plan
from xlfuncs.making.colours import colour_blanks, colour_rows
from xlfuncs.making.entries import guide_entries
from xlfuncs.making.heights import room_for_labels, row_heights, set_heights
from xlfuncs.making.spare_rows import fold, free_repeated
from xlfuncs.making.styles import BOX, paint, put
from xlfuncs.rules.model import Rule

_A4 = {"portrait": (538.0, 762.0), "landscape": (784.0, 516.0)}  # between the margins: width, height [points]
_CHARACTER = 5.55  # of a column's width, in the suite that makes it widest [points]
_FROZEN = 110  # characters: what may stay in view and leave room for the rest on a small screen
# The kind of rows in which a column counts; one that is not here counts in every row.
_COUNTS_IN = {
    **dict.fromkeys(("direction", "target_number", "actual_number", "level", "share"), "indicators"),
    "failed": "checklist",
}
_NOTES = (
    "表格右侧各列不打印。「状态」写明每行还缺什么；填报得分、核定得分填在这里。",
    "折叠的各列由指标值、完成值读出；读得不对的，点列标上方的“＋”（或选中左右两列，右键取消隐藏），在其中改填。",
)


def set_page(sheet: Worksheet, plan: Plan, rule: Rule | None) -> None:
    """Everything about the score sheet that is not content."""
    for column, width in enumerate(plan.layout.widths):
        sheet.column_dimensions[column_letters(column)].width = width
    set_beside(sheet, plan)
    guide_entries(sheet, plan, rule)
    width, page = _A4[plan.layout.orientation]
    page *= max(1, sum(plan.layout.widths) * _CHARACTER / width)  # a wider table is printed smaller
    heights = row_heights(plan, page)
    repeated = _longest_header(plan)
    breaks = _breaks(plan, heights, page, repeated)
    while grown := room_for_labels(plan, heights, breaks):  # each time a row is taller, so there is an end
        heights, breaks = grown, _breaks(plan, grown, page, repeated)
    set_heights(sheet, heights)
    fold(sheet, plan)
    for row in breaks:
        sheet.row_breaks.append(Break(id=row))
    _part_blocks(sheet, breaks)
    sheet.freeze_panes = address((2, _in_view(plan)))
    last = address((len(heights) - 1, plan.width - 1))
    _set_paper(sheet, plan.layout.orientation, f"A1:{last}", f"{repeated + 1}:{repeated + 1}")
    _protect(sheet)
    colour_rows(sheet, plan)
    colour_blanks(sheet, plan)
    free_repeated(sheet, plan)


def set_side_page(sheet: Worksheet) -> None:
    """Paper, frozen header and protection of a sheet beside the official ones."""
    area = sheet.dimensions
    if sheet.title == SUMMARY:  # the chart takes 19 rows below the cells
        area = f"A1:{column_letters(sheet.max_column - 1)}{sheet.max_row + 19}"
    orientation = "portrait" if sheet.title in (NOTES, SUMMARY) else "landscape"
    _set_paper(sheet, orientation, area, sheet.print_title_rows or "1:1")
    sheet.freeze_panes = "A3" if sheet.title in (BASICS, SUMMARY) else "A2"
    _protect(sheet)
    colour_blanks(sheet)


def _longest_header(plan: Plan) -> int:
    """The row of headings above most rows: repeated on the pages that follow."""
    headers = sorted({area.row for area in plan.areas if area.role.partition("_")[0] == "header"})
    if not headers:
        return 0
    return max(pairwise([*headers, plan.total]), key=lambda part: part[1] - part[0])[0]


def _breaks(plan: Plan, heights: list[float], page: float, repeated: int) -> list[int]:
    """After which rows (from 1) a page ends, so that no label merged over rows is torn apart, no heading left alone."""
    held: set[int] = set()  # rows that belong to the one above
    for area in plan.areas:
        rows = range(area.row, area.row + area.rows)
        if area.key != "side" and sum(heights[row] for row in rows if row < len(heights)) <= page:
            held.update(rows[1:])
        if area.role.partition("_")[0] in ("heading", "header"):
            held.add(rows.stop)
    heights = [0.0 if row in plan.spare else height for row, height in enumerate(heights)]
    breaks, start, used = [], 0, 0.0
    for row, height in enumerate(heights):
        used += height
        if used <= page:
            continue
        end = next((cut for cut in range(row, start, -1) if cut not in held), row)
        breaks.append(end)
        start, used = end, sum(heights[end : row + 1]) + (heights[repeated] if repeated < end else 0)
    return breaks


def _part_blocks(sheet: Worksheet, breaks: list[int]) -> None:
    """Close what is merged over the end of a page, and say its label again on the next; a number counts once."""
    for area in list(sheet.merged_cells.ranges):
        label = sheet.cell(area.min_row, area.min_col)
        ends = [row for row in breaks if area.min_row <= row < area.max_row]
        if not ends or not label.protection.locked:
            continue
        sheet.unmerge_cells(area.coord)
        label.border = BOX
        for line in sheet.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col):
            for cell in line:
                cell._style = copy(label._style)
        for first, last in pairwise([area.min_row - 1, *ends, area.max_row]):
            if label.data_type == "s":
                sheet.cell(first + 1, area.min_col, label.value)
            if (first + 1, area.min_col) != (last, area.max_col):  # one cell is not merged
                sheet.merge_cells(None, first + 1, area.min_col, last, area.max_col)


def _in_view(plan: Plan) -> int:
    """How many columns stay in view: to the score where that is not too wide, else to the names."""
    if not plan.rows:
        return 0
    columns = max(plan.rows, key=lambda row: row.kind == "indicators").columns
    ends = [columns[key] + 1 for key in ("score", "name", "level2") if key in columns]
    return next((end for end in ends if sum(plan.layout.widths[:end]) <= _FROZEN), 0)


def _set_paper(sheet: Worksheet, orientation: str, area: str, titles: str) -> None:
    """A4, fitted to its width, headings repeated, pages numbered sheet by sheet, fills left out."""
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = 9, orientation
    setup.fitToWidth, setup.fitToHeight = 1, 0
    setup.firstPageNumber, setup.useFirstPageNumber = 1, True
    setup.blackAndWhite = True
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area, sheet.print_title_rows = area, titles
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.oddFooter.center.text = "第 &P 页"


def _protect(sheet: Worksheet) -> None:
    """Lock the formulas without a password; rows can be inserted, sizes changed."""
    sheet.protection.sheet = True
    for name in ("insertRows", "deleteRows", "formatRows", "formatColumns", "formatCells"):
        setattr(sheet.protection, name, False)  # False: not forbidden


def set_beside(sheet: Worksheet, plan: Plan) -> None:
    """Widths, folding and the note that explains it; inputs that do not count in a row are no inputs there."""
    columns = helper_columns()
    for key, index in plan.helpers.items():
        dimension = sheet.column_dimensions[column_letters(index)]
        derived = columns[key].filled_by == "derived"
        dimension.width, dimension.hidden = columns[key].width, columns[key].hidden or derived
        dimension.outlineLevel = int(derived)
    kinds = {row.index: row.kind for row in plan.rows} | dict.fromkeys(plan.subtotals.values(), "subtotal")
    for row, kind in kinds.items():
        for key, counting in _COUNTS_IN.items():
            if key in plan.helpers and kind != counting:
                column = plan.helpers[key] + 1
                paint(sheet, "helper", row + 1, column, row + 1, column)
    for row, text in enumerate(_NOTES if plan.helpers else (), 1):
        put(sheet, row, plan.width + 1, text, "line")
