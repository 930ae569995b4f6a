"""报告工作表 — a whole worksheet written into a workbook file, new or in place of our last one.

Besides the sheet's own part this touches only what names a sheet: workbook.xml and its relationships, the
content types, the list of titles in docProps/app.xml, and styles.xml, where a few styles are appended and none is
renumbered. What the report says and how it looks is handed over; this room knows no words of it.
"""

from __future__ import annotations

import html
import math
import posixpath
from collections.abc import Mapping
from itertools import count

from xlfuncs.cells import Value, address, quoted
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.cell import LONGEST_TEXT, put
from xlfuncs.files.ooxml.grammar import cell_start
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.parts import (
    CONTENT_TYPES,
    add_child,
    edited,
    insert_behind,
    part_of,
    relate,
)
from xlfuncs.files.ooxml.report_styles import style_numbers
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.reports import Report

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


def put_report(package: Package, name: str, report: Report) -> None:
    """写入报告表 — make worksheet `name` hold exactly this report.

    A new sheet goes to the end, so that names bound to a sheet's position stay right. The same report gives
    the same bytes. FileProblem where a sheet of that name exists that we did not write.
    """
    workbook = Workbook(package)
    part = workbook.sheets.get(name)
    if part is None:
        part = _add_sheet(package, workbook, name)
    elif f'rgb="FF{report.tab_colour}"'.encode() not in package.read(part):
        raise FileProblem.other_sheet(name)
    package.put(part, _sheet(workbook, report, style_numbers(package, workbook.part, report)))


def _sheet(workbook: Workbook, report: Report, styles: Mapping[str, int]) -> bytes:
    """The sheet part: A4 landscape, fitted to its width, header frozen."""
    marks = {kind: f' s="{number}"'.encode() for kind, number in styles.items()}
    lines = [_row(report, number, marks) for number in range(len(report.rows))]
    wide = enumerate(report.widths, 1)
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in wide)
    head = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{workbook.namespace}">'
        f'<sheetPr><tabColor rgb="FF{report.tab_colour}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="14"/>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )
    foot = (
        f"</sheetData>{_links(report)}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )
    return b"".join([head.encode(), *lines, foot.encode()])


def _links(report: Report) -> str:
    links = "".join(
        f'<hyperlink ref="{address((row, report.linked or 0))}" location="{_attribute(quoted(sheet))}!{place}"/>'
        for row, sheet, place in report.links()
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _attribute(text: str) -> str:  # xml.sax.saxutils would bring the network along
    return html.escape(text, quote=False).replace('"', "&quot;")


def _row(report: Report, number: int, marks: Mapping[str, bytes]) -> bytes:
    kind = "title" if number == 0 else "header" if number == 1 else "text"
    cells: list[bytes] = []
    for column, value in enumerate(report.rows[number]):
        own = "link" if column == report.linked and kind == "text" and value is not None else kind
        if column == report.marked and kind == "text" and isinstance(value, str):
            own = report.marks.get(value, kind)
        attributes, content = put((number, column), _shown(value))(marks.get(own, b""), b"")
        cells += (cell_start(b"", column) % (number + 1), attributes, b">", content, b"</c>")
    return b'<row r="%d" ht="%d">%s</row>' % (number + 1, report.heights[number], b"".join(cells))


def _shown(value: Value) -> Value:
    """A value as a cell can hold it: what a user's own cell holds never keeps a report from being written."""
    if value is None or (isinstance(value, (int, float)) and math.isfinite(value)):
        return value
    text = str(value)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _add_sheet(package: Package, workbook: Workbook, name: str) -> str:
    """A new, still empty place for a sheet at the end; gives its part."""
    folder = posixpath.dirname(workbook.part)
    free = (f"{folder}/worksheets/sheet{n}.xml".lstrip("/") for n in count(len(workbook.sheets) + 1))
    part = next(candidate for candidate in free if candidate not in package)
    with edited(package, CONTENT_TYPES) as types:
        add_child(types, "Override", PartName=f"/{part}", ContentType=_SHEET_TYPE)
    id_ = relate(package, workbook.part, f"{workbook.relation_namespace}/worksheet", part)
    with edited(package, workbook.part) as root:
        sheets = root.find("{*}sheets")
        number = max(workbook.sheet_ids, default=0) + 1
        sheet = add_child(sheets, "sheet", name=name, sheetId=str(number))
        sheet.set(f"{{{workbook.relation_namespace}}}id", id_)
        # Title and header on every printed page: a defined name bound to the sheet's position.
        names = root.find("{*}definedNames")
        if names is None:
            names = insert_behind(root, _BEFORE_NAMES, "definedNames")
        bound = {"name": "_xlnm.Print_Titles", "localSheetId": str(len(workbook.sheet_ids))}
        add_child(names, "definedName", **bound).text = f"{quoted(name)}!$1:$2"
    _list_title(package, name, len(workbook.sheets))
    return part


def _list_title(package: Package, name: str, sheets: int) -> None:
    """Name the sheet among the titles in the document properties, where they are kept as usual."""
    part = part_of(package, "", "extended-properties")
    if not part:
        return
    with edited(package, part) as root:
        number = root.find("{*}HeadingPairs//{*}i4")  # of worksheets, which come first
        titles = root.find("{*}TitlesOfParts/{*}vector")
        if number is None or titles is None or number.text != str(sheets):
            return
        title = add_child(titles, "lpstr")
        title.text, number.text = name, str(sheets + 1)
        titles.insert(sheets, title)
        titles.set("size", str(len(titles)))
