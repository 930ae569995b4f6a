"""日期 — which days a date means, as people write it, one typed as a number (2023.12) too.

A date says as much as it says: 12月底前 ends on the 31st, 12月前 on the last of November or of December.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from xlfuncs.functions.target_words import narrowed
from xlfuncs.functions.targets import parse_target
from xlfuncs.patterns import pattern

_LEAP = 2000  # the year of dates that name none
_MONTH = pattern(r"((?:19|20)[0-9]{2})(\.?)([01]?[0-9])")
_DAY = pattern(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
_YEAR = pattern("(?:19|20)[0-9]{2}")
_SERIALS = range(36526, 73051)  # the days of 2000 to 2099 as a spreadsheet counts them
_EPOCH = dt.date(1899, 12, 30)
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "中": (11, 20), "末": (21, 31)}
_NAMED = {"上半年": (1, 6), "下半年": (7, 12), "年": (1, 12)} | {
    f"{name}季度": (3 * number - 2, 3 * number)
    for number, names in enumerate(("一1", "二2", "三3", "四4"), start=1)
    for name in names
}
# 2023年汛前（5月31日前）
_TOLD = pattern(r"(20\d\d年)?[^\d()（）]{1,6}[(（](\d{1,2}月[^()（）]*前)[)）]")
_MONTHLY = pattern("(?:每个?月|次月|每季度?[首末]月)(?=[0-9]{1,2}[日号][之以]?前)")
_AT_MOST = pattern("<=|=<")
_FIGURES = pattern(
    "第?[一二三四1-4]季度|[上下]半年|[上中下]旬|年度?|[0-9一二三四五六七八九十]|[月日号初中年份/.-]"
)


class Span(NamedTuple):
    """The days that a date may be, from the first to the last."""

    first: dt.date
    last: dt.date
    dated: bool = True  # names its year

    def without(self, year: int | None) -> Span:
        """The same days of any year, where they are of this one."""
        if not self.dated or not self.first.year == self.last.year == year:
            return self
        return Span(self.first.replace(year=_LEAP), self.last.replace(year=_LEAP), dated=False)


def date_text(value: object) -> str:
    """A date as messages write it.

    >>> date_text(dt.datetime(2023, 12, 31)), date_text(202312.0), date_text("2023年12月底前")
    ('2023-12-31', '202312', '2023年12月底前')
    """
    read = parse_target(value)
    return read.value or read.text if not isinstance(value, str) else value.strip()


def is_date_number(value: object, *, year: bool = False) -> bool:
    """Whether a number may be a date: 2023.12, 202312, 20231231; of a time, a `year` or a day's serial number too.

    >>> is_date_number(2023.12), is_date_number("202312"), is_date_number(2023.13), is_date_number("≥202312人")
    (True, True, False, False)
    """
    read = parse_target(value)
    digits = read.value or ""
    plain = not year and (_YEAR.fullmatch(digits) or len(digits) == 5)
    return read.operator == "none" and read.unit is None and not plain and bool(_of_number(digits))


@lru_cache(maxsize=1 << 12, typed=True)
def are_dates(deadline: object, actual: object, *, timed: bool = False) -> bool:
    """Whether both are dates, one of them perhaps typed as a number; of a time, both perhaps.

    >>> are_dates("2023年12月底前", 202311), are_dates(202312, 202311), are_dates(202312, 202311, timed=True)
    (True, False, True)
    """
    deadline, actual = of_one_month(deadline, actual)
    dates = [parse_target(value).kind == "date_deadline" for value in (deadline, actual)]
    pairs = zip(dates, (deadline, actual), strict=True)
    return (timed or any(dates)) and all(date or is_date_number(value, year=True) for date, value in pairs)


def of_one_month(deadline: object, actual: object) -> tuple[object, object]:
    """A day of every month and its deadline as those of one month.

    >>> of_one_month("每月20日前", "每月18日"), of_one_month("12月20日前", "12月18日")
    (('1月20日前', '1月18日'), ('12月20日前', '12月18日'))
    """
    if isinstance(deadline, str) and "月" in deadline and (told := _TOLD.fullmatch(narrowed(deadline))):
        deadline = f"{told[1] or ''}{told[2]}"
    if isinstance(deadline, str) and isinstance(actual, str) and (found := _MONTHLY.match(deadline)):
        said = found[0]
        if actual.startswith(said):
            return f"1月{deadline[len(said) :]}", f"1月{actual[len(said) :]}"
    return deadline, actual


def words_beside(value: object) -> str:
    """The words around a date's figures; of a real date and of a number none.

    >>> words_beside("2023年12月底前完工"), words_beside("<=11月"), words_beside(202312.0)
    ('底前完工', '≤', '')
    """
    return _FIGURES.sub("", _AT_MOST.sub("≤", narrowed(value))) if isinstance(value, str) else ""


def spans(value: object, *, strict: bool) -> list[Span]:
    """Every reading of a date; with `strict` 6月前 may end with May.

    >>> [f"{one.last:%m-%d}" for one in spans("2023年6月前", strict=True)], spans("2023年2月30日", strict=False)
    (['06-30', '05-31'], [])
    """
    if isinstance(value, str) and _MONTHLY.match(value):
        return []  # of every month, and not of one
    read = parse_target(value)
    if read.kind != "date_deadline":
        return _of_number(read.value or "") if read.operator == "none" and read.unit is None else []
    found = _of_text(read.value or "")
    if found and strict and re.search("[^日号底末内]之?以?前", read.text):
        (first, last, dated), *_ = found
        if first.day == 1 and first != last:
            eve = first - dt.timedelta(1)
            found.append(Span(eve, eve, dated))
    return found


def _between(year: int | None, first: tuple[int, int], last: tuple[int, int]) -> list[Span]:
    """From a month and day to another, or to the end of that month; none for the 30th of February."""
    at, (month, day) = year or _LEAP, last
    try:
        end = min(day, calendar.monthrange(at, month)[1])
        return [Span(dt.date(at, *first), dt.date(at, month, end), dated=year is not None)]
    except ValueError:
        return []


def _of_text(value: str) -> list[Span]:
    if named := next((months for name, months in _NAMED.items() if name in value), None):
        said = _YEAR.match(value)
        return _between(int(said[0]) if said else None, (named[0], 1), (named[1], 31))
    *numbers, tail = value.split("-")
    part = _PARTS.get(tail)
    figures = [*map(int, numbers if part else [*numbers, tail])]
    year = figures.pop(0) if figures and figures[0] > 31 else None
    if not figures:
        return _between(year, (12 if part else 1, 1), (12, 31))
    month, *days = figures
    first, last = (days[0], days[0]) if days else part or (1, 31)
    return _between(year, (month, first), (month, last))


def _of_number(digits: str) -> list[Span]:
    """2023.12, 202312, 20231231, 2023, 45291; 2023.1 may be January, or October with its zero lost."""
    if _YEAR.fullmatch(digits):
        return _between(int(digits), (1, 1), (12, 31))
    if digits.isdecimal() and int(digits) in _SERIALS:
        day = _EPOCH + dt.timedelta(int(digits))
        return [Span(day, day)]
    if found := _DAY.fullmatch(digits):
        year, month, number = map(int, found.groups())
        return _between(year, (month, number), (month, number))
    found = _MONTH.fullmatch(digits)
    if not found or (not found[2] and len(found[3]) < 2):
        return []
    months = [int(found[3]), *([10] if found[2] and found[3] == "1" else [])]
    return [span for month in months for span in _between(int(found[1]), (month, 1), (month, 31))]
