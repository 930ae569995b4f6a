"""评分表 — the official table as a worksheet: its cells, its native formulas, its helper columns."""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.evaluation.functions import bound
from xlfuncs.forms.plan import Place, Plan, Row
from xlfuncs.rules.model import Rule
from xlfuncs.workbook import native
from xlfuncs.workbook.basics_sheet import YEAR, basic
from xlfuncs.workbook.styles import SCORE, paint

__all__ = ["down_to", "fill_score_sheet", "ref", "staging"]

# Hidden columns after the helpers: the amounts behind a score as whole numbers, for the native formulas.
STAGING = ("演算：倍数", "演算：分母", "演算：分子", "演算：超分")
_ENTERED_KEYS = (
    "row_points",
    "direction",
    "target_number",
    "actual_number",
    "failed",
    "entered",
    "approved",
    "reason",
)


def fill_score_sheet(sheet: Worksheet, plan: Plan, rule: Rule, rule_id: str) -> None:
    """Write a planned form into an empty worksheet."""
    for place in plan.places:
        _place(sheet, place, plan, rule)
    for row in plan.rows:
        _formulas(sheet, row, plan, rule, rule_id)
    _totals(sheet, plan)
    for column, header in enumerate(STAGING, staging(plan, 0)):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
        sheet.cell(3, column, header)
        paint(sheet, "helper", 3, column, 3, column)


def staging(plan: Plan, index: int) -> int:
    """Column (from 1) of a staging cell."""
    return max(plan.helpers.values()) + 2 + index


def ref(row: int, column: int, *, fixed: bool = False) -> str:
    """A1 spelling from 0-based row and column."""
    mark = "$" if fixed else ""
    return f"{mark}{get_column_letter(column + 1)}{mark}{row + 1}"


def down_to(start: str, end: str) -> str:
    """The cells from one down to the row above another: rows inserted just above that one are inside."""
    return f"OFFSET({start},0,0,ROW({end})-ROW({start}),1)"


def _place(sheet: Worksheet, place: Place, plan: Plan, rule: Rule) -> None:
    top, left = place.row + 1, place.column + 1
    bottom, right = top + place.rows - 1, left + place.columns - 1
    role = place.role
    if role == "helper" and place.key in _ENTERED_KEYS:
        role = "helper_input"
    if role == "helper" and place.key == "explanation":
        role = "helper_text"
    paint(sheet, role, top, left, bottom, right)
    if place.rows > 1 or place.columns > 1:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    cell = sheet.cell(top, left)
    cell.value = _value(place, plan)
    if place.role == "amount_total":
        column = get_column_letter(left)
        below = f"{column}{top + 1}:{column}{top + len(plan.details)}"
        cell.value = f'=IF(COUNT({below})=0,"",ROUND(SUM({below}),6))'
    if place.key == "rule_score" or (place.key in ("entered", "approved") and place.role == "helper"):
        cell.number_format = SCORE


def _value(place: Place, plan: Plan) -> Any:
    year = f"基础数据!{YEAR}"
    if place.role == "title":
        return f'=IF({year}="","",{year}&"年")&"{plan.layout.title}"'
    if place.role == "line":
        department, unit = (f"基础数据!{basic(name)}" for name in ("department", "unit"))
        return f'="部门（单位）名称："&{department}&"        金额单位："&{unit}'
    if place.role == "header_previous":
        return f'=IF({year}="","{place.value}",{year}-1&"年")'
    if place.role == "header_current":
        return f'=IF({year}="","{place.value}",{year}&"年")'
    return place.value


def _formulas(sheet: Worksheet, row: Row, plan: Plan, rule: Rule, rule_id: str) -> None:
    at = {key: ref(row.index, column) for key, column in row.columns.items()}
    factor, bottom, top = (ref(row.index, staging(plan, index) - 1) for index in range(3))
    points = at["row_points"]
    if row.kind != "indicators":
        sheet[at["points"]] = _points(row, rule)
        sheet[points] = f"={at['points']}"
        paint(
            sheet,
            "helper",
            row.index + 1,
            row.columns["row_points"] + 1,
            row.index + 1,
            row.columns["row_points"] + 1,
        )
    score = _SCORES[row.kind](sheet, row, at, points, (factor, bottom, top), rule, rule_id)
    if score is not None:
        sheet[at["rule_score"]] = "=" + score
    over = f"AND(ISNUMBER({at['score']}),ISNUMBER({points}))"
    sheet[ref(row.index, staging(plan, 3) - 1)] = f"=IF({over},IF({at['score']}>{points},1,0),0)"
    approved, given, entered = at["approved"], at["rule_score"], at["entered"]
    sheet[at["score"]] = (
        f'=IF({approved}<>"",{approved},IF({given}<>"",{given},IF({entered}<>"",{entered},"")))'
    )


def _points(row: Row, rule: Rule) -> Any:
    if row.name in rule.items:
        return rule.items[row.name].points.value
    return rule.function(str(row.function)).number("points")


def _finance(sheet: Any, row: Row, at: Any, points: str, stage: Any, rule: Rule, rule_id: str) -> str:
    _stage(sheet, stage, at["budget"], at["executed"])
    _, rate_parameters = bound("execution_rate", rule_id)
    _, parameters = bound("execution_rate_score", rule_id)
    _, bottom, top = stage
    sheet[at["rate"]] = _when(bottom, native.rate(top, bottom, rate_parameters))
    if parameters.get("rate_places") is None:
        return _when(bottom, native.indicator(top, bottom, points, parameters, "TRUE"))
    return f'IF({at["rate"]}="","",{native.score_of_rate(at["rate"], points, parameters)})'


def _indicators(sheet: Any, row: Row, at: Any, points: str, stage: Any, rule: Rule, rule_id: str) -> str:
    target, actual, direction = at["target_number"], at["actual_number"], at["direction"]
    factor, bottom, top = stage
    positive = f'{direction}="正向"'
    sheet[factor] = "=" + native.scale(target, actual)
    chosen = f'OR({positive},{direction}="反向")'
    given = f'AND({target}<>"",{actual}<>"",{points}<>"",{chosen})'
    sheet[bottom] = f'=IF({given},{native.scaled(f"IF({positive},{target},{actual})", factor)},"")'
    sheet[top] = f'=IF({given},{native.scaled(f"IF({positive},{actual},{target})", factor)},"")'
    _, parameters = bound("capped_ratio_score", rule_id)
    score = native.indicator(top, bottom, points, parameters, positive)
    checked = native.invalid(f"MIN({target},{actual},{points})<0", f"IF({target}=0,1/{target},{score})")
    return f'IF({bottom}="","",{checked})'


def _checklist(sheet: Any, row: Row, at: Any, points: str, stage: Any, rule: Rule, rule_id: str) -> str:
    failed = at["failed"]
    return f'IF({failed}="","",{native.checklist(failed, points, rule.items[row.name].per_item.value)})'


# 分母、分子、上年或平均：基础数据 rows behind each change row.
_CHANGES = {
    "carryover_deduction": ("carryover_rate", "expenditure_budget", "carryover", "previous_rate"),
    "variance_deduction": ("variance_rate", "initial_budget", "final_accounts", "average_rate"),
}


def _changes(sheet: Any, row: Row, at: Any, points: str, stage: Any, rule: Rule, rule_id: str) -> str:
    rate_name, whole, part, baseline = _CHANGES[str(row.function)]
    factor, bottom, top = stage
    budget, amount, base = (f"基础数据!{basic(name)}" for name in (whole, part, baseline))
    signed = rate_name == "variance_rate"
    _stage(sheet, stage, budget, amount)
    if signed:
        sheet[top] = _when(bottom, f"{native.scaled(amount, factor)}-{bottom}")
        sheet[at["previous"]] = "——"
    else:
        sheet[at["previous"]] = f'=IF({base}="","",{base})'
    sheet[at["current"]] = _when(
        bottom, native.rate(top, bottom, bound(rate_name, rule_id)[1], signed=signed)
    )
    _, parameters = bound(str(row.function), rule_id)
    current = at["current"]
    return f'IF(OR({base}="",{current}=""),"",{native.deduction_score(base, current, points, parameters)})'


_SCORES = {
    "finance": _finance,
    "indicators": _indicators,
    "checklist": _checklist,
    "changes": _changes,
}


def _stage(sheet: Worksheet, stage: tuple[str, str, str], whole: str, part: str) -> None:
    factor, bottom, top = stage
    sheet[factor] = "=" + native.scale(whole, part)
    given = f'OR({whole}="",{part}="")'
    checked = native.invalid(f"MIN({whole},{part})<0", "{}")
    sheet[bottom] = f'=IF({given},"",{checked.format(native.scaled(whole, factor))})'
    sheet[top] = f'=IF({given},"",{native.scaled(part, factor)})'


def _when(cell: str, formula: str) -> str:
    return f'=IF({cell}="","",{formula})'


def _totals(sheet: Worksheet, plan: Plan) -> None:
    """Sums reach to the row above the total, wherever rows are inserted."""
    first, total = plan.sections[plan.layout.blocks[0].section][0], plan.total
    columns = next(iter(plan.rows)).columns
    for key in ("points", "score", "entered"):
        column = columns[key]
        span = down_to(ref(first, column), ref(total, 0))
        cell = sheet.cell(total + 1, column + 1)
        cell.value = f'=IF(COUNT({span})=0,"",ROUND(SUM({span}),2))'
        if key == "entered":
            paint(sheet, "helper", total + 1, column + 1, total + 1, column + 1)
        if key != "points":
            cell.number_format = SCORE
