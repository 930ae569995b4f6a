"""Scores of ours are known again wherever they stand: rows, a column put in or taken out, the sheet renamed, a table gone."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.refresh.memory_book import HEAD, MemoryBook
from tests.tables.drawn import DRAWINGS, drawn
from tests.tables.grammar.grid import save
from tests.tables.grammar.workbook import workbook_for
from xlfuncs.cells import Value
from xlfuncs.refresh.refresh import refresh
from xlfuncs.refresh.score_file import check_file, score_file
from xlfuncs.refresh.verify import verify_file
from xlfuncs.sheets import Sheet

Entered = list[tuple[str, object, object]]


def _blanked(table: Path, drawn: random.Random) -> list[tuple[str, int, int]]:
    """Leave out some typed scores; where the scores of the first table stand."""
    book, results = openpyxl.load_workbook(table), check_file(table)
    share = drawn.choice((0.3, 0.7, 1))
    places = [place for result in results for score in result.scores if (place := score.item.place("score"))]
    for place in places:
        if drawn.random() < share:
            book[place.sheet].cell(place.row + 1, place.column + 1).value = None
    book.save(table)
    return [(place.sheet, place.row + 1, place.column + 1) for place in places]


def _edit(sheet: Worksheet, kind: str, row: int, column: int) -> None:
    """What people do to a table between two refreshes; openpyxl leaves merged blocks where they were."""
    if kind == "renamed":
        sheet.title = "改名"
        return
    blocks = [*sheet.merged_cells.ranges]
    for block in blocks:
        sheet.unmerge_cells(str(block))
    below, right = kind == "row", kind == "column"
    if below:
        sheet.insert_rows(row)
    elif right:
        sheet.insert_cols(column)
    for block in blocks:
        top, bottom = (at + (below and at >= row) for at in (block.min_row, block.max_row))
        first, last = (at + (right and at >= column) for at in (block.min_col, block.max_col))
        sheet.merge_cells(start_row=top, start_column=first, end_row=bottom, end_column=last)


def _entered(table: Path, *, overwrite: bool) -> Entered:
    results = score_file(table, table.with_name("再次.xlsx"), overwrite=overwrite)
    return [(one.item.name, one.score, one.item.entered) for result in results for one in result.scores]


@pytest.mark.parametrize("kind", ["row", "column", "renamed"])
@pytest.mark.parametrize("seed", [0, 1, 2, 4, 5, 6, 7])
def test_what_we_wrote_is_not_taken_for_typed(seed: int, kind: str, tmp_path: Path) -> None:
    """The table scored, edited and scored again is the table edited and scored."""
    choice = random.Random(seed)
    save(workbook_for(random.Random(seed))[0], table := tmp_path / "自评表.xlsx")
    places = _blanked(table, choice)
    score_file(table, scored := tmp_path / "得分.xlsx", overwrite=seed % 2 == 1)
    sheet, row, column = choice.choice(places)
    found = []
    for path in (table, scored):
        book = openpyxl.load_workbook(path)
        _edit(book[sheet], kind, row, column)
        book.save(path)
        found.append(_entered(path, overwrite=seed % 2 == 1))
    assert found[0] == found[1]


TURNED = [path for path in DRAWINGS if path.stem.endswith(("indicators-across", "guangxi-four-rows"))]
PERCENTS = [
    path
    for path in DRAWINGS
    if path.stem in ("anhui-nested-weight-columns", "gansu-percent-scores", "shanghai-school")
]
REMARKED = [path for path in DRAWINGS if path.stem == "numbers-with-remarks"]


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("drawing", TURNED + PERCENTS + REMARKED, ids=lambda path: path.stem)
def test_blank_scores_are_filled_where_a_person_would(drawing: Path, overwrite: bool, tmp_path: Path) -> None:
    """Turned tables, whose total is beside its label; points that are percents; scores with remarks."""
    save(drawn(drawing)[0], table := tmp_path / "自评表.xlsx")
    book, (result, *_) = openpyxl.load_workbook(table), check_file(table)
    for place in [score.item.place("score") for score in result.scores[::2]] + [
        result.table.cells.get("total")
    ]:
        if place:
            book[place.sheet].cell(place.row + 1, place.column + 1).value = None
    book.save(table)
    size = [(sheet.max_row, sheet.max_column) for sheet in book]
    (result, *_) = score_file(table, scored := tmp_path / "得分.xlsx", overwrite=overwrite)
    book = openpyxl.load_workbook(scored)
    assert [(sheet.max_row, sheet.max_column) for sheet in book.worksheets[:-1]] == size
    total = result.table.cells["total"]
    assert book[total.sheet].cell(total.row + 1, total.column + 1).value == result.total
    assert all(verdict.consistent for verdict in verify_file(scored))
    score_file(scored, again := tmp_path / "再次.xlsx", overwrite=overwrite)
    assert again.read_bytes() == scored.read_bytes()


def test_a_table_that_is_none_any_more_keeps_no_score_of_ours(tmp_path: Path) -> None:
    save(
        drawn(next(path for path in DRAWINGS if path.stem == "projects-across"))[0],
        table := tmp_path / "表.xlsx",
    )
    book = openpyxl.load_workbook(table)
    for row in range(4, 9):
        book["项目"][f"I{row}"].value = None
    book.save(table)
    score_file(table, table)
    book = openpyxl.load_workbook(table)
    assert book["项目"]["I4"].value == 36
    book["项目"]["H7"].value = 12  # points that come to 102, and no score typed: no table
    book.save(table)
    score_file(table, table)
    assert [openpyxl.load_workbook(table)["项目"][f"I{row}"].value for row in range(4, 9)] == [None] * 5


def test_a_sheet_of_amounts_alone_keeps_no_score_of_ours_either() -> None:
    amounts = Sheet("资金", [list(row) for row in HEAD[2:4]])
    rows: list[list[Value]] = [
        *HEAD[:2],
        HEAD[4],
        ["产出指标", "数量指标", "新建道路", "20公里", "18公里", 90.0, None],
        ["总分", None, None, None, None, 100.0, None],
    ]
    book = MemoryBook(amounts, Sheet("指标", rows))
    (result,) = refresh(book)
    assert (result.total, book.sheets["资金"].value(1, 7)) == (90, 9)
    heads = [*amounts.rows[0][:7], "备注"]  # no column of scores any more
    book.sheets["资金"] = replace(amounts, rows=[heads, book.sheets["资金"].rows[1]])
    refresh(book)
    assert book.sheets["资金"].value(1, 7) is None
