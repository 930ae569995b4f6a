"""A file is written whole or not at all; one that is open elsewhere or read-only is refused."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xlfuncs.errors import FileProblem
from xlfuncs.files.disk import read_bytes, write_bytes


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "评分表.xlsx"
    path.write_bytes(b"old")
    return path


def others(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def test_writes_new_files_and_replaces_old_ones(target: Path):
    write_bytes(target.with_name("新.xlsx"), b"new")
    write_bytes(target, b"new")
    assert target.read_bytes() == target.with_name("新.xlsx").read_bytes() == b"new"
    assert others(target) == ["新.xlsx"]


def test_backup_keeps_what_was_there(target: Path):
    write_bytes(target, b"new", backup=True)
    assert target.with_name("评分表.xlsx.bak").read_bytes() == b"old"


def test_permissions_stay(target: Path):
    target.chmod(0o640)
    write_bytes(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("lock", ["~$评分表.xlsx", ".~lock.评分表.xlsx#"])
def test_a_file_open_in_an_office_suite_is_refused(target: Path, lock: str):
    target.with_name(lock).touch()
    with pytest.raises(FileProblem, match=r"评分表\.xlsx：正在 Excel、WPS 或 LibreOffice 中打开"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    assert others(target) == [lock]


def test_a_read_only_target_is_refused(target: Path):
    target.chmod(0o444)
    with pytest.raises(FileProblem, match="只读"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"


def test_a_folder_is_refused(tmp_path: Path):
    for action in (read_bytes, lambda path: write_bytes(path, b"new")):
        with pytest.raises(FileProblem, match="这是文件夹"):
            action(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(FileProblem, match="目标文件夹不存在"):
        write_bytes(tmp_path / "无" / "a.xlsx", b"new")


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(FileProblem, match=r"无\.xlsx：没有这个文件"):
        read_bytes(tmp_path / "无.xlsx")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_everything_as_it_was(target: Path, monkeypatch: pytest.MonkeyPatch, step: str):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(FileProblem, match=r"评分表\.xlsx：磁盘已满，没有写入，原文件未动"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    assert others(target) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_kill_before_the_rename_leaves_the_original(target: Path, step: str):
    code = f"""
import os, signal
from pathlib import Path
from xlfuncs.files.disk import write_bytes
os.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_bytes(Path({str(target)!r}), b"new" * 100000)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -9
    assert target.read_bytes() == b"old"
