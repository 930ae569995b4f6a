"""建表 — an official form as an openpyxl workbook, blank or filled with its example."""

from __future__ import annotations

import datetime as dt

from openpyxl import Workbook

from xlfuncs.forms.layout import load_example, load_layout
from xlfuncs.forms.plan import plan
from xlfuncs.rules.loader import load
from xlfuncs.workbook.basics_sheet import fill_basics_sheet
from xlfuncs.workbook.page import paper, protect, set_page
from xlfuncs.workbook.reference_sheets import fill_basis_sheet, fill_notes_sheet
from xlfuncs.workbook.score_sheet import fill_score_sheet
from xlfuncs.workbook.summary_sheet import fill_summary_sheet

__all__ = ["BUILT", "build"]

BUILT = dt.datetime(2026, 11, 21)  # the date a workbook carries, so that two builds are the same bytes


def build(form: str, *, rule: str | None = None, example: bool = False, rows: int | None = None) -> Workbook:
    """A form with its side sheets; no cached values yet (see :mod:`xlfuncs.workbook.new`)."""
    layout = load_layout(form)
    rule_id = rule or layout.rule
    document = load(rule_id)
    filled = load_example(form) if example else None
    sheet_plan = plan(layout, filled, rows)

    book = Workbook()
    book.properties.creator = "xlfuncs"
    book.properties.title = layout.name
    book.properties.created = book.properties.modified = BUILT
    scores = book.active
    scores.title = layout.sheet
    sheets = {name: book.create_sheet(name) for name in ("基础数据", "得分汇总", "依据", "说明")}
    fill_score_sheet(scores, sheet_plan, document, rule_id)
    set_page(scores, sheet_plan, document)
    fill_basics_sheet(sheets["基础数据"], layout, document, filled)
    fill_summary_sheet(sheets["得分汇总"], sheet_plan, document)
    fill_basis_sheet(sheets["依据"], document)
    fill_notes_sheet(sheets["说明"], layout)
    for name, sheet in sheets.items():
        titles = sheet.print_title_rows or "1:1"
        area = sheet.dimensions if name != "得分汇总" else "A1:Q20"  # the chart stands beside the cells
        paper(sheet, "landscape" if name != "说明" else "portrait", area, titles)
        sheet.freeze_panes = "A3" if name in ("基础数据", "得分汇总") else "A2"
        protect(sheet)
    return book
