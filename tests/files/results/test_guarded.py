"""Whole columns cost what the rows in use cost; what the evaluator would answer wrongly is answered rightly or not at all."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xlfuncs.cells import Value
from xlfuncs.files.book import FileBook
from xlfuncs.files.results.beside import NOT_CALCULATED

ROWS = 20


def answers(path: Path, *formulas: str, blank: int | None = None) -> list[Value]:
    """What the formulas give beside a list of 1 to 20 and its tenfold, and of the words 甲1 to 甲20."""
    book = openpyxl.Workbook()
    book.active.title = "表"
    listed = book.create_sheet("数")
    for row in range(1, ROWS + 1):
        if row != blank:
            listed.append([row, row * 10, f"甲{row}"])
        else:
            listed.append([None])
    for row, formula in enumerate(formulas, 1):
        book["表"].cell(row, 1, formula)
    book.save(path)
    sheet = FileBook.open(path).read("表")
    return [sheet.value(row, 0) for row in range(len(formulas))]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=VLOOKUP(7,数!A:B,2,FALSE)", 70.0),
        ('=INDEX(数!B:B,MATCH("甲3",数!C:C,0))', 30.0),
        ("=VLOOKUP(7.5,数!A:B,2)", 70.0),
        ("=LOOKUP(7.5,数!A:A,数!B:B)", 70.0),
        ("=MATCH(99,数!A1:A20,1)", 20.0),
        ("=MAX(数!B:B)+COUNTA(数!C:C)", 220.0),
        ("=RANK(20,数!A$2:A$65536)", 1.0),
        ("=SUMPRODUCT((数!A:A>18)*数!B:B)", 390.0),
        ('=COUNTIF(数!A:A,"")', 1048556.0),
        ("=ROWS(数!A:A)", 1048576.0),
    ],
)
def test_long_blocks_give_what_an_office_gives(formula: str, value: float, tmp_path: Path) -> None:
    assert answers(tmp_path / "a.xlsx", formula) == [value]


def test_no_answer_where_blank_rows_count_or_a_sorted_list_has_gaps(tmp_path: Path) -> None:
    sensitive = '=SUMPRODUCT((数!A:A="")*1)'
    assert answers(tmp_path / "a.xlsx", sensitive) == [NOT_CALCULATED]
    searches = ("=VLOOKUP(7.5,数!A1:B30,2)", "=MATCH(7.5,数!A1:A20,1)", "=MATCH(7,数!A1:A20,0)")
    assert answers(tmp_path / "b.xlsx", *searches, blank=15) == [NOT_CALCULATED, NOT_CALCULATED, 7.0]
