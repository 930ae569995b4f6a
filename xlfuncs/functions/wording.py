"""写法 — numbers as explanations and messages write them: exact, or cut where they do not end; and one step of a calculation:
what is computed, what it gives, how that is rounded, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.rules.words import CHOICES
from xlfuncs.scoring.numbers import WIDE, Rounding, bare, exact, is_number, round_to

ROUNDINGS = {
    "truncate": Both(CHOICES["rounding"]["truncate"], "truncated"),
    "half_up": Both(CHOICES["rounding"]["half_up"], "rounded"),
}
_NOTHING = Both("", "")
_HUGE = 40  # digits of a number, of 64 at most, after which nobody asks for decimals
_PLACES = 6  # of a number that is cut: two more than any rate is rounded to


def plain(number: Any) -> str:
    """A number as people write it: no exponent, no trailing zeros. What is none though it should be keeps its name.

    >>> plain(Decimal("17.230")), plain(1e15), plain(0.1 + 0.2), plain(float("inf"))
    ('17.23', '1000000000000000', '0.3', 'inf')
    """
    if type(number) is float and not isfinite(number):
        return str(number)
    return bare(number if type(number) is Decimal else exact(number))


def gap(entered: Any, score: Any) -> str:
    """The entered score less the rule's, where both are numbers and differ.

    >>> gap(0.0, 2.0), gap(2.0, 2.0), gap(None, 2.0)
    ('-2.00', '', '')
    """
    both = is_number(entered) and is_number(score)
    return f"{entered - score:+.2f}" if both and entered != score else ""


def cut(number: Decimal) -> str:
    """A number without end, cut (not rounded, so that rounding what is shown is rounding the number)."""
    return plain(round_to(number, _PLACES, "truncate"))


def percent(fraction: Decimal) -> str:
    """A fraction as a percent; of one without end 4 decimals.

    >>> percent(Decimal("0.8617")), percent(Decimal(2) / 3)
    ('86.17%', '66.6666%')
    """
    return f"{_hundredfold(fraction)}%"


def some(number: str, one: str) -> str:
    """So many of them, in English.

    >>> some("1", "point"), some("1.5", "point")
    ('1 point', '1.5 points')
    """
    return f"{number} {one}" if number == "1" else f"{number} {one}s"


def percentage_points(fraction: Decimal) -> Both:
    """A difference of two fractions.

    >>> percentage_points(Decimal("0.0578"))
    Both(zh='5.78 个百分点', en='5.78 percentage points')
    """
    number = _hundredfold(fraction)
    return Both(f"{number} 个百分点", some(number, "percentage point"))


def earned(value: Decimal, score: Decimal, rounding: Rounding) -> Both:
    """What a product comes to, and how it is rounded where it is.

    >>> earned(Decimal("17.234"), Decimal("17.23"), "half_up")
    Both(zh='17.234，四舍五入得 17.23 分', en='17.234, rounded to 17.23 points')
    >>> earned(Decimal("4.50"), Decimal("4.5"), "half_up").zh
    '4.5 分'
    """
    left, way = plain(score), ROUNDINGS[rounding]
    if value == score:
        return Both(f"{left} 分", some(left, "point"))
    exactly = cut(value)
    return Both(f"{exactly}，{way.zh}得 {left} 分", f"{exactly}, {way.en} to {some(left, 'point')}")


def _hundredfold(fraction: Decimal) -> str:
    ends = fraction.adjusted() > _HUGE or round_to(fraction, 15, "truncate") == fraction
    return plain((fraction if ends else round_to(fraction, _PLACES, "truncate")).scaleb(2, WIDE))


@dataclass(frozen=True, slots=True)
class Step:
    """A step in words and as numbers.

    ``expression`` has the figures as people read them, ``value`` what it gives (a percent as a fraction),
    ``result`` what counts from there on: the value, or what ``rounding`` makes of it. A step that compares,
    caps or looks up has a result alone, and none where the next step has it.
    """

    words: Both
    expression: str = ""
    value: Decimal | None = None
    rounding: Rounding | None = None
    result: Decimal | str | None = None

    @property
    def text(self) -> str:
        """The words in Chinese."""
        return self.words.zh


def rate_step(
    expression: str, quotient: Decimal, rate: Decimal, rounding: Rounding, end: Both = _NOTHING
) -> Step:
    """What a quotient comes to as a percent, and how that is rounded where it is.

    >>> rate_step("2÷3", Decimal(2) / 3, Decimal("0.6666"), "truncate").text
    '2÷3＝66.6666%，截断为 66.66%'
    """
    equation, way, kept = f"{expression}＝{percent(quotient)}", ROUNDINGS[rounding], percent(rate)
    if rate == quotient:
        return Step(Both(equation + end.zh, equation + end.en), expression, quotient, None, rate)
    words = Both(f"{equation}，{way.zh}为 {kept}{end.zh}", f"{equation}, {way.en} to {kept}{end.en}")
    return Step(words, expression, quotient, rounding, rate)


def words_of(steps: Iterable[Step]) -> Both:
    """The steps in one line."""
    return Both.joined((step.words for step in steps), _NOTHING)
