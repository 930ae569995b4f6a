"""报告工作表 — a whole worksheet written into a workbook file, such as 核对, new or in place of our last one.

Besides the sheet's own part this touches only what names a sheet: workbook.xml and its relationships, the
content types, the list of titles in docProps/app.xml, and styles.xml, where a few styles are appended.
"""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import count, zip_longest

from xlfuncs.cells import Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.cell import put
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.report_styles import report_styles
from xlfuncs.files.ooxml.rows import cell_start
from xlfuncs.files.ooxml.workbook import (
    CONTENT_TYPES,
    Workbook,
    element,
    insert_before_end,
    relations,
    relations_part,
)

__all__ = ["TAB_COLOUR", "put_report_sheet"]

TAB_COLOUR = "FF2F6B53"  # our mark: office suites keep it, and a sheet without it is somebody else's
_SEVERITIES = {"错误": "error", "警告": "warning", "提示": "info", "error": "error", "warning": "warning"}
_AS_THEY_ARE = (str, float, int)  # values that a cell holds; others are spelled out
_NARROWEST, _WIDEST = 8, 60  # column widths [characters]
_TITLE_HEIGHT, _LINE_HEIGHT, _TALLEST = 24, 14, 400  # [points]
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TITLES = re.compile(
    rb"(<HeadingPairs>.*?<vt:i4>)(\d+)(</vt:i4>.*?<TitlesOfParts>\s*<vt:vector size=\")(\d+)(\"[^>]*>)"
    rb"((?:\s*<vt:lpstr>[^<]*</vt:lpstr>)*)",
    re.DOTALL,
)


def put_report_sheet(package: Package, name: str, rows: Sequence[Sequence[Value]]) -> None:
    """写入报告表 — make worksheet `name` hold exactly these rows: a title, a header, then the lines.

    A new sheet goes to the end, so that names bound to a sheet's position stay right. The same rows give
    the same bytes. FileProblem where a sheet of that name exists that we did not write.
    """
    workbook = Workbook(package)
    part = workbook.sheets.get(name)
    if part is None:
        part = _add_sheet(package, workbook, name)
    elif f'rgb="{TAB_COLOUR}"'.encode() not in package.read(part):
        raise FileProblem(f"已有名为“{name}”的工作表，且不是本工具写的；请先给它改名，以免覆盖")
    package.put(part, _sheet(workbook, rows, report_styles(package, workbook.part)))


def _sheet(workbook: Workbook, rows: Sequence[Sequence[Value]], styles: Mapping[str, int]) -> bytes:
    """The sheet part: A4 landscape, fitted to its width, header frozen."""
    texts = [["" if value is None else str(value) for value in row] for row in rows]
    wide = [[_wide(text) for text in row] for row in texts]
    widths = _widths(wide[1:])
    marks = {kind: f' s="{number}"'.encode() for kind, number in styles.items()}
    lines = [_row(number, row, marks, _height(wide[number], widths)) for number, row in enumerate(rows)]
    columns = "".join(
        f'<col min="{column + 1}" max="{column + 1}" width="{width}" customWidth="1"/>'
        for column, width in enumerate(widths)
    )
    head = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{workbook.namespace}">'
        f'<sheetPr><tabColor rgb="{TAB_COLOUR}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="14"/>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )
    foot = (
        '</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )
    return b"".join([head.encode(), *lines, foot.encode()])


def _row(number: int, row: Sequence[Value], marks: Mapping[str, bytes], height: int) -> bytes:
    kind = "title" if number == 0 else "header" if number == 1 else "text"
    cells: list[bytes] = []
    for column, value in enumerate(row):
        own = _SEVERITIES.get(value, kind) if kind == "text" and isinstance(value, str) else kind
        shown = value if value is None or isinstance(value, _AS_THEY_ARE) else str(value)
        attributes, content = put((number, column), shown)(marks.get(own, b""), b"")
        cells += (cell_start(b"", column) % (number + 1), attributes, b">", content, b"</c>")
    points = _TITLE_HEIGHT if kind == "title" else height
    return b'<row r="%d" ht="%d">%s</row>' % (number + 1, points, b"".join(cells))


def _widths(rows: Sequence[Sequence[Sequence[int]]]) -> list[int]:
    """A width for every column [characters], of the widths of the lines in its cells."""
    columns = zip_longest(*rows, fillvalue=(0,))
    return [min(max(_NARROWEST, 2 + max(map(max, column))), _WIDEST) for column in columns]


def _height(row: Sequence[Sequence[int]], widths: Sequence[int]) -> int:
    """The height of a row whose text is wrapped [points]: not every suite fits heights by itself."""
    needed = [
        sum([-(-wide // (width - 2)) or 1 for wide in lines])
        for lines, width in zip(row, widths, strict=False)
    ]
    return min(max(needed, default=1) * _LINE_HEIGHT, _TALLEST)


@lru_cache(maxsize=1024)
def _wide(text: str) -> tuple[int, ...]:
    """Characters each line of a text takes, a Chinese one counting as two; most texts stand in many rows."""
    return tuple(
        [len(line) + sum(map(line.count, filter(_counts_twice, set(line)))) for line in text.split("\n")]
    )


@cache
def _counts_twice(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _add_sheet(package: Package, workbook: Workbook, name: str) -> str:
    """A new, still empty place for a sheet at the end; gives its part."""
    folder = posixpath.dirname(workbook.part)
    free = (f"{folder}/worksheets/sheet{n}.xml".lstrip("/") for n in count(len(workbook.sheets) + 1))
    part = next(candidate for candidate in free if candidate not in package)
    override = f'Override PartName="/{part}" ContentType="{_SHEET_TYPE}"/>'
    _insert(package, CONTENT_TYPES, "Types", override)
    used = {relation.id for relation in relations(package, workbook.part)}
    id_ = next(candidate for n in count(1) if (candidate := f"rIdXlfuncs{n}") not in used)
    kind = f"{workbook.relation_namespace}/worksheet"
    target = posixpath.relpath(f"/{part}", f"/{folder}")
    line = f'Relationship Id="{id_}" Type="{kind}" Target="{target}"/>'
    _insert(package, relations_part(workbook.part), "Relationships", line)
    number = max(workbook.sheet_ids, default=0) + 1
    root = re.search(rb"<(?:\w+:)?workbook\b[^>]*>", package.read(workbook.part))
    declared = root and re.search(rb'xmlns:(\w+)="%s"' % workbook.relation_namespace.encode(), root[0])
    prefix = declared[1].decode() if declared else "r"
    meaning = "" if declared else f' xmlns:r="{workbook.relation_namespace}"'
    sheet = f'sheet{meaning} name="{html.escape(name)}" sheetId="{number}" {prefix}:id="{id_}"/>'
    _insert(package, workbook.part, "sheets", sheet)
    _name_print_titles(package, workbook, name)
    _list_title(package, name, len(workbook.sheets))
    return part


def _name_print_titles(package: Package, workbook: Workbook, name: str) -> None:
    """Repeat title and header on every printed page (a defined name bound to the sheet's position)."""
    quoted = html.escape(name.replace("'", "''"), quote=False)
    position = len(workbook.sheet_ids)
    content = f"'{quoted}'!$1:$2"
    attributes = f'name="_xlnm.Print_Titles" localSheetId="{position}"'
    xml, prefix = package.read(workbook.part), workbook.prefix.encode()
    if element(xml, prefix + b"definedNames")[0] < 0:
        places = [prefix + place for place in (b"sheets", b"functionGroups", b"externalReferences")]
        at = max(element(xml, place)[1] for place in places)
        empty = b"<%sdefinedNames></%sdefinedNames>" % (prefix, prefix)
        package.put(workbook.part, xml[:at] + empty + xml[at:])
    entry = f"definedName {attributes}>{content}</{workbook.prefix}definedName>"
    _insert(package, workbook.part, "definedNames", entry)


def _list_title(package: Package, name: str, sheets: int) -> None:
    """Name the sheet among the titles in the document properties, where they are kept as usual."""
    part = next((r.target for r in relations(package, "") if r.kind == "extended-properties"), "")
    if part not in package:
        return
    xml = package.read(part)
    found = _TITLES.search(xml)
    if not found or int(found[2]) != sheets:
        return
    titles = re.findall(rb"\s*<vt:lpstr>[^<]*</vt:lpstr>", found[6])
    titles.insert(sheets, f"<vt:lpstr>{html.escape(name, quote=False)}</vt:lpstr>".encode())
    counts = b"%d" % (sheets + 1), b"%d" % len(titles)
    new = b"".join([found[1], counts[0], found[3], counts[1], found[5], *titles])
    package.put(part, xml[: found.start()] + new + xml[found.end() :])


def _insert(package: Package, part: str, container: str, entry: str) -> None:
    """Add an element, written without its "<" and prefix, at the end of a container."""
    xml = package.read(part)
    found = re.search(rb"<(\w+:)?%s(?=[\s/>])" % container.encode(), xml)
    if not found:
        raise FileProblem(f"部件 {part} 中没有 {container}，无法添加工作表；请用办公软件打开并另存")
    prefix = found[1] or b""
    content = b"<" + prefix + entry.encode()
    package.put(part, insert_before_end(xml, prefix + container.encode(), content))
