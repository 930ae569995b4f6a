"""指标方向 — which way an indicator counts, and its target and actual as numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlfuncs.errors import NotANumber, UnknownLevel
from xlfuncs.functions.ranges import is_range
from xlfuncs.scoring.numbers import exact, is_blank

DIRECTIONS = {"正向": "positive", "反向": "negative", "等于": "equal", "定性": "qualitative"}
WORDS = {english: chinese for chinese, english in DIRECTIONS.items()}
_KNOWN = {**DIRECTIONS, **{english: english for english in WORDS}}


def read_direction(direction: Any) -> str | None:
    """The direction a word names; None where none is given.

    >>> read_direction("反向"), read_direction("positive"), read_direction(None)
    ('negative', 'positive', None)
    """
    if direction is None or is_blank(direction):
        return None
    try:
        return _KNOWN[str(direction).strip()]
    except KeyError:
        known = "、".join(DIRECTIONS)
        raise UnknownLevel(f"没有「{direction}」这种计分方式；可用：{known} | unknown direction") from None


def column_words(direction: Any) -> Any:
    """The directions of a column as the arithmetic takes them: left out is positive, qualitative blank.

    Words that are none stay, for the rows that have them to fail.

    >>> column_words(["反向", None, "定性", "斜向"])
    ['negative', 'positive', None, '斜向']
    """
    if is_range(direction):
        return [column_words(part) for part in direction]
    if is_blank(direction):
        return "positive"
    known = _KNOWN.get(str(direction).strip(), str(direction))
    return None if known == "qualitative" else known


def numeric(target: Any, actual: Any, direction: Any) -> tuple[Decimal, Decimal, str]:
    """Target, actual and direction as the arithmetic takes them.

    The direction is the given one, else the one the target's symbol shows, else positive. UnknownLevel where these contradict
    each other [#N/A]; NotANumber for text without a number, and units that cannot be converted for certain [#VALUE!].

    >>> numeric("≤5300元", 5830, None)
    (Decimal('5300'), Decimal('5830'), 'negative')
    """
    given = read_direction(direction)
    if not isinstance(target, str) and not isinstance(actual, str):
        return exact(target), exact(actual), given or "positive"

    from xlfuncs.functions.comparable import comparable  # text is the rare case in a cell
    from xlfuncs.functions.targets import parse_target

    shown = parse_target(target).direction if isinstance(target, str) else None
    if given and shown and given not in (shown, "qualitative"):
        raise UnknownLevel(
            f"指标值「{target}」是{WORDS[shown]}，计分方式却填{WORDS[given]} | direction and symbol contradict"
        )
    resolved = given or shown or "positive"
    if resolved == "qualitative":
        raise NotANumber(f"定性指标没有数值：「{target}」| a qualitative target has no number")
    return *comparable(target, actual), resolved
