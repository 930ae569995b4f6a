"""读取 .ods — the sheets of an OpenDocument spreadsheet as values, merged blocks and formulas.

OpenDocument 1.3 part 3: repeated rows and cells 19.675 and 19.677, spans 19.676 and 19.678. Memory is that of
the cells with content: the blanks that every file repeats up to the edge of the sheet cost nothing. Value types
19.389 and text 6.1; errors are not of the standard: LibreOffice marks them in an attribute of its own, other
programs only show them as text.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from xlfuncs.cells import ERROR_VALUES, Cell, CellError, NumberFormat, Sheet, Value, Visibility, address
from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.grid import NO_VALUE, as_number
from xlfuncs.files.kinds.ods_formulas import as_excel
from xlfuncs.files.kinds.ods_styles import Styles
from xlfuncs.files.kinds.recomputed import recomputed
from xlfuncs.files.kinds.text import plain_xml
from xlfuncs.files.limits import limit
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.results.recalculate import NOT_CALCULATED
from xlfuncs.number_formats import number_format

__all__ = ["read_ods"]

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT = _NAMES % "table", _NAMES % "office", _NAMES % "text"
_OWN_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ERROR = re.compile(rf"{'|'.join(map(re.escape, ERROR_VALUES))}|(Err|错误)[:：]\d+")
_TYPE = f"{_OFFICE}value-type"
_NUMBERS = ("float", "percentage", "currency")
_HELD = {kind: f"{_OFFICE}{kind}-value" for kind in ("boolean", "date", "string", "time")}  # type → attribute
_HELD |= dict.fromkeys(_NUMBERS, f"{_OFFICE}value")
_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_STYLE_LISTS = (f"{_OFFICE}styles", f"{_OFFICE}automatic-styles")
_STYLE_NAME, _DEFAULT_STYLE = f"{_TABLE}style-name", f"{_TABLE}default-cell-style-name"
_VISIBILITY, _HIDDEN = f"{_TABLE}visibility", ("collapse", "filter")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_REPEATED = 1_000_000  # cells with content of a file that repeat another one
_PIECE, _PIECES = 1 << 20, 16
_MOST_BLANKS = 32_767  # characters in a cell
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")

_FORMULA, _ROWS_REPEATED = f"{_TABLE}formula", f"{_TABLE}number-rows-repeated"
_COLUMNS_REPEATED = f"{_TABLE}number-columns-repeated"
_MERGED = f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned"
_MATRIX = f"{_TABLE}number-matrix-rows-spanned", f"{_TABLE}number-matrix-columns-spanned"


def read_ods(data: bytes) -> list[Sheet]:
    """读取 .ods 的全部工作表 — every sheet of the file; FileProblem where it is damaged or locked."""
    package = Package(data)
    package.refuse_bombs(
        {_CONTENT, _STYLES, _MANIFEST}
    )  # others may be anything: LibreOffice gives macros a DOCTYPE
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise FileProblem("文件设有打开密码，请先取消密码 | protected by a password")
    content = package.read(_CONTENT)
    styles = Styles()
    if _STYLES in package:
        styles.add(_common_styles(package.read(_STYLES)))
    return _sheets(content, styles, f"部件 {_CONTENT} ")


def read_fods(data: bytes) -> list[Sheet]:
    """读取 .fods 的全部工作表 — the same in one XML file; FileProblem where it is damaged."""
    return _sheets(plain_xml(data), Styles(), "文件")


def _sheets(content: bytes, styles: Styles, what: str) -> list[Sheet]:
    try:
        tables = [*_tables(content, styles, _Room())]
        sheets = [table.sheet() for table in tables]
        formulas = {sheet.name: table.formulas for sheet, table in zip(sheets, tables, strict=True)}
        return recomputed(sheets, formulas, dict.fromkeys(formulas, frozenset()))
    except (ElementTree.ParseError, ValueError) as problem:
        if isinstance(problem, FileProblem):
            raise
        raise FileProblem.damaged(problem, what) from problem


def _common_styles(part: bytes) -> Element:
    found = ElementTree.fromstring(part).find(f"{_OFFICE}styles")
    return Element("none") if found is None else found


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
        elif element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                outer, table = element, _Table(element, styles, room)
            elif not depth and table:
                yield table
        elif event == "end" and element.tag == f"{_TABLE}table-row" and depth == 1 and table:
            table.add(element)
            outer.clear()
        elif event == "end" and element.tag == f"{_TABLE}table-column" and depth == 1 and table:
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
        self._room = room
        self._name = xml.get(f"{_TABLE}name", "")
        self._styles = styles
        hidden = xml.get(f"{_TABLE}style-name") in styles.hidden_tables
        self._visibility: Visibility = "hidden" if hidden else "visible"
        self._columns: list[tuple[int, str | None]] = []  # up to which column, the style of its cells
        self._formats: dict[Cell, NumberFormat] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._rows: list[list[Value]] = []
        self.formulas: dict[Cell, str | None] = {}  # as an .xlsx would write them
        self._merged: list[tuple[int, int, int, int]] = []
        self._blank_rows = 0
        self._width = self._height = 0

    def sheet(self) -> Sheet:
        return Sheet(
            self._name,
            self._rows,
            frozenset(self.formulas),
            self._merged,
            self._formats,
            self._visibility,
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
        )

    def add_columns(self, xml: Element) -> None:
        """One column, or one that stands for several: what a row's cells take from it."""
        start = self._columns[-1][0] if self._columns else 0
        end = min(start + _count(xml, _COLUMNS_REPEATED), _MOST_COLUMNS)
        self._columns.append((end, xml.get(_DEFAULT_STYLE)))
        if xml.get(_VISIBILITY) in _HIDDEN:
            self._hidden_columns.update(range(start, end))

    def add(self, xml: Element) -> None:
        """One row, or one that stands for several."""
        top, times = len(self._rows) + self._blank_rows, _count(xml, _ROWS_REPEATED)
        row: list[Value] = []
        column = 0
        if xml.get(_VISIBILITY) in _HIDDEN:
            self._hidden_rows.update(range(top, min(top + times, _MOST_ROWS)))
        for cell in xml:
            if cell.tag not in _CELLS:
                continue
            repeated = _count(cell, _COLUMNS_REPEATED)
            value = _value(cell)
            formula = _FORMULA in cell.attrib
            if value is not None or formula:
                self._refuse_vast(top + times, column + repeated, times * repeated - 1)
                row += [None] * (column - len(row)) + [value] * repeated
            if isinstance(value, float) and (shown := number_format(self._code(cell, xml, column), value)):
                block = product(range(top, top + times), range(column, column + repeated))
                self._formats.update(dict.fromkeys(block, shown))
            if formula:  # of a matrix: every cell that it fills
                height, width = _span(cell, _MATRIX)
                rows, columns = max(times, height), max(repeated, width)
                self._refuse_vast(top + rows, column + columns, height * width - 1)
                cells = [*product(range(top, top + rows), range(column, column + columns))]
                text = as_excel(cell.get(_FORMULA, "") if len(cells) == 1 else "")
                self.formulas |= dict.fromkeys(cells, text)
            height, width = _span(cell, _MERGED)
            if height * width > 1:
                self._merged.append((top, column, top + height - 1, column + width - 1))
            column += repeated
        if row:
            self._rows += [[] for _ in range(self._blank_rows)] + [row] * times
            self._blank_rows = 0
        else:
            self._blank_rows += times

    def _code(self, cell: Element, row: Element, column: int) -> str:
        """A cell's number format; its own style comes before that of the row and of the column."""
        style = cell.get(_STYLE_NAME) or row.get(_DEFAULT_STYLE)
        if style is None:
            style = next((style for end, style in self._columns if column < end), None)
        return self._styles.code(style) or ("0%" if cell.get(_TYPE) == "percentage" else "General")

    def _refuse_vast(self, rows: int, columns: int, repeated: int) -> None:
        width, height = max(self._width, columns), max(self._height, rows)
        if not self._room.take(width * height - self._width * self._height, repeated):
            corner = address((rows - 1, columns - 1))
            raise FileProblem(
                f"“{self._name}”：内容一直延伸到 {corner}，区域过大；请删去远处误填的单元格"
                f" | {self._name}: cells as far as {corner}; delete what was typed there"
            )
        self._width, self._height = width, height


def _count(element: Element, name: str) -> int:
    """A number of rows or columns, 1 where none is written."""
    written = element.get(name)
    return 1 if written is None else max(1, int(written))


def _span(cell: Element, names: tuple[str, str]) -> tuple[int, int]:
    return min(_count(cell, names[0]), _MOST_ROWS), min(_count(cell, names[1]), _MOST_COLUMNS)


def _value(cell: Element) -> Value:
    """What a ``table:table-cell`` holds; an error value where that is not what its type says: it stands at its cell."""
    kind, formula, marked = cell.get(_TYPE), _FORMULA in cell.attrib, cell.get(_OWN_TYPE) == "error"
    if formula or marked:
        shown = _shown(cell)
        if marked or _ERROR.fullmatch(shown or ""):
            return CellError(shown or "#N/A")
        if kind is None and shown is None:
            return NOT_CALCULATED
    held = cell.get(_HELD[kind]) if kind in _HELD else None
    if kind is None or held is None:
        return NO_VALUE if kind in _HELD and kind != "string" else _shown(cell) or None
    if kind in _NUMBERS:
        return as_number(held)
    if kind == "boolean":
        return held == "true"
    if kind in ("date", "time"):
        with contextlib.suppress(ValueError):  # a number beyond all dates, as it is shown
            return _time(held) if kind == "time" else _date(held)
        return _shown(cell)
    return held or None


def _date(held: str) -> Value:
    return dt.datetime.fromisoformat(held) if "T" in held else dt.date.fromisoformat(held)


def _time(held: str) -> Value:
    """A time of day, or a duration where it is longer than a day."""
    found = _DURATION.fullmatch(held)
    if not found:
        raise ValueError(held)
    hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
    length = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if found[1] or length >= dt.timedelta(1):
        return -length if found[1] else length
    return (dt.datetime.min + length).time()


def _shown(cell: Element) -> str | None:
    """What the cell shows, None where nothing was written; notes stand deeper."""
    paragraphs = cell.findall(f"{_TEXT}p")
    return "\n".join(map(_text, paragraphs)) if paragraphs else None


def _text(element: Element) -> str:
    """The words of a paragraph, with the blanks that are written as elements."""
    if element.tag == f"{_TEXT}s":
        return " " * min(int(element.get(f"{_TEXT}c", "1")), _MOST_BLANKS)
    if element.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
        return "\t" if element.tag.endswith("tab") else "\n"
    pieces = [_one_blank(element.text)]
    for child in element:
        pieces += [_text(child), _one_blank(child.tail)]
    return "".join(pieces)


def _one_blank(text: str | None) -> str:
    """A line end of the XML with its indent is no more than a blank; LibreOffice writes blanks as they are."""
    return re.sub(r"[ \t]*[\r\n]\s*", " ", text or "")
