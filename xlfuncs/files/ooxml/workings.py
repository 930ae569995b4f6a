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
    after = xml[grammar(xml).end :]
    return Workings(
        workbook.formulas(sheet).texts,
        _PROTECTION.search(after) is not None,
        _limited(*_LIMIT.findall(after), *_LATER_LIMIT.findall(after)),
    )


@lru_cache(maxsize=64)  # a form's blocks are the same in every workbook made of it
def _limited(*limits: bytes) -> frozenset[Cell]:
    return frozenset(cell for blocks in limits for block in blocks.decode().split() for cell in _cells(block))


def _cells(block: str) -> Iterator[Cell]:
    """The cells of a block.

    >>> list(_cells("B2:C2"))
    [(1, 1), (1, 2)]
    """
    first, _, last = block.partition(":")
    (top, left), (bottom, right) = cell_at(first), cell_at(last or first)
    wide = right + 1 - left
    return product(range(top, min(bottom, top + _MOST // max(wide, 1)) + 1), range(left, right + 1))
