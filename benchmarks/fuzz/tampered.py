"""Official workbooks of ours, tampered with in the raw file and compared with their form: `make tampered`.

Every tampering must be named at its cell; what is honestly done to a workbook must not be named at all. The
tampering is done with lxml and openpyxl on the file, and by LibreOffice, and knows nothing of the seal.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import openpyxl
from lxml import etree
from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.fuzz.edits import unnoticed
from benchmarks.fuzz.own_cells import refused
from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.files.book import FileBook
from xlfuncs.refresh.refresh import check, refresh

FOLDER = Path(__file__).parents[2] / "workbook_templates"
_BESIDE = ("说明", "基础数据", "得分汇总", "依据")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"(?<![\w.!'\"])\$?([A-Z]{1,2})\$?(\d{1,3})(?![\w(.])")


class Tampering(NamedTuple):
    """What was done, and where a finding must stand."""

    kind: str
    sheet: str
    cell: str = ""  # exactly here
    rows: frozenset[int] = frozenset()  # or in one of these rows, from 1
    columns: frozenset[str] = frozenset()  # or in one of these columns
    data: bytes = b""

    def __str__(self) -> str:
        where = self.cell or ",".join(map(str, sorted(self.rows))) or ",".join(self.columns)
        return f"{self.kind} {self.sheet}!{where}"


class Raw:
    """The parts of an .xlsx, its sheets as trees."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        links = {
            one.get("Id"): "xl/" + one.get("Target", "").removeprefix("/xl/")
            for one in etree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        }
        sheets = etree.fromstring(self.parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet")
        self.names = {one.get("name"): links[one.get(_LINK)] for one in sheets}
        self.trees = {name: etree.fromstring(self.parts[part]) for name, part in self.names.items()}
        formats = etree.fromstring(self.parts["xl/styles.xml"]).find(f"{_MAIN}cellXfs")
        protections = [xf.find(f"{_MAIN}protection") for xf in formats]
        self.locked = [one is None or one.get("locked", "1") in ("1", "true") for one in protections]

    def to_bytes(self) -> bytes:
        out = io.BytesIO()
        trees = {part: etree.tostring(self.trees[name]) for name, part in self.names.items()}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in (self.parts | trees).items():
                file.writestr(name, content)
        return out.getvalue()

    def cells(self, sheet: str, holding: str) -> list[etree._Element]:
        """The locked cells that hold a formula, a text or a number."""
        found = []
        for cell in self.trees[sheet].iter(f"{_MAIN}c"):
            formula, text = cell.find(f"{_MAIN}f") is not None, cell.get("t") in ("s", "inlineStr")
            value = cell.find(f"{_MAIN}v") is not None or cell.find(f"{_MAIN}is") is not None
            kind = "formula" if formula else "text" if text else "number"
            if value and kind == holding and self.locked[int(cell.get("s", "0"))]:
                found.append(cell)
        return found

    def rows(self, sheet: str) -> list[etree._Element]:
        """The rows that show and hold something of the form."""
        used = {cell.getparent() for kind in ("formula", "text") for cell in self.cells(sheet, kind)}
        return [row for row in self.trees[sheet].iter(f"{_MAIN}row") if row in used and not row.get("hidden")]


Change = Callable[[Raw, str, random.Random], Tampering | None]


def _typed(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    if not (cells := raw.cells(sheet, "formula")):
        return None
    cell = chance.choice(cells)
    _put(cell, chance.choice(["7", "99", "0.5", "合格"]))
    return Tampering("typed over a formula", sheet, cell.get("r"))


def _emptied(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    cells = [*raw.cells(sheet, "formula"), *raw.cells(sheet, "text")]
    cell = chance.choice(cells)
    if cell in raw.cells(sheet, "text") and not _text(raw, cell).strip():
        return None
    _put(cell, "")
    return Tampering("emptied", sheet, cell.get("r"))


def _edited(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    if not (cells := raw.cells(sheet, "formula")):
        return None
    cell = chance.choice(cells)
    formula = cell.find(f"{_MAIN}f")
    old = formula.text or ""
    edits = [
        old + "+1",
        old.replace(",2)", ",1)", 1),
        old.replace(">", "<", 1),
        old.replace("SUM(", "MAX(", 1),
    ]
    formula.text = chance.choice([edit for edit in edits if edit != old])
    return Tampering("edited a formula", sheet, cell.get("r"))


def _moved(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    cells = [
        cell for cell in raw.cells(sheet, "formula") if _REFERENCE.search(cell.find(f"{_MAIN}f").text or "")
    ]
    if not cells:
        return None
    cell = chance.choice(cells)
    formula = cell.find(f"{_MAIN}f")
    one = chance.choice(list(_REFERENCE.finditer(formula.text)))
    row = int(one[2]) + chance.choice([1, 2, 3])
    formula.text = f"{formula.text[: one.start()]}{one[1]}{row}{formula.text[one.end() :]}"
    return Tampering("moved a reference", sheet, cell.get("r"))


def _reworded(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    cell = chance.choice(raw.cells(sheet, "text"))
    _put(cell, chance.choice(["另一说法", _text(raw, cell) + "（改）"]))
    return Tampering("changed words", sheet, cell.get("r"))


def _repointed(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    if not (cells := raw.cells(sheet, "number")):
        return None
    cell = chance.choice(cells)
    value = cell.find(f"{_MAIN}v")
    value.text = str(float(value.text) + chance.choice([1, 5, -1]))
    return Tampering("changed a number", sheet, cell.get("r"))


def _hidden_row(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    row = chance.choice(raw.rows(sheet))
    row.set("hidden", "1")
    return Tampering("hid a row", sheet, rows=frozenset([int(row.get("r"))]))


def _hidden_column(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    columns = [one for one in raw.trees[sheet].iter(f"{_MAIN}col") if not one.get("hidden")]
    shown = [one for one in columns if one.get("min") == one.get("max")]
    if not shown:
        return None
    column = chance.choice(shown)
    column.set("hidden", "1")
    return Tampering("hid a column", sheet, columns=frozenset([get_column_letter(int(column.get("min")))]))


def _swapped(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    """Two cells of the form exchanged, as after a cut and paste."""
    one, other = chance.sample([*raw.cells(sheet, "text"), *raw.cells(sheet, "formula")], 2)
    if _content(raw, one) == _content(raw, other):
        return None
    parts = [(list(map(deepcopy, cell)), cell.get("t")) for cell in (one, other)]
    for cell, (content, kind) in zip((other, one), parts, strict=True):
        cell[:] = content
        cell.attrib.pop("t", None)
        if kind:
            cell.set("t", kind)
    return Tampering("exchanged two cells", sheet, chance.choice([one, other]).get("r"))


def _unprotected(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    protection = raw.trees[sheet].find(f"{_MAIN}sheetProtection")
    raw.trees[sheet].remove(protection)
    return Tampering("took protection away", sheet)


def _unlimited(raw: Raw, sheet: str, chance: random.Random) -> Tampering | None:
    limits = raw.trees[sheet].find(f"{_MAIN}dataValidations")
    if limits is None or len(limits) < 2:
        return None
    limit = chance.choice(list(limits))
    first = limit.get("sqref").split()[0].partition(":")[0]
    limits.remove(limit)
    return Tampering("took a limit away", sheet, rows=frozenset([coordinate_from_string(first)[1]]))


_IN_THE_FILE: tuple[Change, ...] = (
    *(_typed, _typed, _typed, _edited, _edited, _moved, _moved, _reworded, _repointed, _emptied),
    *(_hidden_row, _hidden_column, _swapped, _unprotected, _unlimited),
)


def _put(cell: etree._Element, content: str) -> None:
    """A text or a number in place of what the cell holds."""
    cell[:] = []
    cell.attrib.pop("t", None)
    if re.fullmatch(r"-?[\d.]+", content):
        etree.SubElement(cell, f"{_MAIN}v").text = content
    elif content:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
        text.text = content


def _text(raw: Raw, cell: etree._Element) -> str:
    if cell.get("t") == "s":
        shared = etree.fromstring(raw.parts["xl/sharedStrings.xml"])
        return "".join(shared[int(cell.findtext(f"{_MAIN}v"))].itertext())
    return "".join(cell.itertext())


def _content(raw: Raw, cell: etree._Element) -> str:
    formula = cell.find(f"{_MAIN}f")
    return _text(raw, cell) if formula is None else "=" + (formula.text or "")


def _row_inserted(data: bytes, chance: random.Random) -> Tampering:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, rows = _formula_rows(book, chance)
    if sheet.title in _BESIDE or len(rows) < 20:  # no formula there that a blank row would spoil
        return _row_deleted(data, chance)
    row = chance.choice(rows)
    sheet.insert_rows(row)
    return _row_moved("inserted", book, sheet, row)


def _row_deleted(data: bytes, chance: random.Random) -> Tampering:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, rows = _formula_rows(book, chance)
    row = chance.choice(rows)
    sheet.delete_rows(row)
    return _row_moved("deleted", book, sheet, row)


def _row_moved(done: str, book: openpyxl.Workbook, sheet: Worksheet, row: int) -> Tampering:
    """By openpyxl, which leaves all formulas as they are."""
    words, rows = f"{done} a row and left the formulas", frozenset(range(row, 99))
    return Tampering(words, sheet.title, rows=rows, data=_saved(book))


def _sheet_deleted(data: bytes, chance: random.Random) -> Tampering:
    book = openpyxl.load_workbook(io.BytesIO(data))
    name = chance.choice([name for name in book.sheetnames if name in ("说明", "得分汇总", "依据")])
    del book[name]
    return Tampering("deleted a sheet", name, data=_saved(book))


_BY_OPENPYXL = (_row_inserted, _row_deleted, _sheet_deleted)


def _formula_rows(book: openpyxl.Workbook, chance: random.Random) -> tuple[Worksheet, list[int]]:
    """A sheet of the form and those of its rows that hold formulas, or words where none does."""
    sheet = book[chance.choice(book.sheetnames)]
    cells = [cell for line in sheet.iter_rows(min_row=3) for cell in line if cell.protection.locked]
    rows = [cell.row for cell in cells if cell.data_type == "f" and cell.value]
    return sheet, rows or [cell.row for cell in cells if cell.value]


def _scored_sheet(book: openpyxl.Workbook, chance: random.Random) -> Worksheet:
    return book[chance.choice([name for name in book.sheetnames if name not in _BESIDE])]


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tampered(data: bytes, chance: random.Random) -> Tampering:
    """The workbook after one tampering, sometimes saved once more by openpyxl."""
    while True:
        if chance.random() < 0.1:
            return chance.choice(_BY_OPENPYXL)(data, chance)
        raw = Raw(data)
        sheet = chance.choice(
            [name for name in raw.names for _ in range(1 + 4 * (name not in ("说明", "依据")))]
        )
        made = chance.choice(_IN_THE_FILE)(raw, sheet, chance)
        if made:
            changed = raw.to_bytes()
            if chance.random() < 0.15:
                changed = _saved(openpyxl.load_workbook(io.BytesIO(changed)))
            return made._replace(data=changed)


def _filled(data: bytes, chance: random.Random) -> bytes:
    """Some of the cells that are there to be filled in."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = _scored_sheet(book, chance)
    refusing = refused(sheet)
    for line in sheet.iter_rows():
        for cell in line:
            typed = not isinstance(cell, MergedCell) and not cell.protection.locked and cell.data_type != "f"
            if typed and (cell.row, cell.column) not in refusing and chance.random() < 0.4:
                cell.value = chance.choice(["≥40人", "36人", 5, 0.5, 12.25, "已完成"])
    return _saved(book)


def _scored(data: bytes, chance: random.Random) -> bytes:
    book = FileBook(Path("表.xlsx"), _filled(data, chance) if chance.random() < 0.5 else data)
    refresh(book)
    return book.to_bytes()


def _unfolded(data: bytes, chance: random.Random) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for dimension in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()):
            dimension.hidden = False
    return _saved(book)


def _saved_again(data: bytes, chance: random.Random) -> bytes:
    return _saved(openpyxl.load_workbook(io.BytesIO(data)))


_HONEST = (_filled, _scored, _unfolded, _saved_again)


def honest(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """The workbook after something that is honestly done to it."""
    done = chance.choice(_HONEST)
    return done.__name__.strip("_").replace("_", " "), done(data, chance)


def found(name: str, data: bytes) -> list[Finding] | str:
    """What check says of the form; a refusal as its sentence."""
    try:
        results = check(FileBook(Path(name), data))
    except XlfuncsError as error:
        return str(error)
    return [one for result in results for one in result.findings if one.code.startswith("form-")]


def named(done: Tampering, findings: list[Finding] | str) -> bool:
    """Whether one of the findings stands where it must, or the refusal says so."""
    if isinstance(findings, str):
        rows = (f"第 {row} 行" for row in done.rows)
        return any(word in findings for word in ([f"{done.sheet}!{done.cell} "] if done.cell else rows))
    for one in findings:
        if one.cell is None:
            if not (done.cell or done.rows or done.columns) and done.sheet in one.message:
                return True
        elif one.cell.sheet == done.sheet:
            letters, row = coordinate_from_string(one.cell.address)
            if one.cell.address == done.cell or row in done.rows or letters in done.columns:
                return True
    return False


def shipped() -> dict[str, bytes]:
    """Every workbook that is handed out."""
    return {path.name: path.read_bytes() for path in sorted(FOLDER.rglob("*.xlsx"))}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=500, help="tamperings of each form")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--edits", type=int, default=10_000, help="edits of scored workbooks that verify must name"
    )
    given = parser.parse_args()
    silent = unnoticed(given.edits, given.seed)
    missed: Counter[str] = Counter()
    done: Counter[str] = Counter()
    untouched = false = 0
    for name, data in shipped().items():
        chance = random.Random(f"{given.seed} {name}")
        for _ in range(given.each):
            one = tampered(data, chance)
            done[one.kind] += 1
            findings = found(name, one.data)
            if not named(one, findings):
                missed[one.kind] += 1
                print(f"{name}: {one} is not named; {len(findings)} other findings: {findings[:2]}")
        for _ in range(given.each // 5):
            words, after = honest(data, chance)
            untouched += 1
            if findings := found(name, after):
                false += 1
                print(f"{name}: {words}, and yet {findings[:2]}")
    print(*(f"{kind}: {count - missed[kind]} of {count}" for kind, count in sorted(done.items())), sep="\n")
    share = 1 - missed.total() / done.total()
    print(f"{share:.2%} of {done.total():,} named at their cell")
    print(f"{false} of {untouched:,} honest workbooks found fault with")
    print(f"{silent} of {given.edits:,} edits of scored workbooks not noticed by verify")
    return share < 0.99 or false > 0 or silent > 0


if __name__ == "__main__":
    sys.exit(main())
