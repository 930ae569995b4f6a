"""读法 — every admissible reading of a row, and the score that each gives; where they differ, a person decides.

Directions (a cost without a sign), percent or number, slips of units, strict signs, dates. What a reading does not
score is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.doubts import doubts
from xlfuncs.evaluation.result import RowReading
from xlfuncs.evaluation.row_words import RowWords, named_sign
from xlfuncs.functions.apply import Call, read
from xlfuncs.functions.directions import read_direction
from xlfuncs.functions.measures import MEASURED
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.functions.units import FRACTION
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import WIDE, is_blank

HUNDRED, MYRIAD = Decimal(100), Decimal(10**4)
_NEAR = 5  # so many times the other a percentage is at most, where that may be a fraction
_HIGHEST_RATE = Decimal(200)  # percent; above it a percentage was typed into a percent cell, or may have been
_FAR = HUNDRED  # so many times apart, a unit or a digit may be wrong
_FARTHEST = Decimal(1000)
_LOW, _FAR_BELOW = Decimal(50), 30  # percent; a limit this low may be kept a hundredfold
_OVER = 3  # times a target in 万, a number typed without unit may be one without 万
_FEW = Decimal(10)  # … where a bare number may be of minutes or of hours
_WAYS = {"positive": Both("正向", "more is better"), "negative": Both("反向", "less is better")}
_PLAIN = frozenset(("target", "actual", "points", "direction"))
_AS_TYPED = Both("照写", "as typed")


class _Scale(NamedTuple):
    """Target and actual as they may be meant; no target where they give no score."""

    words: Both
    target: Decimal | None
    actual: Decimal


def of_parts(item: Item, rule: str, points: Any) -> list[RowReading]:
    """Of amounts of 0 whose parts are not: what the amounts say, and what their parts add up to."""
    if item.parts is None or item.inputs.get("budget") or item.inputs.get("executed"):
        return []
    budget, executed = item.parts
    call = read(str(item.function), rule, [budget, executed, points])
    added = Both(
        f"按各明细行之和（预算 {plain(budget)}，执行 {plain(executed)}）",
        f"by what its parts add up to ({plain(budget)}, {plain(executed)})",
    )
    nothing = Both("按总额一行（预算为 0）", "by the row of the total, a budget of 0")
    return [RowReading(nothing, None), RowReading(added, call and call.result())]


def is_plain(item: Item) -> bool:
    """Whether a row is an indicator of mere numbers that can be meant in one way only; most rows of a long table."""
    inputs = item.inputs
    if item.function != "capped_ratio_score" or inputs.keys() != _PLAIN or item.criterion is not None:
        return False
    target, actual = inputs["target"], inputs["actual"]
    if not type(target) is type(actual) is type(inputs["points"]) is float:
        return False
    words = item.words
    if words.time or (words.both_ways and inputs["direction"] is None):
        return False
    if (words.signed or words.sense) and not item.own:
        way = read_direction(inputs["direction"]) or "positive"
        if _named_otherwise(item, way):
            return False
    rate = words.rate or (type(item.target) is str and item.target.endswith("%"))
    return _certain(target, actual, rate=rate)


def _certain(target: float, actual: float, *, rate: bool) -> bool:
    """Whether two plain numbers can be meant in one way only, their direction aside."""
    if not 0 < target < 6 * actual < 36 * target:
        return False
    if rate and (target > 200) != (actual > 200):
        return False
    if 1900 < target < 2100 and target % 1:  # 2023.12
        return False
    return not (190000 < target < 210000 or 19000000 < target < 21000000)  # 202312, 20231231


def readings(item: Item, call: Call, values: Sequence[Any]) -> list[RowReading]:
    """The readings of a call with their scores, the likeliest first; one alone where all give the same."""
    found = [*_readings(item, call, values)]
    return found if any(one.score != found[0].score for one in found) else found[:1]


def _readings(item: Item, call: Call, values: Sequence[Any]) -> Iterator[RowReading]:
    if call.function == "execution_rate_score":
        yield from (_score(call, scale) for scale in _amounts(call))
        return
    if call.function != "capped_ratio_score" or item.decided:
        yield RowReading(_AS_TYPED, call.result())
        return
    want, have = parse_target(values[0]), parse_target(values[1])
    words = item.words
    target, actual = call.inputs["target"], call.inputs["actual"]
    if not target and actual and call.inputs["direction"] != "equal":
        shown = plain(actual)
        yield RowReading(
            Both(f"指标值为 0，完成值为 {shown}，没有比例", f"a target of 0, {shown} reached: no ratio"), None
        )
        return
    said = want.direction or not is_blank(item.inputs.get("direction"))
    both = not said and _both_ways(words, want, have)
    both = both or (not (item.own or want.trend) and _named_otherwise(item, call.inputs["direction"]))
    ways = ("positive", "negative") if both else (call.inputs["direction"],)
    for scale in _scales(item, call, want, have, words):
        for way in ways:
            read = _score(call, scale, direction=way)
            yield RowReading(_joined(_WAYS[way], read.words), read.score) if both else read
    yield from doubts(item, call, want, have, ways)


def _both_ways(words: RowWords, want: Target, have: Target) -> bool:
    """Whether more may be better, or less: of a change down that is so only where less of the thing may be worse."""
    if want.trend < 0 and have.trend < 0:
        return not words.both_ways
    return words.both_ways and not (words.slow and want.unit == "%")


def _named_otherwise(item: Item, direction: str | None) -> bool:
    """Whether the row's name goes the other way, by its sign or its sense: 投诉 ≥10; our own tables' formulas read none."""
    named = named_sign(item.name) if item.words.signed else None
    ways = {named.direction if named else item.words.sense, direction}
    return ways == {"positive", "negative"}


def _score(call: Call, scale: _Scale, **way: str) -> RowReading:
    if scale.target is None:
        return RowReading(scale.words, None)
    try:
        return RowReading(scale.words, call.result(target=scale.target, actual=scale.actual, **way))
    except XlfuncsError:
        if scale.words is _AS_TYPED:
            raise
        return RowReading(scale.words, None)


def _joined(one: Both, other: Both) -> Both:
    return one if other is _AS_TYPED else Both(f"{one.zh}、{other.zh}", f"{one.en}, {other.en}")


def _scales(item: Item, call: Call, want: Target, have: Target, words: RowWords) -> Iterator[_Scale]:
    """Both numbers as typed, and otherwise where a percent may be a number or a number a percent."""
    target, actual = call.inputs["target"], call.inputs["actual"]
    yield _Scale(_AS_TYPED, target, actual)
    unit = parse_target(item.target).unit
    percent = "%" in (want.unit, have.unit)
    bare = want.unit is have.unit is None and unit in (None, "%")
    others = []
    high = [side for side, size in enumerate((target, actual)) if abs(size) > _HIGHEST_RATE]
    if len(high) == 1 and (percent or (bare and (words.rate or unit == "%"))):
        others.append((high[0], (target, actual)[high[0]] / HUNDRED))
    small, large = sorted((target, actual))
    near = 0 < small <= FRACTION and large <= small * HUNDRED * _NEAR and small * HUNDRED <= large * _NEAR
    if near and _may_be_fraction(item, call, small, bare=bare, words=words):
        others.append((int(actual == small), small * HUNDRED))
    if want.unit == "%" and have.unit is None and have.number != actual:  # 0.5 beside ≤10%, read as 50%
        typed, less = have.number or actual, call.inputs["direction"] == "negative" or words.both_ways
        if (less and target < _LOW) or target < typed * _FAR_BELOW:
            others.append((1, typed))
    for side, size in others:
        typed = (target, actual)[side]
        shown = Both(f"{plain(typed)} 读作 {plain(size)}%", f"{plain(typed)} read as {plain(size)}%")
        yield _Scale(shown, *((size, actual) if side == 0 else (target, size)))
    united = None not in (want.unit, have.unit)
    large = (want.unit or "").startswith(("万", "亿", "百万", "千万"))
    myriads = large and have.unit is None and not item.own  # 3.2万亩, 32
    if not others and (
        _far_apart(call, _far(item, want, have), percent=percent, united=united)
        or (myriads and actual >= target * _OVER)
    ):
        shown = Both("两数相差悬殊，单位或数位可能有误", "too far apart: a unit or a digit may be wrong")
        yield _Scale(shown, None, actual)


def _may_be_fraction(item: Item, call: Call, small: Decimal, *, bare: bool, words: RowWords) -> bool:
    """Whether the smaller number may be a fraction and the other a percentage.

    Two bare numbers of a rate, or one that is no whole number; a percent that only the unit column says.
    """
    if bare:
        return words.rate or small % 1 != 0 or parse_target(item.target).unit == "%"
    typed = item.actual if call.inputs["actual"] == small else item.target
    if isinstance(typed, str) and (read := parse_target(typed)).unit is not None:
        # 0.95% as a target, since the unit column was added to it; as the result of a rate that is to be high, a slip
        high = call.inputs["direction"] == "positive" and call.inputs["target"] >= _LOW
        return (high or call.inputs["target"] == small) and typed.endswith("%")
    if isinstance(typed, str):
        return read.number == small
    return isinstance(typed, (int, float)) and Decimal(f"{typed:.15g}") == small


def _far(item: Item, want: Target, have: Target) -> Decimal:
    """How many times apart is too far: a number typed without unit may be of a smaller or a larger one."""
    measured = not MEASURED.isdisjoint((want.unit, have.unit))
    bare = measured and None in (parse_target(item.target).unit, parse_target(item.actual).unit)
    return _FEW if bare else _FAR


def _far_apart(call: Call, far: Decimal, *, percent: bool, united: bool) -> bool:
    target, actual = call.inputs["target"], call.inputs["actual"]
    if not target or not actual:
        return False
    if actual >= target * far:
        return True
    if call.inputs["direction"] == "negative":
        return not percent and not united and actual * _FARTHEST <= target
    return bool(actual * far <= target)


def _amounts(call: Call) -> Iterator[_Scale]:
    """Budget and executed amount as typed; and one of them in 元, the other in 万元, where they are far apart."""
    budget, executed = call.inputs["target"], call.inputs["actual"]
    yield _Scale(_AS_TYPED, budget, executed)
    if not budget or not executed or budget / _FARTHEST < executed < budget * _FAR:
        return
    times = max(budget, executed) / min(budget, executed)
    if HUNDRED < times <= MYRIAD * 100:
        mixed = WIDE.divide(executed, MYRIAD) if executed > budget else WIDE.multiply(executed, MYRIAD)
        shown = Both(
            "一个数以元、另一个以万元计（相差 10000 倍）",
            "one amount in 元, the other in 万元 (10,000 times)",
        )
        yield _Scale(shown, budget, mixed)
    yield _Scale(Both("两数相差悬殊，单位可能有误", "too far apart: a unit may be wrong"), None, executed)
