"""各行评分 — the rows of a table in order; the plain ones of a long table by one run over whole columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import itemgetter

from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Item, Score
from xlfuncs.evaluation.readings import is_plain
from xlfuncs.evaluation.score_item import explained, score_item
from xlfuncs.functions.apply import bound
from xlfuncs.functions.directions import column_words
from xlfuncs.rules.loader import load

LONG = 10_000  # rows from which on columns pay: numpy takes as long to import as this many rows to score
_INPUTS = ("target", "actual", "points", "direction")
_values = itemgetter(*_INPUTS)


def score_items(items: Sequence[Item], rule: str) -> Iterator[Score]:
    """Every row's score, with the problem where an input cannot be used."""
    known = _by_column(items, rule) if len(items) >= LONG else {}
    steps = partial(explained, rule)
    source = load(rule).function("capped_ratio_score").clause if known else ""
    for place, item in enumerate(items):
        value = known.get(place)
        if value is not None:
            yield Score(item, value, "capped_ratio_score", source, _values(item.inputs), steps)
            continue
        try:
            yield score_item(item, rule)
        except XlfuncsError as error:
            yield Score(item, method=item.function, problem=error)


def _by_column(items: Sequence[Item], rule: str) -> dict[int, float]:
    """The scores of the plain rows, by their place; what a row has none for, or is not plain, it says itself."""
    try:
        import numpy as np  # here, because of the time it takes

        from xlfuncs.scoring.columns import run_column
    except ImportError:  # the Python of an office suite may be without
        return {}
    places = [place for place, item in enumerate(items) if is_plain(item)]
    if not places:
        return {}
    *numbers, directions = zip(*(_values(items[place].inputs) for place in places), strict=True)
    words = set(directions)
    inputs = dict(zip(_INPUTS, map(np.array, numbers), strict=False))
    inputs["direction"] = column_words(words.pop() if len(words) == 1 else directions)
    try:
        method, parameters = bound("capped_ratio_score", rule)
        scores = run_column(method, inputs, parameters).values.tolist()
    except XlfuncsError:  # the rule has no such method
        return {}
    return {place: score for place, score in zip(places, scores, strict=True) if score == score}  # not NaN
