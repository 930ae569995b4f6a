"""所需完成值 — the least actual (of a limit: the greatest) that earns a score: the inverse of a method, rounding included.

Scores rise with the actual up to the target, or fall with it where less is better; so the answer is found by halving
among the numbers of so many decimals, each tried with the method itself.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlfuncs.errors import OutOfRange
from xlfuncs.functions.apply import Call, read
from xlfuncs.rules.loader import DEFAULT
from xlfuncs.scoring.numbers import ZERO, exact, is_blank

__all__ = ["required_actual", "required_executed"]

_MOST = 9  # decimals


def required_actual(
    target: Any,
    points: Any,
    score: Any = None,
    direction: Any = None,
    rule: str = DEFAULT,
    *,
    places: int | None = None,
) -> Decimal | None:
    """所需完成值 — what must be reached for a score; None where no actual earns it.

    Parameters
    ----------
    target : number or text
        指标值, as :func:`xlfuncs.capped_ratio_score` takes it. [as written]
    points : number
        分值. [points]
    score : number, optional
        The score wanted; left out, the points. [points]
    direction : str, optional
        正向, 反向, 等于; left out, from the target's symbol, else 正向.
    rule : str
        Rule id.
    places : int, optional
        Decimals of the answer; left out, those of the target.

    Returns
    -------
    Decimal
        The least actual, or the greatest of a limit. [unit of the target]

    Raises
    ------
    OutOfRange
        A score above the points or below 0. [#NUM!]
    XlfuncsError
        As for :func:`xlfuncs.capped_ratio_score`.

    Examples
    --------
    >>> required_actual("≥40人", 5, 4.5)
    Decimal('36')
    >>> required_actual("≤5300元", 10, 9, rule="mof-2020-10")
    Decimal('5892')

    Source: the rule; the method of capped_ratio_score.
    """
    call = read("capped_ratio_score", rule, [target, target, points, direction])
    return None if call is None else _required(call, "actual", score, places)


def required_executed(
    budget: Any, points: Any = None, score: Any = None, rule: str = DEFAULT, *, places: int = 2
) -> Decimal | None:
    """所需执行数 — what must be spent of a budget for a score of its execution rate.

    Parameters
    ----------
    budget : number
        预算数. [元 or 万元]
    points : number, optional
        分值; left out, the rule's. [points]
    score : number, optional
        The score wanted; left out, the points. [points]
    rule : str
        Rule id.
    places : int
        Decimals of the answer.

    Raises
    ------
    OutOfRange
        A score above the points or below 0. [#NUM!]
    XlfuncsError
        As for :func:`xlfuncs.execution_rate_score`.

    Examples
    --------
    >>> required_executed(291435.79, 20, 18)
    Decimal('262233.93')

    Source: the rule; the method of execution_rate_score.
    """
    if is_blank(points):
        from xlfuncs.rules.loader import load

        points = load(rule).function("execution_rate_score").number("points")
    call = read("execution_rate_score", rule, [budget, budget, points])
    return None if call is None else _required(call, "actual", score, places)


def _required(call: Call, name: str, score: Any, places: int | None) -> Decimal | None:
    target, points = call.inputs["target"], call.inputs["points"]
    wanted = points if is_blank(score) else exact(score)
    if not ZERO <= wanted <= points:
        raise OutOfRange(f"得分 {wanted} 不在 0 至 {points} 之间 | the score is outside the points")
    decimals = max(-int(target.normalize().as_tuple().exponent), 0) if places is None else places
    unit = Decimal(1).scaleb(-min(decimals, _MOST))

    def reached(steps: int) -> bool:
        return bool(call.result(**{name: steps * unit}) >= wanted)

    if call.inputs.get("direction") == "equal":
        return target if bool(call.result(**{name: target}) >= wanted) else None
    whole = -(-target // unit)
    if call.inputs.get("direction") == "negative":
        return _last(reached, int(target // unit), unit)
    return _first(reached, int(whole), unit)


def _first(reached: Any, high: int, unit: Decimal) -> Decimal | None:
    """The least number of steps up to the target that reaches it."""
    if not reached(high):
        return None
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high * unit


def _last(reached: Any, low: int, unit: Decimal) -> Decimal | None:
    """The greatest number of steps from the limit on that still reaches it; None where every one does."""
    if not reached(low):
        return None
    high = max(low, 1)
    while reached(high):
        if high > 10**15:
            return None  # nothing is lost however far the limit is passed
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if reached(middle) else (low, middle)
    return low * unit
