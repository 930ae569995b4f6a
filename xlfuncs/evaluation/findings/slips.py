"""笔误 — slips of typing: which make one figure of another, which a figure shows itself, which may have spoiled a sum."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import WIDE, ZERO, exact, exact_or_none

NO_HINT = Both("", "")

SWAPPED = Both("相邻两位颠倒", "two digits swapped")
_LONGER = Both("多录一位", "one digit too many")
_SHORTER = Both("少录一位", "one digit too few")
_SHIFTED = Both("小数点错位", "the decimal point moved")
_UNIT = Both("元与万元之误", "元 for 万元, or the reverse")
_CUT = Both("漏录小数", "the decimals left out")
_ZERO_FIRST = re.compile(r"(?<![\d.．,，/年月-])(?<!\d\s)[0０]\d")
_MYRIAD = Decimal(10_000)
_MOST = 2  # suspects: of more nobody can say which it was


def slip(typed: Decimal, right: Decimal) -> Both | None:
    """The slip that makes one figure of another; None where none does, or one of them is 0.

    >>> slip(Decimal("32.17"), Decimal("23.17")).zh, slip(Decimal(106), Decimal(10)).en
    ('相邻两位颠倒', 'one digit too many')
    >>> slip(Decimal(950000), Decimal(95)).zh
    '元与万元之误'
    >>> slip(Decimal(11), Decimal(10))
    """
    if typed <= 0 or right <= 0 or typed == right:
        return None
    if _MYRIAD in (WIDE.divide(typed, right), WIDE.divide(right, typed)):
        return _UNIT
    written, meant = plain(typed), plain(right)
    for given, wanted in ((written, meant), (f"{typed:.2f}", f"{right:.2f}")):
        digits, others = given.replace(".", ""), wanted.replace(".", "")
        if given.find(".") == wanted.find(".") and others in swapped(digits):
            return SWAPPED
    same_digits = typed.normalize().as_tuple()[1] == right.normalize().as_tuple()[1]
    if same_digits and WIDE.divide(typed, right).adjusted() != 0:
        return _SHIFTED
    if _one_more(written, meant):
        return _LONGER
    if _one_more(meant, written):
        return _SHORTER
    return _CUT if typed == right.to_integral_value("ROUND_FLOOR") else None


def mended(short: Decimal, parts: Iterable[tuple[Any, Place | None, Any]]) -> Both:
    """Which part of a sum would make it right if a slip in it were mended, as the end of a sentence.

    ``short`` is what the sum lacks, a part a number with its cell and the most it may be; empty where no part
    shows a slip, or too many do.

    >>> mended(Decimal(-96), [(106.0, Place("表", 4, 7), 20), (10.0, Place("表", 5, 7), 20)]).zh
    '；表!H5 的 106 如为 10 的笔误（多录一位），则相符'
    """
    slips = []
    for value, cell, most in parts:
        typed, limit = exact_or_none(value), exact_or_none(most)
        if typed is None or cell is None or (limit is not None and typed + short > limit):
            continue
        if how := slip(typed, typed + short):
            slips.append((cell, plain(typed), plain(typed + short), how))
    if not 0 < len(slips) <= _MOST:
        return NO_HINT
    zh = "，或 ".join(
        f"{cell} 的 {typed} 如为 {right} 的笔误（{how.zh}）" for cell, typed, right, how in slips
    )
    en = ", or ".join(
        f"{typed} in {cell} is {right} mistyped ({how.en})" for cell, typed, right, how in slips
    )
    return Both(f"；{zh}，则相符", f"; right if {en}")


def unequal(stated: Decimal, parts: Collection[tuple[Any, Place | None, Any]]) -> dict[str, Any]:
    """What is said of a sum that its parts, as `mended` takes them, do not come to.

    >>> unequal(Decimal(20), [(10.0, None, None), (9.5, None, None)])["expected"]
    Decimal('19.5')
    """
    added = sum((exact(value) for value, *_ in parts), ZERO)
    return {"found": stated, "expected": added, "hint": mended(stated - added, parts)}


def zero_in_front(text: str) -> bool:
    """Whether a number of the text begins with a 0 that says nothing, as swapped digits leave it.

    >>> [zero_in_front(text) for text in ("≥015个", "0.15", "1,005人", "1 005人")]
    [True, False, False, False]
    """
    return ("0" in text or "０" in text) and _ZERO_FIRST.search(text) is not None


def swapped(text: str) -> set[str]:
    """A number's text with two neighbours swapped, in every way.

    >>> sorted(swapped("12.3")), swapped("11")
    (['13.2', '21.3'], set())
    """
    at = [place for place, digit in enumerate(text) if digit.isdigit()]
    parts = ((text[:a], text[b], text[a + 1 : b], text[a], text[b + 1 :]) for a, b in pairwise(at))
    return {"".join(part) for part in parts} - {text}


def _one_more(longer: str, shorter: str) -> bool:
    """Whether a digit stands in one that the other lacks."""
    return len(longer) == len(shorter) + 1 and any(
        digit != "." and longer[:place] + longer[place + 1 :] == shorter for place, digit in enumerate(longer)
    )
