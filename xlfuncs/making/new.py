"""新建官方表 — an official form as a workbook, blank or filled with its example: the same bytes every time."""

from __future__ import annotations

from openpyxl import Workbook

from xlfuncs.files.ooxml.package import Package
from xlfuncs.files.ooxml.workbook import Workbook as Written
from xlfuncs.files.results.recalculate import refresh_results
from xlfuncs.files.values import settled_bytes
from xlfuncs.forms.layout import load_layout
from xlfuncs.forms.own_cells import BASICS, BASIS, NOTES, SUMMARY, FormMark
from xlfuncs.forms.placing import fitted, plans
from xlfuncs.forms.plan import load_example
from xlfuncs.making.basics import fill_basics
from xlfuncs.making.colours import name_switch
from xlfuncs.making.page import set_page, set_side_page
from xlfuncs.making.score_sheet import fill_score_sheet
from xlfuncs.making.side_sheets import fill_basis, fill_notes
from xlfuncs.making.styles import set_default_font
from xlfuncs.making.summary import fill_projects, fill_summary
from xlfuncs.rules.loader import load


def new_form(form: str, *, rule: str | None = None, example: bool = False, rows: int | None = None) -> bytes:
    """新建官方表 — a form by its id or Chinese name, blank or filled with its example, ready to be written to a file.

    By a rule's id or file, else by the form's own rule. ``rows`` are those that show of every indicator kind and list, spare
    ones folded below; left out, as in the official table. UnknownForm, UnknownRule, RuleProblem, NotCovered.

    >>> new_form("department-evaluation-beijing")[:2]
    b'PK'
    """
    package = Package(settled_bytes(build(form, rule=rule, example=example, rows=rows)))
    refresh_results(Written(package))
    return package.to_bytes()


def build(form: str, *, rule: str | None = None, example: bool = False, rows: int | None = None) -> Workbook:
    """A form with its side sheets, as openpyxl has it: no cached values yet."""
    layout = load_layout(form)
    rule_key = (rule or layout.rule) if layout.rule else ""
    layout = fitted(layout, rule_key) if rule_key else layout
    document = load(rule_key) if rule_key else None
    filled = load_example(form) if example else None

    book = Workbook()
    book.remove(book.active)
    set_default_font(book)
    book.properties.creator = "xlfuncs"
    book.properties.title = f"{layout.name}（虚构示例）" if filled and filled.invented else layout.name
    placed = plans(layout, filled, rows)
    scored = [plan for plan in placed if plan.rows]
    mark = FormMark(layout.id, document.id if document else "", rows or 0, example)
    fill_notes(book.create_sheet(NOTES), layout, filled, mark)
    fill_basics(book.create_sheet(BASICS), layout, document, filled)
    for plan in placed:
        sheet = book.create_sheet(plan.name)
        fill_score_sheet(sheet, plan, rule_key)
        set_page(sheet, plan, document if plan.rows else None)
    if len(scored) == 1:
        fill_summary(book.create_sheet(SUMMARY), scored[0], rule_key, layout, placed)
    elif scored:
        fill_projects(book.create_sheet(SUMMARY), scored, rule_key)
    if document:
        fill_basis(book.create_sheet(BASIS), document)
    name_switch(book)
    official = {plan.name for plan in placed}
    for sheet in book:
        if sheet.title not in official:
            set_side_page(sheet)
    book.active = book[BASICS]  # where filling in begins
    for sheet in book:
        sheet.sheet_view.tabSelected = sheet.title == BASICS
        sheet.sheet_view.showGridLines = False
    return book
