"""核验记录 — what every refresh that changed something leaves on 核对: rule, its file, version, inputs and outcome.

By it :mod:`xlfuncs.refresh.verify` tells whether a workbook still gives what it says. It is no signature: whoever
can refresh a workbook can make a record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType

from xlfuncs import __version__
from xlfuncs.cells import Cell, Content
from xlfuncs.evaluation.result import Result
from xlfuncs.patterns import pattern
from xlfuncs.refresh.report import Line, lines_of
from xlfuncs.refresh.sheet_mark import LEVEL, SheetMark, digest, mark_of, tokens
from xlfuncs.rules.loader import fingerprint, load
from xlfuncs.sheets import Sheet

_RECORD = "核验记录"  # in the column 项目
_NO_RULE = "不计分"
_OF_ROWS = ("section", "name", "target", "actual", "points", "entered", "approved", "approved_reason")
_WORDS = pattern(
    r"(?P<day>\d{4}-\d\d-\d\d) 第 \d+ 次：规则 (?P<rule>\S+)（(?P<rule_file>[0-9a-f]*)），xlfuncs (?P<version>\S+)，"
    r"输入 (?P<inputs>[0-9a-f]+)，结果 (?P<outcome>[0-9a-f]+)，等级 (?P<grade>.+)"
)


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
        return (self.sheet, None, self.table, LEVEL, None, self.total, words)


def records_of(
    results: Sequence[Result],
    sheets: Mapping[str, Sheet],
    written: Mapping[str, Mapping[Cell, Content]] = MappingProxyType({}),
) -> tuple[list[Record], dict[str, SheetMark]]:
    """The record of every table, and the marks of their sheets, once this is written to them."""
    shown = {sheet.name for sheet in sheets.values() if sheet.visibility == "visible"}
    others = shown - {result.table.sheet for result in results}
    read = [sorted({*result.table.sheets, *others} & sheets.keys()) for result in results]
    names = sorted({one for some in read for one in some})
    marks = {name: mark_of(sheets[name], written.get(name, {})) for name in names}
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
                digest(f"{name} {marks[name].whole}" for name in names),
                digest(_outcome(result)),
                result.total,
                result.grade or "未评",
            )
        )
    return found, marks


def recorded(report: Sheet | None) -> tuple[dict[tuple[str, str], list[Record]], list[Line]]:
    """The records that stand on a report, by sheet and table, the earliest first; and their lines as they stand."""
    found: dict[tuple[str, str], list[Record]] = {}
    lines: list[Line] = []
    for line in lines_of(report):
        ours = str(line["项目"]).startswith(_RECORD)
        if ours and (words := _WORDS.fullmatch(str(line["说明"]))):
            sheet, table, total = str(line["工作表"]), str(line["项目"]), line["规则"]
            parts = words.groupdict()
            del parts["day"]
            one = Record(sheet, table, total=total if isinstance(total, float) else None, **parts)
            found.setdefault((sheet, table), []).append(one)
            lines.append((sheet, None, table, LEVEL, None, total, words[0]))
    return found, lines


def record_lines(records: Sequence[Record], report: Sheet | None, day: dt.date) -> list[Line]:
    """All records, those of earlier refreshes first; nothing new where nothing changed."""
    earlier, lines = recorded(report)
    for record in records:
        known = earlier.get((record.sheet, record.table), [])
        if not known or known[-1] != record:
            lines.append(record.line(len(known) + 1, day))
    return lines


def _outcome(result: Result) -> Iterator[str]:
    """Everything that was read of a table and came of it."""
    yield "\t".join(tokens((result.total, result.grade, result.entered_total)))
    items = [score.item for score in result.scores]
    for key in _OF_ROWS:
        yield "\t".join(tokens(map(attrgetter(key), items)))
    yield "\t".join(tokens(score.score for score in result.scores))
    yield from sorted(f"{one.code} {one.cell}" for one in result.findings if one.code.startswith("form-"))
