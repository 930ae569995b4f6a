"""网页的文字 — what a browser shows of an element of a page as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlfuncs.files.ooxml.parts import Element

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center", "li", "tr"))
UNSHOWN = frozenset(("head", "script", "style", "title", "template"))


def shown(element: Element) -> str:
    """The text of an element as a browser shows it: blanks as one, breaks and blocks as line ends."""
    text = "".join(_pieces(element))
    return "\n".join(line for part in text.split("\n") if (line := part.replace("\xa0", " ").strip()))


def _pieces(element: Element) -> Iterator[str]:
    yield _BLANKS.sub(" ", element.text or "")
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in UNSHOWN:
            block = child.tag in _BLOCKS
            yield "\n" if block else ""
            yield from _pieces(child)
            yield "\n" if block else ""
        yield _BLANKS.sub(" ", child.tail or "")


def plain(text: str | None) -> str:
    """A text between elements, its blanks as one."""
    return _BLANKS.sub(" ", text or "").replace("\xa0", " ").strip()


def unshown(element: Element) -> bool:
    """Whether a browser does not show an element."""
    style = element.get("style", "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None
