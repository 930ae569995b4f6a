"""几个数值 — a target of several figures, and whether a result in the same words has each of them: 3期，150人 and 3期，162人."""

from __future__ import annotations

from decimal import Decimal

from xlfuncs.functions import target_words as say
from xlfuncs.functions.target_words import Operator
from xlfuncs.functions.targets import parse_target
from xlfuncs.patterns import pattern

_MOST = 6  # figures; more are an account of something
_SAID = pattern("^(?:已|共计?|合计|累计|完成|实际|实现)+")
# Dates, ranges, ranks, ratios, parts of one another, deeds left undone; and that of which less is better
_OTHER = pattern(
    "[~±:/+×*]|^[-—至到]|[年月日号旬点]|季度|第|前|后|其中|含|[由从至占待差]|[不未无]|下降|[减降]低?$|减少|缩|节"
)
_BARE = pattern(r"[\s,;、]*")  # 3、5
_AS_GIVEN: tuple[Operator, ...] = ("none", "=")


def all_reached(target: object, actual: object, *, exactly: bool) -> bool:
    """各项均达到 — whether a target is several figures, and the actual says the same of figures that reach them all.

    `exactly`: what no sign says to be a least or a most must be met exactly.

    >>> all_reached("3期，150人", "3期，162人", exactly=False), all_reached("3期，150人", "3期，162人", exactly=True)
    (True, False)
    >>> all_reached("3期，150人", "2期，162人", exactly=False), all_reached("3期，150人", "150人，3期", exactly=False)
    (False, False)
    >>> all_reached("电脑≤5万元，打印机≤1万元", "电脑4.8万元，打印机1万元", exactly=True)
    True
    >>> all_reached("3-5次", "3-5次", exactly=True)
    False
    >>> all_reached("群众90%以上、企业85%以上", "群众95%、企业85%", exactly=True)
    True
    """
    if not (isinstance(target, str) and isinstance(actual, str)):
        return False
    if any(parse_target(text).kind != "multiple_values" for text in (target, actual)):
        return False
    (words, signs, asked), (said, given, reached) = map(_figures, (target, actual))
    if (
        words != said
        or len(asked) > _MOST
        or any(map(_OTHER.search, words))
        or any(map(_BARE.fullmatch, words[1:]))
    ):
        return False
    return all(
        other in (*_AS_GIVEN, sign) and _holds(sign, want, have, exactly=exactly)
        for sign, want, other, have in zip(signs, asked, given, reached, strict=True)
    )


def _holds(sign: Operator, want: Decimal, have: Decimal, *, exactly: bool) -> bool:
    if want < 0:  # 95%-98%
        return False
    if sign in (">=", "<="):
        return have >= want if sign == ">=" else have <= want
    return sign in _AS_GIVEN and (have == want or (have > want and sign == "none" and not exactly))


def _figures(text: str) -> tuple[list[str], list[Operator], list[Decimal]]:
    """The words around the figures of a text, the sign of each figure, and the figures."""
    clean, end = say.narrowed(text), 0
    words: list[str] = []
    signs: list[Operator] = []
    figures = [found for found in say.FIGURE.finditer(clean) if found["value"]]
    for start, after in [*(found.span() for found in figures), (len(clean), len(clean))]:
        between = clean[end:start]
        lead = say.BEFORE.search(between)
        between = between[: lead.start()] if lead else between
        tail = say.AFTER.search(between) if signs else None
        if tail:
            signs[-1] = say.OPERATORS[tail.lastgroup]
            between = between[: tail.start()] + between[tail.end() :]
        words.append(_SAID.sub("", between) if end == 0 else between.rstrip("。;"))
        signs.append(say.OPERATORS[lead.lastgroup] if lead else "none")
        end = after
    return words, signs[:-1], [Decimal(found["value"].replace(",", "")) for found in figures]
