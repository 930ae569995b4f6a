"""核对 — the lines of the report sheet: totals, findings, and every score that was written, with what stood there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, count
from typing import NamedTuple

from xlfuncs.cells import Place, Value
from xlfuncs.evaluation.findings.register import SEVERITIES, codes, gravity, tally
from xlfuncs.evaluation.result import Result
from xlfuncs.functions.wording import plain
from xlfuncs.refresh.report_look import dressed
from xlfuncs.reports import Report
from xlfuncs.rules.loader import NONE, load
from xlfuncs.scoring.numbers import exact_or_none
from xlfuncs.sheets import Sheet

REPORT = "核对"
HEADER = ("工作表", "单元格", "项目", "级别", "填报", "规则", "差额", "说明")
FILLED, REPLACED = "原为空白，已按规则填入", "已按规则改写，原填"  # how a change is known again
RECALCULATED = "公式的结果原未更新，已重新计算"
REMEMBERED = ("工作表", "单元格", "填报", "规则", "说明")  # of a line that says what was written
_TOTAL, _INTACT = "汇总", "；表格完整"  # the level of a total; what its line ends in
BETWEEN, _MOST_IN_LINE = "、", 50  # scores in one line

Line = tuple[Value, ...]


class Change(NamedTuple):
    """A score written to a cell, and what stood there before this library first wrote to it."""

    place: Place
    item: str
    old: Value
    new: float


class Recalculated(NamedTuple):
    """A formula beside which the file held something else than what it gives."""

    place: Place
    old: Value
    new: Value


def lines_of(report: Sheet | None) -> Iterator[dict[str, Value]]:
    """The lines of a report, by what its columns are called."""
    header, *lines = report.rows[1:] if report else [()]
    columns, none = [*map(str, header)], dict.fromkeys(HEADER)
    for line in lines:
        yield none | dict(zip(columns, line, strict=False))


def is_report(sheet: Sheet) -> bool:
    """Whether a sheet is our report, and not somebody's own sheet of that name."""
    called = sheet.name.startswith(REPORT) and len(sheet.rows) > 1
    return called and set(REMEMBERED) <= set(map(str, sheet.rows[1]))


def report_name(sheets: Sequence[Sheet]) -> str:
    """What the report sheet is called among these: as the last time, and never as a sheet of somebody else's.

    >>> report_name([Sheet("自评表", [])]), report_name([Sheet("核对", [["张三已核对"]])])
    ('核对', '核对结果')
    """
    taken = {sheet.name for sheet in sheets}
    names = chain((REPORT, f"{REPORT}结果"), (f"{REPORT}结果{number}" for number in count(2)))
    ours = (sheet.name for sheet in sheets if is_report(sheet))
    return next(ours, None) or next(name for name in names if name not in taken)


def report(
    results: Sequence[Result],
    changes: Sequence[Sequence[Change]],
    recalculated: Sequence[Sequence[Recalculated]],
    records: Sequence[Line],
    marks: Sequence[Line],
) -> Report:
    """Title, header, for every table its total, findings, what was written and recalculated; the records, and the marks of
    sheets, which are for programs.
    """
    found = Counter(finding.severity for result in results for finding in result.findings)
    tables = f"{len(results)} 张表，" if len(results) > 1 else ""
    rows: list[Line] = [(f"{REPORT}：{tables}{tally(found)}",), HEADER]
    for result, written, renewed in zip(results, changes, recalculated, strict=True):
        rows += [_summary(result), *_findings(result), *_changes(written)]
        info = SEVERITIES["info"]
        for place, old, new in renewed:
            rows.append((place.sheet, place.address, None, info, old, new, RECALCULATED))
    rows += [*records, *marks]
    rows = [*rows[:2], *map(_with_gap, rows[2:])]
    unread = range(len(rows) - len(marks), len(rows))
    return dressed(rows, marked=HEADER.index("级别"), linked=HEADER.index("单元格"), unread=unread)


def unlisted(result: Result, report: Sheet | None) -> Iterator[str]:
    """The total and findings of a table that do not stand on a report, or not as they are."""
    standing = {_told([*line.values()]) for line in lines_of(report)}
    for line in (_summary(result), *_findings(result)):
        sheet, place, _, level, _, score, *_, words = line
        if _told([*line[:6], None, words]) not in standing:
            total = f"总分 {plain(score)}，" if level == _TOTAL and isinstance(score, float) else ""
            yield f"{sheet}!{place} {total}{words}" if place else f"{sheet} {total}{words}"


def _told(line: Sequence[Value]) -> Line:
    """What makes out a line; not the values beside its sentence, which a suite may keep as another kind."""
    sheet, place, _, level, _, score, _, words = line
    said = " ".join(str(words).removesuffix(_INTACT).split())  # what is not intact is a finding
    return (sheet, place, level, score if level == _TOTAL else None, said)


def _with_gap(line: Line) -> Line:
    """A line with 填报 − 规则, where both are numbers and it has none yet."""
    if len(line) == len(HEADER):
        return line
    *place, entered, score, words = line
    one = exact_or_none(entered)
    other = None if one is None else exact_or_none(score)  # which may list fifty
    gap = None if one is None or other is None else float(one - other)
    return (*place, entered, score, gap or None, words)


def _summary(result: Result) -> Line:
    intact = _INTACT if result.intact else ""
    if not result.earns:
        words = f"本表不计分，只核对填报是否完整{intact}"
        return (result.table.sheet, None, None, _TOTAL, None, None, words)
    document = load(result.rule or NONE)
    open_ = result.ungraded.zh if result.ungraded else "未评定等级"
    grade = f"等级：{result.grade}" if result.grade else open_
    words = f"规则 {document.id}：{document.issuer}《{document.title}》；{grade}{intact}"
    total = result.table.cells.get("total")
    place = total.address if total else None
    return (result.table.sheet, place, "总分", _TOTAL, result.entered_total, result.total, words)


def _findings(result: Result) -> Iterator[Line]:
    """The gravest first."""
    for one in sorted(result.findings, key=lambda finding: gravity(finding.severity)):
        sheet, place = (one.cell.sheet, one.cell.address) if one.cell else (result.table.sheet, None)
        apart = (None,) * codes()[one.code].unlike  # no difference, where it would say nothing
        yield (sheet, place, one.item, SEVERITIES[one.severity], one.found, one.expected, *apart, one.message)


def _changes(written: Iterable[Change]) -> Iterator[Line]:
    """A replaced score has its own line; blanks filled one below the other share one."""
    info = SEVERITIES["info"]
    run: list[Change] = []
    for change in written:
        sheet, row, column = change.place
        follows = run and run[-1].place == (sheet, row - 1, column) and len(run) < _MOST_IN_LINE
        if run and not (follows and change.old is None):
            yield _filled(run)
            run = []
        if change.old is None:
            run.append(change)
        else:
            old = plain(change.old) if isinstance(change.old, float) else change.old
            words = f"{REPLACED} {old}"
            yield (sheet, change.place.address, change.item, info, change.old, change.new, words)
    if run:
        yield _filled(run)


def _filled(run: list[Change]) -> Line:
    info, (sheet, *_), first = SEVERITIES["info"], run[0].place, run[0].place.address
    if len(run) == 1:
        return (sheet, first, run[0].item, info, None, run[0].new, FILLED)
    values = BETWEEN.join(_plain(change.new) for change in run)
    return (sheet, f"{first}:{run[-1].place.address}", f"{len(run)} 项", info, None, values, FILLED)


_plain = lru_cache(maxsize=1 << 12)(plain)  # a long column has few different scores
