"""单位换算 — two figures in one unit, where the factor between their units is certain; never by guessing.

Certain: the same unit; 千/万/百万/亿 before one base (万元 and 元); metric and clock units; 个 and 个社区, 次 and 次会议
(the thing counted is named on one side only). Not certain: 元/人 and 元, 万元/年 and 万元, 工作日 and 天,
人 and 人次.

A bare number beside a unit is that unit where nothing else is conceivable. Two cases need care:

- beside ``%`` it may be a fraction (a cell formatted as percent holds 0.85) or a percentage. It is read only
  where the percentage is at least 10: up to 1.5 a fraction, from 10 on a percentage; 0 is 0 in both.
- beside 万元 it may be 元, beside 万人 it may be 人. It is read as 万 only within a factor of 10 of the other
  figure, where the other reading would be off by 1,000 times or more; a count within that factor of it as it
  stands is read so: 12000 beside 1.2万. Money never is. Beside 百 and 千 nothing is certain.

A number without a period beside one of each month (每月1次, 500元/月) may be of the whole year. Money within a factor
of 2 is of each month; a count is taken for the year's where it reaches the sum of all months, and otherwise left.
"""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache

from xlfuncs.functions.measures import MEASURES, ONE_NAME, PERIODS, WEIGHTS, factor_and_base
from xlfuncs.functions.target_words import MEASURE_WORDS
from xlfuncs.patterns import pattern

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)  # no digit is lost
_UNEVEN = {"周", "日", "天"}  # neither a month nor a year has a whole number of weeks
_PERIOD = {"日": "天", "季": "季度"}
_WRITTEN = {
    "一年": "/年",
    "/人天": "/人/天",
    "/人日": "/人/天",
    "/人年": "/人/年",
    "/人月": "/人/月",
    "/生年": "/生/年",
    "/人·次": "/人次",
} | {f"{one}/{other}": one + other for one, other in ("台套", "头只", "件套")}
_PARTED = pattern("[/·.]每?")
_EACH = pattern(f"/({'|'.join(PERIODS)})$")
_MEASURE_WORDS = frozenset(MEASURE_WORDS)
# behind these stands what is counted, however short: 辆车, 口井
_OF_THINGS = frozenset("辆座间栋艘架口眼幢盏")
_VEHICLES = {"辆", "台"}  # of which a row counts one thing
NEAR, _FAR = 10, 1000  # times
FRACTION = Decimal("1.5")  # up to here a bare number beside a percentage is a fraction
_MU = Decimal("0.0015")  # 亩 in a 平方米 of a 公顷


def in_one_unit(
    a: Decimal, unit_a: str | None, b: Decimal, unit_b: str | None
) -> tuple[Decimal, Decimal] | None:
    """换成同一单位 — both figures in one unit, exactly; None where the factor is not certain.

    >>> in_one_unit(Decimal("4.6"), "万元", Decimal(45000), "元")
    (Decimal('46000.0'), Decimal('45000'))
    >>> in_one_unit(Decimal(85), "%", Decimal("0.86"), None)
    (Decimal('85'), Decimal('86.00'))
    >>> in_one_unit(Decimal(40), "人", Decimal(40), "场"), in_one_unit(Decimal(9), "辆", Decimal(9), "台")
    (None, (Decimal('9'), Decimal('9')))
    """
    if unit_a == unit_b:  # of most rows
        return a, b
    unit_a, unit_b = _per(unit_a), _per(unit_b)
    if unit_a == unit_b:
        return a, b
    if each := _EACH.search(unit_a or ""):
        return _each(a, each, b, unit_b)
    if (each := _EACH.search(unit_b or "")) and each[1] == "年":
        pair = _each(b, each, a, unit_a)
        return pair and pair[::-1]
    if unit_b is None:
        read = _bare(b, a, unit_a)
        return None if read is None else (a, read)
    if unit_a is None:
        read = _bare(a, b, unit_b)
        return None if read is None else (read, b)
    (one, _, per), (other, _, same) = unit_a.partition("/"), unit_b.partition("/")
    if per and per == same:  # 斤/亩, 公斤/亩
        return in_one_unit(a, one, b, other)
    if per in WEIGHTS and same in WEIGHTS:  # 元/斤, 元/公斤
        a, b = _EXACT.multiply(a, factor_and_base(same)[0]), _EXACT.multiply(b, factor_and_base(per)[0])
        return in_one_unit(a, one, b, other)
    factor_a, base_a = factor_and_base(unit_a)
    factor_b, base_b = factor_and_base(unit_b)
    if base_a != base_b:
        factor_a, base_a = _in_parts(unit_a, factor_a, base_a, base_b)
        factor_b, base_b = _in_parts(unit_b, factor_b, base_b, base_a)
    if not _same_base(base_a, base_b):
        return None
    if factor_a == factor_b:
        return a, b
    return _EXACT.multiply(a, factor_a), _EXACT.multiply(b, factor_b)


@lru_cache(maxsize=1 << 12)
def _per(unit: str | None) -> str | None:
    """元/月·位 → 元/人/月: what a unit is said of in one order and by one name, the period last."""
    for typed, meant in _WRITTEN.items():
        unit = unit and unit.replace(typed, meant)
    counted, slash, per = (unit or "").partition("/")
    named = (ONE_NAME.get(one) or _PERIOD.get(one, one) for one in _PARTED.split(per))
    said = sorted(named, key=lambda one: (one in PERIODS, one))
    return "/".join((counted, *said)) if slash else unit


def _each(a: Decimal, each: re.Match[str], b: Decimal, unit_b: str | None) -> tuple[Decimal, Decimal] | None:
    """A figure of each month beside one of another period, or beside one that may be of the month or of the year."""
    unit, times = each.string[: each.start()], PERIODS[each[1]]
    if other := _EACH.search(unit_b or ""):
        pair = in_one_unit(a, unit or None, b, other.string[: other.start()] or None)
        if each[1] == other[1]:
            return pair
        even = pair and {each[1], other[1]}.isdisjoint(_UNEVEN)
        return (_times(pair[0], times), _times(pair[1], PERIODS[other[1]])) if pair and even else None
    pair = in_one_unit(a, unit or None, b, unit_b)
    if pair is None or pair[0] <= 0:
        return None
    if times == 1:  # 次/年 beside 次: the table is one year's; money may be of several
        return None if "元" in unit and unit_b else pair
    if "元" in unit:
        return pair if pair[0] <= pair[1] * 2 <= pair[0] * 4 else None
    year = _times(pair[0], times)
    return (year, pair[1]) if pair[1] >= year else None


def _times(number: Decimal, times: int) -> Decimal:
    return _EXACT.multiply(number, Decimal(times))


def _bare(number: Decimal, other: Decimal, unit: str | None) -> Decimal | None:
    """A number without unit, read in the unit of the other figure."""
    size, other_size = abs(number), abs(other)
    if not number:
        return number
    if unit == "%":
        if other_size < 10 or FRACTION < size < 10:
            return None
        return number if size >= 10 else _EXACT.multiply(number, Decimal(100))
    factor, base = factor_and_base(unit or "")
    if factor < 1:  # ‰
        return None
    if factor == 1 or unit in MEASURES:
        return number
    if factor >= 10**4 and _near(size, other_size):
        return number
    plain = factor >= NEAR * _FAR and not base.endswith("元") and _near(size, other_size * factor)
    return _EXACT.divide(number, factor) if plain else None


def _near(size: Decimal, other: Decimal) -> bool:
    return other <= size * NEAR and size <= other * NEAR


def _in_parts(unit: str, factor: Decimal, base: str, other: str) -> tuple[Decimal, str]:
    """In the other base, where that is no whole part of its own: 公顷 → (15, 亩), 分钟 → (60, 秒)."""
    if (base, other) == ("平方米", "亩") and unit.endswith(("公顷", "平方公里", "平方千米")):
        return factor * _MU, other
    return (factor * 60, other) if (base, other) == ("分钟", "秒") else (factor, base)


def _same_base(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if f"个{short}" == long and short not in _PERIOD.values() and short not in PERIODS:  # 18班, 18个班
        return True
    named = short == "个" or (short in _MEASURE_WORDS and len(long) > 2)  # 次会议 is 次
    named = named or (short in _OF_THINGS and not long.endswith("次"))
    counted = named and "/" not in long and long.startswith(short) and long != "个百分点"
    unnamed = short == long[len(long.split("/")[0]) :]  # 万 beside 万元, 万/年 beside 万元/年
    return short == long or counted or unnamed or {a, b} == _VEHICLES
