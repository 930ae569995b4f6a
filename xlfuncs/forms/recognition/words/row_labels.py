"""行名 — what the labels of rows say: that a row is a total, one of the amounts, a heading of indicators, a rate of two years.

The words are data, as those of headings are; which rows compare two rates, the layouts say.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from xlfuncs.forms.layout import layouts
from xlfuncs.forms.layout_parts import Group
from xlfuncs.forms.recognition.words.texts import FIGURE, LONGEST, bare, label, normal
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.patterns import pattern

TOTAL_IN_TEXT = re.compile(
    rf"(.{{2,12}}?)[:：]({FIGURE})分?(?:[,;、。(]?(?:\D{{0,4}})(?:等级|等次|档次|评级)\D{{0,6}}"
    r"|(?<=分)[,;、。(/](?:满分|\D{0,10}扣)?(?:\d+(?:\.\d+)?分)?\D{0,12})?"
)
GRADE_LABEL = re.compile(
    r"(?:.{2,12}:\d+(?:\.\d+)?分?[,;、。(]?)?(?:自评|评价|绩效|考核|总体|综合|评定|结果|结论)*(?:等级|等次|档次):?(?P<grade>.*)"
)
GRADE_HEADING = pattern(
    "(?:自评|复核|复评|财政|核定|评价|绩效|考核|总体|综合|评定|结果|结论)*(?:等级|等次|档次)"
)
_NUMBER_SAID = pattern(rf"(\D{{1,12}}?)[:：]?({FIGURE})(?:分(?:[,;、。(]\D{{0,16}})?|\(满分100分?\))?")
_TOTAL_BEHIND = re.compile(rf"(?:\(|表)(.{{2,12}}?)[:：]({FIGURE})分?\)?$")
# before 资金, 拨款, 经费 in the name of a source: 社区工作者经费 is a project
_SOURCE = pattern(
    "(?:其中|[年当上本]年度?|中央|地方|[省市县区州]|级|本级|财政|专项|政府性?|一般公共|非|自[有筹]|其[他它]|社会|上级|单位|事业|"
    "经营|预算|结转|结余|补助|项目|基本|性|转移支付|国有资本|银行|[:：、])*"
)
_NUMBER = pattern(r"^\d{1,2}[.、]")  # 1.基本支出
_UNIT = re.compile(r"\([^()\d]{1,8}\)|[亿万千]?元|%|分|单位")
_SHARE = re.compile("[B-H][/÷][A-H]")
_WHOLE = 100  # points
COUNTED, STUBS = ("栏次", "列次"), "甲乙丙丁"  # before the numbers of columns; those left of them


@lru_cache(maxsize=1 << 12)
def is_total(text: str) -> bool:
    """Whether a label outside a header calls a total.

    >>> is_total("综合得分"), is_total("项目总得分："), is_total("执行率得分"), is_total("产出指标得分")
    (True, True, False, False)
    """
    if len(text) > LONGEST:
        return False
    short = bare(normal(text))
    return short in listed_rows()["total"] or _totals().fullmatch(short) is not None


@cache
def _totals() -> re.Pattern[str]:
    listed = words("total_parts")
    return re.compile(f"({'|'.join(listed['around'])})*({'|'.join(listed['ends'])})")


def total_in_text(text: str) -> float | None:
    """The total that a label holds itself.

    >>> total_in_text("自评得分：96"), total_in_text("综合得分:95.5分"), total_in_text("时间：2023")
    (96.0, 95.5, None)
    """
    short = normal(text)
    found = TOTAL_IN_TEXT.fullmatch(short) or _TOTAL_BEHIND.search(short)
    return float(found[2]) if found and is_total(found[1]) and not is_worth(found[1], found[2]) else None


def is_worth(called: str, number: str) -> bool:
    """Whether it is what all is worth, not what was earned: 总分值：100."""
    return called.endswith("分值") and float(number) == _WHOLE


def number_said(text: str) -> tuple[str, str] | None:
    """What a text calls a number, and the number, where it says nothing else.

    >>> number_said("总评：97分"), number_said("自评得分98.2"), number_said("2023年")
    (('总评', '97'), ('自评得分', '98.2'), None)
    """
    found = _NUMBER_SAID.fullmatch(normal(text))
    return (found[1], found[2]) if found else None


def is_row(kind: str, text: str) -> bool:
    """Whether a label is one of a kind of row.

    >>> is_row("funds_total", "年度资金总额："), is_row("groups", "一、产出指标"), is_row("groups", "造林面积")
    (True, True, False)
    """
    return len(text) <= LONGEST and bare(normal(text)) in listed_rows()[kind]


def ends_as(kind: str, text: str) -> bool:
    """Whether a label ends as those of a kind of row do.

    >>> ends_as("funds_sums", "部门支出合计："), ends_as("funds_detail", "其中：财政拨款"), ends_as("funds_sums", "合计数")
    (True, True, False)
    """
    return bare(normal(text)).endswith(tuple(words("rows")[kind]))


def is_source(text: str) -> bool:
    """Whether a label is that of a source of funds: 其中：财政拨款."""
    name = bare(_NUMBER.sub("", normal(text)))
    ending = next((word for word in words("rows")["funds_detail"] if name.endswith(word)), None)
    return ending is not None and _SOURCE.fullmatch(name.removesuffix(ending)) is not None


@lru_cache(maxsize=1 << 12)
def may_count(first: str) -> bool:
    """Whether a row that begins so may count its columns, or say their units."""
    return first in (*COUNTED, STUBS[0]) or is_unit(first) or is_number_of(0, first)


def is_unit(text: str) -> bool:
    """Whether a row of such texts says the units of its columns."""
    return _UNIT.fullmatch(normal(text)) is not None


def is_number_of(column: int, text: str) -> bool:
    """Whether it is the number or letter of a column, with how it was reckoned: (6)=(5)×(4)/(3), or that alone: B/A."""
    said = normal(text).partition("=")[0].strip("()")
    return said in (str(column + 1), chr(ord("A") + column)) or _SHARE.fullmatch(said) is not None


@cache
def listed_rows() -> dict[str, frozenset[str]]:
    """The labels of each kind of row, as the data lists them."""
    return {kind: frozenset(listed) for kind, listed in words("rows").items()}


@cache
def _rate_rows() -> dict[str, Group]:
    """What a rate row's name begins with → the row as a layout has it."""
    blocks = (block for layout in layouts() for block in layout.blocks)
    groups = (group for block in blocks if block.kind == "rates" for group in block.groups)
    return {label(name): group for group in groups for name in (*group.names, *group.other_names)}


def rate_names() -> list[str]:
    """What rate rows are called, each by its shortest name.

    >>> rate_names()
    ['结转结余率', '预决算差异率']
    """
    names: dict[str, list[str]] = {}
    for name, group in _rate_rows().items():
        names.setdefault(str(group.function), []).append(name)
    return [min(spellings, key=len) for spellings in names.values()]


def rate_row(name: str) -> Group | None:
    """The rate row of this name; None where it is none.

    >>> rate_row("部门预决算差异率（4）").function, rate_row("造林面积")
    ('variance_deduction', None)
    """
    key = normal(name)
    return next((group for start, group in _rate_rows().items() if key.startswith(start)), None)
