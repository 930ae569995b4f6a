"""求值前的改写 — formulas as the evaluator answers them fast and rightly, else not at all.

A whole column is cut to the rows in use, as the evaluator would look at a million cells: where the function that
takes it does not mind blank rows below, or else where one blank row gives the same as two. It searches sorted lists
wrongly where they hold blanks: such a search is answered only where there are none. No answer is ``#VALUE!``.

>>> guarded("VLOOKUP(A2,汇总!$A:B,2,FALSE)", 20), guarded("LOOKUP(A2,D1:D4,E1:E4)", 20)
('VLOOKUP(A2,汇总!$A$1:B$20,2,FALSE)', 'IF(COUNTBLANK(D1:D4)+COUNTBLANK(E1:E4)=0,LOOKUP(A2,D1:D4,E1:E4),1+"")')
>>> guarded("SUMPRODUCT((A:A=D1)*1)", 20)
'IF((SUMPRODUCT((A$1:A$21=D1)*1))=(SUMPRODUCT((A$1:A$22=D1)*1)),SUMPRODUCT((A$1:A$21=D1)*1),1+"")'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from xlfuncs.cells import COLUMN_NAME, ROWS
from xlfuncs.formula_text import plain_name, tokens, words

# Take a block as it is, and blank cells below the last value change nothing.
_BLIND = words(
    "AVERAGE COUNT COUNTA HLOOKUP LARGE LOOKUP MATCH MAX MEDIAN MIN PRODUCT RANK SMALL SUBTOTAL SUM SUMSQ VLOOKUP"
)
# The evaluator itself looks no farther than the sheet goes, or blank rows count.
_LEFT = words("AVERAGEIF AVERAGEIFS COLUMNS COUNTBLANK COUNTIF COUNTIFS INDEX OFFSET ROW ROWS SUMIF SUMIFS")
_SEARCHES = {"HLOOKUP": 4, "LOOKUP": 0, "MATCH": 3, "VLOOKUP": 4}  # which argument asks for an exact one
_EXACT = re.compile(r"\s*(0|FALSE|FALSE\(\))\s*\)", re.IGNORECASE)
_LONG = re.compile(rf"({COLUMN_NAME})(?:\$?(\d+))?:({COLUMN_NAME})(?:\$?(\d+))?")


class _Range(NamedTuple):
    """A block that a formula reads: where its text starts, with and without the sheet, and where it ends."""

    sheet: int
    start: int
    end: int


@dataclass
class _Call:
    """A function around the place at hand."""

    name: str = ""
    argument: int = 1
    start: int = 0  # of that argument
    ranges: list[_Range] = field(default_factory=list)


def guarded(formula: str, last: int) -> str:
    """The formula (without "=") for a workbook whose last row in use is `last`, counted from 1."""
    cuts: list[_Range] = []
    searched: list[_Range] = []
    sensitive = False
    calls, before, sheet = [_Call()], "open", None
    for token in tokens(formula):
        if token is None:
            return formula
        start, at = token.span()
        kind = token.lastgroup or ""
        if kind == "sheet":
            sheet = start
        if kind in ("space", "sheet"):
            continue
        if kind in ("call", "open"):
            calls.append(_Call(plain_name(token["call"] or ""), start=at))
        elif kind == "comma":
            calls[-1].argument, calls[-1].start = calls[-1].argument + 1, at
        elif kind == "close" and len(calls) > 1:
            call = calls.pop()
            exact = _SEARCHES.get(call.name) == call.argument and _EXACT.match(formula, call.start)
            searched += [] if exact or call.name not in _SEARCHES else call.ranges
        elif kind == "range":
            block = _Range(start if sheet is None else sheet, start, at)
            calls[-1].ranges.append(block)
            whole = before in ("call", "comma") and formula[at:].lstrip()[:1] in (",", ")")
            if _reaches_below(token[0], last) and not (whole and calls[-1].name in _LEFT):
                cuts.append(block)
                sensitive |= not (whole and calls[-1].name in _BLIND)
        before, sheet = kind, None
    text = _cut(formula, cuts, last + sensitive)
    if sensitive:
        text = f'IF(({text})=({_cut(formula, cuts, last + 2)}),{text},1+"")'
    blanks = "+".join(f"COUNTBLANK({_cut_range(formula, block, last)})" for block in searched)
    return f'IF({blanks}=0,{text},1+"")' if blanks else text


def _reaches_below(reference: str, last: int) -> bool:
    found = _LONG.fullmatch(reference)
    return found is not None and int(found[4] or ROWS) > last + int(found[2] or 1)


def _cut(formula: str, cuts: list[_Range], last: int) -> str:
    pieces, at = [], 0
    for block in cuts:
        pieces += [formula[at : block.sheet], _cut_range(formula, block, last)]
        at = block.end
    return "".join([*pieces, formula[at:]])


def _cut_range(formula: str, block: _Range, last: int) -> str:
    """The block with its sheet, reaching no lower than row `last`, however far down it starts."""
    reference = formula[block.start : block.end]
    if _reaches_below(reference, last) and (found := _LONG.fullmatch(reference)):
        first = reference.partition(":")[0] if found[2] else f"{found[1]}$1"
        reference = f"{first}:{found[3]}${last + int(found[2] or 1) - 1}"
    return formula[block.sheet : block.start] + reference
