"""What strangers send, made from an ordinary table: name → suffix and content."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases"
FILES = sorted((CASES / "hostile").iterdir())

Parts = dict[str, bytes]
Cases = Iterator[tuple[str, str, bytes]]
BOOK, SHEET, STYLES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"
TYPES, RELATIONS, BOOK_RELATIONS = "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
LARGE = 60_000_000  # more than a part may hold where these are read
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "hahahaha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
_QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
_PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://x.invalid/x.dtd"> %p;]>'


@cache
def parts(name: str = "base.xlsx") -> Parts:
    """The parts of an ordinary workbook."""
    with zipfile.ZipFile(CASES / name) as package:
        return {part: package.read(part) for part in package.namelist()}


def packed(changed: Parts, name: str = "base.xlsx") -> bytes:
    """The workbook with some parts changed or new."""
    return zipped([*(parts(name) | changed).items()])


def in_workbook(made: Callable[[], Iterator[tuple[str, Parts]]]) -> Callable[[], Cases]:
    """Ordinary workbooks of which these parts are changed or new."""

    @wraps(made)
    def workbooks() -> Cases:
        for name, changed in made():
            yield name, ".xlsx", packed(changed)

    return workbooks


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        warnings.simplefilter("ignore")  # of two members of one name
        for name, content in members:
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def text(part: str, name: str = "base.xlsx") -> str:
    return parts(name)[part].decode()


def with_prolog(part: str, prolog: str, entity: str, name: str = "base.xlsx") -> Parts:
    """The part with a DOCTYPE before its root, and an entity of it in the root."""
    body = re.sub(r"^\s*<\?xml.*?\?>\s*", "", text(part, name))
    return {part: (prolog + re.sub(r"(<[^>]*[^/])>", rf"\1>{entity}", body, count=1)).encode()}


def in_sheet(old: str, new: str, count: int = 1) -> Parts:
    xml = text(SHEET)
    assert re.search(old, xml), old
    return {SHEET: re.sub(old, lambda _: new, xml, count=count).encode()}


def nested(part: str, depth: int, name: str = "base.xlsx") -> Parts:
    xml = text(part, name)
    end = xml.rindex("</")
    return {part: (xml[:end] + "<a>" * depth + "</a>" * depth + xml[end:]).encode()}


def first_cell(attributes: str, content: str) -> Parts:
    """A row of its own at the end, with one cell."""
    number = re.search(r"(?<=[A-Z])\d+(?=\")", attributes)
    row = f'<row r="{number[0]}">' if number else "<row>"
    return in_sheet("</sheetData>", f"{row}<c {attributes}>{content}</c></row></sheetData>")


def formula(written: str, attributes: str = "") -> Parts:
    return first_cell('r="K90"', f"<f{attributes}>{written}</f>")


def containers() -> Cases:
    plain = packed({})
    for part in (SHEET, STYLES, BOOK, TYPES, BOOK_RELATIONS, "xl/sharedStrings.xml", "docProps/core.xml"):
        yield f"bomb in {part}", ".xlsx", packed({part: b"<a>" + b" " * LARGE})
    yield "bomb in an unrelated part", ".xlsx", packed({"xl/media/a.png": b"\0" * LARGE})
    for part in ("content.xml", "styles.xml", "META-INF/manifest.xml"):
        yield f"bomb in {part}", ".ods", packed({part: b"<a>" + b" " * LARGE}, "base.ods")
    lying = bytearray(packed({SHEET: b"<a>" + b" " * LARGE}))
    for at in [found.start() for found in re.finditer(struct.pack("<L", LARGE + 3), bytes(lying))]:
        lying[at : at + 4] = struct.pack("<L", 1_000)
    yield "a size that lies", ".xlsx", bytes(lying)
    yield "60,000 members", ".xlsx", zipped([*parts().items(), *((f"x/{n}", b"") for n in range(60_000))])
    yield "a zip within", ".xlsx", packed({"xl/embeddings/a.zip": plain})
    yield "names that lead out", ".xlsx", packed({"../../../tmp/escaped.xml": b"<a/>", "/tmp/escaped": b"x"})
    yield "one name twice", ".xlsx", zipped([*parts().items(), (SHEET, b"<worksheet/>")])
    yield "no members", ".xlsx", zipped([])
    yield "only a directory", ".xlsx", zipped([("a/", b"")])
    yield "bytes in front", ".xlsx", b"MZ" + b"\0" * 500 + plain
    yield "bytes behind", ".xlsx", plain + b"\0" * 500
    for length in (4, 30, 100, len(plain) // 2, len(plain) - 5):
        yield f"cut after {length}", ".xlsx", plain[:length]
    encrypted = bytearray(plain)
    for at in [found.start() for found in re.finditer(b"PK\1\2", plain)]:
        encrypted[at + 8] |= 1
    yield "encrypted members", ".xlsx", bytes(encrypted)
    yield "upper case", ".xlsx", zipped([(name.upper(), content) for name, content in parts().items()])
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    old = (CASES / "base.xls").read_bytes()
    yield "OLE of nothing", ".xls", ole
    yield "OLE with a loop in its FAT", ".xls", old[:512] + struct.pack("<128L", *([0] * 128)) + old[1024:]
    yield "OLE with a directory of noise", ".xls", old.replace("Workbook".encode("utf-16-le"), b"W\0" * 8)
    yield "OLE of ones", ".xls", ole + b"\xff" * 5_000 + "Workbook".encode("utf-16-le")
    yield "a password", ".xlsx", ole + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    for start in (0x40, 0x200, 0x800, 0x1400):
        yield f"xls noise at {start}", ".xls", old[:start] + b"\xff\x7f" * 100 + old[start + 200 :]


@in_workbook
def documents() -> Iterator[tuple[str, Parts]]:
    for part in (SHEET, STYLES, BOOK, TYPES, RELATIONS, BOOK_RELATIONS):
        for kind, prolog, entity in (
            ("laughs", _LAUGHS, "&j;"),
            ("quadratic", _QUADRATIC, "&a;" * 10_000),
            ("outside", _OUTSIDE, "&a;"),
            ("parameter", _PARAMETER, ""),
        ):
            yield f"entities ({kind}) in {part}", with_prolog(part, prolog, entity)
        yield f"100,000 levels in {part}", nested(part, 100_000)
        xml = text(part)
        yield f"UTF-16 in {part}", {part: re.sub(r"^<\?xml.*?\?>", "", xml).encode("utf-16")}
        yield f"a mark in {part}", {part: b"\xef\xbb\xbf" + xml.encode()}
        yield f"nothing in {part}", {part: b""}
        long = re.sub(r"(<[A-Za-z][^>]*?)(/?>)", rf'\1 x="{"a" * 3_000_000}"\2', xml, count=1)
        yield f"a long attribute in {part}", {part: long.encode()}
        comment = xml.encode().replace(b"?>", b"?><!--" + b" " * 20_000_000 + b"-->", 1)
        yield f"a long comment in {part}", {part: comment}
    yield (
        "relations in a ring",
        {BOOK_RELATIONS: text(BOOK_RELATIONS).replace("worksheets/sheet1.xml", "workbook.xml").encode()},
    )
    yield "no relations", {BOOK_RELATIONS: b"<Relationships/>"}
    yield "types that do not fit", {TYPES: text(TYPES).replace("worksheet", "styles").encode()}
    yield (
        "a million shared strings",
        (
            {
                "xl/sharedStrings.xml": b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                + b"<si><t>a</t></si>" * 1_000_000
                + b"</sst>"
            }
        ),
    )


@in_workbook
def sheets() -> Iterator[tuple[str, Parts]]:
    for where in (
        "A0",
        "XFE1",
        "A1048577",
        "A2147483648",
        "$A$5",
        "",
        "A",
        "5",
        "a5",
        "甲5",
        "A-5",
        "XFD1048576",
    ):
        yield f"a cell at {where!r}", first_cell(f'r="{where}"', "<v>1</v>")
    for row in ("0", "-1", "2147483648", "x", "", "1"):
        yield f"a row {row!r}", in_sheet("</sheetData>", f'<row r="{row}"><c><v>1</v></c></row></sheetData>')
    for block in ("A5:A1", "XFD1048576:A1", "A1:XFD1048576", "A0:B1", "A1", "x", "A1:B2 C1:D2", ""):
        yield (
            f"merged {block!r}",
            (
                in_sheet(r"</sheetData>", f'</sheetData><mergeCells><mergeCell ref="{block}"/></mergeCells>')
                if "<mergeCells" not in text(SHEET)
                else in_sheet(r"<mergeCells[^>]*>", f'<mergeCells><mergeCell ref="{block}"/>')
            ),
        )
        yield (
            f"validated {block!r}",
            (
                in_sheet(
                    "</worksheet>",
                    f'<dataValidations><dataValidation type="list" sqref="{block}"><formula1>A1:A1048576</formula1>'
                    "</dataValidation></dataValidations></worksheet>",
                )
            ),
        )
        for kind in ("array", "dataTable", "shared"):
            yield f"{kind} {block!r}", formula("1+1", f' t="{kind}" ref="{block}" si="0"')
    yield "a dimension that lies", in_sheet("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    yield "two formulas in a cell", first_cell('r="K90"', "<f>1+1</f>" * 2)
    yield "100,000 formulas in a cell", first_cell('r="K90"', "<f>1+1</f>" * 100_000)
    wide = "".join(f'<c r="{letters(n)}95"><v>1</v></c>' for n in range(16_384))
    yield "16,384 columns", in_sheet("</sheetData>", f'<row r="95">{wide}</row></sheetData>')
    tall = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(100, 1_048_577))
    yield "a million styled rows", in_sheet("</sheetData>", f"{tall}</sheetData>")
    yield "10 MB in a cell", first_cell('r="A95" t="inlineStr"', f"<is><t>{'甲' * 3_300_000}</t></is>")
    for t, v in (("n", "1E400"), ("n", "NaN"), ("n", "x"), ("s", "99"), ("b", "2"), ("d", "x"), ("e", "x")):
        yield f"{v} of type {t}", first_cell(f'r="A95" t="{t}"', f"<v>{v}</v>")


def letters(column: int) -> str:
    high, low = divmod(column, 26)
    return (letters(high - 1) if high else "") + chr(65 + low)


def computed() -> Cases:
    for name, written in {
        "itself": "K90",
        "a ring": "K91",
        "whole columns": "SUM(A:XFD)",
        "volatile": "NOW()+RAND()+INDIRECT(&quot;A1&quot;)",
        "another file": "'[http://x.invalid/a.xlsx]S'!A1",
        "DDE": "cmd|'/c calc'!A0",
        "10,000 parentheses": "(" * 10_000 + "1" + ")" * 10_000,
        "2,000 functions": "IF(1," * 2_000 + "1" + ")" * 2_000,
        "a text without end": "SUBSTITUTE(REPT(&quot;a&quot;,32767),&quot;a&quot;,REPT(&quot;b&quot;,32767))",
        "a text of texts": "REPT(REPT(&quot;x&quot;,32767),32767)",
        "a million letters": "A" * 1_000_000,
        "not closed": "SUM(A1",
    }.items():
        yield f"a formula: {name}", ".xlsx", packed(formula(written))
    chain = "".join(f'<row r="{n}"><c r="K{n}"><f>K{n - 1}+1</f></c></row>' for n in range(100, 50_000))
    yield "a chain of 50,000 formulas", ".xlsx", packed(in_sheet("</sheetData>", f"{chain}</sheetData>"))
    names = "".join(f'<definedName name="n{n}">n{(n + 1) % 5}</definedName>' for n in range(5))
    yield (
        "names in a ring",
        ".xlsx",
        packed(
            {BOOK: text(BOOK).replace("</sheets>", f"</sheets><definedNames>{names}</definedNames>").encode()}
            | formula("n1+1")
        ),
    )


def open_documents() -> Cases:
    body = text("content.xml", "base.ods")
    flat = (CASES / "base.fods").read_text("utf-8")

    def put(at: str, new: str) -> Iterator[tuple[str, bytes]]:
        changed = re.sub(at, lambda found: found[0] + new, body, count=1)
        assert changed != body
        yield ".ods", packed({"content.xml": changed.encode()}, "base.ods")
        yield ".fods", re.sub(at, lambda found: found[0] + new, flat, count=1).encode()

    cell = (
        '<table:table-cell office:value-type="float" office:value="1"{}><text:p>1</text:p></table:table-cell>'
    )
    row = "<table:table-row{}>{}</table:table-row>"
    far, start = "9" * 18, r"<table:table [^>]*>"
    for name, new in {
        "rows without end": row.format(f' table:number-rows-repeated="{far}"', cell.format("")),
        "a million rows": row.format(' table:number-rows-repeated="1048576"', cell.format("")),
        "columns without end": row.format("", cell.format(f' table:number-columns-repeated="{far}"')),
        "a whole sheet": row.format(
            ' table:number-rows-repeated="1048576"', cell.format(' table:number-columns-repeated="16384"')
        ),
        "blank rows without end": row.format(f' table:number-rows-repeated="{far}"', "<table:table-cell/>"),
        "a block without end": row.format("", cell.format(f' table:number-rows-spanned="{far}"')),
        "a block of the sheet": row.format(
            "", cell.format(' table:number-rows-spanned="1048576" table:number-columns-spanned="16384"')
        ),
        "a matrix of the sheet": row.format(
            "",
            cell.format(
                ' table:formula="of:=1" table:number-matrix-rows-spanned="1048576"'
                ' table:number-matrix-columns-spanned="16384"'
            ),
        ),
        "hidden rows without end": row.format(
            f' table:visibility="collapse" table:number-rows-repeated="{far}"', "<table:table-cell/>"
        ),
        "less than nothing": row.format(' table:number-rows-repeated="-5"', cell.format("")),
        "no number": row.format(' table:number-rows-repeated="x"', cell.format("")),
        "infinity": row.format("", cell.format("").replace('"1"', '"INF"')),
        "no number at all": row.format("", cell.format("").replace('"1"', '"NaN"')),
        "100,000 levels": "<text:p>" * 100_000 + "</text:p>" * 100_000,
        "5,000 levels in a cell": row.format(
            "", f"<table:table-cell>{'<text:p>' * 5_000}{'</text:p>' * 5_000}</table:table-cell>"
        ),
        "a long comment": f"<!--{' ' * 20_000_000}-->",
        "a long instruction": f"<?x {' ' * 20_000_000}?>",
        "a long attribute": row.format(f' x="{" " * 20_000_000}"', ""),
        "a long text": row.format(
            "", f"<table:table-cell><text:p>{'a' * 20_000_000}</text:p></table:table-cell>"
        ),
        "columns hidden without end": f'<table:table-column table:visibility="collapse" table:number-columns-repeated="{far}"/>',
    }.items():
        for suffix, content in put(start, new):
            yield f"{name}{suffix}", suffix, content
    for kind, prolog, entity in (("laughs", _LAUGHS, "&j;"), ("quadratic", _QUADRATIC, "&a;" * 10_000)):
        for part in ("content.xml", "styles.xml", "META-INF/manifest.xml"):
            changed = with_prolog(part, prolog, entity, "base.ods")
            yield f"entities ({kind}) in {part}", ".ods", packed(changed, "base.ods")
        bare = re.sub(r"^\s*<\?xml.*?\?>\s*", "", flat)
        yield (
            f"entities ({kind}) in one file",
            ".fods",
            (prolog + bare.replace(">甲", f">{entity}甲", 1)).encode(),
        )


def texts() -> Cases:
    old = (CASES / "xml2003.xls").read_text("utf-8")
    page = (CASES / "html.xls").read_bytes()
    far, cells = "9" * 18, re.compile(r"<(ss:)?Cell\b")
    assert cells.search(old)
    for name in ("Index", "MergeAcross", "MergeDown"):
        for value in (far, "-5", "x", "16384"):
            changed = cells.sub(lambda found: f'{found[0]} ss:{name}="{value}"', old, count=1)  # noqa: B023
            yield f"XML 2003: {name} {value}", ".xls", changed.encode()
    hidden = re.sub(r"<(ss:)?Row\b", r'<\1Row ss:Span="1048575" ss:Hidden="1"', old, count=1)
    yield "XML 2003: hidden rows without end", ".xls", hidden.encode()
    start = re.search(r"<(ss:)?Worksheet\b", old)
    assert start
    for name, new in {
        "100,000 levels": "<a>" * 100_000 + "</a>" * 100_000,
        "a long comment": f"<!--{' ' * 20_000_000}-->",
        "a long attribute": f'<a x="{" " * 20_000_000}"/>',
    }.items():
        yield f"XML 2003: {name}", ".xls", f"{old[: start.start()]}{new}{old[start.start() :]}".encode()
    bare = re.sub(r"^\s*<\?xml.*?\?>\s*", "", old)
    yield "XML 2003: entities", ".xls", (_LAUGHS + bare).encode()
    yield (
        "XML 2003: entities in GBK",
        ".xls",
        f'<?xml version="1.0" encoding="GBK"?>{_LAUGHS}{bare}'.encode("gbk"),
    )
    table = page.index(b"<table")
    for name, piece in {
        "100,000 levels": b"<div>" * 100_000,
        "100,000 tables in each other": b"<table><tr><td>" * 100_000,
        "tables in each other": b"<table><tr><td>" * 2_000,
        "a long comment": b"<!--" + b" " * 20_000_000 + b"-->",
        "a long attribute": b'<p x="' + b" " * 20_000_000 + b'">',
        "a block without end": b'<table><tr><td rowspan="999999999" colspan="999999999">1</td></tr></table>',
        "many blocks": b"<table>" + b'<tr><td rowspan="9999" colspan="9999">1</td></tr>' * 100 + b"</table>",
        "100,000 bold": b"<b>" * 100_000,
        "a script": b"<script>alert(1)</script><img src=http://x.invalid/a onerror=alert(1)>",
        "styles": b"<style>" + b".a{mso-number-format:" * 50_000 + b"</style>",
        "blanks": b" " * 5_000_000,
        "a tag of 100,000 attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">",
        "entities": b"&#0;&#x110000;&nothing;" * 10_000,
    }.items():
        yield f"a page: {name}", ".xls", page[:table] + piece + page[table:]
    yield "a page: names", ".xls", b"<html><x:ExcelWorksheet>" + b"<x:Name>" * 100_000 + page
    yield "a page in comments", ".xls", b"<!--" * 100_000 + page
    plain = (CASES / "gbk.csv").read_bytes()
    yield "text: a quote that does not close", ".csv", plain.replace(b",", b',"', 1)
    yield "text: zeros", ".csv", plain[:5_000] + b"\0" * 10 + plain
    yield "text: a long field", ".csv", plain + b"\n" + b"9" * 20_000_000
    yield "text: a long line", ".csv", plain + b"\n" + b"," * 5_000_000
    yield "text: many lines", ".csv", plain + b"\n1,2" * 2_000_000
    yield "text: digits and commas", ".csv", plain + b'\n"' + b"1,000" * 50_000 + b'"'
    yield "text: noise", ".csv", bytes(range(1, 256)) * 10_000
    yield (
        "mail without end",
        ".mht",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n"
        + (b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5_000),
    )
    for name, content in {
        "PDF": b"%PDF-1.7",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "nothing": b"",
        "one byte": b"P",
        "XML of something else": b"<?xml version='1.0'?><a/>",
        "text": "不是表格".encode(),
        "zeros": bytes(10_000),
    }.items():
        yield f"named .xlsx: {name}", ".xlsx", content


KINDS: tuple[Callable[[], Iterator[tuple[str, str, bytes]]], ...] = (
    containers,
    documents,
    sheets,
    computed,
    open_documents,
    texts,
)
