"""公式的文字 — the text of a formula: its tokens, its shape, the plain names of its functions, and whether it is sane."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from xlfuncs.cells import BLOCK_NAME, CELL_NAME, COLUMN_NAME, ERROR_VALUES, SHEET_NAME, Cell, address, cell_at

LITERAL = re.compile(r'"[^"]*(?:""[^"]*)*"')  # a text in a formula
_DIGIT = "\0"  # stands for the digits of a row that is not known; no file can hold it
_REFERENCE = rf"(?<![\w.\\{_DIGIT}]){COLUMN_NAME}\$?[1-9{_DIGIT}][\d{_DIGIT}]{{0,6}}(?![\w.(!{_DIGIT}])"
_SLOT = re.compile(  # but not within texts and names; looking at the first sign alone is quicker
    rf"""(?=["'$A-Z])(?:({LITERAL.pattern}|'[^']*(?:''[^']*)*'!)|({_REFERENCE}))"""
)
_ROW = re.compile(r"[A-Z]\$?([1-9]\d*)")
SLOT = "A1"  # what stands in a shape for a reference
TOKEN = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
    |   (?P<sheet>(?:'(?:[^']|'')*'|[^\W\d][\w.]*|\[[1-9]\d*\][\w.]*)!)
    |   (?P<error>{"|".join(map(re.escape, ERROR_VALUES))})
    |   (?P<call>[^\W\d][\w.]*)\(
    |   (?P<range>{BLOCK_NAME})
    |   (?P<cell>{CELL_NAME}(?![\w.]))
    |   (?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)
    |   (?P<word>[^\W\d][\w.]*)
    |   (?P<open>\() | (?P<close>\)) | (?P<constants>\{{[^{{}}]*\}})
    |   (?P<operator>[-+*/^&=<>%]+) | (?P<comma>,) | (?P<space>\s+)
    """,
    re.VERBOSE,
)
# As our own forms name "from this cell down to the row above that one": rows put in above it are inside.
_DOWN_TO = re.compile(
    rf"(?<![\w.])OFFSET\(((?:{SHEET_NAME})?)({CELL_NAME}),0,0,ROW\((?:{SHEET_NAME})?({CELL_NAME})\)-ROW\(\1\2\),1\)"
)
_LONGEST, _DEEPEST = 8192, 64  # characters and levels of a formula, as Excel has it
_PARENTHESIS, _GROWING = re.compile("[()]"), re.compile(r"\b(?:REPT|SUBSTITUTE)\s*\(")


class Shape(NamedTuple):
    """A formula with A1 for each of its references: one for a column filled down; the references, and which are the same."""

    text: str
    references: tuple[str, ...]
    which: tuple[int, ...] = ()


@lru_cache(maxsize=1 << 15)  # of a workbook read, and once more when it is written
def shape(formula: str) -> Shape:
    """The shape of a formula (without "=").

    >>> shape('IF(A1>B$2,"B1",SUM(C1:C9))')[:2]
    ('IF(A1>A1,"B1",SUM(A1:A1))', ('A1', 'B$2', 'C1', 'C9'))
    """
    first = _ROW.search(formula)
    if first is None:
        return Shape(intern(formula), ())
    row, unknown = first[1], _DIGIT * len(first[1])
    text, alike, which = _of_any_row(formula.replace(row, unknown))
    return Shape(
        intern(text.replace(unknown, row)), tuple([one.replace(unknown, row) for one in alike]), which
    )


@lru_cache(maxsize=1 << 12)
def _of_any_row(formula: str) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    """The same of a formula without the number of the first row it names, which is nearly always its own."""
    parts = _SLOT.split(formula)
    references = tuple(filter(None, parts[2::3]))
    parts[2::3] = [part and SLOT for part in parts[2::3]]
    numbers = {reference: number for number, reference in enumerate(dict.fromkeys(references))}
    return "".join(filter(None, parts)), references, tuple([numbers[one] for one in references])


def tokens(formula: str) -> Iterator[re.Match[str] | None]:
    """The tokens of a formula; None, and no more, where something is none."""
    at = 0
    while at < len(formula):
        token = TOKEN.match(formula, at)
        yield token
        if token is None:
            return
        at = token.end()


def with_blocks(formula: str) -> str:
    """The formula, with a block for every OFFSET that our own forms write for one.

    >>> with_blocks("SUM(OFFSET(B2,0,0,ROW(B9)-ROW(B2),1))")
    'SUM(B2:B8)'
    """
    return _DOWN_TO.sub(_down_to, formula) if "OFFSET(" in formula else formula


def _down_to(found: re.Match[str]) -> str:
    (top, column), below = cell_at(found[2]), cell_at(found[3])[0]
    return f"{found[1]}{found[2]}:{address((below - 1, column))}" if below > top else found[0]


@lru_cache(maxsize=1 << 12)  # a long formula names the few cells of its row again and again
def place(reference: str, moved: Cell) -> Cell:
    """The cell that a reference names in a formula that was moved so far from where it was written.

    >>> place("B$2", (3, 1))
    (1, 2)
    """
    row, column = cell_at(reference)
    fixed = "$" in reference[1:], reference.startswith("$")
    return row + (0 if fixed[0] else moved[0]), column + (0 if fixed[1] else moved[1])


def tame(formula: str) -> bool:
    """Whether an evaluator can be shown the formula: as long and deep as Excel allows, no text grown from a grown one.

    >>> tame("(" * 65 + "1" + ")" * 65), tame('SUBSTITUTE(REPT("a",32767),"a",REPT("b",32767))'), tame("SUM(A1:A9)")
    (False, False, True)
    """
    if len(formula) > _LONGEST:
        return False
    plain = LITERAL.sub('""', formula) if '"' in formula else formula
    if plain.count("(") > _DEEPEST:
        depth = deepest = 0
        for sign in _PARENTHESIS.findall(plain):
            depth += 1 if sign == "(" else -1
            deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            return False
    return "REPT" not in plain.upper() or len(_GROWING.findall(plain.upper())) < 2


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


def plain_name(function: str) -> str:
    """A function's name without the mark of those that came later.

    >>> plain_name("_xlfn.ifna")
    'IFNA'
    """
    return function.upper().removeprefix("_XLFN.")
