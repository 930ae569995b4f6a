"""公式的含义 — a formula read into something that calculates it, once for all rows that are filled down.

>>> meaning('IF(A1>A1,"A1",SUM(A1:A1))', (0, 1, 2, 3)) is meaning('IF(A1>A1,"A1",SUM(A1:A1))', (0, 1, 2, 3))
True
>>> meaning("VLOOKUP(A1,A1:A1,2)", (0, 1, 2)) is meaning("MID(A1,1E999,2)", (0,)) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from math import isfinite
from typing import Any, NamedTuple

from xlfuncs.cells import unquoted
from xlfuncs.files.results.builtin import Argument, Constant, OneCell, folded, kept, scalar
from xlfuncs.files.results.functions import FUNCTIONS
from xlfuncs.files.results.operands import OPERATORS, divided, finite, number
from xlfuncs.files.results.reads import CellRange
from xlfuncs.formula_text import SLOT, plain_name, tokens

_OF_PLACES = {"OFFSET", "ROW"}  # what these give depends on more than the values of their cells


class Meaning(NamedTuple):
    """What calculates the formulas of a shape, and what they gave.

    ``operands`` are the sheet and the number of a reference to each cell, where their values are all that tells two
    formulas of the shape apart: then one filled down over blank rows is calculated once. Else None. ``which`` of them
    each reference is; ``given`` is told apart by the values of the cells.
    """

    calculate: Argument
    operands: Sequence[tuple[str | None, int]] | None
    which: tuple[int, ...]
    given: dict[tuple[Any, ...], Any]


@lru_cache(maxsize=2048)
def meaning(shape: str, which: tuple[int, ...]) -> Meaning | None:
    """What calculates formulas of a shape, of whose references these are the same; None where a word is not known here."""
    try:
        reader = _Reader(shape, which)
        result = reader.expression()
        reader.take("end")
    except _Unread:
        return None
    if reader.operands is None:
        return Meaning(result, None, (), {})
    read = [(sheet, which[number]) for sheet, number in reader.operands]
    cells = [*dict.fromkeys(read)]
    return Meaning(
        result,
        [reader.operands[read.index(cell)] for cell in cells],
        tuple([cells.index(one) for one in read]),
        {},
    )


class _Unread(Exception):
    """The formula says something that is not known here."""


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    for token in tokens(formula):
        if token is None:
            raise _Unread
        kind = token.lastgroup or ""
        if kind == "operator":  # those side by side are one token
            yield from (("operator", sign) for sign in re.findall(r"<=|>=|<>|.", token[0]))
        elif kind != "space":
            yield kind, token["call"] or token[0]
    yield "end", ""


class _Reader:
    """Reads an expression into closures; operators side by side that bind alike are one, however many."""

    def __init__(self, formula: str, which: tuple[int, ...]) -> None:
        self._tokens = list(_tokens(formula))
        self._at = self._slots = 0
        self.operands: list[tuple[str | None, int]] | None = []
        self._again, self._which = _again(self._tokens, which), which
        # a cell that is named again is the same operand
        self._named: dict[tuple[str | None, int], OneCell] = {}

    def take(self, *kinds: str) -> str:
        """The next token, of one of these kinds."""
        kind, written = self._tokens[self._at]
        if kind not in kinds:
            raise _Unread
        self._at += 1
        return written

    def expression(self, looser: int = 0) -> Argument:
        """Operands and the operators between them that bind tighter than that."""
        operand = self._signed()
        while (level := self._binding()) > looser:
            rest = []
            while self._binding() == level:
                operation = OPERATORS[self.take("operator")][1]
                rest.append((operation, self.expression(level)))
            operand = folded(operand, rest)
        return operand

    def _binding(self) -> int:
        kind, written = self._tokens[self._at]
        return OPERATORS.get(written, (0, None))[0] if kind == "operator" else 0

    def _signed(self) -> Argument:
        signs = []
        while self._tokens[self._at] in (("operator", "-"), ("operator", "+")):
            signs.append(self.take("operator"))
        inner = self._operand()
        hundreds = []
        while self._tokens[self._at] == ("operator", "%"):
            self.take("operator")
            hundreds.append((divided, Constant(100.0)))
        inner = folded(inner, hundreds) if hundreds else inner
        if "-" not in signs:
            return inner
        sign, value = -1.0 if signs.count("-") % 2 else 1.0, scalar(inner)
        return lambda cells: finite(sign * number(value(cells)))

    def _operand(self) -> Argument:
        kind, written = self._tokens[self._at]
        self._at += 1
        if kind == "text":
            return Constant(written[1:-1].replace('""', '"'))
        if kind == "number" and isfinite(float(written)):  # no cell holds 1E999
            return Constant(float(written))
        number = self._again.get(self._at - 1)
        if kind == "open":
            inner = scalar(self.expression())
            self.take("close")
            return inner if number is None else kept(inner, number)
        if kind == "call":
            inner = self._call(plain_name(written))
            return inner if number is None else kept(inner, number)
        if kind == "word" and written.upper() in ("TRUE", "FALSE"):
            return Constant(written.upper() == "TRUE")
        if kind == "sheet":
            return self._block(unquoted(written[:-1]))
        self._at -= 1
        return self._block(None)

    def _block(self, sheet: str | None) -> Argument:
        written = self.take("cell", "range")
        if written not in (SLOT, f"{SLOT}:{SLOT}"):  # whole columns and rows
            raise _Unread
        first, last = self._slots, self._slots + (":" in written)
        self._slots = last + 1
        if self.operands is not None:
            self.operands.append((sheet, first))
        if last == first:
            return self._named.setdefault((sheet, self._which[first]), OneCell(sheet, first))
        self.operands = None
        return lambda cells: CellRange.between(
            cells.sheet if sheet is None else sheet, cells.places[first], cells.places[last]
        )

    def _call(self, name: str) -> Argument:
        arguments = list[Argument]()
        if self._tokens[self._at][0] != "close":
            arguments.append(self.expression())
            while self._tokens[self._at][0] == "comma":
                self.take("comma")
                arguments.append(self.expression())
        self.take("close")
        function = FUNCTIONS.get(name)
        if name in _OF_PLACES:
            self.operands = None
        if function is None or not function.least <= len(arguments) <= function.most:
            raise _Unread
        return function.of(arguments)


def _again(tokens: Sequence[tuple[str, str]], which: tuple[int, ...]) -> dict[int, int]:
    """Where the calls and parentheses begin that stand in a formula more than once, with a number for each."""
    opened: list[tuple[int, int]] = []
    starts: dict[Hashable, list[int]] = {}
    slots = 0
    for place, (kind, _) in enumerate(tokens):
        slots += {"cell": 1, "range": 2}.get(kind, 0)
        if kind in ("call", "open"):
            opened.append((place, slots))
        elif kind == "close" and opened:
            start, first = opened.pop()
            starts.setdefault((*tokens[start:place], which[first:slots]), []).append(start)
    several = (places for places in starts.values() if len(places) > 1)
    return {place: number for number, places in enumerate(several) for place in places}
