"""行高 — rows tall enough for the texts that are put into their wrapping cells.

A suite fits a row to its text when somebody types there, not when it opens a file: what is written into a file
brings its height along. Rows and columns: ECMA-376 part 1, 18.3.1.73 and 18.3.1.13.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import ceil
from typing import Any

from xlfuncs.cells import Cell, Content, column_letters
from xlfuncs.files.ooxml.parts import parsed, part_of
from xlfuncs.files.ooxml.workbook import Workbook

SIZE = 10.0  # of the usual font [points]
LINE, AROUND, TALLEST = 14.0, 6.0, 400.0  # one line of that font, above and below it, a row [points]
_LOOSE = 1.15  # a line ends early before a number or a mark that may not begin one
_USUAL_WIDTH = 8.43  # of a column [characters]
_HEIGHT = re.compile(rb'\s(?:ht|customHeight)="[^"]*"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_NUMBERS = re.compile(rb'\b(min|max|width)="([\d.]+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')


@lru_cache(maxsize=1024)
def lines(text: str, width: float, snug: bool = False) -> int:
    """How many lines a text takes in a column `width` characters wide; `snug`, one where it just fits.

    A Chinese character is two wide; the indent and what never quite fills a line take three.

    >>> lines("预期目标", 13), lines("预期目标", 12), lines("预期目标", 11, snug=True)
    (1, 2, 1)
    """
    parts = text.split("\n")
    wide = (sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in part) for part in parts)
    room = max(width - 3, 1)
    return sum(1 if snug and count <= room else max(1, ceil(count * _LOOSE / room)) for count in wide)


def wrapping(workbook: Workbook) -> dict[int, float]:
    """The style numbers of cells whose text goes on in a further line, each with the size of its font [points]."""
    package = workbook.package
    part = part_of(package, workbook.part, "styles")
    if not part:
        return {}
    styles = parsed(package, part)
    sizes = [one.find("{*}sz") for one in styles.iterfind("{*}fonts/{*}font")]
    return {
        number: _size(sizes, one.get("fontId", ""))
        for number, one in enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        if (alignment := one.find("{*}alignment")) is not None and alignment.get("wrapText") in ("1", "true")
    }


def _size(sizes: Sequence[Any], font: str) -> float:
    said = sizes[int(font)] if font.isdecimal() and int(font) < len(sizes) else None
    try:
        return float(said.get("val")) if said is not None else SIZE
    except (TypeError, ValueError):
        return SIZE


def grown(xml: bytes, cells: Mapping[Cell, Content], wrapped: Mapping[int, float]) -> bytes:
    """The sheet with a height for every row that would cut its new texts; that height is not fixed."""
    texts: dict[int, dict[int, str]] = {}
    for (row, column), value in cells.items():
        if isinstance(value, str):
            texts.setdefault(column, {})[row] = value
    needed: dict[int, float] = {}
    for column, of_rows in texts.items():
        width = column_width(xml, column)
        for row, size in _styled(xml, column, wrapped):
            if row in of_rows:
                need = lines(of_rows[row], width * SIZE / size) * LINE * size / SIZE if width else 0.0
                needed[row] = max(need, needed.get(row, 0.0))
    return (
        re.sub(rb'(<(?:\w+:)?row r="(\d+)")([^>]*)', lambda row: _taller(row, needed), xml) if needed else xml
    )


def _taller(row: re.Match[bytes], needed: Mapping[int, float]) -> bytes:
    need = needed.get(int(row[2]) - 1, 0.0)
    height = re.search(rb'\sht="([\d.]+)"', row[3])
    if not need or (height and float(height[1]) >= need):
        return row[0]
    return row[1] + b' ht="%g"' % min(need + AROUND, TALLEST) + _HEIGHT.sub(b"", row[3])


def _styled(xml: bytes, column: int, wrapped: Mapping[int, float]) -> Iterator[tuple[int, float]]:
    """The rows whose cell in a column wraps, and the sizes of their fonts."""
    letters = column_letters(column).encode()
    for row, style in re.findall(rb'<(?:\w+:)?c r="%s(\d+)"[^>]*?\ss="(\d+)"' % letters, xml):
        if int(style) in wrapped:
            yield int(row) - 1, wrapped[int(style)]


def column_width(xml: bytes, column: int) -> float:
    """How wide a column of this sheet is [characters]; a hidden one is 0."""
    for attributes in _COLUMN.findall(xml[: xml.find(b"sheetData")]):
        numbers = {key: float(number) for key, number in _NUMBERS.findall(attributes)}
        if numbers.get(b"min", 0) <= column + 1 <= numbers.get(b"max", 0):
            return 0.0 if _HIDDEN.search(attributes) else numbers.get(b"width", _USUAL_WIDTH)
    return _USUAL_WIDTH
