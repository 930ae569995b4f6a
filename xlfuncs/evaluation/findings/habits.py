"""算法习惯 — how a table computes its scores, where several of its rows show it and the rule does not say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlfuncs.evaluation.findings.criteria import criteria
from xlfuncs.evaluation.result import Score
from xlfuncs.functions.apply import read
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact, exact_or_none, round_to

_SEVERAL, _LIMITS = 3, 2  # rows that were rounded, limits that were missed in the same way: no chance
_RATIO = "capped_ratio_score"


class Habits(NamedTuple):
    """What the entered scores of a table show."""

    decimals: int | None = None  # how many it keeps, where fewer than two: it is judged at those
    linear: int = 0  # limits that were missed, if from all of them what is beyond is taken off in proportion

    @property
    def chance(self) -> bool:
        """Whether those are too few to be a habit."""
        return self.linear < _LIMITS


def habits_of(scores: Sequence[Score], rule: str) -> Habits:
    """The habits of a table."""
    entered = [score for score in scores if score.item.entered is not None]
    return Habits(_kept_decimals(entered), _takes_off(entered, rule)) if entered else Habits()


def _takes_off(scores: Sequence[Score], rule: str) -> int:
    """How many limits were missed, where all of them take off what is beyond them in proportion."""
    entered = (score for score in scores if exact_or_none(score.item.entered) is not None)
    differ = [score for score in entered if score.score != score.item.entered and _exceeds(score)]
    pairs = [(score.item.entered, earned) for score in differ if (earned := linear(score, rule)) is not None]
    return len(pairs) if all(exact_or_none(entered) == earned for entered, earned in pairs) else 0


def _exceeds(score: Score) -> bool:
    """Whether the result is above its target, as one beyond a limit is."""
    if score.method != _RATIO or score.score is None:
        return False
    target, actual = (figure.alone.number for figure in score.figures)
    return target is not None and actual is not None and actual > target


def linear(score: Score, rule: str) -> Decimal | None:
    """What a limit that was missed earns with the excess taken off in proportion; None where the rule states another way."""
    stated = load(rule).functions[_RATIO].values.get("inverse")
    if stated is not None and stated.clause:
        return None
    call = None if score.score is None or score.method != _RATIO else read(_RATIO, rule, score.values)
    if call is None or call.inputs["direction"] != "negative":
        return None
    beyond = call.inputs["target"] < call.inputs["actual"]
    return exact(call.result(inverse="linear_to_zero")) if beyond else None


def far_above(score: Score, rule: str) -> bool:
    """Whether a result is so far above its target that many take points off, as of a target set too low."""
    call = read(_RATIO, rule, score.values) if score.method == _RATIO else None
    if call is None or call.inputs["direction"] != "positive":
        return False
    return bool(call.inputs["actual"] >= criteria().completion_high * call.inputs["target"] > 0)


def _kept_decimals(scores: Iterable[Score]) -> int | None:
    """How many decimals a table's entered scores keep, where fewer than two: one, or none where the rule's of several rows
    were rounded so and no more were not.
    """
    pairs = [(number, score) for score in scores if (number := exact_or_none(score.item.entered)) is not None]
    if any(number * 10 % 1 for number, _ in pairs):
        return None
    if any(number % 1 for number, _ in pairs):
        return 1
    judged = ((number, exact_or_none(score.score)) for number, score in pairs)
    broken = [(number, right) for number, right in judged if right and right % 1]
    rounded = sum(number == round_to(right, 0, "half_up") for number, right in broken)
    return 0 if rounded >= max(_SEVERAL, len(broken) - rounded + 1) else None


def kept(score: Decimal, decimals: int) -> tuple[Decimal, ...]:
    """A score at as many decimals, rounded; at one cut as well."""
    rounded = round_to(score, decimals, "half_up")
    return (rounded, round_to(score, decimals, "truncate")) if decimals else (rounded,)
