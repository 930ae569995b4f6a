"""The command line: every command, the JSON it promises, its exit codes, its errors."""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.cli.commands import run
from tests.made import new_form
from xlfuncs.cli import main
from xlfuncs.forms.layout import forms
from xlfuncs.rules import listing

FORM = "department-evaluation-beijing"

TABLE = "sheet form rule unit departments project sections items total entered_total grade findings intact unscored total_cell"
SECTION = ["name", "points", "score", "entered"]
ITEM = "section name target actual points score entered approved method explanation source cell"
FINDING = ["code", "severity", "cell", "item", "found", "expected", "message"]


def done(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refused(code: int, *arguments: str | Path) -> str:
    """What a refused command says, on stderr alone."""
    result = run(*arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    return result.stderr


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled example, not scored; nobody writes to it."""
    path = tmp_path_factory.mktemp("cli") / "示例.xlsx"
    path.write_bytes(new_form(FORM, example=True))
    return path


@pytest.fixture
def copy(example: Path, tmp_path: Path) -> Path:
    path = tmp_path / "评分表.xlsx"
    path.write_bytes(example.read_bytes())
    return path


# --- the shape of score --json and check --json -----------------------------------------------------------


@pytest.fixture(scope="module")
def checked(example: Path) -> dict[str, Any]:
    result = run("check", example, "--json")
    assert result.exit_code == 1
    return json.loads(result.stdout)


def test_the_shape_is_the_promised_one(checked: dict[str, Any], example: Path) -> None:
    assert list(checked) == ["file", "tables"]
    assert checked["file"] == str(example)
    for table in checked["tables"]:
        assert list(table) == TABLE.split()
        assert all(list(section) == SECTION for section in table["sections"])
        assert all(list(item) == ITEM.split() for item in table["items"])
        assert all(list(finding) == FINDING for finding in table["findings"])
        assert {finding["severity"] for finding in table["findings"]} <= {"error", "warning", "info"}


def test_the_example_has_its_known_figures(checked: dict[str, Any]) -> None:
    (table,) = checked["tables"]
    assert (table["sheet"], table["form"], table["rule"]) == ("评分表", FORM, "beijing-2022")
    assert (table["unit"], table["grade"]) == ("万元", "优秀")
    assert (table["total"], table["entered_total"]) == (92.73, 90.73)
    assert [list(section.values()) for section in table["sections"]] == [
        ["当年预算执行情况", 20, 17.23, 17.23],
        ["整体绩效目标实现情况", 60, 59.5, 59.5],
        ["预算管理情况", 20, 16, 14],
    ]
    assert len(table["items"]) == 22


def test_the_example_has_one_error(checked: dict[str, Any]) -> None:
    findings = checked["tables"][0]["findings"]
    (error,) = [finding for finding in findings if finding["severity"] == "error"]
    row = {"code": "score-differs", "cell": "评分表!G65", "item": "结转结余率", "found": 0.0, "expected": 2.0}
    assert row.items() <= error.items()
    assert "71.89%" in error["message"]
    assert "未经核实" in error["message"]
    assert "warning" not in {finding["severity"] for finding in findings}


def test_an_item_is_told_in_full(checked: dict[str, Any]) -> None:
    first = checked["tables"][0]["items"][0]
    values = [
        "当年预算执行情况",
        "资金总体",
        291435.79,
        251145.17,
        20,
        17.23,
        17.23,
        None,
        "execution_rate_score",
    ]
    assert [*first.values()][:9] == values
    assert first["explanation"].startswith("251145.17÷291435.79＝86.1751%")
    assert first["source"].startswith("评分表 一、")
    assert first["cell"] == "评分表!G5"


def test_what_only_a_person_can_say_is_null(checked: dict[str, Any]) -> None:
    row = checked["tables"][0]["items"][1]
    assert (row["name"], row["entered"]) == ("指标1：产出数量", 9.5)
    assert row["score"] is row["method"] is row["explanation"] is row["source"] is None


# --- demo, new, score, check ---------------------------------------------------------------------------------


def test_demo_scores_the_example_and_leaves_a_workbook(tmp_path: Path) -> None:
    output = tmp_path / "演示.xlsx"
    said = done("demo", "-o", output)
    for figure in ("17.23", "92.73", "90.73", "优秀", "71.89%"):
        assert figure in said
    assert len([line for line in said.splitlines() if line.startswith("错误 评分表!")]) == 1
    assert str(output) in said.replace("\n", "")
    assert "核对" in load_workbook(output).sheetnames


def test_a_command_leaves_a_program_that_lives_on_as_it_was(example: Path) -> None:
    for arguments in (
        ["check", str(example)],
        ["check", str(example), str(example)],
        ["score", "no such file"],
        ["--version"],
    ):
        CliRunner().invoke(main, arguments)
        assert gc.isenabled(), arguments


def test_demo_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done("demo")
    first = Path("xlfuncs_demo.xlsx").read_bytes()
    assert json.loads(done("demo", "--json"))["tables"][0]["total"] == 92.73
    assert Path("xlfuncs_demo.xlsx").read_bytes() == first


@pytest.mark.parametrize("command", [["demo"], ["new", FORM]])
def test_what_is_made_does_not_overwrite_another_file(command: list[str], copy: Path) -> None:
    before = copy.read_bytes()
    said = refused(3, *command, "-o", copy)
    assert said.startswith("错误：")
    assert f"{copy} 已经存在，不覆盖" in said
    assert copy.read_bytes() == before


@pytest.mark.parametrize("form", [layout.id for layout in forms()])
def test_new_starts_every_form(form: str, tmp_path: Path) -> None:
    output = tmp_path / "新表.xlsx"
    assert f"已新建 {output}" in done("new", form, "-o", output)
    assert output.read_bytes() == new_form(form)


def test_new_with_an_unknown_form_lists_the_known(tmp_path: Path) -> None:
    said = refused(3, "new", "beijing", "-o", tmp_path / "x.xlsx")
    assert "没有「beijing」这张表" in said
    assert FORM in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a.pdf", "a.xls", "a"])
def test_new_writes_no_workbook_under_another_name(name: str, tmp_path: Path) -> None:
    assert "文件名须以 .xlsx 结尾" in refused(3, "new", FORM, "-o", tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_new_takes_the_chinese_name_a_rule_and_the_number_of_rows(tmp_path: Path) -> None:
    asked = ["项目支出绩效自评表", "--rule", "sichuan-2023", "--rows", "3"]
    done("new", *asked, "-o", tmp_path / "x.xlsx")
    made = new_form("project-self-evaluation", rule="sichuan-2023", rows=3)
    assert (tmp_path / "x.xlsx").read_bytes() == made


def test_new_with_an_unknown_rule_writes_nothing(tmp_path: Path) -> None:
    said = refused(3, "new", FORM, "--rule", "beijing-1999", "-o", tmp_path / "x.xlsx")
    assert "没有编号为「beijing-1999」的规则；已有：beijing-2022、" in said
    assert not list(tmp_path.iterdir())


def test_score_writes_another_file(copy: Path, tmp_path: Path, checked: dict[str, Any]) -> None:
    before = copy.read_bytes()
    output = tmp_path / "结果.xlsx"
    data = json.loads(done("score", copy, "-o", output, "--json"))
    assert data["file"] == str(copy)
    assert data["tables"] == checked["tables"]
    assert copy.read_bytes() == before
    assert "核对" in zipfile.ZipFile(output).read("xl/workbook.xml").decode()


def test_score_replaces_an_existing_file_only_when_told_so(copy: Path, tmp_path: Path) -> None:
    output = tmp_path / "别人的.xlsx"
    output.write_bytes(b"somebody's work")
    assert "加 --force" in refused(3, "score", copy, "-o", output)
    assert output.read_bytes() == b"somebody's work"
    done("score", copy, "-o", output, "--force")
    assert "核对" in load_workbook(output).sheetnames


def test_score_in_place_keeps_the_original(copy: Path) -> None:
    before = copy.read_bytes()
    assert f"已写出 {copy}" in done("score", copy, "--in-place")
    assert copy.read_bytes() != before
    kept = copy.with_name(copy.name + ".bak")
    assert kept.read_bytes() == before
    done("score", copy, "--in-place")
    assert kept.read_bytes() == before


def test_score_asks_where_to_write(copy: Path, tmp_path: Path) -> None:
    both = ["-o", str(tmp_path / "x.xlsx"), "--in-place"]
    for arguments in ([], both):
        assert "-o 文件 或 --in-place" in refused(2, "score", copy, *arguments)


def test_score_does_not_replace_its_input_without_a_copy(copy: Path) -> None:
    before = copy.read_bytes()
    assert "请用 --in-place" in refused(2, "score", copy, "-o", copy.parent / "." / copy.name)
    assert copy.read_bytes() == before


def test_check_changes_nothing_and_exits_1_on_an_error(copy: Path) -> None:
    before = copy.read_bytes()
    result = run("check", copy)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "结转结余率" in result.stdout
    assert copy.read_bytes() == before
    assert list(copy.parent.iterdir()) == [copy]


def test_check_exits_0_without_an_error(copy: Path) -> None:
    book = load_workbook(copy)
    sheet = book["评分表"]
    titles = {cell.value: cell.column for cell in sheet[10]}
    sheet.cell(65, titles["填报得分"]).value = 2
    total = next(row for row in range(65, 72) if "合计" in str(sheet.cell(row, 1).value))
    sheet.cell(total, titles["填报得分"]).value = 92.73
    book.save(copy)
    assert json.loads(done("check", copy, "--json"))["tables"][0]["entered_total"] == 92.73


# --- forms and rules ------------------------------------------------------------------------------------------


def test_forms_lists_every_form() -> None:
    said = done("forms")
    data = json.loads(done("forms", "--json"))
    assert [row["id"] for row in data] == [layout.id for layout in forms()]
    assert all(list(row) == ["id", "name", "rule", "rules", "source"] for row in data)
    assert all(row["id"] in said and row["name"] in said and row["source"] in said for row in data)


def test_rules_lists_every_rule() -> None:
    assert done("rules") == f"{listing.overview()}\n"
    assert json.loads(done("rules", "--json")) == listing.every()


def test_one_rule_with_its_clauses() -> None:
    assert done("rules", "beijing-2022") == f"{listing.page('beijing-2022')}\n"
    assert json.loads(done("rules", "beijing-2022", "--json")) == listing.one("beijing-2022")


# --- what cannot be used --------------------------------------------------------------------------------------


def no_such_file(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def text(path: Path) -> None:
    path.write_text("得分 20", "utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def no_form(path: Path) -> None:
    book = load_workbook(path)
    for name in book.sheetnames[1:]:
        del book[name]
    sheet = book.worksheets[0]
    sheet.delete_rows(1, 50)
    sheet["A1"] = "通讯录"
    book.save(path)


@pytest.mark.parametrize("spoil", [no_such_file, a_folder, text, empty, half, no_form])
@pytest.mark.parametrize("command", [["check"], ["check", "--json"], ["score", "--in-place"]])
def test_a_bad_file_is_named_in_a_line(command: list[str], spoil: Callable[[Path], None], copy: Path) -> None:
    spoil(copy)
    before = copy.read_bytes() if copy.is_file() else None
    said = refused(3, *command, copy)
    assert said.startswith("错误：")
    assert copy.name in said
    assert len(said.splitlines()) == 1
    assert (copy.read_bytes() if copy.is_file() else None) == before
    assert not list(copy.parent.glob("*.bak"))


def test_an_empty_name_is_not_the_folder_one_is_in(copy: Path) -> None:
    assert "没有写文件名" in refused(2, "check", "")
    assert "这是文件夹" in refused(3, "score", copy, "-o", copy.parent)


def test_an_output_that_cannot_be_written(copy: Path, tmp_path: Path) -> None:
    said = refused(3, "score", copy, "-o", tmp_path / "没有这个文件夹" / "x.xlsx")
    assert said.startswith("错误：")
    assert "没有这个文件夹" in said


def test_what_would_be_needed_of_a_blank_table_is_told(tmp_path: Path) -> None:
    made = tmp_path / "空白.xlsx"
    run("new", "项目支出绩效自评表", "-o", made)
    assert "没有能按规则计分的行" in run("whatif", made).output


def test_names_that_no_disk_takes_are_told_by_every_command(copy: Path, tmp_path: Path) -> None:
    """Too long a name, and links in a ring, in the place of every file and folder."""
    ring, long = tmp_path / "圈.xlsx", tmp_path / ("长" * 100 + ".xlsx")
    ring.symlink_to(tmp_path / "环")
    (tmp_path / "环").symlink_to(ring)
    made = str(tmp_path / "汇总.xlsx")
    commands: list[list[str | Path]] = [
        ["check"],
        ["whatif"],
        ["verify"],
        ["check", copy, "--last-year"],
        ["check", copy, "--rule"],
        ["score", copy, "--force", "-o"],
        ["demo", "-o"],
        ["new", FORM, "-o"],
        ["rules", "--new-year", "beijing-2022", "2026", "-o"],
        ["review", "-o", made, "--force"],
        ["review", copy, "-o"],
        ["review", copy, "-o", made, "--force", "--roster"],
        ["review", copy, "-o", made, "--force", "--feedback"],
        ["addin", "calc", "-o"],
        ["web", "-o"],
    ]
    for command, odd in product(commands, (ring, long)):
        said = refused(3, *command, odd)
        assert "没有料到" not in said, (command, said)
        assert said.strip().startswith("错误："), (command, said)


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["check"], ["new", FORM], ["new", FORM, "--rows", "0", "-o", "x"]]
)
def test_a_command_called_wrongly_exits_2(arguments: list[str]) -> None:
    refused(2, *arguments)


# --- as a program -----------------------------------------------------------------------------------------------


def test_the_installed_program_exits_with_its_code(copy: Path) -> None:
    program = Path(sys.executable).with_name("xlfuncs")
    found = subprocess.run([program, "check", copy], capture_output=True, text=True, encoding="utf-8")
    assert (found.returncode, found.stderr) == (1, "")
    missing = subprocess.run(
        [program, "check", "没有.xlsx"], capture_output=True, text=True, encoding="utf-8"
    )
    assert (missing.returncode, missing.stdout) == (3, "")
    assert missing.stderr.startswith("错误：没有.xlsx")


def test_help_is_chinese_and_tells_every_command() -> None:
    said = done("--help")
    assert "预算绩效评分" in said
    for name, command in main.commands.items():
        assert name in said
        assert re.search("[\u4e00-\u9fff]", (command.help or "").partition(" | ")[0]), name
        assert done(name, "--help")


def test_check_compares_with_last_year(example: Path) -> None:
    done = run("check", str(example), "--last-year", str(example), "--json")
    (table,) = json.loads(done.stdout)["tables"]
    told = [found for found in table["findings"] if found["code"] == "text-repeated"]
    assert told
    assert all(found["severity"] == "info" for found in told)
    missing = run("check", str(example), "--last-year", str(example.with_name("没有.xlsx")))
    assert missing.exit_code == 3
    assert "没有.xlsx" in missing.output


def test_check_writes_a_report(example: Path, tmp_path: Path) -> None:
    for name in ("复核.html", "复核.docx"):
        report = tmp_path / name
        told = run("check", example, "--report", report)
        assert told.exit_code == 1  # its one error
        assert told.stdout.endswith(f"已写出 {report}\n")
        assert report.stat().st_size > 3000
        assert "已经存在" in refused(3, "check", example, "--report", report)
        assert run("check", example, "--report", report, "--force").exit_code == 1
    assert ".html 或 .docx" in refused(2, "check", example, "--report", tmp_path / "复核.pdf")
