"""What a button says of a book with several tables: which table each sentence is of, scores as they are printed."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from xlfuncs.addins.messages import outcome, summary
from xlfuncs.files.book import FileBook
from xlfuncs.refresh.refresh import check

BASE = Path(__file__).parents[1] / "cases" / "base.xlsx"
NO_CELL = "表中没有写明评分依据"


def test_a_finding_without_a_cell_names_its_sheet_where_there_are_several(tmp_path: Path) -> None:
    path = tmp_path / "两张.xlsx"
    book = load_workbook(BASE)
    book.copy_worksheet(book.active).title = "另一张"
    book.save(path)
    both = check(FileBook.open(path))
    assert outcome(both).startswith("自评表：总分 91.92，优（规则 mof-2020-10）；另一张：总分 91.92，优")
    said = [line for line in summary(both, 20).splitlines() if NO_CELL in line]
    assert [line.partition("：")[0] for line in said] == ["提示 自评表", "提示 另一张"]
    assert f"提示 {NO_CELL}" in summary(both[:1], 20)


def test_a_total_has_two_decimals() -> None:
    (result,) = check(FileBook.open(BASE))
    result.total = 50
    assert outcome([result]).startswith("自评表：总分 50.00，")
