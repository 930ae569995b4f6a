"""The scoring rules once more, independently: Fractions throughout, nothing taken from xlfuncs.

Each function reads floats at 15 significant digits and returns the float nearest to the exact result, or the
error value a cell must show.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction as F


def number(x: float) -> F:
    return F(f"{x:.15g}")


def rounded(x: F, places: int, rounding: str) -> F:
    size = abs(x) * 10**places
    whole = math.floor(size) if rounding == "truncate" else math.floor(size + F(1, 2))
    return F(whole if x >= 0 else -whole, 10**places)


def reference(function: Callable[..., F | str]) -> Callable[..., float | str]:
    def run(*row: float, **parameters: object) -> float | str:
        values = [number(x) for x in row]
        result = function(*values, **parameters)
        if isinstance(result, str):
            return result
        places = parameters.get("places", 2)
        assert isinstance(places, int)
        return float(result) if abs(result) < 10 ** (64 - places) else "#NUM!"  # no amount divides by 5e-324

    return run


@reference
def rate(part: F, whole: F, *, places: int, rounding: str, ceiling: object = None) -> F | str:
    if part < 0 or whole < 0:
        return "#NUM!"
    if whole == 0:
        return "#DIV/0!"
    result = rounded(part / whole, places, rounding)
    return "#NUM!" if ceiling is not None and result > F(str(ceiling)) else result


@reference
def change_rate(base: F, current: F, *, places: int, rounding: str, ceiling: object = None) -> F | str:
    if base < 0 or current < 0:
        return "#NUM!"
    if base == 0:
        return "#DIV/0!"
    result = rounded(current / base - 1, places, rounding)
    return "#NUM!" if ceiling is not None and result > F(str(ceiling)) else result


@reference
def ratio_score(
    target: F,
    actual: F,
    points: F,
    code: F,
    *,
    excess_bands: tuple[tuple[object, object], ...] = (),
    inverse: str = "ratio",
    equal: str | None = None,
    zero: str = "full",
    rate_places: int | None = None,
    rate_rounding: str = "",
    places: int = 2,
    rounding: str = "half_up",
) -> F | str:
    if min(target, actual, points) < 0:
        return "#NUM!"
    if code == 0:
        if equal is None and target != actual:
            return "#N/A"
        if equal != "ratio" or target == 0:
            return rounded(points if target == actual else F(0), places, rounding)
    if target == 0:
        return rounded(points, places, rounding) if actual == 0 and zero == "full" else "#DIV/0!"
    if code >= 0:
        reached = actual / target
    elif inverse == "linear_to_zero":
        reached = 1 - (actual - target) / target
    else:
        reached = target / actual if actual else F(1)
    reached = min(max(reached, F(0)), F(1))
    if rate_places is not None:
        reached = rounded(reached, rate_places, rate_rounding)
    lost = F(0)
    for start, share in excess_bands:
        if code == 1 and (actual - target) / target >= F(str(start)):
            lost = F(str(share))
    return rounded(reached * points * (1 - lost), places, rounding)


@reference
def step_deduction(
    baseline: F,
    rate: F,
    points: F,
    *,
    step: object,
    per_step: object,
    partial: str,
    low: object,
    high: object,
) -> F | str:
    lowest, highest = F(str(low)), F(str(high))
    if points < 0 or not (lowest <= baseline <= highest and lowest <= rate <= highest):
        return "#NUM!"
    steps = max(rate - baseline, F(0)) / F(str(step))
    if partial == "ignored":
        steps = F(math.floor(steps))
    elif partial == "whole":
        steps = F(math.ceil(steps))
    lost = steps * F(str(per_step))
    return min(rounded(lost, 2, "half_up") if partial == "proportional" else lost, points)


@reference
def checklist_score(failed: F, points: F, per_item: F) -> F | str:
    if min(failed, points, per_item) < 0 or failed.denominator != 1:
        return "#NUM!"
    return max(points - failed * per_item, F(0))
