"""字眼 — what a heading that nobody listed means: by the parts it consists of; or as the one heading that it is but for a slip,
one character mistyped, left out, typed twice or before its neighbour, or the end typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import index, words

Meanings = tuple[tuple[str, int], ...]  # what a text can mean, each with its weight, the likeliest first
Known = Mapping[str, Meanings]  # texts that mean something
ENDING = 3  # the weight of a word that only ends alike
LONGEST_WORD = 12
_SAYS_NOTHING = ("around", "vague", "ending", "counted")
_SHORT = 2  # characters of a word of which every other one may be another word
# Which make another heading of one: 上年执行数, 得分率, 执行人数, 基准值.
_TELLING = frozenset(
    "上下去明次前后初末累计率比差余调增减拨未不预决名总小合各本说原额人户笔项天件个台基系效频功警"
)
_TWICE = re.compile("(.{2,})\\1$")
_NUMBERS = frozenset({"points", "score"})  # numbers below prove the shortest of words


@lru_cache(maxsize=1 << 12)
def parts_of(text: str) -> Meanings | None:
    """What a word nobody listed means by its parts, if it consists of nothing else: the last one that says something
    counts most, who gave the score more than that.

    >>> parts_of("目标设定值"), parts_of("年末完成情况"), parts_of("指标值完成率")
    ((('target', 5),), (('actual', 5),), None)
    >>> parts_of("核减后任务"), parts_of("调整后完成情况")
    ((('adjusted_target', 5),), None)
    """
    pattern, meanings = _parts("parts")
    if len(text) > LONGEST_WORD or pattern.sub("", text):
        return None
    means = [meanings[part] for part in pattern.findall(text)]
    if "counted" in means and "score" in means:
        return None  # 自评项目数
    said = [one for one in means if one not in _SAYS_NOTHING]
    if "adjusted" in said:
        return (("adjusted_target", ENDING + 2),) if {*said} <= {"adjusted", "target", "planned"} else None
    if "forecast" in said and "actual" in said and not text.endswith("值"):
        return None
    said = ["planned" if one == "forecast" else one for one in said]
    if said[-1:] == ["actual"] and "planned" in said:  # what is to be done, or how the plan was kept
        one, other = ("target", "actual") if text.endswith("值") else ("actual", "target")
        return (one, ENDING + 3), (other, ENDING + 2)
    said = ["target" if one == "planned" else one for one in said]
    if said[-2:] == ["score", "points"] and text.endswith("分值"):
        said.pop()
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


@lru_cache(maxsize=1 << 12)
def amount_of(text: str) -> Meanings | None:
    """What amounts a word nobody listed heads, if it consists of nothing but such words and says of what time, or
    that they are amounts.

    >>> amount_of("调整后金额"), amount_of("年度预算安排"), amount_of("实际执行"), amount_of("支出预算数")
    ((('adjusted_budget', 4),), (('budget', 4),), (('executed', 4),), (('budget', 4),))
    """
    pattern, meanings = _parts("amount_parts")
    if len(text) > LONGEST_WORD or pattern.sub("", text):
        return None
    said = [meanings[part] for part in pattern.findall(text)]
    if said[-1:] == ["rate"]:
        return (("rate", ENDING + 1),) if {"executed", "paid"} & set(said) else None
    kinds = [one for one in said if one not in ("said", "around")]
    if said == ["adjusted_budget"]:  # 调整后
        return (("adjusted_budget", ENDING - 1),)
    if not kinds or "rate" in kinds or ("said" not in said and len(kinds) < 2):
        return None
    if kinds[-1] == "paid":
        return (("executed", ENDING - 1),)
    budgets = [one for one in kinds if one.endswith("_budget")]
    return ((budgets[-1] if kinds[-1] == "budget" and budgets else kinds[-1], ENDING + 1),)


@cache
def _parts(group: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Any of the words of a group, the longest first, and what each means."""
    meanings = index(group)
    listed = sorted(map(re.escape, meanings), key=lambda part: -len(part))
    return re.compile(f"({'|'.join(listed)})"), meanings


@lru_cache(maxsize=1 << 10)
def mistyped(text: str, meant: Collection[str]) -> tuple[str, str] | None:
    """The heading that a text is but for one slip, and what that means, of these meanings, where no other is as near.

    >>> mistyped("完戌值", frozenset({"target", "actual"})), mistyped("目目标", frozenset({"target", "actual"}))
    (('完成值', 'actual'), ('目标', 'target'))
    >>> mistyped("某级指标", frozenset({"level3", "score"})), mistyped("某级指标", frozenset({"level2", "level3"}))
    (('三级指标', 'level3'), None)
    """
    text = bare(normal(text))
    meanings = [(word, key) for word, key in index("columns").items() if key in meant]
    same = {_TWICE.sub(r"\1", text), text.translate(_alike())}
    near = [one for one in meanings if one[0] in same] or [
        one for one in meanings if _slipped(text, one[0], short=one[1] in _NUMBERS)
    ]
    return near[0] if len({key for _, key in near}) == 1 else None


def _slipped(text: str, word: str, *, short: bool) -> bool:
    longer = len(text) - len(word)
    if not -1 <= longer <= 1 or len(word) < _SHORT:
        return False
    pairs = enumerate(zip(text, word, strict=False))
    start = next((at for at, (one, other) in pairs if one != other), len(word))
    one, other = text[start:], word[start:]
    if longer > 0:
        twice = start > 0 and one[:1] == text[start - 1]
        return one[1:] == other and (twice or (len(word) > _SHORT and not _TELLING.intersection(one[:1])))
    if len(word) <= _SHORT and (longer or not short):
        return False
    if longer < 0:  # 年度任务 is no 年度任务数, 参考值 no 参考分值
        return one == other[1:] != "" and other[0] not in _TELLING | {"分"}
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    another = one[:1] in _characters() or not _TELLING.isdisjoint((one[:1], other[:1]))
    return swapped or (one[1:] == other[1:] and not another)


@cache
def _alike() -> dict[int, str]:
    """Which character of headings each other one sounds or looks like."""
    return {ord(other): one for one, others in words("alike").items() for other in others}


@cache
def _characters() -> frozenset[str]:
    """Of headings: 复核内容 is as good a word as 考核内容."""
    return frozenset("".join(index("columns")))
