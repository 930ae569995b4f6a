"""小部件 — relationships, and the small parts of a workbook file as trees that can be changed.

An edit keeps every other element, attribute, namespace and comment; a part in which nothing changes keeps its bytes.
Relationships: ECMA-376 part 2, 9.3.
"""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import count
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from xlfuncs.errors import FileProblem
from xlfuncs.files.meanwhile import LONG, meanwhile
from xlfuncs.files.ooxml.members import Packed, packed
from xlfuncs.files.ooxml.package import LEVEL, Package

# Where a reader looks that no relation tells, as calamine, which asks for none.
USUAL_PARTS = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINES = "http://schemas.openxmlformats.org/package/2006/relationships"
_SMALL = 50_000  # bytes of a part worth remembering
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'  # as office suites spell it

Element = Any  # of lxml, which has no type information
# For a workbook that has named no relation yet, and so declares no prefix for them.
etree.register_namespace("r", RELATIONS)


class Relation(NamedTuple):
    """One line of a .rels part; `target` is the full name of the part it points to."""

    id: str
    kind: str  # last word of its type, such as "worksheet"
    target: str


def relations(package: Package, part: str) -> Sequence[Relation]:
    """What a part refers to inside the package (``""`` is the package itself)."""
    source = relations_part(part)
    if source not in package:
        return ()
    xml = package.read(source)
    return (_remembered if len(xml) <= _SMALL else _relations)(part, source, xml)


def part_of(package: Package, part: str, kind: str) -> str:
    """The first part of a kind that another refers to; empty where there is none, or the file lacks it."""
    named = next((line.target for line in relations(package, part) if line.kind == kind), "")
    return named if named in package else ""


def _relations(part: str, source: str, xml: bytes) -> Sequence[Relation]:
    lines = tree(source, xml).iterfind("{*}Relationship")
    return tuple(_relation(part, line) for line in lines if line.get("TargetMode") != "External")


# They are asked for again and again, of one file and of the next one of its kind.
_remembered = lru_cache(maxsize=256)(_relations)


def _relation(part: str, line: Element) -> Relation:
    target = posixpath.join("/", posixpath.dirname(part), unquote(line.get("Target", "")))
    name = posixpath.normpath(target).lstrip("/")
    return Relation(line.get("Id", ""), line.get("Type", "").rpartition("/")[2], name)


@lru_cache(maxsize=1024)
def relations_part(part: str) -> str:
    """Where the relationships of a part stand.

    >>> relations_part("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """Let a part refer to another as this kind, a whole type; gives the relation's id."""
    lines = relations_part(part)
    if lines not in package:
        package.put(lines, _DECLARATION + f'<Relationships xmlns="{_LINES}"/>'.encode())
    with edited(package, lines) as root:
        used = {line.get("Id") for line in root}
        id_ = next(candidate for n in count(1) if (candidate := f"rIdXlfuncs{n}") not in used)
        relative = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")
        add_child(root, "Relationship", Id=id_, Type=kind, Target=relative)
    return id_


@contextlib.contextmanager
def edited(package: Package, part: str) -> Iterator[Element]:
    """A small part as a tree to change; FileProblem where it is not XML."""
    root = parsed(package, part)
    before = _spelled(root)
    yield root
    if (after := _spelled(root)) != before:
        package.put(part, after)


def add_child(parent: Element, name: str, /, **attributes: str) -> Element:
    """A new last child in the parent's own namespace."""
    return etree.SubElement(parent, _in_namespace_of(parent, name), attributes)


def insert_behind(parent: Element, before: Collection[str], name: str) -> Element:
    """A new child behind the last of those that must stand before it.

    >>> root = etree.fromstring('<x:a xmlns:x="u"><x:b/><x:d/></x:a>')
    >>> _ = insert_behind(root, ("a", "b"), "c")
    >>> etree.tostring(root).decode()
    '<x:a xmlns:x="u"><x:b/><x:c/><x:d/></x:a>'
    """
    named = ((i, child.tag) for i, child in enumerate(parent, 1) if isinstance(child.tag, str))  # no comments
    place = max((i for i, tag in named if tag.rpartition("}")[2] in before), default=0)
    child = parent.makeelement(_in_namespace_of(parent, name), nsmap=parent.nsmap)
    parent.insert(place, child)
    return child


def _in_namespace_of(parent: Element, name: str) -> str:
    return f"{{{etree.QName(parent).namespace}}}{name}"


def parsed(package: Package, part: str) -> Element:
    """A small part as a tree, nothing outside it read; FileProblem where it is not XML."""
    return tree(part, package.read(part))


def tree(part: str, xml: bytes) -> Element:
    """The same of a part's bytes."""
    try:
        root = etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as problem:
        raise FileProblem.to_resave(
            f"部件 {part} 的 XML 已损坏", f"the XML of {part} is damaged ({problem})"
        ) from problem
    return root


def refuse_ill_formed(package: Package) -> None:
    """Read every part that was written once more: FileProblem, before anything is saved, where it is no XML."""
    for part in package.written():
        # .vml is no XML where Excel writes it; what is begun says so when it is saved
        if not part.lower().endswith(".vml") and not package.begun(part):
            _refuse_ill_formed(part, package.read(part))


def begin(package: Package, part: str) -> None:
    """Read a long part once more and pack it while the caller goes on, which writes nothing to it any more."""
    content = package.read(part)

    def work() -> Packed:
        _refuse_ill_formed(part, content)
        return packed(content, LEVEL)

    if len(content) >= LONG:
        package.ahead[part] = content, meanwhile(work)


def _refuse_ill_formed(part: str, xml: bytes) -> None:
    unasked = SimpleNamespace(close=lambda: None)  # what builds nothing lets other threads run
    try:
        etree.fromstring(xml, etree.XMLParser(target=unasked, resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as problem:
        raise FileProblem(
            f"部件 {part} 改写后不完整（{problem.msg}），没有写入；请用办公软件打开并另存后再试"
            f" | {part} would not be well-formed ({problem.msg}), not written; save it in an office suite and try again"
        ) from problem


def _spelled(root: Element) -> bytes:
    return _DECLARATION + bytes(etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False))
