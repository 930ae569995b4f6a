"""A list of projects: budget, executed and rate of each; no points, so no scores."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.tables.grammar.grid import Grid
from tests.tables.grammar.indicators import Percent
from tests.tables.grammar.layout import Layout
from tests.tables.grammar.truth import Row, TableTruth

_PROJECTS = ["农村公路养护", "职业技能培训", "图书馆免费开放", "化肥减量增效示范", "困难群众救助补助"]


def put_list(random: Random, grid: Grid, layout: Layout) -> TableTruth:
    """Type a list that fills a sheet; its truth."""
    truth = TableTruth(grid.name, layout.described(), complete=False)
    grid.put(1, 1, random.choice(["项目支出情况表", "2023年度项目支出绩效自评汇总表", "项目支出明细表"]))
    grid.put(2, 4, "单位：万元")
    heads = ["序号", "项目名称", layout.heads["budget"], layout.heads["executed"], layout.heads["rate"]]
    for column, head in enumerate(heads, start=1):
        grid.put(3, column, head)
    sums = [Decimal(0), Decimal(0)]
    for number, name in enumerate(random.sample(_PROJECTS, k=4), start=1):
        budget = Decimal(random.choice(["12.5", "80", "230.4", "7"]))
        executed = budget * random.choice([100, 95, 60]) / 100
        rate = Percent(float(executed / budget))
        values = [number, name, budget, executed, rate]
        places = [grid.put(3 + number, column, value) for column, value in enumerate(values, start=1)]
        cells = dict(zip(["number", "name", "budget", "executed", "score"], places, strict=True))
        truth.rows.append(Row(name, budget, executed, None, {}, kind="project", cells=cells))
        sums = [sums[0] + budget, sums[1] + executed]
    for column, value in enumerate(["合计", "", *sums], start=1):
        grid.put(8, column, value)
    return truth
