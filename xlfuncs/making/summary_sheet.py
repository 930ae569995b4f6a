"""得分汇总 — one table: its sections, total and grade, a chart, and the checks that must be TRUE."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.plan import Plan
from xlfuncs.making import summary_parts as parts
from xlfuncs.making.score_sheet import sum_of
from xlfuncs.making.summary_parts import Checks, put

__all__ = ["fill_summary_sheet"]


def fill_summary_sheet(sheet: Worksheet, plan: Plan, rule_key: str, own: Checks) -> None:
    """Write the sheet; every number is a formula on the score sheet. ``own``: checks of this form alone."""
    parts.head(sheet, ("部分", "分值", "得分", "填报得分", "差额"), (48, 10, 10, 12, 10))
    last = 2 + len(plan.sections)
    for row, name in enumerate(plan.sections, 3):
        put(sheet, row, 1, name, "label")
        put(sheet, row, 2, parts.worth(plan, name, rule_key), "points")
        for column, key in ((3, "score"), (4, "entered")):
            put(sheet, row, column, parts.part(plan, name, key), "score")
        put(sheet, row, 5, parts.difference(row), "score")
    total = last + 1
    put(sheet, total, 1, "合计", "total")
    put(sheet, total, 2, sum_of(f"B3:B{last}"), "points")
    for column, key in ((3, "score"), (4, "entered")):
        put(sheet, total, column, f"={parts.total(plan, key)}", "score")
    put(sheet, total, 5, parts.difference(total), "score")
    put(sheet, total + 1, 1, "评价等级", "total")
    put(sheet, total + 1, 2, parts.grade(plan, f"C{total}", rule_key), "label")
    parts.write_checks(sheet, total + 3, _checks(sheet, plan, last, total) | own)
    parts.chart(sheet, "各部分得分", last, "G2")


def _checks(sheet: Worksheet, plan: Plan, last: int, total: int) -> Checks:
    """Structure: sums and caps."""
    lines = range(3, last + 1)
    stated = all(isinstance(sheet.cell(row, 2).value, (int, float)) for row in lines)
    checks = {"check_total_points": ("各部分分值合计为 100", f"=B{total}=100")} if stated else {}
    held = parts.row_points(plan, [f"B{row}" for row in lines])
    return checks | {
        "check_row_points": ("逐行分值之和等于各部分分值（未填不查）", f"=AND({held})"),
        "check_caps": ("各行得分不超过该行分值", f"=SUM({parts.staged(plan, 3)})=0"),
        "check_total": ("各部分得分之和等于总分", f"=ROUND(SUM(C3:C{last})-N(C{total}),6)=0"),
    }
