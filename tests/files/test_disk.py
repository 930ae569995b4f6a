"""A file is written whole or not at all; one that is open elsewhere or read-only is refused."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xlfuncs.errors import FileProblem
from xlfuncs.files.disk import make_folder, read_bytes, write_bytes
from xlfuncs.files.locks import locked


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


@pytest.mark.parametrize("lock", ["~$评分表.xlsx", ".~lock.评分表.xlsx#", ".~评分表.xlsx"])
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
    with pytest.raises(FileProblem, match=r"无\.xlsx：找不到该文件"):
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


# --- copies kept beside ------------------------------------------------------------------------------------


def bak(target: Path, number: str = "") -> Path:
    return target.with_name(f"{target.name}.bak{number}")


def test_a_second_backup_leaves_the_first(target: Path):
    for content in (b"once", b"twice", b"thrice"):
        write_bytes(target, content, backup=True)
    assert [bak(target, n).read_bytes() for n in ("", "2", "3")] == [b"old", b"once", b"twice"]


def test_what_has_the_name_of_a_backup_stays(target: Path, tmp_path: Path):
    (tmp_path / "别处").write_bytes(b"mine")
    bak(target).symlink_to(tmp_path / "别处")
    bak(target, "2").mkdir()
    bak(target, "3").symlink_to(tmp_path / "没有")
    write_bytes(target, b"new", backup=True)
    assert bak(target, "4").read_bytes() == b"old"
    assert (tmp_path / "别处").read_bytes() == b"mine"
    assert list(bak(target, "2").iterdir()) == []
    assert not (tmp_path / "没有").exists()


def test_a_disk_full_at_the_backup_leaves_everything_as_it_was(target: Path, monkeypatch: pytest.MonkeyPatch):
    bak(target).write_bytes(b"older")
    real, calls = os.fsync, iter((False, True))

    def full(descriptor: int) -> None:
        if next(calls):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileProblem, match="磁盘已满"):
        write_bytes(target, b"new", backup=True)
    assert (target.read_bytes(), bak(target).read_bytes()) == (b"old", b"older")
    assert others(target) == [bak(target).name]


def test_a_disk_without_links_keeps_a_backup_too(target: Path, monkeypatch: pytest.MonkeyPatch):
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    bak(target).write_bytes(b"older")
    write_bytes(target, b"new", backup=True)
    write_bytes(target.with_name("新.xlsx"), b"new")
    assert (bak(target).read_bytes(), bak(target, "2").read_bytes()) == (b"older", b"old")
    assert others(target) == ["新.xlsx", bak(target).name, bak(target, "2").name]


def test_the_same_content_is_not_written_again(target: Path):
    write_bytes(target, b"old", backup=True, instead_of=b"old")
    assert others(target) == []


# --- several programs ----------------------------------------------------------------------------------------


def test_a_file_changed_since_it_was_read_is_refused(target: Path):
    with pytest.raises(FileProblem, match="改动过"):
        write_bytes(target, b"new", instead_of=b"older")
    target.unlink()
    with pytest.raises(FileProblem, match="改动过"):
        write_bytes(target, b"new", instead_of=b"old")
    assert others(target) == []


def test_of_two_programs_that_write_one_file_only_one_does(target: Path):
    with locked(target), pytest.raises(FileProblem, match="另一次运行"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    code = f"""
from pathlib import Path
from xlfuncs.files.disk import write_bytes
import os, sys
sys.stdin.readline()
write_bytes(Path({str(target)!r}), str(os.getpid()).encode() * 1000, backup=True, instead_of=b"old")
"""
    command = [sys.executable, "-c", code]
    root = Path(__file__).parents[2]
    runs = [
        subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for _ in range(4)
    ]
    for one in runs:
        assert one.stdin
        one.stdin.write(b"\n")
        one.stdin.close()
    ended = [one.wait() for one in runs]
    assert sorted(ended) == [0, 1, 1, 1]
    assert target.read_bytes() == str(runs[ended.index(0)].pid).encode() * 1000
    assert bak(target).read_bytes() == b"old"
    assert others(target) == [bak(target).name]


def test_a_name_taken_meanwhile_is_not_written_over(target: Path, monkeypatch: pytest.MonkeyPatch):
    other = target.with_name("新.xlsx")
    real = os.fsync

    def meanwhile(descriptor: int) -> None:
        other.write_bytes(b"theirs")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(FileProblem, match="同名文件"):
        write_bytes(other, b"new")
    assert other.read_bytes() == b"theirs"


def test_what_a_killed_program_left_is_removed_and_a_living_ones_stays(target: Path):
    code = f"""
import os, signal
from pathlib import Path
from xlfuncs.files.disk import write_bytes
os.fsync = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_bytes(Path({str(target)!r}), b"new")
"""
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    (left,) = others(target)
    assert left.endswith(".tmp")
    living, new = (target.with_name(f".xlfuncs-{name}.tmp") for name in ("living", "new"))
    living.touch()
    new.touch()  # its program has not locked it yet
    os.utime(living, (0, 0))  # what the killed one left is as new
    with locked(living):
        write_bytes(target, b"new")
    assert sorted(others(target)) == [living.name, new.name]


# --- what is no ordinary file ----------------------------------------------------------------------------------


def test_a_link_is_followed_and_stays(target: Path, tmp_path: Path):
    (tmp_path / "链接").mkdir()
    link = tmp_path / "链接" / "表.xlsx"
    link.symlink_to(target)
    write_bytes(link, b"new", backup=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert bak(target).read_bytes() == b"old"
    assert others(target) == [bak(target).name, "链接"]


def test_an_open_file_is_refused_by_any_of_its_names(target: Path, tmp_path: Path):
    link = tmp_path / "表.xlsx"
    link.symlink_to(target)
    target.with_name(f"~${target.name}").touch()
    with pytest.raises(FileProblem, match="正在 Excel"):
        write_bytes(link, b"new")


def test_a_loop_of_links_is_named(tmp_path: Path):
    one, other = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    one.symlink_to(other)
    other.symlink_to(one)
    for action in (read_bytes, lambda path: write_bytes(path, b"new")):
        with pytest.raises(FileProblem, match="绕成了圈"):
            action(one)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="not on Windows")
def test_pipes_and_devices_are_refused_at_once(tmp_path: Path):
    pipe = tmp_path / "管道.xlsx"
    os.mkfifo(pipe)
    for odd in (pipe, Path("/dev/zero"), Path("/dev/null")):
        for action in (read_bytes, lambda path: write_bytes(path, b"new")):
            with pytest.raises(FileProblem, match="不是普通文件"):
                action(odd)


def test_a_name_that_no_disk_takes_is_named(tmp_path: Path):
    for name in ("长" * 200 + ".xlsx", "空\0.xlsx"):
        for action in (read_bytes, lambda path: write_bytes(path, b"new")):
            with pytest.raises(FileProblem):
                action(tmp_path / name)


def test_a_folder_that_cannot_be_made_is_named(target: Path):
    for name, why in ((target.name, "已有同名的文件"), ("长" * 200, "名过长"), ("空\0", "无法建立")):
        with pytest.raises(FileProblem, match=why):
            make_folder(target.with_name(name))
    make_folder(target.parent / "新" / "新")
    make_folder(target.parent / "新" / "新")


def test_a_file_beyond_the_limit_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XLFUNCS_MAX_FILE", "2")
    with pytest.raises(FileProblem, match="XLFUNCS_MAX_FILE"):
        read_bytes(target)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(target: Path):
    os.chown(target, 12345, 54321)
    write_bytes(target, b"new", backup=True)
    for path in (target, bak(target)):
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)


def test_extended_attributes_stay(target: Path):
    try:
        os.setxattr(target, "user.origin", "财政局".encode())
    except (OSError, AttributeError):
        pytest.skip("not on this disk")
    write_bytes(target, b"new", backup=True)
    assert os.getxattr(target, "user.origin") == os.getxattr(bak(target), "user.origin") == "财政局".encode()


def test_a_name_too_long_for_its_lock_files_is_none_too_long_itself(tmp_path: Path):
    write_bytes(tmp_path / f"{'绩' * 82}.xlsx", b"new")
    with pytest.raises(FileProblem, match="文件名过长"):
        write_bytes(tmp_path / f"{'绩' * 90}.xlsx", b"new")
