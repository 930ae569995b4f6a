"""基础数据 — the amounts behind the rates, and what the year and the place decide: one visible place."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.example import Example
from xlfuncs.forms.layout import Layout
from xlfuncs.making.styles import PERCENT, paint
from xlfuncs.rules.model import Rule

__all__ = ["BASICS", "YEAR", "basic", "fill_basics"]

# key: label, unit, what to fill in. Rows start at 3, in this order.
BASICS: dict[str, tuple[str, str, str]] = {
    "department": ("部门（单位）名称", "", "填全称"),
    "year": ("评价年度", "年", "四位数，如 2022"),
    "unit": ("金额单位", "", "与评分表一致"),
    "rule": ("规则编号", "", "刷新与核对按这一份规则；见「依据」"),
    "carryover": ("结转结余总额", "金额", "本年度结转资金与结余资金之和"),
    "budget": ("支出预算数", "金额", "结转结余率的分母；一般即全年预算数"),
    "initial_budget": ("年初预算数", "金额", "年初部门预算，预决算差异率的分母"),
    "final_accounts": ("决算数", "金额", "年度部门决算，含结转结余"),
    "previous_rate": ("上年结转结余率", "%", "上年公布的率，如 8.04%"),
    "average_rate": ("市级平均差异率", "%", "当年公布的市级平均，每年不同"),
}
_FIRST = 3
_AMOUNTS = tuple(BASICS)[4:]  # only where the form uses them
_RATES = ("previous_rate", "average_rate")


def basic(key: str) -> str:
    """Where a value stands on the sheet."""
    return f"$B${_FIRST + list(BASICS).index(key)}"


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
    for row, (key, (label, unit, note)) in enumerate(BASICS.items(), _FIRST):
        if key in _AMOUNTS and key not in layout.amounts:
            continue
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, values.get(key))
        sheet.cell(row, 3, "" if unit == "金额" else unit)
        if unit == "金额":
            sheet.cell(row, 3, f"={basic('unit')}")
        sheet.cell(row, 4, note)
        paint(sheet, "label", row, 1, row, 1)
        paint(sheet, "label" if key == "rule" else "amount" if unit == "金额" else "input", row, 2, row, 2)
        paint(sheet, "label", row, 3, row, 3)
        paint(sheet, "text", row, 4, row, 4)
        if key in _RATES:
            sheet.cell(row, 2).number_format = PERCENT
        _validate(sheet, key, unit, f"B{row}")
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


def _validate(sheet: Worksheet, key: str, unit: str, cell: str) -> None:
    label = BASICS[key][0]
    check = None
    if unit == "金额":
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
