"""变化幅度 — targets and results that are changes: 提高5%, 较上年减少6件."""

from __future__ import annotations

from xlfuncs.functions.target_words import CHANGE, OPERATORS
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.patterns import pattern

_RISES, _FALLS = pattern("增速|增幅|涨幅|新增|增产"), pattern("减排|削减|节[水电煤油能]")
_MEAN = pattern("[人户亩村校]均")  # 户均增收1620元
_SIGNS = {operator for operator in OPERATORS.values() if operator != "approx"}


def as_named(name: str, target: object, actual: object) -> tuple[object, object]:
    """Target and actual, the change left out that one of them says again after the name: 增长6.5% under 增长率.

    >>> as_named("营业收入增长率", "≥6%", "同比增长6.5%"), as_named("节约成本", "5万元", "节约6万元")
    (('≥6%', '6.5%'), ('5万元', '6万元'))
    >>> as_named("营业收入", "≥6%", "增长6.5%"), as_named("能耗降低率", "≥3%", "上升1%")
    (('≥6%', '增长6.5%'), ('≥3%', '上升1%'))
    """
    want, have = parse_target(target), parse_target(actual)
    if bool(want.trend) == bool(have.trend):
        return target, actual
    rises, said = _RISES.search(name), CHANGE.search(name)
    trend = 1 if rises or (said and said["rise"]) else -1 if said or _FALLS.search(name) else 0
    if trend != want.trend + have.trend:
        return target, actual
    return (_level(want), actual) if want.trend else (target, _level(have, each="/" in want.text))


def _level(read: Target, *, each: bool = False) -> str:
    if read.number is None or read.operator == "approx":
        return read.text
    mean = _MEAN.match(read.text) if each else None
    sign = read.operator if read.operator in _SIGNS else ""
    return (
        f"{mean[0] if mean else ''}{sign}{read.number:f}{read.unit or '%' * (read.kind == 'change_percent')}"
    )


def reached(target: object, actual: object, *, falls_are_good: bool) -> bool:
    """是否达到变化幅度 — whether a target and an actual are changes one way, that way is good, and the actual is no smaller.

    >>> reached("提高5%", "提高6%", falls_are_good=False), reached("提高5%", "提高4%", falls_are_good=False)
    (True, False)
    >>> reached("同比下降5%", "下降6%", falls_are_good=True), reached("下降5%", "下降6%", falls_are_good=False)
    (True, False)
    """
    want, have = parse_target(target), parse_target(actual)
    if not want.trend or want.trend != have.trend or have.kind != "change_percent":
        return False
    if want.number is None or have.number is None:
        return False
    at_least = want.unit == "%" and want.direction == "positive"
    plain = want.kind == "change_percent" or (want.unit == "%" and want.operator == "approx")  # 增长5%左右
    good = plain and (want.trend < 0) == falls_are_good
    return (at_least or good) and have.number >= want.number
