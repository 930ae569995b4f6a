"""文件锁 — one program at a time writes a file; a lock ends with the program that holds it, however that ends."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from xlfuncs.errors import FileProblem

_TAKEN = (errno.EAGAIN, errno.EACCES)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold a file; whether there is one. FileProblem where another program holds it or has just replaced it.

    Disks that know no locks have none.
    """
    if os.name == "nt":
        with _beside(path):
            yield path.exists()
        return
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        yield False
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if problem.errno in _TAKEN:
                raise _busy(path) from problem
        if not os.path.exists(path) or not os.path.samestat(os.fstat(descriptor), os.stat(path)):
            raise _busy(path)
        yield True
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[None]:
    """On Windows an open file cannot be replaced: a file beside it, which goes when its owner ends, is the lock."""
    lock = path.with_name(f".xlfuncs-{path.name}.lock")
    try:
        descriptor = os.open(lock, os.O_CREAT | os.O_EXCL | getattr(os, "O_TEMPORARY", 0))
    except OSError as problem:
        if problem.errno not in (errno.EEXIST, errno.EACCES):
            raise
        raise _busy(path) from problem
    try:
        yield
    finally:
        os.close(descriptor)


def _busy(path: Path) -> FileProblem:
    return FileProblem(
        "正由另一次运行写入，没有写入；请等它结束后再试"
        " | another run is writing it, not written; try again later"
    ).within(str(path))
