"""文字函数 — the functions of spreadsheets that read texts.

Our forms ask of every name whether it holds any of a hundred words, `OR(ISNUMBER(FIND("费",E7)),ISNUMBER(FIND("丢",E7)),…)`,
half of what their formulas take: that is done in one go.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xlfuncs.cells import CellError
from xlfuncs.files.results.builtin import Argument, Builtin, Cells, asking, plain, scalar
from xlfuncs.files.results.operands import Failed, Scalar, Unsure, number, text

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


@lru_cache(
    maxsize=1 << 12
)  # names are made of the same words, of which our forms look for each two characters
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
class Held:
    """ISNUMBER(FIND(…)), or OR of many: whether a text holds any of its parts; what fails is not held."""

    finds: Sequence[_Find]

    def __call__(self, cells: Cells) -> bool:
        """Every part is asked for, since one may be `Unsure`; a text that is asked again is fetched once."""
        held, fetched, whole = False, None, ""
        for find in self.finds:
            try:
                part = find.part(cells)
                if find.text is not fetched:
                    whole, fetched = _characters(find.whole(cells)), find.text
                said = part if type(part) is str else text(part)
                held |= _holds(whole, said) if len(whole) > _LONG else said in whole
            except Failed:
                continue
        return held


def _finding(arguments: Sequence[Argument]) -> Argument:
    if len(arguments) > 2:
        return plain(3, 3, _find).of(arguments)
    part, whole = arguments
    return _Find(scalar(part), scalar(whole), whole)


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
    "MID": plain(3, 3, _mid),
    "RIGHT": plain(1, 2, _right),
    "SUBSTITUTE": plain(3, 3, _substitute),
    "TRIM": plain(1, 1, lambda written: " ".join(filter(None, text(written).split(" ")))),
}
