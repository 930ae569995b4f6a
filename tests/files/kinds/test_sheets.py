"""A table says the same in whatever kind of file: what .xls and .ods give is held against the .xlsx."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from tests.engines import Office
from tests.made import new_form
from tests.refresh.memory_book import national, saved
from xlfuncs.cells import CellError, Value
from xlfuncs.cli import main
from xlfuncs.files.book import FileBook
from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.values import values_file
from xlfuncs.refresh.refresh import check
from xlfuncs.sheets import Sheet

KINDS = ["xls", "ods"]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Beijing example: titles made by formulas, merged headers, several sheets."""
    path = tmp_path_factory.mktemp("own") / "评分表.xlsx"
    path.write_bytes(new_form("department-evaluation-beijing", example=True))
    return path


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project example: formulas that read other sheets."""
    path = tmp_path_factory.mktemp("own") / "项目.xlsx"
    path.write_bytes(new_form("project-self-evaluation", example=True))
    return path


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table that somebody typed, with an error among its inputs, a title that is a formula, a merged header."""
    sheet = national(
        ["产出指标", "数量指标", "培训人数", 40.0, 36.0, 50.0, 45.0],
        ["产出指标", "数量指标", "检查次数", 12.0, "=1/0", 10.0, None],
        ["效益指标", "社会效益", "满意度", "≥90%", "95%", 40.0, "=4*10"],
        executed=9.0,
        total="=G6+0",
    )
    title = str(sheet.rows[0][0])
    first = [f'="{title[:4]}"&"{title[4:]}"', *sheet.rows[0][1:]]
    path = saved(
        tmp_path_factory.mktemp("foreign") / "自评.xlsx", Sheet(sheet.name, [first, *sheet.rows[1:]])
    )
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A1:G1")
    book.save(path)
    return path


def blocks(sheet: Sheet) -> list[list[Any]]:
    """The values, blank edges left aside."""
    rows = [list(row) for row in sheet.rows]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("table", ["example", "projects", "foreign"])
def test_every_kind_says_the_same(
    table: str, kind: str, request: pytest.FixtureRequest, office: Office, tmp_path: Path
) -> None:
    path: Path = request.getfixturevalue(table)
    first = FileBook.open(path)
    other = FileBook.open(office.convert(path, kind, tmp_path / f"{path.stem}.{kind}"))
    assert not other.lossless
    assert other.sheet_names() == first.sheet_names()
    for name in first.sheet_names():
        one, two = first.read(name), other.read(name)
        assert blocks(two) == blocks(one)
        assert two.formulas == one.formulas
        assert sorted(two.merged) == sorted(one.merged)
        assert one.merged
    assert [result.to_dict() for result in check(other)] == [result.to_dict() for result in check(first)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</mergeCells>", b"</mergeCells >"),
        (b"mergeCell", b"x:mergeCell"),
        (b"</mergeCells>", b"</mergeCells><!-- <mergeCells></mergeCells> -->"),
    ],
)
def test_merged_blocks_of_a_long_sheet_are_found_however_spelled(old: bytes, new: bytes) -> None:
    rows: list[list[Value]] = [[f"指标{row}", 1.0, 2.0] for row in range(3000)]
    part, package = (
        "xl/worksheets/sheet1.xml",
        Package(values_file([Sheet("表", rows, merged=[(1, 0, 2, 1)])], {})),
    )
    head, data, tail = package.read(part).partition(b"</sheetData>")
    space = b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    package.put(part, head.replace(b"<worksheet ", space) + data + tail.replace(old, new))
    assert FileBook(Path("表.xlsx"), package.to_bytes()).read("表").merged == [(1, 0, 2, 1)]


def test_what_the_foreign_table_holds(foreign: Path) -> None:
    sheet = FileBook.open(foreign).read("自评表")
    assert isinstance(sheet.value(0, 0), str)
    assert (0, 0) in sheet.formulas
    assert CellError("#DIV/0!") in [value for row in sheet.rows for value in row]


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_line_names_the_cell_and_writes_a_new_file(
    kind: str, foreign: Path, office: Office, tmp_path: Path
) -> None:
    path, output = office.convert(foreign, kind, tmp_path / f"自评.{kind}"), tmp_path / "已评.xlsx"
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["check", str(path), "--json"])
    assert result.exit_code == 1
    (table,) = json.loads(result.stdout)["tables"]
    assert [f["found"] for f in table["findings"] if f["code"] == "not-a-number"] == ["#DIV/0!"]
    result = CliRunner().invoke(main, ["score", str(path), "-o", str(output)])
    assert "另存为新的 .xlsx，只有数值" in result.output
    assert path.read_bytes() == before
    written = FileBook.open(output)
    assert written.lossless
    assert CellError("#DIV/0!") in [value for row in written.read("自评表").rows for value in row]
    result = CliRunner().invoke(main, ["score", str(path), "--in-place"])
    assert result.exit_code != 0
    assert path.read_bytes() == before
