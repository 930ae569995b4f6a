"""各部分得分 — what the sections of a table, and the table, add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import filterfalse, groupby
from math import isfinite
from operator import attrgetter
from typing import Any

from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.result import Score
from xlfuncs.scoring.numbers import exact_or_none, is_blank
from xlfuncs.scoring.totals import total

Rows = dict[str, list[Score]]


def by_section(scores: Iterable[Score]) -> Rows:
    """The rows of each section that earn something, in order."""
    rows: Rows = {}
    earning = filterfalse(attrgetter("item.idle"), scores)
    for name, inside in groupby(earning, attrgetter("item.section")):
        rows.setdefault(name, []).extend(inside)
    return rows


def section_sums(table: Table, rows: Rows) -> tuple[list[dict[str, Any]], float | None]:
    """What every section is worth, earned, and was said to have earned; and what the whole table earned."""
    earned = {name: sum_of(score.counted for score in inside) for name, inside in rows.items()}
    earned.update(scored_whole(table, rows))
    sections = [
        {
            "name": section.name,
            "points": number(section.points),
            "score": earned.get(section.name),
            "entered": _typed_or_sum(section.entered, _entered(table, rows.get(section.name, ()))),
        }
        for section in table.sections
    ]
    return sections, sum_of(earned.values())


def scored_whole(table: Table, rows: Rows) -> dict[str, float]:
    """The sections that a person gave one score for, where the rule cannot score every row.

    In our own workbooks the sheet adds up the rows as soon as one has a score.
    """
    whole = {}
    for section in table.sections:
        inside = rows.get(section.name, [])
        approved, typed = number(section.approved), number(section.entered)
        if approved is None and typed is None:
            continue
        entered = any(not is_blank(score.item.entered) for score in inside)
        scored = [score.counted is not None for score in inside]
        rows_count = entered or (any(scored) if table.own else bool(scored) and all(scored))
        given = typed if approved is None and not rows_count else approved
        if given is not None:
            whole[section.name] = given
    return whole


def entered_total(table: Table, sections: list[dict[str, Any]]) -> float | None:
    """The typed total, else what the sections were said to have earned; as with a section, all of them in our own workbooks."""
    if table.own and any(part["entered"] is None and part["score"] is not None for part in sections):
        return None
    return _typed_or_sum(table.entered_total, (section["entered"] for section in sections))


def _entered(table: Table, rows: Sequence[Score]) -> list[Any]:
    """The rows' entered scores; none of our own rows where some are scored and not entered, which no sum can be held against."""
    partly = table.own and any(is_blank(row.item.entered) and row.counted is not None for row in rows)
    return [] if partly else [row.item.entered for row in rows]


def _typed_or_sum(typed: Any, parts: Iterable[Any]) -> float | None:
    given = number(typed)
    return sum_of(parts) if given is None else given


def worth_of(table: Table) -> float | None:
    """What a table is worth: its sections, else its rows; None where that is not known of all of them."""
    earning = [item for item in table.items if not item.idle]
    names = {item.section for item in earning}
    sections = [one.points for one in table.sections if one.points is not None or one.name in names]
    for worth in (sections, [item.points for item in earning]):
        if worth and all(exact_or_none(points) is not None for points in set(worth)):
            return float(total(worth))
    return None


def of_a_hundred_each(table: Table) -> bool:
    """Whether each of several sections is worth 100, as those of several projects in one list are."""
    return len(table.sections) > 1 and all(section.points == 100 for section in table.sections)


def sum_of(values: Iterable[Any]) -> float | None:
    """The exact sum of the numbers among the values; None where there is none."""
    numbers = [value for value in values if value is not None]
    if not ({*map(type, numbers)} == {float} and isfinite(sum(numbers))):  # few columns
        numbers = [value for value in numbers if exact_or_none(value) is not None]
    return float(total(numbers)) if numbers else None


def number(value: Any) -> float | None:
    """The number of a cell as a float; None where there is none."""
    exactly = exact_or_none(value)
    return None if exactly is None else float(exactly)
