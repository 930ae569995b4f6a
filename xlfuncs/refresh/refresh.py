"""刷新与核对 — read a workbook, recognise its tables, evaluate them, and write the scores back.

One function over the protocol of books: the same for a file, a live Excel book and a live Calc document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xlfuncs.errors import FileProblem, UnknownForm
from xlfuncs.evaluation.content import Table
from xlfuncs.evaluation.evaluate import count, judge, score_table
from xlfuncs.evaluation.findings.consistency import copied_tables, listed
from xlfuncs.evaluation.findings.criteria import is_long
from xlfuncs.evaluation.findings.goals import copied_goals
from xlfuncs.evaluation.result import Result
from xlfuncs.forms.recognition.funds.basics import is_basics
from xlfuncs.forms.recognition.recognise import recognise
from xlfuncs.refresh.book import Book, Converted
from xlfuncs.refresh.cited import cited
from xlfuncs.refresh.entered import forget_ours
from xlfuncs.refresh.file_state import book_state, file_state, recalculated
from xlfuncs.refresh.form_state import form_state, with_changes
from xlfuncs.refresh.record import record_lines, records_of
from xlfuncs.refresh.report import is_report, report, report_name
from xlfuncs.refresh.score_cells import score_cells
from xlfuncs.refresh.sheet_mark import mark_lines, sheet_marks
from xlfuncs.refresh.typed_sheet import TypedSheet, follow
from xlfuncs.sheets import Sheet


def check(
    book: Book,
    rule: str | None = None,
    *,
    only: Collection[str] = (),
    today: dt.date | None = None,
    read: Read | None = None,
) -> list[Result]:
    """核对 — evaluate every table of a workbook; nothing is changed.

    ``only`` names the sheets to look at; left out, all that are not hidden. ``today`` decides what is overdue. ``read``
    is what :func:`read_book` gave, where it was asked before. FileProblem where a sheet asked for is not there, UnknownForm
    where no table was recognised, or one that is broken; UnknownRule, RuleProblem for the rule asked for.
    """
    read = read or read_book(book)
    results = _judge(book, read, _score(book, read, rule, only), only, today)
    form_state(read.sheets, results, rule)
    return results


def refresh(
    book: Book,
    rule: str | None = None,
    *,
    only: Collection[str] = (),
    overwrite: bool = False,
    today: dt.date | None = None,
    read: Read | None = None,
) -> list[Result]:
    """刷新得分 — evaluate, write scores and explanations back, and list the findings on 核对.

    In our own workbooks formulas stay and the helper columns are filled. In others a blank 得分 is filled; a
    typed one is replaced only with ``overwrite``, and the old value is kept on 核对. Hidden sheets are left alone,
    unless ``only`` names them. All else is as for :func:`check`; nothing is written where that raises.
    """
    read = read or read_book(book)
    earlier = read.sheets
    scored = _score(book, read, rule, only)
    contents, changes = score_cells(scored, earlier, overwrite=overwrite)
    if changed := follow(book, scored, contents, earlier):
        if any(is_long(result.scores) for result in scored):  # of a long list only the sums are read again
            for result in scored:
                if forget_ours(result.table, earlier):
                    count(result)
        else:
            shown = {name: earlier[name].once(contents.get(name, {})) for name in changed}
            scored = _score(book, read._replace(sheets=earlier | shown), rule, only)
            contents, changes = score_cells(scored, earlier, overwrite=overwrite)
    results = _judge(book, read, scored, only, today)
    form_state(earlier, results, rule, contents)
    renewed = [recalculated(result, earlier) for result in results]
    sheets = read.now
    if isinstance(book, Converted) and not book.lossless:
        sheets = {name: replace(sheet, formulas=frozenset()) for name, sheet in sheets.items()}
    found, marks = records_of(results, sheets, contents)
    records = record_lines(found, read.report, today or dt.date.today())
    lines = report(results, changes, renewed, records, [*mark_lines(marks)])
    for name, cells in contents.items():
        book.write(name, cells if isinstance(book, Converted) else earlier[name].unlike(cells))
    book.replace_sheet(read.report_name, lines)
    return results


class Read(NamedTuple):
    """A workbook as read: its sheets, each with what our report remembers of it; and that report."""

    sheets: dict[str, TypedSheet]
    report: Sheet | None
    report_name: str  # what it is called, or will be

    @property
    def now(self) -> dict[str, Sheet]:
        """The sheets as they stand."""
        return {name: earlier.sheet for name, earlier in self.sheets.items()}


def read_book(book: Book) -> Read:
    """Every sheet of a workbook."""
    sheets = [book.read(name) for name in book.sheet_names()]
    report = next(filter(is_report, sheets), None)
    marks = sheet_marks(report)
    others = {sheet.name: TypedSheet(sheet, report, marks) for sheet in sheets if sheet is not report}
    return Read(others, report, report_name(sheets))


def _score(book: Book, read: Read, rule: str | None, only: Collection[str]) -> list[Result]:
    """Every table, its rows scored."""
    sheets, named = read.now, (only,) if isinstance(only, str) else only
    if unknown := [name for name in named if name not in sheets]:
        raise FileProblem(
            f"没有名为“{unknown[0]}”的工作表；有：{'、'.join(sheets)}"
            f" | no sheet {unknown[0]}; there are {', '.join(sheets)}"
        ).within(book.name)
    unread = _unread(sheets, only)
    looked_at = [
        # our scores must not decide how a table is read; a formula that adds them up needs them
        sheet if sheet.formulas else read.sheets[sheet.name].as_typed(())
        for sheet in sheets.values()
        # what the tables take from 基础数据 counts, whether or not it shows
        if (sheet.name in named if named else sheet not in unread) or is_basics(sheet)
    ]
    results: list[Result] = []
    for table in _tables(book, looked_at, unread):
        forget_ours(table, read.sheets)
        results.append(score_table(table, rule))
    return results


def _judge(
    book: Book, read: Read, scored: Sequence[Result], only: Collection[str], today: dt.date | None
) -> list[Result]:
    """What does not agree in them, and in their workbook."""
    sheets = read.now
    results = [judge(result, today) for result in scored]
    marks = getattr(book, "marks", ())  # of a live book the office suite itself sees to that
    results[0].findings += book_state(_unread(sheets, only), marks)
    names = {name for result in results for name in result.table.sheets}
    tables = [result.table for result in results]
    for result in results:
        result.findings += file_state(result, read.sheets)
        result.findings += [*cited(result, sheets, names), *listed(result.table, tables)]
    return results


def _unread(sheets: Mapping[str, Sheet], only: Collection[str]) -> list[Sheet]:
    """The hidden sheets, which nobody asked for."""
    return [] if only else [sheet for sheet in sheets.values() if sheet.visibility != "visible"]


def _tables(book: Book, sheets: Sequence[Sheet], unread: Sequence[Sheet]) -> list[Table]:
    try:
        tables = recognise(sheets, file=book.name)
    except UnknownForm as error:
        refused = with_changes(error, [*sheets, *unread])
        if not unread:
            raise refused from None
        hidden = "、".join(f"“{sheet.name}”" for sheet in unread)
        raise UnknownForm(
            f"{refused.zh}；工作表{hidden}已隐藏，没有核对 | {refused.en}; hidden sheets were not checked: {hidden}"
        ) from None
    copied_goals(tables)
    copied_tables(tables)
    return tables
