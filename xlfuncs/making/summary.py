"""得分汇总 — points, scores and grade of one table or of several projects, a chart, and the checks.

Every number is a formula on the score sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import address
from xlfuncs.forms.layout import Layout
from xlfuncs.forms.own_cells import basic
from xlfuncs.forms.plan import Plan
from xlfuncs.functions.apply import bound
from xlfuncs.making.colours import add_colours, fill
from xlfuncs.making.heights import TITLE
from xlfuncs.making.sections import (
    amounts_are_numbers,
    given_points,
    over_column,
    points_add_up,
    scores,
    section_score,
    state_column,
    sum_of,
    total,
    worth,
)
from xlfuncs.making.states import SCORED, tally
from xlfuncs.making.styles import put
from xlfuncs.rules.loader import load
from xlfuncs.scoring.formulas import next_grade_gap, required_for_full
from xlfuncs.scoring.numbers import exact

Checks = dict[str, tuple[str, str]]  # defined name → what must hold, its formula
_NAMED = re.compile(r"\{(\w+)\.(\w+)\}")
_UNIT = f'IF(基础数据!{basic("unit")}="元",1,10000)'


def fill_summary(sheet: Worksheet, plan: Plan, rule_key: str, layout: Layout, placed: Sequence[Plan]) -> None:
    """One table: a line for each section, the total, the grade, and the checks of this form alone."""
    _head(sheet, ("部分", "分值", "得分", "填报得分", "差额"), (48, 10, 10, 12, 10))
    last = 2 + len(plan.sections)
    keys = ("score", "entered")
    for row, name in enumerate(plan.sections, 3):
        _line(sheet, row, name, worth(plan, name, rule_key), [section_score(plan, name, key) for key in keys])
    end = last + 1
    _line(sheet, end, "合计", sum_of(f"B3:B{last}"), [f"={total(plan, key)}" for key in keys], role="total")
    put(sheet, end + 1, 1, "评价等级", "total")
    put(sheet, end + 1, 2, _grade(plan, f"C{end}", rule_key), "label")
    below = end + 2
    for label, formula, role in _prospects(plan, f"C{end}", f"B{end + 1}", rule_key):
        put(sheet, below, 1, label, "text")
        put(sheet, below, 2, formula, role)
        below += 1
    checks = _verdicts(_checks(sheet, plan, last, end), f"C3:C{last}")
    _write_checks(sheet, below + 1, checks | _amounts([plan]) | _form_checks(layout, placed))
    _chart(sheet, "各部分得分", last, "G2")


def _checks(sheet: Worksheet, plan: Plan, last: int, total: int) -> Checks:
    """Structure: sums and caps."""
    lines = range(3, last + 1)
    whole = any(row.kind == "execution" for row in plan.rows)  # not a part of a table
    checks = {"check_total_points": ("各部分分值合计为 100", f"=B{total}=100")} if whole else {}
    sums = points_add_up(plan, [f"B{row}" for row in lines])
    return checks | {
        "check_row_points": ("逐行分值之和等于各部分分值", f"=AND({sums})"),
        "check_caps": ("各行得分不超过该行分值", f"=SUM({over_column(plan)})=0"),
        "check_total": ("各部分得分之和等于总分", f"=ROUND(SUM(C3:C{last})-N(C{total}),6)=0"),
    }


def fill_projects(sheet: Worksheet, plans: Sequence[Plan], rule_key: str) -> None:
    """Several projects: a line for each."""
    headers = ("项目", "分值", "得分", "填报得分", "差额", "评价等级")
    _head(sheet, headers, (48, 10, 10, 12, 10, 10))
    worths = {plan.name: [worth(plan, name, rule_key) for name in plan.sections] for plan in plans}
    last = 2 + len(plans)
    for row, plan in enumerate(plans, 3):
        points = f"=SUM({','.join(map(str, worths[plan.name]))})"
        _line(sheet, row, plan.name, points, [f"={total(plan, key)}" for key in ("score", "entered")])
        put(sheet, row, 6, _grade(plan, f"C{row}", rule_key), "label")
    excess = ",".join(over_column(plan) for plan in plans)
    added = ",".join(points_add_up(plan, worths[plan.name]) for plan in plans)
    sums = (f"ROUND(SUM({_sections(plan)})-N(C{row}),6)=0" for row, plan in enumerate(plans, 3))
    checks = {
        "check_total_points": ("每个项目各部分分值合计为 100", f"=COUNTIF(B3:B{last},100)={len(plans)}"),
        "check_row_points": ("逐行分值之和等于各部分分值", f"=AND({added})"),
        "check_caps": ("各行得分不超过该行分值", f"=SUM({excess})=0"),
        "check_total": ("每个项目各部分得分之和等于总分", f"=AND({','.join(sums)})"),
    }
    _write_checks(sheet, last + 2, _verdicts(checks, f"C3:C{last}") | _amounts(plans))
    _chart(sheet, "各项目得分", last, "H2")


def _sections(plan: Plan) -> str:
    return ",".join(scores(plan, name, "score", plan.name) for name in plan.sections)


def _form_checks(layout: Layout, placed: Sequence[Plan]) -> Checks:
    """Name, words and formula of every check; it waits while one of its cells is blank."""
    plans = {plan.name: plan for plan in placed}
    checks = {}
    for check in layout.checks:
        cells = [_cell(plans[sheet], key) for sheet, key in _NAMED.findall(check.formula)]
        places = iter(cells)
        formula = _NAMED.sub(lambda _, at=places: next(at), check.formula).replace("{unit}", _UNIT)  # type: ignore[misc]
        checks[check.name] = check.label, _verdict(formula, f"COUNT({','.join(cells)})<{len(cells)}")
    return checks


def _verdicts(checks: Checks, scores: str) -> Checks:
    """What each check says, once there is a score."""
    return {
        name: (label, _verdict(formula.removeprefix("="), f"COUNT({scores})=0"))
        for name, (label, formula) in checks.items()
    }


def _verdict(holds: str, blank: str) -> str:
    """相符, 不符 or 未填; what is an error does not hold."""
    return f'=IF({blank},"未填",IF(ISNUMBER(1/({holds})),"相符","不符"))'


def _cell(plan: Plan, key: str) -> str:
    """The cell of a key: of a list its sum, else the first that holds it."""
    areas = [area for area in plan.areas if area.key == key]
    area = next((area for area in areas if area.role == "sum"), areas[0])
    return address((area.row, area.column), plan.name)


def _head(sheet: Worksheet, headers: Sequence[str], widths: Sequence[float]) -> None:
    """Title and header of the sheet."""
    put(sheet, 1, 1, "得分汇总", "title")
    sheet.row_dimensions[1].height = TITLE
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headers))
    for column, header in enumerate(headers, 1):
        put(sheet, 2, column, header, "header")
    for letter, width in zip("ABCDEFGH", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def _line(
    sheet: Worksheet, row: int, name: str, points: object, scores: Sequence[str], role: str = "label"
) -> None:
    """A name, its points, what was given and what was entered, and how far beyond it that is, as 核对 has it."""
    apart = f'=IF(OR(C{row}="",D{row}=""),"",ROUND(D{row}-C{row},6))'
    put(sheet, row, 1, name, role)
    put(sheet, row, 2, points, "points")
    for column, score in enumerate((*scores, apart), 3):
        put(sheet, row, column, score, "score")


def _grade(plan: Plan, cell: str, rule_key: str) -> str | None:
    """The grade of a total, once every section and every row has its score; None where the rule has no grades."""
    if "grade" not in load(rule_key).functions:
        return None
    unscored = [f"COUNT({scores(plan, name, 'score', plan.name)})=0" for name in plan.sections]
    own = [points for name in plan.sections if (points := given_points(plan, name, rule_key))]
    if own:  # grades are of 100 points
        unscored.append(f"ROUND(SUM({','.join(own)}),6)<>100")
    states = state_column(plan)
    short = f"OR({','.join(unscored)},{tally(states)}>{tally(states, SCORED)})"
    method, parameters = bound("grade", rule_key)
    formula = method.formula(cell, parameters)
    return f'=IF({cell}="","",IF({short},"",{formula}))'


def _prospects(plan: Plan, total: str, grade: str, rule_key: str) -> Iterator[tuple[str, str, str]]:
    """What is missing to the next grade, and what must be executed for full points: label, formula, style."""
    rule = load(rule_key)
    if "grade" in rule.functions:
        gap = next_grade_gap(total, bound("grade", rule_key)[1])
        yield "距上一等级还差（分）", f'=IF({grade}="","",{gap})', "score"
    row = next((row for row in plan.rows if row.kind == "execution"), None)
    points = row and worth(plan, row.section, rule_key)
    if row and isinstance(points, (int, float, Decimal)):
        budget = address((row.index, row.columns["budget"]), plan.name)
        formula = required_for_full(budget, exact(points), bound("execution_rate_score", rule_key)[1])
        yield "预算执行率得满分，至少执行", f"={formula}", "score"


def _amounts(plans: Sequence[Plan]) -> Checks:
    formula = amounts_are_numbers(plans)
    return {"check_amounts": ("金额均为数字", formula)} if formula else {}


def _write_checks(sheet: Worksheet, at: int, checks: Checks) -> None:
    """The checks and their names."""
    put(sheet, at, 1, "勾稽关系核对", "header")
    put(sheet, at, 2, "结果", "header")
    for row, (name, (label, formula)) in enumerate(checks.items(), at + 1):
        put(sheet, row, 1, label, "text")
        put(sheet, row, 2, formula, "label")
        wrong = CellIsRule("equal", ['"不符"'], fill=fill("wrong"))
        add_colours(sheet, f"B{row}", wrong)
        sheet.parent.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!$B${row}")


def _chart(sheet: Worksheet, title: str, last: int, anchor: str) -> None:
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
