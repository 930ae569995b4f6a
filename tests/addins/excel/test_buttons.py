"""What the ribbon's buttons do to a live book: the same as to a file, in few calls, and each says what it did."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from tests.addins.excel.engine import App, Book, contents, in_memory
from tests.made import new_form
from tests.refresh.memory_book import national, saved
from xlfuncs.addins.excel import buttons as ribbon
from xlfuncs.cells import Value
from xlfuncs.errors import UnknownForm
from xlfuncs.files.book import FileBook
from xlfuncs.forms.layout import forms
from xlfuncs.refresh.refresh import refresh
from xlfuncs.refresh.report import REPORT

BEIJING = "department-evaluation-beijing"
FORMS = [form.id for form in forms()]
SCORED = [form.id for form in forms() if form.rule]


def fills(report: Any) -> dict[str, str]:
    """The colours of the cells that have one."""
    filled = [cell for row in report for cell in row if cell.fill.fill_type == "solid"]
    return {cell.coordinate: cell.fill.fgColor.rgb[2:] for cell in filled}


def heights(report: Any) -> dict[int, float]:
    """The heights of the rows that have one."""
    return {number: row.height for number, row in report.row_dimensions.items() if row.height}


def outcome(refreshed: Callable[[], Any]) -> Any:
    """The results, or the refusal."""
    try:
        return [result.to_dict() for result in refreshed()]
    except UnknownForm as refusal:
        return str(refusal)


@pytest.mark.parametrize("form", SCORED)
def test_refresh_does_what_it_does_to_a_file(form: str, tmp_path: Path) -> None:
    data = new_form(form, example=True)
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    file = FileBook.open(path)
    of_file = outcome(lambda: refresh(file))
    file.save()

    book, impl = in_memory(data)
    assert outcome(lambda: ribbon.refresh(book)) == of_file
    of_the_file = openpyxl.load_workbook(path)
    assert contents(impl.formulas) == contents(of_the_file)
    assert fills(impl.formulas[REPORT]) == fills(of_the_file[REPORT]) != {}
    low = heights(impl.formulas[REPORT])  # Excel fits the others to their text
    assert low == {row: height for row, height in heights(of_the_file[REPORT]).items() if row in low} != {}

    sheets = len([name for name in impl.made if name != REPORT])
    assert impl.calls["read values"] == impl.calls["read formulas"] == sheets  # each sheet once
    merged = sum(len(sheet.merged_cells.ranges) for sheet in impl.formulas)
    assert impl.calls["merged?"] <= 3 * merged + 5 * sheets
    cells = [
        (sheet, row, column)
        for sheet, top, left, bottom, right in impl.written
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
    assert len(cells) == len(set(cells)) > len(impl.written)  # none twice
    ends = {(sheet, left, bottom + 1, right) for sheet, _, left, bottom, right in impl.written}
    begins = {(sheet, left, top, right) for sheet, top, left, _, right in impl.written}
    assert not ends & begins  # what stands one below the other goes together


def test_a_second_refresh_changes_nothing(beijing: bytes) -> None:
    book, impl = in_memory(beijing)
    ribbon.refresh(book)
    once = contents(impl.formulas)
    ribbon.refresh(book)
    assert contents(impl.formulas) == once
    assert list(impl.made).count(REPORT) == 1


def test_check_changes_nothing(beijing: bytes) -> None:
    book, impl = in_memory(beijing)
    before = contents(impl.formulas)
    (result,) = ribbon.check(book)
    assert result.findings
    assert contents(impl.formulas) == before
    assert impl.calls["write"] == 0


def test_an_unknown_workbook_is_left_alone() -> None:
    saved = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active["A1"], workbook.active["B2"] = "通讯录", 3
    workbook.save(saved)
    book, impl = in_memory(saved.getvalue())
    with pytest.raises(UnknownForm):
        ribbon.refresh(book)
    assert impl.calls["write"] == 0
    assert list(impl.made) == ["Sheet"]


@pytest.mark.parametrize("form", FORMS)
def test_new_form_opens_an_unsaved_book_like_the_file(form: str) -> None:
    app = App()
    ribbon.new_form(xw.App(impl=app), form)
    assert app.opened == [new_form(form)]


def pressed(
    monkeypatch: pytest.MonkeyPatch, data: bytes, button: str, detail: str = ""
) -> tuple[Book, list[Any]]:
    book, impl = in_memory(data)
    monkeypatch.setattr(xw.Book, "caller", classmethod(lambda cls: book))
    ribbon.press(button, detail)
    return impl, impl.app.alerts


def test_press_refresh_tells_the_result(beijing: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    impl, alerts = pressed(monkeypatch, beijing, "refresh")
    ((message, title, mode),) = alerts
    assert (title, mode) == ("绩效评分", "info")
    assert "总分 92.73，优秀" in message
    assert REPORT in message
    assert REPORT in impl.made


def test_press_check_help_and_about(beijing: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    impl, alerts = pressed(monkeypatch, beijing, "check")
    assert "没有改动" in alerts[0][0]
    assert impl.calls["write"] == 0
    assert "XLF_EXECUTION_RATE_SCORE" in pressed(monkeypatch, beijing, "help")[1][0][0]
    assert "Python" in pressed(monkeypatch, beijing, "about")[1][0][0]


def test_press_says_what_is_wrong_without_a_traceback(
    beijing: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    saved = io.BytesIO()
    openpyxl.Workbook().save(saved)
    _, ((message, _, mode),) = pressed(monkeypatch, saved.getvalue(), "refresh")
    assert mode == "critical"
    assert " | " not in message
    assert "Traceback" not in message

    monkeypatch.setattr(ribbon, "refresh_book", lambda live: live["缺"])
    _, ((message, _, mode),) = pressed(monkeypatch, beijing, "refresh")
    assert mode == "critical"
    assert "TypeError" in message
    assert "Traceback" in caplog.text  # for the maintainers


def test_press_new_form(beijing: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    impl, alerts = pressed(monkeypatch, beijing, "new_form", BEIJING)
    assert impl.app.opened == [new_form(BEIJING)]
    assert alerts == []


def test_a_typed_table_with_formulas_is_read_again_once_excel_has_calculated(tmp_path: Path) -> None:
    """The engine of these tests does not calculate: what a total then shows is tested in Calc."""
    rows: list[list[Value]] = [["产出指标", "数量指标", "新建道路", "20公里", "18公里", 90.0, None]]
    for total, calculated in (("=SUM(G6:G6)", 1), (None, 0)):
        book, impl = in_memory(saved(tmp_path / "自评表.xlsx", national(*rows, total=total)).read_bytes())
        ribbon.refresh(book)
        assert impl.app.log.count(("calculate", None)) == calculated
        read = impl.calls["read values"]
        ribbon.refresh(book)  # nothing is written any more
        assert impl.app.log.count(("calculate", None)) == calculated
        assert impl.calls["read values"] == read + 2  # the table and 核对, once
