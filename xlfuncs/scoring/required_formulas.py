"""还差多少的公式 — what is missing to the next grade, and what must be executed for full points, as native formulas.

Exact in every engine: amounts become whole numbers first, and no product of them passes 2**53.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from xlfuncs.scoring.formulas import scale, scaled


def next_grade_gap(total: str, parameters: dict[str, Any]) -> str:
    """The points missing to the grade above a total's own; blank in the highest.

    >>> next_grade_gap("C6", {"bands": [(80, "良"), (90, "优")]})
    'IF(C6<80,ROUND(80-C6,6),IF(C6<90,ROUND(90-C6,6),""))'
    """
    text = '""'
    for edge, _ in sorted(parameters["bands"], reverse=True):
        text = f"IF({total}<{edge},ROUND({edge}-{total},6),{text})" if edge else text
    return text


def required_for_full(budget: str, points: Decimal, parameters: dict[str, Any]) -> str:
    """The least amount, to 0.01, whose share of a budget earns all the points, rounding included; blank without one."""
    share = _least_share(points, parameters)
    top, bottom = share.numerator, share.denominator
    factor = scale(budget, budget)
    whole = scaled(budget, factor)
    lots = f"INT({whole}/{bottom})"
    needed = f"({top}*{lots}-INT(-{top}*({whole}-{bottom}*{lots})/{bottom}))"
    answer = f"-INT(-{needed}/({factor}/100))/100"
    return f'IF(ISNUMBER({budget}),IF({budget}>0,{answer},""),"")'


def _least_share(points: Decimal, parameters: dict[str, Any]) -> Fraction:
    """The least share of the budget that earns all points: half a unit less than whole, where the rule rounds."""
    half, cents = Fraction(1, 2), int(10 ** parameters.get("places", 2))
    units = Fraction(points) * cents
    share = (units - half if parameters.get("rounding", "half_up") == "half_up" else units) / units
    if parameters.get("rate_places") is None:
        return share
    rates = int(10 ** parameters["rate_places"])
    rate = ceil(share * rates)
    return Fraction(rate - half if parameters["rate_rounding"] == "half_up" else rate) / rates
