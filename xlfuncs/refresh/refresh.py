"""刷新与核对 — read a workbook, recognise its tables, evaluate them, and write the scores back.

One function over the workbook port: the same for a file, a live Excel book and a live Calc document.
"""

from __future__ import annotations

import datetime as dt

from xlfuncs.cells import Value
from xlfuncs.errors import NotANumber, UnknownRule
from xlfuncs.evaluation.content import Result, Table
from xlfuncs.evaluation.evaluate import evaluate
from xlfuncs.evaluation.findings.goals import copied_goals
from xlfuncs.forms.recognition.reader import amount
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.refresh.book import Book
from xlfuncs.refresh.report import REPORT, Earlier, is_report, report
from xlfuncs.refresh.score_cells import score_cells
from xlfuncs.scoring.numbers import is_blank

__all__ = ["REPORT", "check", "refresh"]


def check(book: Book, rule: str | None = None, *, today: dt.date | None = None) -> list[Result]:
    """核对 — evaluate every table of a workbook; nothing is changed. ``today`` decides what is overdue.

    Raises
    ------
    UnknownForm
        No table was recognised, or one that is broken.
    UnknownRule, RuleProblem
        The rule asked for, or named by a table, does not exist.
    """
    return _evaluate(book, _read(book), rule, today)


def refresh(
    book: Book, rule: str | None = None, *, overwrite: bool = False, today: dt.date | None = None
) -> list[Result]:
    """刷新得分 — evaluate, write scores and explanations back, and list the findings on 核对.

    In our own workbooks formulas stay and the helper columns are filled. In others a blank 得分 is filled; a
    typed one is replaced only with ``overwrite``, and the old value is kept on 核对.

    Raises
    ------
    UnknownForm, UnknownRule, RuleProblem
        As for :func:`check`; nothing is written then.
    """
    earlier = _read(book)
    results = _evaluate(book, earlier, rule, today)
    written = [score_cells(result, earlier[result.table.sheet], overwrite=overwrite) for result in results]
    lines = report(results, [changes for _, changes in written])
    for result, (cells, _) in zip(results, written, strict=True):
        if cells:
            book.write(result.table.sheet, cells)
    book.replace_sheet(REPORT, lines)
    return results


def _read(book: Book) -> dict[str, Earlier]:
    """The sheets without our report, each with what the report remembers of it."""
    sheets = [book.read(name) for name in book.sheet_names()]
    report = next(filter(is_report, sheets), None)
    return {sheet.name: Earlier(sheet, report) for sheet in sheets if sheet is not report}


def _evaluate(book: Book, read: dict[str, Earlier], rule: str | None, today: dt.date | None) -> list[Result]:
    results = []
    tables = recognise([earlier.sheet for earlier in read.values()], file=book.name)
    copied_goals(tables)
    for table in tables:
        _forget_ours(table, read[table.sheet])
        try:
            results.append(evaluate(table, rule, today=today))
        except UnknownRule as error:
            raise error if rule else UnknownRule(f"{book.name}，{error}") from None
    return results


def _forget_ours(table: Table, earlier: Earlier) -> None:
    """What people entered, where the cell holds a score of ours; in our own tables what they typed over it."""
    for item in table.items if earlier or table.own else ():
        place = item.place("score")
        if place is None:
            continue
        cell = place.cell
        typed_over = table.own and is_blank(item.entered) and cell not in earlier.sheet.formulas
        if earlier.ours(cell) or typed_over:
            item.entered = _number(earlier.typed(cell))
    for section in table.sections:
        place = table.cells.get(section.name)
        if place and earlier.ours(place.cell):
            section.entered = _number(earlier.typed(place.cell))
    place = table.cells.get("total")
    if place and earlier.ours(place.cell):
        table.entered_total = _number(earlier.typed(place.cell))


def _number(typed: Value) -> Value:
    """The number that was typed; other text as it is."""
    try:
        return amount(typed)
    except NotANumber:
        return typed
