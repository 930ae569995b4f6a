"""值 — what one value says: an amount, points, a text, or nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from xlfuncs.cells import CellError, Value
from xlfuncs.errors import NotANumber
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import is_placeholder
from xlfuncs.scoring.numbers import exact, exact_or_none

# A mark that points to a note below, no digit of the number: ① is 1 after NFKC.
_NOTED = re.compile(
    r"(?<=[\d分元%％])\s*(?:[*＊※#＃▲△★☆√①-⑳。]|\[\d{1,2}\]|[（(\[【](?:见.{1,5}|备?注释?\d{0,2})[）)\]】])$"
)
_RAISED = re.compile(r"\d[⁰¹²³⁴-⁹₀-₉①-⑳]")  # 10² is not 102 either, and maybe not 10
_APART = re.compile(r"\d{4}\s+\d|\.\d+\s+\d|\d\s+(?!\d{3}(?!\d))\d")  # 100 80 are two, 1 200 is one
_UNIT = re.compile(r"^(?:[¥￥]|得(?=\d))|((亿|[百千]?万)元?|元|分)$")
_INCLUDED = re.compile(r"(?<=\d)\((?:其中|包括|含)[^()]+\)$")
_EQUATION = re.compile(r"^\d[\d.%]*(?:[×xX*÷/+-]\d[\d.%]*){1,5}=(?=\d)")
_PART = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}")
_MOST = 2  # of a rate that is no percentage
_NEAR = 0.0006  # of rates with two decimals of a percent
_PLAIN = re.compile(r"(?:0|[1-9]\d{0,11})(?:\.\d{0,2}[1-9])?", re.ASCII)


def amount(value: Value, *, percent: bool = False) -> float | None:
    """The number a cell holds, as number or text (``1,262,900 元``, ``99.55分``); None for a placeholder.

    Raises
    ------
    NotANumber
        An error value, a date, other text; a percent where none is meant.

    >>> amount("１，２６２，９００ 元"), amount("——"), amount("98.22%", percent=True), amount("20×95%=19分")
    (1262900.0, None, 0.9822, 19.0)
    """
    number = amount_or_none(value, percent=percent)
    if number is None and not is_placeholder(value):
        raise NotANumber(f"不是数：{value} | not a number")
    return number


def amount_or_none(value: Value, *, percent: bool = False) -> float | None:
    """The same; None for what is no amount, too."""
    if type(value) is float or type(value) is int:
        return float(value)
    return _number_in(value, percent) if isinstance(value, str) else None


@lru_cache(maxsize=1 << 12)  # headings and names, too, are asked many times whether they are one
def _number_in(value: str, percent: bool) -> float | None:
    text = "" if _APART.search(value) else _UNIT.sub("", bare_amount(value))
    if (not percent and "%" in text) or _RAISED.search(_NOTED.sub("", value.rstrip())):
        return None
    number = exact_or_none(text)
    return None if number is None else float(number)


def bare_amount(value: str) -> str:
    """An amount with its unit alone: without marks, what is part of it, and how it was reckoned."""
    return _EQUATION.sub("", _INCLUDED.sub("", normal(_NOTED.sub("", value.rstrip()))))


def of_a_hundred(value: Value) -> float | None:
    """The points that a cell says; a share as those of a hundred. None for what is no number.

    >>> of_a_hundred("60%"), of_a_hundred(15.0), of_a_hundred("优")
    (60.0, 15.0, None)
    """
    if not is_number(value):
        return None
    number, share = amount(value, percent=True), isinstance(value, str) and "%" in normal(value)
    return float(exact(number).scaleb(2)) if share else number


def is_number(value: Value) -> bool:
    """Whether a cell holds a number, as number or text."""
    return amount_or_none(value, percent=True) is not None


def as_text(value: Value) -> str | None:
    """A value as text without white space at its ends; a number as written, without a trailing .0.

    >>> as_text(" 产出指标 "), as_text(40.0), as_text(CellError("#REF!"))
    ('产出指标', '40', None)
    """
    if type(value) is str:
        return value.strip()
    if value is None or isinstance(value, CellError):
        return None
    return f"{value:.15g}" if type(value) is float else str(value)


def meant(typed: str) -> str | float | None:
    """A text as it is meant: without white space around it, blank text as nothing, a number typed as text as that number.

    >>> [meant(typed) for typed in (" 产出 ", " ", "88 ", "2023.10", "007")]  # the last two say more than a number
    ['产出', None, 88.0, '2023.10', '007']
    """
    text = typed.strip()
    return float(text) if _PLAIN.fullmatch(text) else text or None


def is_part(number: Value) -> bool:
    """Whether a number of an outline counts a part.

    >>> is_part("1.2"), is_part(1.2), is_part(12.0), is_part("2.50元")
    (True, True, False, False)
    """
    if type(number) is float:
        return number % 1 != 0
    return isinstance(number, str) and _PART.fullmatch(number.strip()) is not None


def makes_rate(rate: Value, executed: Value, *budgets: Value) -> bool | None:
    """Whether a rate is that of amounts, of several budgets together; None where one of them is no number."""
    try:
        typed = amount(rate, percent=True)
        part, *wholes = map(amount, (executed, *budgets))
    except NotANumber:
        return None
    whole = sum(filter(None, wholes))
    if typed and part and not whole and 0 in wholes:
        return False  # no rate is of nothing
    if typed is None or not part or not whole:
        return None
    # 97.5 is 0.975, 0.99 no hundredth of it
    may_be = (typed, typed / 100) if typed > _MOST else (typed,)
    return any(abs(part / whole - value) < _NEAR for value in may_be)
