"""What odd programs write: legal spellings of an ordinary table, and slips of programs and copies, made from it.

As in `tests.fuzz.hostile`: name → suffix and content. Of `LEGAL` each is the same table, and gives the same scores.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterator

from tests.fuzz.hostile import (
    BOOK,
    BOOK_RELATIONS,
    CASES,
    RELATIONS,
    SHEET,
    STYLES,
    TYPES,
    Cases,
    Parts,
    first_cell,
    formula,
    in_sheet,
    in_workbook,
    packed,
    parts,
    text,
    zipped,
)

STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


class Stream(io.RawIOBase):
    """A file that cannot be gone back in: sizes come behind the bytes."""

    def __init__(self) -> None:
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.content += bytes(data)  # type: ignore[call-overload]
        return len(data)  # type: ignore[arg-type]


def stored(method: int = zipfile.ZIP_DEFLATED, *, large: bool = False, comment: bytes = b"") -> bytes:
    """The workbook in a zip of another making."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts().items():
            with made.open(name, "w", force_zip64=large) as member:
                member.write(content)
        made.comment = comment
    return out.getvalue()


def streamed() -> bytes:
    out = Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts().items():
            made.writestr(name, content)
    return bytes(out.content)


def everywhere(change: Callable[[str], str]) -> bytes:
    """The workbook with every part of XML spelled otherwise."""
    return packed({name: change(text(name)).encode() for name in parts() if name.endswith((".xml", ".rels"))})


def prefixed(part: str) -> Parts:
    """The part with a prefix before all its names."""
    body = re.sub(r"(</?)(\w+)(?=[\s/>])", r"\1x:\2", text(part)).replace("xmlns=", "xmlns:x=", 1)
    return {part: body.encode()}


def renamed(old: str, new: str) -> Parts:
    """The main part's sheet under another address of the same file."""
    return {BOOK_RELATIONS: re.sub(old, new, text(BOOK_RELATIONS), count=1).encode()}


def without(part: str, element: str) -> Parts:
    xml = text(part)
    shorter = re.sub(rf"<{element}\b[^>]*/>|<{element}\b.*?</{element}>", "", xml, flags=re.DOTALL)
    assert shorter != xml, element
    return {part: shorter.encode()}


def sheet_named(name: str) -> bytes:
    return packed(
        {BOOK: re.sub(r'<sheet ([^>]*)name="[^"]*"', rf'<sheet \1name="{name}"', text(BOOK)).encode()}
    )


def moved(name: str) -> str:
    """The name of a part under which hardly any program writes it."""
    return name.replace("sharedStrings", "texts").replace("styles", "looks")


def legal() -> Cases:
    """The same table, as other programs may write it."""
    plain = {
        "ZIP64": stored(large=True),
        "sizes behind the bytes": streamed(),
        "not compressed": stored(zipfile.ZIP_STORED),
        "a comment": stored(comment=b"x" * 900),
        "folders as members": zipped([("xl/", b""), ("xl/worksheets/", b""), *parts().items()]),
        "a foreign name in GBK": packed({"xl/media/图.png".encode("gbk").decode("latin-1"): b"x"}),
        "CRLF": everywhere(lambda xml: xml.replace("><", ">\r\n<")),
        "comments between": packed(in_sheet("<sheetData>", "<!-- <row r='1'/> --><sheetData><!-- x -->")),
        "an instruction": packed(in_sheet("<sheetData>", "<?mso x?><sheetData>")),
        "rows without numbers": packed({SHEET: re.sub(r'<row r="\d+"', "<row", text(SHEET)).encode()}),
        "cells without addresses": packed({SHEET: re.sub(r'<c r="[A-Z]+\d+"', "<c", text(SHEET)).encode()}),
        "a prefix in the sheet": packed(prefixed(SHEET)),
        "a prefix in the texts": packed(prefixed(STRINGS)),
        "a prefix in the styles": packed(prefixed(STYLES)),
        "a relative address": packed(renamed('Target="/xl/worksheets', 'Target="worksheets')),
        "no dimension": packed(without(SHEET, "dimension")),
        "no views": packed(without(SHEET, "sheetViews")),
        "no properties": packed(without(SHEET, "sheetPr")),
        "a wrong dimension": packed(in_sheet(r'<dimension ref="[^"]*"', '<dimension ref="B2"')),
        "a name in another case": packed(
            {RELATIONS: text(RELATIONS).replace("workbook.xml", "workbook.XML").encode()}
        ),
        "quotes": sheet_named("a&apos;b &quot;c&quot; !"),
        "no styles of cells": packed(without(STYLES, "cellStyles")),
        "no named styles": packed(without(STYLES, "cellStyleXfs")),
        "texts in runs": packed(
            {
                STRINGS: re.sub(
                    r"<si><t[^>]*>(.)", r"<si><r><t>\1</t></r><r><rPr><b/></rPr><t>", text(STRINGS)
                )
                .replace("</t></si>", "</t></r><rPh sb='0' eb='1'><t>PIN</t></rPh></si>")
                .encode()
            }
        ),
        "texts and styles elsewhere": zipped(
            [
                (
                    moved(name),
                    re.sub(
                        rb"sharedStrings\.xml|styles\.xml", lambda at: moved(at[0].decode()).encode(), content
                    ),
                )
                for name, content in parts().items()
            ]
        ),
        "a hidden sheet of old macros": packed(
            {
                BOOK: text(BOOK)
                .replace(
                    "</sheets>",
                    '<sheet name="Macro1" sheetId="9" state="veryHidden" r:id="rIdM" '
                    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></sheets>',
                )
                .encode(),
                BOOK_RELATIONS: text(BOOK_RELATIONS)
                .replace(
                    "</Relationships>",
                    '<Relationship Id="rIdM" Target="macrosheets/sheet1.xml" '
                    'Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"/></Relationships>',
                )
                .encode(),
                "xl/macrosheets/sheet1.xml": f'<macrosheet xmlns="{MAIN}"><sheetData/></macrosheet>'.encode(),
            }
        ),
        "texts as CDATA": packed(
            {STRINGS: re.sub(r"(<t[^>]*>)([^<]*)(</t>)", r"\1<![CDATA[\2]]>\3", text(STRINGS)).encode()}
        ),
    }
    for name, content in plain.items():
        yield name, ".xlsx", content


def zips() -> Cases:
    plain = packed({})
    yield "a comment with an end in it", ".xlsx", stored(comment=b"PK\5\6" + b"x" * 900)
    yield "bzip2", ".xlsx", stored(zipfile.ZIP_BZIP2)
    yield "lzma", ".xlsx", stored(zipfile.ZIP_LZMA)
    yield "a zip of the workbook", ".xlsx", zipped([("自评表.xlsx", plain)])
    yield "all in a folder", ".xlsx", zipped([(f"报表/{name}", content) for name, content in parts().items()])
    yield "names that begin with ./", ".xlsx", zipped([(f"./{n}", content) for n, content in parts().items()])
    yield "gzip", ".xlsx", gzip.compress(plain, mtime=0)
    yield "RAR", ".xlsx", b"Rar!\x1a\7\1\0" + bytes(200)
    yield "7z", ".xlsx", b"7z\xbc\xaf\x27\x1c" + bytes(200)
    yield "twice in a row", ".xlsx", plain * 2
    twins = [*parts().items(), (SHEET.replace("sheet1", "SHEET1"), b"<worksheet/>")]
    yield "two names that differ in capitals", ".xlsx", zipped(twins)
    for name in (SHEET, "docProps/core.xml"):
        spoiled, at = bytearray(stored(zipfile.ZIP_STORED)), stored(zipfile.ZIP_STORED).find(parts()[name])
        spoiled[at + 60] ^= 1
        yield f"a wrong checksum of {name}", ".xlsx", bytes(spoiled)
    other = plain.replace(SHEET.encode(), SHEET.replace("1", "9").encode(), 1)
    yield "one name here, another there", ".xlsx", other
    where = [found.start() for found in re.finditer(b"PK\1\2", plain)]
    overlapping = bytearray(plain)
    for at in where[1:]:
        overlapping[at + 42 : at + 46] = plain[where[0] + 42 : where[0] + 46]
    yield "members that overlap", ".xlsx", bytes(overlapping)


def spellings() -> Cases:
    bare = re.sub(r"^\s*<\?xml.*?\?>\s*", "", text(SHEET))
    for named, real in (
        ("GBK", "gbk"),
        ("UTF-16", "utf-8"),
        ("UTF-8", "gbk"),
        ("UTF-32", "utf-32"),
        ("x-甲", "utf-8"),
    ):
        content = f'<?xml version="1.0" encoding="{named}"?>{bare}<!-- 甲 -->'.encode(real)
        yield f"named {named}, is {real}", ".xlsx", packed({SHEET: content})
    yield "UTF-7", ".xlsx", packed({SHEET: f'<?xml version="1.0" encoding="UTF-7"?>{bare}'.encode("utf-7")})
    yield "XML 1.1", ".xlsx", packed({SHEET: f'<?xml version="1.1"?>{bare}'.encode()})
    yield "a mark in the middle", ".xlsx", packed({SHEET: codecs.BOM_UTF8 * 2 + bare.encode()})
    yield "one attribute twice", ".xlsx", packed(in_sheet('<row r="1"', '<row r="1" r="2"'))
    many = "".join(f' a{n}="x"' for n in range(100_000))
    yield "100,000 attributes", ".xlsx", packed(in_sheet("<sheetData>", f"<sheetData{many}>"))
    spaces = "".join(f' xmlns:a{n}="x{n}"' for n in range(50_000))
    yield "50,000 name spaces", ".xlsx", packed(in_sheet("<sheetData>", f"<sheetData{spaces}>"))
    yield "a prefix nobody declares", ".xlsx", packed(in_sheet("<sheetData>", "<sheetData><q:row/>"))
    yield "strict", ".xlsx", everywhere(lambda xml: xml.replace(MAIN, STRICT))
    yield "another name space", ".xlsx", everywhere(lambda xml: xml.replace(MAIN, "urn:x"))
    yield "nothing but the root", ".xlsx", packed({SHEET: f'<worksheet xmlns="{MAIN}"/>'.encode()})
    yield "styles: the root", ".xlsx", packed({STYLES: f'<styleSheet xmlns="{MAIN}"/>'.encode()})
    for element in ("fonts", "fills", "borders", "cellXfs", "numFmts"):
        if f"<{element}" in text(STYLES):
            yield f"styles without {element}", ".xlsx", packed(without(STYLES, element))
            yield (
                f"styles with two {element}",
                ".xlsx",
                packed(
                    {
                        STYLES: re.sub(
                            rf"(?=<{element}\b)", f'<{element} count="0"/>', text(STYLES), count=1
                        ).encode()
                    }
                ),
            )
    gone = re.sub(r"<Relationship [^>]*styles[^>]*/>", "", text(BOOK_RELATIONS))
    yield "no styles at all", ".xlsx", packed({BOOK_RELATIONS: gone.encode()})
    yield "no texts at all", ".xlsx", zipped([one for one in parts().items() if one[0] != STRINGS])
    for written in ("&#0;", "&#xD800;", "&#x110000;", "&x;", "_xD800_", "_x0000_", "&#x1F600;", "]]>"):
        changed = re.sub(r"(<t[^>]*>)", rf"\1{written}", text(STRINGS), count=3)
        yield f"{written} in texts", ".xlsx", packed({STRINGS: changed.encode()})


def books() -> Cases:
    for name in (
        "",
        "甲" * 1_000,
        "&#10;",
        "\u202e表",
        "\u200b",
        "[/x]",
        "核对",
        "history",
        "'",
        "表:*?/\\",
        "&amp;",
    ):
        yield f"a sheet named {name!r}", ".xlsx", sheet_named(name)
    sheet = re.search(r"<sheet [^>]*/>", text(BOOK))
    assert sheet
    for name, tags in {
        "one name twice": sheet[0] * 2,
        "no sheets": "",
        "5,000 sheets": "".join(
            sheet[0].replace("自评表", f"表{n}").replace('sheetId="1"', f'sheetId="{n + 1}"')
            for n in range(5_000)
        ),
        "very hidden": sheet[0].replace("<sheet ", '<sheet state="veryHidden" '),
        "hidden in its own way": sheet[0].replace("<sheet ", '<sheet state="gone" '),
        "an identity nobody has": re.sub(r'r:id="[^"]*"', 'r:id="rId77"', sheet[0]),
    }.items():
        yield name, ".xlsx", packed({BOOK: text(BOOK).replace(sheet[0], tags).encode()})
    yield (
        "the sheet is a chart",
        ".xlsx",
        packed(renamed("relationships/worksheet", "relationships/chartsheet")),
    )
    yield "a way round", ".xlsx", packed(renamed("/xl/worksheets/", "./worksheets/../worksheets/"))
    yield "the sheet is elsewhere", ".xlsx", packed(renamed("/xl/worksheets/", "../../../../etc/"))
    yield (
        "the sheet is a page",
        ".xlsx",
        packed(renamed('Target="[^"]*sheet1.xml"', 'Target="http://x.invalid/"')),
    )
    for inserted in (
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="99">没有!$1:$2</definedName></definedNames>',
        '<definedNames><definedName name="1+1" localSheetId="-1"/></definedNames>',
        "<definedNames>" + '<definedName name="n">1</definedName>' * 50_000 + "</definedNames>",
        '<calcPr calcMode="manual" iterate="1" iterateCount="99999999" fullCalcOnLoad="1"/>',
        '<externalReferences><externalReference r:id="rId66"/></externalReferences>',
    ):
        yield (
            f"in the book: {inserted[:60]}",
            ".xlsx",
            packed({BOOK: text(BOOK).replace("</sheets>", f"</sheets>{inserted}").encode()}),
        )
    dated = re.sub(r"<workbookPr[^>]*/>|(?=<sheets>)", '<workbookPr date1904="x"/>', text(BOOK), count=1)
    yield "dates from x", ".xlsx", packed({BOOK: dated.encode()})
    yield "no types", ".xlsx", packed({TYPES: b"<Types/>"})


@in_workbook
def cells() -> Iterator[tuple[str, Parts]]:
    for attributes, content in (
        *(('s="99999"', "<v>1</v>"), ('s="-1"', "<v>1</v>"), ('s="x"', "<v>1</v>"), ('t="s"', "<v>-1</v>")),
        *(('t="s"', "<v>1.0</v>"), ('t="s"', ""), ('t="inlineStr"', "<v>1</v>"), ('t="str"', "<v/>")),
        *(
            ("", f"<v>{number}</v>")
            for number in ("1,000", " 5 ", "0x10", "１２", "+5", "1e5", "1_000", "5.", "", "Infinity")
        ),
        *(("", "<v>1</v><v>2</v>"), ("", "<v><x/>1</v>"), ('t="e"', "<v>#NULL!</v>"), ('t="e"', "<v/>")),
        ('t="inlineStr"', "<is>" + "<r><t>甲</t></r>" * 50_000 + "</is>"),
    ):
        yield f"{attributes} {content[:40]}", first_cell(f'r="A90" {attributes}', content)
    for at, new in {
        "a cell twice": ('<c r="C3"', '<c r="C3"><v>5</v></c><c r="C3"'),
        "a row twice": ('<row r="4"', '<row r="3"><c r="A3"><v>5</v></c></row><row r="4"'),
        "a row of rows": ('<row r="4"', '<row r="4"><row r="4"'),
        "rows backwards": ("<sheetData>", '<sheetData><row r="50"><c r="A50"><v>1</v></c></row>'),
    }.items():
        yield at, in_sheet(*new)
    merges = "".join(f'<mergeCell ref="A{n}:C{n + 2}"/>' for n in range(1, 2_000))
    yield "merges that overlap", in_sheet("<mergeCells[^>]*>", f"<mergeCells>{merges}")
    for columns in (
        '<col min="1" max="16384" hidden="1"/>',
        '<col min="5" max="1"/>',
        '<col min="0" max="99999999"/>',
        '<col min="x"/>' * 1_000,
    ):
        yield f"columns {columns[:40]}", in_sheet("<sheetData>", f"<cols>{columns}</cols><sheetData>")
    for tail in (
        '<legacyDrawing xmlns:r="x" r:id="rId44"/>',
        '<tableParts count="1"><tablePart r:id="rId9"/></tableParts>',
        "<conditionalFormatting><cfRule/></conditionalFormatting>" * 5_000,
        '<hyperlinks><hyperlink ref="A1:XFD9" location="x"/></hyperlinks>',
        '<sheetProtection password="XXXX" sheet="1" objects="2"/>',
        '<rowBreaks count="-1"><brk id="99999999999"/></rowBreaks>',
    ):
        yield f"at the end: {tail[:50]}", in_sheet("</worksheet>", f"{tail}</worksheet>")
    yield from {
        "a share of nothing": formula("", ' t="shared" si="7"'),
        "a share of itself": formula("K90+1", ' t="shared" si="0" ref="K90:K99"'),
        "an array of a name": formula("SUM(没有的名称)", ' t="array" ref="K90"'),
        "a line break": formula("1\n+\n1"),
        "a formula that calls itself": formula(
            "_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.x,_xlpm.f(_xlpm.x)),_xlpm.f(1))"
        ),
        "a text of 40,000 letters": formula("&quot;" + "a" * 40_000 + "&quot;"),
        "three dimensions": formula("SUM(自评表:自评表!A1:I20)"),
        "structured": formula("SUM(表1[[#All],[得分]])"),
    }.items()


def others() -> Cases:
    table = (CASES / "gbk.csv").read_bytes().decode("gbk")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "big5", "gb18030", "utf-7"):
        yield f"text in {encoding}", ".csv", table.encode(encoding, "replace")
    yield "text: halves of two", ".csv", table.encode("gbk") + table.encode("utf-8")
    yield "text: old Macintosh", ".csv", table.replace("\n", "\r").encode("gbk")
    yield "text: sep", ".csv", f"sep=;\n{table.replace(',', ';')}".encode("gbk")
    yield "text: quotes", ".csv", b'"' * 1_000_000
    page = (CASES / "html.xls").read_bytes()
    for name, piece in {
        "spans": b'<table><tr><td colspan="0" rowspan="-1">1<td colspan="x">2</table>',
        "a table in a heading": b"<table><th><table><tr><td>1</td></tr></table></th></table>",
        "cells outside": b"<td>1</td><tr><td>2</td></tr>",
        "a frame set": b"<frameset><frame src='sheet001.htm'></frameset>",
        "conditions": b"<!--[if gte mso 9]><xml><x:ExcelWorkbook></xml><![endif]-->",
        "two charsets": b'<meta charset="utf-8"><meta charset="big5"><meta charset="x-none">',
    }.items():
        yield f"a page with {name}", ".xls", page.replace(b"<table", piece + b"<table", 1)
    yield "a page in UTF-16", ".xls", page.decode("utf-8", "replace").encode("utf-16")
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n"
    for way in (b"quoted-printable\n\n=E4=B8=Z\n=", b"base64\n\n!!!", b"x-uuencode\n\nx", b"8bit\n\n" + page):
        for charset in (b"utf-8", b"x-none", b'"'):
            part = b"Content-Type: text/html; charset=" + charset + b"\nContent-Transfer-Encoding: " + way
            yield f"mail: {charset!r} {way[:20]!r}", ".mht", head + part + b"\n--a--"
    old = (CASES / "xml2003.xls").read_text("utf-8")
    yield (
        "XML 2003: a style of its own style",
        ".xls",
        re.sub(r"<(ss:)?Style ", r'<\1Style ss:Parent="Default" ', old).encode(),
    )
    yield "XML 2003: of no type", ".xls", re.sub(r'ss:Type="\w+"', 'ss:Type="甲"', old).encode()
    yield (
        "XML 2003: formulas",
        ".xls",
        re.sub(r"<(ss:)?Cell\b", r'<\1Cell ss:Formula="=R[-99999]C[99999]"', old).encode(),
    )
    content = text("content.xml", "base.ods")
    for how, (at, new) in {
        "dates": ('office:value-type="float"', 'office:value-type="date" office:date-value="99999-13-41T99"'),
        "times": ('office:value-type="float"', 'office:value-type="time" office:time-value="PT-1e9H"'),
        "truths": ('office:value-type="float"', 'office:value-type="boolean" office:boolean-value="?"'),
        "numbers with commas": ('office:value="', 'office:value="1,'),
        "a table in a cell": ("<text:p>", "<table:table><table:table-row/></table:table><text:p>"),
        "formulas of Excel": ("<table:table-cell ", '<table:table-cell table:formula="msoxl:=1/0" '),
    }.items():
        yield (
            f"OpenDocument: {how}",
            ".ods",
            packed({"content.xml": content.replace(at, new).encode()}, "base.ods"),
        )
    for missing in ("mimetype", "META-INF/manifest.xml", "styles.xml", "content.xml"):
        kept = [one for one in parts("base.ods").items() if one[0] != missing]
        yield f"OpenDocument without {missing}", ".ods", zipped(kept)


KINDS = (legal, zips, spellings, books, cells, others)
