"""方向 — which result of a row is the good one.

It is never inferred from what an indicator is called: only where a column, the target's own wording, a heading, a note or
the name itself says so (能耗（负向指标）).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xlfuncs.evaluation.content import Item
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.indicators.goal_cells import COMPARES, sign_of
from xlfuncs.forms.recognition.words.texts import alike, normal
from xlfuncs.forms.recognition.words.words import is_placeholder, meaning
from xlfuncs.functions.directions import WORDS
from xlfuncs.functions.targets import parse_target
from xlfuncs.patterns import pattern

_SENSES = (WORDS["positive"], WORDS["negative"])
_BRACKETS = pattern(r"\(([^()]{1,6})\)")
_PARTS = pattern("[(（][^()（）\n]+[)）]")
_MARKED = pattern(r"([*★☆▲△#※])[^;,。、]{0,8}?(?:[负反逆]向|[负反逆]指标)")
_BETWEEN = pattern(r"[-—－–/、·:：.()（）0-9\s]")  # the words of a kind: 产出-数量
_NOTES = 12  # rows at either end of a sheet that may hold one

Way = tuple[str | None, str | None]  # a direction as a word, a sign


class Directions:
    """The directions of the rows of a block."""

    def __init__(self, reader: Reader, header: Header) -> None:
        self.reader, keys = reader, ("direction", "nature", "symbol")
        self.columns = {key: header.columns[key] for key in keys if key in header.columns}
        self.ways = None if header.own else _SaidWays(reader, header.words.get("target", ""))
        self.silent = not self.columns and (self.ways is None or self.ways.silent)

    def of(self, row: int, item: Item) -> Way:
        """The direction as a word and the sign, of the columns that hold them.

        A sign that contradicts the target's own comes as a word too, for the score to fail; one that nobody knows
        leaves the row to a person; words where its nature stands do not, nor does 正向 beside =100%: met exactly it
        is met either way, else 等于 is what counts.
        """
        direction = operator = None
        if self.silent:  # most tables
            return direction, operator
        for key, column in self.columns.items():
            said = self.reader.text(row, column)
            if said is None or is_placeholder(said):
                continue
            word, sign = meaning("directions", said), sign_of(said)
            if word or sign:
                direction, operator = direction or word, operator or sign
                item.cells["direction"] = self.reader.at(row, column)
            elif not (key == "nature" and _is_word(said)) and not meaning("neutral", said):
                at = self.reader.at(row, column)
                self.reader.note("sign-unknown", at=at, item=item.name, found=said)
                direction = "定性"
        if not (direction or operator) and self.ways:
            said_of = self.ways.of(item.name)
            if said_of and parse_target(item.target).direction is None:
                direction, operator = said_of
        if direction in _SENSES and "equal" in _shown(item.target, operator):
            direction = None
        if operator:
            shown, way = _shown(item.target, operator)
            if shown and way and shown != way:
                direction = direction or WORDS[way]
        return direction, operator


def _is_word(said: str) -> bool:
    """Whether it is the word of a kind, 约束性, and no sign that was mistyped: 于大等于."""
    return _BETWEEN.sub("", said).isalpha() and not COMPARES.fullmatch(said)


def _shown(target: object, operator: str | None) -> tuple[str | None, str | None]:
    """The directions that a target and the sign beside it show."""
    return parse_target(target).direction, parse_target(f"{operator}1").direction if operator else None


class _SaidWays:
    """What the heading of the targets and the notes of a sheet say of all its rows."""

    def __init__(self, reader: Reader, heading: str) -> None:
        self.of_all = _in_brackets(heading)
        joined = "\n".join(reader.contents.wordings)
        parts = {*_PARTS.findall(joined)}
        self.named = any(map(_in_brackets, parts))  # whether any name may say one
        self.mark = _mark_of_less(reader) if any(map(joined.__contains__, "负反逆")) else None
        self.silent = not (self.of_all or self.named or self.mark)

    def of(self, name: str) -> Way | None:
        """The direction as a word, or the sign, said of a row: 能耗（负向指标）; 目标值（≤）; *废水 under 注：带*的为逆向."""
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
