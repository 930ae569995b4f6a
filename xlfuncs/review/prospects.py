"""还差多少 — for a table: what each row must reach for full points, and what is missing to the next grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Result, Score
from xlfuncs.functions.apply import bound
from xlfuncs.functions.required import required
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import exact, exact_or_none


@dataclass(frozen=True, slots=True)
class Prospect:
    """One row that has not all its points."""

    name: str
    cell: str
    points: str
    score: str
    actual: str
    needed: str  # for full points; empty where none is defined


def prospects(result: Result) -> Iterator[Prospect]:
    """The rows a rule scores below their points, and the actual that would earn all of them."""
    for score in result.scores:
        points = exact_or_none(score.item.points)
        if score.score is None or points is None or exact(score.score) >= points:
            continue
        needed = _needed(score, result.rule)
        actual = score.item.inputs.get("executed", score.item.actual)
        yield Prospect(
            score.item.name,
            str(score.item.place("actual", "executed", "score") or ""),
            plain(points),
            f"{score.score:.2f}",
            plain(actual) if isinstance(actual, (int, float)) else str(actual or ""),
            "" if needed is None else plain(needed),
        )


def _needed(score: Score, rule: str) -> Decimal | None:
    if score.method not in ("capped_ratio_score", "execution_rate_score") or not score.values:
        return None
    try:
        places = 2 if score.method == "execution_rate_score" else None  # 分
        return required(score.method, score.values, None, rule, places=places)
    except XlfuncsError:
        return None  # a row that cannot be read so


def next_grade(result: Result) -> tuple[str, Decimal] | None:
    """The grade above the table's own, and the points that are missing to it; None where there is none.

    A table that has no grade itself, such as one of 54 points, has none above either.
    """
    if result.total is None or result.grade is None or not result.rule:
        return None
    try:
        bands = bound("grade", result.rule)[1]["bands"]
    except XlfuncsError:
        return None
    total = exact(result.total)
    above = [(edge, label) for edge, label in bands if edge > total]
    if not above:
        return None
    edge, label = min(above)
    return label, edge - total
