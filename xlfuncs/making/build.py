"""建表 — an official form as an openpyxl workbook, blank or filled with its example."""

from __future__ import annotations

import datetime as dt

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xlfuncs.forms.example import load_example
from xlfuncs.forms.layout import Layout, load_layout
from xlfuncs.forms.plan import plans
from xlfuncs.making.basics_sheet import fill_basics_sheet
from xlfuncs.making.form_checks import form_checks
from xlfuncs.making.page import paper, protect, set_page
from xlfuncs.making.projects_sheet import fill_projects_sheet
from xlfuncs.making.reference_sheets import fill_basis_sheet, fill_notes_sheet
from xlfuncs.making.score_sheet import fill_score_sheet
from xlfuncs.making.summary_sheet import fill_summary_sheet
from xlfuncs.rules.loader import load

__all__ = ["BUILT", "build"]

BUILT = dt.datetime(2026, 11, 21)  # the date a workbook carries, so that two builds are the same bytes


def build(form: str, *, rule: str | None = None, example: bool = False, rows: int | None = None) -> Workbook:
    """A form with its side sheets; no cached values yet (see :mod:`xlfuncs.making.new`)."""
    layout = load_layout(form)
    rule_key = (rule or layout.rule) if layout.rule else ""
    document = load(rule_key) if rule_key else None
    filled = load_example(form) if example else None

    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "xlfuncs"
    book.properties.title = layout.name
    book.properties.created = book.properties.modified = BUILT
    placed = plans(layout, filled, rows)
    for plan in placed:
        sheet = book.create_sheet(plan.name)
        fill_score_sheet(sheet, plan, rule_key)
        set_page(sheet, plan, document if plan.rows else None)
    basics = book.create_sheet("基础数据")
    fill_basics_sheet(basics, layout, document, filled)
    _side_page(basics, "landscape")
    scored = [plan for plan in placed if plan.rows]
    if scored:
        summary = book.create_sheet("得分汇总")
        if len(scored) == 1:
            fill_summary_sheet(summary, scored[0], rule_key, form_checks(layout, placed))
        else:
            fill_projects_sheet(summary, scored, rule_key)
        _side_page(
            summary, "landscape", f"A1:Q{max(20, summary.max_row)}"
        )  # the chart stands beside the cells
    if document:
        basis = book.create_sheet("依据")
        fill_basis_sheet(basis, document)
        _side_page(basis, "landscape")
    _notes(book, layout)
    return book


def _notes(book: Workbook, layout: Layout) -> None:
    notes = book.create_sheet("说明")
    fill_notes_sheet(notes, layout)
    _side_page(notes, "portrait")


def _side_page(sheet: Worksheet, orientation: str, area: str = "") -> None:
    paper(sheet, orientation, area or sheet.dimensions, sheet.print_title_rows or "1:1")
    sheet.freeze_panes = "A3" if sheet.title in ("基础数据", "得分汇总") else "A2"
    protect(sheet)
