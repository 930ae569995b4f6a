"""基础数据 — the amounts behind the rates, and what the year and the place decide: one visible place."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.basic_values import BasicValue, basic_values
from xlfuncs.forms.example import Example
from xlfuncs.forms.layout import Layout
from xlfuncs.making.styles import PERCENT, paint
from xlfuncs.rules.model import Rule

__all__ = ["YEAR", "basic", "fill_basics"]

_FIRST = 3  # row of the first value
_ROLES = {"printed": "input", "text": "input", "amount": "amount", "rate": "input"}


def basic(key: str) -> str:
    """Where a value stands on the sheet."""
    return f"$B${_FIRST + list(basic_values()).index(key)}"


YEAR = basic("year")


def fill_basics(sheet: Worksheet, layout: Layout, rule: Rule | None, example: Example | None) -> None:
    """Write the sheet; only the amounts the form uses are asked for."""
    sheet["A1"] = "基础数据"
    paint(sheet, "title", 1, 1, 1, 4)
    sheet.merge_cells("A1:D1")
    for column, header in enumerate(("项目", "数值", "单位", "说明"), 1):
        sheet.cell(2, column, header)
    paint(sheet, "header", 2, 1, 2, 4)
    values = _values(rule, example)
    for row, (key, value) in enumerate(basic_values().items(), _FIRST):
        if value.by_form and key not in layout.amounts:
            continue
        sheet.cell(row, 1, value.title)
        sheet.cell(row, 2, values.get(key))
        sheet.cell(row, 3, f"={basic('unit')}" if value.kind == "amount" else value.unit)
        sheet.cell(row, 4, value.note)
        paint(sheet, "label", row, 1, row, 1)
        paint(sheet, "label" if key == "rule" else _ROLES[value.kind], row, 2, row, 2)
        paint(sheet, "label", row, 3, row, 3)
        paint(sheet, "text", row, 4, row, 4)
        if value.kind == "rate":
            sheet.cell(row, 2).number_format = PERCENT
        _validate(sheet, key, value, f"B{row}")
    for letter, width in zip("ABCD", (22, 24, 10, 48), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[1].height = 28


def _values(rule: Rule | None, example: Example | None) -> dict[str, Any]:
    values: dict[str, Any] = {"unit": "万元", "rule": rule.id if rule else None}
    average = rule.functions.get("variance_deduction") if rule else None
    if average and average.number("average_rate") is not None:
        values["average_rate"] = average.number("average_rate")
    if example:
        values |= {"department": example.department, "year": example.year, "unit": example.unit}
        values |= example.amounts
    return values


def _validate(sheet: Worksheet, key: str, value: BasicValue, cell: str) -> None:
    check, label = None, value.title
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
    if check is not None:
        check.errorTitle, check.showErrorMessage = "请检查", True
        check.add(cell)
        sheet.add_data_validation(check)
