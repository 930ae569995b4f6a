"""`xlfuncs addin doctor excel`, on folders as Windows has them; Python is asked as the add-in asks it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import xlwings

from xlfuncs.addins.excel import doctor, install
from xlfuncs.addins.excel.build import build
from xlfuncs.addins.excel.calls import CONTRACT


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's start-up folder with the add-in, which names a Python that is there."""
    scripts = tmp_path / "venv" / "Scripts"
    scripts.mkdir(parents=True)
    (scripts / "pythonw.exe").touch()
    for bits in (32, 64):
        (tmp_path / "venv" / f"xlwings{bits}-{xlwings.__version__}.dll").touch()
    monkeypatch.setattr(doctor, "on_windows", lambda: True)
    monkeypatch.setattr(os.path, "expandvars", lambda _: str(scripts / "pythonw.exe"))
    monkeypatch.setattr(doctor, "_ask", lambda _: CONTRACT)
    monkeypatch.setenv("APPDATA", str(tmp_path))
    build(install.place().parent)
    return tmp_path


def bad() -> list[str]:
    return [check.said("zh") for check in doctor.examine() if check.state == "bad"]


def test_all_is_well(installed: Path) -> None:
    checks = list(doctor.examine())
    assert {check.state for check in checks} == {"good"}
    assert any("SHA-256" in check.words for check in checks)


def test_nothing_installed(installed: Path) -> None:
    install.place().unlink()
    (said,) = bad()
    assert "没有安装" in said
    assert "xlfuncs addin install excel" in said


def test_a_second_copy_for_the_whole_machine(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = installed / "programs" / "Microsoft Office" / "root" / "Office16" / "XLSTART"
    monkeypatch.setenv("ProgramFiles", str(installed / "programs"))
    build(machine)
    (said,) = bad()
    assert "装了 2 份" in said


def test_an_old_addin_and_an_old_package(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "CONTRACT", "9.9.9+12345678")
    addin, package = bad()
    assert f"加载项的版本 {CONTRACT}" in addin
    assert "加载项所写的 Python 里的 xlfuncs" in package
    assert "9.9.9+12345678" in addin


def test_a_file_that_is_not_ours(installed: Path) -> None:
    install.place().write_bytes(b"PK")
    (said,) = bad()
    assert "已损坏" in said


def test_a_mark_of_the_web(installed: Path) -> None:
    Path(f"{install.place()}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    (said,) = bad()
    assert "解除锁定" in said


def test_python_has_moved_or_lost_its_library(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (installed / "venv" / f"xlwings64-{xlwings.__version__}.dll").unlink()
    (said,) = bad()
    assert f"xlwings64-{xlwings.__version__}.dll" in said
    (installed / "venv" / "Scripts" / "pythonw.exe").unlink()
    (said,) = bad()
    assert "不存在" in said


@pytest.mark.parametrize(
    ("problem", "why"),
    [
        (subprocess.CalledProcessError(1, "", stderr="Traceback\nNo module named 'xlfuncs'\n"), "'xlfuncs'"),
        (subprocess.CalledProcessError(9, "pythonw", stderr="\n"), "exit status 9."),
        (subprocess.TimeoutExpired("pythonw", 120, stderr=b"x"), "可能被安全软件拦住"),
        (PermissionError(13, "拒绝访问"), "拒绝访问"),
    ],
)
def test_python_that_does_not_start_says_why(
    problem: Exception, why: str, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: str) -> str:
        raise problem

    monkeypatch.setattr(doctor, "_ask", failing)
    (said,) = bad()
    assert said.endswith(why)


def test_elsewhere_there_is_no_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "on_windows", lambda: False)
    (said,) = bad()
    assert "不是 Windows" in said
