"""内容 — what all cells of a sheet say together, found out once for all that ask: its texts, what they mean, which rows tell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from itertools import chain

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.words.parts import Meanings
from xlfuncs.forms.recognition.words.row_labels import is_total
from xlfuncs.forms.recognition.words.texts import all_alike
from xlfuncs.forms.recognition.words.word_list import beginnings
from xlfuncs.forms.recognition.words.words import meanings_of
from xlfuncs.sheets import Sheet

_Rows = Sequence[Sequence[Value]]
_VAST = 1e100  # beyond it, infinite or NaN: what a spreadsheet would show as an error


class Contents:
    """The different texts of the rows of a sheet, each with what it says but for digits."""

    def __init__(self, rows: _Rows, texts: Collection[str], vast: Sequence[float] = ()) -> None:
        self.rows, self.said, self.vast = rows, all_alike(texts), vast

    @cached_property
    def known(self) -> Mapping[str, Meanings]:
        """What the texts mean as headings and labels; those left out that mean nothing."""
        return meanings_of(self.said)

    @cached_property
    def wordings(self) -> frozenset[str]:
        """The texts without what makes no difference, each once: in a long list few."""
        return frozenset(self.said.values())

    @cached_property
    def telling(self) -> Sequence[int]:
        """The rows with a text that means something or a heading may begin with, totals, blank ones: in a long list few."""
        silent = {*self.known, *beginnings().intersection(self.said), *self.said_as(is_total)}.isdisjoint
        quiet = zip(map(silent, self.rows), map(any, self.rows), strict=True)
        return [number for number, said in enumerate(quiet) if said != (True, True)]

    def said_as(self, holds: Callable[[str], bool]) -> list[str]:
        """The texts of which something holds that does not rest on digits."""
        wordings = {*filter(holds, self.wordings)}
        return [text for text, said in self.said.items() if said in wordings] if wordings else []


def contents(sheet: Sheet) -> Contents:
    """The contents of a sheet as it was typed."""
    if "contents" not in sheet.found:
        distinct = dict.fromkeys(chain.from_iterable(sheet.rows))  # in their order, as they stand in memory
        numbers = [value for value in distinct if type(value) is float]
        vast = () if sum(map(abs, numbers)) < _VAST else [one for one in numbers if not -_VAST < one < _VAST]
        texts = [value for value in distinct if type(value) is str]
        sheet.found["contents"] = Contents(sheet.rows, texts, vast)
    found: Contents = sheet.found["contents"]
    return found
