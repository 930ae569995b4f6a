"""得分汇总 — the sections, the total and the grade, a chart, and the checks that must be TRUE."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.evaluation.functions import bound
from xlfuncs.forms.plan import Plan
from xlfuncs.rules.model import Rule
from xlfuncs.workbook import native
from xlfuncs.workbook.score_sheet import down_to, staging
from xlfuncs.workbook.styles import SCORE, paint

__all__ = ["fill_summary_sheet"]


def fill_summary_sheet(sheet: Worksheet, plan: Plan, rule: Rule) -> None:
    """Write the sheet; every number is a formula on the score sheet."""
    _cell(sheet, 1, 1, "得分汇总", "title")
    sheet.merge_cells("A1:E1")
    for column, header in enumerate(("部分", "分值", "得分", "填报得分", "差额"), 1):
        _cell(sheet, 2, column, header, "header")
    last = 2 + len(plan.sections)
    for row, name in enumerate(plan.sections, 3):
        _cell(sheet, row, 1, name, "label")
        _cell(sheet, row, 2, _worth(plan, rule, name), "points")
        for column, key in ((3, "score"), (4, "entered")):
            _cell(sheet, row, column, _sum(_span(plan, name, key)), "score")
        _cell(sheet, row, 5, _difference(row), "score")
    total = last + 1
    _cell(sheet, total, 1, plan.layout.total.title, "total")
    for column, key in ((2, "points"), (3, "score"), (4, "entered")):
        _cell(sheet, total, column, f"={_total(plan, key)}", "score" if column > 2 else "points")
    _cell(sheet, total, 5, _difference(total), "score")
    grade = total + 1
    _cell(sheet, grade, 1, "评价等级", "total")
    if "grade" in rule.functions:
        formula = native.grade(f"C{total}", bound("grade", rule.id)[1]["bands"])
        _cell(sheet, grade, 2, f'=IF(C{total}="","",{formula})', "label")
    _checks(sheet, plan, grade + 2, last, total)
    _chart(sheet, last)
    for letter, width in zip("ABCDE", (40, 10, 10, 12, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[1].height = 28


def _cell(sheet: Worksheet, row: int, column: int, value: object, role: str) -> None:
    sheet.cell(row, column, value)
    paint(sheet, role, row, column, row, column)
    if role == "score":
        sheet.cell(row, column).number_format = SCORE


def _letters(plan: Plan, key: str) -> str:
    letter: str = get_column_letter(plan.rows[0].columns[key] + 1)
    return letter


def _total(plan: Plan, key: str) -> str:
    return f"{plan.layout.sheet}!{_letters(plan, key)}{plan.total + 1}"


def _span(plan: Plan, section: str, key: str) -> str:
    """A section's cells in a column, to the row before the next part, so that inserted rows are inside."""
    first, last = plan.sections[section]
    letter, name = _letters(plan, key), plan.layout.sheet
    start = f"{name}!{letter}{first + 1}"
    if last + 1 == plan.total:
        return down_to(start, f"{name}!A{plan.total + 1}")
    return f"{start}:{letter}{last + 2}"


def _sum(span: str) -> str:
    return f'=IF(COUNT({span})=0,"",ROUND(SUM({span}),2))'


def _difference(row: int) -> str:
    return f'=IF(OR(C{row}="",D{row}=""),"",ROUND(C{row}-D{row},2))'


def _worth(plan: Plan, rule: Rule, section: str) -> object:
    return rule.sections[section].points.value if section in rule.sections else None


def _checks(sheet: Worksheet, plan: Plan, at: int, last: int, total: int) -> None:
    """Structure checks under names: sums and caps."""
    first, over = plan.rows[0].index + 1, get_column_letter(staging(plan, 3))
    excess = f"{plan.layout.sheet}!{over}{first}:{over}{plan.total}"
    checks = {
        "check_total_points": ("各部分分值合计等于总分值", f"=SUM(B3:B{last})=B{total}"),
        "check_row_points": ("逐行分值之和等于各部分分值（未填不查）", _row_points(plan)),
        "check_caps": (
            "各行得分不超过该行分值",
            f"=SUM({excess})=0",
        ),
        "check_total": (
            "各部分得分之和等于总分",
            f'=IF(C{total}="",TRUE,ROUND(SUM(C3:C{last})-C{total},2)=0)',
        ),
    }
    _cell(sheet, at, 1, "核验（应全为 TRUE）", "header")
    _cell(sheet, at, 2, "结果", "header")
    for row, (name, (label, formula)) in enumerate(checks.items(), at + 1):
        _cell(sheet, row, 1, label, "text")
        _cell(sheet, row, 2, formula, "label")
        sheet.cell(row, 2).number_format = '"TRUE";"TRUE";"FALSE"'  # some suites show a truth value as 1
        sheet.parent.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!$B${row}")


def _row_points(plan: Plan) -> str:
    parts = []
    for row, name in enumerate(plan.sections, 3):
        if any(r.kind == "indicators" for r in plan.rows if r.section == name):
            span = _span(plan, name, "row_points")
            parts.append(f"OR(COUNT({span})=0,ROUND(SUM({span})-B{row},2)=0)")
    return f"=AND({','.join(parts) or 'TRUE'})"


def _chart(sheet: Worksheet, last: int) -> None:
    chart = BarChart()
    chart.type, chart.style, chart.title = "col", 10, "各部分得分"
    chart.add_data(Reference(sheet, min_col=2, max_col=4, min_row=2, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=3, max_row=last))
    chart.y_axis.title = "分"
    chart.y_axis.scaling.min = 0
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.height, chart.width = 8, 16
    sheet.add_chart(chart, "G2")
