"""文字函数 — the functions of spreadsheets that read texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlfuncs.cells import CellError
from xlfuncs.files.results.builtin import Argument, Builtin, Cells, Constant, asking, plain, scalar
from xlfuncs.files.results.operands import Failed, Scalar, Unsure, number, text

_NOT_FOUND = CellError("#VALUE!")


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


def _left(written: Scalar, count: Scalar = 1.0) -> str:
    return _characters(written)[: _length(count)]


def _right(written: Scalar, count: Scalar = 1.0) -> str:
    whole = _characters(written)
    return whole[max(len(whole) - _length(count), 0) :]


def _mid(written: Scalar, start: Scalar, count: Scalar) -> str:
    first = _length(start, 1) - 1
    return _characters(written)[first : first + _length(count)]


def _middle(arguments: Sequence[Argument]) -> Argument:
    """Of a text, or of one after another from places that the formula says."""
    start, count = (one.value if type(one) is Constant else None for one in arguments[1:])
    if not (isinstance(start, float) and isinstance(count, float) and start >= 1 and count >= 0):
        return plain(3, 3, _mid).of(arguments)
    whole, first = scalar(arguments[0]), int(start) - 1
    piece = slice(first, first + int(count))
    return lambda cells: _characters(whole(cells))[piece]


def _find(part: Scalar, written: Scalar, start: Scalar = 1.0) -> float | CellError:
    whole, first = _characters(written), 0 if start == 1.0 else _length(start, 1) - 1
    place = whole.find(text(part), first) if first <= len(whole) else -1
    return place + 1.0 if place >= 0 else _NOT_FOUND


@dataclass(frozen=True, slots=True)
class Search:
    """FIND of a text within another one."""

    part: Callable[[Cells], Scalar]
    whole: Callable[[Cells], Scalar]

    def __call__(self, cells: Cells) -> float | CellError:
        """Where it is."""
        return _find(self.part(cells), self.whole(cells))


@dataclass(frozen=True, slots=True)
class Finds:
    """ISNUMBER of a FIND: what the formulas of forms ask most."""

    search: Search

    def __call__(self, cells: Cells) -> bool:
        """Whether it is there."""
        return found(cells, [self])[0]


def found(cells: Cells, asked: Sequence[Finds]) -> list[bool]:
    """Whether each is there; the same text is mostly asked for one word after another."""
    answers, last, whole = [], None, ""
    for one in asked:
        part, of = one.search.part, one.search.whole
        try:
            word = part.value if type(part) is Constant else part(cells)
            if (written := of(cells)) is not last:
                last, whole = written, _characters(written)
            answers.append((word if type(word) is str else text(word)) in whole)
        except Failed:
            answers.append(False)
    return answers


def _search(arguments: Sequence[Argument]) -> Argument:
    if len(arguments) > 2:
        return plain(3, 3, _find).of(arguments)
    return Search(scalar(arguments[0]), scalar(arguments[1]))


_NUMBER = asking(lambda value: isinstance(value, float))


def _is_number(arguments: Sequence[Argument]) -> Argument:
    (only,) = arguments
    return Finds(only) if isinstance(only, Search) else _NUMBER.of(arguments)


def _substitute(written: Scalar, old: Scalar, new: Scalar) -> str:
    gone = text(old)
    return text(text(written).replace(gone, text(new)) if gone else written)


def _trim(written: Scalar) -> str:
    return " ".join(part for part in text(written).split(" ") if part)


TEXT_FUNCTIONS = {
    "EXACT": plain(2, 2, lambda one, other: text(one) == text(other)),
    "FIND": Builtin(2, 3, _search),
    "ISNUMBER": Builtin(1, 1, _is_number),
    "LEFT": plain(1, 2, _left),
    "LEN": plain(1, 1, lambda value: float(len(_characters(value)))),
    "MID": Builtin(3, 3, _middle),
    "RIGHT": plain(1, 2, _right),
    "SUBSTITUTE": plain(3, 3, _substitute),
    "TRIM": plain(1, 1, _trim),
}
