"""所需完成值 — the least actual (of a limit: the greatest) that earns a score: the inverse of a method, rounding included.

Scores rise with the actual up to the target, or fall with it where less is better; so the answer is found by halving
among the numbers of so many decimals, each tried with the method itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

from xlfuncs.errors import NotCovered, OutOfRange
from xlfuncs.function_table import TABLE
from xlfuncs.functions.apply import read
from xlfuncs.functions.ranges import Cells, Numbers, by_rows, is_range, public
from xlfuncs.rules.loader import DEFAULT
from xlfuncs.scoring.numbers import ZERO, decimals, exact, is_blank

_MOST = 9  # decimals of an answer
_FAR = 10**15  # so many steps beyond a limit, nothing is lost however far it is passed
_CENTS = 2  # decimals of an amount


@public
def required_executed(
    budget: Cells, points: Cells = None, score: Cells = None, rule: str = DEFAULT
) -> Numbers:
    """所需执行数 — the least amount to execute for a score: the inverse of the execution rate's score.

    ZeroDivisor, OutOfRange, NotANumber, UnknownRule, NotCovered
        As for :func:`execution_rate_score`; a score below 0 or above the points. [#NUM!]

    >>> required_executed(291435.79, 20, 18)
    262233.93
    >>> required_executed([291435.79, 2161.48]).tolist()
    [291377.51, 2161.05]

    Source: the rule; the method of 预算执行率得分.
    """
    return _answers("required_executed", rule, _CENTS, score, budget, None, points)


@public
def required_actual(
    target: Cells, points: Cells, score: Cells = None, direction: Cells = None, rule: str = DEFAULT
) -> Numbers:
    """所需完成值 — the least actual for a score, of a limit the greatest: the inverse of an indicator's score.

    ZeroDivisor, OutOfRange, NotANumber, UnknownLevel, UnknownRule, NotCovered
        As for :func:`capped_ratio_score`; a score below 0 or above the points [#NUM!]; one that no actual
        earns, or every one [#N/A].

    >>> required_actual("≥40人", 5, 4.5)
    36.0
    >>> required_actual("≤5300元", 10, 9)
    5892.0

    Source: the rule; the method of 指标得分.
    """
    return _answers("required_actual", rule, None, score, target, None, points, direction)


def _answers(name: str, rule: str, places: int | None, score: Any, *values: Any) -> Any:
    """The answer, or a column of them."""
    if any(map(is_range, (score, *values))):
        return by_rows(lambda *row: _answers(name, rule, places, *row), score, *values)
    if is_blank(values[0]):
        return None
    answer = required(TABLE[name].inverts, values, score, rule, places=places)
    if answer is None:
        raise NotCovered(
            "没有一个数恰好得这一得分，或任何数都得 | no number earns the score, or every one does"
        )
    return float(answer)


def required(
    function: str, values: Sequence[Any], score: Any = None, rule: str = DEFAULT, *, places: int | None = None
) -> Decimal | None:
    """所需完成值 — what must be reached, or spent of a budget, for a score: the least number, of a limit the greatest.

    None where no number earns it. `function` is a public one whose score comes from a ratio, `values` are its arguments in
    order, of which the second, what was reached, counts for nothing. Left out, `score` is all the points, and `places`
    are the target's. OutOfRange for a score above the points or below 0 [#NUM!]; else XlfuncsError as for the function.

    >>> required("capped_ratio_score", ["≥40人", None, 5, None], 4.5)
    Decimal('36')
    >>> required("capped_ratio_score", ["≤5300元", None, 10, None], 9)
    Decimal('5892')
    >>> required("execution_rate_score", [291435.79, None, 20], 18)
    Decimal('262233.93')
    """
    target, _, *rest = values
    call = None if is_blank(target) else read(function, rule, [target, target, *rest])
    if call is None:
        return None
    goal, points = call.inputs["target"], call.inputs["points"]
    wanted = points if is_blank(score) else exact(score)
    if not ZERO <= wanted <= points:
        raise OutOfRange(f"得分 {wanted} 不在 0 至 {points} 之间 | the score is outside the points")
    finest = decimals(goal) if places is None else places
    unit = Decimal(1).scaleb(-min(finest, _MOST))

    def reached(steps: int) -> bool:
        return bool(call.result(actual=steps * unit) >= wanted)

    direction = call.inputs.get("direction")
    if direction == "equal":
        return goal if call.result(actual=goal) >= wanted else None
    if direction == "negative":
        return _greatest(reached, int(goal // unit), unit)
    most = int((goal / unit).to_integral_value(ROUND_CEILING))
    return _last(reached, most, -1) * unit if reached(most) else None


def _greatest(reached: Callable[[int], bool], low: int, unit: Decimal) -> Decimal | None:
    """The greatest number of steps from the limit on that still reaches it; None where every one does."""
    if not reached(low):
        return None
    high = max(low, 1)
    while reached(high):
        if high > _FAR:
            return None
        low, high = high, high * 2
    return _last(reached, low, high) * unit


def _last(reached: Callable[[int], bool], good: int, bad: int) -> int:
    """The last number that reaches it, from one that does to one that does not."""
    while abs(good - bad) > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if reached(middle) else (good, middle)
    return good
