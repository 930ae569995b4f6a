"""拼写公式 — the tokens of a formula of an .xls as the text somebody typed.

Tokens stand in the order in which they are calculated, and brackets among them for show ([MS-XLS] 2.5.198.80,
PtgParen). xlrd passes over the brackets and sets anew those that signs of different rank need: A1-(A2-A3) would read
A1-A2-A3. So here signs of the same rank need them, too. LibreOffice writes a comparison of a concatenation in an
order that means something else, and finds back by its brackets alone: in its files they are taken as they stand.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

from xlrd import formula as _formula
from xlrd.book import Book

from xlfuncs.cells import Cell

formula: Any = _formula  # its stubs leave its tables out

_PLUS, _BRACKETS, _TEXT, _ATTRIBUTE, _CHOICES = 0x12, 0x15, 0x17, 0x19, 4  # tokens, and one kind of attribute
Signs = dict[int, Any]  # as xlrd has them: token → what it does, how tightly it binds, how it is spelled


class _Rank(int):
    """How tightly a sign binds: what binds as tightly is put in brackets, too."""

    def __lt__(self, other: int) -> bool:
        return int(self) <= int(other)


def spelled(book: Book, tokens: bytes, first: Cell, *, by_calc: bool) -> str:
    """The formula without "="; whatever xlrd raises where it does not know a token.

    `first` is the cell from which relative references count, `by_calc` whether LibreOffice wrote the file.
    """
    pairs, single = _signs(by_calc)
    formula.binop_rules.update(pairs)
    formula.unop_rules.update(single)
    if by_calc:
        tokens = _with_brackets(tokens, formula.szdict[book.biff_version])
    row, column = first
    text = formula.decompile_formula(
        book, tokens, len(tokens), formula.FMLA_TYPE_SHARED, browx=row, bcolx=column
    )
    return str(text or "")


@cache
def _signs(by_calc: bool) -> tuple[Signs, Signs]:
    """The signs between two operands and beside one; those of LibreOffice set no brackets, but the plus is a pair."""
    pairs = {
        token: (kinds, result, act, 0 if by_calc else _Rank(rank), text)
        for token, (kinds, result, act, rank, text) in formula.binop_rules.items()
    }
    if not by_calc:
        return pairs, dict(formula.unop_rules)
    single = {token: (act, 0, before, after) for token, (act, _, before, after) in formula.unop_rules.items()}
    return pairs, single | {_PLUS: (single[_PLUS][0], 0, "(", ")")}


def _with_brackets(tokens: bytes, sizes: list[int]) -> bytes:
    """The tokens, every bracket as a plus, which changes no value and which xlrd does not pass over."""
    marked, place = bytearray(tokens), 0
    while place < len(tokens):
        token = tokens[place] & 0x1F
        size = sizes[token + 32 if tokens[place] & 0x60 else token]
        if tokens[place] == _BRACKETS:
            marked[place] = _PLUS
        elif tokens[place] == _TEXT:  # its length, whether two bytes a character, the characters
            size = 3 + tokens[place + 1] * (1 + (tokens[place + 2] & 1))
        elif tokens[place] == _ATTRIBUTE:
            kind, count = struct.unpack("<BH", tokens[place + 1 : place + 4])
            size = 6 + 2 * count if kind == _CHOICES else 4
        place += max(size, 1)
    return bytes(marked)
