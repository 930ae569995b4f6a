"""完成值的用词 — words that results are told in, as patterns; they are data (``result_words.toml``)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xlfuncs.functions.target_words import CHANGE
from xlfuncs.patterns import pattern
from xlfuncs.toml import loads

_WORDS = Path(__file__).with_suffix(".toml")
_RATE = pattern("(?:率|(?<![制年季月])度)(?:$|[为达:0-9])")


def is_rate(text: str) -> bool:
    """Whether a name or a result says that its figure is a rate: 抽检合格率96%."""
    return _RATE.search(text) is not None


def kinds(key: str, text: str) -> dict[str | None, str]:
    """What is done (宣传, 检查), or who is meant, by its kind."""
    return {found.lastgroup: found[0] for found in listed()[key].finditer(text)}


@cache
def exclusive() -> list[str]:
    """The lists of kinds of which a row means one."""
    return [key for key in listed() if key.startswith("one_")]


@cache
def listed() -> dict[str, re.Pattern[str]]:
    """The patterns by their names."""
    words = loads(_WORDS.read_text("utf-8"))
    words["both"] = [three[0] for three in words.pop("pairs")]
    del words["same"], words["of_kind"]
    words["named"] = sorted(_called(), key=len, reverse=True)
    found = {key: "|".join(listed) for key, listed in words.items()}
    ones = [key for key in words if key.startswith("one_")]
    found["heads"] = "|".join(found[key] for key in ("alike", "acts", "activities", "aside"))
    found["to_whom"] = f"^(?:面?向|在|依托|会同)[一-龥、]{{1,8}}?(?={found['heads']})"
    found["done_to_it"] = (
        f"(?:{found['acts']}){{1,4}}(?=(?:里程|长度|面积|[一-龥]{{1,2}}数|数量|数)$)"
        f"|^(?:{found['heads']})(?=.{{2,30}}(?:里程|长度|面积|[人户]数)$)"
    )
    found["any_one"] = "|".join(found[key] for key in ones)
    for key in ("activities", "alike", *ones):
        found[key] = "|".join(f"(?P<_{at}>{kind})" for at, kind in enumerate(words[key]))
    found |= {key: f"(?:{found[key]})(?![率费度])" for key in ("said", "besides", "in_front")}
    for key in ("said", "growth", "grown"):
        found[key] += f"|{CHANGE.pattern}"
    return {key: pattern(listed) for key, listed in found.items()}


@cache
def _called() -> dict[str, list[str]]:
    """Names of things, each with the others that it goes by."""
    words = loads(_WORDS.read_text("utf-8"))
    same: dict[str, list[str]] = {}
    for group in words["same"]:
        for one in group:  # which may be in several
            same.setdefault(one, []).extend(other for other in group if other != one)
    return same | {whole: same.get(whole, []) + kinds for whole, *kinds in words["of_kind"]}


def called(asked: str) -> str:
    """What is asked for, and the other names that it goes by: 道路长度|公路|路面."""
    return "|".join([asked, *(other for one in listed()["named"].findall(asked) for other in _called()[one])])


def in_words_of(name: str, text: str) -> str:
    """A text that calls things as a name does.

    >>> in_words_of("违建拆除面积", "拆除违法建筑"), in_words_of("外出考察", "赴外考察")
    ('拆除违建', '外出考察')
    """
    for one in listed()["named"].findall(name):
        for other in _called()[one] if one not in text else ():
            text = text.replace(other, one)
    return text


@cache
def pairs() -> list[list[re.Pattern[str]]]:
    """Words that mean two, each with the one and the other."""
    return [[pattern(word) for word in three] for three in loads(_WORDS.read_text("utf-8"))["pairs"]]
