"""An .ods gives the values, formats and merged cells that an office shows; what cannot be read is named."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from xlfuncs.cells import CellError, Value
from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook
from xlfuncs.files.kinds.ods import read_ods
from xlfuncs.files.results.beside import NOT_CALCULATED
from xlfuncs.sheets import Sheet

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
SPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())


def ods(rows: str, *, before: str = "", manifest: str = "<manifest/>") -> bytes:
    content = (
        f"{before}<office:document-content {SPACES}><office:body><office:spreadsheet>"
        '<table:tracked-changes><table:table-cell office:value-type="string"><text:p>删去的</text:p>'
        f'</table:table-cell></table:tracked-changes><table:table table:name="表">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def sheet(rows: str) -> Sheet:
    (found,) = read_ods(ods(rows))
    return found


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def cell(attributes: str = "", shown: str | None = None) -> str:
    return f"<table:table-cell {attributes}>{'' if shown is None else f'<text:p>{shown}</text:p>'}</table:table-cell>"


FORMULA = 'table:formula="of:=SUM([.B1~.C1])"'  # nobody here can calculate it: its stored result is read


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        (cell('office:value-type="float" office:value="1234.5"', "1,234.50"), 1234.5),
        (cell('office:value-type="percentage" office:value="0.8617"', "86%"), 0.8617),
        (cell('office:value-type="currency" office:value="12" office:currency="CNY"', "¥12"), 12.0),
        (cell('office:value-type="boolean" office:boolean-value="true"', "TRUE"), True),
        (cell('office:value-type="boolean" office:boolean-value="false"', "FALSE"), False),
        (cell('office:value-type="date" office:date-value="2022-12-31"', "去年底"), dt.date(2022, 12, 31)),
        (
            cell('office:value-type="date" office:date-value="2022-12-31T08:30:00.000000000"', "x"),
            dt.datetime(2022, 12, 31, 8, 30),
        ),
        (cell('office:value-type="date" office:date-value="12022-12-31"', "12022年"), "12022年"),
        (cell('office:value-type="time" office:time-value="PT08H30M00S"', "8:30"), dt.time(8, 30)),
        (cell('office:value-type="time" office:time-value="PT30H00M00S"', "30:00"), dt.timedelta(hours=30)),
        (cell('office:value-type="string"', "甲<text:s text:c='2'/>乙</text:p><text:p>丙"), "甲  乙\n丙"),
        (cell('office:value-type="string"', "<text:a>链接</text:a><text:line-break/>后"), "链接\n后"),
        (cell("", "没有类型"), "没有类型"),
        (cell('office:value-type="string"', "#REF!"), "#REF!"),  # typed, not calculated
        (cell(), None),
        (cell('office:value-type="void"'), None),
        # formulas
        (cell(f'{FORMULA} office:value-type="string" office:string-value="共3项"', "共3项"), "共3项"),
        (
            cell(f'{FORMULA} office:value-type="string" calcext:value-type="error"', "#REF!"),
            CellError("#REF!"),
        ),
        (
            cell(f'{FORMULA} office:value-type="string" office:string-value="#DIV/0!"', "#DIV/0!"),
            CellError("#DIV/0!"),
        ),
        (cell(f'{FORMULA} office:value-type="float" office:value="0"', "Err:502"), CellError("Err:502")),
        (cell(f'{FORMULA} office:value-type="float" office:value="0"', "错误:502"), CellError("错误:502")),
        (cell(FORMULA, ""), None),  # gives empty text
        (cell(FORMULA), NOT_CALCULATED),
    ],
)
def test_one_cell(xml: str, value: Value) -> None:
    found = sheet(row(xml))
    assert found.value(0, 0) == value
    assert type(found.value(0, 0)) is type(value)
    assert found.formulas == ({(0, 0)} if "formula" in xml else set())


def test_a_note_is_not_the_cell() -> None:
    note = "<office:annotation><text:p>请核实</text:p></office:annotation>"
    xml = cell('office:value-type="string"', "甲").replace("<text:p>", f"{note}<text:p>", 1)
    assert sheet(row(xml)).rows == [["甲"]]


def test_repeated_and_merged_cells() -> None:
    five = 'office:value-type="float" office:value="5" table:number-columns-repeated="2"'
    title = 'office:value-type="string" table:number-columns-spanned="3" table:number-rows-spanned="2"'
    found = sheet(
        f"<table:table-header-rows>{row(cell(title, '标题'), '<table:covered-table-cell/>')}"
        f"</table:table-header-rows>{row(times=2)}"
        f"<table:table-row-group>{row(cell(), cell(five, '5'), times=2)}</table:table-row-group>"
        + row(cell('table:number-columns-repeated="16384"'), times=1048571)
    )
    assert found.rows == [["标题"], [], [], [None, 5.0, 5.0], [None, 5.0, 5.0]]
    assert found.merged == [(0, 0, 1, 2)]


def test_a_matrix_formula_fills_its_block() -> None:
    first = f'{FORMULA} table:number-matrix-rows-spanned="2" table:number-matrix-columns-spanned="1" '
    number = 'office:value-type="float" office:value="3"'
    assert sheet(row(cell(first + number, "3")) + row(cell(number, "3"))).formulas == {(0, 0), (1, 0)}


def test_content_to_the_end_of_the_sheet_is_refused() -> None:
    one = 'office:value-type="float" office:value="1" table:number-columns-repeated="16384"'
    with pytest.raises(FileProblem, match="“表”：内容一直延伸到 XFD1048576"):
        sheet(row(cell(one, "1"), times=1048576))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ods("", manifest="<manifest:encryption-data/>"), "打开密码"),
        (ods("", before='<!DOCTYPE x [<!ENTITY a "aa">]>'), "DOCTYPE"),
        (ods("<table:table-row>"), "已损坏"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "自评.ods"
    path.write_bytes(data)
    with pytest.raises(FileProblem, match=rf"自评\.ods：.*{message}"):
        FileBook.open(path)


@pytest.mark.parametrize("held", ['office:value="一"', 'office:value="1,120"', ""])
def test_a_number_that_is_none_stands_at_its_cell(held: str) -> None:
    made = row(cell(f'office:value-type="float" {held}', "12"), cell("", "甲"))
    assert sheet(made).rows == [[CellError("#VALUE!"), "甲"]]


def test_the_name_may_lie(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(ods(row(cell("", "甲"))))
    book = FileBook.open(path)
    assert book.sheet_names() == ["表"]
    book.save(tmp_path / "b.xlsx")
    assert FileBook.open(tmp_path / "b.xlsx").read("表").rows == [["甲"]]


def number(value: float, formula: str = "") -> str:
    said = f'table:formula="of:={formula}"' if formula else ""
    return cell(f'{said} office:value-type="float" office:value="{value}"', f"{value:g}")


def test_a_stored_result_that_the_file_contradicts_is_calculated_anew() -> None:
    found = sheet(
        row(number(18), number(20), number(0, "ROUND([.A1]/[.$B$1]*10;2)"))
        + row(number(5), number(5, "[.A2]"), number(14, "SUM([.A1:.A2];[$表.B2])"))
        + row(number(1), number(1), number(7, "LOG10([.A1])"))
    )
    assert [line[2] for line in found.rows] == [9.0, 28.0, 7.0]
    assert found.outdated == {(0, 2): 0.0, (1, 2): 14.0}
    assert found.unverified == {(2, 2)}
