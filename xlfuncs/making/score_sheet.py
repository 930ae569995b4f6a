"""评分表 — an official table as a worksheet: its cells, its sums, its helper columns."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import address, column_letters
from xlfuncs.forms.own_cells import BASICS, STAGED_TITLE, YEAR, basic, helper_columns
from xlfuncs.forms.plan import Area, Plan, ScoredRow
from xlfuncs.making.printed import words
from xlfuncs.making.score_rows import list_rate, official, row_formulas
from xlfuncs.making.sections import down_to, scores, span, sum_of, sum_of_amounts
from xlfuncs.making.staging import CLEAN, DERIVED, SIDES, STAGED, staged_cells, staging, without_errors
from xlfuncs.making.states import SCORED, tally
from xlfuncs.making.styles import PERCENT, SCORE, paint, put

_YEAR = f"LEFT({BASICS}!{YEAR},4)"  # of 2023年, too


def fill_score_sheet(sheet: Worksheet, plan: Plan, rule: str) -> None:
    """Write a planned sheet into an empty worksheet; ``rule`` is not asked for where no row earns points."""
    for area in plan.areas:
        _place(sheet, area, plan)
    if plan.rows:
        place, text = words(plan)
        sheet[place] = text
    for row in plan.rows:
        _write_row(sheet, row, plan, rule)
    for index, column, first in plan.sums:
        sheet.cell(index + 1, column + 1).value = sum_of_amounts(
            down_to(address((first, column)), address((index, 0)))
        )
    scored = {row.index for row in plan.rows}
    for area in (one for one in plan.areas if one.role == "rate" and one.row not in scored):
        amounts = [p for p in plan.areas if p.row == area.row and p.key in ("budget", "executed")]
        budget, executed = (address((p.row, p.column)) for p in sorted(amounts, key=lambda p: p.key))
        sheet.cell(area.row + 1, area.column + 1).value = list_rate(budget, executed, rule)
    if plan.rows:
        for section, index in plan.subtotals.items():
            _subtotal(sheet, plan, section, index)
        _totals(sheet, plan)
        for key, title in STAGED.items():
            column = staging(plan, key)
            sheet.column_dimensions[column_letters(column)].hidden = True
            put(sheet, 3, column + 1, f"{STAGED_TITLE}{title}", "helper")


def _write_row(sheet: Worksheet, row: ScoredRow, plan: Plan, rule: str) -> None:
    """A row's formulas; what an example says over a derived cell stays."""
    over = {address((row.index, row.columns[key])) for key in DERIVED if key in row.columns}
    for cell, formula in row_formulas(row, plan, rule).items():
        if cell not in over or sheet[cell].value is None:
            sheet[cell] = formula
    if row.own_points or row.kind != "indicators":  # points that are not filled in by hand here
        column = row.columns["row_points"] + 1
        paint(sheet, "helper", row.index + 1, column, row.index + 1, column)


def _place(sheet: Worksheet, area: Area, plan: Plan) -> None:
    top, left = area.row + 1, area.column + 1
    bottom, right = top + area.rows - 1, left + area.columns - 1
    role = area.role
    helper = helper_columns()[area.key] if role in ("helper", "helper_header") else None
    if helper and role == "helper" and helper.filled_by in ("officer", "derived"):
        role = "helper_input"
    elif area.key == "explanation" and role == "helper":
        role = "helper_words"
    paint(sheet, role, top, left, bottom, right)
    if area.key in SIDES and role == "input":
        # 1/2, 12月, 2023.12 stay as typed, no suite makes dates of them.
        sheet.cell(top, left).number_format = "@"
    if area.rows > 1 or area.columns > 1:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    cell = sheet.cell(top, left)
    cell.value = _value(area)
    if area.role == "amount_total":
        details = plan.details[area.row]
        ends = (address((row, area.column)) for row in (details[0], details[-1]))
        cell.value = sum_of_amounts(":".join(ends))
    if helper and helper.kind == "percent":
        cell.number_format = PERCENT
    elif helper and helper.kind == "score" and area.role == "helper":
        cell.number_format = SCORE


def _value(area: Area) -> Any:
    if area.role == "title":
        return f'=IF({_YEAR}="","",{_YEAR}&"年")&"{area.value}"'
    if area.role == "line":
        return "=" + "&".join(_pieces(str(area.value)))
    if area.role in ("header_previous_rate", "header_rate"):
        shown = _YEAR if area.role == "header_rate" else f"{_YEAR}-1"
        return f'=IF({_YEAR}="","{area.value}",{shown}&"年")'
    if area.role == "row_number":  # counted from the header, whatever is put in or taken out
        beside, header = (area.row, area.column + 1), (area.row - area.value, area.column)
        return f"=ROW({address(beside)})-ROW({address(header)})"
    return area.value


def _pieces(line: str) -> list[str]:
    """A line of text with {keys} of 基础数据, as the parts of a formula."""
    parts = re.split(r"\{(\w+)\}", line)
    return [
        (_YEAR if part == "year" else f"{BASICS}!{basic(part)}") if index % 2 else f'"{part}"'
        for index, part in enumerate(parts)
        if part
    ]


def _subtotal(sheet: Worksheet, plan: Plan, section: str, index: int) -> None:
    """The rows' scores where any has one, else the one entered for the section as a whole."""
    columns = next(row.columns for row in plan.rows if row.section == section)
    cells = {key: address((index, column)) for key, column in columns.items()}
    worth = columns["row_points"] + 1
    put(sheet, index + 1, worth, plan.worth[section], "helper")
    rows, clean = (span(plan, section, place) for place in (columns["score"], staging(plan, "clean_score")))
    sheet[cells["rule_score"]] = sum_of(rows, clean)
    sheet[cells["score"]] = official(cells)
    for cell, formula in without_errors(cells | staged_cells(plan, index)).items():
        sheet[cell] = formula


def _totals(sheet: Worksheet, plan: Plan) -> None:
    """The total row: every section once, and how many rows are scored while some are not."""
    if plan.layout.total:
        first = address((plan.rows[0].index, plan.helpers["state"]))
        states = down_to(first, address((plan.total, 0)))
        scored, used = tally(states, SCORED), tally(states)
        said = f'"（已评 "&{scored}&"/"&({used})&" 项）"'
        label = f'="{plan.layout.total}"&IF(OR({scored}=0,{scored}={used}),"",{said})'
        sheet.cell(plan.total + 1, 1).value = label
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
        end = address((plan.total, 0))
        places = [columns.pop(), *([staging(plan, CLEAN[key])] if key in CLEAN else [])]
        return sum_of(*(down_to(address((plan.rows[0].index, column)), end) for column in places))
    keys = {row.section: row.columns for row in reversed(plan.rows)}  # of each section's first row
    sections = [section for section in plan.sections if key in keys[section]]
    names = [key, *([CLEAN[key]] if key in CLEAN else [])]
    return sum_of(*(",".join(scores(plan, section, name) for section in sections) for name in names))
