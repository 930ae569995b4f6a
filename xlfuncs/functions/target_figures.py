"""指标值里的数 — the figures of a text: without those that count its items or say what is counted; dates; numbers in words:
三小时之内, 百分之九十五, 九成以上. 一般, 一户一策 are none, and 三百五 may be 305 or 350.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xlfuncs.functions import target_words as say
from xlfuncs.functions.target_words import AFTER, BEFORE, MEASURE_WORDS
from xlfuncs.patterns import pattern

_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_D = f"[{''.join(DIGITS)}]"
_NUMBER = (
    rf"(?:(?P<thousands>{_D})千(?!{_D}(?!百))零?)?(?:(?P<hundreds>{_D})百(?!{_D}(?!十))零?)?"
    rf"(?:(?P<tens>{_D})?(?P<ten>十))?(?P<ones>{_D})?(?:(?<=[一-龥])点(?P<decimals>[零一二三四五六七八九]{{1,4}}))?"
)
_COUNTED = (
    "[万亿]?(?:人次|场次|小时|分钟|工作日|公里|平方米|课时|学时"
    f"|[天日月年元亩吨米人名个门位节堂盒包副宗起例只桶根剂页字尾瓶{MEASURE_WORDS}])"
)
_SPOKEN = pattern(
    rf"(?P<share>百分之)?(?=[一-龥]){_NUMBER}(?P<unit>(?(share)|(?:%|(?:[万亿]?[余多])?个?{_COUNTED})))"
)
_NONE = pattern(  # 零起, 零事故
    rf"零(?:(?P<unit>{_COUNTED})|(?:发生|安全)?(?:事故|投诉|差错|违规|违纪|伤亡|死亡|上访|案件)|发生)?"
)
# 九成以上, 九成五
_TENTHS = pattern(rf"(?<![0-9.一二三四五六七八九两几])({_D}|[1-9])成({_D}|半)?(?=$|及?以上)")
_PER_MILLE = pattern(rf"千分之({_D}|[0-9]+(?:\.[0-9]+)?)(?![一-龥0-9.])")
_SHARE = pattern(r"百分之([0-9]+(?:\.[0-9]+)?)|(?<=[0-9])(?:百分比|\(百分比\))")
# Before a number in words: 每月一次, 已建成三十处
_BEFORE_IT = pattern(
    "^(?:每个?(?:月|季度?|半年|年|周|日|天))?(?:人民币)?[已共]?(?:达到?|完成|开展|举办|召开|组织|新增|建设|建成|购置)?"
)
_MONTH_END = pattern("(?:[底初中]|[上中下]旬)?[之以]?前?(?:已|全部)*(?:完成|[竣完]工)?")  # 十二月底前
_BEHIND_IT = pattern("整|[,;。、(][^0-9一二三四五六七八九十百千两零]*")  # 五万元整; 五场,效果良好

_HALF = pattern(  # 半小时, 一年半, 3个半月; 上半年 is none
    rf"(?<![0-9.])(?P<whole>{_D}|[0-9]+)(?:个半(?P<of>小时|月)|(?P<unit>年|天|小时)半(?![年月天载]))"
    "|^半年(?P<times>[一1]次)|(?<![上下每前后大一多/])半个?(?P<alone>小时|天|年)(?![度报期班一二两三0-9])"
)
_MONTH = "(?:十[一二]?|[一二三四五六七八九])月"
_DAY = "(?:三十一?|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[日号])"
_DATED = pattern(
    f"(?:二[〇○零][〇○零一二三四五六七八九]{{2}}年度?|(?<=[0-9]年)){_MONTH}(?:{_DAY})?|二[〇○零][〇○零一二三四五六七八九]{{2}}年|{_MONTH}{_DAY}"
)
_IN_DATE = pattern("[〇○零一二三四五六七八九十]+")


def without_marks(clean: str, first: re.Match[str]) -> str:
    """Without the figure that counts the first item of a list, and those that count on from it: (1)… (2)…"""
    expected, kept, end = int(first["number"] or first["bare"]) + 1, [], first.end()
    for mark in say.ITEM_MARKS.finditer(clean, end):
        if int(re.sub(r"\D", "", mark[0])) == expected:
            kept.append(clean[end : mark.start()])
            expected, end = expected + 1, mark.end()
    return "".join([*kept, clean[end:]])


def without_parts(clean: str) -> str:
    """Without the bracket behind a number that says what is counted in it, unless something is amiss with that."""
    part = say.INCLUDED.search(clean) if clean.endswith(")") or "其中" in clean else None
    return clean if part is None or say.UNDONE.search(f"({part[0][1:]}") else clean[: part.start()]


def figures(clean: str) -> list[re.Match[str]]:
    """The figures of a text; none that is part of a name or a unit."""
    return [found for found in say.FIGURE.finditer(clean) if found["value"]]


def is_sum(found: list[re.Match[str]], opened: int, clean: str) -> bool:
    """Whether a figure is what those in the bracket behind it add up to: 12场(线上5场,线下7场)."""
    whole, *parts = (Decimal(figure["value"].replace(",", "")) for figure in found)
    behind = found[0].end() <= opened < found[1].start()
    return behind and whole == sum(parts) and not say.UNDONE.search(clean[opened:])


def date_value(date: re.Match[str]) -> str:
    """A date as 2021-12-31, 11-末, 6."""
    parts = [part for part in date.groups() if part and part not in "-./"]
    return "-".join("末" if part == "底" else part for part in parts)


def named_value(named: re.Match[str]) -> str:
    """The same of a part of the year: 2021-年末, 第四季度."""
    year, part = named["year"] or named["in_year"], (named["part"] or named["alone"]).replace("底", "末")
    return f"{year}-{part}" if year else part


def in_blocks(value: object) -> list[str]:
    """What stands between the spaces of one number, or of several, in a text: 5 and 400 of 5 400人."""
    spaced = isinstance(value, str) and len(value.split()) > 1  # hardly any
    found = say.IN_BLOCKS.fullmatch(say.narrowed(str(value))) if spaced else None
    return found[2].split(" ") if found else []


def without_spaces(value: object) -> object:
    """A text whose one number is set in blocks of three digits, without the spaces between them.

    >>> without_spaces("≥5 400人"), without_spaces("10 80人"), without_spaces("3场 120人")
    ('≥5400人', '10 80人', '3场 120人')
    """
    return "".join(str(value).split()) if in_blocks(value) else value


def in_digits(clean: str) -> str:
    """The text with its number in digits, where nothing else stands beside that.

    >>> in_digits("三小时之内"), in_digits("百分之九十五"), in_digits("九成以上"), in_digits("一户一策")
    ('3小时之内', '95%', '90%以上', '一户一策')
    """
    if "半" in clean:
        clean = _HALF.sub(_with_half, clean)
    said = clean.translate(_CAPITALS)
    if DIGITS.keys().isdisjoint(said) and not any(char in said for char in "百十零成"):
        return clean  # nearly all texts
    clean = _PER_MILLE.sub(lambda share: f"{DIGITS.get(share[1], share[1])}‰", clean)
    clean = _DATED.sub(lambda date: _IN_DATE.sub(_of_date, date[0]), clean)
    said = clean.translate(_CAPITALS)
    if nothing := _NONE.fullmatch(said):
        return f"0{nothing['unit'] or ''}"
    shared = _SHARE.sub(r"\1%", said.replace("百分之百", "100%").replace("百分百", "100%"))
    shared = _TENTHS.sub(_of_ten, shared)
    rest = clean if shared == said else shared  # 队伍 is no 队五
    spoken = next((found for found in _SPOKEN.finditer(shared) if found[0] != found["unit"]), None)
    if spoken is None:
        return rest
    before, after = shared[: spoken.start()], shared[spoken.end() :]
    lead = _BEFORE_IT.sub("", before, count=1)
    alone = not lead or BEFORE.fullmatch(lead)
    tail = _MONTH_END if spoken["unit"] == "月" else AFTER
    if not alone or not (not after or tail.fullmatch(after) or _BEHIND_IT.fullmatch(after)):
        return rest
    names = ("thousands", "hundreds", "tens", "ones")
    thousands, hundreds, tens, ones = (DIGITS.get(spoken[name], 0) for name in names)
    number = 1000 * thousands + 100 * hundreds + 10 * (tens or bool(spoken["ten"])) + ones
    part = "".join(str(DIGITS.get(digit, 0)) for digit in spoken["decimals"] or "")
    number_text = f"{number}.{part}" if part else str(number)
    return f"{before}{number_text}{'%' if spoken['share'] else spoken['unit']}{after}" if number else rest


def _with_half(found: re.Match[str]) -> str:
    whole, unit = DIGITS.get(found["whole"], found["whole"]) or 0, found["unit"] or found["alone"]
    return f"每{found[0]}" if found["times"] else f"{whole}.5{unit or '个' + found['of']}"


def _of_date(number: re.Match[str]) -> str:
    tens, ten, ones = number[0].partition("十")
    if ten:
        return str(10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0))
    return "".join(str(DIGITS.get(digit, 0)) for digit in number[0])


def _of_ten(share: re.Match[str]) -> str:
    """九成五 → 95%."""
    whole, half = (DIGITS.get(part or "", part) for part in share.groups())
    return f"{whole}{5 if half == '半' else half or 0}%"
