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
from itertools import starmap
from typing import NamedTuple

from xlfuncs.cells import COLUMNS, ERROR_VALUES, ROWS, Cell, column_index, unquoted
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.results.formula_text import LITERAL, plain_name, words
from xlfuncs.files.results.trust import FUNCTIONS

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

_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!"
_ERROR = "|".join(map(re.escape, ERROR_VALUES))
_CELL = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_BLOCK = rf"{_CELL}(?::{_CELL})?|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?\d{{1,7}}:\$?\d{{1,7}}"
_REFERENCE = re.compile(rf"(?<![\w.\\$!:'\]])((?:{_SHEET})?(?:{_BLOCK}))(?![\w.(!:\\?#])")
_ONE_CELL = re.compile(r"\$?([A-Z]+)\$?(\d+)")
_CORNER = re.compile(r"(\$?)([A-Z]*)(\$?)(\d*)")
_FIXED = re.compile(
    rf"{_SHEET}(?:\$[A-Z]{{1,3}}\$\d+(?::\$[A-Z]{{1,3}}\$\d+)?|\$[A-Z]{{1,3}}:\$[A-Z]{{1,3}}|\$\d+:\$\d+)"
)
# As our own forms name "from this cell down to the row above that one": rows put in above it are inside.
_DOWN_TO = re.compile(
    rf"(?<![\w.])OFFSET\(((?:{_SHEET})?)([A-Z]+)(\d+),0,0,ROW\((?:{_SHEET})?[A-Z]+(\d+)\)-ROW\(\1\2\3\),1\)"
)
# What stands around the references, each of them a \0; another workbook's cells are not ours.
_REST = re.compile(
    rf"""(?P<call>[^\W\d][\w.]*)\( | (?P<name>[^\W\d][\w.]*(?!['!\w.\\])) | \0 | ""
    | (?:'\[[1-9]\d*\](?:[^']|'')*'|\[[1-9]\d*\][\w.]*)!\$?[\w.]+(?:\$\d+)?(?::\$?[A-Z]*\$?\d*)?
    | (?:{_SHEET})?(?:{_ERROR})
    | \d+\.?\d*(?:[eE][+-]?\d+)? | \.\d+ | \{{[^{{}}\0]*\}} | [-+*/^&=<>%(),\s]""",
    re.VERBOSE,
)


class CellRange(NamedTuple):
    """A range of one sheet, its corners inside."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


class Precedents:
    """引用关系 — what the formulas of one workbook read.

    `names` are its defined names, in lower case, with what they stand for.
    """

    def __init__(self, names: Mapping[str, str], sheets: Iterable[str]) -> None:
        self._names = names
        self._sheets = {sheet.casefold(): sheet for sheet in sheets}
        self._judged: dict[tuple[str, ...], _Rest | None] = {}

    def of(self, sheet: str, formula: Formula) -> Sequence[CellRange] | None:
        """The blocks that a formula of this sheet reads; None where they cannot be told."""
        if formula.kind == "dataTable" or not formula.text:
            return None
        moved = formula.cell[0] - formula.master[0], formula.cell[1] - formula.master[1]
        text = formula.text
        if "OFFSET(" in text and moved == (0, 0):
            text = _DOWN_TO.sub(_down_to, text)
        references, rest = self._split(text)
        if rest is None:
            return None
        found: list[CellRange] = list(rest.blocks)
        for reference in references:
            block = self._block(reference, sheet, moved)
            if block is None:
                return None
            found.append(block)
        return _resized(found) if rest.resizes else found

    def _split(self, text: str) -> tuple[list[str], _Rest | None]:
        """The references of a formula, and what stands around them, judged once for a column filled down."""
        parts = _REFERENCE.split(LITERAL.sub('""', text) if '"' in text else text)
        shape = tuple(parts[::2])
        if shape not in self._judged:
            self._judged[shape] = self._judge("\0".join(shape))
        return parts[1::2], self._judged[shape]

    def _judge(self, rest: str) -> _Rest | None:
        blocks: list[CellRange] = []
        at, resizes = 0, False
        while at < len(rest):
            token = _REST.match(rest, at)
            if token is None:
                return None
            at = token.end()
            if token["call"]:
                function = plain_name(token["call"])
                later = token["call"].upper().startswith(_LATER) and function not in _OF_MORE
                if not later and function not in _OF_ARGUMENTS and not function.startswith("XLF_"):
                    return None
                resizes |= function in _RESIZING
            elif token["name"] and token["name"].upper() not in ("TRUE", "FALSE"):
                meaning = self._meaning(token["name"])
                if meaning is None:
                    return None
                blocks += meaning
        return _Rest(tuple(blocks), resizes)

    def _meaning(self, name: str) -> list[CellRange] | None:
        """What a defined name reads, where it is one fixed block."""
        text = self._names.get(name.lower(), "")
        block = self._block(text, "", (0, 0)) if _FIXED.fullmatch(text) else None
        return None if block is None else [block]

    def _block(self, reference: str, sheet: str, moved: Cell) -> CellRange | None:
        if (cell := _ONE_CELL.fullmatch(reference)) and moved == (0, 0):  # the short way for nearly all
            row, column = int(cell[2]) - 1, column_index(cell[1])
            return (
                CellRange(sheet, row, column, row, column) if 0 <= row < ROWS and column < COLUMNS else None
            )
        qualifier, _, corners = reference.rpartition("!")
        if qualifier:
            plain = unquoted(qualifier)
            if re.match(r"\[[1-9]\d*\]", plain):
                return CellRange("", 0, 0, 0, 0)  # of another workbook
            if plain.casefold() not in self._sheets:
                return None
            sheet = self._sheets[plain.casefold()]
        first, _, last = corners.partition(":")
        ends = list(starmap(_moved, ((corner, moved) for corner in (first, last or first))))
        rows = [row for row, _ in ends if row is not None] or [0, ROWS - 1]
        columns = [column for _, column in ends if column is not None] or [0, COLUMNS - 1]
        block = CellRange(sheet, min(rows), min(columns), max(rows), max(columns))
        inside = block.top >= 0 and block.left >= 0 and block.bottom < ROWS and block.right < COLUMNS
        return block if inside else None


class _Rest(NamedTuple):
    """A formula but for its references: what its defined names read, and whether it reads beside its blocks."""

    blocks: tuple[CellRange, ...]
    resizes: bool


def _moved(corner: str, moved: Cell) -> tuple[int | None, int | None]:
    """Row and column of a corner as a follower of a shared formula reads it; None where it names none."""
    fixed_column, letters, fixed_row, digits = _CORNER.findall(corner)[0]
    if not letters:  # "$3" of "$3:$4"
        fixed_row, fixed_column = fixed_column, ""
    row = int(digits) - 1 + (0 if fixed_row else moved[0]) if digits else None
    column = column_index(letters) + (0 if fixed_column else moved[1]) if letters else None
    return row, column


def _down_to(found: re.Match[str]) -> str:
    sheet, letters, start, end = found.groups()
    below = int(end) - 1
    return f"{sheet}{letters}{start}:{letters}{below}" if below >= int(start) else found[0]


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
