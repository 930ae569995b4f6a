"""核对 — the lines of the report sheet: totals, findings, and every score that was written, with what stood there.

The sheet is also the memory of earlier refreshes: a score this library wrote is no typed score the next time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.content import SEVERITIES, Finding, Result
from xlfuncs.evaluation.wording import plain
from xlfuncs.forms.cells import Sheet, Value, address, cell_at
from xlfuncs.forms.recognition.words import is_placeholder
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import exact

__all__ = ["REPORT", "Change", "Earlier", "is_report", "report_rows", "same"]

REPORT = "核对"
HEADER = ("工作表", "单元格", "项目", "级别", "填报", "规则", "说明")
FILLED, REPLACED = "原为空白，已按规则填入", "已按规则改写，原填"  # how a change is known again
_PLACE = re.compile(r"[A-Z]{1,3}[0-9]+(?::[A-Z]{1,3}[0-9]+)?")
_BETWEEN, _MOST_IN_LINE = "、", 20  # scores in one line

Line = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A score written to a cell, and what stood there before this library first wrote to it."""

    place: str
    item: str
    old: Value
    new: float


class Earlier:
    """What stood in the cells that earlier refreshes wrote to, and still hold what was written."""

    def __init__(self, sheets: Mapping[str, Sheet], report: Sheet | None) -> None:
        self._sheets = sheets
        self._old: dict[str, Value] = {}
        for row in report.rows[2:] if report else ():
            sheet, place, _, _, old, new, words = (*row, *[None] * len(HEADER))[: len(HEADER)]
            known = str(words).startswith((FILLED, REPLACED)) and str(sheet) in sheets
            if not known or not _PLACE.fullmatch(str(place)):
                continue
            top, column = cell_at(str(place).partition(":")[0])
            for number, value in enumerate(str(new).split(_BETWEEN)):
                if same(sheets[str(sheet)].value(top + number, column), value):
                    self._old[address((top + number, column), str(sheet))] = old

    def ours(self, place: str) -> bool:
        """Whether the score standing there was written by us."""
        return place in self._old

    def typed(self, place: str) -> Value:
        """What a person typed there; None where it was blank."""
        sheet = place.rpartition("!")[0]
        value = self._old[place] if place in self._old else self._sheets[sheet].value(*cell_at(place))
        return None if is_placeholder(value) else value


def same(one: Value, other: Value) -> bool:
    """Whether two cells hold the same number."""
    try:
        return exact(one) == exact(other)
    except NotANumber:
        return False


def is_report(sheet: Sheet) -> bool:
    """Whether a sheet is our report, and not somebody's own sheet of that name."""
    return sheet.name == REPORT and len(sheet.rows) > 1 and tuple(sheet.rows[1][: len(HEADER)]) == HEADER


def report_rows(results: Sequence[Result], changes: Sequence[Sequence[Change]]) -> list[Line]:
    """Title, header, and for every table its total, its findings and what was written."""
    errors = sum(finding.severity == "error" for result in results for finding in result.findings)
    tables = f"{len(results)} 张表，" if len(results) > 1 else ""
    rows: list[Line] = [(f"{REPORT}：{tables}{errors} 处错误",), HEADER]
    for result, written in zip(results, changes, strict=True):
        rows += [_summary(result), *map(_finding, result.findings), *_changes(result, written)]
    return rows


def _summary(result: Result) -> Line:
    if not result.rule:
        return (result.table.sheet, None, None, "汇总", None, None, "本表不计分，只核对填报是否完整")
    document = load(result.rule)
    grade = result.grade or "原文未载或未评"
    words = f"规则 {document.id}：{document.issuer}《{document.title}》；等级：{grade}"
    place = result.table.cells.get("total", "").rpartition("!")[2]
    return (result.table.sheet, place, "总分", "汇总", result.entered_total, result.total, words)


def _finding(finding: Finding) -> Line:
    sheet, _, place = (finding.cell or "").rpartition("!")
    message = finding.message.partition(" | ")[0]
    severity = SEVERITIES[finding.severity]
    return (sheet, place, finding.item, severity, finding.found, finding.expected, message)


def _changes(result: Result, written: Iterable[Change]) -> Iterator[Line]:
    """A replaced score has its own line; blanks filled one below the other share one."""
    run: list[Change] = []
    for change in written:
        follows = run and _below(run[-1]) == change.place and len(run) < _MOST_IN_LINE
        if run and not (follows and change.old is None):
            yield _filled(result, run)
            run = []
        if change.old is None:
            run.append(change)
        else:
            old = plain(change.old) if isinstance(change.old, float) else change.old
            place, words = change.place.rpartition("!")[2], f"{REPLACED} {old}"
            yield (result.table.sheet, place, change.item, SEVERITIES["info"], change.old, change.new, words)
    if run:
        yield _filled(result, run)


def _filled(result: Result, run: list[Change]) -> Line:
    first, last = (change.place.rpartition("!")[2] for change in (run[0], run[-1]))
    if len(run) == 1:
        return (result.table.sheet, first, run[0].item, SEVERITIES["info"], None, run[0].new, FILLED)
    values = _BETWEEN.join(plain(change.new) for change in run)
    return (result.table.sheet, f"{first}:{last}", f"{len(run)} 项", SEVERITIES["info"], None, values, FILLED)


def _below(change: Change) -> str:
    row, column = cell_at(change.place)
    return address((row + 1, column), change.place.rpartition("!")[0])
