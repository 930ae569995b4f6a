"""Indicators whose direction is none: met exactly, a target of zero, a deadline; a year and month as a number."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from tests.tables.grammar.indicators import COUNTS, Indicator, typed

EQUAL = ["=", "＝", "等于", "═", "﹦"]


def equal(random: Random, points: Decimal, level2: str) -> Indicator:
    """等于: full when met exactly; a difference is left to a person."""
    name, unit = random.choice(COUNTS)
    target = random.choice([1, 12, 37, 240])
    met = random.random() < 0.7
    actual = target if met else target + random.choice([-1, 1, 2]) or 3
    sign = random.choice(EQUAL)
    readings = {"等于": points} if met else {}
    return Indicator(name, sign, target, unit, typed(random, actual, unit), readings, sure=sign in "=＝")


def zero(random: Random, points: Decimal, level2: str) -> Indicator:
    """A target of 0: met by 0 it earns full points."""
    name, unit = random.choice([("安全事故起数", "起"), ("有效投诉件数", "件"), ("违规问题数", "个")])
    met = random.random() < 0.7
    sign = random.choice(["", "=", "≤"])
    actual = typed(random, 0 if met else 2, unit)
    return Indicator(name, sign, 0, unit, actual, {"零": points} if met else {}, sure=sign != "")


def deadline(random: Random, points: Decimal, level2: str) -> Indicator:
    """A date: kept, full points; missed, a person decides and a finding says so."""
    name = random.choice(["任务完成时间", "资金拨付时间", "项目完工时间", "验收完成时间"])
    kept = random.random() < 0.6
    day = dt.date(2023, 11, 20) if kept else dt.date(2024, 3, 15)
    target = random.choice(["2023年12月31日前", "2023年12月底前", dt.date(2023, 12, 31), "2023-12-31"])
    actual = random.choice(
        [f"{day.year}年{day.month}月{day.day}日", day, f"{day:%Y-%m-%d}", f"{day:%Y.%m.%d}"]
    )
    return Indicator(
        name, "", target, "", actual, {"按期": points} if kept else {}, whole=target, missed_deadline=not kept
    )


def bare_month(random: Random, points: Decimal, level2: str) -> Indicator:
    """Year and month typed as a number: never a quantity."""
    target, actual = random.choice(
        [(2023.12, 2023.11), (202312, 202311), (2023.12, 2024.03), (202312, 202403)]
    )
    kept = str(actual).startswith("2023")
    return Indicator("项目完成时间", "", target, "", actual, {"按期": points} if kept else {}, sure=False)
