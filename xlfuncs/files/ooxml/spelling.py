"""常规写法 — sheet XML as office suites write it, so that it can be scanned as bytes.

Nearly every file has it already and stays as it is. Legal but rare spellings (no cell addresses, single
quotes, comments, CDATA, UTF-16) are rewritten once, with the same content.
"""

from __future__ import annotations

import html
import re
from xml.parsers import expat

from xlfuncs.cells import address, column_index
from xlfuncs.errors import FileProblem

_NEAR = rb"[A-Z][A-Z]?", rb"[1-9]\d{0,5}"  # how nearly every address is written: found in a third of the time
# What a sheet has: columns to XFD, rows to 1048576.
_COLUMN = rb"(?:[A-W][A-Z]{0,2}|X(?:[A-E][A-Z]?|F[A-D]?|[G-Z])?|[YZ][A-Z]?)"
_ROW = rb"(?:[1-9]\d{0,5}|10[0-3]\d{4}|104[0-7]\d{3}|1048[0-4]\d\d|10485[0-6]\d|104857[0-6])"
_ODD = rb'<(?:%sc(?! r="%s%s")[\s/>]|%srow(?! r="%s")[\s/>]|!)'  # what most are first
_TABLE = re.compile(rb"<(\w+:)?sheetData[\s/>]")
_NUMBER = re.compile(_ROW.decode())
_REFERENCE = re.compile((_COLUMN + _ROW).decode())


def scannable(xml: bytes) -> bytes:
    """The sheet with addresses first in every row and cell, and nothing but elements and text.

    >>> scannable(b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>").decode()
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\\n<worksheet><sheetData><row r="1"><c
    r="A1"><v>1</v></c></row></sheetData></worksheet>'
    """
    if is_scannable(xml):
        return xml
    found = _TABLE.search(xml)
    prefix = (found and found[1]) or b""
    try:
        return _Rewriter(prefix.decode()).rewritten(xml)
    except expat.ExpatError as problem:
        raise FileProblem.to_resave(
            "工作表的 XML 已损坏", f"the sheet's XML is damaged ({problem})"
        ) from problem


def is_scannable(xml: bytes) -> bool:
    """Whether it is so already."""
    found = _TABLE.search(xml)
    prefix = (found and found[1]) or b""
    return found is not None and any(
        not re.search(_ODD % (prefix, column, row, prefix, row), xml)
        for column, row in (_NEAR, (_COLUMN, _ROW))
    )


class _Rewriter:
    """Writes out what it reads, counting rows and cells where they carry no address."""

    def __init__(self, prefix: str) -> None:
        self._row_tag, self._cell_tag = f"{prefix}row", f"{prefix}c"
        self._row = self._column = -1
        self._out = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']

    def rewritten(self, xml: bytes) -> bytes:
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda name: self._out.append(f"</{name}>")
        parser.CharacterDataHandler = lambda text: self._out.append(_escaped(text))
        parser.Parse(xml, True)
        return "".join(self._out).encode()

    def _start(self, name: str, flat: list[str]) -> None:
        attributes = dict(zip(flat[::2], flat[1::2], strict=True))
        if name == self._row_tag:
            number = attributes.pop("r", str(self._row + 2))
            if not _NUMBER.fullmatch(number):
                raise FileProblem.to_resave(f"行号“{number}”不正确", f"no row number: {number}")
            self._row = int(number) - 1
            self._column = -1
            attributes = {"r": str(self._row + 1)} | attributes
        elif name == self._cell_tag:
            self._column += 1
            reference = attributes.pop("r", address((self._row, self._column)))
            if not _REFERENCE.fullmatch(reference):
                raise FileProblem.to_resave(f"单元格地址“{reference}”不正确", f"no cell: {reference}")
            self._column = column_index(reference.rstrip("0123456789"))
            attributes = {"r": reference} | attributes
        written = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
        self._out.append(f"<{name}{written}>")


def _escaped(text: str) -> str:
    """Text or an attribute's value with everything that a parser would take for something else."""
    return html.escape(text).replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
