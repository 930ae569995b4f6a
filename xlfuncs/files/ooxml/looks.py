"""显示与保护 — what a sheet of an .xlsx hides, which of its cells show their number in a format of their own, and what stands
behind them: formulas as text, protection, which cells limit what may be typed.

Protection and limits: ECMA-376 part 1, 18.3.1.85 and 18.3.1.32.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product

from xlfuncs.cells import COLUMNS, WRITTEN_CELL, Cell, column_index, corners
from xlfuncs.files.ooxml.grammar import grammar
from xlfuncs.files.ooxml.moments import number_codes
from xlfuncs.files.ooxml.parts import part_of, tree
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.number_formats import BUILT_IN_PERCENTS, TELLING, number_format
from xlfuncs.sheets import Workings

Codes = tuple[tuple[int, str], ...]  # of cell styles, by their number
_SMALL = 500_000  # bytes of styles worth remembering
_PROTECTION = re.compile(rb"""<(?:\w+:)?sheetProtection\b[^>]*\ssheet\s*=\s*["'](?:1|true)["']""")
_LIMIT = re.compile(rb"""<(?:\w+:)?dataValidation\s[^>]*?\bsqref\s*=\s*["']([^"']*)["']""")
_LATER_LIMIT = re.compile(rb"<xm:sqref>([^<]*)</xm:sqref>")  # how Excel writes those that came later
_MOST = 100_000  # cells of one block that limits what is typed; whole columns are cut short


def telling_codes(workbook: Workbook) -> Codes:
    """The cell styles whose number format shows more than digits: their number in styles.xml → the code."""
    package = workbook.package
    part = part_of(package, workbook.part, "styles")
    if not part:
        return ()
    xml = package.read(part)
    return (_remembered if len(xml) <= _SMALL else _telling_codes)(part, xml)


def _telling_codes(part: str, xml: bytes) -> Codes:
    formats = number_codes(tree(part, xml))
    named = {number: code for number, code in set(formats) if code is not None}
    told = (number for number, code in named.items() if any(number_format(code, one) for one in TELLING))
    codes = BUILT_IN_PERCENTS | {number: named[number] for number in told}
    return tuple((style, codes[number]) for style, (number, _) in enumerate(formats) if number in codes)


_remembered = lru_cache(maxsize=32)(_telling_codes)  # of one form, all tables have the same styles


@lru_cache(maxsize=32)  # of one form, all tables have the same
def styled_cells(codes: Codes) -> Callable[[bytes], Mapping[Cell, str]]:
    """What looks for the cells in one of these styles, with its code.

    >>> xml = b'<worksheet><sheetData><row r="2"><c r="B2" s="3"><v>1</v></c></row></sheetData></worksheet>'
    >>> styled_cells(((3, "0%"),))(xml)
    {(1, 1): '0%'}
    """
    styles = b"|".join(b"%d" % style for style, _ in codes)
    named = dict(codes)

    def look(xml: bytes) -> Mapping[Cell, str]:
        if not named:
            return {}
        form = grammar(xml)
        cell = re.compile(
            rb'<%sc r="%s"(?:\s[^s][^\s=>]*="[^"]*")*\ss="(%s)"[^>]*>' % (form.prefix, WRITTEN_CELL, styles)
        )
        found = cell.findall(xml, form.start, form.end)
        return {(int(row) - 1, column_index(at)): named[int(style)] for at, row, style in found}

    return look


def hidden_rows(xml: bytes) -> frozenset[int]:
    """The hidden rows of a sheet, from 0; those that a filter hides, too."""
    if xml.rfind(b"hidden") < 0:  # from the end: in a third of the time
        return frozenset()
    form = grammar(xml)
    row = re.compile(rb"""<%srow r="(\d+)"[^>]*\shidden\s*=\s*["'](?:1|true)["']""" % re.escape(form.prefix))
    return frozenset(int(number) - 1 for number in row.findall(xml, form.start, form.end))


def hidden_columns(xml: bytes) -> frozenset[int]:
    """The hidden columns of a sheet, from 0."""
    form = grammar(xml)
    hidden: set[int] = set()
    for line in re.findall(rb"<(?:\w+:)?col\b[^>]*?\shidden\s*=[^>]*>", xml[: form.start]):
        attributes = dict(re.findall(rb"""\s(min|max|hidden)\s*=\s*["'](\w+)["']""", line))
        if attributes.get(b"hidden") in (b"1", b"true"):
            first, last = int(attributes.get(b"min", b"1")), int(attributes.get(b"max", b"0"))
            hidden.update(range(first - 1, min(last, COLUMNS)))
    return frozenset(hidden)


def workings(workbook: Workbook, sheet: str) -> Workings:
    """What stands behind the cells of one worksheet."""
    xml = workbook.sheet_xml(sheet)
    return Workings(workbook.sheet_part(sheet).formulas.texts, *_guarded(xml[grammar(xml).end :]))


@lru_cache(maxsize=64)  # behind the cells, every workbook made of a form says the same
def _guarded(after: bytes) -> tuple[bool, frozenset[Cell]]:
    """Whether a sheet is protected, and the cells that limit what is typed in them."""
    blocks = (block for limit in (_LIMIT, _LATER_LIMIT) for block in b" ".join(limit.findall(after)).split())
    limited = frozenset(cell for block in blocks for cell in _cells(block.decode()))
    return _PROTECTION.search(after) is not None, limited


def _cells(block: str) -> Iterator[Cell]:
    """The cells of a block; none of what is no block of cells.

    >>> list(_cells("B2:C2")), list(_cells("B:C"))
    ([(1, 1), (1, 2)], [])
    """
    top, left, bottom, right = corners(block) or (0, 0, -1, -1)
    wide = right + 1 - left
    return product(range(top, min(bottom, top + _MOST // max(wide, 1)) + 1), range(left, right + 1))
