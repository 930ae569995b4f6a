"""得分汇总 — several projects: a line for each, a chart, and the checks that must be TRUE of all of them."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.plan import Plan
from xlfuncs.making import summary_parts as parts
from xlfuncs.making.summary_parts import put

__all__ = ["fill_projects_sheet"]


def fill_projects_sheet(sheet: Worksheet, plans: Sequence[Plan], rule_key: str) -> None:
    """Write the sheet; every score is a formula on its project's sheet."""
    headers = ("项目", "分值", "得分", "填报得分", "差额", "评价等级")
    parts.head(sheet, headers, (48, 10, 10, 12, 10, 10))
    worths = {plan.name: [parts.worth(plan, name, rule_key) for name in plan.sections] for plan in plans}
    last = 2 + len(plans)
    for row, plan in enumerate(plans, 3):
        put(sheet, row, 1, plan.name, "label")
        put(sheet, row, 2, f"=SUM({','.join(map(str, worths[plan.name]))})", "points")
        for column, key in ((3, "score"), (4, "entered")):
            put(sheet, row, column, f"={parts.total(plan, key)}", "score")
        put(sheet, row, 5, parts.difference(row), "score")
        put(sheet, row, 6, parts.grade(plan, f"C{row}", rule_key), "label")
    excess = ",".join(parts.staged(plan, 3) for plan in plans)
    points = ",".join(parts.row_points(plan, worths[plan.name]) for plan in plans)
    sums = (f"ROUND(SUM({_sections(plan)})-N(C{row}),6)=0" for row, plan in enumerate(plans, 3))
    checks = {
        "check_total_points": ("每个项目各部分分值合计为 100", f"=COUNTIF(B3:B{last},100)={len(plans)}"),
        "check_row_points": ("逐行分值之和等于各部分分值（未填不查）", f"=AND({points})"),
        "check_caps": ("各行得分不超过该行分值", f"=SUM({excess})=0"),
        "check_total": ("每个项目各部分得分之和等于总分", f"=AND({','.join(sums)})"),
    }
    parts.write_checks(sheet, last + 2, checks)
    parts.chart(sheet, "各项目得分", last, "H2")


def _sections(plan: Plan) -> str:
    return ",".join(parts.scores(plan, name, "score") for name in plan.sections)
