"""单元格背后 — the formulas of a sheet as text, its protection, and which cells limit what may be typed in them.

Protection and limits: ECMA-376 part 1, 18.3.1.85 and 18.3.1.32.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from xlfuncs.cells import Cell, Workings, cell_at
from xlfuncs.files.ooxml.rows import grammar
from xlfuncs.files.ooxml.workbook import Workbook

_PROTECTION = re.compile(rb"""<(?:\w+:)?sheetProtection\b[^>]*\ssheet\s*=\s*["'](?:1|true)["']""")
_LIMIT = re.compile(rb"""<(?:\w+:)?dataValidation\s[^>]*?\bsqref\s*=\s*["']([^"']*)["']""")
_LATER_LIMIT = re.compile(rb"<xm:sqref>([^<]*)</xm:sqref>")  # how Excel writes those that came later
_MOST = 100_000  # cells of one block that limits what is typed; whole columns are cut short


def workings(workbook: Workbook, sheet: str) -> Workings:
    """What stands behind the cells of one worksheet."""
    xml = workbook.sheet_xml(sheet)
    return Workings(workbook.formulas(sheet).texts, *_guarded(xml[grammar(xml).end :]))


@lru_cache(maxsize=64)  # behind the cells, every workbook made of a form says the same
def _guarded(after: bytes) -> tuple[bool, frozenset[Cell]]:
    """Whether a sheet is protected, and the cells that limit what is typed in them."""
    blocks = (block for limit in (_LIMIT, _LATER_LIMIT) for block in b" ".join(limit.findall(after)).split())
    limited = frozenset(cell for block in blocks for cell in _cells(block.decode()))
    return _PROTECTION.search(after) is not None, limited


def _cells(block: str) -> Iterator[Cell]:
    """The cells of a block.

    >>> list(_cells("B2:C2"))
    [(1, 1), (1, 2)]
    """
    first, _, last = block.partition(":")
    (top, left), (bottom, right) = cell_at(first), cell_at(last or first)
    wide = right + 1 - left
    return product(range(top, min(bottom, top + _MOST // max(wide, 1)) + 1), range(left, right + 1))
