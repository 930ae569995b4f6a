"""定稿 — a workbook made by openpyxl as bytes, the same every time and on every machine."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

from xlfuncs.cells import cell_at

if TYPE_CHECKING:
    from openpyxl import Workbook

BUILT = dt.datetime(2026, 11, 21)  # the date that a new workbook carries

# openpyxl marks styled blank cells as numbers, which the evaluator would read as 0.
_BLANK = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="n"(?=\s*(?:/>|></c>))')
_BLOCK = re.compile(rb'<mergeCell ref="[A-Z0-9:]+" ?/>')
_MERGED = re.compile(rb"(?:%s)+" % _BLOCK.pattern)  # in the order of a set
# and every height as set by hand, which keeps a row from growing with what is typed into it
_FIXED = re.compile(rb'(<row [^>]*?) customHeight="1"')
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def settled_bytes(book: Workbook) -> bytes:
    """保存为字节 — without the marks of the moment and the machine: fixed dates, merged blocks in their order."""
    saved, out = io.BytesIO(), io.BytesIO()
    book.properties.created = BUILT
    book.save(saved)
    stamp = BUILT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as settled:
        for part in source.namelist():
            content = source.read(part)
            if part.startswith("xl/worksheets/sheet"):
                content = _FIXED.sub(rb"\1", _MERGED.sub(_in_order, _BLANK.sub(rb"\1", content)))
            elif part == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp, content)
            settled.writestr(zipfile.ZipInfo(part, BUILT.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _in_order(blocks: re.Match[bytes]) -> bytes:
    corners = {
        block: cell_at(block.split(b'"')[1].decode().partition(":")[0]) for block in _BLOCK.findall(blocks[0])
    }
    return b"".join(sorted(corners, key=corners.__getitem__))
