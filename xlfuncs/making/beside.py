"""表旁各列 — the columns beside a table: what only formulas use is folded away, what does not count in a row is grey."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import column_letters
from xlfuncs.forms.helper_columns import helper_columns
from xlfuncs.forms.plan import Plan
from xlfuncs.making.styles import paint, put

# The kind of rows in which a column counts; one that is not here counts in every row.
_COUNTS_IN = {
    "direction": "indicators",
    "target_number": "indicators",
    "actual_number": "indicators",
    "level": "indicators",
    "share": "indicators",
    "failed": "checklist",
}
_NOTES = (
    "表格右侧各列不打印。「状态」写明每行还缺什么；填报得分、核定得分填在这里。",
    "折叠的各列由指标值、完成值读出；读得不对的，点列标上方的“＋”（或选中左右两列，右键取消隐藏），在其中改填。",
)


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
