"""字眼 — what a heading that nobody listed means by the parts it consists of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import index, words

Meanings = tuple[tuple[str, int], ...]  # what a text can mean, each with its weight, the likeliest first
Known = Mapping[str, Meanings]  # texts that mean something
ENDING = 3  # the weight of a word that only ends alike
LONGEST_WORD = 12
_SAYS_NOTHING = ("around", "vague", "ending", "counted")


@lru_cache(maxsize=1 << 12)
def parts_of(text: str) -> Meanings | None:
    """What a word nobody listed means by its parts, if it consists of nothing else: the last one that says something
    counts most, who gave the score more than that.

    >>> parts_of("目标设定值"), parts_of("年末完成情况"), parts_of("指标值完成率")
    ((('target', 5),), (('actual', 5),), None)
    >>> parts_of("核减后任务"), parts_of("调整后完成情况")
    ((('adjusted_target', 5),), None)
    >>> parts_of("预期实现值"), parts_of("计划完成情况")
    ((('target', 6), ('actual', 5)), (('actual', 6), ('target', 5)))
    >>> parts_of("财政打分"), parts_of("指标分"), parts_of("单位自评分")
    ((('approved', 7), ('score', 5)), (('points', 5), ('score', 4)), (('score', 6),))
    >>> parts_of("所得分值"), parts_of("自评权重")
    ((('score', 5),), (('points', 5),))
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
    >>> amount_of("项目支出"), amount_of("资金总额"), amount_of("资金支出率"), amount_of("实际拨付数")
    (None, None, (('rate', 4),), (('executed', 2),))
    >>> amount_of("年初安排"), amount_of("调整后")
    ((('initial_budget', 4),), (('adjusted_budget', 2),))
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


def is_vague(text: str) -> bool:
    """Whether a word says only that there is a value: 值, 数值.

    >>> is_vague("值"), is_vague("目标值")
    (True, False)
    """
    return bare(normal(text)) in words("parts")["vague"]
