"""Which cells a formula reads is told from its text, and not guessed where it cannot be told."""

from __future__ import annotations

import re

import pytest

from xlfuncs.cells import SHEET_NAME, Cell, address
from xlfuncs.files.ooxml.formulas import Formula
from xlfuncs.files.results.reads import Precedents
from xlfuncs.formula_text import words

NAMES = {
    "总分": "'绩效 表'!$B$2",
    "scores": "表!$A$1:$A$6",
    "whole": "表!$C:$C",
    "moving": "OFFSET(表!$A$1,1,0)",
    "relative": "表!A1",
    "rate": "0.13",
    "other": "[1]表!$A$1",
}
SHEETS = ["表", "绩效 表", "it's", "Data"]


def read(text: str, cell: Cell = (9, 9), master: Cell = (9, 9), kind: str = "normal") -> list[str] | None:
    """The blocks read, as in a formula of sheet 表, with their sheet's name."""
    found = Precedents(NAMES, SHEETS).of("表", Formula(cell, text, kind, True, (cell,), master))
    if found is None:
        return None
    return [f"{b.sheet}!{address((b.top, b.left))}:{address((b.bottom, b.right))}" for b in found]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("1+1", []),
        ("A1", ["表!A1:A1"]),
        ("$A$1*B2%", ["表!A1:A1", "表!B2:B2"]),
        ("SUM(B9:A1,绩效!A1)", None),
        ("SUM(B9:A1,'绩效 表'!A1)", ["表!A1:B9", "绩效 表!A1:A1"]),
        ("data!A1+'it''s'!$B$2", ["Data!A1:A1", "it's!B2:B2"]),
        ("SUM(H:H)", ["表!H1:H1048576"]),
        ("SUM(Data!$2:$3)", ["Data!A2:XFD3"]),
        ('IF(A1="B2:C3 ""D4""",TRUE,FALSE())', ["表!A1:A1"]),
        ('LOOKUP(A1,{0,60;"A2",TRUE})', ["表!A1:A1", "表!A1:A1"]),
        ("LOG10(A1)+1E5+2.5E-3", ["表!A1:A1"]),
        ("总分+SUM(SCORES)+COUNT(whole)", ["绩效 表!B2:B2", "表!A1:A6", "表!C1:C1048576"]),
        ("_xlfn.XLOOKUP(A1,B1:B3,C1:C3)", ["表!A1:A1", "表!B1:B3", "表!C1:C3"]),
        ("SUM(A1:B3 B2:C4)", ["表!A1:B3", "表!B2:C4"]),
        ('_xlfn.DISPIMG("ID_0123",1)', []),
        ("PHONETIC(A1)&_xlfn.SOMETHINGNEW(B1:B3)", ["表!A1:A1", "表!B1:B3"]),
        ("SUM(_xlfn.ANCHORARRAY(A1))", None),
        ("MyMacro(A1)", None),
        ("XLF_SCORE(A1)", ["表!A1:A1"]),
        ("SUM(OFFSET(B3,0,0,ROW(A9)-ROW(B3),1))", ["表!B3:B8"]),
        ("SUM(OFFSET(Data!B3,0,0,ROW('绩效 表'!A9)-ROW(Data!B3),1))", ["Data!B3:B8"]),
        ("A1+#REF!+Data!#REF!", ["表!A1:A1"]),
    ],
)
def test_reads_are_told_from_the_text(text: str, blocks: list[str] | None):
    assert read(text) == blocks


@pytest.mark.parametrize(
    "text", ["[1]Sheet1!$A$1+B1", "'[2]绩效 表'!A1:B2*B1", "[1]!总分+B1", "'[1]表'!总分+B1"]
)
def test_other_workbooks_are_not_ours(text: str):
    found = read(text)
    assert found is not None
    assert [block for block in found if not block.startswith("!")] == ["表!B1:B1"]


@pytest.mark.parametrize(
    "text", ["SUMIF(A1:A9,1,B1)", "SUMIFS(B1,A1:A9,1)", "AVERAGEIF(A1:A9,1,B1)", "LOOKUP(1,A1:A9,B1)"]
)
def test_an_argument_may_be_read_further_than_it_says(text: str):
    found = read(text)
    assert found is not None
    assert "表!B1:B9" in found
    assert "表!B1:J1" in found


UNTOLD = words(
    """INDIRECT("A1") OFFSET(A1,1,0) OFFSET(A1,0,0,B1,1) XOFFSET(B3,0,0,ROW(A9)-ROW(B3),1) TODAY() NOW() RAND() FOO(A1)
    CELL("row",A1) A1:INDEX(A1:A9,2) INDEX(A1:A9,2):A3 A1:A3:A5 表!A1:表!B3 Data:表!A1 'Data:表'!A1 Table1[得分] A1#
    [0]!总分 scores:A9 moving relative rate other 无 无!A1 a1 A1048577 XFE1 A0 @A1 _xlfn.ANCHORARRAY(A1)
    GETPIVOTDATA("x",A1) SUM(OFFSET(B3,0,0,ROW(A2)-ROW(B3),1)) 'C:\\[甲.xlsx]表'!A1"""
)


@pytest.mark.parametrize("text", sorted(UNTOLD))
def test_what_cannot_be_told_is_not_guessed(text: str):
    assert read(text) is None


def test_a_follower_reads_what_its_place_says():
    text = "A1+$A1+A$1+$A$1+SUM(B:B,2:$2)"
    shifted = ["表!B4:B4", "表!A4:A4", "表!B1:B1", "表!A1:A1", "表!C1:C1048576", "表!A2:XFD5"]
    assert read(text, cell=(12, 10)) == shifted
    assert read("A1", cell=(8, 9)) is None  # above the first row
    assert read("SUM(OFFSET(B3,0,0,ROW(A9)-ROW(B3),1))", cell=(12, 10)) is None


def test_a_data_table_and_a_follower_without_its_formula_read_anything():
    assert read("", kind="dataTable") is None
    assert read("", kind="shared") is None


def test_words_without_a_sheet_are_passed_once() -> None:
    assert re.search(SHEET_NAME, "年" * 200_000) is None  # each beginning of its own had taken minutes
