"""Whole workbooks: titles, amounts, goals, indicators, totals; several tables on a sheet, several sheets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from openpyxl.utils import column_index_from_string

from tests.tables.grammar.amounts import put_amounts
from tests.tables.grammar.block import put_block
from tests.tables.grammar.grid import Grid
from tests.tables.grammar.layout import Layout, layout_for
from tests.tables.grammar.project_list import put_list
from tests.tables.grammar.truth import TableTruth, WorkbookTruth
from tests.tables.grammar.words import TOP_TOTALS


def workbook_for(random: Random, layout: Layout | None = None) -> tuple[list[Grid], WorkbookTruth]:
    """A workbook drawn from the grammar, or in a given layout; and what it says."""
    drawn = layout or layout_for(random)
    other = layout or replace(layout_for(random), arranged=drawn.arranged)
    if drawn.arranged == "list":
        grid = Grid("项目清单")
        return [grid], WorkbookTruth([put_list(random, grid, drawn)])
    if drawn.arranged == "sheets":
        grids = [Grid("第一个项目"), Grid("项目二")]
        tables = [
            _put_table(random, grid, 1, 1, each) for grid, each in zip(grids, (drawn, other), strict=True)
        ]
        return grids, WorkbookTruth(tables)
    grid = Grid(random.choice(["Sheet1", "自评表", "附件2"]))
    tables = [_put_table(random, grid, 1, 1, drawn)]
    if drawn.arranged == "stacked":
        tables.append(_put_table(random, grid, grid.last_row + random.choice([2, 3]), 1, other))
    if drawn.arranged == "beside":
        tables.append(_put_table(random, grid, 1, grid.last_column + 2, other))
    return [grid], WorkbookTruth(tables)


def _put_table(random: Random, grid: Grid, top: int, left: int, layout: Layout) -> TableTruth:
    truth = TableTruth(grid.name, layout.described())
    if layout.amounts == "none":
        truth.must_say["no amounts"] = ("资金", "预算", "执行")
    if "points" not in layout.columns:
        truth.must_say["no points"] = ("分值", "权重")
    if "extra" in layout.columns:
        truth.must_say["heading not understood"] = (layout.heads["extra"],)
    width = len(layout.columns)
    grid.put(top, left, layout.title)
    grid.merge(top, left, top, left + width - 1)
    at = top + 1
    if random.random() < 0.5:
        grid.put(at, left, "（2023年度）")
        at += 1
    grid.put(at, left, "项目名称")
    grid.put(
        at, left + 1, random.choice(["职业技能培训", "农村公路养护", "图书馆免费开放", "化肥减量增效示范"])
    )
    top_total = at
    at += 2
    below = layout.amounts_below and layout.amounts == "block"
    if not below:
        at = put_amounts(random, grid, at, left, layout, truth)
    if random.random() < 0.4:
        at = _put_goals(grid, at, left)
    if random.random() < 0.1:
        at += 1
    at = put_block(random, grid, at, left, layout, truth)
    if below:
        at = put_amounts(random, grid, at, left, layout, truth)
    _put_total(random, grid, at, top_total + 1, left, layout, truth)
    return truth


def _put_goals(grid: Grid, at: int, left: int) -> int:
    grid.put(at, left, "年度总体目标")
    grid.put(at, left + 1, "预期目标")
    grid.put(at, left + 3, "实际完成情况")
    grid.put(at + 1, left + 1, "按计划完成年度各项任务，提升服务水平。")
    grid.put(at + 1, left + 3, "全年任务基本完成，个别项目结转。")
    return at + 2


def _put_total(
    random: Random, grid: Grid, at: int, top: int, left: int, layout: Layout, truth: TableTruth
) -> None:
    """The sum of what was typed, in its own row, at the top, without a label, or not at all."""
    counted = [row for row in truth.rows if row.counts]
    entered = sum((row.entered for row in counted if row.entered is not None), Decimal(0))
    points = sum((row.points for row in counted if row.points is not None), Decimal(0))
    rows = [row for row in truth.rows if row.kind != "execution"]
    place = {name: _column(cell) for row in rows for name, cell in row.cells.items()}
    match layout.total:
        case "none":
            truth.must_say["no total row"] = ("合计", "总分")
            return
        case "top":
            label = random.choice(TOP_TOTALS)
            if random.random() < 0.5:
                grid.put(top, left, f"{label}：{entered.normalize():f}")
            else:
                grid.put(top, left, label)
                grid.put(top, left + 1, entered)
        case _:
            if layout.total == "first":
                first = next(row for row in truth.rows if row.kind != "execution")
                at = min(map(_row, first.cells.values())) - 1 - (layout.levels == "groups")
                left += layout.left_label and random.random() < 0.7  # else that label covers the total's
            if layout.total in ("bottom", "first"):
                grid.put(at, left, layout.total_name)
                if random.random() < 0.7:
                    grid.merge(
                        at, left, at, min(place.get("points", 99), place["score"], place["target"]) - 1
                    )
            if "points" in place:
                grid.put(at, place["points"], points)
            grid.put(at, place["score"], entered)
    truth.entered_total = entered


def _row(cell: str) -> int:
    return int(cell.split("!")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _column(cell: str) -> int:
    return column_index_from_string(cell.split("!")[1].rstrip("0123456789"))
