"""数字格式 — what a number format makes of a number: percents, tens of thousands, units and signs around it.

Format codes: ECMA-376 part 1, 18.8.31. Dates are not read here: a cell in a format of dates holds a date.

>>> number_format("0.00%", 0.95), number_format("#,##0.00", 0.95)
(NumberFormat(power=2, before='', after='%'), None)
>>> number_format('0!.0000"万元"', 1234567.0)
NumberFormat(power=-4, before='', after='万元')
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from xlfuncs.cells import Cell, Value
from xlfuncs.sheets import NumberFormat

# Of the codes that a file need not spell out; the others show plainly.
BUILT_IN_PERCENTS = {9: "0%", 10: "0.00%"}

TELLING = (1.0, -1.0, 0.0, 1e6)  # a code that shows all of these plainly is of no interest
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?) | [\\!](?P<escaped>.) | (?P<space>_.|\*.) | \[(?P<bracket>[^]]*)\]
    | (?P<general>General|G/通用格式) | (?P<exponent>E[+-]) | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,)
    | (?P<percent>%) | (?P<section>;) | (?P<moment>[ymdhs]) | (?P<other>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_DECORATION = re.compile(r"[\s()（）+¥￥$€-]+")  # says nothing of what the number counts
_DEFAULT_CONDITIONS = ((">=", 0.0), ("<", 0.0))  # of a code with two sections, or with three and four
_THREE_SECTIONS = ((">", 0.0), ("<", 0.0))


class _Section(NamedTuple):
    """One part of a code, and the numbers it is for."""

    condition: tuple[str, float] | None
    format: NumberFormat | None  # None where it shows numbers as they are, or dates

    def covers(self, number: float) -> bool:
        return self.condition is None or _COMPARE[self.condition[0]](number, self.condition[1])


def number_format(code: str, number: float) -> NumberFormat | None:
    """数字格式的含义 — what the code makes of this number; None where it shows as it is.

    >>> number_format('[>=10000]0!.0,"万元";0"元"', 25000.0), number_format('"≥"0', 95.0)
    (NumberFormat(power=-4, before='', after='万元'), NumberFormat(power=0, before='≥', after=''))
    """
    return next((section.format for section in _sections(code) if section.covers(number)), None)


def shown_otherwise(
    rows: Sequence[Sequence[Value]], codes: Iterable[tuple[Cell, str]]
) -> dict[Cell, NumberFormat]:
    """Of cells with these codes, the numbers that do not show as they are, and the blanks in which none would."""
    found = {}
    for (row, column), code in codes:
        if row < len(rows):
            value = rows[row][column] if column < len(rows[row]) else None
            number = 1.0 if value is None else value
            if isinstance(number, float) and (shown := number_format(code, number)):
                found[row, column] = shown
    return found


def code_of(shown: NumberFormat) -> str:
    """A code that shows numbers so.

    >>> code_of(NumberFormat(2, after="%")), code_of(NumberFormat(-4, after="万元"))
    ('0.00%', '0\\\\.0000"万元"')
    """
    before = f'"{shown.before}"' if shown.before else ""
    after, digits = shown.after, "General" if not shown.power else "0"
    if shown.power < 0:
        digits = "0\\." + "0" * -shown.power
    elif shown.power and "%" in after:
        digits, after = "0.00%", after.replace("%", "", 1)
    return before + digits + (f'"{after}"' if after else "")


@cache
def _sections(code: str) -> Sequence[_Section]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["section"]:
            parts.append([])
        else:
            parts[-1].append(token)
    numbers = parts[:3]  # a fourth is for texts
    conditions = [_condition(part) for part in numbers]
    if not any(conditions) and len(numbers) > 1:
        usual = _DEFAULT_CONDITIONS if len(numbers) == 2 else _THREE_SECTIONS
        conditions = [*usual, None][: len(numbers)]
    return [_Section(*pair) for pair in zip(conditions, map(_format, numbers), strict=True)]


def _condition(part: Sequence[re.Match[str]]) -> tuple[str, float] | None:
    for token in part:
        if match := _CONDITION.fullmatch(token["bracket"] or ""):
            return match[1], float(match[2])
    return None


def _format(part: Sequence[re.Match[str]]) -> NumberFormat | None:
    """What one section makes of its numbers; None where nothing but digits, or where it shows moments."""
    if any(token["moment"] for token in part):
        return None
    digits = [place for place, token in enumerate(part) if token["digit"] or token["general"]]
    if not digits:
        return None
    first, last = digits[0], digits[-1]
    power = 2 * sum(token["percent"] is not None for token in part)
    behind = last + 1
    while behind < len(part) and part[behind]["comma"]:  # each divides by a thousand
        power -= 3
        behind += 1
    inside = part[first:last]
    if not any(token["point"] for token in inside):  # a point that is only drawn moves the digits behind it
        drawn = [place for place, token in enumerate(inside, first) if _literal(token) == "."]
        power -= sum(place > drawn[-1] for place in digits) if drawn else 0
    before, after = (
        _DECORATION.sub("", "".join(map(_literal, some))) for some in (part[:first], part[behind:])
    )
    return NumberFormat(power, before, after) if power or before or after else None


def _literal(token: re.Match[str]) -> str:
    """What a token writes by itself."""
    if token["quoted"]:
        return token["quoted"].strip('"')
    return token["escaped"] or token["percent"] or token["other"] or ""
