"""文字 — headers and labels as they are compared: half width, without white space, brackets, points."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from unicodedata import normalize

LONGEST = 60  # longer texts are prose, not headers, labels or titles

_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_ALIKE = "3456789"  # digits in no word that is listed
_BETWEEN = "\0"  # in no text, as a rule
_NUMERALS = frozenset("一二三四五六七八九十")
_OUTLINE = re.compile(r"^[一二三四五六七八九十]+[、.]")
_ENGLISH = re.compile(r"(?<=[\u4e00-\u9fff])\s*[A-Z][a-z]{2,}[A-Za-z0-9\s]*$")  # 得分 Score
FIGURE = r"\d{1,12}(?:\.\d+)?"  # of points, in words: no infinite one
_POINTS = re.compile(
    r"[(\[](?:满分:?)?(\d+(?:\.\d+)?)(分)?[)\]]?$|(?<!\d)(\d+(?:\.\d+)?)分\)?$|\((\d+(?:\.\d+)?)分?[*×xX]"
    r"|率[*×xX](\d+(?:\.\d+)?)\)?$"
)

# What was earned of them, behind the points: 50分，得48.5分.
_EARNED = re.compile(
    r"(?<=\d分)([)）\]]?)[,，;；/]?[(（\[]?(?:单位)?(?:自评|实际|实)?得?分?[:：为]?\d+(?:\.\d+)?分?(?=[)）\]]?$)"
)

# Begun at the first digit alone: a long number would be looked through once for each of its digits.
_CARRIED = re.compile(r"[（(\[【]\d+(?:\.\d+)?分?[）)\]】]$|(?<!\d)\d+(?:\.\d+)?(?:分?[）)\]】]|分[）)]?)$")

_PART_OF_YEAR = re.compile(
    r"(?<!\d)1[-—–~至](?:[1-9]|1[01])月|前?[一二三]季度|(?<!前)四季度(?!末)|上?半年|[序时]{2}"
)
_TERM = re.compile(r"实施期|项目期|规划期|周期|中期(?!调)|[三五]年(?!级)|20\d\d年?[-—–~至到]20\d\d年")
_LABELLED = re.compile(r"([^\s:：]{2,16})[:：]\s*([^\s:：]+)")

STARS = "*★☆"  # of what must be filled in
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))  # which take no room
LETTERS = "ABCDEFGH①②③④⑤⑥⑦⑧"  # by which formulas call a column
_LETTER = "[A-HＡ-Ｈ①-⑧]"
_CALLED = re.compile(
    rf"(?<=[\u4e00-\u9fff)）%％])(?:{_LETTER}(?:[=＝].{{1,12}})?"
    rf"|[=＝]?[(（]?{_LETTER}[/÷／][(（]?{_LETTER}(?:[+＋-]{_LETTER})*[)）]{{0,2}}(?:[*×]100[%％]?)?[)）]?)$"
)


@lru_cache(maxsize=1 << 12)  # units and labels come again in every row
def normal(text: str) -> str:
    """The text in half width, without white space.

    >>> normal("执行率\\n（Ｂ/Ａ）"), normal("\\u200e指标\\xa0值\\ufeff")
    ('执行率(B/A)', '指标值')
    """
    short = "".join(normalize("NFKC", text).split())
    return short if short.isprintable() else short.translate(UNSEEN)


@lru_cache(maxsize=1 << 12)
def bare(key: str) -> str:
    """A normal text without brackets, closing colon, outline number and what it says again in English.

    >>> bare("其中:当年财政拨款(万元):"), bare("二、绩效指标(90分)"), bare("(一级)"), bare("一级指标Level1")
    ('其中:当年财政拨款', '绩效指标', '一级', '一级指标')
    """
    if "(" in key or "[" in key:
        key = _BRACKETS.sub("", key) or key.strip("()[]")
    if key[:1] in _NUMERALS:
        key = _OUTLINE.sub("", key)
    return in_chinese(key.lstrip(STARS).rstrip(":;,。." + STARS))


def in_chinese(text: str) -> str:
    """A text without what it says again in English.

    >>> in_chinese("三级指标 Level 3"), in_chinese("得分"), in_chinese("PM2.5")
    ('三级指标', '得分', 'PM2.5')
    """
    return _ENGLISH.sub("", text) if text[-1:].isascii() and text[:1] > "z" else text


def alike(text: str) -> str:
    """The text with one digit for all from 3 to 9: what it means does not rest on them, and most names of a long list
    differ in nothing else.

    >>> alike("事项（第176项）"), alike("表1")
    ('事项（第122项）', '表1')
    """
    for digit in _ALIKE:
        text = text.replace(digit, "2")
    return text


def all_alike(texts: Collection[str]) -> dict[str, str]:
    """Many texts, each with what :func:`alike` makes of it: of all at once in half the time.

    >>> all_alike(["事项（第176项）", "表1"])
    {'事项（第176项）': '事项（第122项）', '表1': '表1'}
    """
    found = alike(_BETWEEN.join(texts)).split(_BETWEEN)
    return dict(zip(texts, found if len(found) == len(texts) else map(alike, texts), strict=True))


def without_letter(text: str) -> str:
    """A heading without the letter of its column, or what calculates it; nothing where it has none.

    >>> without_letter("全年预算数A"), without_letter("执行率（%） ③=②÷①"), without_letter("执行率B/(A+C)"), without_letter("率")
    ('全年预算数', '执行率（%）', '执行率', '')
    """
    whole = "".join(text.split())
    plain = _CALLED.sub("", whole)
    return plain if plain != whole else ""


def labelled(text: str) -> list[tuple[str, str]]:
    """The labels in a text, with what stands behind their colons.

    >>> labelled("填报单位：某局　填报日期：2023年3月"), labelled("某局")
    ([('填报单位', '某局'), ('填报日期', '2023年3月')], [])
    """
    return _LABELLED.findall(text) if ":" in text or "：" in text else []


@lru_cache(maxsize=1 << 8)
def part_of_year(text: str) -> str | None:
    """What a heading or a title says of a part of the year that its figures are of.

    >>> part_of_year("1-7月完成值"), part_of_year("上半年绩效自评表"), part_of_year("三季度末完成值")
    ('1-7月', '上半年', '三季度')
    """
    found = _PART_OF_YEAR.search(normal(text))
    return found[0] if found else None


@lru_cache(maxsize=1 << 12)
def is_of_term(text: str) -> bool:
    """Whether a heading says that its figures are of several years together.

    >>> is_of_term("实施期目标值"), is_of_term("中期目标（2023-2025年）"), is_of_term("中期调整值"), is_of_term("年度目标值")
    (True, True, False, False)
    """
    return _TERM.search(normal(text)) is not None


@lru_cache(maxsize=1 << 12)
def label_points(text: str, *, unit: bool = False) -> float | None:
    """The points written in a label; `unit` asks for the word 分, where a bare number could be a count.

    >>> label_points("产出指标\\n(50分)"), label_points("产出（30）"), label_points("得分（20分*执行率）")
    (50.0, 30.0, 20.0)
    """
    found = _POINTS.search(_EARNED.sub(r"\1", normal(text).rstrip(":;.。")))
    if not found or (unit and found[1] and not found[2]):
        return None
    points = float(found[1] or found[3] or found[4] or found[5])
    return points if points <= 1000 else None


@lru_cache(maxsize=1 << 12)
def label(text: str) -> str:
    """A label as a name: without white space, the points and units it carries, a closing colon.

    >>> label("当年预算执行\\n情况（20）"), label("预算执行情况（万元）(20分)："), label("指标1：产出数量")
    ('当年预算执行情况', '预算执行情况', '指标1：产出数量')
    """
    short = re.sub(r"[（(][亿万]?元[）)]", "", "".join(text.translate(UNSEEN).split())).rstrip("：:")
    short = _EARNED.sub(r"\1", short)
    return _CARRIED.sub("", short) or short
