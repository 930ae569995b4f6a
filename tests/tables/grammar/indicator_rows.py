"""The rows of an indicator block with their points and scores; parents and parts, rows that share a score."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from tests.tables.grammar.indicators import Indicator
from tests.tables.grammar.kinds import kind_for
from tests.tables.grammar.layout import Layout
from tests.tables.grammar.rate_row import rate_row
from tests.tables.grammar.truth import Row, TableTruth
from tests.tables.grammar.words import LEVELS


def rows_for(
    random: Random, layout: Layout, truth: TableTruth, points: Decimal
) -> list[tuple[Row, Indicator]]:
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
        if layout.rate_row and not rows and truth.budget and truth.executed:
            said = rate_row(truth.budget, truth.executed, share)
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
