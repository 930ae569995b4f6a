"""A sample of `make own-cells`: cells of our own workbooks emptied or replaced are named, and end in no traceback."""

from __future__ import annotations

import random

from benchmarks.fuzz.own_cells import cases, failures, shipped


def test_no_cell_of_a_shipped_workbook_breaks_its_reading() -> None:
    books = shipped()
    every = list(cases(books))
    assert len(every) > 10_000
    ends = list(failures(random.Random(13).sample(every, 300), books))
    assert [(end, str(case)) for end, case in ends if end.startswith(("UNCAUGHT", "SILENT"))] == []


def test_a_lost_helper_header_is_named() -> None:
    books = shipped()
    helpers = ("分值（逐行）", "计分方式", "目标数值", "完成数值", "规则得分", "填报得分", "得分说明")
    lost = [
        c
        for c in cases(books)
        if books[c.path][c.sheet].value(c.row, c.column) in helpers and c.value is None
    ]
    lost = [case for case in lost if case.row < 40]
    assert len(lost) > 30
    silent = [str(case) for end, case in failures(lost, books) if end.startswith(("UNCAUGHT", "SILENT"))]
    assert silent == []
