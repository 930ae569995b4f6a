"""刷新与核对 — read a workbook, recognise its tables, evaluate them, and write the scores back.

One function over the workbook port: the same for a file, a live Excel book and a live Calc document.
"""

from __future__ import annotations

from typing import Any

from xlfuncs.errors import XlfuncsError
from xlfuncs.evaluation.content import Finding, Item, Result, Score
from xlfuncs.evaluation.evaluate import evaluate
from xlfuncs.forms.cells import Cell, Sheet, Value, cell_at
from xlfuncs.forms.recognise import recognise
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact, is_blank
from xlfuncs.workbook.port import Book

__all__ = ["REPORT", "check", "refresh"]

REPORT = "核对"
HEADER = ("工作表", "单元格", "项目", "级别", "填报", "规则", "说明")
SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_REPLACED = "已按规则改写，原填"  # how a line of the report keeps a score that was typed before


def check(book: Book, rule: str | None = None) -> list[Result]:
    """核对 — evaluate every table of a workbook; nothing is changed.

    Raises
    ------
    UnknownForm
        No table was recognised, or one that is broken.
    UnknownRule, RuleProblem
        The rule asked for is not to be had.
    """
    sheets = {name: book.read(name) for name in book.sheet_names()}
    replaced = _replaced(sheets.pop(REPORT, None))
    results = []
    for table in recognise(list(sheets.values()), file=book.name):
        for item in table.items:
            item.entered = replaced.get(item.cells.get("score", ""), item.entered)
        results.append(evaluate(table, rule))
    return results


def refresh(book: Book, rule: str | None = None, *, overwrite: bool = False) -> list[Result]:
    """刷新得分 — evaluate, write scores and explanations back, and list the findings on 核对.

    In our own workbooks formulas stay and the helper columns are filled. In others a blank 得分 is filled; a
    typed one is replaced only with ``overwrite``, and the old value is kept on 核对.

    Raises
    ------
    UnknownForm, UnknownRule, RuleProblem
        As for :func:`check`; nothing is written then.
    """
    results = check(book, rule)
    formulas = {name: book.read(name).formulas for name in {result.table.sheet for result in results}}
    lines: list[tuple[Value, ...]] = []
    for result in results:
        write = _own if result.table.own else _foreign
        cells, kept = write(result, formulas[result.table.sheet], overwrite)
        if cells:
            book.write(result.table.sheet, cells)
        lines += [_summary(result), *map(_line, result.findings), *kept]
    book.replace_sheet(REPORT, [(_title(results),), HEADER, *lines])
    return results


Written = tuple[dict[Cell, Value], list[tuple[Value, ...]]]


def _own(result: Result, formulas: frozenset[Cell], overwrite: bool) -> Written:
    """Helper columns: score and explanation; the official cell too, where a row has no formula."""
    cells: dict[Cell, Value] = {}
    for score in result.scores:
        for key, value in (
            ("rule_score", score.score),
            ("explanation", score.explanation or None),
            ("score", score.counted),
        ):
            cell = _where(score.item, key)
            if cell is not None and cell not in formulas:
                cells[cell] = value
    return cells, []


def _foreign(result: Result, formulas: frozenset[Cell], overwrite: bool) -> Written:
    """Blank scores are filled; typed ones stay, or are replaced and kept on the report."""
    cells: dict[Cell, Value] = {}
    kept: list[tuple[Value, ...]] = []
    for score in result.scores:
        cell = _where(score.item, "score")
        if cell is None or cell in formulas or score.counted is None:
            continue
        if is_blank(score.item.entered):
            cells[cell] = score.counted
        elif overwrite and not _same(score.item.entered, score.counted):
            cells[cell] = score.counted
            kept.append(_kept(result, score))
    total = result.table.cells.get("total")
    if total and result.total is not None and cell_at(total) not in formulas:
        typed = result.table.entered_total
        if is_blank(typed) or (overwrite and not _same(typed, result.total)):
            cells[cell_at(total)] = result.total
    return cells, kept


def _where(item: Item, key: str) -> Cell | None:
    place = item.cells.get(key)
    return None if place is None else cell_at(place)


def _same(typed: Any, value: float) -> bool:
    try:
        return exact(typed) == exact(value)
    except XlfuncsError:
        return False


def _kept(result: Result, score: Score) -> tuple[Value, ...]:
    place = score.item.cells["score"].rpartition("!")[2]
    old = score.item.entered
    words = f"{_REPLACED} {old}"
    return (result.table.sheet, place, score.item.name, SEVERITIES["info"], old, score.counted, words)


def _replaced(report: Sheet | None) -> dict[str, Value]:
    """The scores that stood in cells before an earlier refresh replaced them."""
    found = {}
    for row in report.rows[2:] if report else ():
        if len(row) == len(HEADER) and str(row[6]).startswith(_REPLACED):
            found[f"{row[0]}!{row[1]}"] = row[4]
    return found


def _title(results: list[Result]) -> str:
    errors = sum(finding.severity == "error" for result in results for finding in result.findings)
    return f"核对：{len(results)} 张表，{errors} 处错误" if len(results) > 1 else f"核对：{errors} 处错误"


def _summary(result: Result) -> tuple[Value, ...]:
    document = load(result.rule)
    words = (
        f"规则 {result.rule}：{document.issuer}《{document.title}》；等级：{result.grade or '原文未载或未评'}"
    )
    place = result.table.cells.get("total", "").rpartition("!")[2]
    return (result.table.sheet, place, "总分", "汇总", result.entered_total, result.total, words)


def _line(finding: Finding) -> tuple[Value, ...]:
    sheet, _, place = (finding.cell or "").rpartition("!")
    message = finding.message.partition(" | ")[0]
    severity = SEVERITIES[finding.severity]
    return (sheet, place, finding.item, severity, finding.found, finding.expected, message)
