"""文件夹 — which files of a tree are workbooks to review, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from xlfuncs.errors import FileProblem

__all__ = ["workbooks"]

KINDS = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".ods", ".fods", ".csv", ".tsv", ".xlsb"))
_OURS = ("~$", ".~", ".")  # locks of office suites, hidden files


def workbooks(places: Iterable[Path]) -> list[Path]:
    """工作簿 — the files named, and those below the folders named; links to folders are not followed.

    Raises
    ------
    FileProblem
        A place that does not exist, or a folder that cannot be read.
    """
    found: dict[Path, None] = {}
    for place in places:
        if place.is_dir():
            found.update(dict.fromkeys(_below(place)))
        elif place.exists():
            found[place] = None
        else:
            raise FileProblem(f"{place}：找不到该文件或文件夹，请检查路径 | no such file or folder")
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    def refuse(problem: OSError) -> None:
        raise FileProblem(f"{problem.filename}：没有读取权限 | cannot be read") from problem

    for top, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in KINDS and not name.startswith(_OURS):
                yield Path(top, name)
