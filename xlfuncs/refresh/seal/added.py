"""后加的行 — whether rows that were put in are inside the sums that count the rows beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xlfuncs.cells import cell_at
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.refresh.seal.pair import Pair, Pairs
from xlfuncs.scoring.numbers import is_blank

# A block of one column, and one down to the row above another, as our forms name them.
_BLOCK = re.compile(
    r"(?:OFFSET\((?P<sheet>[^(),!]+!)?\$?(?P<column>[A-Z]+)\$?(?P<top>\d+),0,0,ROW\((?:[^(),!]+!)?\$?[A-Z]+\$?(?P<below>\d+)\)-ROW"
    r"|(?P<of>[^(),!]+!)?\$?(?P<from>[A-Z]+)\$?(?P<first>\d+):\$?(?P=from)\$?(?P<last>\d+))"
)


class Summed(NamedTuple):
    """Rows of one column that a formula takes together."""

    sheet: str
    column: int
    top: int
    bottom: int


def outside_sums(pair: Pair, pairs: Pairs) -> Iterator[Finding]:
    """Filled rows put in that no formula counts though it counts the rows beside them."""
    last = max(pair.rows.here, default=-1)
    added = [row for row in pair.rows.added if row < last and not all(map(is_blank, pair.row(row)))]
    if not added:
        return
    blocks = [block for block in _blocks(pairs) if block.sheet == pair.sheet.name]
    for row in added:
        beside = [line for line in (_nearest(pair, row, -1), _nearest(pair, row, 1)) if line is not None]
        counted = {
            block.column for block in blocks if any(block.top <= line <= block.bottom for line in beside)
        }
        missed = {
            block.column
            for block in blocks
            if block.column in counted and not block.top <= row <= block.bottom
        } - {block.column for block in blocks if block.top <= row <= block.bottom}
        if missed:
            at = pair.place((row, min(missed)))
            yield finding("form-formula", case="outside", at=at, found=row + 1)


def _nearest(pair: Pair, row: int, step: int) -> int | None:
    """The next row in that direction that is the form's."""
    while 0 <= row < len(pair.sheet.rows):
        row += step
        if row in pair.rows.here:
            return row
    return None


def _blocks(pairs: Pairs) -> Iterator[Summed]:
    for pair in pairs.values():
        for text in (pair.workings.formulas if pair.workings else {}).values():
            for found in _BLOCK.finditer(text) if ":" in text or "OFFSET" in text else ():
                sheet = (found["sheet"] or found["of"] or "").rstrip("!").strip("'") or pair.sheet.name
                letters = found["column"] or found["from"]
                top = int(found["top"] or found["first"]) - 1
                bottom = int(found["below"]) - 2 if found["below"] else int(found["last"]) - 1
                yield Summed(sheet, cell_at(letters + "1")[1], top, bottom)
