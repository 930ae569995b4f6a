"""期限 — whether a result keeps a deadline; dates as people write them, one typed as a number (2023.12) too.

A date says as much as it says: 12月底前 ends on the 31st, 12月前 on the last of November or of December. What does not
tell for certain (a year on one side only, words nobody knows) is None: a person decides.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from xlfuncs.functions.target_words import FURTHER, narrowed
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.patterns import pattern

_YEAR_ENDS = dt.timedelta(300)  # so much earlier without a year, a date may be of the next one
_LEAP = 2000  # the year of dates that name none
# What may stand beside the date of a result; 12月31日前 alone says the deadline again, not when the work was done.
_BEFORE_IT = pattern(
    "[之以]?前(?=(?:已经?|均已?|全部)*(?:竣工|完工|验收|交付|投入使用|支付|发放|拨付|完成|完毕|结束))"
)
_DONE = pattern(
    r"(?:已经?|均已?|全部|按[时期]|如期|及时|提前|于|在|到位|竣工|完工|验收|交付|投入使用|支付|发放|拨付|完成|完毕|结束|上线|投[用产]|启用|开通|通车|开馆|(?<!试)运行"
    r"|印发|发布|出台|报送|上报|提交|到货|建成|举[办行]|召开|开展|[办审]结|结[题项]|出版|下[达拨]|签订|移交|归档|安装|投放|通过|入库|通[水电气网]|[底末，。,.;、:()])*"
)
# What a work has come to, in order; and what is done at once
_STAGES = tuple(
    map(
        pattern,
        (
            "到货|供货",
            "安装",
            "[竣完]工|建成",
            "验收",
            "移交|交[付接]",
            "投入使用|投[用产]|启用|上线|开通|通车",
        ),
    )
)
_ACTS = tuple(map(pattern, ("支付|发放|拨付|下[达拨]|到位", "印发|发布|出台", "报送|提交|上报")))
_FROM = pattern("早于|起|[以之]?后|[≥>≈=]|左右|前后")  # no deadline, or not one for certain
_RECURS = pattern("每[年季月周日]|次[年季月周日]")  # kept every time: no date could say so
_MONTHLY = pattern("(?:每个?月|次月|每季度?[首末]月)(?=[0-9]{1,2}[日号][之以]?前)")
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


class _Span(NamedTuple):
    first: dt.date
    last: dt.date
    dated: bool  # names its year


def kept(deadline: object, actual: object) -> bool | None:
    """是否按期 — whether the date of `actual` keeps the deadline; None where that is not certain.

    >>> kept("2023年12月底前", dt.date(2023, 12, 20)), kept("2023年12月31日前", "2024年3月15日")
    (True, False)
    >>> kept("2023年6月前", "2023年6月12日"), kept(2023.12, 2023.11), kept("12月底前", "已完成")
    (None, True, None)
    >>> kept("每月10日前", "每月10日前发放到位"), kept("12月10日前", "12月10日前")
    (True, None)
    >>> kept("9月底前开工", "9月10日开工"), kept("9月底前完工", "9月10日开工")
    (True, None)
    >>> kept("10月底前完工，质保一年", "9月20日完工"), kept("10月底前，全部完工", "9月20日完工")
    (None, True)
    >>> kept("每月20日前", "每月18日"), kept("每月10日前发放", "每月12日发放"), kept("每月20日前", "每季度末月18日")
    (True, False, None)
    """
    texts = isinstance(deadline, str) and isinstance(actual, str)
    again = str(actual)[len(str(deadline)) :] if texts and str(actual).startswith(str(deadline)) else None
    if again is not None and _RECURS.search(str(deadline)) and _DONE.fullmatch(again):
        return True
    deadline, actual = _of_one_month(deadline, actual)
    further = FURTHER.search(deadline) if isinstance(deadline, str) else None
    if further and not _DONE.fullmatch(further["more"]):
        return None  # more is asked for than the date
    want, have = _spans(deadline, strict=True), _spans(actual, strict=False)
    asked, done = _rest(deadline), _BEFORE_IT.sub("", _rest(actual))
    if _FROM.search(asked) or not (_DONE.fullmatch(done) or ("前" not in done and done in asked)):
        return None
    verdicts = {_verdict(one, other) for one, other in product(want, have)}
    return verdicts.pop() if len(verdicts) == 1 else None


def falls_short(asked: str, actual: str) -> bool:
    """是否另一环节 — whether what was done by a date is not yet, or not, what was asked for by then.

    >>> falls_short("11月底前验收", "11月25日完工"), falls_short("竣工时间", "11月25日通过验收"), falls_short("11月底前", "完工")
    (True, False, False)
    >>> falls_short("6月底前发放", "6月5日印发"), falls_short("6月底前完成", "6月5日印发")
    (True, False)
    """
    want, have = ([at for at, said in enumerate(_STAGES) if said.search(text)] for text in (asked, actual))
    if want and have and have[-1] < want[-1]:
        return True
    acts = [{said.pattern for said in _ACTS if said.search(text)} for text in (asked, actual)]
    return all(acts) and acts[0].isdisjoint(acts[1])


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
    >>> is_date_number(2023.0), is_date_number(2023.0, year=True), is_date_number(45291.0, year=True)
    (False, True, True)
    """
    read = parse_target(value)
    digits = read.value or ""
    plain = not year and (_YEAR.fullmatch(digits) or len(digits) == 5)
    return read.operator == "none" and read.unit is None and not plain and bool([*_numbers(digits)])


def are_dates(deadline: object, actual: object, *, timed: bool = False) -> bool:
    """Whether both are dates, one of them perhaps typed as a number; of a time, both perhaps.

    >>> are_dates("2023年12月底前", 202311), are_dates(202312, 202311), are_dates(202312, 202311, timed=True)
    (True, False, True)
    """
    deadline, actual = _of_one_month(deadline, actual)
    dates = [parse_target(value).kind == "date_deadline" for value in (deadline, actual)]
    pairs = zip(dates, (deadline, actual), strict=True)
    return (timed or any(dates)) and all(date or is_date_number(value, year=True) for date, value in pairs)


def _of_one_month(deadline: object, actual: object) -> tuple[object, object]:
    """A day of every month and its deadline, 每月18日 and 每月20日前, as those of one month: 1月18日, 1月20日前."""
    if isinstance(deadline, str) and isinstance(actual, str) and (found := _MONTHLY.match(deadline)):
        said = found[0]
        if actual.startswith(said):
            return f"1月{deadline[len(said) :]}", f"1月{actual[len(said) :]}"
    return deadline, actual


def _verdict(deadline: _Span, actual: _Span) -> bool | None:
    if deadline.dated != actual.dated:
        return None
    if actual.last <= deadline.last:
        early = not deadline.dated and deadline.last - actual.last > _YEAR_ENDS  # 12月20日前, 1月5日
        return None if early else True
    return False if actual.first > deadline.last else None


def _spans(value: object, *, strict: bool) -> list[_Span]:
    """Every reading of a date; with `strict` 6月前 may end with May."""
    if isinstance(value, str) and _MONTHLY.match(value):
        return []  # of every month, and not of one
    read = parse_target(value)
    if read.kind != "date_deadline":
        bare = read.operator == "none" and read.unit is None
        return [*_numbers(read.value or "")] if bare else []
    span = _span(read)
    if span is None:
        return []
    before = strict and re.search("[^日号底末内]之?以?前", read.text) and span.first.day == 1
    if not before or span.first == span.last:
        return [span]
    eve = span.first - dt.timedelta(1)
    return [span, _Span(eve, eve, span.dated)]


def _span(read: Target) -> _Span | None:
    value = read.value or ""
    named = next((months for name, months in _NAMED.items() if name in value), None)
    if named:
        in_year = _YEAR.match(value)
        year = int(in_year[0]) if in_year else _LEAP
        return _Span(dt.date(year, named[0], 1), _last(year, named[1]), dated=in_year is not None)
    *numbers, tail = value.split("-")
    part = _PARTS.get(tail)
    figures = [*map(int, numbers if part else [*numbers, tail])]
    dated = bool(figures) and figures[0] > 31
    year, *rest = figures if dated else [_LEAP, *figures]
    if not rest:
        return _Span(dt.date(year, 12 if part else 1, 1), dt.date(year, 12, 31), dated)
    month, *day = rest
    try:
        if day:
            return _Span(dt.date(year, month, day[0]), dt.date(year, month, day[0]), dated)
        last = _last(year, month)
        first, end = part or (1, 31)
        return _Span(dt.date(year, month, first), dt.date(year, month, min(end, last.day)), dated)
    except ValueError:  # 2023年2月30日
        return None


def _numbers(digits: str) -> Iterator[_Span]:
    """2023.12, 202312, 20231231, 2023, 45291; 2023.1 may be January, or October with its zero lost."""
    if _YEAR.fullmatch(digits):
        yield _Span(dt.date(int(digits), 1, 1), dt.date(int(digits), 12, 31), dated=True)
    elif digits.isdecimal() and int(digits) in _SERIALS:
        day = _EPOCH + dt.timedelta(int(digits))
        yield _Span(day, day, dated=True)
    elif found := _DAY.fullmatch(digits):
        year, month, number = map(int, found.groups())
        if 1 <= month <= 12 and 1 <= number <= _last(year, month).day:
            yield _Span(dt.date(year, month, number), dt.date(year, month, number), dated=True)
    else:
        yield from _months(digits)


def _months(digits: str) -> Iterator[_Span]:
    found = _MONTH.fullmatch(digits)
    if not found or (not found[2] and len(found[3]) < 2):
        return
    months = {int(found[3])} | ({10} if found[2] and found[3] == "1" else set())
    for month in sorted(months & set(range(1, 13))):
        year = int(found[1])
        yield _Span(dt.date(year, month, 1), _last(year, month), dated=True)


def _last(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _rest(value: object) -> str:
    """The words around a date's figures; of a real date and of a number none."""
    if not isinstance(value, str):
        return ""
    clean = narrowed(value)
    return re.sub(
        r"第?[一二三四1-4]季度|[上下]半年|[上中下]旬|年度?|[0-9一二三四五六七八九十]|[月日号初中年份/.-]",
        "",
        clean,
    )
