"""工作簿部件 — which sheet is which part, and the small edits around sheets.

Only the named element changes in ``workbook.xml``, its relationships and the content types; the rest of
their bytes stay. Elements and their order: ECMA-376 part 1, 18.2.27; relationships: part 2, 9.3.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.formulas import Formula, formulas
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.spelling import scannable

__all__ = [
    "CONTENT_TYPES",
    "Relation",
    "Workbook",
    "element",
    "insert_before_end",
    "relations",
    "relations_part",
]

CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


class Relation(NamedTuple):
    """One line of a .rels part; `target` is the full name of the part it points to."""

    id: str
    kind: str  # last word of its type, such as "worksheet"
    target: str


class Workbook:
    """工作簿部件 — the workbook part of a package: its sheets, names and calculation settings.

    FileProblem where the package holds no workbook of XML parts.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        main = [r.target for r in relations(package, "") if r.kind == "officeDocument"]
        if not main or main[0] not in package:
            raise FileProblem("不是 Excel 工作簿：压缩包中没有工作簿部件")
        self.part = main[0]
        root = parsed(package, self.part)
        if not root.tag.endswith("}workbook"):
            raise FileProblem("不是 Excel 工作簿（也许是 Word 或 PowerPoint 文件）")
        self.namespace = root.tag[1:].partition("}")[0]  # transitional or strict
        strict = "purl.oclc.org" in self.namespace
        self.relation_namespace = _STRICT_RELATIONS if strict else _RELATIONS
        found = re.search(rb"<(\w+:)?workbook\b", package.read(self.part))
        self.prefix = found[1].decode() if found and found[1] else ""  # with its colon
        targets = {r.id: r.target for r in relations(package, self.part) if r.kind == "worksheet"}
        self.sheets: dict[str, str] = {}  # worksheet name → part, in order; chart sheets left out
        self._scannable: dict[str, tuple[bytes, bytes]] = {}  # as read, and in its usual form
        self._formulas: dict[str, tuple[bytes, Sequence[Formula]]] = {}  # of which XML, and they
        self.sheet_ids: list[int] = []  # of all sheets, chart sheets too
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            self.sheet_ids.append(int(sheet.get("sheetId", "0")))
            part = targets.get(next((v for k, v in sheet.items() if k.endswith("}id")), ""))
            if part is not None:
                self.sheets[sheet.get("name", "")] = part
        self.names: dict[str, str] = {}  # in lower case → what it stands for, "" where that differs by sheet
        for name in root.iterfind("{*}definedNames/{*}definedName"):
            key, meaning = name.get("name", "").lower(), name.text or ""
            self.names[key] = meaning if self.names.get(key, meaning) == meaning else ""
        calculation, properties = root.find("{*}calcPr"), root.find("{*}workbookPr")
        self.dates_from_1904 = _flag(properties, "date1904", False)
        self.iterates = _flag(calculation, "iterate", False)
        self.full_precision = _flag(calculation, "fullPrecision", True)

    def copy(self) -> Workbook:
        """A workbook to change while this one stays as it is; what was read already serves both."""
        other = copy.copy(self)
        other.package = self.package.copy()
        other._scannable, other._formulas = dict(self._scannable), dict(self._formulas)
        return other

    def sheet_xml(self, sheet: str) -> bytes:
        """The part of a worksheet, spelled so that it can be scanned."""
        raw = self.package.read(self.sheets[sheet])
        if self._scannable.get(sheet, (b"", b""))[0] is not raw:
            self._scannable[sheet] = raw, scannable(raw)
        return self._scannable[sheet][1]

    def formulas(self, sheet: str) -> Sequence[Formula]:
        """Every formula of a worksheet, in its order."""
        xml = self.sheet_xml(sheet)
        if self._formulas.get(sheet, (b"", ()))[0] is not xml:
            self._formulas[sheet] = xml, list(formulas(xml))
        return self._formulas[sheet][1]

    def put_sheet_xml(self, sheet: str, xml: bytes) -> None:
        """Replace the part of a worksheet by what was made from its `sheet_xml`."""
        self.package.put(self.sheets[sheet], xml)
        self._scannable[sheet] = xml, xml

    def calculate_on_load(self) -> None:
        """Ask office suites to recalculate everything when they open the file."""
        xml = self.package.read(self.part)
        prefix = self.prefix.encode()
        found = re.search(rb"<%scalcPr\b[^>]*>" % prefix, xml)
        if found:
            tag = re.sub(rb"""\sfullCalcOnLoad=["'][^"']*["']""", b"", found[0])
            end = len(tag) - (2 if tag.endswith(b"/>") else 1)
            tag = tag[:end].rstrip() + b' fullCalcOnLoad="1"' + tag[end:]
            xml = xml[: found.start()] + tag + xml[found.end() :]
        else:
            ends = [end for name in _BEFORE_CALC if (end := element(xml, prefix + name.encode())[1]) >= 0]
            at = max(ends)
            xml = xml[:at] + b'<%scalcPr fullCalcOnLoad="1"/>' % prefix + xml[at:]
        self.package.put(self.part, xml)

    def drop_calc_chain(self) -> None:
        """Remove the list of formula cells, which must not name a cell that holds none; suites rebuild it."""
        for relation in relations(self.package, self.part):
            if relation.kind != "calcChain":
                continue
            self.package.remove(relation.target)
            override = rb"""<[\w:]*Override\b[^>]*["']/%s["'][^>]*/>""" % re.escape(relation.target.encode())
            self._cut(CONTENT_TYPES, override)
            line = rb"""<[\w:]*Relationship\b[^>]*\sId=["']%s["'][^>]*/>""" % re.escape(relation.id.encode())
            self._cut(relations_part(self.part), line)

    def _cut(self, part: str, pattern: bytes) -> None:
        self.package.put(part, re.sub(pattern, b"", self.package.read(part)))


def relations(package: Package, part: str) -> Iterator[Relation]:
    """What a part refers to inside the package (``""`` is the package itself)."""
    source = relations_part(part)
    if source not in package:
        return
    for line in parsed(package, source).iterfind("{*}Relationship"):
        if line.get("TargetMode") != "External":
            target = posixpath.join("/", posixpath.dirname(part), unquote(line.get("Target", "")))
            name = posixpath.normpath(target).lstrip("/")
            yield Relation(line.get("Id", ""), line.get("Type", "").rpartition("/")[2], name)


def relations_part(part: str) -> str:
    """Where the relationships of a part stand.

    >>> relations_part("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parsed(package: Package, part: str) -> ElementTree.Element:
    """A small part as a tree; FileProblem where it is not XML."""
    try:
        return ElementTree.fromstring(package.read(part))
    except ElementTree.ParseError as problem:
        raise FileProblem(f"部件 {part} 的 XML 已损坏（{problem}），请用办公软件打开并另存") from problem


def element(xml: bytes, name: bytes) -> tuple[int, int]:
    """Where the first element of that name starts and ends; (-1, -1) where there is none.

    >>> element(b"<a><b x='1'/><c>2</c></a>", b"c")
    (13, 21)
    """
    found = re.search(rb"<%s(?=[\s/>])[^>]*>" % name, xml)
    if not found:
        return -1, -1
    if found[0].endswith(b"/>"):
        return found.span()
    closing = b"</%s>" % name
    return found.start(), xml.index(closing, found.end()) + len(closing)


def insert_before_end(xml: bytes, name: bytes, content: bytes) -> bytes:
    """The XML with `content` as the last child of its first element of that name.

    >>> insert_before_end(b"<r><s/></r>", b"s", b"<t/>")
    b'<r><s><t/></s></r>'
    """
    start, end = element(xml, name)
    closing = b"</%s>" % name
    if xml[start:end].endswith(closing):
        at = end - len(closing)
        return xml[:at] + content + xml[at:]
    return xml[: end - 2] + b">" + content + closing + xml[end:]


def _flag(element: ElementTree.Element | None, name: str, default: bool) -> bool:
    value = None if element is None else element.get(name)
    return default if value is None else value in ("1", "true", "on")
