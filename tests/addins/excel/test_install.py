"""Installing, played on folders; that Excel itself loads what stands there is not verified."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from xlfuncs.addins.excel import install as installer
from xlfuncs.addins.excel.build import build
from xlfuncs.addins.excel.install import install, uninstall
from xlfuncs.errors import FileProblem

PYTHON = r"C:\xlfuncs\Scripts\pythonw.exe"


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installer, "on_windows", lambda: True)
    monkeypatch.setattr(installer, "_check_closed", lambda: None)
    monkeypatch.setattr(installer, "_plain", lambda _: PYTHON)
    monkeypatch.setenv("APPDATA", str(tmp_path / "AppData" / "Roaming"))
    return tmp_path


def test_install_and_uninstall(windows: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    addin = windows / "AppData/Roaming/Microsoft/Excel/XLSTART/xlfuncs.xlam"
    message = install()
    assert addin.read_bytes() == build(tmp_path_factory.mktemp("fresh"), PYTHON).read_bytes()
    assert str(addin) in message
    assert PYTHON in message
    install()  # again, over the old one
    assert str(addin) in uninstall()
    assert not [path for path in windows.rglob("*") if path.is_file()]
    assert "没有安装过" in uninstall()


def test_elsewhere_it_says_what_to_do_by_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setattr(installer, "on_windows", lambda: False)
    with pytest.raises(FileProblem, match=r"--interpreter .*XLSTART"):
        install()
    assert "不是 Windows" in uninstall()
    assert not list(tmp_path.iterdir())


def test_open_excel_is_said_and_nothing_changed(windows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(installer, "on_windows", lambda: True)
    monkeypatch.setenv("APPDATA", str(windows))
    listed = b"\r\nEXCEL.EXE                     4321 Console                    1    180,000 K\r\n"
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=listed))
    with pytest.raises(FileProblem, match="Excel 正在运行"):
        install()
    assert not list(windows.iterdir())


def test_what_cannot_be_written_is_said(windows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (windows / "AppData").write_text("in the way")
    with pytest.raises(FileProblem, match="AppData"):
        install()
    monkeypatch.delenv("APPDATA")
    with pytest.raises(FileProblem, match="APPDATA"):
        install()


@pytest.mark.parametrize(
    ("folder", "code_page", "short", "written"),
    [
        ("C:\\用户\\张三", "cp936", "", "C:\\用户\\张三\\pythonw.exe"),
        ("C:\\用户\\𠮷田", "cp936", "C:\\YHUSER~1", "C:\\YHUSER~1\\pythonw.exe"),
        ("C:\\Users\\张三", "cp1252", "C:\\Users\\6F4A~1", "C:\\Users\\6F4A~1\\pythonw.exe"),
    ],
)
def test_a_name_the_code_page_lacks_is_written_by_its_short_one(
    monkeypatch: pytest.MonkeyPatch, folder: str, code_page: str, short: str, written: str
) -> None:
    monkeypatch.setattr(installer, "_CODE_PAGE", code_page)
    monkeypatch.setattr(installer, "_short_name", lambda path: path.replace(folder, short or folder))
    assert installer._plain(f"{folder}\\pythonw.exe") == written


def test_a_name_without_a_short_one_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installer, "_CODE_PAGE", "cp936")
    monkeypatch.setattr(installer, "_short_name", lambda path: path)
    with pytest.raises(FileProblem, match=r"C:\\xlfuncs"):
        installer._plain("C:\\Users\\𠮷\\pythonw.exe")


@pytest.mark.parametrize("missing", ["xlwings", "pyopenvba"])
def test_without_the_extra_it_says_what_to_install(missing: str) -> None:
    script = f"""
import sys
sys.modules[{missing!r}] = None
from xlfuncs.errors import XlfuncsError
try:
    import xlfuncs.addins.excel.build
except XlfuncsError as problem:
    print(problem)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert "xlfuncs[excel]" in ran.stdout
