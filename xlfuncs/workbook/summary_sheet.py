"""得分汇总 — the sections, the total and the grade, a chart, and the checks that must be TRUE."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.evaluation.functions import bound
from xlfuncs.forms.plan import Plan
from xlfuncs.rules.loader import load
from xlfuncs.rules.model import Rule
from xlfuncs.workbook import native
from xlfuncs.workbook.score_rows import ref, staging
from xlfuncs.workbook.score_sheet import span, sum_of
from xlfuncs.workbook.styles import SCORE, paint

__all__ = ["fill_summary_sheet"]


def fill_summary_sheet(sheet: Worksheet, plan: Plan, rule_key: str) -> None:
    """Write the sheet; every number is a formula on the score sheet."""
    rule = load(rule_key)
    _cell(sheet, 1, 1, "得分汇总", "title")
    sheet.merge_cells("A1:E1")
    for column, header in enumerate(("部分", "分值", "得分", "填报得分", "差额"), 1):
        _cell(sheet, 2, column, header, "header")
    last = 2 + len(plan.sections)
    for row, name in enumerate(plan.sections, 3):
        _cell(sheet, row, 1, name, "label")
        _cell(sheet, row, 2, _worth(plan, rule, name), "points")
        for column, key in ((3, "score"), (4, "entered")):
            _cell(sheet, row, column, _part(plan, name, key), "score")
        _cell(sheet, row, 5, _difference(row), "score")
    total = last + 1
    _cell(sheet, total, 1, "合计", "total")
    _cell(sheet, total, 2, f"=SUM(B3:B{last})", "points")
    for column, key in ((3, "score"), (4, "entered")):
        _cell(sheet, total, column, f"={_total(plan, key)}", "score")
    _cell(sheet, total, 5, _difference(total), "score")
    grade = total + 1
    _cell(sheet, grade, 1, "评价等级", "total")
    if "grade" in rule.functions:
        formula = native.grade(f"C{total}", bound("grade", rule_key)[1])
        short = (
            f"OR(COUNT(C3:C{last})<{last - 2},SUM({_staged(plan, 4)})>0)"  # a section or a row has no score
        )
        _cell(sheet, grade, 2, f'=IF(C{total}="","",IF({short},"",{formula}))', "label")
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


def _column(plan: Plan, section: str, key: str) -> int:
    return next(row.columns[key] for row in plan.rows if row.section == section)


def _part(plan: Plan, section: str, key: str) -> str:
    """A section's score: its subtotal row, its one scored amount row, or the sum of its rows."""
    column = _column(plan, section, key)
    whole = plan.subtotals.get(section)
    first = next(row for row in plan.rows if row.section == section)
    if whole is not None or first.kind == "finance":
        cell = f"{plan.name}!{ref(first.index if whole is None else whole, column)}"
        return f'=IF({cell}="","",{cell})'
    return sum_of(span(plan, section, column, plan.name))


def _total(plan: Plan, key: str) -> str:
    return f"{plan.name}!{ref(plan.total, plan.rows[-1].columns[key])}"


def _difference(row: int) -> str:
    return f'=IF(OR(C{row}="",D{row}=""),"",ROUND(C{row}-D{row},6))'


def _worth(plan: Plan, rule: Rule, section: str) -> object:
    if section in plan.worth:
        return plan.worth[section]
    if section in rule.sections:
        return rule.sections[section].points.value
    if any(row.kind == "finance" for row in plan.rows if row.section == section):
        return rule.function("execution_rate_score").number("points")
    return sum_of(span(plan, section, _column(plan, section, "row_points"), plan.name))  # the user's own


def _staged(plan: Plan, index: int) -> str:
    """A staging column beside all rows that earn points."""
    column = staging(plan, index) - 1
    return f"{plan.name}!{ref(plan.rows[0].index, column)}:{ref(plan.total - 1, column)}"


def _checks(sheet: Worksheet, plan: Plan, at: int, last: int, total: int) -> None:
    """Structure checks under names: sums and caps."""
    stated = all(isinstance(sheet.cell(row, 2).value, (int, float)) for row in range(3, last + 1))
    checks = {"check_total_points": ("各部分分值合计为 100", f"=B{total}=100")} if stated else {}
    checks |= {
        "check_row_points": ("逐行分值之和等于各部分分值（未填不查）", _row_points(plan)),
        "check_caps": (
            "各行得分不超过该行分值",
            f"=SUM({_staged(plan, 3)})=0",
        ),
        "check_total": (
            "各部分得分之和等于总分",
            f"=ROUND(SUM(C3:C{last})-N(C{total}),6)=0",
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
            cells = span(plan, name, _column(plan, name, "row_points"), plan.name)
            parts.append(f"OR(COUNT({cells})=0,ROUND(SUM({cells})-N(B{row}),6)=0)")
    return f"=AND({','.join(parts) or '1=1'})"


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
