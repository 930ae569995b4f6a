"""评分表 — an official table as a worksheet: its cells, its sums, its helper columns."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.layout import helper_columns
from xlfuncs.forms.plan import Place, Plan, Row
from xlfuncs.making.basics_sheet import YEAR, basic
from xlfuncs.making.score_rows import STAGING, list_rate, official, ref, staging, write_row
from xlfuncs.making.styles import PERCENT, SCORE, paint

__all__ = ["down_to", "fill_score_sheet", "span", "sum_of"]


def fill_score_sheet(sheet: Worksheet, plan: Plan, rule: str) -> None:
    """Write a planned sheet into an empty worksheet; ``rule`` is not asked for where no row earns points."""
    for place in plan.places:
        _place(sheet, place, plan)
    for row in plan.rows:
        write_row(sheet, row, plan, rule)
    for index, column, first in plan.sums:
        sheet.cell(index + 1, column + 1).value = sum_of(down_to(ref(first, column), ref(index, 0)))
    for place in _listed_rates(plan):
        amounts = [p for p in plan.places if p.row == place.row and p.key in ("budget", "executed")]
        budget, executed = (ref(p.row, p.column) for p in sorted(amounts, key=lambda p: p.key))
        sheet.cell(place.row + 1, place.column + 1).value = list_rate(budget, executed, rule)
    if plan.rows:
        for section, index in plan.subtotals.items():
            _subtotal(sheet, plan, section, index)
        _totals(sheet, plan)
        for column, header in enumerate(STAGING, staging(plan, 0)):
            sheet.column_dimensions[get_column_letter(column)].hidden = True
            sheet.cell(3, column, header)
            paint(sheet, "helper", 3, column, 3, column)


def _listed_rates(plan: Plan) -> list[Place]:
    scored = {row.index for row in plan.rows}
    return [place for place in plan.places if place.role == "rate" and place.row not in scored]


def down_to(start: str, end: str) -> str:
    """The cells from one down to the row above another: rows inserted just above that one are inside."""
    return f"OFFSET({start},0,0,ROW({end})-ROW({start}),1)"


def sum_of(cells: str) -> str:
    """A sum: blank where nothing stands yet, an error where one does; rounded to lose only floats' noise."""
    return f'=IF(COUNT({cells})+0*SUM({cells})=0,"",ROUND(SUM({cells}),6))'


def span(plan: Plan, section: str, column: int, sheet: str = "") -> str:
    """A section's cells in a column, to the row before the next part, so that inserted rows are inside."""
    first, last = plan.sections[section]
    prefix = f"{sheet}!" if sheet else ""
    start = f"{prefix}{ref(first, column)}"
    end = plan.subtotals.get(section, plan.total if last + 1 == plan.total else None)
    if end is not None:
        return down_to(start, f"{prefix}{ref(end, 0)}")
    shared = any(other == last + 1 for other, _ in plan.sections.values())  # the next row is another's
    return f"{start}:{ref(last if shared else last + 1, column)}"


def _place(sheet: Worksheet, place: Place, plan: Plan) -> None:
    top, left = place.row + 1, place.column + 1
    bottom, right = top + place.rows - 1, left + place.columns - 1
    role = place.role
    helper = helper_columns()[place.key] if role in ("helper", "helper_header") else None
    if helper and role == "helper" and helper.filled_by == "officer":
        role = "helper_input"
    paint(sheet, role, top, left, bottom, right)
    if place.rows > 1 or place.columns > 1:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    cell = sheet.cell(top, left)
    cell.value = _value(place)
    if place.role == "amount_total":
        details = plan.details[place.row]
        column = get_column_letter(left)
        cell.value = sum_of(f"{column}{details[0] + 1}:{column}{details[-1] + 1}")
    if helper and helper.kind == "percent":
        cell.number_format = PERCENT
    elif helper and helper.kind == "score" and place.role == "helper":
        cell.number_format = SCORE


def _value(place: Place) -> Any:
    year = f"基础数据!{YEAR}"
    if place.role == "title":
        return f'=IF({year}="","",{year}&"年")&"{place.value}"'
    if place.role == "line":
        return "=" + "&".join(_pieces(str(place.value)))
    if place.role == "header_previous_rate":
        return f'=IF({year}="","{place.value}",{year}-1&"年")'
    if place.role == "header_rate":
        return f'=IF({year}="","{place.value}",{year}&"年")'
    return place.value


def _pieces(line: str) -> list[str]:
    """A line of text with {keys} of 基础数据, as the parts of a formula."""
    parts = re.split(r"\{(\w+)\}", line)
    return [
        f"基础数据!{basic(part)}" if index % 2 else f'"{part}"' for index, part in enumerate(parts) if part
    ]


def _subtotal(sheet: Worksheet, plan: Plan, section: str, index: int) -> None:
    """The rows' scores where any has one, else the one entered for the section as a whole."""
    columns = next(row.columns for row in plan.rows if row.section == section)
    at = {key: ref(index, column) for key, column in columns.items()}
    worth = columns["row_points"] + 1
    sheet.cell(index + 1, worth).value = plan.worth[section]
    paint(sheet, "helper", index + 1, worth, index + 1, worth)
    rows = span(plan, section, columns["score"])
    sheet[at["rule_score"]] = sum_of(rows)
    sheet[at["score"]] = official(at)


def _totals(sheet: Worksheet, plan: Plan) -> None:
    """The total row: every section once."""
    columns = plan.rows[-1].columns
    for key in ("points", "score", "entered", "weighted"):
        if key not in columns or (key == "points" and columns[key] == columns["score"]):
            continue
        column = columns[key]
        cell = sheet.cell(plan.total + 1, column + 1)
        cell.value = _total(plan, key)
        if key == "entered":
            paint(sheet, "helper", plan.total + 1, column + 1, plan.total + 1, column + 1)
        if key != "points":
            cell.number_format = SCORE


def _total(plan: Plan, key: str) -> str:
    """One range where the column holds all sections, else section by section."""
    columns = {row.columns[key] for row in plan.rows if key in row.columns}
    if len(columns) == 1 and not plan.subtotals:
        first = plan.rows[0].index
        return sum_of(down_to(ref(first, columns.pop()), ref(plan.total, 0)))
    parts = []
    for section in plan.sections:
        row = next(row for row in plan.rows if row.section == section)
        if key not in row.columns:
            continue
        whole = plan.subtotals.get(section)
        parts.append(ref(whole, row.columns[key]) if whole else _section_part(plan, row, key))
    return sum_of(",".join(parts))


def _section_part(plan: Plan, row: Row, key: str) -> str:
    if row.kind == "execution":
        return ref(row.index, row.columns[key])
    return span(plan, row.section, row.columns[key])
