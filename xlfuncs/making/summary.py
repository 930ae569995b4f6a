"""得分汇总 — points, scores and grade of one table or of several projects, a chart, and the checks.

Every number is a formula on the score sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import address
from xlfuncs.forms.layout import Layout
from xlfuncs.forms.own_cells import SUMMARY
from xlfuncs.forms.plan import Plan
from xlfuncs.functions.apply import bound
from xlfuncs.making.checks import of_amounts, of_form, of_projects, of_table, write_checks
from xlfuncs.making.heights import TITLE
from xlfuncs.making.sections import beside_all, given_points, scores, section_score, sum_of, total, worth
from xlfuncs.making.states import SCORED, tally
from xlfuncs.making.styles import put, put_line
from xlfuncs.rules.loader import load
from xlfuncs.scoring.formulas import next_grade_gap, required_for_full
from xlfuncs.scoring.numbers import exact


def fill_summary(sheet: Worksheet, plan: Plan, rule_key: str, layout: Layout, placed: Sequence[Plan]) -> None:
    """One table: a line for each section, the total, the grade, and the checks of this form alone."""
    _head(sheet, ("部分", "分值", "得分", "填报得分", "差额"), (40, 18, 10, 12, 10))  # 18: an amount in 元
    last = 2 + len(plan.sections)
    keys = ("score", "entered")
    for row, name in enumerate(plan.sections, 3):
        given = [section_score(plan, name, key) for key in keys]
        _line(sheet, row, name, worth(plan, name, rule_key), given, _partly(plan, name))
    end = last + 1
    given, partly = [f"={total(plan, key)}" for key in keys], _partly(plan, *plan.sections)
    _line(sheet, end, "合计", sum_of(f"B3:B{last}"), given, partly, role="total")
    put_line(sheet, end + 1, ("评价等级", _grade(plan, f"C{end}", rule_key)), "total", "label")
    below = end + 2
    for label, formula, role in _prospects(plan, f"C{end}", f"B{end + 1}", rule_key):
        put_line(sheet, below, (label, formula), "text", role)
        below += 1
    checks = of_table(plan, last, end) | of_amounts([plan]) | of_form(layout, placed)
    write_checks(sheet, below + 1, checks)
    _chart(sheet, "各部分得分", last)


def fill_projects(sheet: Worksheet, plans: Sequence[Plan], rule_key: str) -> None:
    """Several projects: a line for each."""
    headers = ("项目", "分值", "得分", "填报得分", "差额", "评价等级")
    _head(sheet, headers, (48, 10, 10, 12, 10, 10))
    worths = {plan.name: [worth(plan, name, rule_key) for name in plan.sections] for plan in plans}
    last = 2 + len(plans)
    for row, plan in enumerate(plans, 3):
        points = f"=SUM({','.join(map(str, worths[plan.name]))})"
        given = [f"={total(plan, key)}" for key in ("score", "entered")]
        _line(sheet, row, plan.name, points, given, _partly(plan, *plan.sections))
        put(sheet, row, 6, _grade(plan, f"C{row}", rule_key), "label")
    write_checks(sheet, last + 2, of_projects(plans, [*worths.values()], last) | of_amounts(plans))
    _chart(sheet, "各项目得分", last)


def _head(sheet: Worksheet, headers: Sequence[str], widths: Sequence[float]) -> None:
    put(sheet, 1, 1, SUMMARY, "title")
    sheet.row_dimensions[1].height = TITLE
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headers))
    put_line(sheet, 2, headers, "header")
    for letter, width in zip("ABCDEFGH", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def _partly(plan: Plan, *sections: str) -> str:
    """The condition that fewer rows have an entered score than a score: their sums cannot be compared."""
    given, official = (
        ",".join(scores(plan, name, key, plan.name) for name in sections) for key in ("entered", "score")
    )
    return f"COUNT({given})<COUNT({official})"


def _line(
    sheet: Worksheet,
    row: int,
    name: str,
    points: object,
    given: Sequence[str],
    partly: str,
    role: str = "label",
) -> None:
    """A name, its points, what was given and what was entered, and how far beyond it that is, as 核对 has it."""
    apart = f'=IF(OR(C{row}="",D{row}="",{partly}),"",ROUND(D{row}-C{row},6))'
    put_line(sheet, row, (name, points, *given, apart), role, "points", "score")


def _grade(plan: Plan, cell: str, rule_key: str) -> str | None:
    """The grade of a total, once every section and every row has its score; None where the rule has no grades."""
    if "grade" not in load(rule_key).functions:
        return None
    unscored = [f"COUNT({scores(plan, name, 'score', plan.name)})=0" for name in plan.sections]
    own = [points for name in plan.sections if (points := given_points(plan, name, rule_key))]
    if own:  # grades are of 100 points
        unscored.append(f"ROUND(SUM({','.join(own)}),6)<>100")
    states = beside_all(plan, plan.helpers["state"])
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
        yield "预算执行率得满分，至少执行", f"={formula}", "sum"


def _chart(sheet: Worksheet, title: str, last: int) -> None:
    """Points, scores and entered scores, side by side, below what stands there."""
    bars = BarChart()
    bars.type, bars.style, bars.title = "col", 10, title
    bars.add_data(Reference(sheet, min_col=2, max_col=4, min_row=2, max_row=last), titles_from_data=True)
    bars.set_categories(Reference(sheet, min_col=1, min_row=3, max_row=last))
    bars.y_axis.title = "分"
    bars.y_axis.scaling.min = 0
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.height, bars.width = 8, 16
    sheet.add_chart(bars, f"A{sheet.max_row + 2}")
