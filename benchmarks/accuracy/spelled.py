"""One workbook a spelling: the row in a plain national layout beside one that fills the other 90 points."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from benchmarks.accuracy.compare import compare
from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.reviewed import review
from tests.tables.grammar.grid import Grid, save
from tests.tables.grammar.truth import Row, TableTruth

_HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]

_AMOUNTS: list[list[object]] = [
    ["", "", "全年预算数", "全年执行数", "执行率", "分值", "得分"],
    ["", "年度资金总额", 100, 100, "100%", 10, 10],
]


def spelled(folder: Path, rows: list[Row]) -> Counts:
    """Counts over rows worth 10 points each."""
    counts = Counts()
    file = folder / "spelled.xlsx"
    for row in rows:
        grid = Grid("自评表")
        grid.put(1, 1, "项目支出绩效自评表")
        for at, typed in enumerate(_AMOUNTS, start=2):
            for column, value in enumerate(typed, start=1):
                grid.put(at, column, value)
        for column, head in enumerate(_HEADS, start=1):
            grid.put(4, column, head)
        grid.put(5, 1, row.level1)
        grid.put(5, 2, row.level2)
        places = {
            "name": row.name,
            "target": row.target,
            "actual": row.actual,
            "points": row.points,
            "score": None,
        }
        row.cells = {
            key: grid.put(5, column, value) for column, (key, value) in enumerate(places.items(), start=3)
        }
        for column, value in enumerate(
            ["产出指标", "数量指标", "发放补贴人数", "≥100人", "100人", 80, 80], start=1
        ):
            grid.put(6, column, value)
        for column, value in ((1, "合计"), (6, 100), (7, Decimal(90))):
            grid.put(7, column, value)
        save([grid], file)
        counts += compare(review(file), [TableTruth(grid.name, {}, [row], complete=False)], "")
    return counts
