"""核验记录 — what every refresh that changed something leaves on 核对: rule, its file, version, inputs and outcome.

By it :mod:`xlfuncs.refresh.verify` tells whether a workbook still gives what it says. It is no signature: whoever
can refresh a workbook can make a record.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from xlfuncs import __version__
from xlfuncs.cells import Cell, Content, NewFormula, Sheet, Value, put_value
from xlfuncs.evaluation.result import Result
from xlfuncs.rules.loader import fingerprint, load

_RECORD, MARK = "核验记录", "核验码"  # in the column 项目
_LEVEL = "记录"  # in the column 级别
_NO_RULE = "不计分"
_WORDS = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d) 第 \d+ 次：规则 (?P<rule>\S+)（(?P<rule_file>[0-9a-f]*)），xlfuncs (?P<version>\S+)，"
    r"输入 (?P<inputs>[0-9a-f]+)，结果 (?P<outcome>[0-9a-f]+)，等级 (?P<grade>.+)"
)
_DIGITS = 6  # of a row's mark
_BLANK = _DIGITS * "0"
_FOR = "供 xlfuncs verify 比对："
_MARKED = re.compile(rf"{_FOR}(?P<whole>[0-9a-f]{{16}})；各行 (?P<rows>(?:[0-9a-f]{{{_DIGITS}}})*)")
_MOST_ROWS = 500  # that have a mark of their own; those below are told by the whole sheet's

Line = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What one refresh of one table went by, and what came out."""

    sheet: str
    table: str  # which of the sheet: 核验记录, 核验记录 2 …
    rule: str
    rule_file: str  # a digest of it, and of those it inherits from
    version: str
    inputs: str  # a digest of its sheets, and of all that are shown and are no other table
    outcome: str  # a digest of every row's content and score, and of what differs from the form
    total: float | None
    grade: str

    def line(self, number: int, day: dt.date) -> Line:
        """How it stands on 核对, as the so-many-th of its table."""
        words = (
            f"{day} 第 {number} 次：规则 {self.rule}（{self.rule_file}），xlfuncs {self.version}，"
            f"输入 {self.inputs}，结果 {self.outcome}，等级 {self.grade}"
        )
        return (self.sheet, None, self.table, _LEVEL, None, self.total, words)


@dataclass(frozen=True, slots=True)
class SheetMark:
    """A digest of what stands on a sheet, and one of each row."""

    whole: str
    rows: tuple[str, ...]

    def changed(self, now: SheetMark) -> list[int]:
        """The rows that are not as they were, from 0; none where only lines below the marked ones are."""
        most = max(len(self.rows), len(now.rows))
        mine, theirs = (mark.rows + ("",) * (most - len(mark.rows)) for mark in (self, now))
        return [row for row in range(most) if mine[row] != theirs[row]]


def records_of(
    results: Sequence[Result], sheets: Mapping[str, Sheet], written: Sequence[Mapping[Cell, Content]] = ()
) -> tuple[list[Record], dict[str, SheetMark]]:
    """The record of every table, and the marks of their sheets, once this is written to them."""
    cells: dict[str, dict[Cell, Content]] = {}
    for result, some in zip(results, written, strict=False):
        cells.setdefault(result.table.sheet, {}).update(some)
    shown = {sheet.name for sheet in sheets.values() if sheet.visibility == "visible"}
    others = shown - {result.table.sheet for result in results}
    read = [sorted({*result.table.sheets, *others} & sheets.keys()) for result in results]
    marks = {
        name: mark_of(sheets[name], cells.get(name, {}))
        for name in sorted({one for some in read for one in some})
    }
    found: list[Record] = []
    for result, names in zip(results, read, strict=True):
        sheet = result.table.sheet
        before = sum(one.sheet == sheet for one in found)
        found.append(
            Record(
                sheet,
                f"{_RECORD} {before + 1}" if before else _RECORD,
                load(result.rule).id if result.rule else _NO_RULE,
                fingerprint(result.rule)[:16] if result.rule else "",
                __version__,
                _digest((name, marks[name].whole) for name in names),
                _digest(_outcome(result)),
                result.total,
                result.grade or "未评",
            )
        )
    return found, marks


def recorded(report: Sheet | None) -> tuple[dict[tuple[str, str], list[Record]], list[Line]]:
    """The records that stand on a report, by sheet and table, the earliest first; and their lines as they stand."""
    found: dict[tuple[str, str], list[Record]] = {}
    lines: list[Line] = []
    for line in _lines(report):
        words = _WORDS.fullmatch(str(line["说明"]))
        if words and str(line["项目"]).startswith(_RECORD):
            sheet, table, total = str(line["工作表"]), str(line["项目"]), line["规则"]
            parts = words.groupdict()
            del parts["day"]
            one = Record(sheet, table, total=total if isinstance(total, float) else None, **parts)
            found.setdefault((sheet, table), []).append(one)
            lines.append((sheet, None, table, _LEVEL, None, total, words[0]))
    return found, lines


def sheet_marks(report: Sheet | None) -> dict[str, SheetMark]:
    """The marks of sheets that stand on a report."""
    return {
        str(line["工作表"]): SheetMark(found["whole"], tuple(re.findall("." * _DIGITS, found["rows"])))
        for line in _lines(report)
        if line["项目"] == MARK and (found := _MARKED.fullmatch(str(line["说明"])))
    }


def mark_lines(marks: Mapping[str, SheetMark]) -> Iterator[Line]:
    """How the marks stand on 核对."""
    for name, mark in marks.items():
        yield (name, None, MARK, _LEVEL, None, None, f"{_FOR}{mark.whole}；各行 {''.join(mark.rows)}")


def record_lines(
    records: Sequence[Record], marks: Mapping[str, SheetMark], report: Sheet | None, day: dt.date
) -> list[Line]:
    """All records, those of earlier refreshes first; nothing new where nothing changed."""
    earlier, lines = recorded(report)
    for record in records:
        known = earlier.get((record.sheet, record.table), [])
        if not known or known[-1] != record:
            lines.append(record.line(len(known) + 1, day))
    return [*lines, *mark_lines(marks)]


def lines_of(report: Sheet | None) -> Iterator[dict[str, Value]]:
    """The lines of a report, by what its columns are called."""
    header, *lines = report.rows[1:] if report else [()]
    columns = [*map(str, header)]
    for line in lines:
        yield dict(zip(columns, line, strict=False))


def _lines(report: Sheet | None) -> Iterator[dict[str, Value]]:
    for line in lines_of(report):
        if str(line.get("项目")).startswith((_RECORD, MARK)):
            yield dict.fromkeys(("工作表", "规则", "说明")) | line


def mark_of(sheet: Sheet, written: Mapping[Cell, Content] = MappingProxyType({})) -> SheetMark:
    """The mark of a sheet, once this is written to it."""
    rows = [*map(_tokens, sheet.rows)]
    for cell in sheet.formulas:
        put_value(rows, cell, _FORMULA)
    for cell, token in zip(written, _tokens(written.values()), strict=True):
        put_value(rows, cell, token)
    digests = _trimmed([_digest(row) if _trimmed(row) else "" for row in rows])
    marks = tuple((digest or _BLANK)[:_DIGITS] for digest in digests[:_MOST_ROWS])
    return SheetMark(_digest(digests), marks)


def _trimmed(line: list[Any]) -> list[Any]:
    """The line itself, once the blanks at its end are taken off."""
    while line and line[-1] in (None, ""):
        line.pop()
    return line


_FORMULA = b"="  # whatever it says: its results follow from what it reads


def _tokens(contents: Iterable[Content]) -> list[Any]:
    """What stands in cells, its kind included, however a suite writes it: a number as bytes, so that none is a text."""
    return [
        b"%.15g" % content
        if type(content) is float
        else content.replace("\r\n", "\n") or None
        if type(content) is str
        else content
        if content is None
        else _other(content)
        for content in contents
    ]


def _other(content: Content) -> Content | bytes:
    """A day with or without a time, as a file has it, is one with a time, as a suite does."""
    if isinstance(content, dt.date):
        return content.isoformat().removesuffix("T00:00:00").encode()
    return _FORMULA if isinstance(content, NewFormula) else content


def _outcome(result: Result) -> Iterator[object]:
    """Everything that was read of a table and came of it."""
    total, entered = _tokens((result.total, result.entered_total))
    yield total, result.grade, entered
    for score in result.scores:
        item = score.item
        values = (item.target, item.actual, item.points, item.entered, item.approved, item.approved_reason)
        yield item.section, item.name, *_tokens((*values, score.score))
    yield sorted((one.code, str(one.cell)) for one in result.findings if one.code.startswith("form-"))


def _digest(parts: Iterable[object]) -> str:
    return sha256(repr(list(parts)).encode()).hexdigest()[:16]
