"""比值得分 — an indicator's score by how much of its target was reached; the execution rate's score too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from xlfuncs.errors import NotCovered, UnknownLevel, ZeroDivisor
from xlfuncs.scoring.numbers import ONE, WIDE, ZERO, Rounding, refuse_negative, round_to

Direction = Literal["positive", "negative", "equal"]
Inverse = Literal["ratio", "linear_to_zero"]
Equal = Literal["exact", "ratio"]
Zero = Literal["full", "none"]

DIRECTIONS: tuple[Direction, ...] = ("equal", "positive", "negative")  # by a column's code: 0, 1, −1


def ratio_score(
    target: Decimal,
    actual: Decimal,
    points: Decimal,
    *,
    direction: Direction,
    excess_bands: Sequence[tuple[Decimal, Decimal]] = (),
    inverse: Inverse = "ratio",
    equal: Equal | None = None,
    zero: Zero = "full",
    rate_places: int | None = None,
    rate_rounding: Rounding | None = None,
    places: int = 2,
    rounding: Rounding = "half_up",
) -> Decimal:
    """比值得分 — min(actual ÷ target, 1) × points; a negative indicator turns the ratio over. [points]

    Of budget and executed, too, for the execution rate's score.

    - ``excess_bands``, positive only: an excess (actual − target) ÷ target from such an edge on costs that share of the points.
    - ``inverse``, negative: target ÷ actual × points (an actual of 0 earns all), or linear to zero:
      (1 − (actual − target) ÷ target) × points, down to 0 at twice the target.
    - ``equal``: all or nothing, or as positive (a target of 0 is met by 0 alone); None: the rule says nothing, and only what
      is met exactly has a score, all else is NotCovered [#N/A].
    - ``zero``, a target of 0 met by 0: all the points, or none (a budget of 0 has no rate).
    - ``rate_places``, ``rate_rounding``: how the rule rounds the ratio before it multiplies; left out, it stays exact.

    ZeroDivisor for a target of 0 that neither ``zero`` nor ``equal`` settles [#DIV/0!]; OutOfRange for a negative number
    [#NUM!]; UnknownLevel for no such direction [#N/A].

    >>> ratio_score(Decimal("291435.79"), Decimal("251145.17"), Decimal(20), direction="positive",
    ...             rate_places=4, rate_rounding="truncate")
    Decimal('17.23')
    >>> ratio_score(Decimal(5300), Decimal(5830), Decimal(10), direction="negative")
    Decimal('9.09')

    Source: 北京市商务局《2022年部门整体绩效评价指标体系评分表》一、评分标准①②; the linear inverse and the
    equal ratio as integrated budget systems of several provinces compute them.
    """
    if target < ZERO or actual < ZERO or points < ZERO:
        refuse_negative(target=target, actual=actual, points=points)
    if direction == "equal":
        if equal is None and actual != target:
            raise NotCovered(
                "完成值与指标值不等，规则没有规定「等于」类指标这时不得分还是按比例得分，请评价人确定得分 | "
                "not equal to the target; the rule does not say whether that earns nothing or its share: a person decides"
            )
        if equal != "ratio" or not target:
            return round_to(points if actual == target else ZERO, places, rounding)
    elif direction not in DIRECTIONS:
        raise UnknownLevel(f"没有这种指标方向：{direction} | unknown direction")
    if not target:
        if zero == "full" and not actual:
            return round_to(points, places, rounding)
        raise ZeroDivisor("指标值（预算数）为 0，比值不存在 | the target is zero")

    if direction != "negative":
        reached, of = actual, target
    elif inverse == "ratio":
        reached, of = target, actual
    else:
        reached, of = max(WIDE.subtract(WIDE.add(target, target), actual), ZERO), target
    if reached >= of:
        if direction == "positive":
            points = WIDE.multiply(points, _kept(target, actual, excess_bands))
        return round_to(points, places, rounding)
    if rate_places is None:
        return round_to(WIDE.divide(WIDE.multiply(reached, points), of), places, rounding)
    ratio = round_to(WIDE.divide(reached, of), rate_places, rate_rounding)
    return round_to(WIDE.multiply(ratio, points), places, rounding)


def _kept(target: Decimal, actual: Decimal, excess_bands: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """The share of the points that over-achievement leaves."""
    kept = ONE
    for start, share in excess_bands:
        if actual >= WIDE.multiply(target, WIDE.add(ONE, start)):  # excess ≥ start, without dividing
            kept = WIDE.subtract(ONE, share)
    return kept
