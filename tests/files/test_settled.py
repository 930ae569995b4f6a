"""A workbook made here has the same bytes at any time, on any machine, under any order of a set."""

from __future__ import annotations

import re
import sys
import zipfile
from io import BytesIO

import pytest

from tests.made import new_form
from tests.refresh.memory_book import national, saved
from xlfuncs.files.book import FileBook
from xlfuncs.files.results import engine
from xlfuncs.files.values import values_file
from xlfuncs.sheets import Sheet

BLOCKS = [(9, 0, 9, 1), (0, 5, 1, 5), (0, 0, 0, 3), (4, 27, 5, 27), (4, 2, 5, 2)]


def merged(data: bytes) -> list[str]:
    sheet = zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    return re.findall(r'<mergeCell ref="(\w+:\w+)"', sheet)


def test_merged_blocks_stand_in_reading_order() -> None:
    made = values_file([Sheet("甲", [["一"] * 28 for _ in range(10)], frozenset(), BLOCKS)], {})
    assert merged(made) == ["A1:D1", "F1:F2", "C5:C6", "AB5:AB6", "A10:B10"]
    assert made == values_file([Sheet("甲", [["一"] * 28 for _ in range(10)], frozenset(), BLOCKS[::-1])], {})


def test_a_form_carries_no_moment() -> None:
    with zipfile.ZipFile(BytesIO(new_form("department-evaluation-beijing"))) as made:
        assert {part.date_time for part in made.infolist()} == {(2026, 11, 21, 0, 0, 0)}
        assert re.findall(rb">(\d{4}-\d\d-\d\d)T", made.read("docProps/core.xml")) == [b"2026-11-21"] * 2


def test_save_writes_what_to_bytes_gives(tmp_path) -> None:
    path = saved(tmp_path / "自评.xlsx", national(["产出指标", "数量指标", "人数", 40.0, 36.0, 50.0, 45.0]))
    book = FileBook.open(path)
    assert book.to_bytes() == path.read_bytes()
    book.write(book.sheet_names()[0], {(0, 9): 1.0})
    book.save(tmp_path / "另存.xlsx")
    assert (tmp_path / "另存.xlsx").read_bytes() == book.to_bytes() != path.read_bytes()


def test_without_the_evaluator_no_result_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ironcalc", None)  # an import of it fails
    file = values_file([Sheet("甲", [[1.0]], frozenset(), [])], {}, {"甲": {(0, 1): "A1+1"}})
    assert engine.calculated(file, {}, {"甲": [(0, 1)]}) is None
