"""`xlfuncs addin install|uninstall calc` with LibreOffice's real unopkg, for a user who is not root."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlfuncs.addins.calc import install as installer
from xlfuncs.addins.calc.build import build
from xlfuncs.addins.calc.install import install, uninstall
from xlfuncs.cli import main
from xlfuncs.errors import FileProblem

NOBODY = 65534


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of a user of its own; pytest's own folders are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="xlfuncs_home_"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


def as_user(home: Path, work: Callable[[], str]) -> str:
    """What the work says for a user with this home; forked, for that user may not read our Python."""
    answer = Path(tempfile.mkstemp(dir=home)[1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forking beside a library's idle threads
        child = os.fork()
    if child:
        os.waitpid(child, 0)
        return answer.read_text("utf-8")
    said = "died"
    try:
        with answer.open("w", encoding="utf-8") as out:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.environ["HOME"] = str(home)
            os.chdir(home)
            try:
                said = work()
            except Exception as problem:
                said = repr(problem)
            out.write(said)
    finally:
        os._exit(0)


def test_install_says_what_it_did_and_uninstall_undoes_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(tmp_path).read_bytes()  # here: the other user may not be let into our folders

    def put(folder: Path) -> Path:
        (folder / "xlfuncs.oxt").write_bytes(built)
        return folder / "xlfuncs.oxt"

    monkeypatch.setattr("xlfuncs.addins.calc.install.build", put)
    assert "已为当前用户安装到 LibreOffice Calc" in as_user(home, install)
    assert "已从 LibreOffice Calc 卸载" in as_user(home, uninstall)  # unopkg lists it, and removes it
    assert "没有安装" in as_user(home, uninstall)


def test_without_an_office_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(installer, "_USUAL_PLACES", ())
    done = CliRunner().invoke(main, ["addin", "uninstall", "calc"])
    assert done.exit_code == 3
    assert "没有找到 LibreOffice" in done.output


def test_the_newest_of_the_usual_places_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    for folder in ("libreoffice7.6", "libreoffice24.10", "libreoffice24.8", "loongoffice"):
        (tmp_path / "opt" / folder / "program").mkdir(parents=True)
        (tmp_path / "opt" / folder / "program/unopkg").touch()
    assert installer.program(tmp_path) == tmp_path / "opt/libreoffice24.10/program/unopkg"
    for office in (tmp_path / "opt").glob("libre*"):
        shutil.rmtree(office)
    assert installer.program(tmp_path) == tmp_path / "opt/loongoffice/program/unopkg"


def test_the_reason_of_unopkg_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tmp_path / "unopkg"
    office.write_text(
        "#!/bin/sh\nprintf 'ERROR: The user profile cannot be written\\n       because: disk full\\n\\n"
        "unopkg failed.\\n' >&2\nexit 1\n"
    )
    office.chmod(0o755)
    monkeypatch.setattr(installer, "program", lambda: office)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(FileProblem) as refused:
        install()
    assert "The user profile cannot be written；because: disk full" in str(refused.value)
    assert "unopkg failed" not in str(refused.value)


def test_an_office_that_cannot_be_started_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tmp_path / "unopkg"
    office.touch()
    monkeypatch.setattr(installer, "program", lambda: office)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(FileProblem, match="unopkg 启动不了：Permission denied"):
        install()
