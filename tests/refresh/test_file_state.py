"""Hidden parts are named, hidden sheets left alone; old results beside formulas are found, counted right, remembered."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from tests.made import new_form
from tests.refresh.memory_book import MemoryBook, national
from xlfuncs.cli import main
from xlfuncs.errors import FileProblem, UnknownForm
from xlfuncs.files.book import FileBook
from xlfuncs.files.results import engine, recalculate
from xlfuncs.refresh.refresh import check, refresh
from xlfuncs.refresh.score_file import check_file, score_file
from xlfuncs.sheets import Sheet

CASES = Path(__file__).parents[1] / "cases"
BUDGET = (3, 3)  # of a national table


def codes(book: MemoryBook, **given: Any) -> list[str]:
    return [finding.code for result in check(book, **given) for finding in result.findings]


def formula_sheet(**state: Any) -> Sheet:
    return replace(national(), formulas=frozenset({BUDGET}), **state)


def test_a_hidden_sheet_is_named_and_left_alone() -> None:
    last_year = replace(national(), name="去年", visibility="hidden")
    book = MemoryBook(national(), last_year)
    (result,) = refresh(book)
    said = [finding.message for finding in result.findings if finding.code == "hidden-sheet"]
    assert said == ["工作表「去年」已隐藏，未评分，也未写入"]
    assert book.read("去年") is last_year


def test_a_hidden_sheet_is_scored_where_it_is_asked_for() -> None:
    book = MemoryBook(national(), replace(national(), name="去年", visibility="veryHidden"))
    (result,) = refresh(book, only=["去年"])
    assert result.table.sheet == "去年"
    assert book.writes == ["去年", "核对"]


def test_a_workbook_with_hidden_tables_only_says_so() -> None:
    with pytest.raises(UnknownForm, match="工作表“自评表”已隐藏，没有核对"):
        check(MemoryBook(Sheet("说明", [["通知"]]), replace(national(), visibility="hidden")))


def test_only_the_sheets_asked_for_are_looked_at() -> None:
    book = MemoryBook(national(), replace(national(), name="二科"))
    assert [result.table.sheet for result in check(book, only=["二科"])] == ["二科"]
    with pytest.raises(FileProblem, match="没有名为“三科”的工作表；有：自评表、二科"):
        check(book, only=["三科"])


def test_the_command_line_takes_sheets(tmp_path: Path) -> None:
    path = str(shutil.copy(CASES / "hidden.xlsx", tmp_path / "a.xlsx"))
    called = CliRunner().invoke(main, ["check", path, "--sheet", "2022", "--sheet", "自评表", "--json"])
    assert [table["sheet"] for table in json.loads(called.stdout)["tables"]] == ["自评表", "2022"]


def test_hidden_rows_and_columns_that_count_are_a_finding() -> None:
    assert "hidden-cells" not in codes(MemoryBook(national()))
    counted = replace(national(), hidden_rows=frozenset({0, 5}), hidden_columns=frozenset({4, 9}))
    (result,) = check(MemoryBook(counted))
    said = [f.message.partition("，")[0] for f in result.findings if f.code == "hidden-cells"]
    assert said == ["第 6 行已隐藏", "第 1 行已隐藏", "第 E 列已隐藏"]


def test_a_row_of_our_own_form_that_is_hidden_and_counts_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(new_form("department-evaluation-beijing", example=True))
    (before,) = check_file(path)
    assert "hidden-cells" not in {finding.code for finding in before.findings}  # spare rows are folded away
    book = openpyxl.load_workbook(path)
    book["评分表"].row_dimensions[16].hidden = True
    book.save(path)
    (found,) = [f for f in check_file(path)[0].findings if "hidden" in f.code]
    assert (found.code, str(found.cell)) == ("form-hidden", "评分表!A16")


def test_an_old_result_is_a_finding_and_the_true_one_counts() -> None:
    (result,) = check_file(CASES / "stale_zero.xlsx")
    (found,) = [finding for finding in result.findings if finding.code == "result-outdated"]
    assert (str(found.cell), found.found, found.expected) == ("自评表!E6", 0.0, 120.0)
    assert (result.scores[0].score, result.total) == (8.0, 91.92)


@pytest.mark.parametrize("stored", ["NaN", "1E400", "-1E400"])
def test_an_old_result_that_is_no_number_is_told_as_it_stands(stored: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(CASES / "stale_zero.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</f><v>0</v>", f"</f><v>{stored}</v>".encode()))
    (result,) = check_file(path)
    (found,) = [finding for finding in result.findings if finding.code == "result-outdated"]
    assert (str(found.cell), found.expected) == ("自评表!E6", 120.0)
    assert "E6（" in found.message
    assert " → 120）" in found.message
    assert result.total == 91.92


def test_a_result_that_nobody_here_can_calculate_may_be_old() -> None:
    assert "result-unverified" in codes(MemoryBook(formula_sheet(unverified=frozenset({BUDGET}))))
    assert "result-unverified" not in codes(MemoryBook(formula_sheet(unverified=frozenset({(0, 0)}))))


@pytest.mark.parametrize("typed", ["498.6", "约498.6万元"])
def test_an_amount_typed_as_text_is_named_where_it_stands(typed: str, tmp_path: Path) -> None:
    """The form's own sum over it is an error value: that is what was caused, and is not said."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(new_form("project-self-evaluation"))
    book = openpyxl.load_workbook(path)
    for cell, value in {"D7": 500, "E7": 520, "F7": typed}.items():
        book["自评表"][cell] = value
    book.save(path)
    findings = check_file(path)[0].findings
    (found,) = [found for found in findings if found.code == "not-a-number"]
    assert (str(found.cell), found.case, found.found) == ("自评表!F7", "text-amount", typed)
    assert "result-unverified" not in {found.code for found in findings}


@pytest.mark.parametrize("case", ["stale_zero", "formulas", "hidden", "wps_dispimg", "vlookup"])
def test_scoring_again_gives_the_same_bytes_and_findings(case: str, tmp_path: Path) -> None:
    once = score_file(CASES / f"{case}.xlsx", tmp_path / "1.xlsx")
    again = score_file(tmp_path / "1.xlsx", tmp_path / "2.xlsx")
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    assert [result.to_dict() for result in once] == [result.to_dict() for result in again]


def test_an_old_result_is_forgotten_when_its_cell_changes(tmp_path: Path) -> None:
    score_file(CASES / "stale_zero.xlsx", tmp_path / "1.xlsx")
    book = FileBook.open(tmp_path / "1.xlsx")
    book.write("自评表", {(5, 4): 120.0, (5, 5): 96.0, (5, 7): 0.8, (16, 5): 90.0})
    book.save(tmp_path / "2.xlsx")
    (result,) = check_file(tmp_path / "2.xlsx")
    assert not [finding for finding in result.findings if finding.code == "result-outdated"]


def test_pictures_in_cells_stay(tmp_path: Path) -> None:
    (result,) = score_file(CASES / "wps_dispimg.xlsx", tmp_path / "1.xlsx")
    assert not {"result-unverified", "reason-needless"} & {found.code for found in result.findings}
    kept = openpyxl.load_workbook(tmp_path / "1.xlsx", data_only=True)["自评表"]
    assert str(kept["I13"].value).startswith("=DISPIMG(")
    assert kept["I13"].value == kept["I15"].value


def test_whole_columns_are_read_as_far_as_rows_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def calculated(file: bytes, *others: Any) -> object:
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            shown.extend(parts.read(name).decode() for name in parts.namelist() if "worksheets" in name)
        return engine.calculated(file, *others)

    monkeypatch.setattr(recalculate, "calculated", calculated)
    score_file(CASES / "vlookup.xlsx", tmp_path / "1.xlsx")
    formulas = re.findall(r"<f>([^<]*LOOKUP[^<]*)</f>", "".join(shown))
    assert formulas
    assert not re.search(r"[A-Z]:\$?[A-Z]", "".join(formulas))  # of which each would be a million rows
    summary = openpyxl.load_workbook(tmp_path / "1.xlsx", data_only=True)["汇总"]
    assert summary["A1"].value == 91.92


@pytest.mark.parametrize("header", ["E11", "F11"])
def test_percent_cells_under_a_heading_nobody_knows(header: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(CASES / "base.xlsx")
    assert book["自评表"]["E19"].number_format == "0%"
    book["自评表"][header] = "某某"
    book.save(tmp_path / "a.xlsx")
    (result,) = check_file(tmp_path / "a.xlsx")
    assert "某某" in "".join(finding.message for finding in result.findings)
