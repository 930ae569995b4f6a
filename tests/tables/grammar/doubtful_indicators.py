"""Indicators that can be read in two ways, or in none: what is left to a person."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

from tests.tables.grammar.indicators import (
    BAD,
    CONTENT,
    COUNTS,
    LIMITS,
    RATES,
    Indicator,
    either,
    near,
    typed,
)
from tests.tables.grammar.truth import proportional


def bare_limit(random: Random, points: Decimal, level2: str) -> Indicator:
    """A cost, a time or something bad without a sign: both directions are admissible."""
    name, unit = random.choice(LIMITS.get(level2, BAD))
    target = random.choice([5, 10, 20] if unit == "%" else [5, 20, 30, 600])
    actual = near(random, target)
    readings = either(target, actual, points, False, "反向") | either(target, actual, points, True, "正向")
    return Indicator(name, "", target, unit, typed(random, actual, unit), readings, sure=False)


def unsure_rate(random: Random, points: Decimal, level2: str) -> Indicator:
    """Percent on one side, a bare number on the other, or bare fractions and bare percents mixed."""
    name, target, actual = (
        random.choice(CONTENT if "满意" in level2 else RATES),
        random.choice([90, 95]),
        random.choice([85, 90, 96]),
    )
    meant = proportional(Fraction(target), Fraction(actual), points, True)
    mixed = random.choice(["percent-number", "number-percent", "fraction-number", "number-fraction", "slip"])
    full, none = points, proportional(Fraction(target), Fraction(actual, 100), points, True)
    match mixed:
        case "percent-number":
            return Indicator(name, "", target, "%", actual, {"百分数": meant}, f"{target}%", sure=False)
        case "number-percent":
            return Indicator(name, "", target, "", f"{actual}%", {"百分数": meant}, sure=False)
        case "fraction-number":
            readings = {"百分数": meant, "数": full}
            return Indicator(name, "", target / 100, "", actual, readings, target / 100, sure=False)
        case "number-fraction":
            return Indicator(name, "", target, "", actual / 100, {"百分数": meant, "数": none}, sure=False)
        case _:
            readings = {"照写": full, "多写两位": meant}
            return Indicator(name, "≥", target, "%", f"{actual * 100}%", readings, sure=False)


def several(random: Random, points: Decimal, level2: str) -> Indicator:
    """Two numbers in a cell, or a range: never joined, never one of them alone."""
    name = random.choice(["培训场次及人数", "救助人数", "购置设备数量"])
    target, actual = random.choice(
        [
            ("≥100", "102  120"), ("100 200", "150"), ("90", "90\n95"), ("80-90人", "60人"),
            ("3场、120人", "3场、118人"), ("12个月，65处", "12个月，60处"), ("80～100", "95 60"),
        ]
    )  # fmt: skip
    return Indicator(name, "", target, "", actual, {}, whole=target, sure=False)


def words_for_number(random: Random, points: Decimal, level2: str) -> Indicator:
    """A numeric target, words as the result: no score."""
    name, unit = random.choice(COUNTS)
    actual = random.choice(["已完成", "完成", "达到预期", "100（未验收）"])
    return Indicator(name, "≥", 30, unit, actual, {}, sure=False)
