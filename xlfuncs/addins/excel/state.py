"""Excel 的状态 — what is switched off while we work and given back as it was: redrawing, calculation, protection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import xlwings as xw

from xlfuncs.errors import FileProblem

_ALLOWED = (  # of Worksheet.Protection, each also an argument of Worksheet.Protect
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)


@contextmanager
def quiet(book: xw.Book) -> Iterator[None]:
    """Screen updating, events and calculation off; all of them, sheet and selection back even after an error."""
    app = book.app
    updating, events, mode = app.screen_updating, app.enable_events, app.calculation
    if mode != "automatic":
        app.calculate()  # what we read must not be stale
    sheet, selection = book.sheets.active, app.selection  # None where a picture or chart is selected
    app.screen_updating, app.enable_events, app.calculation = False, False, "manual"
    try:
        try:
            yield
        finally:
            sheet.api.Activate()  # xlwings' own goes through all windows of all programs
            if selection is not None:
                selection.select()
    finally:
        app.calculation = mode
        if mode != "automatic":
            app.calculate()
        app.enable_events, app.screen_updating = events, updating


@contextmanager
def unprotected(book: xw.Book, sheets: Sequence[str], *, adds_sheet: bool) -> Iterator[None]:
    """暂时撤销保护 — for as long as we write; protected again with the same permissions, also after an error.

    FileProblem, with all protection as it was, where a sheet has a password or no sheet may be added.
    """
    if adds_sheet and book.api.ProtectStructure:
        raise FileProblem(
            "工作簿结构受保护，不能添加“核对”表；请先撤销工作簿保护"
            " | the workbook's structure is protected; unprotect it"
        ).within(book.name)
    with ExitStack() as opened:
        for name in dict.fromkeys(sheets):
            opened.enter_context(_open(book.sheets[name]))
        yield


@contextmanager
def _open(sheet: xw.Sheet) -> Iterator[None]:
    api = sheet.api
    if not api.ProtectContents:
        yield
        return
    settings: dict[str, Any] = {name: getattr(api.Protection, name) for name in _ALLOWED}
    settings |= {"DrawingObjects": api.ProtectDrawingObjects, "Scenarios": api.ProtectScenarios}
    selectable = api.EnableSelection
    try:
        api.Unprotect("")  # an empty password, because without one Excel would ask the user
    except Exception as problem:  # a COM error, whose class exists on Windows only
        raise FileProblem(
            f"工作表“{sheet.name}”设有密码保护，请先撤销保护再刷新 | sheet {sheet.name} is protected by a password; unprotect it"
        ) from problem
    try:
        yield
    finally:
        api.Protect(Contents=True, **settings)
        api.EnableSelection = selectable
