"""批注 — notes put to cells of a workbook file; notes that stand there are kept and added to.

A sheet's notes are a part of texts and a part of boxes (`note_shapes`). Besides these only what names them changes:
the sheet's relations, one element of the sheet, the content types. ECMA-376 part 1, 18.7.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from itertools import count
from typing import NamedTuple
from xml.parsers import expat

from xlfuncs.cells import Cell, address, cell_at
from xlfuncs.files.ooxml.cell import LONGEST_TEXT, xstring
from xlfuncs.files.ooxml.grammar import grammar
from xlfuncs.files.ooxml.note_shapes import EMPTY, shape_blocks, with_shapes
from xlfuncs.files.ooxml.parts import CONTENT_TYPES, Element, add_child, edited, relate, relations
from xlfuncs.files.ooxml.workbook import Workbook


class _Kind(NamedTuple):
    """A kind of parts, and how they are named."""

    relation: str
    name: str
    type: str
    extension: str = ""  # whose content type is said once for all; else for each part


_OFFICE = "application/vnd.openxmlformats-officedocument"
_TEXTS = _Kind("comments", "comments%d.xml", f"{_OFFICE}.spreadsheetml.comments+xml")
_BOXES = _Kind("vmlDrawing", "drawings/vmlDrawing%d.vml", f"{_OFFICE}.vmlDrawing", "vml")
# As Excel's own; 81 is the colour of hints.
_FONT = {"sz": "9", "color": "81", "rFont": "宋体", "charset": "134"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What stands behind the element that names the boxes: 18.3.1.99, the order within a worksheet.
_BEHIND = frozenset((
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent", "webPublishItems",
    "tableParts", "extLst",
))  # fmt: skip


def put_notes(workbook: Workbook, sheet: str, notes: Mapping[Cell, str], author: str) -> None:
    """写入批注 — a note at each of these cells; where one stands, its text goes on with this one.

    A text that a note holds already is not put there again. FileProblem where the parts are damaged.
    """
    if not notes:
        return
    package, part = workbook.package, workbook.sheets[sheet]
    known = {relation.id: relation for relation in relations(package, part)}
    texts = next((r.target for r in known.values() if r.kind == "comments"), "")
    if texts not in package:
        empty = f'<comments xmlns="{workbook.namespace}"><authors/><commentList/></comments>'.encode()
        texts = _new_part(workbook, part, _TEXTS, texts, empty)
    with edited(package, texts) as root:
        all_notes = _put_texts(root, notes, author)

    xml = workbook.sheet_xml(sheet)
    after = _after_cells(xml)
    boxes = known[after.boxes].target if after.boxes in known else ""
    if boxes not in package:
        new = _new_part(workbook, part, _BOXES, boxes, EMPTY)
        if not boxes:
            relation = next(one.id for one in relations(package, part) if one.target == new)
            names = grammar(xml).prefix, workbook.relation_namespace.encode(), relation.encode()
            element = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % names
            workbook.put_sheet_xml(sheet, xml[: after.place] + element + xml[after.place :])
        boxes = new
    taken = {
        block for name in package.names() if name.lower().endswith(".vml") for block in shape_blocks(package.read(name))
    }  # fmt: skip
    package.put(boxes, with_shapes(package.read(boxes), all_notes, xml, taken))


def _put_texts(root: Element, notes: Mapping[Cell, str], author: str) -> dict[Cell, str]:
    """Add to the texts; gives every note of the sheet with its whole text."""
    authors, listed = (
        found if (found := root.find(f"{{*}}{name}")) is not None else add_child(root, name)
        for name in ("authors", "commentList")
    )
    names = [one.text for one in authors.iterfind("{*}author")]
    if author not in names:
        names.append(author)
        add_child(authors, "author").text = author
    standing = {cell_at(one.get("ref", "A1")): one for one in listed.iterfind("{*}comment")}
    for cell, text in sorted(notes.items()):
        if cell in standing:
            _go_on(standing[cell], xstring(text))
        else:
            attributes = {"ref": address(cell), "authorId": str(names.index(author)), "shapeId": "0"}
            standing[cell] = add_child(listed, "comment", **attributes)
            _add_run(add_child(standing[cell], "text"), xstring(text[:LONGEST_TEXT]))
    return {cell: _text(one) for cell, one in standing.items()}


def _go_on(note: Element, text: str) -> None:
    """One more run behind what stands there, in a line of its own."""
    said = _text(note)
    if text in said:
        return
    inside = note.find("{*}text")
    if inside is None:
        inside = add_child(note, "text")
    _add_run(inside, f"\n{text}"[: max(LONGEST_TEXT - len(said), 0)] if said else text)


def _add_run(inside: Element, text: str) -> None:
    run = add_child(inside, "r")
    font = add_child(run, "rPr")
    for name, value in _FONT.items():
        add_child(font, name, **{"color": {"indexed": value}}.get(name, {"val": value}))
    words = add_child(run, "t")
    words.set(_SPACE, "preserve")
    words.text = text


def _text(note: Element) -> str:
    """What a note says, its phonetic hints left out."""
    inside = note.find("{*}text")
    if inside is None:
        return ""
    words = [*inside.iterfind("{*}t"), *inside.iterfind("{*}r/{*}t")]
    return "".join(one.text or "" for one in words)


def _new_part(workbook: Workbook, sheet: str, kind: _Kind, name: str, content: bytes) -> str:
    """A part of this kind, named by the sheet's relations (as `name`, where they do already) and the content types."""
    package, folder = workbook.package, posixpath.dirname(workbook.part)
    lower = {known.lower() for known in package.names()}
    free = (f"{folder}/{kind.name % number}".lstrip("/") for number in count(1))
    part = name or next(one for one in free if one.lower() not in lower)
    package.put(part, content)
    if not name:
        relate(package, sheet, f"{workbook.relation_namespace}/{kind.relation}", part)
    with edited(package, CONTENT_TYPES) as types:
        said = {(line.get("PartName") or line.get("Extension") or "").lower() for line in types}
        if said.isdisjoint({f"/{part}".lower(), kind.extension} - {""}):
            named = {"Extension": kind.extension} if kind.extension else {"PartName": f"/{part}"}
            add_child(types, "Default" if kind.extension else "Override", **named, ContentType=kind.type)
    return part


class _AfterCells(NamedTuple):
    """What a sheet holds behind its cells."""

    place: int  # in bytes: where the element that names the boxes belongs
    boxes: str  # the relation it names; empty where there is none


def _after_cells(xml: bytes) -> _AfterCells:
    """Read by a parser, since elements of these names stand within others too."""
    end = grammar(xml).end
    root = re.search(rb"<(?:\w+:)?worksheet\b[^>]*>", xml)
    opening = root[0] if root else b"<worksheet>"
    parser, depth, place, boxes = expat.ParserCreate(), 0, -1, ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, place, boxes
        depth += 1
        local = name.rpartition(":")[2]
        if depth == 2 and local in _BEHIND and place < 0:
            place = parser.CurrentByteIndex
        if depth == 2 and local == "legacyDrawing":
            boxes = next((value for key, value in attributes.items() if key.endswith(":id")), "")

    def stop(_: str) -> None:
        nonlocal depth, place
        depth -= 1
        if depth == 0 and place < 0:
            place = parser.CurrentByteIndex

    parser.StartElementHandler, parser.EndElementHandler = start, stop
    parser.Parse(opening + xml[end:], True)
    return _AfterCells(end + place - len(opening), boxes)
