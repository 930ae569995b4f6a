"""文件识别 — what a file is by its content, whatever its name says, and its sheets behind one small interface."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Literal

from xlfuncs.errors import FileProblem
from xlfuncs.files.kinds.odd_zip import usually_named
from xlfuncs.files.kinds.xlsx import XlsxFile
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.parts import relations
from xlfuncs.sheets import Sheet

# What has macros, .xlsm, is of the kind of .xlsx; "fods" is OpenDocument in one XML file.
Kind = Literal["xlsx", "xls", "ods", "fods", "xml2003", "html", "mhtml", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of encrypted .xlsx
_ZIP = b"PK\3\4"
_START = 8000  # characters that show what a text is
_PAGE = re.compile(
    r"(?:\s|<!--(?:(?!-->).)*-->|<\?xml(?:(?!\?>).)*\?>)*"
    r"<(?:!doctype html|html|head|meta|body|table|style|title|div|center|form|font|span|p|h[1-6])\b",
    re.I | re.S,
)
_MAIL = re.compile(r"(?:mime-version|from|content-type|subject|date):", re.I)
_TOGETHER = {"fods": "ods", "mhtml": "html"}  # kinds that are read by another's module
_SAVE, _UNPACK = ("请用办公软件打开后另存为 .xlsx", "save it as .xlsx"), ("请先解压", "unpack it")
_COPY = ("请把其中的表格复制到工作簿，存为 .xlsx", "copy its table into a workbook")
_ASK = ("请取得原来的工作簿", "ask for the workbook itself")
_BEGINNINGS = {  # what a file is, and what to do, in both languages
    b"%PDF": (" PDF 文件", "a PDF", _ASK),
    b"\x89PNG": ("图片", "a picture", _ASK),
    b"\xff\xd8\xff": ("图片", "a picture", _ASK),
    b"{\\rtf": (" RTF 文档", "an RTF document", _COPY),
    b"ID;P": (" SYLK 文件（.slk）", "a SYLK file (.slk)", _SAVE),
    b"TABLE\r\n0,1": (" DIF 文件（.dif）", "a DIF file (.dif)", _SAVE),
    b"Rar!": (" RAR 压缩包", "a RAR archive", _UNPACK),
    b"7z\xbc\xaf": (" 7z 压缩包", "a 7z archive", _UNPACK),
    b"\x1f\x8b": (" gzip 压缩包", "a gzip archive", _UNPACK),
}


class WholeFile:
    """一个读入的文件 — its sheets, of a kind that is read as a whole; as an `XlsxFile` gives them."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}

    def sheet_names(self) -> list[str]:
        """The worksheets in order, hidden ones too."""
        return list(self._sheets)

    def read(self, sheet: str) -> Sheet:
        """One of them."""
        return self._sheets[sheet]


def file_sheets(data: bytes) -> XlsxFile | WholeFile:
    """打开工作表 — by what the content is; FileProblem where it is no workbook, damaged or locked.

    >>> file_sheets(b"just text")
    Traceback (most recent call last):
    xlfuncs.errors.FileProblem: 不是工作簿，而是文本文件；请用办公软件打开后另存为 .xlsx | ...
    """
    if data.startswith(_ZIP):  # opened once, for its kind and for its sheets
        package = usually_named(Package(data))
        kind: Kind = _of_zip(package)
        if kind == "xlsx":
            return XlsxFile(package)
    else:
        kind = kind_of(data)
    # Each with a library, rarely needed.
    reader = import_module(f"xlfuncs.files.kinds.{_TOGETHER.get(kind, kind)}")
    read: Callable[[bytes], Sequence[Sheet]] = getattr(reader, f"read_{kind}")
    return WholeFile(read(data))


def kind_of(data: bytes) -> Kind:
    """工作簿的种类 — FileProblem, saying what it is, for what is no workbook that can be read."""
    if not data:
        raise FileProblem("文件是空的（0 字节），请重新取得此文件 | the file is empty")
    if data.startswith(_OLE):
        return _of_ole(data)
    if data.startswith(_ZIP):
        return _of_zip(usually_named(Package(data)))
    if known := next((what for start, what in _BEGINNINGS.items() if data.startswith(start)), None):
        raise _no_workbook(*known)
    return _of_text(data)


def _no_workbook(zh: str, en: str, to_do: tuple[str, str]) -> FileProblem:
    return FileProblem(f"不是工作簿，而是{zh}；{to_do[0]} | no workbook but {en}; {to_do[1]}")


def _of_ole(data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileProblem(
            "文件设有打开密码，无法读取；请在办公软件中取消密码后再试 | protected by a password"
        )
    if not any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        raise _no_workbook("旧版 Word 或其他 Office 文件", "another Office file", _COPY)
    return "xls"


def _of_zip(package: Package) -> Kind:
    mimetype = package.read("mimetype") if "mimetype" in package else b""
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if b"opendocument" in mimetype:
        raise _no_workbook("其他 OpenDocument 文档", "another OpenDocument file", _COPY)
    if "[Content_Types].xml" not in package:
        raise _no_workbook("普通压缩包", "an archive", _UNPACK)
    main = [relation.target for relation in relations(package, "") if relation.kind == "officeDocument"]
    if any(part.startswith(("word/", "ppt/")) for part in main):
        raise _no_workbook(" Word 或 PowerPoint 文件", "a Word or PowerPoint file", _COPY)
    if any(part.endswith(".bin") for part in main):  # no reader we know of tells its error values from blanks
        raise FileProblem(
            "是 .xlsb（二进制工作簿），读不出其中的错误值；请用办公软件打开后另存为 .xlsx"
            " | a binary workbook (.xlsb); save it as .xlsx"
        )
    return "xlsx"


def _of_text(data: bytes) -> Kind:
    """What budget systems export, often under the name of an .xls."""
    from xlfuncs.files.kinds.text import decoded, is_text_table

    text = decoded(data)
    if text is None:
        raise _no_workbook("无法识别的二进制文件", "an unknown binary file", _SAVE)
    start = text[:_START].lstrip("\ufeff \t\r\n")
    spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet" in start
    if start.startswith("<") and spreadsheet and re.search(r"<(?:\w+:)?Workbook\b", start):
        return "xml2003"
    if start.startswith("<") and "opendocument.spreadsheet" in start:
        return "fods"
    if _MAIL.match(start) and "multipart/related" in start.lower():
        return "mhtml"
    if _PAGE.match(start):
        return "html"
    if start.startswith("<?xml"):
        raise _no_workbook("其他 XML 文件", "other XML", _SAVE)
    if not is_text_table(text):
        raise _no_workbook("文本文件", "a text file", _SAVE)
    return "text"
