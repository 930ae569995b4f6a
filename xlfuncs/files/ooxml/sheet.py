"""工作表部件 — a sheet's XML: what is looked for in it, values into its named cells, and what only the XML knows of cells.

>>> xml = b'<worksheet><sheetData><row r="1"><c r="A1" s="3"/></row></sheetData></worksheet>'
>>> patch(xml, {(0, 0): 9.5, (0, 1): "优"}).decode()
'<worksheet><sheetData><row r="1"><c r="A1" s="3"><v>9.5</v></c><c r="B1" t="inlineStr"><is><t
xml:space="preserve">优</t></is></c></row></sheetData></worksheet>'
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar

from xlfuncs.cells import WRITTEN_CELL, Cell, CellError, Content, Value, column_index
from xlfuncs.files.ooxml.cell import Writer, cached, forget, put
from xlfuncs.files.ooxml.formulas import SheetFormulas, Written, formulas, freed_followers, written
from xlfuncs.files.ooxml.grammar import grammar
from xlfuncs.files.ooxml.rows import rewrite

T = TypeVar("T")
CellLook = Callable[[bytes], Mapping[Cell, T]]  # at a sheet, of which each cell counts by itself
_TO_ZZ9999 = 702 * 9999  # cells
_FAR = re.compile(rb'c r="(?:[^"\d]{3}|[^"\d]+\d{5})')  # beyond them


class SheetPart:
    """A sheet part, spelled so that it can be scanned."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml

    @cached_property
    def apart(self) -> Written:
        """The sheet and the texts of its formulas."""
        return written(self.xml)

    @property
    def bare(self) -> bytes:
        """The sheet with something short in place of each formula's text, to be looked through."""
        return self.apart.bare

    @cached_property
    def formulas(self) -> SheetFormulas:
        """Every formula, in its order."""
        return formulas(self.apart)

    def holds(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether a cell, the text of its formula aside, is written like this."""
        return pattern.search(self.bare) is not None

    def in_cells(self, look: CellLook[T]) -> Mapping[Cell, T]:
        """What is found in each cell by itself."""
        return look(self.bare)

    def in_rows(self, look: Callable[[bytes], T]) -> T:
        """What is found in the rows, whatever stands in their cells."""
        return look(self.bare)

    def in_front(self, look: Callable[[bytes], T]) -> T:
        """What is found before the rows."""
        return look(self.bare)


def patch(xml: bytes, cells: Mapping[Cell, Content]) -> bytes:
    """单元格写值 — the sheet with these values and formulas; styles stay, formulas there go.

    `cells` maps (row, column) from 0 to a value; None empties a cell. FileProblem for what a cell cannot
    hold, a target inside an array formula, and a sheet whose rows or cells are out of order.
    """
    prefix = grammar(xml).prefix
    writers = freed_followers(xml, cells, prefix)
    numbers: dict[float, Writer] = {}  # a long column has few different scores
    for cell, value in cells.items():
        if type(value) is not float:
            writers[cell] = put(cell, value, prefix)
        elif value in numbers:
            writers[cell] = numbers[value]
        else:
            writers[cell] = numbers[value] = put(cell, value, prefix)
    return rewrite(xml, writers)


def set_results(xml: bytes, results: Mapping[Cell, Value]) -> bytes:
    """公式缓存值 — the sheet with these cached results beside its formulas; None forgets a result."""
    prefix = grammar(xml).prefix
    writers = {cell: forget if one is None else cached(cell, one, prefix) for cell, one in results.items()}
    return rewrite(xml, writers)


def error_cells(xml: bytes) -> dict[Cell, CellError]:
    """错误值 — the cells that hold an error value such as ``#REF!``.

    >>> row = b'<row r="2"><c r="B2" t="e"><v>#REF!</v></c></row>'
    >>> error_cells(b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>")
    {(1, 1): CellError(code='#REF!')}
    """
    if xml.rfind(b't="e"') < 0:  # from the end: in half the time
        return {}
    form = grammar(xml)
    cell = re.compile(form.cell.pattern + rb'[^>]*\st="e"[^>]*(?<!/)>(.*?)</%sc>' % form.prefix, re.DOTALL)
    value = re.compile(rb"<%sv>(.*?)</%sv>" % (form.prefix, form.prefix))
    return {
        (int(row) - 1, column_index(letters)): CellError(html.unescape(code[1].decode()))
        for letters, row, content in cell.findall(xml, form.start, form.end)
        if (code := value.search(content))
    }


def far_corner(sheet: SheetPart, most: int) -> Cell | None:
    """The last corner of the block from A1 with all content, where that block has more than `most` cells.

    >>> row = b'<row r="2"><c r="AC2"><v>1</v></c></row>'
    >>> sheet = SheetPart(b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>")
    >>> far_corner(sheet, 57), far_corner(sheet, 58)
    ((1, 28), None)
    """
    if most >= _TO_ZZ9999 and not sheet.holds(_FAR):
        return None  # nearly every sheet, without looking at every cell
    xml = sheet.bare
    form = grammar(xml)
    last_row = form.row.match(xml, max(xml.rfind(b"<%srow " % form.prefix), 0))
    wide = re.compile(rb'<%sc r="[A-Z]{2}' % form.prefix).search(xml, form.start)
    if not wide and last_row and int(last_row[1]) * 26 <= most:
        return None  # nor these
    cell = re.compile(rb'<%sc r="%s"[^>]*(?<!/)>' % (form.prefix, WRITTEN_CELL))
    ends = cell.findall(xml, form.start, form.end)
    column = max((column_index(letters) for letters in {letters for letters, _ in ends}), default=0)
    row = max((int(number) - 1 for _, number in ends), default=0)
    return (row, column) if (row + 1) * (column + 1) > most else None
