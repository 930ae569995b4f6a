"""还差多少 — for a table: what each row must reach for full points, and what is missing to the next grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.result import Result, Score
from xlfuncs.functions.apply import bound
from xlfuncs.functions.required import required
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import percent, plain
from xlfuncs.scoring.numbers import exact, exact_or_none, is_blank

_STRICT = {"<": "＜", ">": "＞"}


@dataclass(frozen=True, slots=True)
class Prospect:
    """One row that has not all its points."""

    name: str
    cell: str
    points: str
    score: str
    actual: str  # empty where the row has none
    needed: str  # for full points, with its unit; empty where none is defined
    judged: bool  # by a person, who chose a tier


def prospects(result: Result) -> Iterator[Prospect]:
    """The rows a rule scores below their points, and the actual that would earn all of them."""
    for score in result.scores:
        points = exact_or_none(score.item.points)
        if score.score is None or points is None or exact(score.score) >= points:
            continue
        item, needed = score.item, _needed(score, result.rule)
        money = "executed" in item.inputs
        goal = parse_target(item.inputs.get("target"))
        unit = (result.table.unit if money else goal.unit) or ""
        sign = "" if money else _STRICT.get(goal.operator or "", "")
        if sign and needed is not None and goal.number is not None:
            needed = goal.number  # met by none but what lies beyond it
        read = item.inputs.get("actual")
        percent = str(read).endswith("%") and isinstance(item.actual, float)
        shown = read if percent else item.actual  # 95%, not 0.95
        actual = item.inputs["executed"] if money else shown
        yield Prospect(
            item.name,
            str(item.place("actual", "executed", "score") or ""),
            plain(points),
            f"{score.score:.2f}",
            _shown(actual, unit, rate="rate" in item.inputs),
            "" if needed is None else sign + plain(needed) + unit,
            score.method == "qualitative_score",
        )


def _shown(actual: Any, unit: str, *, rate: bool) -> str:
    if is_blank(actual) or not isinstance(actual, (int, float)):
        return "" if is_blank(actual) else str(actual).strip()
    return percent(exact(actual)) if rate else plain(actual) + unit


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


def as_data(result: Result) -> dict[str, Any]:
    """Both of a table, for JSON: scores and points as numbers, what is counted with its unit."""
    rows = [
        asdict(row) | {"points": float(row.points), "score": float(row.score)} for row in prospects(result)
    ]
    grade = next_grade(result)
    return {
        "sheet": result.table.sheet,
        "rows": rows,
        "next_grade": grade and grade[0],
        "missing": grade and float(grade[1]),
    }
