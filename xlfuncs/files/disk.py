"""安全写盘 — write beside the target, then put in place: the old file or the new one, never half of one.

A link is followed to its file, which keeps owner, mode and extended attributes where the system allows it; other
hard links to it keep the old content. Two programs that write one file: the second is refused. What a killed program
left is removed by the next that writes to the folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from xlfuncs.errors import FileProblem
from xlfuncs.files import left_behind
from xlfuncs.files.limits import limit
from xlfuncs.files.locks import locked
from xlfuncs.files.system_errors import MAKING, READING, WRITING, in_words

_BINARY, _AT_ONCE = getattr(os, "O_BINARY", 0), getattr(os, "O_NONBLOCK", 0)
_REPLACING = WRITING | {0: "写入失败（{}），原文件未动 | cannot be written ({}); the file is as it was"}


def read_bytes(path: Path) -> bytes:
    """读文件 — the content of a file; FileProblem, naming it, where it cannot be read or changes meanwhile."""
    with in_words(path, READING):
        _refuse_odd(path, path.stat())  # before it is opened: a pipe would wait for ever
        descriptor = os.open(path, os.O_RDONLY | _BINARY | _AT_ONCE)
        with open(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            _refuse_odd(path, before)
            most = limit("XLFUNCS_MAX_FILE")
            if before.st_size > most:
                raise FileProblem(
                    f"文件超过 {most} 字节（XLFUNCS_MAX_FILE 可以调高）"
                    f" | more than {most} bytes (see XLFUNCS_MAX_FILE)"
                ).within(str(path))
            data = file.read(before.st_size + 1)  # room is made for as much as is asked for
            after = os.fstat(descriptor)
    if len(data) != after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise FileProblem(
            "读取时正被别的程序改动，请稍后再试 | another program is writing it; try again later"
        ).within(str(path))
    return data


def write_bytes(target: Path, data: bytes, *, backup: bool = False, instead_of: bytes | None = None) -> None:
    """写文件 — put `data` at `target`, all or nothing.

    `backup` keeps what was there as ``.bak``, ``.bak2`` … under the first free name; `instead_of` is what must still be
    there. FileProblem, naming the file, where it is open elsewhere, read-only, no ordinary file, changed by another
    program, or the disk is full; the file is then as it was and nothing is left beside it. A file that holds
    `data` already is left alone.
    """
    refuse_unwritable(target)
    real = Path(os.path.realpath(target))
    with in_words(target, _REPLACING):
        left_behind.sweep(real.parent)
        with locked(real) as held:
            if instead_of is not None and (not held or read_bytes(real) != instead_of):
                raise FileProblem(
                    "打开之后被别的程序改动过，没有写入；请重新运行"
                    " | changed by another program, not written; run again"
                ).within(str(target))
            if instead_of is not None and instead_of == data:
                return
            with _written(real.parent, data) as new:
                if not held:
                    _put_new(new, real)
                    return
                shutil.copymode(real, new)
                _take_owner(new, real)
                if backup:
                    _keep(real)
                os.replace(new, real)
        _settle(real.parent)


def make_folder(folder: Path) -> None:
    """建文件夹 — with those it lies in, where they are missing; FileProblem, naming it, where that cannot be."""
    with in_words(folder, MAKING):
        folder.mkdir(parents=True, exist_ok=True)


def refuse_existing(target: Path, otherwise: str = "") -> None:
    """不覆盖 — FileProblem where anything has this name; `otherwise` says what else one can do."""
    if os.path.isdir(target):
        raise FileProblem(f"{target}：这是文件夹，不是文件 | {target} is a folder, not a file")
    if os.path.lexists(target):  # a link that leads nowhere, too
        raise FileProblem(
            f"{target} 已经存在，不覆盖；请换个文件名{otherwise} | {target} exists; choose another name"
        )


def refuse_unwritable(target: Path) -> None:
    """能否写入 — FileProblem where `target` must not or cannot be replaced."""
    with in_words(target, WRITING):
        try:
            status = target.stat()
        except FileNotFoundError:
            return
    _refuse_odd(target, status)
    if not (os.access(target, os.W_OK) and status.st_mode & stat.S_IWUSR):
        raise FileProblem("文件是只读的，没有写入 | read-only, not written").within(str(target))
    for name in {target, Path(os.path.realpath(target))}:
        for lock in (f"~${name.name}", f".~lock.{name.name}#", f".~{name.name}"):
            if os.path.exists(name.with_name(lock)):  # False, too, where that name is too long
                raise FileProblem(
                    "正在 Excel、WPS 或 LibreOffice 中打开，请先关闭"
                    f"（若确已关闭，请删除遗留的锁文件 {lock}）"
                    f" | open in an office suite; close it, or delete a stale {lock}"
                ).within(str(target))


def _refuse_odd(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise FileProblem("这是文件夹，不是文件 | a folder, not a file").within(str(path))
    if not stat.S_ISREG(status.st_mode):
        raise FileProblem("不是普通文件（而是管道、设备之类），不能读写 | no ordinary file").within(str(path))


@contextlib.contextmanager
def _written(folder: Path, data: bytes) -> Iterator[str]:
    """A new file in this folder that holds `data`, safely on the disk; gone afterwards, unless it was moved."""
    descriptor, name = tempfile.mkstemp(prefix=left_behind.beginning(), suffix=left_behind.END, dir=folder)
    try:
        with open(descriptor, "wb") as file, locked(Path(name)):
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
            if os.name != "nt":  # where an open file can be moved, it stays locked until it is
                yield name
        if os.name == "nt":
            yield name
    finally:
        with contextlib.suppress(FileNotFoundError):  # it has taken the target's place
            os.unlink(name)


def _put_new(new: str, target: Path) -> None:
    """Give a file a name that nothing has; FileExistsError where something has it after all."""
    if os.name == "nt":
        os.rename(new, target)
        return
    try:
        os.link(new, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(new, target)


def _keep(target: Path) -> None:
    """A copy under the first free of the names ``.bak``, ``.bak2`` …; whatever has such a name stays."""
    with _written(target.parent, target.read_bytes()) as copy:
        shutil.copystat(target, copy)
        _take_owner(copy, target)
        for number in count(1):
            with contextlib.suppress(FileExistsError):
                _put_new(copy, target.with_name(f"{target.name}.bak{number if number > 1 else ''}"))
                return


def _take_owner(new: str, target: Path) -> None:
    """Owner and extended attributes of the file replaced, as far as the system lets us."""
    if not hasattr(os, "chown"):
        return
    status = target.stat()
    with contextlib.suppress(OSError):
        if (status.st_uid, status.st_gid) != (os.stat(new).st_uid, os.stat(new).st_gid):
            os.chown(new, status.st_uid, status.st_gid)
            os.chmod(new, stat.S_IMODE(status.st_mode))
    for name in os.listxattr(target) if hasattr(os, "listxattr") else ():
        with contextlib.suppress(OSError):
            os.setxattr(new, name, os.getxattr(target, name))


def _settle(folder: Path) -> None:
    """Let the folder's entry reach the disk, too."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
