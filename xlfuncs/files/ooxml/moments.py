"""日期与时刻 — which number formats show a date, a time or a length of time, and the moment that a number then is.

Number formats: ECMA-376 part 1, 18.8.30; dates as numbers: 18.17.4.1.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from xml.etree import ElementTree

from xlfuncs.cells import Value

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)?(?:(?<=\d)T(?=\d))?(\d\d:\d\d:\d\d(?:\.\d+)?)?")  # no time zone

_DATES = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}  # formats that need no code
_ELAPSED = {46}
_NOT_A_SIGN = r'"[^"]*"|\\.|_.|\*.'  # quoted, escaped, a gap's width, a filler
_COLOUR = r"\[(?!h+\]|m+\]|s+\])[^]]*\]"  # or a condition, a language: what is in brackets, but for [h]
_BEFORE = rf"(?=(?P<before>(?:{_NOT_A_SIGN}|{_COLOUR}|[^[;ymdhs])*))(?P=before)"  # taken whole: atomic groups are of 3.11
_SIGN = re.compile(rf"{_BEFORE}(?P<sign>\[|[ymdhs])", re.IGNORECASE)


def number_codes(styles: Any) -> list[tuple[int, str | None]]:
    """Of each style of cells the number of its format, and the code where the workbook says one; `styles` is a tree."""
    formats = styles.iterfind("{*}numFmts/{*}numFmt")
    codes = {int(line.get("numFmtId", "-1")): line.get("formatCode", "") for line in formats}
    numbers = (int(line.get("numFmtId", "0")) for line in styles.iterfind("{*}cellXfs/{*}xf"))
    return [(number, codes.get(number)) for number in numbers]


def kinds(styles: bytes) -> list[str | None]:
    """What each style of cells makes of a number: a "date", "elapsed" time; None where it stays one."""
    return [_kind(number, code) for number, code in number_codes(ElementTree.fromstring(styles))]


def shown(number: float, kind: str, *, from_1904: bool) -> Value:
    """The moment or length of time that a number is; itself beyond all dates."""
    try:
        length = dt.timedelta(milliseconds=round(number * 86_400_000))
        if kind == "elapsed":
            return length
        return _moment(length, from_1904=from_1904, whole=number.is_integer())
    except OverflowError:
        return number


def stored(text: str) -> Value:
    """A date or time that stands as text in a cell of that kind; without a time zone, else the text."""
    found = _ISO.fullmatch(text)
    date, time = found.groups() if found else (None, None)
    if date and time:
        return dt.datetime.fromisoformat(f"{date}T{time}")
    return dt.date.fromisoformat(date) if date else dt.time.fromisoformat(time) if time else text


def _moment(length: dt.timedelta, *, from_1904: bool, whole: bool) -> Value:
    if length < dt.timedelta(1):
        return (dt.datetime.min + max(length, dt.timedelta())).time()
    epoch = dt.datetime(1904, 1, 1)
    if not from_1904:  # Lotus took 1900 for a leap year, so that day 60 is none
        epoch = dt.datetime(1899, 12, 31) if length.days < 60 else dt.datetime(1899, 12, 30)
    moment = epoch + length
    return moment.date() if whole else moment


def _kind(number: int, code: str | None) -> str | None:
    if code is None:
        return "elapsed" if number in _ELAPSED else "date" if number in _DATES else None
    sign = _SIGN.match(code)
    return None if sign is None else "elapsed" if sign["sign"] == "[" else "date"
