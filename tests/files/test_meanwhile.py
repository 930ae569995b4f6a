"""What is done meanwhile comes out as if it were done at once, with or without threads."""

import os
import random
import threading
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlfuncs.cells import Cell, Content
from xlfuncs.errors import FileProblem
from xlfuncs.files import book as books
from xlfuncs.files.book import FileBook
from xlfuncs.files.kinds import calamine
from xlfuncs.files.meanwhile import meanwhile
from xlfuncs.files.ooxml import parts


@pytest.fixture(params=["threads", "none"])
def threads(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As here, and as in a browser."""

    def refused(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    if request.param == "none":
        monkeypatch.setattr(threading.Thread, "start", refused)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sheet is taken for a long one."""
    for module in (calamine, parts):
        monkeypatch.setattr(module, "LONG", 1)


def workbook(path: Path) -> Path:
    made = openpyxl.Workbook()
    for sheet in (made.active, made.create_sheet("乙")):
        for row in range(50):
            sheet.append([row, random.Random(row).random(), "甲" if row % 3 else None])
        sheet.append(["=SUM(A1:A50)", "=1/0"])
    made.save(path)
    return path


@pytest.mark.usefixtures("threads")
def test_it_gives_what_the_work_gives_and_raises_what_it_raises() -> None:
    assert meanwhile(lambda: 3)() == 3
    ahead = meanwhile(lambda: 1 / 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            ahead()


def read(path: Path, *order: str) -> list[Any]:
    book = FileBook.open(path)
    sheets = {name: book.read(name) for name in order}
    return [sheets[name].rows for name in sorted(sheets)]


@pytest.mark.usefixtures("threads")
def test_a_sheet_read_meanwhile_is_as_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "表.xlsx")
    alone = read(path, "Sheet", "乙")
    monkeypatch.setattr(calamine, "LONG", 1)
    assert read(path, "Sheet", "乙") == read(path, "乙", "Sheet") == alone


@pytest.mark.parametrize("kept", ["refused", "none"])
def test_a_sheet_is_read_without_files_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    path = workbook(tmp_path / "表.xlsx")
    alone = read(path, "Sheet", "乙")
    monkeypatch.setattr(calamine, "LONG", 1)
    if kept == "none":  # Windows, macOS
        monkeypatch.delattr(os, "memfd_create", raising=False)
    else:
        monkeypatch.setattr(os, "memfd_create", lambda _: os.open("/nowhere", os.O_RDWR), raising=False)
    assert read(path, "Sheet", "乙") == alone


def saved(path: Path) -> bytes:
    book = FileBook.open(path)
    for name in book.sheet_names():
        book.read(name)
    written: dict[str, dict[Cell, Content]] = {"Sheet": {(3, 0): 2.0, (60, 60): "新"}}
    assert book.formulas_once(written)["Sheet"][50, 0] == 49 * 25 - 3 + 2
    book.write("Sheet", written["Sheet"])
    return book.to_bytes()


@pytest.mark.usefixtures("threads")
def test_what_is_packed_meanwhile_is_saved_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "表.xlsx")
    alone = saved(path)
    monkeypatch.setattr(parts, "LONG", 1)
    assert saved(path) == alone


@pytest.mark.usefixtures("threads", "long")
def test_what_came_out_broken_meanwhile_is_refused_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "表.xlsx")
    monkeypatch.setattr(books, "patch", lambda xml, _: xml.replace(b"</row>", b"</wor>", 1))
    with pytest.raises(FileProblem, match=r"表.xlsx.*改写后不完整"):
        saved(path)


@pytest.mark.usefixtures("threads", "long")
def test_cells_too_far_apart_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XLFUNCS_MAX_CELLS", "100")
    book = FileBook.open(workbook(tmp_path / "表.xlsx"))
    with pytest.raises(FileProblem, match=r"Sheet.*区域过大"):
        book.read("Sheet")
