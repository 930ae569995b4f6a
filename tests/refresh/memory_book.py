"""A workbook in memory behind the port, and foreign tables to put into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl

from xlfuncs.cells import Cell, Content, NewFormula, Value, cell_at
from xlfuncs.reports import Report
from xlfuncs.sheets import Sheet

HEAD: list[list[Value]] = [
    ["项目支出绩效自评表"],
    ["项目名称", "某项目"],
    ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, "年度资金总额", 100.0, 100.0, 90.0, 10.0, 0.9, None],
    [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
]


class MemoryBook:
    """Sheets as values; what is written stands there at once, as in a live workbook."""

    name = "内存.xlsx"

    def __init__(self, *sheets: Sheet) -> None:
        self.sheets = {sheet.name: sheet for sheet in sheets}
        self.writes: list[str] = []

    def sheet_names(self) -> list[str]:
        return list(self.sheets)

    def read(self, sheet: str) -> Sheet:
        return self.sheets[sheet]

    def write(self, sheet: str, cells: Mapping[Cell, Content]) -> None:
        self.writes.append(sheet)
        old = self.sheets[sheet]
        rows = [list(row) for row in old.rows]
        for (row, column), value in cells.items():
            rows += [[] for _ in range(row + 1 - len(rows))]
            rows[row] += [None] * (column + 1 - len(rows[row]))
            rows[row][column] = value.result if isinstance(value, NewFormula) else value
        new = {cell for cell, value in cells.items() if isinstance(value, NewFormula)}
        self.sheets[sheet] = replace(old, rows=rows, formulas=old.formulas - cells.keys() | new)

    def replace_sheet(self, sheet: str, report: Report) -> None:
        self.writes.append(sheet)
        self.sheets[sheet] = Sheet(sheet, [list(row) for row in report.rows])

    def at(self, place: str) -> Value:
        """What stands at ``Sheet!A1``."""
        return self.sheets[place.rpartition("!")[0]].value(*cell_at(place))


def national(
    *rows: Sequence[Value], total: Value = None, executed: Value = None, name: str = "自评表"
) -> Sheet:
    """The national project table as somebody typed it: rows of 一级、二级、三级、指标值、完成值、分值、得分."""
    head = [list(row) for row in HEAD]
    head[3][7] = executed
    body = [list(row) for row in rows]
    return Sheet(name, [*head, *body, ["总分", None, None, None, None, 100.0, total]])


def saved(path: Path, *sheets: Sheet) -> Path:
    """The sheets as a file that is not ours."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for sheet in sheets:
        page = workbook.create_sheet(sheet.name)
        for row in sheet.rows:
            page.append(list(row))
    workbook.save(path)
    return path
