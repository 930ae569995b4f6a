"""页面 — how a sheet prints and behaves: row heights, paper, frozen headers, lists, protection."""

from __future__ import annotations

import unicodedata
from math import ceil

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.cells import address
from xlfuncs.forms.helper_columns import helper_columns
from xlfuncs.forms.plan import Plan
from xlfuncs.rules.model import Rule

__all__ = ["set_page", "set_side_page"]

_LINE, _LEAST = 14.0, 20.0  # points: one line of 10-point text, and the least height of a row


def set_page(sheet: Worksheet, plan: Plan, rule: Rule | None) -> None:
    """Everything about the score sheet that is not content."""
    for column, width in enumerate(plan.layout.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions[get_column_letter(plan.width + 1)].width = 3
    for key, column in plan.helpers.items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = helper_columns()[key].width
    _heights(sheet, plan)
    _validations(sheet, plan, rule)
    sheet.freeze_panes = "A3"
    _set_paper(
        sheet,
        plan.layout.orientation,
        f"A1:{address((plan.total - (0 if plan.layout.total else 1), plan.width - 1))}",
        "1:2",
    )
    _protect(sheet)


def set_side_page(sheet: Worksheet) -> None:
    """Paper, frozen header and protection of a sheet beside the official ones."""
    area = sheet.dimensions
    if sheet.title == "得分汇总":  # the chart stands beside the cells
        area = f"A1:Q{max(20, sheet.max_row)}"
    orientation = "portrait" if sheet.title == "说明" else "landscape"
    _set_paper(sheet, orientation, area, sheet.print_title_rows or "1:1")
    sheet.freeze_panes = "A3" if sheet.title in ("基础数据", "得分汇总") else "A2"
    _protect(sheet)


def _set_paper(sheet: Worksheet, orientation: str, area: str, titles: str) -> None:
    """A4, fitted to its width, header rows repeated, page numbers below."""
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area, sheet.print_title_rows = area, titles
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _protect(sheet: Worksheet) -> None:
    """Lock the formulas without a password; rows can be inserted, sizes changed."""
    sheet.protection.sheet = True
    for name in ("insertRows", "deleteRows", "formatRows", "formatColumns", "formatCells"):
        setattr(sheet.protection, name, False)  # False: not forbidden


def _heights(sheet: Worksheet, plan: Plan) -> None:
    """Room for every wrapped text: rows grow for their own, merged blocks share what they still lack."""
    heights: dict[int, float] = {}
    merged = []
    for area in plan.areas:
        if area.column >= plan.width or not isinstance(area.value, str) or area.role == "line":
            continue
        need = _lines(area.value, sum(plan.layout.widths[area.column : area.column + area.columns])) * _LINE
        if area.rows == 1:
            heights[area.row] = max(heights.get(area.row, 0), need + 4)
        else:
            merged.append((area, need + 4))
    for row in range(plan.total + 1):
        heights[row] = max(heights.get(row, 0), _LEAST)
    for area, need in merged:
        rows = range(area.row, area.row + area.rows)
        lacking = need - sum(heights[row] for row in rows)
        if lacking > 0:
            for row in rows:
                heights[row] += lacking / area.rows
    heights[0] = 30
    for row, height in heights.items():
        sheet.row_dimensions[row + 1].height = round(min(height, 400), 1)


def _lines(text: str, width: float) -> int:
    """Lines a text takes in a column: Chinese characters are two wide, and a line never fills exactly."""
    lines = 0
    for part in text.split("\n"):
        wide = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in part)
        lines += max(1, ceil(wide / max(width - 2, 1)))
    return lines


def _validations(sheet: Worksheet, plan: Plan, rule: Rule | None) -> None:
    amounts = _decimal("金额应为不小于 0 的数")
    for area in plan.areas:
        if area.role == "amount":
            amounts.add(address((area.row, area.column)))
    checks = [amounts, *(_scored(plan, rule) if rule else [])]
    for check in checks:
        if check.sqref:
            check.errorTitle, check.showErrorMessage, check.showInputMessage = "请检查", True, True
            sheet.add_data_validation(check)


def _scored(plan: Plan, rule: Rule) -> list[DataValidation]:
    """Lists and limits of the rows that earn points."""
    checks = []
    ways = "正向,反向,等于,定性" if _equal(rule) else "正向,反向,定性"
    direction = DataValidation("list", formula1=f'"{ways}"', allow_blank=True)
    direction.error = "请在列表中选择；不能由公式计算的选定性"
    numbers = _decimal("请填不小于 0 的数，不带单位；单位不同的先换算")
    level = DataValidation("list", formula1=f'"{",".join(_levels(rule))}"', allow_blank=True)
    level.error = "请在列表中选择达成情况"
    share = DataValidation("decimal", operator="between", formula1="0", formula2="1", allow_blank=True)
    share.error = "给分比例应在 0 至 100% 之间，且在达成情况对应的一档之内"
    checks += [direction, numbers, level, share]
    for row in plan.rows:
        cells = {key: address((row.index, column)) for key, column in row.columns.items()}
        if row.kind == "indicators":
            direction.add(cells["direction"])
            numbers.add(cells["target_number"])
            numbers.add(cells["actual_number"])
            checks.append(_worth(cells["points" if row.own_points else "row_points"]))
            if "level" in cells and _levels(rule):
                level.add(cells["level"])
                share.add(cells["share"])
        if row.kind == "checklist":
            most = rule.items[row.name].checks.value
            failed = DataValidation("whole", operator="between", formula1="0", formula2=str(most))
            failed.error = f"「{row.name}」共 {most} 项，不合格项数应为 0 至 {most} 的整数"
            failed.add(cells["failed"])
            checks.append(failed)
        for key, word in (("entered", "填报得分"), ("approved", "核定得分")):
            points = "$" + cells["row_points"]
            score = DataValidation(
                "decimal", operator="between", formula1="0", formula2=f'IF({points}="",100,{points})'
            )
            score.error = f"{word}应在 0 与该行分值之间"
            score.add(cells[key])
            checks.append(score)
    return checks


def _decimal(message: str) -> DataValidation:
    check = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    check.error = message
    return check


def _worth(cell: str) -> DataValidation:
    """Points of at most two decimals: the formulas compute in hundredths."""
    whole = f"AND(ISNUMBER({cell}),N({cell})>=0,ROUND(N({cell}),2)=N({cell}))"
    check = DataValidation("custom", formula1=whole, allow_blank=True)
    check.error = "分值应为不小于 0 的数，最多两位小数"
    check.add(cell)
    return check


def _equal(rule: Rule) -> bool:
    function = rule.functions.get("capped_ratio_score")
    return function is not None and function.number("equal") is not None


def _levels(rule: Rule) -> list[str]:
    function = rule.functions.get("qualitative_score")
    return [tier["level"] for tier in function.number("tiers")] if function else []
