"""文字函数 — the functions of spreadsheets that read texts.

Our forms ask of a name whether it holds any of a hundred words, `OR(ISNUMBER(FIND("费",C11)),ISNUMBER(FIND("丢",C11)),…)`: `Held`
is one such question, or all of them together, for which the text is fetched once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

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


@lru_cache(maxsize=1 << 12)  # the names of a form's tables are made of the same words
def _holds(whole: str, part: str) -> bool:
    return part in whole


@dataclass(frozen=True, slots=True)
class _Search:
    """FIND from the first character on."""

    part: Argument
    whole: Argument
    place: Argument

    def __call__(self, cells: Cells) -> Any:
        """Where the part stands."""
        return self.place(cells)


@dataclass(frozen=True, slots=True)
class Held:
    """Whether a text holds any of some others; one that fails is not held."""

    words: Sequence[str]  # written in the formula
    parts: Sequence[Callable[[Cells], Any]]  # others, where there are no words
    whole: Argument
    value: Callable[[Cells], Any]  # of the whole

    def __call__(self, cells: Cells) -> bool:
        """Whether it does; every part is asked for, since one may be `Unsure`."""
        held, whole = False, None
        if self.words:
            try:
                whole = _characters(self.value(cells))
            except Failed:
                return False
            return any(word in whole for word in self.words)
        for part in self.parts:
            try:
                wanted = part(cells)
                whole = _characters(self.value(cells)) if whole is None else whole
                held |= _holds(whole, wanted if type(wanted) is str else text(wanted))
            except Failed:
                continue
        return held


def held_together(arguments: Sequence[Argument]) -> Sequence[Argument]:
    """Conditions of OR, those about the same text that follow each other joined to one."""
    joined: list[Argument] = []
    for asked, group in groupby(arguments, _whose):
        some: list[Any] = [*group]
        if asked:
            words = [word for held in some for word in held.words]
            some = [replace(some[0], words=words, parts=[part for held in some for part in held.parts])]
        joined += some
    return joined


def _whose(argument: Argument) -> tuple[Argument, bool] | None:
    """The text of which a condition asks, and whether for a word; None of any other condition."""
    return (argument.whole, bool(argument.words)) if isinstance(argument, Held) else None


def _search(arguments: Sequence[Argument]) -> Argument:
    place = plain(2, 3, _find).of(arguments)
    return _Search(arguments[0], arguments[1], place) if len(arguments) == 2 else place


def _is_number(arguments: Sequence[Argument]) -> Argument:
    (asked,) = arguments
    if not isinstance(asked, _Search):
        return asking(lambda value: isinstance(value, float)).of(arguments)
    if isinstance(asked.part, Constant) and type(word := asked.part.value) is str:
        return Held((word,), (), asked.whole, scalar(asked.whole))
    return Held((), (scalar(asked.part),), asked.whole, scalar(asked.whole))


def _substitute(written: Scalar, old: Scalar, new: Scalar) -> str:
    gone = text(old)
    return text(text(written).replace(gone, text(new)) if gone else written)


TEXT_FUNCTIONS = {
    "EXACT": plain(2, 2, lambda one, other: text(one) == text(other)),
    "FIND": Builtin(2, 3, _search),
    "ISNUMBER": Builtin(1, 1, _is_number),
    "LEFT": plain(1, 2, lambda written, count=1.0: _characters(written)[: _length(count)]),
    "LEN": plain(1, 1, lambda value: float(len(_characters(value)))),
    "MID": plain(3, 3, _mid),
    "RIGHT": plain(1, 2, _right),
    "SUBSTITUTE": plain(3, 3, _substitute),
    "TRIM": plain(1, 1, lambda written: " ".join(filter(None, text(written).split(" ")))),
}
