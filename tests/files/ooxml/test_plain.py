"""The standard library's reader gives what calamine gives: every value and its kind, on every workbook there is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.calamine import CalamineValues
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.plain import PlainValues
from xlfuncs.files.ooxml.sheet import far_corner
from xlfuncs.files.ooxml.workbook import Workbook

ROOT = Path(__file__).parents[3]
WORKBOOKS = sorted(
    path
    for folder in ("workbook_templates", "tests")
    for path in (ROOT / folder).rglob("*.xls[xm]")
    if path.parent.name != "hostile"  # damaged on purpose, each in its own way
)

FORMATS = [
    *("General", "0.00", "yyyy-mm-dd", "yyyy年m月", 'yyyy"年"m"月"', "h:mm", "[h]:mm", "[h]", "[ss]", "[s]0"),
    *("mm:ss.0", "AM/PM", "h AM/PM", "[$-804]yyyy", "[Red]0.0", "[Red]yyyy", "[DBNum1]0", "yyyy [h]"),
    *('"d"0', "\\d0", "_d0", "*d0", "0;[Red]yyyy", "General;d", "@", "E"),
]
NUMBERS = ["0", "-1", "0.5", "1", "59", "60", "61", "45000", "45000.25", "45000.999999999", "3000000", "1E3"]
TEXTS = [
    *(
        "<t> a </t>",
        '<t xml:space="preserve"> a </t>',
        "<t/>",
        "",
        "<t>a&amp;b\r\n&#13;c</t>",
        "<t>a_x000D_b</t>",
    ),
    *(
        "<t>_x005F_x000D_</t>",
        "<t>a</t><rPh><t>b</t></rPh>",
        '<r><t>a </t></r><r><t xml:space="preserve"> b</t></r>',
    ),
]
CELLS = [
    *('t="b"><v>1</v>', 't="b"><v>true</v>', 't="b"><v>0</v>', 't="b"><v>false</v>', 't="e"><v>#REF!</v>'),
    *('t="str"><v> a </v>', 't="str"><v>a_x000D_b</v>', 't="str"><f>x</f><v></v>', "><f>1+1</f><v>2</v>"),
    *('t="inlineStr"><v>a</v>', "><is><t>5</t></is>", 't="n"><v></v>', "><f>1+1</f>", "><v></v>"),
    *(
        f't="d"><v>{text}</v>'
        for text in ("2024-01-02", "2024-01-02T03:04:05", "03:04:05", "2024-01-02T03:04:05Z")
    ),
    *(f't="d"><v>{text}</v>' for text in ("T03:04:05", "PT3H", "x")),
    *(f't="inlineStr"><is>{text}</is>' for text in TEXTS),
    *(f't="s"><v>{number}</v>' for number in range(len(TEXTS))),
]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = {"worksheet": "sheet1.xml", "styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}


def workbook(cells: str, *, from_1904: bool = False) -> bytes:
    """A workbook of one sheet with these cells, style n + 1 being format n."""
    codes = [code.replace("&", "&amp;").replace('"', "&quot;") for code in FORMATS]
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'><workbookPr date1904='{int(from_1904)}'/>"
        "<sheets><sheet name='S' sheetId='1' r:id='worksheet'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(KINDS),
        "xl/styles.xml": f"<styleSheet xmlns='{MAIN}'><numFmts>"
        + "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
        + "</numFmts><cellXfs><xf/>"
        + "".join(f"<xf numFmtId='{n}'/>" for n in [*range(200, 200 + len(codes)), *range(82)])
        + "</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst xmlns='{MAIN}'>"
        + "".join(f"<si>{text}</si>" for text in TEXTS)
        + "</sst>",
        "xl/sheet1.xml": f"<worksheet xmlns='{MAIN}'><sheetData>{cells}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def relations(targets: dict[str, str]) -> str:
    lines = (
        f"<Relationship Id='{kind}' Type='{RELATIONS}/{kind}' Target='{part}'/>"
        for kind, part in targets.items()
    )
    return f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{''.join(lines)}</Relationships>"


def told(rows: list[list[Any]]) -> list[list[str]]:
    """The values with their kinds (repr tells 1 from 1.0, a date from a moment), blank edges left aside."""
    lines = [[repr(value) for value in row] for row in rows]
    for line in lines:
        while line and line[-1] == "None":
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    return lines


def both(data: bytes, sheet: str) -> tuple[Any, Any]:
    plain, fast = (
        PlainValues(Workbook(Package(data))).block(sheet),
        CalamineValues(Workbook(Package(data))).block(sheet),
    )
    return (told(plain[0]), plain[1]), (told(fast[0]), fast[1])


def test_there_are_workbooks() -> None:
    assert len(WORKBOOKS) >= 12


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_workbook_reads_the_same(path: Path) -> None:
    data = path.read_bytes()
    for sheet in asked_for(data):
        plain, fast = both(data, sheet)
        assert plain == fast


def asked_for(data: bytes) -> list[str]:
    """The sheets that a reader is asked for: none of a file refused before, none that stretches too far."""
    try:
        workbook = Workbook(Package(data))
        return [sheet for sheet in workbook.sheets if not far_corner(workbook.sheet_part(sheet), 1_000_000)]
    except FileProblem:
        return []


@pytest.mark.parametrize("from_1904", [False, True])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_what_its_format_shows(number: str, from_1904: bool) -> None:
    styles = range(1 + len(FORMATS) + 82)
    cells = "".join(f'<row r="{n + 1}"><c r="A{n + 1}" s="{n}"><v>{number}</v></c></row>' for n in styles)
    plain, fast = both(workbook(cells, from_1904=from_1904), "S")
    assert plain == fast


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_of_every_kind(cell: str) -> None:
    plain, fast = both(workbook(f'<row r="2"><c r="B2" {cell}</c></row>'), "S")
    assert plain == fast


@pytest.mark.parametrize("cell", ['t="s"><v>99</v>', 't="zz"><v>1</v>', "><v>one</v>"])
def test_a_damaged_cell_is_said(cell: str) -> None:
    values = PlainValues(Workbook(Package(workbook(f'<row r="1"><c r="A1" {cell}</c></row>'))))
    with pytest.raises(FileProblem, match="内容已损坏"):
        values.block("S")
