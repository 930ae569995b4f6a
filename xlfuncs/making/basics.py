"""基础数据 — the amounts behind the rates, and what the year and the place decide: one visible place."""

from __future__ import annotations

from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.layout import Layout
from xlfuncs.forms.own_cells import BASICS, FIRST_ROW, YEAR, BasicValue, basic, basic_values
from xlfuncs.forms.plan import Example
from xlfuncs.making.colours import SHOWN, add_colours, fill
from xlfuncs.making.entries import entry
from xlfuncs.making.heights import fit_rows
from xlfuncs.making.styles import PERCENT, put_line, put_title
from xlfuncs.rules.model import Rule

_ROLES = {"amount": "amount", "rate": "number"}  # all others are any input
_OF_RULE = ("rule_title", "rule_place", "rule")


def fill_basics(sheet: Worksheet, layout: Layout, rule: Rule | None, example: Example | None) -> None:
    """Write the sheet; only what the form uses is asked for."""
    put_title(sheet, BASICS, 4)
    put_line(sheet, 2, ("项目", "数值", "单位", "填写说明"), "header")
    values = _values(rule, example)
    places = enumerate(basic_values().items(), FIRST_ROW)
    asked = {row: entry for row, entry in places if _asked(*entry, layout)}
    for row in {*range(FIRST_ROW, max(asked))} - asked.keys():
        sheet.row_dimensions[row].hidden = True
    for row, (key, value) in asked.items():
        role = "text" if key in _OF_RULE else _ROLES.get(value.kind, "input")
        unit = f"={basic('unit')}" if value.kind == "amount" else value.unit
        put_line(sheet, row, (value.title, values.get(key), unit, value.note), "label", role, "label", "text")
        if value.kind == "rate":
            sheet.cell(row, 2).number_format = PERCENT
        if key not in _OF_RULE:
            said = {"prompt": value.note, "error": value.note} | _held_to(value)
            sheet.add_data_validation(entry(**said, sqref=f"B{row}"))
    if rule and rule.annual:
        other = FormulaRule([f'AND({YEAR}<>"",LEFT({YEAR},4)<>"{rule.year}")'], fill=fill("differs"))
        add_colours(sheet, YEAR.replace("$", ""), other)
    for letter, width in zip("ABCD", (22, 40, 8, 48), strict=True):
        sheet.column_dimensions[letter].width = width
    fit_rows(sheet)


def _asked(key: str, value: BasicValue, layout: Layout) -> bool:
    """Whether a form asks for it: amounts that it uses, a rule where it is scored, a unit where it has amounts."""
    if value.kind in ("amount", "rate"):
        return key in layout.amounts
    if key in _OF_RULE or value.kind == "approval":
        return bool(layout.rule)
    return key != "unit" or layout.has_amounts


def _values(rule: Rule | None, example: Example | None) -> dict[str, Any]:
    values: dict[str, Any] = {"unit": "万元", "colours": SHOWN}
    if rule:
        values["rule_title"] = f"{rule.issuer}《{rule.title}》"
        values |= {"rule_place": f"{rule.jurisdiction}，{rule.year}年", "rule": rule.id}
    if example:
        values |= {"department": example.department, "year": example.year, "unit": example.unit}
        values |= example.amounts
    return values


def _held_to(value: BasicValue) -> dict[str, Any]:
    """What an entry is held to, and what is said of any other; nothing where it is taken as it is."""
    if value.kind == "amount":
        least = {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}
        return least | {"error": f"{value.title}应为不小于 0 的数"}
    match value.limits:
        case ["list", choices]:
            return {"type": "list", "formula1": f'"{choices}"', "error": value.error}
        case [kind, low, high]:
            limits = {"type": kind, "operator": "between", "formula1": low, "formula2": high}
            return limits | {"error": value.error}
    return {}
