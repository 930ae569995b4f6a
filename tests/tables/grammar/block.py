"""The indicator block: headings, levels, rows, parents and parts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from random import Random

from tests.tables.grammar.grid import Grid
from tests.tables.grammar.indicators import Indicator
from tests.tables.grammar.kinds import kind_for
from tests.tables.grammar.layout import Layout
from tests.tables.grammar.truth import Row, TableTruth
from tests.tables.grammar.words import LEVELS

__all__ = ["put_block"]


def put_block(random: Random, grid: Grid, top: int, left: int, layout: Layout, truth: TableTruth) -> int:
    """Type headings and rows from a row on; the row after them."""
    first = left + layout.left_label
    place = {column: first + index for index, column in enumerate(layout.columns) if column != "blank"}
    rows = _rows(random, layout, Decimal(100) - sum((row.points or 0 for row in truth.rows), Decimal(0)))
    at = _headings(grid, top, place, layout)
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
                at = _headings(grid, at, place, layout)
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
    truth.rows += [row for row, _ in rows]
    return at


def _headings(grid: Grid, top: int, place: dict[str, int], layout: Layout) -> int:
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
    for column, at in place.items():
        if under and column in under[:2]:
            grid.put(bottom, at, layout.heads[column])
        else:
            grid.put(top, at, layout.heads[column])
            grid.merge(top, at, bottom, at)
    if under:
        grid.put(top, place[under[0]], under[2])
        grid.merge(top, place[under[0]], top, place[under[1]])
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


def _rows(random: Random, layout: Layout, points: Decimal) -> list[tuple[Row, Indicator]]:
    """Indicators of every level with points that come to the given sum."""
    levels = [
        (level1, level2) for level1, kinds in LEVELS.items() for level2 in random.sample(kinds, k=len(kinds))
    ]
    levels = [level for level in levels if random.random() < 0.8] or levels[:2]
    shares = _shares(random, points, len(levels))
    used: dict[str, int] = {}
    rows: list[tuple[Row, Indicator]] = []
    for (level1, level2), share in zip(levels, shares, strict=True):
        kind = kind_for(random, level2, layout.kinds)
        said = kind(random, share, level2)
        used[said.name] = used.get(said.name, 0) + 1
        name = said.name if used[said.name] == 1 else f"{said.name}（{used[said.name]}）"
        row = Row(name, said.target, said.actual, share, said.readings, sure=said.sure, kind=kind.__name__)
        row.missed_deadline, row.level1, row.level2, row.worth = said.missed_deadline, level1, level2, share
        row.entered = row.score if row.score is not None else random.choice([share, share * 9 / 10])
        if "points" not in layout.columns:
            row.points, row.sure = None, False
            alone = sum(level == level1 for level, _ in levels) == 1 and layout.level_points
            row.readings = row.readings if alone else {}  # the level's points are the row's
        rows.append((row, said))
        if layout.parents == "merged" and len(rows) == 2 and not layout.page_break:
            rows[-2:] = _merged(*rows[-2:])
        elif layout.parents in ("parent", "parts", "both") and len(rows) == 2 and row.points is not None:
            rows[-1:] = _with_parts(random, layout.parents, row, share)
    return rows


def _with_parts(random: Random, who: str, row: Row, share: Decimal) -> Sequence[tuple[Row, Indicator]]:
    """The row as a parent of two parts; the points stand with the one, the other, or both."""
    parent = Row(row.name, None, None, share, {}, share, sure=False, kind=f"parent-{who}", level1=row.level1)
    parent.level2, parent.worth = row.level2, share
    found = [(parent, Indicator(row.name, "", "", "", None, {}, whole=""))]
    halves = [share / 2, share - share / 2]
    for number, half in enumerate(halves, start=1):
        said = Indicator(f"其中：第{number}批", "≥", 20, "套", "20套", {"正向": half})
        carries = who != "parent"
        part = Row(
            said.name, said.target, said.actual, half if carries else None, {"正向": half} if carries else {}
        )
        part.sure, part.kind, part.level1 = who == "parts", f"part-{who}", row.level1
        part.entered, part.counts, part.worth = half if carries else None, who == "parts", half
        found.append((part, said))
    if who == "parts":
        parent.points, parent.entered, parent.counts = None, None, False
    return found


def _merged(first: tuple[Row, Indicator], second: tuple[Row, Indicator]) -> list[tuple[Row, Indicator]]:
    """Two rows under one cell of points and one of score: full where both are met, else a person decides."""
    (one, said), (other, also) = first, second
    if one.level1 != other.level1 or one.points is None or other.points is None:
        return [first, second]
    worth = one.points + other.points
    full = one.score == one.points and other.score == other.points
    one.points = one.worth = one.entered = worth
    one.readings, one.sure, one.kind = ({"合并": worth} if full else {}), False, "merged-first"
    other.points, other.entered, other.readings, other.sure = None, None, {}, False
    other.counts, other.kind = False, "merged-second"
    return [(one, said), (other, also)]


def _coefficient(row: Row) -> Decimal | None:
    """The share of the points that was given [%], to two decimals: only a whole one tells the score exactly."""
    if row.entered is None or not row.points:
        return None
    return (row.entered / row.points * 100).quantize(Decimal("0.01"))


def _shares(random: Random, points: Decimal, count: int) -> list[Decimal]:
    """Whole points, at least 2 each, that come to the sum."""
    shares = [points // count] * count
    shares[-1] += points - sum(shares)
    for _ in range(count):
        one, other = random.randrange(count), random.randrange(count)
        if shares[one] > 4:
            shares[one] -= 2
            shares[other] += 2
    return shares
