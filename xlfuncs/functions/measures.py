"""计量单位 — what a unit is of the base of its measure: 公里 is 1000 米; by how many names people call it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlfuncs.patterns import pattern

_SCALE = pattern(
    r"(?P<tens>[十百千]?)(?P<myriad>万亿|[万亿])|(?P<small>[百千](?=$|(?!分)[一-龥])|[kKwW](?=$|[元人户名个件亩吨次场台套册份家只头株棵剂]))"
)
# no measure, and no other word for it
_COUNTED = frozenset(("人次", "户次", "家次", "元", "亩", "次", "户", "家", "座", "株"))
_PEOPLE = pattern("^[名位][一-龥]{2,}$")  # 名博士
_TENS = {"": 1, "十": 10, "百": 100, "千": 1000, "k": 1000, "K": 1000, "w": 10**4, "W": 10**4}
_MYRIAD = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_TABLE = (  # base, how many of it, the names
    ("%", "0.1", "‰"),
    ("人", "1", "人 名 位"),
    ("人次", "1", "人·次"),
    ("人天", "1", "人天 人·天 人日 人·日"),
    ("场", "1", "场 场次"),
    ("批", "1", "批 批次"),
    ("期", "1", "期 期次"),
    ("台", "1", "台 台套"),
    ("篇", "1", "篇 篇次"),
    ("趟", "1", "趟 趟次"),
    ("头", "1", "头 头只"),
    ("件", "1", "件 件套"),
    ("分贝", "1", "分贝 dB db DB"),
    ("米", "1", "米 m"),
    ("米", "1000", "公里 千米 km KM"),
    ("平方米", "1", "㎡ 平方米 平米 平方 平 m2 m²"),
    ("平方米", "10000", "公顷 hm² hm2"),
    ("平方米", "1000000", "平方公里 平方千米 km2 km²"),
    ("立方米", "1", "立方米 m3 m³ 方 立方"),
    ("升", "1", "升 L"),
    ("升", "0.001", "毫升 ml mL ML"),
    ("千克", "1", "千克 公斤 kg KG"),
    ("千克", "0.5", "斤 市斤"),
    ("千克", "1000", "吨 t"),
    ("千克", "0.001", "克 g"),
    ("千克", "0.000001", "毫克 mg"),
    ("千克", "0.000000001", "微克 μg µg ug"),
    ("千瓦", "1", "千瓦 kW KW kw"),
    ("千瓦", "1000", "兆瓦 MW"),
    ("千瓦时", "1", "千瓦时 度 kWh kwh KWH"),
    ("秒", "1", "秒 s"),
    ("分钟", "1", "分钟 min"),
    ("分钟", "60", "小时 h"),
    ("分钟", "1440", "天 日 日历天 自然日"),
    ("分钟", "10080", "周 星期 个星期"),
    ("月", "1", "月 个月"),
    ("月", "12", "年"),
)
MEASURES = {name: (base, factor) for base, factor, names in _TABLE for name in names.split()}

PERIODS = {"年": 1, "半年": 2, "季度": 4, "季": 4, "月": 12, "周": 52, "日": 365, "天": 365}  # in a year
_FIRST = {measure: name for name, measure in reversed(MEASURES.items())}
# Names of one measure behind a stroke: 元/㎡ is 元/平方米.
ONE_NAME = {name: _FIRST[measure] for name, measure in MEASURES.items() if name not in PERIODS}
WEIGHTS = frozenset(name for name, (base, _) in MEASURES.items() if base == "千克")

# Each has a smaller or a larger one that people use beside it.
MEASURED = frozenset(
    ["秒", "分钟", "小时", "天", "日", "月", "个月", "年", "米", "公里", "千米", "千克", "公斤", "吨"]
)


def is_unit(text: str) -> bool:
    """Whether it is a unit that no other word stands for, as 个 may for 项.

    >>> is_unit("人次"), is_unit("万亩"), is_unit("个"), is_unit("省级")
    (True, True, False, False)
    """
    base = _SCALE.sub("", text, count=1)
    return base in MEASURES or base in _COUNTED


@lru_cache(maxsize=1 << 12)  # few, and asked for in every row
def factor_and_base(unit: str) -> tuple[Decimal, str]:
    """万元 → (10000, 元); 公里 → (1000, 米)."""
    factor = Decimal(1)
    if unit not in MEASURES and (scale := _SCALE.match(unit)):
        factor = Decimal(_TENS[scale["small"] or scale["tens"]] * _MYRIAD.get(scale["myriad"], 1))
        unit = unit[scale.end() :]
    base, size = MEASURES.get(_PEOPLE.sub("人", unit), (unit, "1"))
    return factor * Decimal(size), base
