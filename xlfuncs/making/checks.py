"""勾稽关系核对 — what must hold of points, scores and amounts, as formulas that say 相符, 不符 or 未填."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openpyxl.formatting.rule import CellIsRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import address
from xlfuncs.forms.layout import Layout
from xlfuncs.forms.own_cells import BASICS, CHECKS, basic
from xlfuncs.forms.plan import Plan
from xlfuncs.making.colours import add_colours, fill
from xlfuncs.making.sections import amounts_are_numbers, over_column, points_add_up, scores
from xlfuncs.making.styles import put_line

Checks = dict[str, tuple[str, str]]  # defined name → what must hold, its formula
_NAMED = re.compile(r"\{(\w+)\.(\w+)\}")
_UNIT = f'IF({BASICS}!{basic("unit")}="元",1,10000)'


def of_table(plan: Plan, last: int, total: int) -> Checks:
    """Sums and caps of one table, whose sections stand from row 3 to the last one above its total."""
    whole = any(row.kind == "execution" for row in plan.rows)  # not a part of a table
    checks = {"check_total_points": ("各部分分值合计为 100", f"B{total}=100")} if whole else {}
    sums = points_add_up(plan, [f"B{row}" for row in range(3, last + 1)])
    checks |= {
        "check_row_points": ("逐行分值之和等于各部分分值", f"AND({sums})"),
        "check_caps": ("各行得分不超过该行分值", f"SUM({over_column(plan)})=0"),
        "check_total": ("各部分得分之和等于总分", f"ROUND(SUM(C3:C{last})-N(C{total}),6)=0"),
    }
    return _once_scored(checks, last)


def of_projects(plans: Sequence[Plan], worths: Sequence[Sequence[object]], last: int) -> Checks:
    """The same of several projects, one a row; `worths` are those of their sections."""
    excess = ",".join(map(over_column, plans))
    added = ",".join(map(points_add_up, plans, worths))
    sums = (f"ROUND(SUM({_sections(plan)})-N(C{row}),6)=0" for row, plan in enumerate(plans, 3))
    checks = {
        "check_total_points": ("每个项目各部分分值合计为 100", f"COUNTIF(B3:B{last},100)={len(plans)}"),
        "check_row_points": ("逐行分值之和等于各部分分值", f"AND({added})"),
        "check_caps": ("各行得分不超过该行分值", f"SUM({excess})=0"),
        "check_total": ("每个项目各部分得分之和等于总分", f"AND({','.join(sums)})"),
    }
    return _once_scored(checks, last)


def of_amounts(plans: Sequence[Plan]) -> Checks:
    """That no amount is text."""
    formula = amounts_are_numbers(plans)
    return {"check_amounts": ("金额均为数字", formula)} if formula else {}


def of_form(layout: Layout, placed: Sequence[Plan]) -> Checks:
    """Those that the layout states; each waits while one of its cells is blank."""
    plans = {plan.name: plan for plan in placed}
    checks = {}
    for check in layout.checks:
        cells = [_cell(plans[sheet], key) for sheet, key in _NAMED.findall(check.formula)]
        places = iter(cells)
        formula = _NAMED.sub(lambda _, at=places: next(at), check.formula).replace("{unit}", _UNIT)  # type: ignore[misc]
        checks[check.name] = check.label, _verdict(formula, f"COUNT({','.join(cells)})<{len(cells)}")
    return checks


def _once_scored(checks: Checks, last: int) -> Checks:
    """What each condition says, once there is a score."""
    blank = f"COUNT(C3:C{last})=0"
    return {name: (label, _verdict(holds, blank)) for name, (label, holds) in checks.items()}


def _verdict(holds: str, blank: str) -> str:
    """相符, 不符 or 未填; what is an error does not hold."""
    return f'=IF({blank},"未填",IF(ISNUMBER(1/({holds})),"相符","不符"))'


def _sections(plan: Plan) -> str:
    return ",".join(scores(plan, name, "score", plan.name) for name in plan.sections)


def _cell(plan: Plan, key: str) -> str:
    """The cell of a key: of a list its sum, else the first that holds it."""
    areas = [area for area in plan.areas if area.key == key]
    area = next((area for area in areas if area.role == "sum"), areas[0])
    return address((area.row, area.column), plan.name)


def write_checks(sheet: Worksheet, at: int, checks: Checks) -> None:
    """The checks and their names."""
    put_line(sheet, at, (CHECKS, "结果"), "header")
    for row, (name, (label, formula)) in enumerate(checks.items(), at + 1):
        put_line(sheet, row, (label, formula), "text", "label")
        wrong = CellIsRule("equal", ['"不符"'], fill=fill("wrong"))
        add_colours(sheet, f"B{row}", wrong)
        sheet.parent.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!$B${row}")
