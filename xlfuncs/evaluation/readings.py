"""读法 — every admissible reading of a row, and the score that each gives; where they differ, a person decides.

Directions (a cost without a sign), percent or number, slips of units, strict signs, dates. What a reading does not
score is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Item
from xlfuncs.evaluation.doubts import RANKS, doubts
from xlfuncs.evaluation.result import RowReading
from xlfuncs.evaluation.row_words import RowWords, named_sign, words_of
from xlfuncs.evaluation.scales import AS_TYPED, Scale, scales, scales_of_amounts
from xlfuncs.functions.apply import Call, read_cells
from xlfuncs.functions.directions import read_direction
from xlfuncs.functions.target_words import CHANGE
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import is_blank

_WAYS = {"positive": Both("正向", "more is better"), "negative": Both("反向", "less is better")}
PLAIN = ("target", "actual", "points", "direction")
_KEYS, _values = frozenset(PLAIN), itemgetter(*PLAIN)


def of_parts(item: Item, rule: str, points: Any) -> list[RowReading]:
    """Of amounts of 0 whose parts are not: what the amounts say, and what their parts add up to."""
    if item.parts is None or item.inputs.get("budget") or item.inputs.get("executed"):
        return []
    budget, executed = item.parts
    call = read_cells(str(item.function), rule, budget, executed, points)
    added = Both(
        f"按各明细行之和（预算 {plain(budget)}，执行 {plain(executed)}）",
        f"by what its parts add up to ({plain(budget)}, {plain(executed)})",
    )
    nothing = Both("按总额一行（预算为 0）", "by the row of the total, a budget of 0")
    return [RowReading(nothing, None), RowReading(added, call and call.result())]


def plain_rows(items: Sequence[Item]) -> dict[int, tuple[Any, ...]]:
    """The inputs of indicators of mere numbers that can be meant in one way only, by their places; most rows of a long table."""
    rows = [
        (place, item, values)
        for place, item in enumerate(items)
        if item.function == "capped_ratio_score"
        and item.criterion is None
        and (inputs := item.inputs).keys() == _KEYS
        and type((values := _values(inputs))[0]) is type(values[1]) is type(values[2]) is float
    ]
    words = words_of([item.name for _, item, _ in rows], (item.section + item.level2 for _, item, _ in rows))
    return {
        place: values
        for (place, item, values), said in zip(rows, words, strict=True)
        if _is_plain(item, said, values)
    }


def _is_plain(item: Item, words: RowWords, values: Sequence[Any]) -> bool:
    target, actual, _, direction = values
    if not 0 < target < 6 * actual < 36 * target:
        return False
    if target != actual and item.name.endswith(RANKS):
        return False
    if any(words):  # of few names
        if words.time or (words.both_ways and direction is None):
            return False
        if not item.own and _named_otherwise(item, read_direction(direction) or "positive"):
            return False
    if (target > 200) != (actual > 200) and (
        words.rate or (type(item.target) is str and item.target.endswith("%"))
    ):
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
        yield from (_score(call, scale) for scale in scales_of_amounts(call))
        return
    if call.function != "capped_ratio_score" or item.decided:
        yield RowReading(AS_TYPED, call.result())
        return
    want, have = parse_target(values[0]), parse_target(values[1])
    target, actual = call.inputs["target"], call.inputs["actual"]
    if not target and actual and call.inputs["direction"] != "equal":
        shown = plain(actual)
        yield RowReading(
            Both(f"指标值为 0，完成值为 {shown}，没有比例", f"a target of 0, {shown} reached: no ratio"), None
        )
        return
    said = want.direction or not is_blank(item.inputs.get("direction"))
    both = not said and _both_ways(item, want, have)
    both = both or (not (item.own or want.trend) and _named_otherwise(item, call.inputs["direction"]))
    ways = ("positive", "negative") if both else (call.inputs["direction"],)
    for scale in scales(item, call, want, have):
        for way in ways:
            read = _score(call, scale, direction=way)
            yield RowReading(_joined(_WAYS[way], read.words), read.score) if both else read
    yield from doubts(item, call, want, have, ways)


def _both_ways(item: Item, want: Target, have: Target) -> bool:
    """Whether more may be better, or less: of a change down that is so only where less of the thing may be worse."""
    words = item.words
    if want.trend < 0 and have.trend < 0:
        return not (words.both_ways or CHANGE.search(item.name))  # 节约成本
    return words.both_ways and not (words.slow and want.unit == "%")


def _named_otherwise(item: Item, direction: str | None) -> bool:
    """Whether the row's name goes the other way, by its sign or its sense: 投诉 ≥10; our own tables' formulas read none."""
    named = named_sign(item.name) if item.words.signed else None
    ways = {named.direction if named else item.words.sense, direction}
    return ways == {"positive", "negative"}


def _score(call: Call, scale: Scale, **way: str) -> RowReading:
    if scale.target is None:
        return RowReading(scale.words, None)
    try:
        return RowReading(scale.words, call.result(target=scale.target, actual=scale.actual, **way))
    except XlfuncsError:
        if scale.words is AS_TYPED:
            raise
        return RowReading(scale.words, None)


def _joined(one: Both, other: Both) -> Both:
    return one if other is AS_TYPED else Both(f"{one.zh}、{other.zh}", f"{one.en}, {other.en}")
