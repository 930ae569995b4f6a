"""Every formula gives the same in the reduced workbook as in the full one."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
import xlsxwriter

from tests.files.fidelity import REPORT, fidelity_workbook
from xlfuncs.cells import Cell, address
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.report import put_report
from xlfuncs.files.ooxml.workbook import Workbook
from xlfuncs.files.results.dependents import Reading
from xlfuncs.files.results.engine import calculated
from xlfuncs.files.results.reads import Precedents
from xlfuncs.files.results.reduced import reduced_file
from xlfuncs.files.results.trust import Trust
from xlfuncs.formula_text import words

TEMPLATES = sorted(Path("workbook_templates").rglob("*.xlsx"))
SHEETS = ["绩效 表", "Data", "it's"]
ROWS, WIDTH = 12, 6
FORMULAS = sorted(
    words(
        """SUM({r}) SUM({r},{c}) SUM({w}) AVERAGE({w}) COUNT({r}) COUNTA({w}) COUNTBLANK({r}) MAX({w}) MIN({r}) {c} {c}*2
    {c}&"A1" {c}+{c} IF({c}="","空",{c}) IF({c}>5,{c},{c}) SUMIF({r},">3",{c}) SUMIF({r},">3",{r})
    AVERAGEIF({r},">1",{c}) COUNTIF({r},"甲") COUNTIF({r},"") SUMIFS({r},{r},">2") SUMPRODUCT(({r}="")*1) COUNT({w})
    SUMPRODUCT({r},{r}) SUBTOTAL(9,{w}) SUBTOTAL(109,{w}) SUBTOTAL(3,{r}) VLOOKUP({c},{r},1,FALSE) MATCH({c},{r},0)
    INDEX({r},2) INDEX({r},1,1) LOOKUP({c},{r},{r}) IFERROR({c}/{c},0) ISBLANK({c}) ISERROR({c}) RANK({c},{r})
    ROUND(SUM({r})/3,2) ROWS({r}) COLUMNS({w}) ROW({c}) block+1 SUM(block) COUNTA(column) CHOOSE(2,{c},{c}) TRUE()
    SUM(OFFSET(B1,0,0,ROW(B9)-ROW(B1),1)) SUM('it''s'!B2:C3,Data!$A:$A) LARGE({r},2)"""
    )
)


def readings_of(workbook: Workbook) -> list[Reading]:
    precedents = Precedents(workbook.names, workbook.sheets)
    return [
        Reading(sheet, formula, precedents.of(sheet, formula))
        for sheet in workbook.sheets
        for formula in workbook.sheet_part(sheet).formulas
    ]


def values(file: bytes, readings: Collection[Reading]) -> dict[str, object]:
    """What the evaluator makes of every cell that a formula fills, with its type."""
    wanted: dict[str, list[Cell]] = {}
    for sheet, formula, _ in readings:
        wanted.setdefault(sheet, []).extend(formula.block)
    found = calculated(file, {}, wanted)
    assert found is not None
    return {
        f"{sheet}!{address(cell)}": (found[sheet][cell], formula.text)
        for sheet, formula, _ in readings
        for cell in formula.block
    }


def assert_same(workbook: Workbook) -> int:
    """Compare reduced and full; gives the size of the reduced sheets in percent of the full ones."""
    readings = readings_of(workbook)
    trust = Trust(workbook.names)
    unread = [r for r in readings if not trust.covers(r.formula.text, r.formula.kind == "array")]
    read = [reading for reading in readings if reading not in unread]
    reduced = reduced_file(workbook, readings, unread)
    full = reduced_file(workbook, [reading._replace(blocks=None) for reading in readings], ())
    assert values(reduced, read) == values(full, read)
    return 100 * len(reduced) // len(full)


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.stem for path in TEMPLATES])
def test_our_own_forms_give_the_same(path: Path):
    assert assert_same(Workbook(Package(path.read_bytes()))) < 100


def test_shared_and_array_formulas_give_the_same(tmp_path: Path):
    workbook = Workbook(Package(fidelity_workbook(tmp_path / "a.xlsm").read_bytes()))
    assert assert_same(workbook) < 100


def random_workbook(chance: random.Random) -> bytes:
    """Three sheets of values of all kinds, with every kind of formula and reference."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.define_name("block", "=Data!$B$2:$C$9")
    book.define_name("column", "='绩效 表'!$E:$E")
    style = book.add_format({"num_format": "0.00"})
    for name in SHEETS:
        sheet = book.add_worksheet(name)
        for row in range(ROWS):
            for column in range(WIDTH):
                if chance.random() < 0.7:
                    value = chance.choice(
                        [1, 2.5, 7, -3, 40, "甲", "乙", "A1", "5", True, False, "=NA()", None]
                    )
                    sheet.write(row, column, value, style)
            sheet.set_row(row, None, None, {"hidden": chance.random() < 0.2})
        sheet.merge_range("A11:B12", 3)
        sheet.write("B12", 8)  # covered, and still read
        for row in range(8):
            sheet.write_formula(row, WIDTH + 1, f"={random_formula(chance)}")
        sheet.write_array_formula("J1:J3", f"{{={block(chance)}*2}}")
        if chance.random() < 0.5:
            sheet.write_blank(chance.randint(15, 40), chance.randint(1, 9), None, style)
    book.close()
    return buffer.getvalue()


def random_formula(chance: random.Random) -> str:
    kinds = {"c": cell, "r": block, "w": whole}
    return re.sub(r"{(\w)}", lambda found: kinds[found[1]](chance), chance.choice(FORMULAS))


def cell(chance: random.Random) -> str:
    fixed = chance.choice(["", "$"])
    return f"{prefix(chance)}{fixed}{chance.choice('ABCDEFH')}{chance.randint(1, ROWS + 2)}"


def block(chance: random.Random) -> str:
    (left, right), row = sorted(chance.choices("ABCDEF", k=2)), chance.randint(1, ROWS)
    return prefix(chance) + chance.choice(
        [f"{left}{row}:{right}{row + 4}", f"${left}${row}:{left}${row + 3}"]
    )


def whole(chance: random.Random) -> str:
    left, right = sorted(chance.choices("ABCDEF", k=2))
    return prefix(chance) + chance.choice([f"{left}:{right}", f"${left}:${left}", "11:13"])


def prefix(chance: random.Random) -> str:
    return chance.choice(["", "", "Data!", "'绩效 表'!", "'it''s'!"])


@pytest.mark.parametrize("seed", range(16))
def test_random_workbooks_give_the_same(seed: int):
    assert_same(Workbook(Package(random_workbook(random.Random(seed)))))


def made(content: dict[str, object], change: Callable[[bytes], bytes] = lambda xml: xml) -> Workbook:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Sheet")
        for address, value in content.items():
            sheet.write(address, value)
    package = Package(buffer.getvalue())
    part = "xl/worksheets/sheet1.xml"
    package.put(part, change(package.read(part)))
    return Workbook(package)


def sheet_of(workbook: Workbook, part: str = "xl/worksheets/sheet1.xml", unread: bool = False) -> bytes:
    readings = readings_of(workbook)
    with zipfile.ZipFile(io.BytesIO(reduced_file(workbook, readings, readings if unread else ()))) as file:
        return file.read(part)


def addresses(xml: bytes) -> list[bytes]:
    return re.findall(rb'<(?:\w+:)?c r="([A-Z]+\d+)"', xml)


CONTENT = {"A1": "名称", "B1": "分值", "C1": "x", "A2": "甲", "B2": 5, "D2": 7, "D3": "=SUM(B1:B2)"}


def test_only_read_columns_and_formulas_stay():
    assert addresses(sheet_of(made(CONTENT))) == [b"B1", b"B2", b"D2", b"D3"]


def test_cells_read_only_by_formulas_not_evaluated_go():
    assert addresses(sheet_of(made(CONTENT), unread=True)) == [b"D2", b"D3"]


def test_all_stays_where_it_cannot_be_told_what_is_read():
    workbook = made(CONTENT | {"D4": '=INDIRECT("A"&1)'})
    assert addresses(sheet_of(workbook)) == addresses(workbook.sheet_xml("Sheet"))


def test_a_prefix_of_the_elements_is_kept():
    def prefixed(xml: bytes) -> bytes:
        return re.sub(rb"(</?)(?=[a-zA-Z])", rb"\1x:", xml).replace(b" xmlns=", b" xmlns:x=")

    xml = sheet_of(made(CONTENT, prefixed))
    assert b"?>\n<x:worksheet " in xml
    assert xml.endswith(b"</x:row></x:sheetData></x:worksheet>")
    assert addresses(xml) == [b"B1", b"B2", b"D2", b"D3"]


def test_a_new_report_does_not_weigh():
    workbook = made(CONTENT)
    put_report(workbook.package, "核对", REPORT)
    assert addresses(sheet_of(workbook, "xl/worksheets/sheet2.xml")) == []


def test_the_table_of_texts_ends_behind_the_last_one_used():
    texts = sheet_of(made(CONTENT), "xl/sharedStrings.xml")
    assert re.findall(rb"<t>([^<]*)</t>", texts) == ["名称".encode(), "分值".encode()]
    assert texts.endswith(b"</si></sst>")


def test_single_quotes_hide_no_text_from_the_table():
    workbook = made(CONTENT, lambda xml: xml.replace(b't="s"', b"t='s'"))
    texts = sheet_of(workbook, "xl/sharedStrings.xml")
    assert re.findall(rb"<t>([^<]*)</t>", texts) == ["名称".encode(), "分值".encode()]
