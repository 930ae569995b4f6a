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

from xlfuncs.functions.target_words import MEASURE_WORDS
from xlfuncs.patterns import pattern

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)  # no digit is lost
_SCALE = pattern(
    r"(?P<tens>[十百千]?)(?P<myriad>万亿|[万亿])|(?P<small>[百千](?=$|(?!分)[一-龥])|[kKwW](?=$|[元人户名个件亩吨次场台套册份家只头株棵剂]))"
)
_PERIODS = {"年": 1, "半年": 2, "季度": 4, "季": 4, "月": 12, "周": 52, "日": 365, "天": 365}  # in a year
_UNEVEN = {"周", "日", "天"}  # neither a month nor a year has a whole number of weeks
_PEOPLE = pattern("^[名位][一-龥]{2,}$")  # 名博士
_PERIOD = {"日": "天", "季": "季度"}
_WRITTEN = {
    "一年": "/年",
    "/人天": "/人/天",
    "/人日": "/人/天",
    "台/套": "台套",
    "头/只": "头只",
    "件/套": "件套",
}
_PARTED = pattern("[/·.]每?")
_EACH = pattern(f"/({'|'.join(_PERIODS)})$")
_MEASURE_WORDS = frozenset(MEASURE_WORDS)
_OF_THINGS = frozenset(
    "辆座间栋艘架口眼幢盏"
)  # behind these stands what is counted, however short: 辆车, 口井
_NEAR, _FAR = 10, 1000  # times
_MU = Decimal("0.0015")  # 亩 in a 平方米 of a 公顷
_TENS = {"": 1, "十": 10, "百": 100, "千": 1000, "k": 1000, "K": 1000, "w": 10**4, "W": 10**4}
_MYRIAD = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_MEASURES: dict[str, tuple[str, str]] = {  # unit: (base, factor)
    "‰": ("%", "0.1"),
    **dict.fromkeys(("人", "名", "位"), ("人", "1")),
    "人·次": ("人次", "1"),
    **dict.fromkeys(("人天", "人·天", "人日", "人·日"), ("人天", "1")),
    **{unit: (unit[0], "1") for unit in ("场", "场次", "批", "批次", "期", "期次")},
    **dict.fromkeys(("台", "台套"), ("台", "1")),
    **dict.fromkeys(("头", "头只"), ("头", "1")),
    **dict.fromkeys(("件", "件套"), ("件", "1")),
    **dict.fromkeys(("分贝", "dB", "db", "DB"), ("分贝", "1")),
    **dict.fromkeys(("米", "m"), ("米", "1")),
    **dict.fromkeys(("公里", "千米", "km", "KM"), ("米", "1000")),
    **dict.fromkeys(("㎡", "平方米", "平米", "平方", "平", "m2", "m²"), ("平方米", "1")),
    "公顷": ("平方米", "10000"),
    **dict.fromkeys(("平方公里", "平方千米", "km2", "km²"), ("平方米", "1000000")),
    **dict.fromkeys(("立方米", "m3", "m³"), ("立方米", "1")),
    **dict.fromkeys(("千克", "公斤", "kg", "KG"), ("千克", "1")),
    **dict.fromkeys(("斤", "市斤"), ("千克", "0.5")),
    **dict.fromkeys(("吨", "t"), ("千克", "1000")),
    **dict.fromkeys(("克", "g"), ("千克", "0.001")),
    **dict.fromkeys(("毫克", "mg"), ("千克", "0.000001")),
    **dict.fromkeys(("微克", "μg", "µg", "ug"), ("千克", "0.000000001")),
    **dict.fromkeys(("千瓦", "kW", "KW", "kw"), ("千瓦", "1")),
    **dict.fromkeys(("兆瓦", "MW"), ("千瓦", "1000")),
    **dict.fromkeys(("千瓦时", "度", "kWh", "kwh", "KWH"), ("千瓦时", "1")),
    **dict.fromkeys(("秒", "s"), ("秒", "1")),
    **dict.fromkeys(("分钟", "min"), ("分钟", "1")),
    **dict.fromkeys(("小时", "h"), ("分钟", "60")),
    **dict.fromkeys(("天", "日", "日历天", "自然日"), ("分钟", "1440")),
    **dict.fromkeys(("月", "个月"), ("月", "1")),
    "年": ("月", "12"),
}

_FIRST = {measure: name for name, measure in reversed(_MEASURES.items())}
# Names of one measure behind a stroke: 元/㎡ is 元/平方米.
_ALIKE = {name: _FIRST[measure] for name, measure in _MEASURES.items() if name not in _PERIODS}
_WEIGHTS = frozenset(name for name, (base, _) in _MEASURES.items() if base == "千克")

# Each has a smaller or a larger one that people use beside it.
MEASURED = frozenset(
    ["秒", "分钟", "小时", "天", "日", "月", "个月", "年", "米", "公里", "千米", "千克", "公斤", "吨"]
)


def in_one_unit(
    a: Decimal, unit_a: str | None, b: Decimal, unit_b: str | None
) -> tuple[Decimal, Decimal] | None:
    """换成同一单位 — both figures in one unit, exactly; None where the factor is not certain.

    >>> in_one_unit(Decimal("4.6"), "万元", Decimal(45000), "元")
    (Decimal('46000.0'), Decimal('45000'))
    >>> in_one_unit(Decimal(85), "%", Decimal("0.86"), None)
    (Decimal('85'), Decimal('86.00'))
    >>> in_one_unit(Decimal(40), "人", Decimal(40), "场") is None
    True
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
    if per in _WEIGHTS and same in _WEIGHTS:  # 元/斤, 元/公斤
        return in_one_unit(
            _EXACT.multiply(a, _split(same)[0]), one, _EXACT.multiply(b, _split(per)[0]), other
        )
    factor_a, base_a = _split(unit_a)
    factor_b, base_b = _split(unit_b)
    if base_a != base_b and "亩" in (base_a, base_b):
        factor_a, base_a = _in_mu(unit_a, factor_a, base_a)
        factor_b, base_b = _in_mu(unit_b, factor_b, base_b)
    if {base_a, base_b} == {"秒", "分钟"}:  # a 秒 is no whole part of a 分钟
        factor_a, base_a = _in_seconds(factor_a, base_a)
        factor_b, base_b = _in_seconds(factor_b, base_b)
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
    named = (_ALIKE.get(one) or _PERIOD.get(one, one) for one in _PARTED.split(per))
    said = sorted(named, key=lambda one: (one in _PERIODS, one))
    return "/".join((counted, *said)) if slash else unit


def _each(a: Decimal, each: re.Match[str], b: Decimal, unit_b: str | None) -> tuple[Decimal, Decimal] | None:
    """A figure of each month beside one of another period, or beside one that may be of the month or of the year."""
    unit, times = each.string[: each.start()], _PERIODS[each[1]]
    if other := _EACH.search(unit_b or ""):
        pair = in_one_unit(a, unit or None, b, other.string[: other.start()] or None)
        if each[1] == other[1]:
            return pair
        even = pair and {each[1], other[1]}.isdisjoint(_UNEVEN)
        return (_times(pair[0], times), _times(pair[1], _PERIODS[other[1]])) if pair and even else None
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
        if other_size < 10 or Decimal("1.5") < size < 10:
            return None
        return number if size >= 10 else _EXACT.multiply(number, Decimal(100))
    factor, base = _split(unit or "")
    if factor < 1:  # ‰
        return None
    if factor == 1 or unit in _MEASURES:
        return number
    if factor >= 10**4 and _near(size, other_size):
        return number
    plain = factor >= _NEAR * _FAR and not base.endswith("元") and _near(size, other_size * factor)
    return _EXACT.divide(number, factor) if plain else None


def is_unit(text: str) -> bool:
    """Whether it is a unit that no other word stands for, as 个 may for 项.

    >>> is_unit("人次"), is_unit("万亩"), is_unit("个"), is_unit("省级")
    (True, True, False, False)
    """
    base = _SCALE.sub("", text, count=1)
    return base in _MEASURES or base in ("人次", "户次", "家次", "元", "亩")


def _near(size: Decimal, other: Decimal) -> bool:
    return other <= size * _NEAR and size <= other * _NEAR


@lru_cache(maxsize=1 << 12)  # few, and asked for in every row
def _split(unit: str) -> tuple[Decimal, str]:
    """万元 → (10000, 元); 公里 → (1000, 米)."""
    factor = Decimal(1)
    if unit not in _MEASURES and (scale := _SCALE.match(unit)):
        factor = Decimal(_TENS[scale["small"] or scale["tens"]] * _MYRIAD.get(scale["myriad"], 1))
        unit = unit[scale.end() :]
    base, size = _MEASURES.get(_PEOPLE.sub("人", unit), (unit, "1"))
    return factor * Decimal(size), base


def _in_mu(unit: str, factor: Decimal, base: str) -> tuple[Decimal, str]:
    """公顷 → (15, 亩), 平方公里 → (1500, 亩); a 亩 has no whole number of 平方米."""
    large = unit.endswith(("公顷", "平方公里", "平方千米"))
    return (factor * _MU, "亩") if large else (factor, base)


def _in_seconds(factor: Decimal, base: str) -> tuple[Decimal, str]:
    return (factor, base) if base == "秒" else (factor * 60, "秒")


def _same_base(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    named = short == "个" or (short in _MEASURE_WORDS and len(long) > 2)  # 次会议 is 次
    named = named or (short in _OF_THINGS and not long.endswith("次"))
    counted = named and "/" not in long and long.startswith(short) and long != "个百分点"
    unnamed = short == long[len(long.split("/")[0]) :]  # 万 beside 万元, 万/年 beside 万元/年
    return short == long or counted or unnamed
