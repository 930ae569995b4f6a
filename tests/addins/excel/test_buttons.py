"""What the ribbon's buttons do to a live book: the same as the file path, in few calls, and Excel given back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from tests.addins.excel.engine import CURRENCY, App, Book, SheetApi, in_memory
from xlfuncs.addins.excel import buttons as ribbon
from xlfuncs.addins.excel.book import ExcelBook
from xlfuncs.errors import FileProblem, UnknownForm
from xlfuncs.files.book import FileBook
from xlfuncs.forms.layout import forms
from xlfuncs.making.new import new_form
from xlfuncs.refresh.refresh import REPORT, refresh

BEIJING = "department-evaluation-beijing"
FORMS = [form.id for form in forms()]
SCORED = [form.id for form in forms() if form.rule]


@pytest.fixture(scope="module")
def beijing() -> bytes:
    return new_form(BEIJING, example=True)


def contents(workbook: Any) -> dict[str, dict[str, Any]]:
    """Every cell that is not blank, formulas as such."""
    return {
        sheet.title: {c.coordinate: c.value for row in sheet for c in row if c.value is not None}
        for sheet in workbook
    }


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
    assert contents(impl.formulas) == contents(openpyxl.load_workbook(path))

    sheets = len([name for name in impl.made if name != REPORT])
    assert impl.calls["read values"] == impl.calls["read formulas"] == sheets  # each sheet once
    merged = sum(len(sheet.merged_cells.ranges) for sheet in impl.formulas)
    assert impl.calls["merged?"] <= 3 * merged + 5 * sheets
    assert impl.calls["write"] <= 12  # blocks, the report among them


def test_refresh_of_the_beijing_table_in_numbers(beijing: bytes) -> None:
    book, impl = in_memory(beijing)
    (result,) = ribbon.refresh(book)
    assert (result.total, result.entered_total, result.grade) == (92.73, 90.73, "优秀")
    assert impl.calls["cells"] > 10 * impl.calls["write"]


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


@pytest.mark.parametrize("mode", ["automatic", "manual", "semiautomatic"])
def test_excel_is_given_back_as_it_was(beijing: bytes, mode: str) -> None:
    book, impl = in_memory(beijing)
    first = next(iter(impl.made.values()))
    selected = first.range("B3:C5")
    impl.app.state["calculation"], impl.app.selected = mode, selected
    ribbon.refresh(book)
    assert impl.app.state == {"calculation": mode, "screen_updating": True, "enable_events": True}
    assert impl.app.selected is selected
    assert impl.active is first
    switched = [entry for entry in impl.app.log if entry[1] in (False, "manual")]
    assert {name for name, _ in switched} >= {"screen_updating", "calculation", "enable_events"}
    # with automatic calculation Excel calculates by itself once the mode is back
    assert impl.app.log.count(("calculate", None)) == (0 if mode == "automatic" else 2)


def test_excel_is_given_back_after_an_error(beijing: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    book, impl = in_memory(beijing)
    monkeypatch.setattr(ribbon, "refresh_book", lambda live: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ribbon.refresh(book)
    assert impl.app.state == {"calculation": "automatic", "screen_updating": True, "enable_events": True}


def protect(impl: Book, password: str = "") -> SheetApi:
    """Every sheet protected, inserting rows allowed; gives that of the table."""
    for sheet in impl.made.values():
        sheet.api.ProtectContents = True
        sheet.api.password = password
        sheet.api.Protection.AllowInsertingRows, sheet.api.Protection.AllowSorting = True, False
    api: SheetApi = impl.made["评分表"].api
    return api


def test_a_protected_sheet_stays_protected_as_it_was(beijing: bytes) -> None:
    book, impl = in_memory(beijing)
    api = protect(impl)
    api.EnableSelection = 1
    ribbon.refresh(book)
    assert api.ProtectContents
    assert api.EnableSelection == 1
    assert api.protected_again["AllowInsertingRows"] is True
    assert api.protected_again["AllowSorting"] is False
    assert api.protected_again.keys() == {*vars(api.Protection), "DrawingObjects", "Scenarios"}
    untouched = [sheet for sheet in impl.made.values() if sheet.api.protected_again is None]
    assert untouched  # sheets that are not written to are never unprotected


def test_a_password_bars_everything(beijing: bytes) -> None:
    book, impl = in_memory(beijing)
    api = protect(impl, password="secret")
    before = contents(impl.formulas)
    with pytest.raises(FileProblem, match="密码"):
        ribbon.refresh(book)
    assert contents(impl.formulas) == before
    assert api.ProtectContents


def test_a_protected_structure_bars_the_new_sheet(beijing: bytes) -> None:
    book, impl = in_memory(beijing)
    impl.api.ProtectStructure = True
    with pytest.raises(FileProblem, match="结构"):
        ribbon.refresh(book)
    assert impl.calls["write"] == 0


def test_a_report_sheet_of_somebody_else_is_left_alone(beijing: bytes) -> None:
    book, impl = in_memory(beijing)
    book.sheets.add(REPORT, after=book.sheets[-1])
    impl.formulas[REPORT]["A1"] = impl.values[REPORT]["A1"] = "我的笔记"
    with pytest.raises(FileProblem, match="改名"):
        ribbon.refresh(book)
    assert impl.calls["write"] == 0
    assert contents(impl.formulas)[REPORT] == {"A1": "我的笔记"}


def test_a_report_sheet_that_the_file_path_wrote_is_replaced(beijing: bytes, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(beijing)
    file = FileBook.open(path)
    refresh(file)
    file.save()
    book, impl = in_memory(path.read_bytes())
    ribbon.refresh(book)
    assert contents(impl.formulas) == contents(openpyxl.load_workbook(path))


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


def test_a_currency_format_cuts_no_digits(beijing: bytes) -> None:
    """Excel's Value gives such a cell with four decimals only."""
    plain, _ = in_memory(beijing)
    book, impl = in_memory(beijing)
    for row in impl.values["评分表"].iter_rows():
        for cell in row:
            if isinstance(cell.value, (int, float)):
                impl.formulas["评分表"][cell.coordinate].number_format = CURRENCY
                cell.value += 0.000012
    read = ExcelBook(book).read("评分表").rows
    before = ExcelBook(plain).read("评分表").rows
    pairs = [pair for lines in zip(before, read, strict=True) for pair in zip(*lines, strict=True)]
    numbers = [(old, new) for old, new in pairs if isinstance(old, float) and isinstance(new, float)]
    assert len(numbers) > 20
    assert all(new == old + 0.000012 for old, new in numbers)
    assert impl.calls["read Value2"] == 1


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
    assert "优秀" in message
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
