"""用词 — what the words of a table's headers and labels mean; the words themselves are data.

Texts are compared after NFKC, without white space or line breaks, and, unless the word itself has brackets,
without bracketed parts such as （A）, （万元） or (B/A).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from xlfuncs.forms.recognition.words.parts import ENDING, Meanings, amount_of, parts_of
from xlfuncs.forms.recognition.words.row_labels import TOTAL_IN_TEXT, is_row, listed_rows, total_in_text
from xlfuncs.forms.recognition.words.texts import LONGEST, all_alike, bare, normal, without_letter
from xlfuncs.forms.recognition.words.word_list import SUMS, edges, index, may_mean, words

SURE = 10  # of a word that is listed
SECOND = 6  # of what it means beside a better column
# What a column can be that is calculated, or of which others are; goals only where they are spelled in full: 目标A is a name.
_CALCULATED = ("initial_budget", "adjusted_budget", "budget", "executed", "rate", "points", "score")
_COMPARED = ("target", "actual")
_ADJUSTED = re.compile(r"\([^()]*(?:调整|变更)后?[^()]*\)$")
_AND = re.compile("[及与和、]")
_EARNED = re.compile(r"执行率[*×xX]\d+(?:\.\d+)?分?$")
_TAKEN = re.compile("^(?:[核调]减|[核调]增|差异|增减)分[值数]?$")
_DONE = ("actual", "executed", "rate")
# Such as 绩效自评情况表.
_TITLE = re.compile(r"[^:、]{0,30}(自评|绩效|评价|评分|考核|打分)[^:、]{0,10}表[1-9一二三四五六]?")


@lru_cache(maxsize=1 << 12)
def concept(text: str) -> tuple[str, bool] | None:
    """What a text most likely means as a header, a title or the label of a special row, and whether that is certain.

    >>> concept("得分\\n（20分*执行率）"), concept("单项得分"), concept("造林面积")
    (('score', True), ('score', False), None)
    >>> concept("小 计"), concept("注：得分不超过分值"), concept("得分系数%")
    (('subtotal', True), ('tail', True), ('coefficient', True))
    """
    found = concepts((text,)).get(text)
    return (found[0][0], found[0][1] >= SURE) if found else None


@lru_cache(maxsize=1 << 12)
def first_meaning(text: str) -> str:
    """The same without how certain it is; "" of a text that means nothing."""
    found = concepts((text,)).get(text)
    return found[0][0] if found else ""


def concepts(texts: Collection[str]) -> dict[str, Meanings]:
    """What texts mean, those left out that mean nothing."""
    return meanings_of(all_alike(texts))


def meanings_of(texts: Mapping[str, str]) -> dict[str, Meanings]:
    """The same of texts with what is alike of them; in a long sheet nearly all mean nothing."""
    return {text: meant for text, short in texts.items() if (meant := _meant(short))}


def foreign(known: Mapping[str, Meanings]) -> dict[str, Meanings]:
    """What texts mean in a sheet without our helper columns, though they are spelled like the headings of some."""
    if any(meanings[0][0] == "rule_score" for meanings in known.values()):
        return {}
    other = index("foreign")
    shorts = {text: bare(normal(text)) for text in known}
    # 加权得分 before the score of a hundred that it is made of
    return {text: ((other[short], SURE + 1),) for text, short in shorts.items() if short in other}


@lru_cache(maxsize=1 << 16)
def _meant(text: str) -> Meanings | None:
    return _concept(text) if may_mean(text) else None


@lru_cache(maxsize=1 << 12)
def _concept(text: str) -> Meanings | None:
    key = normal(text[:LONGEST])
    short = opening = bare(key)
    if ":" in key:
        opening = bare(key.partition(":")[0])  # 注：1.一级指标分值统一设置为…
    if len(text) > LONGEST:
        return (("tail", SURE),) if opening in listed_rows()["tail"] else None
    columns = index("columns")
    short = short.rstrip("%")  # 得分系数%
    found = columns.get(key) or columns.get(short)
    if found:
        if "(" in key and _ADJUSTED.search(key):  # 年度指标值（调整）
            found = f"adjusted_{found}" if f"adjusted_{found}" in words("columns") else found
        if found == "score" and "(" in key:  # 得分（抽查）: brackets say that somebody else gave it
            given = parts_of(key.replace(short, "", 1).strip("()") + short)
            found = "approved" if given and given[0][0] == "approved" else found
        other = index("otherwise").get(short)
        return ((found, SURE), (other, SECOND)) if other else ((found, SURE),)
    if ":" in key and TOTAL_IN_TEXT.fullmatch(key) and total_in_text(text) is not None:
        return (("total", SURE),)
    for kind in SUMS:
        if short in listed_rows()[kind]:
            return ((kind, SURE),)
    if opening in listed_rows()["tail"]:
        return (("tail", SURE),)
    if any(word in key for word in words("titles")["words"]):
        return (("title", SURE),)
    return _by_its_end(short) or _called(text)


def _called(text: str) -> Meanings | None:
    """What a heading means that also gives the letter by which formulas call it: 全年预算数A, 执行率③=②/①."""
    meant = _concept(plain) if (plain := without_letter(text)) else None
    if meant is None:
        return None
    key, weight = meant[0]
    spelled = key in _COMPARED and weight >= SURE and len(plain) > 2
    return meant if spelled or key in _CALCULATED else None


def says_two(short: str) -> tuple[str, ...]:
    """The two things that a heading joins, which have a column each elsewhere, in its order.

    >>> says_two("目标值/完成值"), says_two("得分/分值"), says_two("目标值")
    (('target', 'actual'), ('score', 'points'), ())
    """
    halves = [_concept(half) for half in short.split("/")] if "/" in short else []
    said = tuple(half[0][0] for half in halves if half)
    return said if sorted(said) in (["actual", "target"], ["points", "score"]) else ()


@lru_cache(maxsize=1 << 12)  # of 事项（1）, 事项（2） … and all others alike
def _by_its_end(short: str) -> Meanings | None:
    """What a word that nobody listed means."""
    if _TITLE.fullmatch(short):
        return (("title", SURE),)
    if _EARNED.search(short):  # 执行率（B/A）×10
        return (("score", ENDING),)
    if _TAKEN.search(short):
        return None  # 核减分值: how far two scores are apart
    if two := says_two(short):
        return (("target", SURE), ("actual", SURE)) if "target" in two else None
    joined = [meant[0][0] for half in _AND.split(short) if _AND.search(short) and (meant := _concept(half))]
    if joined == ["target", "standard"]:  # 目标及计分办法
        return (("target", ENDING + 2),)
    for kind, listed in words("sums").items():
        if short.endswith(tuple(listed)):
            return ((kind, ENDING),)
    if weak := index("weak").get(short):
        return ((weak, ENDING),)
    endings = index("endings")
    if short.endswith(tuple(endings)):
        ended = next(kind for ending, kind in endings.items() if short.endswith(ending))
        if ended in _DONE and any(word in short for word in words("parts")["forecast"]):
            # 全年预计完成情况, 全年预计执行数: not yet done; 全年预计完成值 is no target either
            return None if ended == "rate" or (ended == "actual" and "全年" in short) else parts_of(short)
        return parts_of(short) or ((ended, ENDING),)
    return amount_of(short) or parts_of(short)


def meaning(group: str, text: object) -> str | None:
    """The key of a group under which a text is listed.

    >>> meaning("directions", "正向指标"), meaning("neutral", "定量"), meaning("directions", 3)
    ('正向', '定量', None)
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    key = normal(text)
    listed = index(group)
    return listed.get(key) or listed.get(bare(key))


def is_placeholder(value: object) -> bool:
    """Whether a cell says only that there is nothing: blank, a dash, an ellipsis."""
    if not isinstance(value, str):
        return value is None
    text, (listed, begins) = value.strip(), _placeholders()
    return not text or (text[0] in begins and normal(text).rstrip("。") in listed)


def is_unadjusted(value: object) -> bool:
    """Whether a cell below 调整后 says that what was set at first holds.

    >>> is_unadjusted("未调整"), is_unadjusted(None), is_unadjusted("36人")
    (True, True, False)
    """
    return is_placeholder(value) or (isinstance(value, str) and is_row("unadjusted", value))


@cache
def _placeholders() -> tuple[frozenset[str], frozenset[str]]:
    listed = words("rows")["placeholder"]
    return frozenset(map(normal, listed)) | {""}, edges(listed, 0) | {"。"}
