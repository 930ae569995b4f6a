"""文件夹 — which files of a tree are workbooks to review, in a fixed order, and where what is made of them goes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from xlfuncs.errors import FileProblem

KINDS = frozenset(
    (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".fods", ".csv", ".tsv", ".mht", ".mhtml", ".xlsb")
)
_OURS = ("~$", ".~", ".")  # locks of office suites, hidden files


def workbooks(places: Iterable[Path]) -> list[Path]:
    """工作簿 — the files named, and those below the folders named; links to folders are not followed.

    FileProblem for a place that does not exist, and for a folder named that cannot be read.
    """
    return workbooks_and_others(places)[0]


def workbooks_and_others(places: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """工作簿与其他文件 — the same, and what else lies below the folders and is no workbook by its suffix.

    A folder below that cannot be read stands among the files: nobody knows what it holds, and the others do not wait.
    """
    files: dict[Path, None] = {}
    others: dict[Path, None] = {}
    for place in places:
        if os.path.isdir(place):
            for file in _below(place, files):
                (files if file.suffix.lower() in KINDS else others)[file] = None
        elif os.path.exists(place):
            files[place] = None
        else:
            raise FileProblem("找不到该文件或文件夹，请检查路径 | no such file or folder").within(str(place))
    return list(files), list(others)


def _below(folder: Path, unread: dict[Path, None]) -> Iterator[Path]:
    def refused(problem: OSError) -> None:
        if problem.filename == os.fspath(folder):
            raise FileProblem("没有读取权限 | cannot be read").within(str(folder)) from problem
        unread[Path(problem.filename)] = None

    for top, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(_OURS):
                yield Path(top, name)


def refuse_folder(path: Path) -> None:
    """FileProblem for a folder among the files: it could not be read."""
    if os.path.isdir(path):
        raise FileProblem(
            "没有读取权限，其中的文件都没有审核 | this folder cannot be read, nor what is in it"
        ).within(str(path))


def place_of(file: Path, places: Iterable[Path]) -> Path | None:
    """Which of the folders that are reviewed a file lies below."""
    return next((place for place in places if place != file and file.is_relative_to(place)), None)


def copies(files: Iterable[Path], places: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """副本 — where the copy of each file goes: at the same place below another folder, none over another's.

    What is no .xlsx or .xlsm becomes an .xlsx, and keeps the suffix it had in its name.

    >>> made = copies([Path("a/表.xls"), Path("a/表.xlsx"), Path("b/表.xlsx")], [Path("a"), Path("b")], Path("评分"))
    >>> [path.as_posix() for path in made.values()]
    ['评分/表.xls.xlsx', '评分/表.xlsx', '评分/表（2）.xlsx']
    """
    made: dict[Path, Path] = {}
    taken: set[str] = set()
    for file in files:
        top = place_of(file, places) or file.parent
        kept = file.suffix.lower() in (".xlsx", ".xlsm")
        wanted = folder / (file.relative_to(top) if kept else f"{file.relative_to(top)}.xlsx")
        made[file] = free_path(wanted, taken)
    return made


def free_path(path: Path, taken: set[str]) -> Path:
    """The path, numbered where it is taken, as it is from then on; some systems do not tell capitals apart."""
    numbered = (path if n == 1 else path.with_stem(f"{path.stem}（{n}）") for n in count(1))
    free = next(one for one in numbered if str(one).lower() not in taken)
    taken.add(str(free).lower())
    return free


def file_name(text: str) -> str:
    """文件名 — a text of a stranger's as the name of a file on any system.

    >>> file_name("../某局（二科）: a|b"), file_name("CON"), file_name("..")
    ('.._某局（二科）_ a_b', '_CON', '未命名')
    """
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "_", text).strip(" ")[:80].rstrip(" .")
    reserved = re.fullmatch(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", name, re.IGNORECASE)
    return f"_{name}" if reserved else name or "未命名"
