"""读取 .ods — the sheets of an OpenDocument spreadsheet as values, merged blocks and formulas.

OpenDocument 1.3 part 3: repeated rows and cells 19.675 and 19.677, spans 19.676 and 19.678. Memory is that of
the cells with content: the blanks that every file repeats up to the edge of the sheet cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from xlfuncs.cells import COLUMNS, ROWS, Cell, Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.grid import Grid, too_vast
from xlfuncs.files.kinds.ods_cells import FORMULA, OFFICE, TABLE, TYPE, Styles, as_excel, value_of
from xlfuncs.files.kinds.recomputed import recomputed
from xlfuncs.files.kinds.text import plain_xml
from xlfuncs.files.limits import limit
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.plain import damage_named
from xlfuncs.number_formats import number_format
from xlfuncs.sheets import Sheet

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_STYLE_LISTS = (f"{OFFICE}styles", f"{OFFICE}automatic-styles")
_STYLE_NAME, _DEFAULT_STYLE = f"{TABLE}style-name", f"{TABLE}default-cell-style-name"
_VISIBILITY, _HIDDEN = f"{TABLE}visibility", ("collapse", "filter")
_MOST_REPEATED = 1_000_000  # cells with content of a file that repeat another one
_PIECE, _PIECES = 1 << 20, 16
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")

_ROWS_REPEATED = f"{TABLE}number-rows-repeated"
_COLUMNS_REPEATED = f"{TABLE}number-columns-repeated"
_MERGED = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
_MATRIX = f"{TABLE}number-matrix-rows-spanned", f"{TABLE}number-matrix-columns-spanned"


def read_ods(data: bytes) -> list[Sheet]:
    """读取 .ods 的全部工作表 — every sheet of the file; FileProblem where it is damaged or locked."""
    package = Package(data)
    # Others may be anything: LibreOffice gives macros a DOCTYPE.
    package.refuse_bombs({_CONTENT, _STYLES, _MANIFEST})
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise FileProblem.locked()
    content = package.read(_CONTENT)
    styles = Styles()
    if _STYLES in package:
        common = ElementTree.fromstring(package.read(_STYLES)).find(f"{OFFICE}styles")
        styles.add(Element("none") if common is None else common)
    return _sheets(content, styles, f"部件 {_CONTENT} ")


def read_fods(data: bytes) -> list[Sheet]:
    """读取 .fods 的全部工作表 — the same in one XML file; FileProblem where it is damaged."""
    return _sheets(plain_xml(data), Styles(), "文件")


def _sheets(content: bytes, styles: Styles, what: str) -> list[Sheet]:
    with damage_named(what):
        tables = [*_tables(content, styles, _Room())]
        sheets = [table.sheet() for table in tables]
        formulas = {sheet.name: table.formulas for sheet, table in zip(sheets, tables, strict=True)}
        return recomputed(sheets, formulas, dict.fromkeys(formulas, frozenset()))


def _events(content: bytes) -> Iterator[tuple[str, Element]]:
    """What the parser meets. Expat before 2.6 starts a long comment anew with every piece it is fed: few pieces, then."""
    parser: Any = ElementTree.XMLPullParser(("start", "end"))
    size = max(_PIECE, len(content) // _PIECES)
    for start in range(0, len(content), size):
        parser.feed(content[start : start + size])
        yield from parser.read_events()
    parser.close()
    yield from parser.read_events()


def _tables(content: bytes, styles: Styles, room: _Room) -> Iterator[_Table]:
    """One sheet after the other, with no more than some rows of XML in memory."""
    table: _Table | None = None
    depth = 0  # a shape may hold a table of its own; deleted cells of tracked changes stand in none
    for event, element in _events(content):
        if event == "end" and element.tag in _STYLE_LISTS:
            styles.add(element)
        elif element.tag == f"{TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                outer, table = element, _Table(element, styles, room)
            elif not depth and table:
                yield table
        elif event == "end" and element.tag == f"{TABLE}table-row" and depth == 1 and table:
            table.add(element)
            outer.clear()
        elif event == "end" and element.tag == f"{TABLE}table-column" and depth == 1 and table:
            table.add_columns(element)


class _Room:
    """What the sheets of a file may still take: a few bytes can repeat a cell to the end of the sheet."""

    def __init__(self) -> None:
        self._cells, self._repeated = limit("XLFUNCS_MAX_CELLS"), _MOST_REPEATED

    def take(self, cells: int, repeated: int = 0) -> bool:
        """Whether there is room for so many cells more of the blocks, and so many more that only repeat others."""
        self._cells -= cells
        self._repeated -= repeated
        return self._cells >= 0 and self._repeated >= 0


class _Table:
    """A sheet in the making."""

    def __init__(self, xml: Element, styles: Styles, room: _Room) -> None:
        self._room, self._styles = room, styles
        self._grid = Grid(xml.get(f"{TABLE}name", ""))
        if xml.get(f"{TABLE}style-name") in styles.hidden_tables:
            self._grid.visibility = "hidden"
        self._columns: list[tuple[int, str | None]] = []  # up to which column, the style of its cells
        self.formulas: dict[Cell, str | None] = {}  # as an .xlsx would write them
        self._blank_rows = 0
        self._width = self._height = 0

    def sheet(self) -> Sheet:
        self._grid.formulas.update(self.formulas)
        return self._grid.sheet()

    def add_columns(self, xml: Element) -> None:
        """One column, or one that stands for several: what a row's cells take from it."""
        start = self._columns[-1][0] if self._columns else 0
        end = min(start + _count(xml, _COLUMNS_REPEATED), COLUMNS)
        self._columns.append((end, xml.get(_DEFAULT_STYLE)))
        if xml.get(_VISIBILITY) in _HIDDEN:
            self._grid.hidden_columns.update(range(start, end))

    def add(self, xml: Element) -> None:
        """One row, or one that stands for several."""
        top, times = len(self._grid.rows) + self._blank_rows, _count(xml, _ROWS_REPEATED)
        row: list[Value] = []
        column = 0
        if xml.get(_VISIBILITY) in _HIDDEN:
            self._grid.hidden_rows.update(range(top, min(top + times, ROWS)))
        for cell in xml:
            if cell.tag not in _CELLS:
                continue
            repeated = _count(cell, _COLUMNS_REPEATED)
            value = value_of(cell)
            formula = FORMULA in cell.attrib
            if value is not None or formula:
                self._refuse_vast(top + times, column + repeated, times * repeated - 1)
                row += [None] * (column - len(row)) + [value] * repeated
            if isinstance(value, float) and (shown := number_format(self._code(cell, xml, column), value)):
                block = product(range(top, top + times), range(column, column + repeated))
                self._grid.formats.update(dict.fromkeys(block, shown))
            if formula:  # of a matrix: every cell that it fills
                height, width = _span(cell, _MATRIX)
                rows, columns = max(times, height), max(repeated, width)
                self._refuse_vast(top + rows, column + columns, height * width - 1)
                cells = [*product(range(top, top + rows), range(column, column + columns))]
                text = as_excel(cell.get(FORMULA, "") if len(cells) == 1 else "")
                self.formulas |= dict.fromkeys(cells, text)
            height, width = _span(cell, _MERGED)
            if height * width > 1:
                self._grid.merged.append((top, column, top + height - 1, column + width - 1))
            column += repeated
        if row:
            self._grid.rows += [[] for _ in range(self._blank_rows)] + [row] * times
            self._blank_rows = 0
        else:
            self._blank_rows += times

    def _code(self, cell: Element, row: Element, column: int) -> str:
        """A cell's number format; its own style comes before that of the row and of the column."""
        style = cell.get(_STYLE_NAME) or row.get(_DEFAULT_STYLE)
        if style is None:
            style = next((style for end, style in self._columns if column < end), None)
        return self._styles.code(style) or ("0%" if cell.get(TYPE) == "percentage" else "General")

    def _refuse_vast(self, rows: int, columns: int, repeated: int) -> None:
        width, height = max(self._width, columns), max(self._height, rows)
        if not self._room.take(width * height - self._width * self._height, repeated):
            raise too_vast(self._grid.name, (rows - 1, columns - 1))
        self._width, self._height = width, height


def _count(element: Element, name: str) -> int:
    """A number of rows or columns, 1 where none is written."""
    written = element.get(name)
    return 1 if written is None else max(1, int(written))


def _span(cell: Element, names: tuple[str, str]) -> tuple[int, int]:
    return min(_count(cell, names[0]), ROWS), min(_count(cell, names[1]), COLUMNS)
