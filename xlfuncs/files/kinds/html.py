"""读取网页表格 — HTML and MHTML that systems export under the name of an .xls: texts and tables, one below the other.

As an office suite reads such a page: a text outside tables takes a row of its own; a table takes one row a row,
its merged cells included. What Excel and LibreOffice add to the markup (the true number, the format) comes first.
"""

from __future__ import annotations

import email
import email.policy
import posixpath
import re
from codecs import BOM_UTF8
from urllib.parse import unquote

from lxml import etree, html

from xlfuncs.cells import Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.grid import Grid, typed
from xlfuncs.files.kinds.html_text import UNSHOWN, plain, shown, unshown
from xlfuncs.files.kinds.text import decoded
from xlfuncs.files.ooxml.parts import Element
from xlfuncs.sheets import Sheet

_NAME = "Sheet1"
_WORKSHEET = "<x:ExcelWorksheet>"
_SHEET_NAME = re.compile(r"<x:Name>([^<]*)</x:Name>", re.I)  # in the order of the sheets, before other names
_SOURCE = re.compile(r"<x:WorksheetSource\s+HRef=\"([^\"]*)\"", re.I)
_CODE = re.compile(r"mso-number-format:\s*('[^']*'|\"[^\"]*\"|[^;]*)", re.I)
_CLASS_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{2,5})\s?|(.))", re.I)
_TEXT_FORMAT = "@"
_MOST_SPANNED = 10_000
_MOST_ATTRIBUTES = 5_000  # of a tag
_MOST_MULTIPARTS = 20  # parts within parts; a page has one or two


def read_html(data: bytes) -> list[Sheet]:
    """读取网页 — its one sheet; FileProblem where the page holds no table."""
    text = decoded(data) or ""
    names = _SHEET_NAME.findall(text) if _WORKSHEET in text else []
    sheets = _page(text, names[0] if names else _NAME)
    if not sheets and _SOURCE.search(text):
        raise FileProblem(
            "网页中没有表格，数据在旁边的文件夹里；请用办公软件打开后另存为 .xlsx"
            " | the page has no table, its data lie in the folder beside it; save it as .xlsx"
        )
    if not sheets:
        raise FileProblem(
            "不是工作簿，而是没有表格的网页（HTML）；请用办公软件打开后另存为 .xlsx"
            " | a web page without a table; save it as .xlsx"
        )
    return sheets


def read_mhtml(data: bytes) -> list[Sheet]:
    """读取网页归档 — every page in it that holds a table, named as its workbook names it."""
    if data.lower().count(b"multipart/") > _MOST_MULTIPARTS:
        raise FileProblem(
            "网页归档（MHTML）嵌套过深，不是正常的表格文件；请用办公软件打开后另存为 .xlsx | a web archive nested too deeply"
        )
    pages: dict[str, str] = {}
    for part in email.message_from_bytes(data.removeprefix(BOM_UTF8), policy=email.policy.default).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            where = posixpath.basename(unquote(part.get("Content-Location", f"{len(pages)}")))
            pages[where] = (decoded(content) if isinstance(content, bytes) else None) or ""
    names: dict[str, str] = {}
    for where, page in pages.items():
        listed = _SHEET_NAME.findall(page) if _WORKSHEET in page else []
        sources = [posixpath.basename(unquote(source)) for source in _SOURCE.findall(page)] or [where]
        names |= dict(zip(sources, listed, strict=False))
    named = ((page, names.get(where, f"Sheet{at}")) for at, (where, page) in enumerate(pages.items(), 1))
    sheets = [sheet for page, name in named for sheet in _page(page, name)]
    if not sheets:
        raise FileProblem(
            "网页归档（MHTML）中没有表格；请用办公软件打开后另存为 .xlsx | a web archive without a table; save it as .xlsx"
        )
    return sheets


def _page(text: str, name: str) -> list[Sheet]:
    """A page as a sheet, and tables that it does not show as a hidden one; nothing where it holds no table."""
    tags = (one.partition(">")[0] for one in text.split("<") if len(one) > _MOST_ATTRIBUTES and one[0] != "!")
    if any(len(tag.split()) > _MOST_ATTRIBUTES for tag in tags):  # each is looked for among all others
        raise FileProblem.to_resave("网页的标记写法异常", "a tag with too many attributes")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    if root.find(".//table") is None:
        return []
    name = html.fromstring(f"<p>{name}</p>").text_content().strip() or _NAME
    grid, hidden = Grid(name), Grid(f"{name[:25]}（隐藏）")
    hidden.visibility = "hidden"
    formats = {
        look: _unescaped(code[1])
        for style in root.iter("style")
        for look, rule in _CLASS_RULE.findall(style.text or "")
        if (code := _CODE.search(rule))
    }
    _Page(grid, formats, _Page(hidden, formats)).read(root)
    return [one.sheet() for one in (grid, hidden) if one.rows]


class _Page:
    """Puts what a page shows into a sheet, from above."""

    def __init__(self, grid: Grid, formats: dict[str, str], hidden: _Page | None = None) -> None:
        self._grid, self._formats, self._hidden = grid, formats, hidden
        self._row = 0

    def read(self, element: Element) -> None:
        if self._hidden and unshown(element) and any(True for _ in element.iter("table")):
            self._hidden.read(element)
        elif element.tag == "table" and not any(True for _ in element.iter("table") if _ is not element):
            self._table(element)
        elif element.tag in UNSHOWN or not isinstance(element.tag, str):
            return
        elif element.find(".//table") is None:
            if words := shown(element):
                self._line(words)
        else:
            if words := plain(element.text):
                self._line(words)
            for child in element:
                self.read(child)
                if words := plain(child.tail):
                    self._line(words)

    def _line(self, words: str) -> None:
        self._grid.put(self._row, 0, words)
        self._row += 1

    def _table(self, table: Element) -> None:
        if (caption := table.find("caption")) is not None and (words := shown(caption)):
            self._line(words)
        for line in table.iter("tr"):
            column = 0
            for cell in line:
                if cell.tag not in ("td", "th"):
                    continue
                while self._grid.taken(self._row, column):
                    column += 1
                value, code = self._value(cell)
                self._grid.put(self._row, column, value, code)
                width = _span(cell, "colspan")
                self._grid.merge(self._row, column, _span(cell, "rowspan"), width)
                column += width
            if unshown(line):
                self._grid.hidden_rows.add(self._row)
            self._row += 1

    def _value(self, cell: Element) -> tuple[Value, str | None]:
        """What a cell holds, and its number format."""
        words = shown(cell)
        styled = _CODE.search(cell.get("style", ""))
        code = _unescaped(styled[1]) if styled else self._formats.get(cell.get("class", ""))
        held = cell.get("x:num") or cell.get("sdval")
        if held:
            lcid_format = cell.get("sdnum", "").rpartition(";")[2]
            value, own = typed(held)
            return value, code or lcid_format or own or (typed(words)[1])
        if code == _TEXT_FORMAT or cell.get("x:str") is not None:
            return words or None, None
        value, own = typed(words)
        return value, own or (code if "%" not in (code or "") else None)


def _unescaped(code: str) -> str:
    """A number format as its style sheet spells it.

    >>> _unescaped('"0\\\\.00%"'), _unescaped("Percent")
    ('0.00%', '0.00%')
    """
    plain = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else escape[2], code.strip("'\""))
    return "0.00%" if plain == "Percent" else plain


def _span(cell: Element, name: str) -> int:
    written = cell.get(name, "1").strip()
    return min(max(1, int(written)), _MOST_SPANNED) if written.isdigit() else 1
