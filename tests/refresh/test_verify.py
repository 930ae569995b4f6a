"""Whether a scored workbook still gives what it says: no edit is missed, nothing honest is found fault with."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from benchmarks.fuzz.edits import edited, noticed
from scripts.make_templates import TEMPLATES
from tests.engines import Office
from tests.refresh.memory_book import MemoryBook
from xlfuncs.errors import FileProblem, UnknownRule
from xlfuncs.files.book import FileBook
from xlfuncs.refresh import record
from xlfuncs.refresh.refresh import refresh
from xlfuncs.refresh.verify import Verdict, verify

CASES = Path(__file__).parents[1] / "cases"
SCORED = [TEMPLATES / "examples/beijing_department_evaluation_example.xlsx", CASES / "base.xlsx"]
SCORED += [TEMPLATES / "examples/hubei_department_self_evaluation_example.xlsx", CASES / "formulas.xlsx"]
NATIONAL = Path(__file__).parents[2] / "xlfuncs/rules/data/mof-2020-10.toml"


def scored(path: Path, rule: str | None = None, day: int = 1) -> FileBook:
    book = FileBook.open(path)
    refresh(book, rule, today=dt.date(2023, 3, day))
    return FileBook(path, book.to_bytes())


def in_memory(book: FileBook) -> MemoryBook:
    return MemoryBook(*map(book.read, book.sheet_names()))


def kinds(verdicts: list[Verdict]) -> list[str]:
    return [one.kind for verdict in verdicts for one in verdict.differences]


def lines(book: FileBook) -> list[str]:
    rows = book.read("核对").rows
    return [str(row[7]) for row in rows if row[2] == "核验记录"]


VALUES_ONLY = [CASES / name for name in ("base.ods", "base.xls", "formulas.xls", "gbk.csv")]  # once saved


@pytest.mark.parametrize(
    "path", sorted({*TEMPLATES.rglob("*.xlsx"), *SCORED, *VALUES_ONLY}), ids=lambda path: path.name
)
def test_what_was_scored_is_consistent(path: Path) -> None:
    verdicts = verify(scored(path))
    assert verdicts
    assert kinds(verdicts) == []


@pytest.mark.parametrize("path", SCORED, ids=lambda path: path.stem)
def test_no_edit_of_what_is_read_is_missed(path: Path) -> None:
    book, chance = in_memory(scored(path)), random.Random(f"14 {path.stem}")
    for _ in range(40):
        words, sheet = edited(book.sheets, chance)
        assert noticed(book.sheets, words, sheet), words


def test_what_changed_in_one_table_is_not_told_at_the_other(tmp_path: Path) -> None:
    path = tmp_path / "两张表.xlsx"
    path.write_bytes(scored(TEMPLATES / "examples/project_self_evaluation_example.xlsx").to_bytes())
    book = load_workbook(path)
    book["虚构_护理员培训"]["F38"] = "288人"
    book["基础数据"]["B5"] = "某局"
    book.save(path)
    told = [
        {one.sheet for one in each.differences if one.kind == "input"} for each in verify(FileBook.open(path))
    ]
    assert told == [{"基础数据"}, {"基础数据", "虚构_护理员培训"}]


def test_another_suite_that_saves_it_changes_nothing(office: Office, tmp_path: Path) -> None:
    for path in SCORED:
        (tmp_path / "评.xlsx").write_bytes(scored(path).to_bytes())
        saved = office.convert(tmp_path / "评.xlsx", "xlsx", tmp_path / "另存.xlsx")
        assert kinds(verify(FileBook.open(saved))) == [], path.name


def test_a_record_is_added_only_where_something_changed(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(scored(CASES / "base.xlsx").to_bytes())
    assert scored(path, day=2).to_bytes() == path.read_bytes()
    book = load_workbook(path)
    book["自评表"]["E8"] = 1
    book.save(path)
    again = scored(path, day=3)
    first, second = lines(again)
    assert first.startswith("2023-03-01 第 1 次：规则 mof-2020-10（")
    assert second.startswith("2023-03-03 第 2 次：")
    assert kinds(verify(again)) == []


def test_another_rule_file_and_version_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.toml"
    text = NATIONAL.read_text("utf-8").replace('"mof-2020-10"', '"own-2024"', 1)
    own.write_text(text, "utf-8")
    book = scored(CASES / "base.xlsx", str(own))
    assert kinds(verify(book, str(own))) == []
    other = tmp_path / "other.toml"
    other.write_text(text + "\n# changed\n", "utf-8")
    assert kinds(verify(book, str(other))) == ["rule"]
    with pytest.raises(UnknownRule, match="own-2024"):
        verify(book)
    monkeypatch.setattr(record, "__version__", "9.9")
    (verdict,) = verify(book, str(own))
    assert kinds([verdict]) == ["version"]
    assert verdict.consistent  # the same comes out


def test_the_record_itself_is_compared() -> None:
    book = in_memory(scored(CASES / "base.xlsx"))
    report = book.sheets["核对"]
    rows = [
        [str(v).replace("输入 ", "输入 0") if "输入 " in str(v) else v for v in row] for row in report.rows
    ]
    changed = MemoryBook(*({**book.sheets, "核对": replace(report, rows=rows)}).values())
    assert kinds(verify(changed)) == ["input"]


def test_without_a_record_there_is_nothing_to_verify() -> None:
    with pytest.raises(FileProblem, match="没有核验记录"):
        verify(FileBook.open(CASES / "base.xlsx"))


def test_lines_deleted_or_changed_on_the_report_are_named_and_rows_hidden_since(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(scored(SCORED[0]).to_bytes())

    def told(change: Callable[[Workbook], object]) -> list[str]:
        book = load_workbook(path)
        change(book)
        book.save(tmp_path / "改.xlsx")
        (verdict,) = verify(FileBook.open(tmp_path / "改.xlsx"))
        assert not verdict.consistent
        return [one.words.zh for one in verdict.differences]

    (deleted,) = told(lambda book: book["核对"].delete_rows(4))
    assert "核对表上没有或已改动：评分表!G65 「结转结余率」填 0 分" in deleted
    (altered,) = told(lambda book: book["核对"].__setitem__("F3", 99.0))
    assert "核对表上没有或已改动：评分表!G67 总分 92.73，规则 beijing-2022" in altered
    _, hidden = told(lambda book: setattr(book["评分表"].row_dimensions[16], "hidden", True))
    assert "第 16 行已隐藏" in hidden


def test_a_deadline_in_a_folded_row_is_told_at_the_same_cell_once_it_is_scored(tmp_path: Path) -> None:
    """A program typed it there; of a row that is scored other cells say how it was read."""
    book = load_workbook(TEMPLATES / "project_self_evaluation.xlsx")
    row = {"D16": "完工时间", "E16": "2025年11月30日前", "F16": "2025年11月12日", "G16": 10}
    for place, value in {"D7": 100, "E7": 100, "F7": 90, **row}.items():
        book["自评表"][place] = value
    book.save(tmp_path / "表.xlsx")
    file = scored(tmp_path / "表.xlsx")
    assert any("第 16 行已隐藏" in str(line) for line in file.read("核对").rows)
    assert kinds(verify(file)) == []
