"""安静模式 — Excel neither redraws nor recalculates while we work, and is given back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import xlwings as xw

__all__ = ["quiet"]


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
