"""批注框 — the boxes in which a workbook's notes show: one VML shape a note, sized to its text.

VML is no XML where Excel writes it (``<br>``), so shapes are put into the bytes and nothing is parsed. What a note
needs of a shape: ECMA-376 part 4, 19.4 (ClientData) and 19.1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from xlfuncs.cells import COLUMNS, ROWS, Cell
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.heights import column_width, lines

EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/>'
    b"</o:shapelayout></xml>"
)
_SPACES = {b"v": b"vml", b"o": b"office:office", b"x": b"office:excel"}
_BLOCKS = re.compile(rb"""(<o:idmap\b[^>]*?\bdata\s*=\s*["'])([\d,\s]*)(["'])""")
_BLOCK = 1024  # numbers of shapes; which blocks of them a part takes, it says
_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["'].*?</(?:\w+:)?ClientData>""", re.DOTALL)
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?%s>\s*(\d+)\s*<" % name) for name in (b"Row", b"Column"))
_KIND = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    b'<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;width:%dpx;height:%dpx;z-index:%d;'
    b'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    b'<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor>'
    b"<x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)
_WIDE, _PIXELS = 44, 290  # a box: characters in a line of 9 points, and how wide they are
_LINE, _AROUND, _TALLEST = 16, 12, 640  # pixels
_CHARACTER, _PADDING, _USUAL_ROW = 7, 5, 20  # of a column's width, and a row's height [pixels]


def shape_blocks(vml: bytes) -> set[int]:
    """The blocks of shape numbers that a part takes; none may be taken twice in a workbook."""
    return {int(block) for found in _BLOCKS.findall(vml) for block in re.findall(rb"\d+", found[1])}


def with_shapes(vml: bytes, notes: Mapping[Cell, str], sheet: bytes, taken: Iterable[int]) -> bytes:
    """The part with a box for each of these notes that has none, placed by the sheet's columns and rows.

    `taken` are the blocks of shape numbers that the workbook's parts hold already.
    """
    boxed = {_cell(note[0]) for note in _NOTE.finditer(vml)}
    missing = sorted(cell for cell in notes if cell not in boxed)
    if not missing:
        return vml
    free = max(taken, default=0) + 1
    near = {row + below for row, _ in missing for below in range(_TALLEST // _USUAL_ROW)}
    told = re.findall(rb'<(?:\w+:)?row r="(\d+)"[^>]*?\sht="([\d.]+)"', sheet)
    heights = {row: int(float(tall) * 96 / 72) for at, tall in told if (row := int(at) - 1) in near}  # pixels
    made = []
    for number, cell in enumerate(missing):
        tall = min(lines(notes[cell], _WIDE) * _LINE + _AROUND, _TALLEST)
        anchor = _anchor(cell, tall, sheet, heights)
        shape = _SHAPE % (free * _BLOCK + 1 + number, _PIXELS, tall, number + 1, anchor, *cell)
        made.append(shape)
    blocks = b",".join(b"%d" % block for block in range(free, free + 1 + len(missing) // _BLOCK))
    head, closing, tail = vml.rpartition(b"</xml>")
    if not closing:
        raise FileProblem.to_resave("批注的图形部件写法少见", "the drawing of its notes is spelled oddly")
    head = _BLOCKS.sub(lambda old: old[1] + b",".join(filter(None, (old[2], blocks))) + old[3], head, count=1)
    kind = b"" if b'id="_x0000_t202"' in head else _KIND
    return head + _declared(kind + b"".join(made), head) + closing + tail


def _declared(shapes: bytes, head: bytes) -> bytes:
    """The shapes, which declare their own prefixes where the part's root does not."""
    named = (b' xmlns:%s="urn:schemas-microsoft-com:%s"' % pair for pair in _SPACES.items())
    spaces = b"".join(one for one in named if one.lstrip() not in head)
    return re.sub(rb"<v:shape(?:type)? ", lambda tag: tag[0].rstrip() + spaces + b" ", shapes)


def _cell(note: bytes) -> Cell | None:
    row, column = _ROW.search(note), _COLUMN.search(note)
    return (int(row[1]), int(column[1])) if row and column else None


def _anchor(cell: Cell, tall: int, sheet: bytes, heights: Mapping[int, int]) -> bytes:
    """Right of the cell and a little lower: columns, rows and pixels within them of the box's corners."""
    row, column = cell
    left, top = min(column + 1, COLUMNS - 1), row
    right, beyond = left, 15 + _PIXELS
    while right < COLUMNS - 1 and beyond > (wide := int(column_width(sheet, right) * _CHARACTER) + _PADDING):
        right, beyond = right + 1, beyond - wide
    bottom, below = top, 4 + tall
    while bottom < ROWS - 1 and below > (height := heights.get(bottom, _USUAL_ROW)):
        bottom, below = bottom + 1, below - height
    return b"%d, 15, %d, 4, %d, %d, %d, %d" % (left, top, right, beyond, bottom, below)
