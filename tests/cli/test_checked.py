"""Several workbooks in one command: one bad file stops nothing, one closing table, one JSON object a line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from docx import Document
from rich.cells import cell_len

from tests.cli.commands import at_a_terminal, run
from xlfuncs.cli.checked import Checked, check_files, exit_code, files_of
from xlfuncs.cli.overview import print_overview, print_short
from xlfuncs.errors import FileProblem

TABLES = Path(__file__).parents[1] / "tables" / "published"
CLEAN = Path(__file__).parents[2] / "workbook_templates/examples/project_self_evaluation_example.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three workbooks, one of which is none, in two folders."""
    (tmp_path / "民政局").mkdir()
    shutil.copy(
        TABLES / "anhui-transfer-relief.xlsx", tmp_path / "民政局" / "临时救助项目绩效自评表（最终稿）.xlsx"
    )
    shutil.copy(CLEAN, tmp_path / "示例.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\3\4")
    return tmp_path


def test_one_bad_file_stops_nothing(folder: Path) -> None:
    done = run("check", folder)
    assert done.exit_code == 3
    assert done.stderr == ""
    assert "坏.xlsx\n  未能核对：压缩包不完整" in done.stdout
    for words in ("濉溪县民政局", "90.00", "88.93", "+1.07", "错误 2"):
        assert words in done.stdout
    assert done.stdout.splitlines()[-1].endswith("；未能核对 1 份")
    both = run("check", folder / "坏.xlsx", folder / "没有.xlsx")
    assert both.stdout.splitlines()[-1] == "未能核对 2 份"  # and not: nothing found
    (folder / "坏.xlsx").unlink()
    assert run("check", folder).exit_code == 1  # findings
    assert run("check", folder / "示例.xlsx", CLEAN).exit_code == 0


def test_files_and_folders_each_once(folder: Path) -> None:
    inner = folder / "民政局"
    found = files_of([folder / "示例.xlsx", folder, inner])
    names = ["临时救助项目绩效自评表（最终稿）.xlsx", "坏.xlsx", "示例.xlsx"]
    assert sorted(file.name for file in found) == names
    (folder / "空").mkdir()
    with pytest.raises(FileProblem, match="没有工作簿"):
        files_of([folder / "空"])
    assert run("check", folder / "空").exit_code == 3


def test_a_file_that_is_not_there_is_said_and_the_others_are_checked(folder: Path) -> None:
    done = run("check", folder / "没有.xlsx", folder / "示例.xlsx")
    assert done.exit_code == 3
    assert "未能核对：找不到该文件" in done.stdout
    assert "虚构_护理员培训" in done.stdout
    english = run("--lang", "en", "check", folder / "没有.xlsx", folder / "示例.xlsx")
    assert "not checked" in english.stdout
    assert "找不到" not in english.stdout


def test_json_is_one_object_a_line(folder: Path) -> None:
    done = run("check", folder, "--json")
    assert done.exit_code == 3
    objects = {Path(one["file"]).name: one for one in map(json.loads, done.stdout.splitlines())}
    assert len(objects) == 3
    assert objects["坏.xlsx"]["tables"] == []
    assert "压缩包" in objects["坏.xlsx"]["error"]
    assert objects["示例.xlsx"]["error"] is None
    alone = json.loads(run("check", folder / "示例.xlsx", "--json").stdout)
    assert objects["示例.xlsx"]["tables"] == alone["tables"]


def test_only_findings_of_one_severity(folder: Path) -> None:
    name = folder / "民政局" / "临时救助项目绩效自评表（最终稿）.xlsx"
    everything = json.loads(run("check", name, "--json").stdout)["tables"][0]["findings"]
    assert {finding["severity"] for finding in everything} == {"error", "warning", "info"}
    words = ("错误", "error"), ("警告", "warning"), ("提示", "info"), ("errors", "error"), ("notes", "info")
    for word, key in words:
        done = run("check", name, "--only", word, "--json")
        assert done.exit_code == 1  # what is not shown is still there
        expected = [finding for finding in everything if finding["severity"] == key]
        assert json.loads(done.stdout)["tables"][0]["findings"] == expected
        messages = {finding["message"] for finding in expected}
        for shown in (run("check", name, "--only", word).stdout, run("check", folder, "--only", word).stdout):
            said = {finding["message"] for finding in everything if finding["message"] in shown}
            left = len(messages) - len(said)
            assert said <= messages
            assert not left or f"另有 {left} 处" in shown  # among many, the first few


def test_a_report_of_several_names_each_and_what_could_not_be_read(folder: Path) -> None:
    report = folder / "意见.docx"
    assert run("check", folder, "--report", report).exit_code == 3
    text = "\n".join(paragraph.text for paragraph in Document(str(report)).paragraphs)
    assert "3 份工作簿" in text
    assert "临时救助项目绩效自评表（最终稿）.xlsx · Sheet1" in text
    assert "坏.xlsx 未能审核：压缩包不完整" in text
    assert run("check", folder, "--last-year", CLEAN).exit_code == 2


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_terminal_of_any_width_holds_the_closing_table(folder: Path, width: int) -> None:
    checked = list(check_files(files_of([folder])))
    assert exit_code(checked) == 3
    lines = at_a_terminal(lambda out: print_overview(checked, out), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines if "│" in line]
    names, numbers = "".join(row[0] for row in rows), [row[2:] for row in rows]
    assert "临时救助项目绩效自评表（最终稿）.xlsx" in names
    assert "坏.xlsx" in names
    assert ["90.00", "88.93", "+1.07", "2", "3"] in numbers


def test_many_findings_of_one_workbook_are_counted_not_listed(folder: Path) -> None:
    shutil.copy(TABLES / "shanxi-county-health.xlsx", folder / "多.xlsx")
    (one,) = check_files([folder / "多.xlsx"])
    text = at_a_terminal(lambda out: print_short(one, None, out))
    grave = [found for found in one.findings if found.severity != "info"]
    assert len(grave) > 8
    assert text.count("\n  错误") + text.count("\n  警告") == 8
    assert f"另有 {len(grave) - 8} 处" in text


def test_a_name_moves_no_cursor(tmp_path: Path) -> None:
    one = Checked(Path("甲\x1b[2J[bold].xlsx"), problem="乙\x1b[1m")
    for text in (
        at_a_terminal(lambda out: print_short(one, None, out)),
        at_a_terminal(lambda out: print_overview([one], out)),
    ):
        assert "\x1b" not in text
        assert "[bold]" in text
