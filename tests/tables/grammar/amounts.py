"""The amounts block: a table of its own, labels beside values, or one column a fund."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

from tests.tables.grammar.grid import Grid
from tests.tables.grammar.indicators import Percent
from tests.tables.grammar.layout import Layout
from tests.tables.grammar.truth import Row, TableTruth, proportional


def put_amounts(random: Random, grid: Grid, top: int, left: int, layout: Layout, truth: TableTruth) -> int:
    """Type the block from a row on; the row after it."""
    if layout.amounts == "none":
        return top
    budget = Decimal(random.choice(["120", "200", "36.5", "1250.75", "0.86"]))
    executed = (budget * random.choice([100, 100, 98, 92, 80, 45]) / 100).quantize(Decimal("0.000001"))
    truth.budget, truth.executed = budget, executed
    match layout.amounts:
        case "block":
            return _block(random, grid, top, left, layout, truth)
        case "beside":
            after = _beside(random, grid, top, left, truth)
            return _earned(random, grid, after, left, layout, truth) if layout.rate_points else after
        case _:
            return _funds(random, grid, top, left, truth)


def _block(random: Random, grid: Grid, top: int, left: int, layout: Layout, truth: TableTruth) -> int:
    budget, executed = _amounts(truth)
    columns = ["initial"] if random.random() < 0.6 else []
    columns += ["budget", "executed"]
    with_points = bool(layout.rate_points)
    columns += (
        random.choice([["points", "rate", "score"], ["rate", "points", "score"]]) if with_points else ["rate"]
    )
    grid.put(top, left, random.choice(["项目资金（万元）", "预算执行情况（万元）", "资金情况\n（万元）"]))
    start = left + random.choice([1, 2])
    place = {column: start + 1 + index for index, column in enumerate(columns)}
    for column, at in place.items():
        grid.put(top, at, layout.heads[column])
    points = Decimal(layout.rate_points)
    score = proportional(Fraction(budget), Fraction(executed), points, True)
    values: dict[str, object] = {
        "initial": budget,
        "budget": budget,
        "executed": executed,
        "points": points,
        "rate": _rate(random, budget, executed),
        "score": score,
    }
    name = layout.funds_total
    grid.put(top + 1, start, name)
    cells = {column: grid.put(top + 1, at, values[column]) for column, at in place.items()}
    if with_points:
        readings = {"执行率": score}
        row = Row(
            name, budget, executed, points, readings, score, kind="execution", cells=cells, worth=points
        )
        truth.rows.insert(0, row)
    part = (budget / 4).quantize(Decimal("0.01"))
    for offset, (label, share) in enumerate([("其中：财政拨款", budget - part), ("其他资金", part)], start=2):
        grid.put(top + offset, start, label)
        grid.put(top + offset, place["budget"], share)
        if with_points:
            grid.put(top + offset, place["points"], "—")
            grid.put(top + offset, place["score"], "—")
    grid.merge(top, left, top + 3, start - 1)
    return top + 4


def _beside(random: Random, grid: Grid, top: int, left: int, truth: TableTruth) -> int:
    budget, executed = _amounts(truth)
    pairs: list[tuple[str, object]] = [
        (random.choice(["预算数（万元）", "全年预算数(万元)", "预算金额（万元）"]), budget),
        (random.choice(["执行数（万元）", "全年执行数(万元)", "实际支出（万元）"]), executed),
        (random.choice(["执行率", "预算执行率"]), _rate(random, budget, executed)),
    ]
    down = random.random() < 0.4
    for index, (label, value) in enumerate(pairs):
        row, column = (top + index, left) if down else (top, left + 2 * index)
        grid.put(row, column, label)
        grid.put(row, column + 1, value)
    return top + (3 if down else 1)


def _earned(random: Random, grid: Grid, row: int, left: int, layout: Layout, truth: TableTruth) -> int:
    """What the rate earned, in a row of its own below the amounts."""
    budget, executed = _amounts(truth)
    points = Decimal(layout.rate_points)
    score = proportional(Fraction(budget), Fraction(executed), points, True)
    label = random.choice(["执行率得分（10分）", "预算执行得分（满分10分）", "执行得分（10分）"])
    grid.put(row, left, label)
    cells = {"score": grid.put(row, left + 1, score)}
    readings = {"执行率": score}
    truth.rows.insert(
        0, Row(label, budget, executed, points, readings, score, kind="execution", cells=cells, worth=points)
    )
    return row + 1


def _funds(random: Random, grid: Grid, top: int, left: int, truth: TableTruth) -> int:
    budget, executed = _amounts(truth)
    grid.put(top, left, "项目资金（万元）")
    for offset, head in enumerate(["资金总额", "财政拨款", "其他资金"], start=2):
        grid.put(top, left + offset, head)
    for down, (label, amount) in enumerate([("全年预算数", budget), ("全年执行数", executed)], start=1):
        other = (amount / 5).quantize(Decimal("0.01"))
        grid.put(top + down, left + 1, label)
        for offset, value in enumerate([amount, amount - other, other], start=2):
            grid.put(top + down, left + offset, value)
    grid.merge(top, left, top + 2, left)
    return top + 3


def _amounts(truth: TableTruth) -> tuple[Decimal, Decimal]:
    assert truth.budget is not None
    assert truth.executed is not None
    return truth.budget, truth.executed


def _rate(random: Random, budget: Decimal, executed: Decimal) -> object:
    percent = (executed / budget * 100).quantize(Decimal("0.01"))
    return random.choice([f"{percent}%", Percent(float(percent) / 100)])
