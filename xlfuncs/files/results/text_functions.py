"""文字函数 — the functions of spreadsheets that read texts."""

from __future__ import annotations

import math
from functools import lru_cache

from xlfuncs.cells import CellError
from xlfuncs.files.results.builtin import asking, plain
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


def _substitute(written: Scalar, old: Scalar, new: Scalar) -> str:
    gone = text(old)
    return text(text(written).replace(gone, text(new)) if gone else written)


TEXT_FUNCTIONS = {
    "EXACT": plain(2, 2, lambda one, other: text(one) == text(other)),
    "FIND": plain(2, 3, _find),
    "ISNUMBER": asking(lambda value: isinstance(value, float)),
    "LEFT": plain(1, 2, lambda written, count=1.0: _characters(written)[: _length(count)]),
    "LEN": plain(1, 1, lambda value: float(len(_characters(value)))),
    "MID": plain(3, 3, _mid),
    "RIGHT": plain(1, 2, _right),
    "SUBSTITUTE": plain(3, 3, _substitute),
    "TRIM": plain(1, 1, lambda written: " ".join(filter(None, text(written).split(" ")))),
}
