"""安全写盘 — write beside the target, then put in place: the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from pathlib import Path

from xlfuncs.errors import FileProblem

__all__ = ["read_bytes", "refuse_unwritable", "write_bytes"]

_READING = {
    errno.ENOENT: "没有这个文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有读取权限",
}
_WRITING = {
    errno.ENOSPC: "磁盘已满，没有写入，原文件未动",
    errno.EDQUOT: "磁盘配额已满，没有写入，原文件未动",
    errno.EACCES: "没有写入权限，原文件未动",
    errno.EPERM: "没有写入权限，原文件未动",
    errno.EROFS: "所在磁盘是只读的，没有写入",
    errno.ENOENT: "目标文件夹不存在",
    errno.ENOTDIR: "目标文件夹不存在",
}


def read_bytes(path: Path) -> bytes:
    """读文件 — the content of a file; FileProblem, naming it, where it cannot be read."""
    if path.is_dir():  # some systems would say "permission denied"
        raise FileProblem(f"{path}：{_READING[errno.EISDIR]}")
    try:
        return path.read_bytes()
    except OSError as problem:
        raise FileProblem(f"{path}：{_READING.get(problem.errno or 0, problem.strerror)}") from problem


def write_bytes(target: Path, data: bytes, *, backup: bool = False) -> None:
    """写文件 — put `data` at `target`, all or nothing; `backup` keeps what was there as ``.bak``.

    FileProblem, naming the file, where it is open in an office suite, read-only, a folder, or the disk is
    full; the file is then as it was and nothing is left beside it.
    """
    refuse_unwritable(target)
    temporary: str | None = None
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=".xlfuncs-", suffix=".tmp", dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _take_mode(Path(temporary), target)
        if backup and target.exists():
            shutil.copy2(target, target.with_name(f"{target.name}.bak"))
        os.replace(temporary, target)
    except OSError as problem:
        reason = _WRITING.get(problem.errno or 0, f"写入失败（{problem.strerror}），原文件未动")
        raise FileProblem(f"{target}：{reason}") from problem
    finally:
        if temporary:
            with contextlib.suppress(FileNotFoundError):  # it has taken the target's place
                os.unlink(temporary)


def refuse_unwritable(target: Path) -> None:
    """能否写入 — FileProblem where `target` must not or cannot be replaced."""
    if target.is_dir():
        raise FileProblem(f"{target}：这是文件夹，不是文件")
    if target.exists() and not (os.access(target, os.W_OK) and target.stat().st_mode & stat.S_IWUSR):
        raise FileProblem(f"{target}：文件是只读的，没有写入")
    for lock in (f"~${target.name}", f".~lock.{target.name}#"):
        if target.with_name(lock).exists():
            raise FileProblem(
                f"{target}：正在 Excel、WPS 或 LibreOffice 中打开，请先关闭"
                f"（若确已关闭，请删除遗留的锁文件 {lock}）"
            )


def _take_mode(new: Path, target: Path) -> None:
    """The permissions of the file replaced, or those a new file gets here."""
    if target.exists():
        shutil.copymode(target, new)
    else:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)
