"""复核意见（公文）— the report of a workbook as a .docx with page and fonts of GB/T 9704—2012.

Fonts are named, not embedded: an office has them, elsewhere the nearest stands in. WordprocessingML: ECMA-376 part 1,
chapter 17; the parts are templates, so that the letter is made wherever Python runs, in a browser too.
"""

from __future__ import annotations

import re
from pathlib import Path

from xlfuncs.archives import archive
from xlfuncs.review.opinion import NOT_JUDGED, Opinion
from xlfuncs.templates import rendered

_TEMPLATES = Path(__file__).parent / "templates" / "letter"
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "relations.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_relations.xml",
    "word/styles.xml": "styles.xml",
    "word/footer.xml": "footer.xml",
}
_NOT_PRINTABLE = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def letter(review: Opinion) -> bytes:
    """复核意见公文 — a .docx: title, what was judged and found, table by table, and what was not judged."""
    values = {"review": review, "not_judged": NOT_JUDGED, "printable": _printable, "chinese": _chinese}
    return archive((name, rendered(_TEMPLATES / part, **values)) for name, part in _PARTS.items())


def _printable(text: object) -> str:
    """What XML can hold; line breaks within a cell are blanks here."""
    return _NOT_PRINTABLE.sub(" ", str(text))


def _chinese(number: int) -> str:
    """一, 十二, 三十: the numbers of headings."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    return ("" if not tens else ("" if tens == 1 else digits[tens]) + "十") + (
        digits[ones] if ones or not tens else ""
    )
