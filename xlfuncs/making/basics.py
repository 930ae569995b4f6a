"""基础数据 — the amounts behind the rates, and what the year and the place decide: one visible place."""

from __future__ import annotations

from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.basic_values import BASICS, FIRST_ROW, YEAR, BasicValue, basic, basic_values
from xlfuncs.forms.example import Example
from xlfuncs.forms.layout import Layout
from xlfuncs.making.colours import NOT_SHOWN, SHOWN, add_colours, fill
from xlfuncs.making.heights import fit_rows
from xlfuncs.making.styles import PERCENT, paint
from xlfuncs.rules.model import Rule

_ROLES = {
    "printed": "input",
    "text": "input",
    "approval": "input",
    "year": "input",
    "amount": "amount",
    "rate": "number",
}
_OF_RULE = ("rule_title", "rule_place", "rule")


def fill_basics(sheet: Worksheet, layout: Layout, rule: Rule | None, example: Example | None) -> None:
    """Write the sheet; only what the form uses is asked for."""
    sheet["A1"] = BASICS
    paint(sheet, "title", 1, 1, 1, 4)
    sheet.merge_cells("A1:D1")
    for column, header in enumerate(("项目", "数值", "单位", "填写说明"), 1):
        sheet.cell(2, column, header)
    paint(sheet, "header", 2, 1, 2, 4)
    values = _values(rule, example)
    places = enumerate(basic_values().items(), FIRST_ROW)
    asked = {row: entry for row, entry in places if _asked(*entry, layout)}
    for row in {*range(FIRST_ROW, max(asked))} - asked.keys():
        sheet.row_dimensions[row].hidden = True
    for row, (key, value) in asked.items():
        sheet.cell(row, 1, value.title)
        sheet.cell(row, 2, values.get(key))
        sheet.cell(row, 3, f"={basic('unit')}" if value.kind == "amount" else value.unit)
        sheet.cell(row, 4, value.note)
        roles = ("label", "text" if key in _OF_RULE else _ROLES[value.kind], "label", "text")
        for column, role in enumerate(roles, 1):
            paint(sheet, role, row, column, row, column)
        if value.kind == "rate":
            sheet.cell(row, 2).number_format = PERCENT
        _validate(sheet, key, value, f"B{row}")
    if rule and rule.annual:
        other = FormulaRule([f"AND(ISNUMBER({YEAR}),{YEAR}<>{rule.year})"], fill=fill("differs"))
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


def _validate(sheet: Worksheet, key: str, value: BasicValue, cell: str) -> None:
    check, label = DataValidation(), value.title
    if value.kind == "amount":
        check = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0")
        check.error = f"{label}应为不小于 0 的数"
    elif key == "previous_rate":
        check = DataValidation("decimal", operator="between", formula1="0", formula2="1")
        check.error = f"{label}应在 0 至 100% 之间：8.04% 请连百分号一起输入"
    elif key == "average_rate":
        check = DataValidation("decimal", operator="between", formula1="-1", formula2="10")
        check.error = f"{label}应在 －100% 至 1000% 之间：28.3% 请连百分号一起输入"
    elif key == "year":
        check = DataValidation("whole", operator="between", formula1="2000", formula2="2100")
        check.error = "评价年度应为四位数，如 2022"
    elif key == "unit":
        check = DataValidation("list", formula1='"万元,元"')
        check.error = "请选万元或元"
    elif key == "colours":
        check = DataValidation("list", formula1=f'"{SHOWN},{NOT_SHOWN}"')
        check.error = f"请选{SHOWN}或{NOT_SHOWN}"
    elif key in _OF_RULE:
        return
    check.prompt, check.error = value.note, check.error or value.note
    check.errorTitle, check.showErrorMessage, check.showInputMessage = "请检查", True, True
    check.add(cell)
    sheet.add_data_validation(check)
