"""Installing, played on folders; that Excel itself loads what stands there is not verified."""

from __future__ import annotations

import csv
import locale
import subprocess
import sys
from pathlib import Path

import pytest

from xlfuncs.addins.excel import install as installer
from xlfuncs.addins.excel.build import build
from xlfuncs.addins.excel.install import install, uninstall
from xlfuncs.errors import FileProblem


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installer, "_on_windows", lambda: True)
    monkeypatch.setenv("APPDATA", str(tmp_path / "AppData" / "Roaming"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


def test_install_and_uninstall(windows: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    addin = windows / "AppData/Roaming/Microsoft/Excel/XLSTART/xlfuncs.xlam"
    settings = (
        windows / ".xlfuncs/xlfuncs.conf"
    )  # where xlwings' GetConfigFilePath looks for a project "xlfuncs"
    message = install()
    assert addin.read_bytes() == build(tmp_path_factory.mktemp("fresh")).read_bytes()
    with settings.open(encoding=locale.getencoding(), newline="") as file:
        assert list(csv.reader(file)) == [
            ["INTERPRETER_WIN", str(Path(sys.executable).with_name("pythonw.exe"))]
        ]
    assert str(addin) in message
    assert "重新打开 Excel" in message
    install()  # again, over the old one
    assert str(addin) in uninstall()
    assert not addin.exists()
    assert not settings.exists()
    assert "没有安装过" in uninstall()


def test_elsewhere_it_says_what_to_do_by_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    if sys.platform == "win32":
        monkeypatch.setattr(installer, "_on_windows", lambda: False)
    message = install()
    assert "XLSTART" in message
    assert "INTERPRETER_WIN" in message
    assert "不是 Windows" in uninstall()
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_said(windows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (windows / ".xlfuncs").write_text("in the way")
    with pytest.raises(FileProblem, match="Excel"):
        install()
    monkeypatch.delenv("APPDATA")
    with pytest.raises(FileProblem, match="APPDATA"):
        install()


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
