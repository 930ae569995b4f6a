"""The report as memory: which scores are ours, and what stood there before."""

from __future__ import annotations

import pytest

from xlfuncs.cells import Sheet, Value
from xlfuncs.refresh.report import FILLED, HEADER, REPLACED, REPORT, is_report
from xlfuncs.refresh.typed_sheet import TypedSheet, same


def report(*lines: tuple[Value, ...]) -> Sheet:
    return Sheet(REPORT, [["核对：0 处错误"], list(HEADER), *map(list, lines)])


def remembered(stands: Value, old: Value, new: Value, words: str) -> TypedSheet:
    """A sheet with one cell, and a report that says what was written there."""
    line = ("表", "A1", "某项", "提示", old, new, None, words)
    return TypedSheet(Sheet("表", [[stands]]), report(line))


@pytest.mark.parametrize(("old", "words"), [(None, FILLED), ("", FILLED), (8.0, f"{REPLACED} 8.0")])
def test_a_score_that_still_stands_is_ours(old: Value, words: str) -> None:
    earlier = remembered(9.0, old, 9.0, words)
    assert earlier.ours((0, 0))
    assert earlier.typed((0, 0)) == (old or None)


def test_one_typed_over_is_not() -> None:
    earlier = remembered(7.0, 8.0, 9.0, f"{REPLACED} 8.0")
    assert not earlier.ours((0, 0))
    assert earlier.typed((0, 0)) == 7.0
    assert not remembered(None, None, 9.0, FILLED).ours((0, 0))


def test_findings_and_unknown_sheets_are_no_memory() -> None:
    assert not remembered(9.0, 8.0, 9.0, "「某项」填 8 分，按规则应为 9.00 分").ours((0, 0))
    short = TypedSheet(Sheet("表", [[9.0]]), report(("表", "A1")))
    assert not short.ours((0, 0))
    for place in (None, "", "A", "7", "A1B"):  # somebody edited the report
        TypedSheet(Sheet("表", [[9.0]]), report(("表", place, "某项", "提示", None, 9.0, None, FILLED)))
    gone = TypedSheet(Sheet("表", [[9.0]]), report(("旧表", "A1", "某项", "提示", None, 9.0, None, FILLED)))
    assert not gone.ours((0, 0))


def test_several_blanks_filled_share_a_line() -> None:
    sheet = Sheet("表", [[1.0], [7.0], [3.0]])
    line = ("表", "A1:A3", "3 项", "提示", None, "1、2、3", None, FILLED)
    earlier = TypedSheet(sheet, report(line))
    assert [earlier.ours((row - 1, 0)) for row in (1, 2, 3, 4)] == [True, False, True, False]
    assert [earlier.typed((row - 1, 0)) for row in (1, 2, 3)] == [None, 7.0, None]


def test_placeholders_are_blank() -> None:
    assert TypedSheet(Sheet("表", [["——"]]), None).typed((0, 0)) is None


def test_what_is_our_report() -> None:
    assert is_report(report())
    assert is_report(Sheet(REPORT, [["x"], [*HEADER, None]]))
    older = ["工作表", "单元格", "项目", "级别", "填报", "规则", "说明"]  # before there was a 差额
    assert is_report(Sheet(REPORT, [["x"], older]))
    assert not is_report(Sheet(REPORT, [["我的笔记"]]))
    assert not is_report(Sheet("别的", [["x"], list(HEADER)]))


def test_same_is_by_the_number_that_is_seen() -> None:
    assert same(0.1 + 0.2, 0.3)
    assert same("9.50", 9.5)
    assert not same(None, 0.0)
    assert not same("九", 9.0)
