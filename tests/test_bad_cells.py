"""Bad input through the command line: the cell is named, the other rows are scored, inputs stay as they were."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.made import new_form
from tests.refresh.memory_book import national, saved
from xlfuncs.cells import CellError, Value, cell_at
from xlfuncs.cli import main
from xlfuncs.files.book import FileBook
from xlfuncs.sheets import Sheet

REF = CellError("#REF!")
POSITIVE, RANGE = "大于 0 的数", "不小于 0、在应有范围之内的数"


def run(*arguments: str | Path) -> Result:
    """A command as a person types it; no traceback may escape, and what is said begins with the word 错误."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    if result.exit_code:
        assert result.stderr.startswith("错误：") or not result.stderr
    return result


def errors(result: Result) -> dict[str, tuple[Any, Any]]:
    """Cell → what stands there and what should, of the findings about cells one cannot use."""
    findings = [f for table in json.loads(result.stdout)["tables"] for f in table["findings"]]
    unusable = [f for f in findings if f["code"] in ("not-a-number", "bad-input")]
    assert {f["severity"] for f in unusable} <= {"error"}
    return {f["cell"]: (f["found"], f["expected"]) for f in unusable}


@pytest.fixture(scope="module")
def example() -> bytes:
    return new_form("department-evaluation-beijing", example=True)


def spoilt(data: bytes, path: Path, sheet: str, place: str, value: Value) -> Path:
    """A copy of the example with another value in one input cell."""
    path.write_bytes(data)
    book = FileBook.open(path)
    book.write(sheet, {cell_at(place): value})
    book.save()
    return path


BAD_CELLS: list[tuple[str, str, Value, str]] = [
    ("评分表", "C6", "叁万", "数字"),
    ("评分表", "C6", REF, "数字"),
    ("评分表", "C6", -5.0, "不小于 0 的数"),
    ("评分表", "D7", "二十二万", "数字"),
    ("评分表", "K11", "十", "数字"),
    ("评分表", "M26", "许多", "数字"),
    ("评分表", "N26", -3.0, RANGE),
    ("评分表", "N26", REF, "数字"),
    ("评分表", "O59", "两项", "数字"),
    ("评分表", "O59", 1.5, RANGE),
    ("评分表", "P11", "九分半", "数字"),
    ("基础数据", "B10", "四万", "数字"),
    ("基础数据", "B10", -1.0, RANGE),
    ("基础数据", "B11", 0.0, POSITIVE),
    ("基础数据", "B12", 0.0, POSITIVE),
    ("基础数据", "B14", REF, "数字"),
    ("基础数据", "B15", 28.3, RANGE),  # a percent typed as a number
]


@pytest.mark.parametrize(("sheet", "place", "value", "expected"), BAD_CELLS)
def test_a_bad_cell_of_our_own_workbook(
    sheet: str, place: str, value: Value, expected: str, example: bytes, tmp_path: Path
) -> None:
    path, output = spoilt(example, tmp_path / "评分表.xlsx", sheet, place, value), tmp_path / "已评.xlsx"
    before = path.read_bytes()
    result = run("score", path, "-o", output, "--json")
    found = str(value) if isinstance(value, CellError) else value
    assert errors(result)[f"{sheet}!{place}"] == (found, expected)
    assert result.exit_code == 1
    for word in (str(path), f"{sheet}!{place}"):  # what is wrong with it is said once, above
        assert word in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert path.read_bytes() == before
    items = json.loads(result.stdout)["tables"][0]["items"]
    assert sum(item["score"] is None and item["entered"] is None for item in items) <= 1
    assert next(item for item in items if item["name"] == "资产管理规范性")["score"] == 4.0
    assert FileBook.open(output).read(sheet).value(*cell_at(place)) == value  # the input stays
    assert run("check", path, "--json").exit_code == 1


def test_a_percent_typed_as_a_number_is_told_how_to_be_written(example: bytes, tmp_path: Path) -> None:
    path = spoilt(example, tmp_path / "评分表.xlsx", "基础数据", "B14", 8.04)
    result = run("check", path)
    assert result.exit_code == 1
    assert "8.04 不在 0 至 1 之间；若指 8.04%，应填 8.04% 或 0.0804" in result.stdout.replace("\n", "")
    assert "评分表!D65" in result.stderr


FOREIGN: list[tuple[str, Value, str, Any]] = [
    ("E6", -36.0, "自评表!E6", RANGE),
    ("F6", "五十", "自评表!F6", "数字"),
    ("D4", 0.0, "自评表!D4", POSITIVE),
    ("D4", "一百万", "自评表!D4", "数字"),
    ("E4", -90.0, "自评表!E4", RANGE),
    ("G6", "四十五分半", "自评表!G6", "数字"),
    ("G7", "优秀", "自评表!G7", "数字"),
]


def foreign(path: Path, place: str | None = None, value: Value = None) -> Path:
    """A table somebody typed, with one bad cell."""
    sheet = national(
        ["产出指标", "数量指标", "培训人数", 40.0, 36.0, 50.0, 45.0],
        ["效益指标", "社会效益", "满意度", "≥90%", "95%", 40.0, None],
        executed=9.0,
    )
    if place:
        row, column = cell_at(place)
        rows = [list(row) for row in sheet.rows]
        rows[row][column] = value
        sheet = Sheet(sheet.name, rows)
    return saved(path, sheet)


@pytest.mark.parametrize(("place", "value", "cell", "expected"), FOREIGN)
def test_a_bad_cell_of_a_table_that_is_not_ours(
    place: str, value: Value, cell: str, expected: str, tmp_path: Path
) -> None:
    path, output = foreign(tmp_path / "自评表.xlsx", place, value), tmp_path / "已评.xlsx"
    before = path.read_bytes()
    result = run("score", path, "-o", output, "--json")
    assert errors(result) == {cell: (value, expected)}
    assert result.exit_code == 1
    assert path.read_bytes() == before
    sheet = FileBook.open(output).read("自评表")
    assert sheet.value(*cell_at(place)) == value
    if place != "G7":
        assert sheet.value(*cell_at("G7")) == 40.0  # the other rows are scored


def test_in_place_a_bad_cell_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = foreign(tmp_path / "自评表.xlsx", "E6", -36.0)
    before = path.read_bytes()
    result = run("score", path, "--in-place")
    assert result.exit_code == 1
    assert "没有改动" in result.stderr
    assert path.read_bytes() == before
    assert not path.with_suffix(".xlsx.bak").exists()


def test_a_good_table_exits_0_though_scores_differ(tmp_path: Path) -> None:
    path = foreign(tmp_path / "自评表.xlsx", "G6", 50.0)
    result = run("score", path, "-o", tmp_path / "已评.xlsx")
    assert (result.exit_code, result.stderr) == (0, "")
    assert run("check", path).exit_code == 1


def without_rows(path: Path, *words: str) -> Path:
    """A table whose rows with these words somebody deleted."""
    sheet = FileBook.open(foreign(path)).read("自评表")
    rows = [row for row in sheet.rows if not any(word in row for word in words)]
    return saved(path, Sheet("自评表", rows))


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (("总分",), "合计（总分）行"),
        (("年度资金总额",), "总额行"),
        (("一级指标", "产出指标", "效益指标"), "指标表头"),
        (("项目资金（万元）", "年度资金总额"), "成对的预算数"),
    ],
)
def test_a_table_without_a_part_is_checked(words: tuple[str, ...], missing: str, tmp_path: Path) -> None:
    result = run("check", without_rows(tmp_path / "自评表.xlsx", *words))
    assert (result.exit_code, result.stderr) == (1, "")
    assert missing in result.stdout


def test_a_table_without_a_total_row_is_scored(tmp_path: Path) -> None:
    path = without_rows(tmp_path / "自评表.xlsx", "总分")
    assert run("score", path, "--in-place").exit_code == 0
    assert "合计（总分）行" in str(FileBook.open(path).read("核对").rows)


def test_a_section_of_our_own_form_that_is_gone(example: bytes, tmp_path: Path) -> None:
    path = tmp_path / "评分表.xlsx"
    path.write_bytes(example)
    sheet = FileBook.open(path).read("评分表")
    saved(path, Sheet("评分表", [row for number, row in enumerate(sheet.rows, 1) if not 57 <= number <= 66]))
    result = run("check", path)
    assert result.exit_code == 1
    assert "缺少「预算管理情况」一段" in result.stdout


def test_a_rule_the_workbook_names_and_nobody_has(example: bytes, tmp_path: Path) -> None:
    path = spoilt(example, tmp_path / "评分表.xlsx", "基础数据", "B9", "beijing-2099")
    before = path.read_bytes()
    result = run("score", path, "--in-place")
    assert (result.exit_code, path.read_bytes()) == (1, before)
    assert re.search(r"错误 基础数据!B9 .*「beijing-2099」", result.stdout)


# What the operating system refuses, once through the whole command.


def read_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path.chmod(0o444)
    return "只读"


def open_in_excel(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path.with_name(f"~${path.name}").write_bytes(b"")
    return "打开"


def open_in_calc(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path.with_name(f".~lock.{path.name}#").write_text(",,,", "utf-8")
    return "打开"


def full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    return "磁盘已满"


@pytest.mark.parametrize("spoil", [read_only, open_in_excel, open_in_calc, full_disk])
def test_a_target_that_cannot_be_written(
    spoil: Callable[[Path, pytest.MonkeyPatch], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = foreign(tmp_path / "自评表.xlsx")
    before = path.read_bytes()
    why = spoil(path, monkeypatch)
    left = sorted(file.name for file in tmp_path.iterdir())
    result = run("score", path, "--in-place")
    assert (result.exit_code, result.stdout) == (3, "")
    assert path.name in result.stderr
    assert why in result.stderr
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == left


def test_a_target_of_0_that_was_not_met_is_left_to_a_person(tmp_path: Path) -> None:
    """There is no ratio to score by, and nothing is wrong with the cell."""
    result = run("check", foreign(tmp_path / "自评表.xlsx", "D6", 0.0), "--json")
    (table,) = json.loads(result.stdout)["tables"]
    assert [item["score"] for item in table["items"] if item["name"] == "培训人数"] == [None]
    said = {f["code"]: f["message"] for f in table["findings"]}
    assert "没有比例" in said["readings-differ"]
