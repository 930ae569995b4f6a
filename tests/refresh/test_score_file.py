"""The front door: from Python a file is checked and scored as the command line does it, and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import xlfuncs
from tests.made import new_form
from tests.refresh.memory_book import national, saved
from xlfuncs.cli import main
from xlfuncs.errors import FileProblem
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml.package import Package
from xlfuncs.refresh.score_file import check_file, score_file


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "评分表.xlsx"
    path.write_bytes(new_form("department-evaluation-beijing", example=True))
    return path


def tables(*arguments: str | Path) -> object:
    return json.loads(CliRunner().invoke(main, [*map(str, arguments), "--json"]).stdout)["tables"]


def test_a_result_is_a_table_of_the_command_lines_json(example: Path, tmp_path: Path) -> None:
    scored = xlfuncs.score_file(example, tmp_path / "甲.xlsx")
    assert [result.to_dict() for result in scored] == tables("score", example, "-o", tmp_path / "乙.xlsx")
    assert (tmp_path / "甲.xlsx").read_bytes() == (tmp_path / "乙.xlsx").read_bytes()
    assert [result.to_dict() for result in xlfuncs.check_file(str(example))] == tables("check", example)


def test_a_file_with_a_cell_that_cannot_be_used_is_not_scored_over_itself(tmp_path: Path) -> None:
    path = saved(tmp_path / "自评.xlsx", national())
    book = FileBook.open(path)
    book.write("自评表", {(5, 4): "许多"})
    book.save()
    before = path.read_bytes()
    (result,) = xlfuncs.score_file(path, path)
    assert [str(finding.cell) for finding in result.findings if finding.unusable] == ["自评表!E6"]
    assert path.read_bytes() == before
    xlfuncs.score_file(path, tmp_path / "已评.xlsx")
    assert path.read_bytes() == before
    assert (tmp_path / "已评.xlsx").exists()


def test_what_there_is_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'scorefile'"):
        xlfuncs.scorefile  # type: ignore[attr-defined]  # noqa: B018


def protected(tmp_path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A foreign table whose workbook part says more, or that has one part more."""
    package = Package((Path(__file__).parents[1] / "cases" / "base.xlsx").read_bytes())
    package.put(part, package.read(part).replace(old, new) if part in package else new)
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(package.to_bytes())
    return path


BOOK, SIGNATURE = "xl/workbook.xml", "_xmlsignatures/sig1.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (SIGNATURE, b"", b"<Signature/>", "数字签名"),
        (BOOK, b"<workbookProtection", b'<workbookProtection lockStructure="1"', "结构受保护"),
        (BOOK, b"<workbookPr", b'<fileSharing readOnlyRecommended="1"/><workbookPr', "只读"),
    ],
)
def test_what_protects_a_book_is_said(tmp_path: Path, part: str, old: bytes, new: bytes, said: str) -> None:
    path = protected(tmp_path, part, old, new)
    before = path.read_bytes()
    for results in (check_file(path), score_file(path, tmp_path / "评分.xlsx")):
        assert said in next(f.message for f in results[0].findings if f.code == "workbook-protected")
    assert path.read_bytes() == before
    assert new in Package((tmp_path / "评分.xlsx").read_bytes()).read(part)


def test_a_signed_workbook_is_not_changed_in_place(tmp_path: Path) -> None:
    path = protected(tmp_path, SIGNATURE, b"", b"<Signature/>")
    before = path.read_bytes()
    with pytest.raises(FileProblem, match="数字签名"):
        score_file(path, path)
    assert {one: one.read_bytes() for one in tmp_path.iterdir()} == {path: before}


@pytest.mark.parametrize(
    ("name", "target", "result", "total"),
    [
        ("完工时间", "2024年12月底前", "2024年11月完成", 8.0),
        ("完工时间", "2024年12月底前", "2025年1月", None),
        ("能耗下降率", "下降≥10%", "下降12%", 8.0),
        ("设备利用率", "80%-90%", "85%", 8.0),
        ("设备利用率", "80%-90%", "95%", None),
        ("物价变动率", "≤0%", "-3.2%", 8.0),
        ("税收增速", "≥8%", "-3.2%", None),
        ("覆盖率", "≥1.5%", "2", 8.0),
    ],
)
def test_what_only_reading_tells_counts_in_the_sheet_as_in_the_result(
    name: str, target: str, result: str, total: float | None, tmp_path: Path
) -> None:
    """The form's formulas read no dates and no ranges: what was read stands in its columns of readings, bound to the texts."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(new_form("project-self-evaluation"))
    book = openpyxl.load_workbook(path)
    for column, value in enumerate((name, target, result, 8), 4):
        book["自评表"].cell(23, column, value)
    book.save(path)
    (scored,) = score_file(path, path, overwrite=True)
    sheet = openpyxl.load_workbook(path, data_only=True)["自评表"]
    assert (sheet["H23"].value, scored.total) == (total, total)
    (again,) = check_file(path)
    assert [found.code for found in again.findings] == [found.code for found in scored.findings]
