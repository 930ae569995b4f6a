"""读取“XML 表格 2003” — the sheets of an XML Spreadsheet, often named .xls or .xml by the system that wrote it.

Elements and attributes as in Microsoft's XML Spreadsheet Reference (2002).
"""

from __future__ import annotations

import contextlib
import datetime as dt

from lxml import etree

from xlfuncs.cells import COLUMNS, ROWS, CellError, Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.grid import Grid, as_number
from xlfuncs.files.kinds.text import plain_xml
from xlfuncs.files.ooxml.parts import Element
from xlfuncs.files.results.beside import NOT_CALCULATED
from xlfuncs.sheets import Sheet, Visibility

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_VISIBILITY: dict[str, Visibility] = {"SheetHidden": "hidden", "SheetVeryHidden": "veryHidden"}
_NAMED_FORMATS = {"Percent": "0.00%"}  # those of the names that show more than digits


def read_xml2003(data: bytes) -> list[Sheet]:
    """读取全部工作表 — FileProblem where the file is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(plain_xml(data), parser)
        styles = _styles(root)
        return [_sheet(table, styles) for table in root.iterfind(f"{_SS}Worksheet")]
    except FileProblem:
        raise
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise FileProblem(
            f"“XML 表格 2003”已损坏，请用办公软件打开后另存为 .xlsx"
            f" | damaged ({problem}); open it in an office suite and save it as .xlsx"
        ) from problem


def _styles(root: Element) -> dict[str, str]:
    """The number format of every style that has one."""
    formats: dict[str, str] = {}
    for style in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        shown = style.find(f"{_SS}NumberFormat")
        code = None if shown is None else shown.get(f"{_SS}Format")
        code = code or formats.get(style.get(f"{_SS}Parent", ""))
        if code:
            formats[style.get(f"{_SS}ID", "")] = _NAMED_FORMATS.get(code, code)
    return formats


def _sheet(xml: Element, styles: dict[str, str]) -> Sheet:
    grid = Grid(xml.get(f"{_SS}Name", ""))
    for hidden in xml.iterfind("{*}WorksheetOptions/{*}Visible"):
        grid.visibility = _VISIBILITY.get((hidden.text or "").strip(), "visible")
    table = xml.find(f"{_SS}Table")
    if table is None:
        return grid.sheet()
    columns = _columns(table, grid)
    row = -1
    for line in table.iterfind(f"{_SS}Row"):
        row = _index(line, row + 1)
        if line.get(f"{_SS}Hidden") == "1":
            grid.hidden_rows.update(range(row, row + 1 + _number(line, "Span")))
        _fill(grid, row, line, styles, columns)
        row += _number(line, "Span")
    return grid.sheet()


def _columns(table: Element, grid: Grid) -> dict[int, str]:
    """The style of each column that has one."""
    styles, column = {}, -1
    for xml in table.iterfind(f"{_SS}Column"):
        column = _index(xml, column + 1)
        covered = range(column, column + 1 + min(_number(xml, "Span"), COLUMNS))
        styles.update(dict.fromkeys(covered, xml.get(f"{_SS}StyleID", "")))
        if xml.get(f"{_SS}Hidden") == "1":
            grid.hidden_columns.update(covered)
        column = covered[-1]
    return styles


def _fill(grid: Grid, row: int, line: Element, styles: dict[str, str], columns: dict[int, str]) -> None:
    column = -1
    for xml in line.iterfind(f"{_SS}Cell"):
        column = _index(xml, column + 1)
        if xml.get(f"{_SS}Index") is None:
            while grid.taken(row, column):
                column += 1
        style = xml.get(f"{_SS}StyleID") or line.get(f"{_SS}StyleID") or columns.get(column, "")
        value = _value(xml)
        grid.put(row, column, value, styles.get(style))
        if xml.get(f"{_SS}Formula"):
            grid.formulas.add((row, column))
        across, down = _number(xml, "MergeAcross"), _number(xml, "MergeDown")
        grid.merge(row, column, down + 1, across + 1)
        column += across


def _value(cell: Element) -> Value:
    data = cell.find(f"{_SS}Data")
    text = "" if data is None else "".join(data.itertext())
    kind = None if data is None else data.get(f"{_SS}Type")
    if kind is None or not text:
        return NOT_CALCULATED if cell.get(f"{_SS}Formula") and kind is None else None
    if kind == "Number":
        return as_number(text)
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "Error":
        return CellError(text)
    if kind == "DateTime":
        with contextlib.suppress(ValueError):
            moment = dt.datetime.fromisoformat(text.strip())
            return moment if moment.time() != dt.time() else moment.date()
    return text


def _index(xml: Element, following: int) -> int:
    """Row or column from 0: the next one, where it is not named."""
    named = xml.get(f"{_SS}Index")
    return following if named is None else max(0, min(int(named), ROWS) - 1)


def _number(xml: Element, name: str) -> int:
    return max(0, min(int(xml.get(f"{_SS}{name}", "0")), ROWS))
