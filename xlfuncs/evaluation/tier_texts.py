"""评价标准里的分档 — a table that states its own tiers: 预算控制率=0，计5分；0-10%（含），计4分；大于30%不得分。

A rate inside one tier earns what the tier says. On a bound that the text leaves open, both tiers are readings.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import dropwhile
from typing import Any, NamedTuple

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.result import RowReading
from xlfuncs.evaluation.step_texts import rate_in
from xlfuncs.functions.target_words import WIDTH, narrowed
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import cents

_BEFORE_WORTH = pattern("(?<![,的])[,的]+(?=[计得]|不[得计]分)")
_REST = pattern("(?:其余|其他|其它|否则)的?(?:情况)?均?不[得计]分")
_FULL = pattern("(?<=[计得])满分")
_WORTH = pattern(r"(?:(?:[计得]|(?<![扣减\d.]))(?P<points>\d+(?:\.\d+)?)分|不[得计]分)$")
_FIGURE = r"(?P<{0}>-?\d{{1,9}}(?:\.\d{{1,9}})?)%?(?P<{0}_with>\(含\)|\(不含\))?"
_BETWEEN = pattern(_FIGURE.format("low") + "[-~—至到和与]+" + _FIGURE.format("high") + "(?:之间)?$")
_INSIDE = pattern(  # 90%≤完成率<95%, 大于等于90%小于95%
    r"(?:(?P<low>\d{1,9}(?:\.\d{1,9})?)%?(?:(?P<low_with>≤|<=)|<)[^\d<≤]{0,8}"
    r"|(?:(?P<from>≥|>=|大于或?等于|不低于)|>|大于|高于)(?P<least>\d{1,9}(?:\.\d{1,9})?)%?[^\d<≤]{0,4}?)"
    r"(?:(?P<high_with>≤|<=|小于或?等于|不高于)|<|小于|低于)(?P<high>\d{1,9}(?:\.\d{1,9})?)%?$"
)
_ALONE = pattern(
    r"(?P<least>≥|>=|不低于|达到?)?(?P<most>≤|<=|不高于|不超过)?(?P<above>>|大于|高于|超过)?(?P<below><|小于|低于)?(?P<equal>=|等于)?"
    + _FIGURE.format("at")
    + r"(?P<up>[(含及]*\)?以上)?(?P<down>[(含及]*\)?以下)?$"
)
_WORD = pattern(  # 优得分值的100%, 良=80%, 中6分, 差不得分
    r"(?P<word>[一-龥]{1,8}?)[=:为的]*[得计]?(?:(?:分值的)?(?P<share>\d+(?:\.\d+)?)%(?:的?分值?)?|(?P<points>\d+(?:\.\d+)?)分"
    r"|(?P<full>满分)|不[得计]分)"
)
_OR_NOTHING = pattern(  # 按期完成得满分，未完成不得分: nothing lies between
    r"[^扣每比酌分,;。]{0,60}[,的]{0,3}[得计](?:满分|\d+(?:\.\d+)?分)[,;。、①-⑩]+(?:否则|其[余他它]|如?[未没不](?:有|能)?(?:全部|完全|在|规定|时限|内)*"
    r"(?:按|完成|达|实现|通过|及时|足额|到位|合格)|超|逾|延|低于|不足|发生|出现)[^扣每比酌分,;。]{0,60}[,的]{0,3}(?:不[得计]分|[得计]?0分)[。;]?"
)
_LATE = pattern("(?:[逾超延]期|超时|未[按如][时期](?:完成)?|未在规定时[间限]内?完成)[的,]*不[得计]分[。;]?")
_NUMBER = pattern(r"\d+(?:\.\d+)?")
_SAME = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}
_WHOLE = Decimal(100)
_WITH = {"(含)": True, "(不含)": False}
_SIDES = ("low", "least", "above", "up"), ("high", "most", "below", "down")


class _Tier(NamedTuple):
    text: str
    worth: Decimal
    low: Decimal | None = None  # percent; None has no bound
    high: Decimal | None = None
    with_low: bool | None = True  # None: the text does not say
    with_high: bool | None = True

    def holds(self, rate: Decimal) -> bool | None:
        """Whether a rate is in it; None on a bound of which the text does not say whether it belongs."""
        if (self.low is not None and rate < self.low) or (self.high is not None and rate > self.high):
            return False
        on = [self.with_low] * (rate == self.low) + [self.with_high] * (rate == self.high)
        return None if None in on and False not in on else all(on)


def tiered(standard: str, explained: str, points: Decimal) -> list[RowReading]:
    """What a row earns by the tiers it states: one reading where a single tier holds its rate; none where the texts
    are not plain.

    >>> text = "预算控制率=0，计5分；0-10%（含），计4分；10-20%（含），计3分；大于20%不得分。"
    >>> [reading.score for reading in tiered(text, "预算控制率8%", Decimal(5))]
    [Decimal('4')]
    >>> [reading.score for reading in tiered("95%以上计5分；90%-95%计4分；低于90%不得分", "95%", Decimal(5))]
    [Decimal('5'), Decimal('4')]
    >>> text = "完成率≥95%的，得10分。完成率在90%（含）和95%之间，得9分。完成率＜90%的，得0分。"
    >>> [tiered(text, actual, Decimal(10))[0].score for actual in ("95%", "90%", "89.9%")]
    [Decimal('10'), Decimal('9'), Decimal('0')]
    >>> text = "目标≥90%。满意度≥90%得10分，80%-90%得8分，其余不得分"
    >>> [tiered(text, actual, Decimal(10))[0].score for actual in ("91%", "85%", "79%")]
    [Decimal('10'), Decimal('8'), Decimal('0')]
    >>> tiered("满意度≥90%得10分，80%-89%得8分，其余不得分", "89.5%", Decimal(10))
    []
    >>> tiered("完成率100%，满意度≥90%得10分，80%-90%得8分", "91%", Decimal(10))  # two conditions
    []
    >>> tiered("制度健全计4分；得到有效执行计4分", "执行率100%", Decimal(8))
    []
    """
    text = _BEFORE_WORTH.sub("", re.sub(r"\s", "", standard.translate(WIDTH)))
    text = _FULL.sub(f"{points}分", text)
    rate = rate_in(explained, text)
    told = dropwhile(lambda sentence: "分" not in sentence, re.split("[;。]", text))  # before it, the target
    parts = [part for sentence in told for part in sentence.split(",") if part]
    rest = parts.pop() if parts and _REST.fullmatch(parts[-1]) else ""
    tiers = [_tier(part) for part in parts]
    known = [tier for tier in tiers if tier is not None]
    if rate is None or len(known) < 2 or len(known) < len(tiers) or max(t.worth for t in known) != points:
        return []
    held = [tier for tier in known if tier.holds(rate) is not False]
    whole = any(tier.low == tier.high == _WHOLE for tier in known)
    if rate > _WHOLE and whole and all((tier.low or 0) < _WHOLE and tier.high is None for tier in held):
        if "完成" not in text:  # 控制率100%得5分: 120% may be as good, or overspent
            return []
        rate, held = _WHOLE, [tier for tier in known if tier.holds(_WHOLE) is not False]
    if rest and not held:
        # 89.5% between 80-89 and 90
        under = any(tier.high is not None and tier.high < rate for tier in known)
        over = any(tier.low is not None and tier.low > rate for tier in known)
        return [] if under and over else [RowReading(Both(rest, rest), Decimal())]
    certain = [tier for tier in held if tier.holds(rate)]
    counted = certain if len(certain) == 1 else held
    stairs = all(tier.low is not None and tier.high in (None, tier.low) for tier in held)
    if stairs and len(held) > 1:  # 100%, 90%以上, 80%以上
        held.sort(key=lambda tier: (tier.low or 0, bool(tier.holds(rate))), reverse=True)
        counted = held[: 1 if held[0].holds(rate) else 2]
    return [RowReading(Both(tier.text, tier.text), tier.worth) for tier in counted]


def worded(standard: str, reached: str, points: Decimal) -> list[RowReading]:
    """What a row earns by the words of its standard, where its result is one of them; none where the texts are not plain.

    >>> text = "评价标准：优得分值的100%，良得80%；中=60%，差不得分。"
    >>> [str(worded(text, word, Decimal(20))[0].score) for word in ("优秀", "良", "中等", "差")]
    ['20.00', '16.00', '12.00', '0.00']
    >>> [worded(*pair, Decimal(20)) for pair in ((text, "一般"), (text + "每缺一项扣1分", "良"), ("良得80%", "良"))]
    [[], [], []]
    """
    text = re.sub(r"\s", "", standard.translate(WIDTH)).rpartition("标准:")[2]
    found = [*filter(None, map(_WORD.fullmatch, re.split("[;。,、]", text)))]
    words = (_SAME.get(one["word"], one["word"]) for one in found)
    worths = (RowReading(Both(one[0], one[0]), _earned(one, points)) for one in found)
    earned = dict(zip(words, worths, strict=True))
    best = max((one.score or 0 for one in earned.values()), default=0)
    done = reached.strip()
    said = earned.get(_SAME.get(done, done)) or earned.get(done.removeprefix("已"))
    plain = 1 < len(earned) == len(found) and best == points and not re.search("[扣每]", text)
    return [said] if said and plain else []


def or_nothing(standard: str, target: Decimal | None, points: Decimal) -> list[RowReading]:
    """Nothing, which a missed target earns where the standard knows but this and full marks; none where it knows more.

    >>> [len(or_nothing(f"{text}不得分", Decimal(90), Decimal(5))) for text in ("≥90%得满分，否则", "完成得5分，未完成的，")]
    [1, 1]
    >>> [len(or_nothing(f"{text}不得分", Decimal(90), Decimal(5))) for text in ("≥95%得满分，否则", "完成得满分，未启动")]
    [0, 0]
    """
    text = narrowed(standard)
    known = {target, points, Decimal(), Decimal(100)}
    late = target is None and _LATE.fullmatch(text)  # of a date
    stated = late or _OR_NOTHING.fullmatch(text.lstrip("①"))
    plain = stated and known.issuperset(map(Decimal, _NUMBER.findall(text)))
    return [RowReading(Both("未达到指标值", "the target is missed"), Decimal())] if plain else []


def _earned(word: re.Match[str], points: Decimal) -> Decimal:
    share = Decimal(word["share"] or 0) * points / 100
    return cents(points if word["full"] else share or Decimal(word["points"] or 0))


def _tier(text: str) -> _Tier | None:
    """One part of a standard: what rates it is of, and what they earn."""
    worth = _WORTH.search(text)
    if worth is None:
        return None
    said, points = text[: worth.start()], Decimal(worth["points"] or 0)
    if found := _BETWEEN.search(said):
        low, high = Decimal(found["low"]), Decimal(found["high"])
        return _Tier(text, points, low, high, *(_WITH.get(found[key]) for key in ("low_with", "high_with")))
    if found := _INSIDE.search(said):
        low, high = Decimal(found["low"] or found["least"]), Decimal(found["high"])
        sides = found["low_with"] or found["from"], found["high_with"]
        return _Tier(text, points, low, high, *map(bool, sides))
    found = _ALONE.search(said)
    if found is None:
        return None
    at = Decimal(found["at"])
    if found["equal"] or found[0] in ("100", "100%"):
        return _Tier(text, points, at, at)
    for side, sure, never, beyond in _SIDES:
        if found[sure] or found[never] or found[beyond]:
            open_ = not {"含", "及"}.isdisjoint(found[beyond] or "") or _WITH.get(found["at_with"])
            belongs = True if found[sure] else False if found[never] else open_
            bound: dict[str, Any] = {side: at, f"with_{side}": belongs}
            return _Tier(text, points, **bound)
    return None
