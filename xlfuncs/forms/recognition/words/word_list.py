"""用词表 — the words of headers and labels as they stand in the data file, and those of our own workbooks; and whether a text
can be one of them at all, by its first and last character.

Nearly all texts of a long table mean nothing, and one character tells: 0.02 s for a hundred thousand texts, where half
width, brackets and the word list take 0.3 s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from xlfuncs.forms.own_cells import basic_values, helper_columns
from xlfuncs.forms.recognition.words.texts import LETTERS, STARS, in_chinese, normal
from xlfuncs.toml import loads

DATA = Path(__file__).parents[1] / "data" / "header_words.toml"

SUMS = ("total", "subtotal", "page_sum")  # kinds of rows
_BLANKS = " \t\r\n\u3000\xa0\u2002\u2003\u2009\u202f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # of pages and messengers, too
_COLON = re.compile("[:：]").search
_OPENING = {")": ("(", "（"), "）": ("（", "(")}


@cache
def words(group: str) -> Mapping[str, Any]:
    """One group of the word list, as it stands in the data file."""
    found: dict[str, Any] = _all()[group]
    return found


@cache
def _all() -> dict[str, Any]:
    """The word list, and with it what our helper columns and the rows of 基础数据 are called."""
    listed: dict[str, Any] = loads(DATA.read_text("utf-8"))
    listed["columns"] |= {key: [normal(c.title), *c.spellings] for key, c in helper_columns().items()}
    read = {key: value for key, value in basic_values().items() if value.kind != "printed"}
    listed["basics"] |= {key: [normal(value.title), *value.spellings] for key, value in read.items()}
    return listed


@cache
def index(group: str) -> dict[str, str]:
    """Spelling → key of a group of lists."""
    return {spelling: key for key, spellings in words(group).items() for spelling in spellings}


def may_mean(text: str) -> bool:
    """Whether a text ends or begins as a header, a label or a closing remark does.

    >>> may_mean("得分系数%"), may_mean("\\xa0指标值\\xa0"), may_mean("村级道路养护（第 3 段）"), may_mean("1,200亩")
    (True, True, False, False)
    """
    last, first = _ends()
    text = in_chinese(text.strip(_BLANKS + STARS))
    end = text[-1:] if text[-1:] not in "%％" else text[-2:-1]
    if end in _OPENING:  # what stands before the bracket decides
        one, other = _OPENING[end]
        opening = text.rfind(one)
        opening = text.rfind(other) if opening < 0 else opening
        end = text[opening - 1] if opening > 0 else end
    inside = "表" in text or "执行率" in text or ("分" in text and _COLON(text) is not None)
    return inside or end in last or text[:1] in first


def edges(listed: Iterable[str], at: int) -> frozenset[str]:
    """The characters a text that is one of these words can begin (0) or end (-1) with, in half or full width."""
    found = {word[at] for word in listed}
    return frozenset(found | {chr(ord(char) + 0xFEE0) for char in found if "!" <= char <= "~"})


@cache
def _ends() -> tuple[frozenset[str], frozenset[str]]:
    """Last characters of headers and totals, first ones of closing remarks; and what may stand around them."""
    sums = [words("rows")[kind] for kind in SUMS]
    parts = [listed for meaning, listed in words("parts").items() if meaning != "around"]
    parts += words("amount_parts").values()
    groups = [*words("columns").values(), *words("weak").values(), *words("endings").values(), *parts, *sums]
    last = edges((word for group in groups for word in group), -1) | edges(LETTERS, 0)
    first = edges(words("rows")["tail"], 0)
    return last | set(")）]】:：;；,，.。" + _BLANKS), first


@cache
def beginnings() -> frozenset[str]:
    """What headings of columns may begin with, and is none."""
    headings = index("columns")
    return frozenset(word[:end] for word in headings for end in range(1, len(word))) - headings.keys()
