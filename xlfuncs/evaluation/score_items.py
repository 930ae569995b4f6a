"""各行评分 — the rows of a table in order; the plain ones at once, of a long table by one run over whole columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.readings import PLAIN, plain_rows
from xlfuncs.evaluation.result import Score
from xlfuncs.evaluation.score_item import explained, score_item
from xlfuncs.functions.apply import bound, of_numbers
from xlfuncs.functions.directions import column_words
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact

LONG = 10_000  # rows from which on columns pay: numpy takes as long to import as this many rows to score
_FUNCTION = "capped_ratio_score"


def score_items(items: Sequence[Item], rule: str) -> Iterator[Score]:
    """Every row's score, with the problem where an input cannot be used."""
    known = _plain_scores(items, rule)
    steps = partial(explained, rule)
    source = load(rule).function(_FUNCTION).clause if known else ""
    for place, item in enumerate(items):
        if plain := known.get(place):
            yield Score(item, plain[0], _FUNCTION, source, plain[1], steps)
            continue
        try:
            yield score_item(item, rule)
        except XlfuncsError as error:
            yield Score(item, method=item.function, problem=error)


def _plain_scores(items: Sequence[Item], rule: str) -> dict[int, tuple[float, Any]]:
    """The scores of the plain rows and their inputs, by their place; what has none, or is not plain, says so itself."""
    plain = plain_rows(items)
    rows = [*plain.values()]
    try:
        scores: Sequence[float | Decimal | None] | None = (
            _by_column(rows, rule) if len(rows) >= LONG else None
        )
        if scores is None:
            # what is met exactly earns the same whatever it is, 1 of 1, and is reckoned once
            alike = [(1.0, 1.0, *row[2:]) if row[0] == row[1] else row for row in rows]
            of = {row: of_numbers(_FUNCTION, rule, row[3])(*map(exact, row[:3])) for row in {*alike}}
            scores = [of[row] for row in alike]
    except XlfuncsError:  # the rule has no such method, or one of the rows cannot be scored
        return {}
    # neither a blank nor NaN
    return {
        place: (float(score), row)
        for (place, row), score in zip(plain.items(), scores, strict=True)
        if score is not None and score == score
    }


def _by_column(rows: Sequence[Any], rule: str) -> list[float] | None:
    """The scores of rows of inputs; None without numpy."""
    try:
        import numpy as np  # here, because of the time it takes

        from xlfuncs.scoring.columns import run_column
    except ImportError:  # the Python of an office suite may be without
        return None
    *numbers, directions = zip(*rows, strict=True)
    words = set(directions)
    inputs = dict(zip(PLAIN, map(np.array, numbers), strict=False))
    inputs["direction"] = column_words(words.pop() if len(words) == 1 else directions)
    method, parameters = bound(_FUNCTION, rule)
    scores: list[float] = run_column(method, inputs, parameters).values.tolist()
    return scores
