"""Every folder of a host is known to the commands, has a test for each shared job, and builds."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

import xlfuncs.addins
from xlfuncs.addins.commands import HOSTS
from xlfuncs.cli import main

ADDINS, TESTS = Path(xlfuncs.addins.__file__).parent, Path(__file__).parent
JOBS = ("book", "build", "buttons", "calls", "doctor", "install")


def test_every_folder_is_a_host() -> None:
    assert {folder.parent.name for folder in ADDINS.glob("*/__init__.py")} == set(HOSTS)


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize("host", HOSTS)
def test_a_shared_job_has_its_test(host: str, job: str) -> None:
    assert (TESTS / host / f"test_{job}.py").is_file()


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_is_built_by_a_command_of_its_name(host: str, tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there yet"
    done = CliRunner().invoke(main, ["addin", host, "-o", str(folder)])
    (made,) = folder.iterdir()
    digest = sha256(made.read_bytes()).hexdigest()  # by which a copy is known to be this one
    after = f"给本机安装：xlfuncs addin install {host}；发到各台电脑见 docs/install_{host}.md"
    assert (done.exit_code, done.stdout) == (0, f"已写出 {made}\nSHA-256 {digest}\n{after}\n")


@pytest.mark.parametrize("command", ["install", "uninstall", "doctor"])
def test_every_host_can_be_named(command: str) -> None:
    refused = CliRunner().invoke(main, ["addin", command, "wps"])
    assert refused.exit_code == 2
    assert all(f"'{host}'" in refused.stderr for host in HOSTS)


def test_one_language_at_a_time(tmp_path: Path) -> None:
    for language, words in (("zh", "已写出"), ("en", "written")):
        done = CliRunner().invoke(main, ["--lang", language, "addin", "calc", "-o", str(tmp_path)])
        assert done.output.startswith(words)
        assert " | " not in done.output
