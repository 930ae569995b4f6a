"""部分 — where a section's points and scores stand on a planned sheet, as cells that formulas sum up."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.cells import address
from xlfuncs.forms.plan import Plan
from xlfuncs.making.staging import CLEAN, STAGED, staging
from xlfuncs.rules.loader import load
from xlfuncs.scoring.formulas import NOT_A_NUMBER


def down_to(start: str, end: str) -> str:
    """The cells from one down to the row above another: rows inserted just above that one are inside."""
    return f"OFFSET({start},0,0,ROW({end})-ROW({start}),1)"


def sum_of(cells: str, clean: str = "") -> str:
    """A sum: blank where nothing stands yet; rounded to lose only floats' noise.

    Where an error stands among them, the sum of the ``clean`` cells, which leave it out.
    """
    # not IFERROR, which an .xls does not know
    total = f"IF(ISERROR(SUM({cells})),SUM({clean}),SUM({cells}))" if clean else f"SUM({cells})"
    return f'=IF(COUNT({cells})=0,"",ROUND({total},6))'


def sum_of_amounts(cells: str) -> str:
    """A sum of amounts: an error where one stands, or text, which a sum would pass over in silence."""
    total = f'IF(COUNT({cells})+0*SUM({cells})=0,"",ROUND(SUM({cells}),6))'
    return f'=IF(COUNTA({cells})>COUNT({cells})+COUNTIF({cells},"——"),{NOT_A_NUMBER},{total})'


def span(plan: Plan, section: str, column: int, sheet: str = "") -> str:
    """A section's cells in a column, to the row before the next part, so that inserted rows are inside."""
    first, last = plan.sections[section]
    start = address((first, column), sheet)
    end = plan.subtotals.get(section, plan.total if last + 1 == plan.total else None)
    if end is not None:
        return down_to(start, address((end, 0), sheet))
    shared = any(other == last + 1 for other, _ in plan.sections.values())  # the next row is another's
    return f"{start}:{address((last if shared else last + 1, column))}"


def scores(plan: Plan, section: str, key: str, sheet: str = "") -> str:
    """Where a section's scores stand: its subtotal row, its one scored amount row, or its rows."""
    column = _column(plan, section, key)
    whole = plan.subtotals.get(section)
    if whole is None and not _is_execution(plan, section):
        return span(plan, section, column, sheet)
    first = next(row for row in plan.rows if row.section == section)
    return address((first.index if whole is None else whole, column), sheet)


def section_score(plan: Plan, section: str, key: str) -> str:
    """A section's score; blank while its one cell holds an error."""
    cells = scores(plan, section, key, plan.name)
    single = section in plan.subtotals or _is_execution(plan, section)
    if single:
        return f'=IF(ISNUMBER({cells}),{cells},"")'
    return sum_of(cells, scores(plan, section, CLEAN[key], plan.name))


def total(plan: Plan, key: str) -> str:
    """Where the total of a column stands."""
    return address((plan.total, plan.rows[-1].columns[key]), plan.name)


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


def given_points(plan: Plan, section: str, rule_key: str) -> str:
    """The rows' points of a section that neither layout nor rule gives any: the user does."""
    stated = section in plan.worth or section in load(rule_key).sections or _is_execution(plan, section)
    return "" if stated else span(plan, section, _column(plan, section, "row_points"), plan.name)


def over_column(plan: Plan) -> str:
    """Whether the score is above the points, of all rows that earn points."""
    return beside_all(plan, staging(plan, "over"))


def beside_all(plan: Plan, column: int) -> str:
    """A column of all rows, those inserted above the total too."""
    first = address((plan.rows[0].index, column), plan.name)
    return down_to(first, address((plan.total, 0), plan.name))


def amounts_are_numbers(plans: Sequence[Plan]) -> str:
    """相符 where no typed amount is text, which a sum would pass over; 未填 where none is typed."""
    areas = []
    for plan in plans:
        for row in plan.rows:
            for key in ("initial_budget", "budget", "executed") if row.kind == "execution" else ():
                if key in row.columns:
                    lines = plan.details[row.index] or [row.index]
                    first, last = ((line, row.columns[key]) for line in (lines[0], lines[-1]))
                    areas.append(f"{address(first, plan.name)}:{address(last)}")
    typed = f"COUNTA({','.join(areas)})"
    return f'=IF({typed}=0,"未填",IF({typed}=COUNT({",".join(areas)}),"相符","不符"))' if areas else ""


def points_add_up(plan: Plan, worths: Sequence[object]) -> str:
    """Whether the rows' points add up to their sections' (each a number or a cell), where any are filled in."""
    conditions = []
    for name, points in zip(plan.sections, worths, strict=True):
        if any(row.kind == "indicators" for row in plan.rows if row.section == name):
            cells = span(plan, name, _column(plan, name, "row_points"), plan.name)
            conditions.append(f"OR(COUNT({cells})=0,ROUND(SUM({cells})-N({points}),6)=0)")
    return ",".join(conditions) or "1=1"


def _column(plan: Plan, section: str, key: str) -> int:
    if key in STAGED:
        return staging(plan, key)
    return next(row.columns[key] for row in plan.rows if row.section == section)


def _is_execution(plan: Plan, section: str) -> bool:
    return any(row.kind == "execution" for row in plan.rows if row.section == section)
