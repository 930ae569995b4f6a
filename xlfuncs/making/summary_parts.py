"""汇总的构件 — what the summary of one table and that of several projects are made of."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.plan import Plan
from xlfuncs.functions.public import bound
from xlfuncs.making.score_rows import ref, staging
from xlfuncs.making.score_sheet import span, sum_of
from xlfuncs.making.styles import SCORE, paint
from xlfuncs.rules.loader import load
from xlfuncs.scoring import formulas as native

__all__ = ["Checks", "chart", "difference", "grade", "head", "part", "put", "row_points", "scores", "staged"]
__all__ += ["total", "worth", "write_checks"]

Checks = dict[str, tuple[str, str]]  # defined name → what must hold, its formula


def head(sheet: Worksheet, headers: Sequence[str], widths: Sequence[float]) -> None:
    """Title and header of the sheet."""
    put(sheet, 1, 1, "得分汇总", "title")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headers))
    for column, header in enumerate(headers, 1):
        put(sheet, 2, column, header, "header")
    for letter, width in zip("ABCDEFGH", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[1].height = 28


def put(sheet: Worksheet, row: int, column: int, value: object, role: str) -> None:
    """A value with its style."""
    sheet.cell(row, column, value)
    paint(sheet, role, row, column, row, column)
    if role == "score":
        sheet.cell(row, column).number_format = SCORE


def scores(plan: Plan, section: str, key: str) -> str:
    """Where a section's scores stand: its subtotal row, its one scored amount row, or its rows."""
    column = _column(plan, section, key)
    whole = plan.subtotals.get(section)
    if whole is None and not _is_execution(plan, section):
        return span(plan, section, column, plan.name)
    first = next(row for row in plan.rows if row.section == section)
    return f"{plan.name}!{ref(first.index if whole is None else whole, column)}"


def part(plan: Plan, section: str, key: str) -> str:
    """A section's score."""
    cells = scores(plan, section, key)
    single = section in plan.subtotals or _is_execution(plan, section)
    return f'=IF({cells}="","",{cells})' if single else sum_of(cells)


def total(plan: Plan, key: str) -> str:
    """Where the total of a column stands."""
    return f"{plan.name}!{ref(plan.total, plan.rows[-1].columns[key])}"


def difference(row: int) -> str:
    """What was given and what was entered: how far apart they are."""
    return f'=IF(OR(C{row}="",D{row}=""),"",ROUND(C{row}-D{row},6))'


def worth(plan: Plan, section: str, rule_key: str) -> object:
    """What a section is worth: a number that layout or rule state, else the sum of the rows' own points."""
    rule = load(rule_key)
    if section in plan.worth:
        return plan.worth[section]
    if section in rule.sections:
        return rule.sections[section].points.value
    if _is_execution(plan, section):
        return rule.function("execution_rate_score").number("points")
    return sum_of(span(plan, section, _column(plan, section, "row_points"), plan.name))


def _own_points(plan: Plan, section: str, rule_key: str) -> str:
    """The rows' points of a section that neither layout nor rule gives any: the user does."""
    stated = section in plan.worth or section in load(rule_key).sections or _is_execution(plan, section)
    return "" if stated else span(plan, section, _column(plan, section, "row_points"), plan.name)


def staged(plan: Plan, index: int) -> str:
    """A staging column beside all rows that earn points."""
    column = staging(plan, index) - 1
    return f"{plan.name}!{ref(plan.rows[0].index, column)}:{ref(plan.total - 1, column)}"


def grade(plan: Plan, cell: str, rule_key: str) -> str | None:
    """The grade of a total, once every section and every row has its score; None where the rule has no grades."""
    if "grade" not in load(rule_key).functions:
        return None
    open_ = [f"COUNT({scores(plan, name, 'score')})=0" for name in plan.sections]
    own = [points for name in plan.sections if (points := _own_points(plan, name, rule_key))]
    if own:  # grades are of 100 points
        open_.append(f"ROUND(SUM({','.join(own)}),6)<>100")
    short = f"OR({','.join(open_)},SUM({staged(plan, 4)})>0)"
    formula = native.grade(cell, bound("grade", rule_key)[1])
    return f'=IF({cell}="","",IF({short},"",{formula}))'


def row_points(plan: Plan, worths: Sequence[object]) -> str:
    """Whether the rows' points add up to their sections' (each a number or a cell), where any are filled in."""
    held = []
    for name, points in zip(plan.sections, worths, strict=True):
        if any(row.kind == "indicators" for row in plan.rows if row.section == name):
            cells = span(plan, name, _column(plan, name, "row_points"), plan.name)
            held.append(f"OR(COUNT({cells})=0,ROUND(SUM({cells})-N({points}),6)=0)")
    return ",".join(held) or "1=1"


def write_checks(sheet: Worksheet, at: int, checks: Checks) -> None:
    """The checks and their names."""
    put(sheet, at, 1, "核验（应全为 TRUE）", "header")
    put(sheet, at, 2, "结果", "header")
    for row, (name, (label, formula)) in enumerate(checks.items(), at + 1):
        put(sheet, row, 1, label, "text")
        put(sheet, row, 2, formula, "label")
        sheet.cell(row, 2).number_format = '"TRUE";"TRUE";"FALSE"'  # some suites show a truth value as 1
        sheet.parent.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!$B${row}")


def chart(sheet: Worksheet, title: str, last: int, anchor: str) -> None:
    """Points, scores and entered scores, side by side."""
    bars = BarChart()
    bars.type, bars.style, bars.title = "col", 10, title
    bars.add_data(Reference(sheet, min_col=2, max_col=4, min_row=2, max_row=last), titles_from_data=True)
    bars.set_categories(Reference(sheet, min_col=1, min_row=3, max_row=last))
    bars.y_axis.title = "分"
    bars.y_axis.scaling.min = 0
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.height, bars.width = 8, 16
    sheet.add_chart(bars, anchor)


def _column(plan: Plan, section: str, key: str) -> int:
    return next(row.columns[key] for row in plan.rows if row.section == section)


def _is_execution(plan: Plan, section: str) -> bool:
    return any(row.kind == "execution" for row in plan.rows if row.section == section)
