"""The net under the commands: any failure is one sentence, no terminal or pipe can break a command or its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.made import new_form
from xlfuncs.cli import display, main
from xlfuncs.cli.terminal import print_json, visible
from xlfuncs.refresh import score_file

FORM = "department-evaluation-beijing"


class PanicException(BaseException):  # as a library in Rust raises it
    """Stands for what is no Exception."""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "评分表.xlsx"
    path.write_bytes(new_form(FORM, example=True))
    return path


def odd_names(path: Path) -> None:
    """What a code page lacks, what a terminal obeys, what rich takes for markup."""
    book = load_workbook(path)
    sheet = book["评分表"]
    sheet["C16"] = "面积½m²䶮\u200b :b: [/x]_x001b_[31m"
    sheet.title = "评分表(x)"
    book.save(path)


def xlfuncs(*words: str | Path, encoding: str = "utf-8", **options: Any) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "xlfuncs", *map(str, words)],
        env={
            "PYTHONIOENCODING": encoding,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PATH": "",
            "XLFUNCS_MAX_SECONDS": os.environ["XLFUNCS_MAX_SECONDS"],  # a busy machine proves nothing
        },
        stdin=subprocess.DEVNULL,
        check=False,
        **{"capture_output": True} | options,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii", "cp437", "latin-1"])
def test_a_terminal_of_any_encoding_gets_what_it_can_show(example: Path, encoding: str) -> None:
    odd_names(example)
    done = xlfuncs("check", example, encoding=encoding)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"92.73" in done.stdout
    assert b"\x1b" not in done.stdout
    if encoding in ("utf-8", "gbk"):
        assert "面积" in done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_json_is_utf_8_whatever_the_terminal(example: Path, encoding: str) -> None:
    odd_names(example)
    done = xlfuncs("check", example, "--json", encoding=encoding)
    assert (done.returncode, done.stderr) == (1, b"")
    table = json.loads(done.stdout.decode("utf-8"))["tables"][0]
    assert any("½m²䶮" in item["name"] for item in table["items"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("words", [["check"], ["check", "--json"]])
def test_a_full_disk_behind_the_output_changes_no_exit_code(example: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = xlfuncs(*words, example, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_pipe_that_nobody_reads_changes_nothing(example: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    out = example.with_name("得分.xlsx")
    done = xlfuncs("score", example, "-o", out, stdout=write, stderr=subprocess.PIPE, capture_output=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "核对" in load_workbook(out).sheetnames


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (KeyError("score"), "KeyError: score"),
        (MemoryError(), "内存不够"),
        (RecursionError(), "嵌套过深"),
        (PanicException("index out of bounds"), "index out of bounds"),
        (UnicodeDecodeError("gbk", b"\xff", 0, 1, "bad"), "UnicodeDecodeError"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_whatever_goes_wrong_is_one_line_and_exit_code_3(
    example: Path, monkeypatch: pytest.MonkeyPatch, problem: BaseException, said: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(score_file, "check_file", fails)
    result = CliRunner().invoke(main, ["check", str(example)])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"错误：{example}：")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    monkeypatch.setenv("XLFUNCS_DEBUG", "1")
    assert "Traceback" in CliRunner().invoke(main, ["check", str(example)]).stderr


def test_an_interrupted_command_has_its_own_exit_code(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(score_file, "check_file", interrupted)
        assert CliRunner().invoke(main, ["check", str(example)]).exit_code == 130
    monkeypatch.setattr(type(main), "parse_args", interrupted)
    assert CliRunner().invoke(main, ["check", str(example)]).exit_code == 130


def test_interrupted_while_it_still_loads_it_ends_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt")
    done = subprocess.run(
        [sys.executable, "-c", "from xlfuncs.__main__ import main; main()"],
        env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(__file__).parents[2]}", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (130, b"")
    assert done.stderr.decode().splitlines() == ["已中断 | interrupted"]


def test_what_fails_in_showing_changes_no_exit_code(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(display, "print_result", fails)
    out = example.with_name("得分.xlsx")
    result = CliRunner().invoke(main, ["score", str(example), "-o", str(out)])
    assert result.exit_code == 0
    assert "结果没有全部显示" in result.stderr
    assert "已写出" in result.stdout
    assert "核对" in load_workbook(out).sheetnames


def test_a_file_name_is_shown_without_control_characters() -> None:
    result = CliRunner().invoke(main, ["check", "表\x1b[2J\n错误：没有错误\u202e.xlsx"])
    assert result.exit_code == 3
    assert result.stderr == "错误：表␛[2J 错误：没有错误\ufffd.xlsx：找不到该文件，请检查文件名和路径\n"


@pytest.mark.parametrize("code", [*range(32), *range(0x7F, 0xA0), 0x202E, 0x2067, 0xD800])
def test_no_terminal_obeys_a_control_character_and_json_keeps_it(
    code: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = f"甲{chr(code)}乙"
    assert visible(text).isprintable()
    print_json([text, float("nan")])
    said = capfdbinary.readouterr().out.decode()
    assert said.replace("\n", "").isprintable()
    assert json.loads(said) == [text, None]
