"""字眼 — what a heading that nobody listed means by the parts it consists of."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from xlfuncs.forms.recognition.texts import bare, normal
from xlfuncs.forms.recognition.word_list import index, words

__all__ = ["ENDING", "Meanings", "is_vague", "parts_of"]

Meanings = tuple[tuple[str, int], ...]  # what a text can mean, each with its weight, the likeliest first
ENDING = 3  # the weight of a word that only ends alike
LONGEST_WORD = 12
_SAYS_NOTHING = ("around", "vague")


@lru_cache(maxsize=1 << 12)
def parts_of(text: str) -> Meanings | None:
    """What a word nobody listed means by its parts, if it consists of nothing else: the last one that says something
    counts most, who gave the score more than that.

    >>> parts_of("目标设定值"), parts_of("年末完成情况"), parts_of("指标值完成率")
    ((('target', 5),), (('actual', 5),), None)
    >>> parts_of("财政打分"), parts_of("指标分"), parts_of("单位自评分")
    ((('approved', 7), ('score', 5)), (('points', 5), ('score', 4)), (('score', 6),))
    """
    pattern, meanings = _parts()
    if len(text) > LONGEST_WORD or pattern.sub("", text):
        return None
    said = [one for part in pattern.findall(text) if (one := meanings[part]) not in _SAYS_NOTHING]
    weights: dict[str, int] = {}
    for place, meaning in enumerate(reversed(said)):
        either = meaning.split("_or_")
        for rank, one in enumerate([each for each in either if each in said] or either):  # 自评 + 分
            weights[one] = weights.get(one, 0) + (ENDING + 2 - rank if place == 0 else 1)
    if "approved" in weights:
        weights["approved"] = ENDING + 4 if weights.keys() & {"score", "points"} else 0
        weights.pop("points", None)
    found = sorted(((one, weight) for one, weight in weights.items() if weight > 1), key=lambda one: -one[1])
    return tuple(found) or None


@cache
def _parts() -> tuple[re.Pattern[str], dict[str, str]]:
    meanings = index("parts")
    parts = "|".join(sorted(map(re.escape, meanings), key=lambda part: -len(part)))
    return re.compile(f"({parts})"), meanings


def is_vague(text: str) -> bool:
    """Whether a word says only that there is a value: 值, 数值.

    >>> is_vague("值"), is_vague("目标值")
    (True, False)
    """
    return bare(normal(text)) in words("parts")["vague"]
