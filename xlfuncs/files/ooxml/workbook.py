"""工作簿部件 — which sheet is which part, and the small edits around sheets.

Elements and their order: ECMA-376 part 1, 18.2.27.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator

from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.like_part import sheet_part
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.parts import (
    CONTENT_TYPES,
    RELATIONS,
    Element,
    edited,
    insert_behind,
    parsed,
    part_of,
    relations,
    relations_part,
)
from xlfuncs.files.ooxml.sheet import SheetPart
from xlfuncs.sheets import Visibility

_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NUMBER = re.compile(r"\d{1,9}")
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


class Workbook:
    """工作簿部件 — the workbook part of a package: its sheets, names and calculation settings.

    FileProblem where the package holds no workbook of XML parts.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = part_of(package, "", "officeDocument")
        if not self.part:
            raise FileProblem(
                "不是 Excel 工作簿：压缩包中没有工作簿部件 | no Excel workbook: the archive has no workbook part"
            )
        root = parsed(package, self.part)
        if not root.tag.endswith("}workbook"):
            raise FileProblem(
                "不是 Excel 工作簿（也许是 Word 或 PowerPoint 文件） | no Excel workbook (Word or PowerPoint?)"
            )
        self.namespace = root.tag[1:].partition("}")[0]  # transitional or strict
        strict = "purl.oclc.org" in self.namespace
        self.relation_namespace = _STRICT_RELATIONS if strict else RELATIONS
        self.sheets: dict[str, str] = {}  # worksheet name → part, in order; chart sheets left out
        self.visibility: dict[str, Visibility] = {}  # of those that do not simply show
        self.sheet_ids: list[int] = []  # of all sheets, chart sheets too
        self._list_sheets(root)
        self._parts: dict[str, tuple[bytes, SheetPart]] = {}  # as read, and as it is looked through
        self.names: dict[str, str] = {}  # in lower case → what it stands for, "" where that differs by sheet
        for name in root.iterfind("{*}definedNames/{*}definedName"):
            key, meaning = name.get("name", "").lower(), name.text or ""
            self.names[key] = meaning if self.names.get(key, meaning) == meaning else ""
        calculation, properties = root.find("{*}calcPr"), root.find("{*}workbookPr")
        self.dates_from_1904 = _flag(properties, "date1904", False)
        self.iterates = _flag(calculation, "iterate", False)
        self.full_precision = _flag(calculation, "fullPrecision", True)
        self.marks = tuple(_marks(package, root))  # of signed, locked, read-only
        self.given_up = False  # whether its formulas could not be calculated, which is not tried twice

    def _list_sheets(self, root: Element) -> None:
        targets = {r.id: r.target for r in relations(self.package, self.part) if r.kind == "worksheet"}
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            name, written = sheet.get("name", ""), sheet.get("sheetId", "")
            self.sheet_ids.append(int(written) if _NUMBER.fullmatch(written) else 0)
            part = targets.get(next((v for k, v in sheet.items() if k.endswith("}id")), ""))
            if part is None:
                continue
            self.sheets[name] = part
            if (state := sheet.get("state")) in ("hidden", "veryHidden"):
                self.visibility[name] = state
        for part, sheets in Counter(self.sheets.values()).items():
            if sheets > 1:  # who writes to one of them would write to all
                raise FileProblem.to_resave(
                    f"{sheets} 个工作表是同一部件 {part}", f"{sheets} sheets are the one part {part}"
                )

    def copy(self) -> Workbook:
        """A workbook to change while this one stays as it is; what was read already serves both."""
        other = copy.copy(self)
        other.package = self.package.copy()
        other._parts = dict(self._parts)
        return other

    def sheet_xml(self, sheet: str) -> bytes:
        """The part of a worksheet, spelled so that it can be scanned."""
        return self.sheet_part(sheet).xml

    def sheet_part(self, sheet: str) -> SheetPart:
        """The part of a worksheet, with what is looked for in it."""
        content = self.package.read(self.sheets[sheet])
        if sheet not in self._parts or self._parts[sheet][0] is not content:
            self._parts[sheet] = content, sheet_part(content)
        return self._parts[sheet][1]

    def put_sheet_xml(self, sheet: str, xml: bytes) -> None:
        """Replace the part of a worksheet by what was made from its `sheet_xml`."""
        self.package.put(self.sheets[sheet], xml)
        self._parts[sheet] = xml, SheetPart(xml)

    def calculate_on_load(self) -> None:
        """Ask office suites to recalculate everything when they open the file."""
        with edited(self.package, self.part) as root:
            calculation = root.find("{*}calcPr")
            if calculation is None:
                calculation = insert_behind(root, _BEFORE_CALC, "calcPr")
            calculation.set("fullCalcOnLoad", "1")

    def drop_calc_chain(self) -> None:
        """Remove the list of formula cells, which must not name a cell that holds none; suites rebuild it."""
        for relation in list(relations(self.package, self.part)):
            if relation.kind == "calcChain":
                self.package.remove(relation.target)
                self._drop(CONTENT_TYPES, "PartName", f"/{relation.target}")
                self._drop(relations_part(self.part), "Id", relation.id)

    def _drop(self, part: str, key: str, value: str) -> None:
        with edited(self.package, part) as root:
            for line in [line for line in root if line.get(key) == value]:
                root.remove(line)


def _marks(package: Package, root: Element) -> Iterator[str]:
    """What its owner protects it by: signatures in the package, the structure, the wish that nobody writes to it."""
    if any(name.lower().startswith("_xmlsignatures/") for name in package.names()):
        yield "signed"
    if _flag(root.find("{*}workbookProtection"), "lockStructure", False):
        yield "locked"
    if _flag(root.find("{*}fileSharing"), "readOnlyRecommended", False):
        yield "read-only"


def _flag(element: Element | None, name: str, default: bool) -> bool:
    value = None if element is None else element.get(name)
    return default if value is None else value in ("1", "true", "on")
