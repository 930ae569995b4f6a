"""Indicators as officials write them: name, sign, target, result, and every admissible reading of the pair."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

from tests.tables.grammar.truth import proportional


@dataclass(frozen=True)
class Percent:
    """A percent cell: the number that is stored, shown with a percent format."""

    stored: float


@dataclass
class Indicator:
    """What one row says before it is put in columns."""

    name: str
    sign: str
    value: object
    unit: str
    actual: object
    readings: dict[str, Decimal]
    whole: object = None  # the target in one cell where it is not sign + value + unit
    sure: bool = True
    missed_deadline: bool = False

    @property
    def target(self) -> object:
        """The target as it stands in a cell of its own."""
        if self.whole is not None:
            return self.whole
        return f"{self.sign}{self.value}{self.unit}" if self.sign or self.unit else self.value


AT_LEAST = ["≥", "≥", "≥", ">=", "≧", "不低于", "不少于", "大于等于"]
AT_LEAST_RARE = ["⩾", "＞＝", "不小于", "至少", "〉＝", "达到"]
AT_MOST = ["≤", "≤", "≤", "<=", "≦", "不超过", "不高于", "小于等于"]
AT_MOST_RARE = ["⩽", "＜＝", "〈＝", "不大于", "不多于", "至多", "低于", "少于", "小于", "控制在", "＜"]
COUNTS = [
    ("开展培训场次", "场"), ("修缮房屋面积", "平方米"), ("发放补贴人数", "人"), ("购置设备数量", "台"),
    ("编印宣传资料", "册"), ("新建管网长度", "公里"), ("组织检查次数", "次"), ("带动就业人数", "人"),
    ("服务群众人次", "人次"), ("完成绿化面积", "亩"),
]  # fmt: skip
RATES = ["验收合格率", "资金到位率", "任务完成率", "政策知晓率", "服务覆盖率", "设备完好率"]
CONTENT = ["服务对象满意度", "群众满意率", "参训人员满意度"]
LIMITS = {
    "成本指标": [
        ("人均培训费", "元"),
        ("项目总成本", "万元"),
        ("单位造价", "元/平方米"),
        ("设备购置成本", "万元"),
    ],
    "时效指标": [("办结时限", "天"), ("应急响应时间", "小时"), ("平均等候时间", "分钟"), ("施工工期", "天")],
}
BAD = [
    ("有效投诉件数", "件"), ("安全事故起数", "起"), ("物资损耗率", "%"), ("数据差错率", "%"), ("岗位空缺率", "%"),
]  # fmt: skip
QUALITIES = [
    ("长效机制健全性", "健全", "健全"), ("社会影响", "有所提升", "有所提升"), ("改善生态环境", "明显改善", "基本改善"),
    ("保障正常运转", "有效保障", "有效保障"), ("促进产业发展", "显著", "较显著"),
]  # fmt: skip


def either(target: object, actual: object, points: Decimal, more: bool, how: str) -> dict[str, Decimal]:
    return {how: proportional(Fraction(str(target)), Fraction(str(actual)), points, more)}


def near(random: Random, target: int) -> int:
    """A result about the target: met, missed or passed."""
    percent = random.choice([100, 100, 100, 90, 95, 105, 110, 80, 67])
    return max(1, target * percent // 100)


def typed(random: Random, number: int, unit: str) -> object:
    if unit == "%":  # a bare number beside a percent is another matter
        return f"{number}%"
    return random.choice([number, f"{number}{unit}", str(number), f"{number}{unit}"])


def count(random: Random, points: Decimal, level2: str) -> Indicator:
    """A quantity, with a sign or without: more is better."""
    name, unit = random.choice(COUNTS)
    target = random.choice([12, 20, 35, 120, 400, 1250])
    actual = near(random, target)
    rare = random.random() < 0.15
    sign = random.choice(["", *AT_LEAST]) if not rare else random.choice(AT_LEAST_RARE)
    readings = either(target, actual, points, True, "正向")
    return Indicator(name, sign, target, unit, typed(random, actual, unit), readings, sure=not rare)


def limit(random: Random, points: Decimal, level2: str) -> Indicator:
    """A cost, a time or something bad with an upper limit: less is better."""
    name, unit = random.choice(LIMITS.get(level2, BAD))
    target = random.choice([2, 3, 5] if unit == "%" else [5, 15, 30, 550])
    actual = near(random, target)
    rare = random.random() < 0.3
    sign = random.choice(AT_MOST_RARE if rare else AT_MOST)
    if sign == "控制在":
        whole: object = f"控制在{target}{unit}以内"
    else:
        whole = None
    strict = sign in ("低于", "少于", "小于", "＜")
    if strict and actual == target:
        actual = target - 1
    readings = either(target, actual, points, False, "反向")
    return Indicator(name, sign, target, unit, typed(random, actual, unit), readings, whole, sure=not rare)


def rate(random: Random, points: Decimal, level2: str) -> Indicator:
    """A percentage, as text with a sign or as percent cells."""
    name = random.choice(CONTENT if "满意" in level2 else RATES)
    target, actual = random.choice([80, 90, 95, 98, 100]), random.choice([76, 85, 90, 95, 98, 100])
    readings = either(target, actual, points, True, "正向")
    if random.random() < 0.5:
        shown = random.choice([f"{actual}%", Percent(actual / 100), f"{actual}.00%"])
        return Indicator(name, random.choice(["", *AT_LEAST]), target, "%", shown, readings)
    whole = random.choice([Percent(target / 100), f"{target}%", f"{target}%以上", f"{target}%（含）以上"])
    shown = random.choice([Percent(actual / 100), f"{actual}%", f"{actual}.0 %"])
    return Indicator(name, "", target, "%", shown, readings, whole)


def quality(random: Random, points: Decimal, level2: str) -> Indicator:
    """Words: only a person can say."""
    name, target, actual = random.choice(QUALITIES)
    return Indicator(name, "", target, "", actual, {}, whole=target)


def money_units(random: Random, points: Decimal, level2: str) -> Indicator:
    """The same money in 元 and in 万元: less is better where it says so."""
    wan = random.choice([3, 12, 45])
    yuan = wan * 10000 * random.choice([9, 10, 11]) // 10
    readings = either(wan * 10000, yuan, points, False, "反向")
    return Indicator("项目总成本", "≤", wan, "万元", f"{yuan}元", readings)
