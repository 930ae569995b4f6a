"""What budget systems export under the name of an .xls, and zips with odd names, read as the .xlsx they stand for."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import openpyxl
import pytest

from tests.engines import Office
from xlfuncs.cells import CellError
from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook
from xlfuncs.files.kinds.kind import kind_of
from xlfuncs.refresh.score_file import check_file, score_file
from xlfuncs.sheets import NumberFormat, Sheet

CASES = Path(__file__).parents[2] / "cases"
EXPORTS = ["html.xls", "xml2003.xls", "gbk.csv", "backslash.xlsx", "no_fills.xlsx"]
EXPORTS += ["base.ods", "base.fods", "base.xls"]
PERCENT = NumberFormat(2, after="%")


def read(content: str | bytes, path: Path) -> Sheet:
    """The first sheet of such a file."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    book = FileBook.open(path)
    return book.read(book.sheet_names()[0])


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_scores_as_the_workbook_does(name: str, tmp_path: Path) -> None:
    (base,), (export,) = check_file(CASES / "base.xlsx"), score_file(CASES / name, tmp_path / "评.xlsx")
    assert [(s.item.name, s.score) for s in export.scores] == [(s.item.name, s.score) for s in base.scores]
    assert (export.total, export.entered_total) == (91.92, 91.92)


@pytest.mark.parametrize("name", EXPORTS)
def test_what_is_written_reads_back_the_same_everywhere(name: str, tmp_path: Path, office: Office) -> None:
    score_file(CASES / name, tmp_path / "评.xlsx")
    (ours,) = check_file(tmp_path / "评.xlsx")
    again = office.convert(tmp_path / "评.xlsx", "xlsx", tmp_path / "再存.xlsx")
    (theirs,) = check_file(again)
    assert (ours.total, theirs.total) == (91.92, 91.92)
    for path in (tmp_path / "评.xlsx", again):
        sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
        assert (sheet["E17"].value, sheet["H20"].value) == (120, 91.92)


def _with_bom(data: bytes) -> bytes:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
    return codecs.BOM_UTF8 + head + b"Content-Transfer-Encoding: 8bit\n\n" + data + b"\n--b--\n"


def _with_prefixes(data: bytes) -> bytes:
    spelled = re.sub(rb"<(/?)(?=[A-Z][A-Za-z]+[\s/>])", rb"<\1ss:", data)
    return spelled.replace(b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"', b"", 1)


def _of_numbers(data: bytes) -> bytes:
    return re.sub(rb"(?<=,)(?=\d+(?:\.\d+)?%?[,\r\n])", b"'", data)


SPELLINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("html.xls", lambda data: b"<!-- x -->\n<center>" + data[data.index(b"<table") :] + b"</center>"),
    ("html.xls", _with_bom),
    ("xml2003.xls", _with_prefixes),
    ("gbk.csv", _of_numbers),
    ("gbk.csv", lambda data: data.replace("师资不足".encode("gbk"), "师资不足".encode("gbk")[:-1])),
    (
        "gbk.csv",
        lambda data: data.decode("gbk").encode().replace("师资不足".encode(), "师资不足".encode()[:-1]),
    ),
]


@pytest.mark.parametrize(("name", "spell"), SPELLINGS)
def test_an_export_as_others_spell_it(name: str, spell: Callable[[bytes], bytes], tmp_path: Path) -> None:
    data = (CASES / name).read_bytes()
    changed = spell(data)
    assert changed != data
    (tmp_path / "a.xls").write_bytes(changed)
    (table,) = check_file(tmp_path / "a.xls")
    assert (len(table.scores), table.total, table.entered_total) == (9, 91.92, 91.92)


def test_a_table_that_a_page_does_not_show_is_a_hidden_sheet(tmp_path: Path) -> None:
    page = (CASES / "html.xls").read_text("utf-8")
    table = page[page.index("<table") : page.index("</table>") + 8]
    unseen = f'<div style="DISPLAY: none">{table}</div>{table.replace("<table", "<table hidden", 1)}'
    (tmp_path / "a.xls").write_text(page.replace("<table", f"{unseen}<table", 1), "utf-8")
    (result,) = check_file(tmp_path / "a.xls")
    assert result.total == 91.92
    assert "hidden-sheet" in {found.code for found in result.findings}


def test_a_page_is_read_as_it_shows(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><style>.rate {mso-number-format:"0\\.00%"} .text {mso-number-format:"\\@"}
    </style><script>var x = "<table>";</script></head><body><h2>自评表</h2><p>（2023&nbsp;年）</p>
    <table><caption>金额</caption>
    <tr><th rowspan=2>一级<br>指标</th><th colspan="2">分值</th></tr>
    <tr><td>1,262,900.50</td><td class=rate x:num="0.95">95.00%</td></tr>
    <tr style="display: none"><td class=text>0012</td><td>98.22%</td><td x:str>12</td></tr></table></body></html>"""
    sheet = read(page, tmp_path / "导出.xls")
    assert sheet.rows == [
        ["自评表"],
        ["（2023 年）"],
        ["金额"],
        ["一级\n指标", "分值"],
        [None, 1262900.5, 0.95],
        ["0012", 0.9822, "12"],
    ]
    assert sheet.merged == [(3, 0, 4, 0), (3, 1, 3, 2)]
    assert sheet.formats == {(4, 2): PERCENT, (5, 1): PERCENT}
    assert sheet.hidden_rows == {5}


def test_a_page_in_gbk_whatever_it_says(tmp_path: Path) -> None:
    page = "<html><head><meta charset=utf-8></head><table><tr><td>项目支出绩效自评表</td></tr></table></html>"
    assert read(page.encode("gbk"), tmp_path / "a.xls").rows == [["项目支出绩效自评表"]]


def test_a_layout_table_holds_others(tmp_path: Path) -> None:
    page = "<table><tr><td>左<table><tr><td>甲</td><td>1</td></tr></table></td><td>右</td></tr></table>"
    assert read(page, tmp_path / "a.xls").rows == [["左"], ["甲", 1.0], ["右"]]


def test_a_web_archive_gives_its_sheets_by_name(tmp_path: Path) -> None:
    archive = MIMEMultipart("related")
    frames = """<html><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>自评表</x:Name>
    <x:WorksheetSource HRef="a.files/sheet001.htm"/></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml>
    <frameset></frameset></html>"""
    for where, page in (
        ("file:///C:/a.htm", frames),
        ("file:///C:/a.files/sheet001.htm", "<html><table><tr><td>得分</td></tr></table></html>"),
    ):
        part = MIMEText(page, "html", "utf-8")
        part["Content-Location"] = where
        archive.attach(part)
    sheet = read(archive.as_bytes(), tmp_path / "a.mht")
    assert (sheet.name, sheet.rows) == ("自评表", [["得分"]])


XML_2003 = """<?xml version="1.0" encoding="GB2312"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="q" ss:Parent="p"/></Styles><Worksheet ss:Name="自评表"><Table>
<Column ss:Index="3" ss:Hidden="1" ss:StyleID="p"/>
<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">指标</Data></Cell>
<Cell><Data ss:Type="Number">0.9</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="4" ss:StyleID="q" ss:Formula="=1/2"><Data ss:Type="Number">0.5</Data></Cell></Row>
<Row ss:Index="5"><Cell><Data ss:Type="DateTime">2022-12-31T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell><Data ss:Type="Error">#DIV/0!</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetVeryHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


def test_an_xml_spreadsheet_gives_everything_it_says(tmp_path: Path) -> None:
    sheet = read(XML_2003.encode("gb2312"), tmp_path / "a.xls")
    assert sheet.rows[:2] == [["指标", None, 0.9], [None, None, None, 0.5]]
    assert [str(value) for value in sheet.rows[4]] == ["2022-12-31", "True", str(CellError("#DIV/0!"))]
    assert sheet.merged == [(0, 0, 1, 1)]
    assert sheet.formats == {(0, 2): PERCENT, (1, 3): PERCENT}
    assert sheet.formulas == {(1, 3)}
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns), sheet.visibility) == ({1}, {2}, "veryHidden")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_tables(encoding: str, separator: str, tmp_path: Path) -> None:
    lines = [
        ["指标", "指标值", "完成值"],
        ["培训人数", '"≥40\n人"', "38"],
        ["完成率", "95%", "0012"],
        ["分值", '="15"', "8"],
    ]
    text = "\r\n".join(map(separator.join, lines))
    sheet = read(text.encode(encoding), tmp_path / "a.csv")
    assert sheet.rows == [
        ["指标", "指标值", "完成值"],
        ["培训人数", "≥40\n人", 38.0],
        ["完成率", 0.95, "0012"],
        ["分值", 15.0, 8.0],
    ]
    assert sheet.formats == {(2, 1): PERCENT}


def zipped(rename: Callable[[str], str]) -> bytes:
    """base.xlsx with its parts called otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(CASES / "base.xlsx") as base, zipfile.ZipFile(out, "w") as made:
        for info in base.infolist():
            made.writestr(rename(info.filename), base.read(info))
    return out.getvalue()


@pytest.mark.parametrize(
    "rename",
    [
        str.lower,
        str.upper,
        lambda name: name.replace("sharedStrings", "SharedStrings"),
        lambda name: name.replace("worksheets/sheet", "Worksheets/Sheet"),
        lambda name: name.replace("/", "\\").upper(),
        lambda name: f"/{name}",
    ],
    ids=["lower", "upper", "shared strings", "sheets", "backslashes and upper", "slash first"],
)
def test_part_names_do_not_differ_by_case(rename: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(rename))
    assert score_file(path, tmp_path / "b.xlsx")[0].total == 91.92
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["自评表"]["H20"].value == 91.92


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<html><body>请登录</body></html>", "没有表格的网页"),
        (
            '<html><x:WorksheetSource HRef="a.files/sheet001.htm"/><frameset></frameset></html>',
            "旁边的文件夹",
        ),
        ('<?xml version="1.0"?><note/>', "其他 XML"),
        ("just text", "文本文件"),
    ],
)
def test_what_holds_no_table_says_what_it_is_and_what_to_do(content: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=rf"a\.xls：.*{words}.*另存为 \.xlsx"):
        read(content, tmp_path / "a.xls")


def test_formats_and_hidden_parts_go_into_the_new_file(tmp_path: Path) -> None:
    other = '<Worksheet ss:Name="说明"><Table/></Worksheet></Workbook>'
    (tmp_path / "a.xls").write_bytes(XML_2003.replace("</Workbook>", other).encode("gb2312"))
    FileBook.open(tmp_path / "a.xls").save(tmp_path / "b.xlsx")
    before, after = (FileBook.open(tmp_path / name).read("自评表") for name in ("a.xls", "b.xlsx"))
    assert after.formats == before.formats
    assert (after.visibility, after.hidden_rows) == ("veryHidden", before.hidden_rows)
    assert after.hidden_columns == before.hidden_columns


def test_the_kind_of_wps_workbooks_is_that_of_their_content() -> None:
    assert kind_of((CASES / "base.xlsx").read_bytes()) == "xlsx"  # what .et is called does not matter
