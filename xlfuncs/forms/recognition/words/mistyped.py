"""打错的表头 — the one heading that a text nobody knows is when one character of it was mistyped, left out, typed twice or
before its neighbour, or its end was typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import index, words

_SHORT = 2  # characters of a word of which every other one may be another word
# Which make another heading of one: 上年执行数, 得分率, 执行人数, 基准值.
_TELLING = frozenset(
    "上下去明次前后初末累计率比差余调增减拨未不预决名总小合各本说原额人户笔项天件个台基系效频功警"
)
_TWICE = re.compile("(.{2,})\\1$")
_NUMBERS = frozenset({"points", "score"})  # numbers below prove the shortest of words


@lru_cache(maxsize=1 << 10)
def mistyped(text: str, meant: Collection[str]) -> tuple[str, str] | None:
    """The heading that a text is but for one slip, and what that means, of these meanings, where no other is as near.

    >>> mistyped("完戌值", frozenset({"target", "actual"})), mistyped("目目标", frozenset({"target", "actual"}))
    (('完成值', 'actual'), ('目标', 'target'))
    >>> mistyped("某级指标", frozenset({"level3", "score"})), mistyped("某级指标", frozenset({"level2", "level3"}))
    (('三级指标', 'level3'), None)
    >>> mistyped("上年执行数", frozenset({"executed"})), mistyped("得分率", frozenset({"score"}))
    (None, None)
    >>> mistyped("三级指标指标", frozenset({"level2", "level3"})), mistyped("自平分", frozenset({"points", "score"}))
    (('三级指标', 'level3'), ('自评分', 'score'))
    >>> mistyped("得芬", frozenset({"points", "score"})), mistyped("目录", frozenset({"target", "actual"}))
    (('得分', 'score'), None)
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
