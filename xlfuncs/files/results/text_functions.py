"""文字函数 — the functions of spreadsheets that read texts.

Our forms ask of every name whether it holds any of a hundred words, `OR(ISNUMBER(FIND("费",E7)),ISNUMBER(FIND("丢",E7)),…)`,
half of what their formulas take: that is done in one go.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from xlfuncs.cells import CellError
from xlfuncs.files.results.builtin import Argument, Builtin, Cells, Chain, Constant, asking, plain, scalar
from xlfuncs.files.results.operands import Failed, Scalar, Unsure, joined, number, text

_NOT_FOUND = CellError("#VALUE!")
_LONG = 100  # characters of a list of words, not of a name


def _characters(value: Scalar) -> str:
    written = text(value)
    if _astral(written):
        raise Unsure  # one character, or two?
    return written


@lru_cache(maxsize=256)  # the same text is asked for one word after another
def _astral(written: str) -> bool:
    return not written.isascii() and len(written.encode("utf-16-le", "surrogatepass")) > 2 * len(written)


def _length(value: Scalar, least: int = 0) -> int:
    if type(value) is float and value >= least:
        return int(value)
    count = math.floor(number(value))
    if count < least:
        raise Failed("#VALUE!")
    return count


def _right(written: Scalar, count: Scalar = 1.0) -> str:
    whole = _characters(written)
    return whole[max(len(whole) - _length(count), 0) :]


def _mid(written: Scalar, start: Scalar, count: Scalar) -> str:
    first = _length(start, 1) - 1
    return _characters(written)[first : first + _length(count)]


def _find(part: Scalar, written: Scalar, start: Scalar = 1.0) -> float | CellError:
    whole, first = _characters(written), 0 if start == 1.0 else _length(start, 1) - 1
    place = whole.find(part if type(part) is str else text(part), first) if first <= len(whole) else -1
    return place + 1.0 if place >= 0 else _NOT_FOUND


# Names are made of the same words, of which our forms look for each two characters.
@lru_cache(maxsize=1 << 12)
def _holds(whole: str, part: str) -> bool:
    return part in whole


@dataclass(frozen=True, slots=True)
class _Find:
    """FIND from the first character on."""

    part: Callable[[Cells], Scalar]
    whole: Callable[[Cells], Scalar]
    text: Argument  # which the whole is the value of

    def __call__(self, cells: Cells) -> Any:
        """Where the part stands."""
        return _find(self.part(cells), self.whole(cells))


@dataclass(frozen=True, slots=True)
class _Middle:
    """MID with its place and length written in the formula, and what is joined to it on both sides."""

    text: Argument
    name: Callable[[Cells], Scalar]
    part: slice
    before: str = ""
    after: str = ""

    def __call__(self, cells: Cells) -> str:
        """What it gives."""
        return self.before + _characters(self.name(cells))[self.part] + self.after


class Held:
    """ISNUMBER(FIND(…)), or OR of many: whether a text holds any of its parts; what fails is not held.

    Words of the formula are asked for at once, as are pieces of one name; each, since one may be `Unsure`.
    """

    def __init__(self, finds: Sequence[_Find]) -> None:
        self.finds, self.alone = finds, True
        alike: dict[tuple[object, int], list[_Find]] = {}
        for find in finds:
            word = isinstance(find.part, Constant) and isinstance(find.part.value, str)
            name = find.part.text if isinstance(find.part, _Middle) else find
            alike.setdefault((word or id(name), id(find.text)), []).append(find)
        self._asked = [(one[0].whole, _parts([find.part for find in one])) for one in alike.values()]

    def __call__(self, cells: Cells) -> bool:
        """Whether any is held."""
        held = False
        for fetch, parts in self._asked:
            try:
                said, whole = parts(cells), _characters(fetch(cells))
            except Failed:
                continue
            held |= any(map(partial(_holds, whole) if len(whole) > _LONG else whole.__contains__, said))
        return held


def _parts(parts: Sequence[Callable[[Cells], Scalar]]) -> Callable[[Cells], Iterable[str]]:
    """What gives parts that are alike, as texts."""
    if isinstance(first := parts[0], _Middle):
        pieces = [(part.before, part.part, part.after) for part in parts if isinstance(part, _Middle)]
        return lambda cells: [
            before + name[part] + after
            for name in [_characters(first.name(cells))]
            for before, part, after in pieces
        ]
    words = [part.value for part in parts if isinstance(part, Constant) and isinstance(part.value, str)]
    return lambda cells: words or map(text, (first(cells),))


def _middle(arguments: Sequence[Argument]) -> Argument:
    whole, first, count = arguments
    if isinstance(first, Constant) and isinstance(count, Constant):
        with suppress(Failed, Unsure):  # said when it is calculated
            start = _length(first.value, 1) - 1
            return _Middle(whole, scalar(whole), slice(start, start + _length(count.value)))
    return plain(3, 3, _mid).of(arguments)


def _part(part: Argument) -> Callable[[Cells], Scalar]:
    """What is looked for; of "|"&MID(…)&"|" it is known that it is a piece."""
    match part:
        case Chain(
            Constant(str(before)), [(one, _), (two, _)], [_Middle() as middle, Constant(str(after))]
        ) if one is two is joined:
            return replace(middle, before=before, after=after)
    return part if isinstance(part, _Middle) else scalar(part)


def _finding(arguments: Sequence[Argument]) -> Argument:
    if len(arguments) > 2:
        values = [*map(scalar, arguments)]
        return lambda cells: _find(*[value(cells) for value in values])
    part, whole = arguments
    return _Find(_part(part), scalar(whole), whole)


def _is_number(arguments: Sequence[Argument]) -> Argument:
    (asked,) = arguments
    return Held([asked]) if isinstance(asked, _Find) else _IS_NUMBER.of(arguments)


_IS_NUMBER = asking(lambda value: isinstance(value, float))


def _substitute(written: Scalar, old: Scalar, new: Scalar) -> str:
    gone = text(old)
    return text(text(written).replace(gone, text(new)) if gone else written)


TEXT_FUNCTIONS = {
    "EXACT": plain(2, 2, lambda one, other: text(one) == text(other)),
    "FIND": Builtin(2, 3, _finding),
    "ISNUMBER": Builtin(1, 1, _is_number),
    "LEFT": plain(1, 2, lambda written, count=1.0: _characters(written)[: _length(count)]),
    "LEN": plain(1, 1, lambda value: float(len(_characters(value)))),
    "MID": Builtin(3, 3, _middle),
    "RIGHT": plain(1, 2, _right),
    "SUBSTITUTE": plain(3, 3, _substitute),
    "TRIM": plain(1, 1, lambda written: " ".join(filter(None, text(written).split(" ")))),
}
