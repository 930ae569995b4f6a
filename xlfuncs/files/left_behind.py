"""残留的临时文件 — the names of temporary files, and those that killed programs left, removed."""

from __future__ import annotations

import contextlib
import os
import platform
import time
import zlib
from functools import cache
from pathlib import Path

from xlfuncs.errors import FileProblem
from xlfuncs.files.locks import locked

END = ".tmp"
_BEGINNING = ".xlfuncs-"
_NEW = 60.0  # seconds: a temporary file as young as that may be of a program that runs elsewhere


def beginning() -> str:
    """How the name of a temporary file of this program starts: with its computer and its number there."""
    return f"{_BEGINNING}{_machine()}-{os.getpid()}-"


@cache
def sweep(folder: Path, *, below: bool = False) -> None:
    """Remove what killed programs left in a folder, and ``below`` it; what living ones write is locked, theirs, or new."""
    for file in (folder.rglob if below else folder.glob)(f"{_BEGINNING}*{END}"):
        with contextlib.suppress(OSError, FileProblem), locked(file):
            if _ended(file) or time.time() - file.stat().st_mtime > _NEW:
                file.unlink()


@cache
def _machine() -> str:
    """This computer in a file's name: several may write to one disk."""
    return f"{zlib.crc32(platform.node().encode('utf-8', 'replace')):08x}"


def _ended(file: Path) -> bool:
    """Whether the program that made a temporary file ran on this computer, and runs no more."""
    machine, _, rest = file.name.removeprefix(_BEGINNING).partition("-")
    number = rest.partition("-")[0]
    if os.name == "nt" or machine != _machine() or not number.isdecimal():
        return False  # asked by its number, a program of Windows would end
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    return False  # PermissionError, too, is of one that runs
