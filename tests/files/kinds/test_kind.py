"""A file is what its content says, not what its name says; what cannot be read is refused by what it is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def archive(method: int = zipfile.ZIP_STORED, /, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def workbook() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="{}"/></Relationships>'
)
NO_WORKBOOKS = {
    "empty": (b"", "空的"),
    "text": ("关于报送自评表的通知\n各单位：".encode("gbk"), "文本文件"),
    "html": (b"\xef\xbb\xbf<html><table>", "网页"),
    "xml": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "XML 表格 2003",
    ),
    "pdf": (b"%PDF-1.7", "PDF"),
    "picture": (b"\x89PNG\r\n", r"图片；请取得原来的工作簿 \| .*: no workbook but a picture; ask for"),
    "rar": (b"Rar!\x1a\x07", r"RAR 压缩包；请先解压 \| .*: no workbook but a RAR archive; unpack it"),
    "slk": (b'ID;PWXL;N;E\r\nC;Y1;X1;K"a"\r\nE\r\n', r"SYLK 文件（.slk）；请用办公软件打开后另存为 .xlsx \|"),
    "dif": (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "DIF 文件（.dif）；请用办公软件打开"),
    "gzip": (b"\x1f\x8b\x08", "gzip 压缩包；请先解压"),
    "binary": (b"\x00\x01\x02", "二进制"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "word 97": (OLE + "WordDocument".encode("utf-16-le"), "旧版 Word"),
    "xls in name only": (OLE + "Workbook".encode("utf-16-le"), "已损坏"),
    "zip": (archive(a="1"), "普通压缩包"),
    "bzip2": (archive(zipfile.ZIP_BZIP2, a="1"), "办公软件不用的压缩方式.*请解压后重新压缩"),
    "lzma": (archive(zipfile.ZIP_LZMA, a="1"), "办公软件不用的压缩方式.*请解压后重新压缩"),
    "word": (
        archive(**{"[Content_Types].xml": "<a/>", "_rels/.rels": RELATIONS.format("word/document.xml")}),
        "Word 或 PowerPoint 文件；请把其中的表格复制到工作簿",
    ),
    "writer": (
        archive(mimetype="application/vnd.oasis.opendocument.text"),
        "其他 OpenDocument 文档；请把其中的表格复制到工作簿",
    ),
    "no workbook part": (
        archive(**{"[Content_Types].xml": "<a/>", "_rels/.rels": RELATIONS.format("xl/workbook.xml")}),
        "没有工作簿部件",
    ),
    "xlsb": (
        archive(**{"[Content_Types].xml": "<a/>", "_rels/.rels": RELATIONS.format("xl/workbook.bin")}),
        r"\.xlsb（二进制工作簿）.*另存为 \.xlsx",
    ),
    "broken xml": (
        archive(
            **{
                "[Content_Types].xml": "<a/>",
                "_rels/.rels": RELATIONS.format("xl/workbook.xml"),
                "xl/workbook.xml": "<workbook",
            }
        ),
        "XML 已损坏",
    ),
    "truncated": (workbook()[:-200], "不完整或已损坏"),
    "only a beginning": (workbook()[:40], "不完整或已损坏"),
}


@pytest.mark.parametrize("case", NO_WORKBOOKS)
def test_no_workbook_is_named_for_what_it_is(tmp_path: Path, case: str):
    content, message = NO_WORKBOOKS[case]
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=f"自评表.xlsx：.*{message}"):
        FileBook.open(path)
    assert path.read_bytes() == content


def test_a_folder_and_a_missing_file(tmp_path: Path):
    with pytest.raises(FileProblem, match="这是文件夹"):
        FileBook.open(tmp_path)
    with pytest.raises(FileProblem, match=r"无\.xlsx：找不到该文件"):
        FileBook.open(tmp_path / "无.xlsx")


def test_the_name_may_lie(tmp_path: Path):
    path = tmp_path / "a.xls"
    path.write_bytes(workbook())
    assert FileBook.open(path).lossless
