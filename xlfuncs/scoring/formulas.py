"""原生公式 — a rule written as formulas of Excel 2007, exact in every engine.

A ratio of floats has lost its ties and its last digit before it is rounded. So amounts become whole numbers
first (`scaled`), a trial quotient is taken, and the trial is corrected by comparing whole-number products, split
so that none passes 2**53. Held equal to the core in LibreOffice and IronCalc by the tests.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

# No function of Excel 2007 gives an error value by name; these give the same one in every suite
# (SQRT(-1) does not: LibreOffice calls it Err:502).
INVALID = "1E+300*1E+300"  # #NUM! where a number is impossible: negative, out of range
NOT_A_NUMBER = '1*"文字"'  # #VALUE! where text stands instead of a number


def invalid(condition: str, otherwise: str) -> str:
    """#NUM! under a condition."""
    return f"IF({condition},{INVALID},{otherwise})"


def scale(first: str, second: str) -> str:
    """What makes both numbers whole: 6 decimals below 10**6, 4 below 10**8, 2 up to 10**10."""
    return f"IF(MAX({first},{second})<1000000,1000000,IF(MAX({first},{second})<100000000,10000,100))"


def scaled(cell: str, factor: str) -> str:
    """A cell's number as a whole number."""
    return f"ROUND({cell}*{factor},0)"


def exact_quotient(top: str, bottom: str, times: str, rounding: str) -> str:
    """top × times ÷ bottom as a whole number, rounded half up or truncated; all three whole, none negative.

    The trial may be one too high where the quotient lies within a millionth below a boundary; it is, where
    (2·trial − 1)·bottom > 2·times·top (half up) or trial·bottom > times·top (truncated).
    """
    half = rounding == "half_up"
    trial = f"INT({top}/{bottom}*{times}+{'0.500001' if half else '0.000001'})"
    left = f"(2*{trial}-1)" if half else trial
    right = f"2*{times}" if half else times
    high = f"{left}*INT({bottom}/10000)-{right}*INT({top}/10000)"
    low = f"{left}*({bottom}-INT({bottom}/10000)*10000)-{right}*({top}-INT({top}/10000)*10000)"
    return f"({trial}-IF(({high})*10000+{low}>0,1,0))"


def rate(top: str, bottom: str, parameters: dict[str, Any]) -> str:
    """A rate of two whole numbers, as the rule rounds rates."""
    factor = 10 ** int(parameters["places"])
    quotient = exact_quotient(top, bottom, str(factor), parameters["rounding"])
    ceiling = parameters.get("ceiling")
    value = f"{quotient}/{factor}"
    return value if ceiling is None else invalid(f"{quotient}>{_plain(ceiling * factor)}", value)


def change_rate(difference: str, bottom: str, parameters: dict[str, Any]) -> str:
    """A difference as a rate of a whole number, rounded as a size and given its sign."""
    factor = 10 ** int(parameters["places"])
    size = exact_quotient(f"ABS({difference})", bottom, str(factor), parameters["rounding"])
    return f"SIGN({difference})*{size}/{factor}+0"  # never −0


def score_of_rate(rate_cell: str, points: str, parameters: dict[str, Any]) -> str:
    """min(rate, 1) × points, for a rate already rounded."""
    factor, unit = 10 ** int(parameters["rate_places"]), 10 ** int(parameters.get("places", 2))
    product = f"{_cents(points)}*MIN(ROUND({rate_cell}*{factor},0),{factor})"
    return f"{_cut(product, factor * 100, unit, parameters)}/{unit}"


def ratio_score(top: str, bottom: str, points: str, parameters: dict[str, Any], positive: str) -> str:
    """min(top ÷ bottom, 1) × points; over-achievement costs its share where ``positive`` holds."""
    unit, worth = 10 ** int(parameters.get("places", 2)), _cents(points)
    full = reached = f"{_cut(worth, 100, unit, parameters)}/{unit}"
    for start, share in parameters.get("excess_bands", ()):
        kept = f"{_cut(f'{worth}*{_plain((1 - share) * 10000)}', 1000000, unit, parameters)}/{unit}"
        reached = f"IF({top}>={_plain(1 + start)}*{bottom},{kept},{reached})"
    if reached != full:
        reached = f"IF({positive},{reached},{full})"
    # worth is in hundredths of a point, the score in units: one side of the quotient takes the difference
    below = bottom if unit >= 100 else f"({bottom}*{100 // unit})"
    times = worth if unit <= 100 else f"({worth}*{unit // 100})"
    partly = f"{exact_quotient(top, below, times, parameters.get('rounding', 'half_up'))}/{unit}"
    return f"IF({top}>={bottom},{reached},{partly})"


def _cents(points: str) -> str:
    return f"ROUND({points}*100,0)"


def _cut(whole: str, divisor: int, unit: int, parameters: dict[str, Any]) -> str:
    """A whole number ÷ divisor in units of the score, rounded as the rule rounds scores."""
    if divisor == unit:
        return whole
    quotient = f"{whole}*{unit}/{divisor}" if divisor % unit else f"{whole}/{divisor // unit}"
    return (
        f"ROUND({quotient},0)" if parameters.get("rounding", "half_up") == "half_up" else f"INT({quotient})"
    )


def all_or_nothing(actual: str, target: str, points: str, parameters: dict[str, Any]) -> str:
    """The points where both numbers are the same, else none."""
    return f"IF({actual}={target},ROUND({points},{parameters.get('places', 2)}),0)"


def checklist_score(failed: str, points: str, per_item: Decimal | int) -> str:
    """points − failed × per item, not below 0."""
    return invalid(f"OR({failed}<0,{failed}<>INT({failed}))", f"MAX(ROUND({points}-{failed}*{per_item},6),0)")


def tier_score(level: str, share: str, points: str, parameters: dict[str, Any]) -> str:
    """share × points, where the share lies in the tier of its level."""
    score = f"ROUND({points}*{share},2)"
    inside = "NA()"  # a level the rule does not name
    for name, (low, high, _, high_included) in parameters["tiers"].items():
        outside = f"OR({share}<{low},{share}{'>' if high_included else '>='}{high})"
        inside = f'IF({level}="{name}",{invalid(outside, score)},{inside})'
    return invalid(f"{points}<0", inside)


def step_deduction(baseline: str, current: str, points: str, parameters: dict[str, Any]) -> str:
    """points − the step deduction; steps are counted on 7 decimals, where float noise is gone."""
    steps = f"ROUND(MAX({current}-{baseline},0)/{parameters['step']},7)"
    partial = parameters["partial"]
    if partial == "proportional":
        lost = f"ROUND(ROUND({steps}*{parameters['per_step']},9),2)"
    else:
        counted = f"INT({steps})" if partial == "ignored" else f"-INT(-{steps})"
        lost = f"{counted}*{parameters['per_step']}"
    low, high = parameters["low"], parameters["high"]
    number = f"{baseline}+0"  # MIN, MAX and < take a text for nothing, or for more than any number
    outside = f"OR(MIN({number},{current})<{low},MAX({number},{current})>{high})"
    return invalid(outside, f"ROUND({points}-MIN({points},{lost}),6)")


def band_label(total: str, parameters: dict[str, Any]) -> str:
    """The grade of a total; below the lowest edge the rule states, that it states none."""
    text = '"原文未载"'
    for edge, label in sorted(parameters["bands"]):
        text = f'IF({total}>={edge},"{label}",{text})'
    return invalid(f"OR({total}<0,{total}>{parameters['ceiling']})", text)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


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
