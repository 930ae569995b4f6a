"""`xlfuncs addin doctor calc`: against the real LibreOffice, and against what could be wrong with one."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlfuncs.addins.calc import doctor
from xlfuncs.cli import main
from xlfuncs.errors import FileProblem

INSTALLED = f"""All deployed user extensions:

Identifier: org.xlfuncs
  Version: {version("xlfuncs")}
  URL: vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/uno_packages/1/xlfuncs.oxt
  is registered: yes
"""


def examined(monkeypatch: pytest.MonkeyPatch, listed: str) -> dict[str, list[str]]:
    monkeypatch.setattr(doctor, "unopkg", lambda _: listed)
    found: dict[str, list[str]] = {}
    for check in doctor.examine():
        found.setdefault(check.state, []).append(check.said("zh"))
    return found


def test_all_is_well_with_this_office(monkeypatch: pytest.MonkeyPatch) -> None:
    found = examined(monkeypatch, INSTALLED)
    assert set(found) == {"good"}
    office, python, extension = found["good"]
    assert office.startswith("[正常] LibreOffice ")
    assert "/python" in python
    assert extension == f"[正常] 扩展 {version('xlfuncs')} 已安装"


@pytest.mark.parametrize(
    ("listed", "words"), [("", "没有安装"), (INSTALLED.replace(version("xlfuncs"), "0.0.1"), "扩展是 0.0.1")]
)
def test_an_extension_missing_or_old(monkeypatch: pytest.MonkeyPatch, listed: str, words: str) -> None:
    (said,) = examined(monkeypatch, listed)["bad"]
    assert words in said
    assert "xlfuncs addin install calc" in said


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ("3 8\nuno\nnumpy", "bad", "Python 是 3.8"),
        ("3 12", "bad", "python3-uno"),
        ("3 12\nuno", "mind", "python3-numpy"),
        ("", "bad", "启动不了"),
    ],
)
def test_a_python_unfit_for_it(monkeypatch: pytest.MonkeyPatch, answer: str, state: str, words: str) -> None:
    monkeypatch.setattr(doctor, "_said", lambda _: answer)
    assert any(words in said for said in examined(monkeypatch, INSTALLED)[state])


def test_without_an_office_the_command_says_so_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise FileProblem("没有找到 LibreOffice | none")

    monkeypatch.setattr(doctor, "program", missing)
    done = CliRunner().invoke(main, ["addin", "doctor", "calc"])
    assert done.exit_code == 1
    assert "[有误] 没有找到 LibreOffice\n" in done.output
    assert "expat" in done.output


@pytest.mark.parametrize("suite", ["calc", "excel"])
def test_it_speaks_english(suite: str) -> None:
    done = CliRunner().invoke(main, ["--lang", "en", "addin", "doctor", suite])
    assert "[good] Python 3" in done.output
    assert not re.search("[\u4e00-\u9fff]", done.output), done.output


def test_nothing_wrong_is_exit_code_0(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "unopkg", lambda _: INSTALLED)
    done = CliRunner().invoke(main, ["addin", "doctor", "calc"])
    assert (done.exit_code, "[有误]" in done.output) == (0, False)
