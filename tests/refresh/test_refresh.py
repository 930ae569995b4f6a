"""Refresh and check over the port: in memory and on files; foreign tables and our own; every run the same again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.evaluation.rule_files import rule_file
from tests.forms.grid import published
from tests.made import new_form
from tests.refresh.memory_book import MemoryBook, national, saved
from xlfuncs.cells import CellError, Value, address, cell_at
from xlfuncs.errors import UnknownForm, UnknownRule
from xlfuncs.evaluation.findings.register import gravity
from xlfuncs.evaluation.result import Result
from xlfuncs.files.book import FileBook
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.refresh.refresh import check, refresh
from xlfuncs.refresh.report import REPORT
from xlfuncs.sheets import Sheet

TRAINING = ("产出指标", "数量指标", "培训人数", "≥40人", 36.0, 50.0)
CONTENT = ("效益指标", "社会效益", "满意度", "≥90%", "95%", 30.0)
JUDGED = ("满意度指标", "服务对象", "群众反映", "良好", "良好", 10.0)


def typed(training: Value = None, content: Value = None, judged: Value = None, **more: Any) -> Sheet:
    """A national table of four rows, 10 + 50 + 30 + 10 points."""
    return national([*TRAINING, training], [*CONTENT, content], [*JUDGED, judged], **more)


SCORES = {"H4": 9.0, "G6": 45.0, "G7": 30.0}  # what the rule gives: execution, training, content


def standing(book: MemoryBook) -> dict[str, Value]:
    return {place: book.at(f"自评表!{place}") for place in ("H4", "G6", "G7", "G8", "G9")}


def findings(results: list[Result]) -> list[tuple[str, str | None, Any, Any]]:
    return [(f.code, str(f.cell), f.found, f.expected) for result in results for f in result.findings]


def lines(book: MemoryBook) -> list[list[Value]]:
    """The report without its title and header."""
    return [list(row) for row in book.read(REPORT).rows[2:]]


def changes(book: MemoryBook) -> dict[str, tuple[Value, Value]]:
    """Cell → what stood there and what was written, from the report."""
    found: dict[str, tuple[Value, Value]] = {}
    for _, place, _, _, old, new, _, words in lines(book):
        if not str(words).startswith(("原为空白", "已按规则")):
            continue
        first, _, last = str(place).partition(":")
        rows = range(int(first[1:]), int(last[1:] or first[1:]) + 1)
        values = [new] if not last else [float(value) for value in str(new).split("、")]
        found |= {f"{first[0]}{row}": (old, value) for row, value in zip(rows, values, strict=True)}
    return found


def again(book: MemoryBook, **options: Any) -> list[Result]:
    """Refresh once more: every sheet stays as it was."""
    before = dict(book.sheets)
    results = refresh(book, **options)
    rows = {name: [list(row) for row in sheet.rows] for name, sheet in before.items()}
    assert {name: sheet.rows for name, sheet in book.sheets.items()} == rows
    return results


def test_blank_scores_are_filled_and_judged_ones_left_to_a_person() -> None:
    book = MemoryBook(typed())
    first = refresh(book)
    assert standing(book) == {**SCORES, "G8": None, "G9": 84.0}
    assert changes(book) == {"H4": (None, 9.0), "G6": (None, 45.0), "G7": (None, 30.0), "G9": (None, 84.0)}
    assert findings(again(book)) == findings(first)
    assert findings(check(book)) == findings(first)


def test_typed_scores_stay_and_differences_are_listed() -> None:
    book = MemoryBook(typed(50.0, 30.0, 10.0, total=100.0, executed=10.0))
    first = refresh(book)
    assert standing(book) == {"H4": 10.0, "G6": 50.0, "G7": 30.0, "G8": 10.0, "G9": 100.0}
    assert (first[0].total, first[0].entered_total) == (94.0, 100.0)
    assert [f[:2] for f in findings(first) if f[0] == "score-differs"] == [
        ("score-differs", "自评表!H4"),
        ("score-differs", "自评表!G6"),
    ]
    assert changes(book) == {}
    assert findings(again(book)) == findings(first)


def test_overwriting_keeps_the_old_values_on_the_report_for_good() -> None:
    book = MemoryBook(typed(50.0, 30.0, 10.0, total=100.0, executed="10分"))
    first = refresh(book, overwrite=True)
    assert standing(book) == {**SCORES, "G8": 10.0, "G9": 94.0}
    kept = {"H4": ("10分", 9.0), "G6": (50.0, 45.0), "G9": (100.0, 94.0)}
    assert changes(book) == kept
    assert findings(again(book, overwrite=True)) == findings(first)
    assert findings(again(book)) == findings(first)  # without the option it is no typed score either
    assert changes(book) == kept
    assert (first[0].total, first[0].entered_total) == (94.0, 100.0)


def edited(book: MemoryBook, values: Mapping[str, Value]) -> None:
    book.write("自评表", {cell_at(place): value for place, value in values.items()})


def test_a_score_of_ours_follows_its_inputs() -> None:
    book = MemoryBook(typed())
    refresh(book)
    edited(book, {"E6": 38.0})
    assert [f for f in findings(refresh(book)) if f[0] == "score-differs"] == []
    assert (book.at("自评表!G6"), book.at("自评表!G9")) == (47.5, 86.5)
    edited(book, {"E6": None})
    refresh(book)
    assert (book.at("自评表!G6"), book.at("自评表!G9")) == (None, 39.0)


def test_a_score_typed_over_ours_is_a_persons_again() -> None:
    book = MemoryBook(typed())
    refresh(book)
    edited(book, {"G6": 44.0, "G8": 9.0})
    (result,) = refresh(book)
    assert (book.at("自评表!G6"), book.at("自评表!G8")) == (44.0, 9.0)
    assert ("score-differs", "自评表!G6", 44.0, 45.0) in findings([result])
    assert book.at("自评表!G9") == 93.0


def test_formulas_stay() -> None:
    sheet = replace(typed(), formulas=frozenset({cell_at("G6"), cell_at("G9")}))
    book = MemoryBook(sheet)
    refresh(book, overwrite=True)
    assert (book.at("自评表!G6"), book.at("自评表!G9"), book.at("自评表!G7")) == (None, None, 30.0)
    assert book.read("自评表").formulas == sheet.formulas


def test_the_report_is_complete() -> None:
    book = MemoryBook(typed(50.0))
    (result,) = refresh(book)
    title, header = book.read(REPORT).rows[:2]
    assert str(title[0]).startswith("核对：错误 1、警告 1、")
    assert header == ["工作表", "单元格", "项目", "级别", "填报", "规则", "差额", "说明"]
    summary, *rest = lines(book)
    assert summary[:7] == ["自评表", "G9", "总分", "汇总", 50.0, 84.0, -34.0]
    assert str(summary[7]).startswith("规则 mof-2020-10：财政部《项目支出绩效评价管理办法》；")
    words = {"error": "错误", "warning": "警告", "info": "提示"}
    assert [line[2] for line in rest[-2:]] == ["核验记录", "核验码"]
    listed = [line for line in rest[:-2] if "按规则填入" not in str(line[7])]
    assert [(row[3], row[7]) for row in listed] == [
        (words[f.severity], f.message.partition(" | ")[0])
        for f in sorted(result.findings, key=lambda f: gravity(f.severity))
    ]
    assert all(len(line) == len(header) for line in lines(book))


def test_a_long_column_of_filled_scores_takes_few_lines() -> None:
    rows = [["产出指标", "数量指标", f"指标{at}", 40.0, float(at), 1.0, None] for at in range(105)]
    book = MemoryBook(national(*rows))
    first = refresh(book)
    places = [line[1] for line in lines(book) if line[7] == "原为空白，已按规则填入"]
    assert places == ["H4", "G6:G55", "G56:G105", "G106:G111"]
    assert changes(book)["G30"] == (None, 0.6)
    assert findings(again(book)) == findings(first)


def test_several_tables_in_a_book() -> None:
    book = MemoryBook(typed(), Sheet("说明", [["无"]]), typed(50.0, name="二科"))
    first = refresh(book)
    assert [result.table.sheet for result in first] == ["自评表", "二科"]
    assert book.writes == ["自评表", "二科", REPORT]
    assert (book.at("自评表!G6"), book.at("二科!G6")) == (45.0, 50.0)
    assert str(book.read(REPORT).rows[0][0]).startswith("核对：2 张表，错误 1、警告 2、")
    assert [line[0] for line in lines(book) if line[3] == "汇总"] == ["自评表", "二科"]
    assert findings(again(book)) == findings(first)


def test_an_error_in_a_row_leaves_the_others() -> None:
    sheet = national(
        [*TRAINING, None], ["产出指标", "数量指标", "次数", "≥5场", "5人", 5.0, None], [*CONTENT, None]
    )
    book = MemoryBook(sheet)
    (result,) = refresh(book)
    assert [score.score for score in result.scores] == [9.0, 45.0, None, 30.0]
    assert [book.at(f"自评表!{place}") for place in ("G6", "G7", "G8")] == [45.0, None, 30.0]
    assert ("bad-input", "自评表!E7", "5人", "以「场」为单位的数") in findings([result])


def test_an_error_value_in_an_input_is_named() -> None:
    sheet = national([*TRAINING[:4], CellError("#REF!"), 50.0, None], executed=None)
    (result,) = refresh(MemoryBook(sheet))
    assert [f[1] for f in findings([result]) if f[0] == "not-a-number"] == ["自评表!E6"]
    assert result.total == 9.0


def test_nothing_is_written_when_anything_raises() -> None:
    for book, rule in (
        (MemoryBook(typed()), "没有的规则"),
        (MemoryBook(Sheet("通知", [["各科室："]])), None),
    ):
        with pytest.raises((UnknownForm, UnknownRule)):
            refresh(book, rule)
        assert book.writes == []


def test_a_sheet_of_somebodys_own_that_is_called_like_the_report_is_read() -> None:
    book = MemoryBook(replace(typed(50.0), name=REPORT))
    assert [result.table.sheet for result in check(book)] == [REPORT]
    refresh(book)
    assert book.sheet_names() == [REPORT, "核对结果"]
    assert [result.table.sheet for result in check(book)] == [REPORT]


def test_check_writes_nothing() -> None:
    book = MemoryBook(typed())
    assert check(book)[0].total == 84.0
    assert book.writes == []


def test_a_score_merged_over_a_section_is_the_sections() -> None:
    rule = rule_file(execution_rate_score={"points": 20}, capped_ratio_score={})
    book = MemoryBook(published("hubei_department"))
    refresh(book, rule)
    assert book.at("Sheet1!F7") == 76.0
    blank = published("hubei_department")
    rows = [list(row) for row in blank.rows]
    rows[6][5] = None
    book = MemoryBook(replace(blank, rows=rows))
    (result,) = refresh(book, rule)
    assert [score.score for score in result.scores[1:]] == [None] * 3  # the rows have no points of their own
    assert [book.at(f"Sheet1!F{row}") for row in (7, 8, 9)] == [None] * 3


def test_a_blank_score_merged_over_a_section_takes_the_sum_of_its_rows() -> None:
    rows: list[list[Value]] = [
        [*TRAINING[:5], 20.0, None],
        ["产出指标", "质量指标", "合格率", "≥90%", "95%", 30.0, None],
    ]
    book = MemoryBook(replace(national(*rows), merged=((5, 6, 6, 6),)))
    (result,) = refresh(book)
    assert [score.score for score in result.scores] == [9.0, 18.0, 30.0]
    assert (book.at("自评表!G6"), book.at("自评表!G7"), book.at("自评表!G8")) == (48.0, None, 57.0)
    assert findings(again(book)) == findings([result])


# On files


def test_a_foreign_file_refreshed_twice_is_the_same_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path / "自评表.xlsx", typed(50.0, None, 10.0))
    for option in (False, True, False):
        book = FileBook.open(path)
        first = refresh(book, overwrite=option)
        book.save()
        once = path.read_bytes()
        book = FileBook.open(path)
        assert findings(refresh(book, overwrite=option)) == findings(first)
        book.save()
        assert path.read_bytes() == once
    sheet = FileBook.open(path).read("自评表")
    assert [sheet.value(*cell_at(place)) for place in ("H4", "G6", "G7", "G8", "G9")] == [9, 45, 30, 10, 94]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return new_form("department-evaluation-beijing", example=True)


def written(data: bytes, path: Path, cells: Mapping[str, Mapping[str, Value]]) -> FileBook:
    """A copy of a file with other values in some cells, opened."""
    path.write_bytes(data)
    book = FileBook.open(path)
    for sheet, values in cells.items():
        book.write(sheet, {cell_at(place): value for place, value in values.items()})
    book.save()
    return FileBook.open(path)


def helper(sheet: Sheet, word: str) -> int:
    """The column of a helper by its header."""
    return next(row.index(word) for row in sheet.rows if word in row)


@pytest.mark.parametrize("key", [key for key in helper_columns() if key.startswith("read_")])
def test_a_helper_column_without_its_heading_stops_no_refresh(tmp_path: Path, key: str) -> None:
    example = (
        Path(__file__)
        .parents[2]
        .joinpath("workbook_templates/examples/beijing_duty_ledger_example.xlsx")
        .read_bytes()
    )
    sheet, title = "虚构_考核比率", helper_columns()[key].title
    rows = written(example, tmp_path / "示例.xlsx", {}).read(sheet).rows
    place = next(address((row, line.index(title))) for row, line in enumerate(rows) if title in line)
    book = written(example, tmp_path / "示例.xlsx", {sheet: {place: "说明", "C4": "九成以上"}})
    (result, *_) = refresh(book)
    book.save()
    assert any(score.score is not None for score in result.scores)


def test_our_own_workbook(example: bytes, tmp_path: Path) -> None:
    """Only the rule's scores and explanations are written to it, and again the same."""
    book = written(example, tmp_path / "示例.xlsx", {})
    before = book.read("评分表"), book.read("基础数据")
    (result,) = refresh(book)
    assert (result.total, result.entered_total, result.grade) == (92.73, 90.73, "优秀")
    assert [f.code for f in result.findings if f.severity == "error"] == ["score-differs"]
    book.save()
    once = book.path.read_bytes()
    again_ = FileBook.open(book.path)
    sheet = again_.read("评分表")
    assert again_.read("基础数据").rows == before[1].rows
    assert sheet.formulas == before[0].formulas
    cells = [(score, score.item.cells) for score in result.scores]
    explained = {at["explanation"].cell: score.explanation or None for score, at in cells}
    touched = explained.keys() | {at["rule_score"].cell for _, at in cells}
    assert {cell: sheet.value(*cell) for cell in explained} == explained
    for number, row in enumerate(before[0].rows):
        for column, value in enumerate(row):
            if (number, column) not in touched:
                assert sheet.value(number, column) == value
    assert REPORT in again_.sheet_names()
    assert findings(refresh(again_)) == findings([result])
    again_.save()
    assert book.path.read_bytes() == once


def inserted(data: bytes, folder: Path, official: Value = None) -> tuple[FileBook, int]:
    """The example with a row inserted by hand below 产出成本, without formulas; its number (from 1)."""
    path = folder / "插行.xlsx"
    path.write_bytes(data)
    workbook = openpyxl.load_workbook(path)
    page = workbook["评分表"]
    sheet = FileBook.open(path).read("评分表")
    row = next(cell.row for cell in page["C"] if "产出成本" in str(cell.value))
    typed = {
        "计分方式": "正向",
        "目标数值": 10.0,
        "完成数值": 9.0,
        "分值（逐行）": 2.0,
        "填报得分": None,
        "规则得分": None,
    }
    page.cell(row, 3).value, page.cell(row, 7).value = "指标5：新增一行", official
    for word, value in typed.items():
        page.cell(row, helper(sheet, word) + 1).value = value
    workbook.save(path)
    return FileBook.open(path), row


def test_a_row_whose_formulas_are_gone_gets_its_scores(example: bytes, tmp_path: Path) -> None:
    book, row = inserted(example, tmp_path)
    (result,) = refresh(book)
    book.save()
    score = next(score for score in result.scores if "新增" in score.item.name)
    sheet = FileBook.open(book.path).read("评分表")
    assert sheet.value(row - 1, 6) == score.counted == score.score
    assert sheet.value(*score.item.cells["rule_score"].cell) == score.score
    assert sheet.value(*score.item.cells["explanation"].cell) == score.explanation
    once = book.path.read_bytes()
    second = FileBook.open(book.path)
    assert findings(refresh(second)) == findings([result])
    second.save()
    assert book.path.read_bytes() == once


def test_a_score_typed_where_a_formula_was_is_an_entered_one(example: bytes, tmp_path: Path) -> None:
    book, row = inserted(example, tmp_path, official=1.5)
    (result,) = refresh(book)
    book.save()
    score = next(score for score in result.scores if "新增" in score.item.name)
    assert score.item.entered == 1.5
    assert ("score-differs", f"评分表!G{row}", 1.5, score.score) in findings([result])
    second = FileBook.open(book.path)
    assert second.read("评分表").value(row - 1, 6) == score.score
    assert findings(refresh(second)) == findings([result])
    kept = [line for line in second.read(REPORT).rows if "原填 1.5" in str(line[-1])]
    assert [line[1] for line in kept] == [f"G{row}"]


def test_a_label_merged_across_the_score_is_never_written_over() -> None:
    """Not even where typed scores are replaced: it is no score."""
    plain = national([*TRAINING, None], [*CONTENT, None])
    book = MemoryBook(Sheet(plain.name, plain.rows, merged=[(5, 5, 5, 6)]))  # the first 分值, across 得分
    refresh(book, overwrite=True)
    assert (book.at("自评表!F6"), book.at("自评表!G6"), book.at("自评表!G7")) == (50.0, None, 30.0)
