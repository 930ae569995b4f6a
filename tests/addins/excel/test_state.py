"""After a button Excel is as it was, also after an error: redrawing, calculation, selection, protection."""

from __future__ import annotations

import pytest

from tests.addins.excel.engine import Book, SheetApi, contents, in_memory
from xlfuncs.addins.excel import buttons as ribbon
from xlfuncs.errors import FileProblem


@pytest.mark.parametrize("mode", ["automatic", "manual", "semiautomatic"])
def test_excel_is_given_back_as_it_was(beijing: bytes, mode: str) -> None:
    book, impl = in_memory(beijing)
    first = impl.active  # the sheet that shows when the book is opened
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
    return impl.made["评分表"].api


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
