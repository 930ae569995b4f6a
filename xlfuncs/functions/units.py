"""单位换算 — two figures in one unit, where the factor between their units is certain; never by guessing.

Certain: the same unit; 千/万/百万/亿 before one base (万元 and 元); metric and clock units; 个 and 个社区
(the thing counted is named on one side only). Not certain: 元/人 and 元, 万元/年 and 万元, 工作日 and 天,
人 and 人次.

A bare number beside a unit is that unit where nothing else is conceivable. Two cases need care:

- beside ``%`` it may be a fraction (a cell formatted as percent holds 0.85) or a percentage. It is read only
  where the percentage is at least 10: up to 1.5 a fraction, from 10 on a percentage; 0 is 0 in both.
- beside 万元 it may be 元. It is read as 万元 only within a factor of 100 of the other figure, where 元
  would be off by 100 times or more.
"""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

__all__ = ["in_one_unit"]

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)  # no digit is lost
_SCALE = re.compile(
    r"(?P<tens>[十百千]?)(?P<myriad>万亿|[万亿])|(?P<small>[百千])(?=[元人户名个件亩吨次场台套册份家只头株棵])"
)
_TENS = {"": 1, "十": 10, "百": 100, "千": 1000}
_MYRIAD = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_MEASURES: dict[str, tuple[str, str]] = {  # unit: (base, factor)
    "‰": ("%", "0.1"),
    **dict.fromkeys(("人", "名", "位"), ("人", "1")),
    **{unit: (unit[0], "1") for unit in ("场", "场次", "批", "批次", "期", "期次")},
    **dict.fromkeys(("米", "m"), ("米", "1")),
    **dict.fromkeys(("公里", "千米", "km", "KM"), ("米", "1000")),
    **dict.fromkeys(("㎡", "平方米", "平米", "m2", "m²"), ("平方米", "1")),
    "公顷": ("平方米", "10000"),
    **dict.fromkeys(("平方公里", "平方千米", "km2", "km²"), ("平方米", "1000000")),
    **dict.fromkeys(("立方米", "m3", "m³"), ("立方米", "1")),
    **dict.fromkeys(("千克", "公斤", "kg", "KG"), ("千克", "1")),
    **dict.fromkeys(("吨", "t"), ("千克", "1000")),
    "分钟": ("分钟", "1"),
    **dict.fromkeys(("小时", "h"), ("分钟", "60")),
    **dict.fromkeys(("天", "日"), ("分钟", "1440")),
    **dict.fromkeys(("月", "个月"), ("月", "1")),
    "年": ("月", "12"),
}


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
    if unit_a == unit_b:
        return a, b
    if unit_b is None:
        read = _bare(b, a, unit_a)
        return None if read is None else (a, read)
    if unit_a is None:
        read = _bare(a, b, unit_b)
        return None if read is None else (read, b)
    factor_a, base_a = _split(unit_a)
    factor_b, base_b = _split(unit_b)
    if not _same_base(base_a, base_b):
        return None
    if factor_a == factor_b:
        return a, b
    return _EXACT.multiply(a, factor_a), _EXACT.multiply(b, factor_b)


def _bare(number: Decimal, other: Decimal, unit: str | None) -> Decimal | None:
    """A number without unit, read in the unit of the other figure."""
    size, other_size = abs(number), abs(other)
    if not number:
        return number
    if unit == "%":
        if other_size < 10 or Decimal("1.5") < size < 10:
            return None
        return number if size >= 10 else _EXACT.multiply(number, Decimal(100))
    factor = _split(unit or "")[0]
    if factor < 1:  # ‰
        return None
    if factor >= 10**4 and not other_size / 100 <= size <= other_size * 100:
        return None
    return number


def _split(unit: str) -> tuple[Decimal, str]:
    """万元 → (10000, 元); 公里 → (1000, 米)."""
    unit = unit.replace("一年", "/年")
    factor = Decimal(1)
    if unit not in _MEASURES and (scale := _SCALE.match(unit)):
        factor = Decimal(_TENS[scale["small"] or scale["tens"]] * _MYRIAD.get(scale["myriad"], 1))
        unit = unit[scale.end() :]
    base, size = _MEASURES.get(unit, (unit, "1"))
    return factor * Decimal(size), base


def _same_base(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    counted = short == "个" and long.startswith("个") and long != "个百分点"
    unnamed = short == long[len(long.split("/")[0]) :]  # 万 beside 万元, 万/年 beside 万元/年
    return short == long or counted or unnamed
