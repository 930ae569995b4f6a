"""评价标准里的步进扣分 — a table that states its own steps: 在职人员控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。

The standard gives the limit, the step and its cost; the explanation beside it gives the rate. Where the row has a target,
that is the limit which the standard leaves out, and steps may be of what it counts: 每少1次扣1分. Where it does not say what
a step partly taken costs, a score is given where all three readings agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.result import RowReading
from xlfuncs.functions.target_words import WIDTH, narrowed
from xlfuncs.functions.targets import Target, parse_target
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import WIDE, cents
from xlfuncs.scoring.steps import Partial, step_deduction

_STEP = pattern(
    r"(?:(?P<over>每(?:超过|超出|高于|高出|超|高|多|增加|[逾超延]期|[延推]迟|拖延|晚)|每?(?:发生|出现)|(?<![每最不未])[超多晚](?=[1一](?![\d.])))|每(?:低于(?:目标|指标)值?|低于|减少|下降|降低|低|缺|缺?少[一-龥]{0,4}?)"
    # 低1个百分点扣0.5分, of one at a time; 每有1个未完成扣1分
    r"|(?<![至最])[低少](?=[1一](?![\d.]))|每有?(?=(?:\d+|一)[^\W\d]{1,3}?未(?:完成|开展|实施|建成|举办|达到?)))"
    r"(?P<size>\d+(?:\.\d+)?|一)"
    r"(?:(?P<rate>个百分点|%)|(?P<unit>[^\W\d]{1,3}?))(?:未(?:完成|开展|实施|建成|举办|达到?))?的?[,，]?扣(?P<off>\d+(?:\.\d+)?)分"
)
_FIGURE = pattern(r"\d+(?:\.\d+)?(?!\d|\.\d)(?P<unit>%?)(?!分|%)")
_FULL_MARKS = pattern(r",?[计得](?:满|\d+(?:\.\d+)?)分$")
_BOUND = pattern(  # 低于60%不得分, 60%以下不得分
    r"(?:(?:低于|少于|不足|小于|不到|<)(?=\d)|(?<![\d.])(?=\d[\d.]*[^\d,;。]{0,3}以下))(?P<at>\d+(?:\.\d+)?)(?P<percent>%?)[^\d,;。]{0,6}不[得计]分"
)
_COSTS = pattern(r"(?:扣(?!完|[至到]0分)|封顶|上限)[^,;。]{0,6}\d|\d[^,;。×*]{0,8}不[得计]分")
_SHARE = pattern(
    r"(?:得分[=:为])?[^,;。×*]{0,8}(?P<name>[一-龥]{2})率[×*](?:分值|权重|(?P<worth>\d+(?:\.\d+)?)分?)(?:计算|计分)?。?"
)
_WORTH, _POINTS = pattern(r"[计得](\d+(?:\.\d+)?)分"), pattern(r"(?<![\d.])(\d+(?:\.\d+)?)分(?!钟)")
_OF_WHOLE = pattern(r"(?<![\d.])(?!100%)\d+(?:\.\d+)?%")
_RATE = pattern(r"(?<![×x*\d.])(-?\d+(?:\.\d+)?)%")
_FELL = pattern(  # 比上年下降12.5% is a change of -12.5%
    r"(?<![每未])(?:下降|减少|降低|压[减缩]|降幅)[率幅]?(?:了|为|达到?|约|:|不[低少]于|[≥>≤<=])*(?=\d+(?:\.\d+)?%)"
)
_APART = pattern(  # 逾期2天, 低2%: how far from what is asked for, and not what was reached
    r"(?<![未不无有现生])(?:[逾超延]期|[延推]迟|延误|拖延)|(?<![未不最至减降提升增])(?:晚|超出?|高出|[低少多差缺])了?\s*\d"
)
_PART = pattern(
    r"不[足满](?:\d+(?:\.\d+)?|一)(?:个百分点|%|[^\W\d]{1,3}?)的?[,，]?"
    r"(?:(?P<ignored>不予?扣)|(?P<proportional>按比例)|(?P<whole>[按以](?:\d|一)))"
)
PARTIALS: dict[Partial, Both] = {
    "ignored": Both("不满一步不扣", "a step partly taken costs nothing"),
    "proportional": Both("不满一步按比例扣", "a step partly taken costs its part"),
    "whole": Both("不满一步也扣一步", "a step partly taken costs a whole one"),
}


class _Steps(NamedTuple):
    limit: Decimal  # percent, or what the target counts
    over: bool  # above it costs points, else below it
    step: Decimal  # percentage points, or what the target counts
    off: Decimal  # points


def stepped(standard: str, explained: str, points: Decimal, target: Target) -> list[RowReading]:
    """What a row earns by the steps it states: one reading where all agree; none where the texts are not plain.

    >>> none = parse_target(None)
    >>> text = "以100%为标准。在职人员控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。"
    >>> [reading.score for reading in stepped(text, "控制率为95.10%", Decimal(5), none)]
    [Decimal('5')]
    >>> [reading.score for reading in stepped("100%计满分，每低于5%扣2分", "完成率99.27%", Decimal(8), none)]
    [Decimal('8'), Decimal('7.71'), Decimal('6')]
    >>> [reading.score for reading in stepped("≥500批次，每少10批次扣1分", "480批次", Decimal(8), none)]
    [Decimal('6')]
    >>> text = "每低1个百分点扣1分，不足1个百分点按1个百分点计"
    >>> [reading.score for reading in stepped(text, "99.5%", Decimal(8), parse_target("100%"))]
    [Decimal('7')]
    >>> stepped("制度健全计4分，得到有效执行计4分", "健全", Decimal(8), none)
    []
    """
    text = re.sub(r"\s", "", standard.translate(WIDTH))
    stated = [*_STEP.finditer(text)]
    if len(stated) != 1 or any(Decimal(worth) != points for worth in _WORTH.findall(text)):
        return []
    steps, reached = _steps(text, stated[0], target), _reached(explained, text, stated[0]["unit"])
    if steps is None or reached is None or _costs_more(text, stated[0], steps, reached, points):
        return []
    found, said = [*_readings(steps, reached, points)], _PART.search(text)
    if said:
        return [one for one, partial in zip(found, PARTIALS, strict=True) if partial == said.lastgroup]
    return found if any(one.score != found[0].score for one in found) else found[:1]


def _costs_more(text: str, step: re.Match[str], steps: _Steps, reached: Decimal, points: Decimal) -> bool:
    """Whether a standard says more of what a miss costs than its step: 少3次以上不得分, 至多5分; a bound kept says nothing, of
    steps of what the target counts one of its share, too: 低于60%不得分.
    """
    rest = f"{text[: step.start()]};{text[step.end() :]}"
    for bound in _BOUND.finditer(rest):
        least, have = Decimal(bound["at"]), reached
        if bool(bound["percent"]) == bool(step["unit"]):
            if not step["unit"] or steps.over or not steps.limit:
                return True  # 少于3次 of a rate
            have, least = 100 * reached, least * steps.limit
        if have < least or (have == least and "以下" in bound[0]):
            return True
    rest = _BOUND.sub("", rest)
    return not {0, points}.issuperset(map(Decimal, _POINTS.findall(rest))) or _COSTS.search(rest) is not None


def shared(standard: str, explained: str, points: Decimal) -> list[RowReading]:
    """What a row earns by a share that its standard multiplies its points by, 执行率×10; none where the texts are not plain."""
    found, rate = _SHARE.fullmatch(narrowed(standard)), rate_in(explained, "")
    if not found or rate is None or not 0 <= rate <= 100 or Decimal(found["worth"] or points) != points:
        return []
    said = found["name"] in explained or not re.search("[一-龥]", explained)
    return [RowReading(Both(standard, standard), cents(points * rate / 100))] if said else []


def _steps(text: str, found: re.Match[str], target: Target) -> _Steps | None:
    unit, before = found["unit"], _BOUND.sub("", text[: found.start()])
    if unit and target.number is None:
        # 500批次，每少10批次扣1分: it stands before the step
        target = parse_target(_FULL_MARKS.sub("", before.rstrip(",;。")))
    if unit and _OF_WHOLE.search(before):
        return None  # 完成80%以上得满分，每少1人扣1分
    figures = {one[0] for one in _FIGURE.finditer(before) if not unit or before.startswith(unit, one.end())}
    limits = {Decimal(one.rstrip("%")) for one in figures}
    if target.number is not None and target.unit == (unit or "%"):
        limits.add(target.number)
    size = Decimal(1) if found["size"] == "一" else Decimal(found["size"])
    if len(limits) != 1 or not size or figures == {"1"}:  # 控制率≤1 may be 100%
        return None
    if any(limits) and (found["over"] or "").endswith(("发生", "出现")):  # all of them, or those beyond ≤2?
        return None
    return _Steps(limits.pop(), found["over"] is not None, size, Decimal(found["off"]))


def _reached(explained: str, standard: str, unit: str | None) -> Decimal | None:
    """The one rate that a text gives, or the one number of what is counted; None where there is no such."""
    if unit:
        read = parse_target(explained)
        told = read.unit == unit and read.operator == "none" and not _APART.search(explained)
        return read.number if told else None
    return rate_in(explained, standard)


def rate_in(explained: str, standard: str) -> Decimal | None:
    """The one rate that a text gives [percent], below 0 where it fell and falls are not what the standard asks for."""
    text = narrowed(explained)
    rates = {*_RATE.findall(text)}
    if len(rates) != 1 or _APART.search(text):
        return None
    rate = Decimal(rates.pop())
    return -abs(rate) if _FELL.search(text) and not _FELL.search(standard) else rate


def _readings(steps: _Steps, rate: Decimal, points: Decimal) -> Iterator[RowReading]:
    one, other = (steps.limit, rate) if steps.over else (rate, steps.limit)
    far = abs(one) + abs(other)
    for partial, words in PARTIALS.items():
        off = step_deduction(
            one, other, points, step=steps.step, per_step=steps.off, partial=partial, low=-far, high=far
        )
        yield RowReading(words, cents(WIDE.subtract(points, off)).normalize() + 0)
