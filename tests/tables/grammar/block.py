"""The indicator block as it is typed: headings, level names, rows."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from random import Random

from tests.tables.grammar.grid import Grid
from tests.tables.grammar.indicator_rows import rows_for
from tests.tables.grammar.indicators import Indicator
from tests.tables.grammar.layout import Layout
from tests.tables.grammar.truth import Row, TableTruth


def put_block(random: Random, grid: Grid, top: int, left: int, layout: Layout, truth: TableTruth) -> int:
    """Type headings and rows from a row on; the row after them."""
    first = left + layout.left_label
    place = {column: first + index for index, column in enumerate(layout.columns) if column != "blank"}
    rows = rows_for(random, layout, truth, Decimal(100 - layout.rate_points))
    at = _headings(random, grid, top, place, layout) + (layout.total == "first")
    half = len(rows) // 2
    for level1, members in groupby(rows, key=lambda row: row[0].level1):
        of_level = list(members)
        label = level1
        if layout.level_points:
            label += (
                f"（{sum((row.worth for row, _ in of_level if row.counts), Decimal(0)).normalize():f}分）"
            )
        if layout.levels == "groups":
            grid.put(at, place["name"], label)
            at += 1
        start = at
        for row, indicator in of_level:
            if layout.page_break and rows.index((row, indicator)) == half:
                at = _headings(random, grid, at, place, layout)
            _put_row(random, grid, at, place, layout, row, indicator)
            if layout.levels == "repeated" or at == start:
                grid.put(at, place["level1"], label) if "level1" in place else None
            if row.kind == "merged-first":
                for column in {"points", "score"} & place.keys():
                    grid.merge(at, place[column], at + 1, place[column])
            at += 1
        if layout.levels == "merged" and "level1" in place and not layout.page_break:
            grid.merge(start, place["level1"], at - 1, place["level1"])
        if layout.blank_rows and random.random() < 0.5:
            at += 1
    if layout.left_label:
        grid.put(top, left, "绩效指标")
        grid.merge(top, left, at - 1, left)
    truth.rows += [row for row, _ in rows if row.kind != "parent-parts"]  # that one is a heading
    return at


def _headings(random: Random, grid: Grid, top: int, place: dict[str, int], layout: Layout) -> int:
    """One row, or two: points and score (or target and result) under a common heading."""
    bottom = top + layout.head_rows - 1
    pairs = [
        ("points", "score", "评分情况"),
        ("target", "actual", "指标完成"),
        ("actual", "score", "自评情况"),
    ]
    under = next(
        ((a, b, text) for a, b, text in pairs if place.get(b, 0) - place.get(a, -9) == 1 and bottom > top),
        None,
    )
    spread = layout.spread and layout.triple and bottom == top
    for column, at in place.items():
        if spread and column in ("sign", "unit"):
            continue
        if spread and column == "target":
            grid.put(top, place["sign"], layout.heads[column])
            grid.merge(top, place["sign"], top, place["unit"])
        elif under and column in under[:2]:
            grid.put(bottom, at, layout.heads[column])
        else:
            grid.put(top, at, layout.heads[column])
            grid.merge(top, at, bottom, at)
    if under:
        grid.put(top, place[under[0]], under[2])
        grid.merge(top, place[under[0]], top, place[under[1]])
    if layout.numbered:
        bottom += 1
        computed = random.random() < 0.4  # the last column says how: （6）＝（5）×（4）÷（3）
        for number, at in enumerate(sorted(place.values()), start=1):
            said = f"（{number}）" + f"＝（{number - 1}）×100%" * (number == len(place))
            grid.put(bottom, at, said if computed else number)
    return bottom + 1


def _put_row(
    random: Random, grid: Grid, at: int, place: dict[str, int], layout: Layout, row: Row, said: Indicator
) -> None:
    values: dict[str, object] = {
        "level2": row.level2,
        "name": row.name,
        "target": said.target,
        "actual": row.actual,
        "points": row.points if "points" in place else None,
        "score": row.entered,
        "coefficient": _coefficient(row),
        "review": row.entered,
        "extra": "办公室",
    }
    if layout.triple:
        whole = said.whole is not None
        values |= {
            "sign": "" if whole else said.sign,
            "target": said.whole if whole else said.value,
            "unit": "" if whole else random.choice(["%", "%", "百分比"]) if said.unit == "%" else said.unit,
        }
        if said.unit == "%" and not whole and str(row.actual).endswith("%"):  # the unit has its own column
            values["actual"] = row.actual = Decimal(str(row.actual).rstrip("%"))
    if "coefficient" in place and values["coefficient"] != 100:
        row.sure = False
    row.target = values["target"]
    row.cells = {
        column: grid.put(at, place[column], value) for column, value in values.items() if column in place
    }
    if "reason" in place and row.entered is not None and row.points is not None and row.entered < row.points:
        grid.put(at, place["reason"], "受天气影响，部分任务结转下年实施")


def _coefficient(row: Row) -> Decimal | None:
    """The share of the points that was given [%], to two decimals: only a whole one tells the score exactly."""
    if row.entered is None or not row.points:
        return None
    return (row.entered / row.points * 100).quantize(Decimal("0.01"))
