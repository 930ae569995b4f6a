"""网页的树 — the part of lxml.html that `xlfuncs.files` uses, over the standard library's parser of HTML."""

from __future__ import annotations

import html.parser
from xml.etree.ElementTree import HTML_EMPTY

from xlfuncs.web.stand_ins.lxml.elements import XMLElement
from xlfuncs.web.stand_ins.lxml.etree import ParserError

__all__ = ["HTMLParser", "document_fromstring", "fromstring"]

_CELL, _ROW, _PART = frozenset(("td", "th")), frozenset(("tr",)), frozenset(("thead", "tbody", "tfoot"))
# What a start tag ends where it is still open, and how far outward one looks.
_ENDS = {
    **dict.fromkeys(_CELL, (_CELL, frozenset(("tr", "table")))),
    "tr": (_CELL | _ROW, frozenset(("table",))),
    **dict.fromkeys(_PART, (_CELL | _ROW | _PART, frozenset(("table",)))),
    "li": (frozenset(("li",)), frozenset(("ul", "ol"))),
    "option": (frozenset(("option",)), frozenset(("select",))),
    **dict.fromkeys(
        ("p", "div", "table", "ul", "ol", "h1", "h2", "h3"),
        (frozenset(("p",)), frozenset(("td", "th", "div", "body"))),
    ),
}


class HTMLParser:
    """Takes lxml's options and needs none: comments and instructions are left out."""

    def __init__(self, **_: object) -> None:
        pass


class _Builder(html.parser.HTMLParser):
    """Builds the tree tag by tag; what is left open is closed by what follows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = XMLElement("html")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            return
        ended, outside = _ENDS.get(tag, (frozenset(), frozenset()))
        for depth in range(len(self._open) - 1, 0, -1):
            inside = self._open[depth].tag
            if inside in ended:
                del self._open[depth:]
            elif inside in outside:
                break
        made = XMLElement(tag, {name: value or "" for name, value in attrs})
        self._open[-1].append(made)
        if tag not in HTML_EMPTY:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].add_text(data)


def document_fromstring(content: bytes | str, parser: HTMLParser | None = None) -> XMLElement:
    """The root of a page; ParserError where it holds nothing."""
    builder = _Builder()
    builder.feed(content.decode("utf-8", "replace") if isinstance(content, bytes) else content)
    builder.close()
    if not len(builder.root) and not (builder.root.text or "").strip():
        raise ParserError("Document is empty")
    return builder.root


def fromstring(content: str) -> XMLElement:
    """The one element of a fragment."""
    root = document_fromstring(content)
    return root[0] if len(root) else root  # type: ignore[return-value]
