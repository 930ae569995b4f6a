"""方向的旁注 — a direction that no column of its own says: the row's name, the heading of the targets, or a note."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.indicators.goal_cells import sign_of
from xlfuncs.forms.recognition.words.texts import alike, normal
from xlfuncs.forms.recognition.words.words import meaning
from xlfuncs.patterns import pattern

_BRACKETS = pattern(r"\(([^()]{1,6})\)")
_PARTS = pattern("[(（][^()（）\n]+[)）]")
_MARKED = pattern(r"([*★☆▲△#※])[^;,。、]{0,8}?(?:[负反逆]向|[负反逆]指标)")
_NOTES = 12  # rows at either end of a sheet that may hold one

Way = tuple[str | None, str | None]  # a direction as a word, a sign


class SaidWays:
    """What the heading of the targets and the notes of a sheet say of all its rows."""

    def __init__(self, reader: Reader, heading: str) -> None:
        self.of_all = _in_brackets(heading)
        parts = {*_PARTS.findall("\n".join(reader.said.values()))}
        self.named = any(map(_in_brackets, parts))  # whether any name may say one
        self.mark = _mark_of_less(reader)

    def of(self, name: str) -> Way | None:
        """The direction as a word, or the sign, that is said of the row of this name; None of nearly all.

        能耗（负向指标）; 目标值（≤）; *废水排放量 under 注：带*的为逆向指标.
        """
        if self.mark and self.mark in name:
            return "反向", None
        own = _in_brackets(alike(name)) if self.named and name[-1:] in (")", "）") else None
        return own or self.of_all


@lru_cache(maxsize=1 << 10)
def _in_brackets(text: str) -> Way | None:
    for part in _BRACKETS.findall(normal(text)):
        word, sign = meaning("directions", part), sign_of(part)
        if word or sign:
            return word, sign
    return None


def _mark_of_less(reader: Reader) -> str | None:
    """The mark of names of which a note says that less of them is better."""
    last = len(reader.rows)
    rows: Sequence[int] = sorted({*range(min(_NOTES, last)), *range(max(last - _NOTES, 0), last)})
    found = (_MARKED.search(normal(text)) for row in rows for _, text in reader.texts(row) if "指标" in text)
    return next((one[1] for one in found if one), None)
