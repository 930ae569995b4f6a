"""引用的单元格 — which cells a formula reads, told from its text alone.

What cannot be told (INDIRECT, table columns, functions that are not built in, ...) is said to be unknown, and what
can change by itself (TODAY, RAND) counts as such. Where in doubt the blocks are too large, never too small.

>>> from xlfuncs.files.ooxml.formulas import Formula
>>> formula = Formula((0, 0), "SUM(B1:B9)+年报!$C$2", "normal", True, ((0, 0),), (0, 0))
>>> for block in Precedents({}, ["表", "年报"]).of("表", formula):
...     print(tuple(block))
('表', 0, 1, 8, 1)
('年报', 1, 2, 1, 2)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlfuncs.cells import BLOCK_NAME, CELL_NAME, COLUMNS, ROWS, SHEET_NAME, Cell, unquoted
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.results.trust import FUNCTIONS
from xlfuncs.formula_text import SLOT, place, plain_name, shape, tokens, with_blocks, words

# Built-in functions that read their arguments and nothing else, besides those we trust.
_OF_ARGUMENTS = (FUNCTIONS - {"OFFSET"}) | words(
    """ACOS ADDRESS AGGREGATE ASIN ATAN AVEDEV AVERAGEA CEILING.MATH CHAR CLEAN CODE COLUMN COMBIN CONCAT CONVERT
    CORREL COS DATEDIF DATEVALUE DAVERAGE DAYS DAYS360 DCOUNT DCOUNTA DGET DISPIMG DMAX DMIN DOLLAR DSUM EDATE EOMONTH
    ERROR.TYPE EVEN EXP FACT FILTER FIXED FLOOR.MATH FREQUENCY FV GCD GEOMEAN HARMEAN HOUR HYPERLINK IFS IRR ISEVEN
    ISODD ISOWEEKNUM ISREF LCM LENB LEFTB LN LOG LOG10 MAXA MAXIFS MIDB MINA MINIFS MINUTE MMULT MODE MODE.SNGL
    MROUND NETWORKDAYS NETWORKDAYS.INTL NPV NUMBERSTRING NUMBERVALUE ODD PERCENTILE PERCENTILE.EXC PERCENTILE.INC
    PERCENTRANK PERCENTRANK.EXC PERCENTRANK.INC PHONETIC PI PMT PROPER PV QUARTILE QUARTILE.EXC QUARTILE.INC QUOTIENT RADIANS
    RANK.AVG RANK.EQ RATE RIGHTB RMB ROMAN SECOND SEQUENCE SIN SINGLE SORT SORTBY STDEV STDEV.P STDEV.S STDEVA STDEVP
    SUMX2MY2 SUMX2PY2 SUMXMY2 SWITCH TAN TEXT TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TIME TIMEVALUE TRANSPOSE TREND
    TRIMMEAN TYPE UNICHAR UNICODE UNIQUE VALUE VAR VAR.P VAR.S VARA VARP VSTACK HSTACK WEEKDAY WEEKNUM WORKDAY
    WORKDAY.INTL XLOOKUP XMATCH XOR YEARFRAC"""
)
# Later ones, and those of WPS, that read more than their arguments, or change by themselves.
_OF_MORE = words("ANCHORARRAY FORMULATEXT LAMBDA LET RANDARRAY SHEET SHEETS STOCKHISTORY WEBSERVICE")
_LATER = "_XLFN."  # what stands before a function that came after Excel 2007, or that is of WPS
# Their arguments are taken to be as large as one another, whatever the formula says.
_RESIZING = words("SUMIF SUMIFS AVERAGEIF AVERAGEIFS COUNTIFS LOOKUP")

_FIXED = re.compile(rf"{SHEET_NAME}(?=(?:\$(?:\d+|[^\W\d_]+):?)+$)(?:{BLOCK_NAME}|{CELL_NAME})")
_OTHER_BOOK = re.compile(r"\[[1-9]\d*\]")
_OF_SHEETS = frozenset(("cell", "range", "error"))  # the tokens that a sheet's name may stand before


class CellRange(NamedTuple):
    """A range of one sheet, its corners inside."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def between(cls, sheet: str, one: Cell, other: Cell) -> CellRange:
        """The range with these corners."""
        (top, left), (bottom, right) = one, other
        return cls(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))


class _Reads(NamedTuple):
    """What formulas of one shape read."""

    blocks: Sequence[tuple[str | None, int, int]]  # sheet, None for their own; which references are corners
    whole: Sequence[str]  # the corners of whole columns and rows, which count behind the references
    named: Sequence[CellRange]
    resizes: bool  # whether it may be more than that


class Precedents:
    """引用关系 — what the formulas of one workbook read.

    `names` are its defined names, in lower case, with what they stand for.
    """

    def __init__(self, names: Mapping[str, str], sheets: Iterable[str]) -> None:
        self._names = names
        self._sheets = {sheet.casefold(): sheet for sheet in sheets}
        self._judged: dict[str, _Reads | None] = {}

    def of(self, sheet: str, formula: Formula) -> Sequence[CellRange] | None:
        """The blocks that a formula of this sheet reads; None where they cannot be told."""
        if formula.kind == "dataTable" or not formula.text:
            return None
        text, moved = formula.text, formula.moved
        return self._read(with_blocks(text) if moved == (0, 0) else text, sheet, moved)

    def _read(self, text: str, sheet: str, moved: Cell) -> list[CellRange] | None:
        plain, references, _ = shape(text)
        if plain not in self._judged:
            self._judged[plain] = self._judge(plain, len(references))
        reads = self._judged[plain]
        if reads is None:
            return None
        places = [_inside(reference, moved) for reference in (*references, *reads.whole)]
        found = [*reads.named]
        for other, first, last in reads.blocks:
            one, end = places[first], places[last]
            if one is None or end is None:
                return None
            own = other or sheet
            found.append(CellRange(own, *one, *one) if one is end else CellRange.between(own, one, end))
        return _resized(found) if reads.resizes else found

    def _judge(self, plain: str, references: int) -> _Reads | None:
        """What formulas of a shape with so many references read; None where it cannot be told."""
        blocks: list[tuple[str | None, int, int]] = []
        whole: list[str] = []
        named: list[CellRange] = []
        slots, resizes = 0, False
        sheet: str | None = None  # of the token at hand, "" of another workbook
        for token in tokens(plain):
            kind, written = (token.lastgroup, token[0]) if token else (None, "")
            if kind is None or (sheet is not None and kind not in _OF_SHEETS and (sheet or kind != "word")):
                return None
            if kind == "sheet":
                name = unquoted(written[:-1])
                sheet = "" if _OTHER_BOOK.match(name) else self._sheets.get(name.casefold())
                if sheet is None:
                    return None
                continue
            if kind == "call":
                name = plain_name(written[:-1])
                later = written.upper().startswith(_LATER) and name not in _OF_MORE
                if not (later or name in _OF_ARGUMENTS or name.startswith("XLF_")):
                    return None  # it may read more than its arguments
                resizes |= name in _RESIZING
            elif kind == "word" and sheet is None and written.upper() not in ("TRUE", "FALSE"):
                text = self._names.get(written.lower(), "")
                if not _FIXED.fullmatch(text) or (meaning := self._read(text, "", (0, 0))) is None:
                    return None
                named += meaning
            elif kind in ("cell", "range"):
                corners = 1 + (kind == "range")
                if written in (SLOT, f"{SLOT}:{SLOT}"):
                    first, slots = slots, slots + corners
                elif ends := _ends(written):
                    first = references + len(whole)
                    whole += ends
                else:
                    return None
                if sheet != "":
                    blocks.append((sheet, first, first + corners - 1))
            sheet = None
        return _Reads(blocks, whole, named, resizes) if slots == references else None


def _ends(block: str) -> tuple[str, str] | None:
    """The corners of whole columns or rows; None of another block.

    >>> _ends("$B:C"), _ends("2:$3"), _ends("A1:A1")
    (('$B$1', 'C$1048576'), ('$A2', '$XFD$3'), None)
    """
    first, _, last = block.partition(":")
    bare = first.lstrip("$")
    if bare.isdigit():
        return f"$A{first}", f"$XFD{last}"
    return (f"{first}$1", f"{last}${ROWS}") if bare.isalpha() else None


@lru_cache(maxsize=1 << 14)
def _inside(reference: str, moved: Cell) -> Cell | None:
    """The cell that a reference names, moved along; None where a sheet has none."""
    row, column = place(reference, moved)
    return (row, column) if 0 <= row < ROWS and 0 <= column < COLUMNS else None


def _resized(blocks: Sequence[CellRange]) -> list[CellRange]:
    """Every block as high and as wide as the largest, lying and standing."""
    height = max((block.bottom - block.top for block in blocks), default=0)
    width = max((block.right - block.left for block in blocks), default=0)
    return [
        CellRange(
            sheet,
            top,
            left,
            min(max(bottom, top + down), ROWS - 1),
            min(max(right, left + across), COLUMNS - 1),
        )
        for sheet, top, left, bottom, right in blocks
        for down, across in ((height, width), (width, height))
    ]
