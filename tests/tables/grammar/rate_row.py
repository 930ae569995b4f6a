"""The execution rate as one indicator among the others: it is scored there, and not a second time."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tests.tables.grammar.indicators import Indicator
from tests.tables.grammar.truth import proportional


def rate_row(budget: Decimal, executed: Decimal, points: Decimal) -> Indicator:
    """The rate of these amounts against 100 %; from the amounts or from the rate as typed."""
    percent = (executed / budget * 100).quantize(Decimal("0.01"))
    readings = {
        "金额": proportional(Fraction(budget), Fraction(executed), points, True),
        "填报的率": proportional(Fraction(100), Fraction(percent), points, True),
    }
    return Indicator("预算执行率", "", 100, "%", f"{percent}%", readings)
