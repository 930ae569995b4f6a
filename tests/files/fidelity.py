"""A workbook with everything that careless writers lose, and small tools to look inside files."""

from __future__ import annotations

import io
import itertools
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import openpyxl
import xlsxwriter

from xlfuncs.reports import Report

SHEET = "绩效自评表"
SCORES = [(row, 8) for row in range(2, 62)]  # I3:I62, every other one a formula
MARKS = {"错误": "FFC7CE", "警告": "FFEB9C", "提示": "DDEBF7"}
REPORT = Report(
    [["核对结果"], ["代码", "级别", "说明"], ["X", "错误", "填报 0，应得 2.00"]],
    [8, 8, 20],
    [24, 14, 14],
    1,
    MARKS,
)


def fidelity_workbook(path: Path) -> Path:
    """Written by XlsxWriter, with the parts it cannot write added by hand."""
    plain = path.with_suffix(".plain")
    _written(plain)
    parts = unzipped(plain)
    plain.unlink()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    _append(
        parts,
        "_rels/.rels",
        '<Relationship Id="rIdUI" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
        'Target="customUI/customUI14.xml"/>',
    )
    _append(
        parts,
        "xl/_rels/workbook.xml.rels",
        f'<Relationship Id="rIdCX" Type="{relation}/customXml" Target="../customXml/item1.xml"/>'
        f'<Relationship Id="rIdCC" Type="{relation}/calcChain" Target="calcChain.xml"/>',
    )
    _append(
        parts,
        "xl/worksheets/_rels/sheet1.xml.rels",
        f'<Relationship Id="rIdPS" Type="{relation}/printerSettings" Target="../printerSettings/p1.bin"/>',
    )
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    _append(
        parts,
        "[Content_Types].xml",
        f'<Override PartName="/xl/calcChain.xml" ContentType="{kinds}.calcChain+xml"/>'
        f'<Override PartName="/xl/printerSettings/p1.bin" ContentType="{kinds}.printerSettings"/>',
    )
    parts["customUI/customUI14.xml"] = (
        '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs><tab id="t" '
        'label="绩效评分"><group id="g" label="评分"/></tab></tabs></ribbon></customUI>'
    ).encode()
    parts["customXml/item1.xml"] = b"<meta xmlns='urn:x'><batch>2025</batch></meta>"
    parts["xl/printerSettings/p1.bin"] = bytes(64) + b"PRN" * 30
    chain = "".join(f'<c r="I{row + 1}" i="1"/>' for row, _ in SCORES[1::2])
    parts["xl/calcChain.xml"] = (
        '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'{chain}<c r="I63" i="1"/></calcChain>'
    ).encode()
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<pageSetup ", b'<pageSetup r:id="rIdPS" ', 1)
    notes = parts["xl/worksheets/sheet2.xml"]  # F1:F3 as one shared formula
    notes = notes.replace(b"<f>E1*2</f>", b'<f t="shared" ref="F1:F3" si="0">E1*2</f>')
    parts["xl/worksheets/sheet2.xml"] = re.sub(rb"<f>E[23]\*2</f>", b'<f t="shared" si="0"/>', notes)
    return zipped(parts, path)


def _written(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet, notes = book.add_worksheet(SHEET), book.add_worksheet("填表说明")
    vba = zipfile.ZipFile(str(files("xlwings") / "quickstart.xlsm")).read("xl/vbaProject.bin")
    book.add_vba_project(io.BytesIO(vba), is_stream=True)
    text = book.add_format({"border": 1, "text_wrap": True, "font_name": "宋体"})
    number = book.add_format({"border": 1, "num_format": "0.00"})
    sheet.merge_range("A1:J1", "项目支出绩效自评表", text)
    heads = ["一级指标", "二级指标", "编码", "三级指标", "指标值", "完成值", "单位", "分值", "得分", "说明"]
    for column, head in enumerate(heads):
        sheet.write(1, column, head, text)
    for row, _ in SCORES:
        for column, words in enumerate(
            ["产出指标", "数量指标", f"ZB{row:04d}", f"新建里程（第{row - 1}项）"]
        ):
            sheet.write(row, column, words, text)
        sheet.write(row, 4, 100 + row, number)
        sheet.write(row, 5, 90 + row, number)
        sheet.write(row, 6, "公里", text)
        sheet.write(row, 7, 1.5, number)
        if row % 2:
            sheet.write_formula(row, 8, f"=ROUND(MIN(F{row + 1}/E{row + 1},1)*H{row + 1},2)", number, 0)
        else:
            sheet.write_blank(row, 8, None, number)
    bold, red = book.add_format({"bold": True}), book.add_format({"color": "red"})
    sheet.write_rich_string("J3", bold, "偏差", red, "原因", text)
    sheet.write_formula("I63", "=SUM(I3:I62)", number, 0)
    notes.write_formula("A1", f"='{SHEET}'!I63", None, 0)
    notes.write_formula("A2", f"=SUMPRODUCT({SHEET}!E3:E62)", None, 0)
    notes.write_formula("A3", '=IF(A1>80,"优秀","良好")', None, "")
    for row in range(3):
        notes.write(row, 4, row + 1)
        notes.write_formula(row, 5, f"=E{row + 1}*2", None, 2 * row + 2)
    notes.write_array_formula("H1:H3", "{=E1:E3*A1}", None, 0)
    stamp = {"image_data": io.BytesIO(picture())}
    sheet.insert_image("L2", "stamp.png", stamp)
    sheet.insert_textbox("L8", "审核人签字：", {"width": 200, "height": 60})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{SHEET}'!$I$3:$I$62", "name": "得分"})
    sheet.insert_chart("L14", chart)
    sheet.insert_button("L30", {"macro": "SampleCall", "caption": "一键评分"})
    sheet.data_validation("G3:G62", {"validate": "list", "source": ["公里", "%", "人次"]})
    low = {"type": "cell", "criteria": "<", "value": 1, "format": book.add_format({"bg_color": "#FFC7CE"})}
    sheet.conditional_format("I3:I62", low)
    sheet.conditional_format("H3:H62", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("K3", {"range": f"{SHEET}!E3:F3"})
    sheet.write_comment("I3", "请按评分规则计分", {"author": "审计"})
    sheet.protect("", {"format_cells": True})
    sheet.freeze_panes(2, 0)
    sheet.set_header("&L&G", {"image_left": "stamp.png", "image_data_left": io.BytesIO(picture())})
    sheet.repeat_rows(1)
    sheet.print_area("A1:J63")
    sheet.write_url("J5", "https://example.org/", text, "附件")
    book.define_name("总分", f"='{SHEET}'!$I$63")
    book.set_custom_property("批次", "2025-01")
    notes.add_table("C13:D16", {"columns": [{"header": "项"}, {"header": "值"}]})
    book.close()


def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    size = struct.pack(">2L5B", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xc8\x1e\x1e" * 8) * 8)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def unzipped(file: Path | bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The file with one part changed; the change must be one."""
    parts = unzipped(path)
    new = change(parts[part])
    assert new != parts[part]
    return zipped(parts | {part: new}, path)


def differing_parts(before: Path, after: Path) -> set[str]:
    old, new = unzipped(before), unzipped(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def cells(path: Path) -> dict[str, tuple[str, str]]:
    """Every cell's value or formula, and its style, as an independent reader sees them."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # of what it would lose
        book = openpyxl.load_workbook(path, rich_text=True)
    found = {}
    for sheet in book.worksheets:
        for cell in itertools.chain.from_iterable(sheet.iter_rows()):
            value = getattr(cell.value, "text", cell.value)  # an array formula's text
            style = (cell.number_format, cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
            if value is not None or cell.has_style:
                found[f"{sheet.title}!{cell.coordinate}"] = repr(value), repr(style)
    return found


def _append(parts: dict[str, bytes], part: str, content: str) -> None:
    head, closing, tail = parts[part].rpartition(b"</")
    parts[part] = head + content.encode() + closing + tail
