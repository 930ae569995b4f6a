"""Rare spellings of XML become the usual one, and the usual one stays byte by byte."""

from __future__ import annotations

import pytest

from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.spelling import scannable

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
USUAL = (
    '<worksheet xmlns="m"><cols><col min="1"></col></cols><sheetData><row r="2" ht="9"><c r="B2" s="1"><v>1</v></c>'
    '<c r="C2" t="inlineStr"><is><t>甲 &lt;&amp;</t></is></c></row><row r="3"></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "odd",
    [
        USUAL.replace("<v>1</v>", "<v><![CDATA[1]]></v>"),
        USUAL.replace("<v>1</v>", "<!-- <c r='A1'/> --><v>1</v>"),
        USUAL.replace('<c r="B2" s="1">', "<c s='1'\n r='B2'>"),
        USUAL.replace(' r="C2"', ""),
        USUAL.replace(' r="3"', ""),
        USUAL.replace('<row r="2" ht="9">', '<row ht="9" r="2">'),
    ],
)
def test_rare_spellings_become_the_usual_one(odd: str):
    assert scannable(odd.encode()) == HEAD + USUAL.encode()


def test_other_encodings_become_utf8():
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{USUAL}'.encode("utf-16")
    assert scannable(utf16) == HEAD + USUAL.encode()


def test_the_scannable_stays_the_very_bytes():
    assert scannable(USUAL.encode()) == USUAL.encode()


def test_broken_xml_is_refused():
    with pytest.raises(FileProblem, match="XML 已损坏"):
        scannable(USUAL.replace("</row>", "").replace("<v>", "<!-- --><v>").encode())
