"""The report as memory: which scores are ours, and what stood there before."""

from __future__ import annotations

from xlfuncs.cells import Value
from xlfuncs.refresh.report import FILLED, HEADER, REPORT, is_report
from xlfuncs.refresh.typed_sheet import TypedSheet, same
from xlfuncs.sheets import Sheet


def report(*lines: tuple[Value, ...]) -> Sheet:
    return Sheet(REPORT, [["核对：错误 0、警告 0、提示 0"], list(HEADER), *map(list, lines)])


def ours(*line: Value) -> bool:
    """Whether a report with this line makes the only cell of a sheet one of ours."""
    return TypedSheet(Sheet("表", [[9.0]]), report(line)).ours((0, 0))


def test_findings_and_unknown_sheets_are_no_memory() -> None:
    filled: tuple[Value, ...] = ("某项", "提示", None, 9.0, None, FILLED)
    assert ours("表", "A1", *filled)
    assert not ours("旧表", "A1", *filled)
    assert not ours("表", "A1")
    assert not ours("表", "A1", "某项", "提示", 8.0, 9.0, None, "「某项」填 8 分，按规则应为 9.00 分")
    for place in (None, "", "A", "7", "A1B"):  # somebody edited the report
        assert not ours("表", place, *filled)


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
