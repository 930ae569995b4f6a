"""核验 — whether a scored workbook still gives what it says, or what has changed since: input, rule, version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from xlfuncs.bilingual import Both
from xlfuncs.errors import FileProblem, XlfuncsError
from xlfuncs.evaluation.result import Result
from xlfuncs.files.book import FileBook
from xlfuncs.functions.wording import plain
from xlfuncs.refresh.book import Book
from xlfuncs.refresh.record import Record, recorded, records_of
from xlfuncs.refresh.refresh import Read, check, read_book
from xlfuncs.refresh.report import unlisted
from xlfuncs.refresh.sheet_mark import SheetMark, mark_of, sheet_marks

_MOST_ROWS = 10  # in one sentence
Kind = Literal["input", "rule", "version", "result"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was when the table was last scored."""

    kind: Kind
    words: Both
    sheet: str | None = None
    rows: Sequence[int] = ()  # from 1


@dataclass(slots=True)
class Verdict:
    """What became of one scored table."""

    sheet: str
    recorded: Record
    total: float | None  # what it gives now
    differences: list[Difference] = field(default_factory=list)

    @property
    def consistent(self) -> bool:
        """Whether it gives what it says; another version that gives the same is no contradiction."""
        return all(one.kind == "version" for one in self.differences)

    def to_dict(self) -> dict[str, Any]:
        """As `verify --json` gives it."""
        return {
            "sheet": self.sheet,
            "rule": self.recorded.rule,
            "version": self.recorded.version,
            "recorded_total": self.recorded.total,
            "total": self.total,
            "consistent": self.consistent,
            "differences": [
                {"kind": one.kind, "sheet": one.sheet, "rows": list(one.rows), "message": one.words.zh}
                for one in self.differences
            ],
        }


def verify_file(path: str | PathLike[str], *, rule: str | None = None) -> list[Verdict]:
    """核验文件 — see :func:`verify`.

    >>> from xlfuncs import score_file
    >>> from pathlib import Path
    >>> from xlfuncs.making.new import new_form
    >>> scored = Path("示例.xlsx")
    >>> _ = scored.write_bytes(new_form("department-evaluation-beijing", example=True))
    >>> _ = score_file(scored, scored)
    >>> [verdict.consistent for verdict in verify_file(scored)]
    [True]
    """
    return verify(FileBook.open(Path(path)), rule)


def verify(book: Book, rule: str | None = None, *, read: Read | None = None) -> list[Verdict]:
    """Derive every recorded table of a workbook again, and compare it with its last record on 核对.

    ``rule`` is the file of a person's own rule, which cannot be found by its id; ``read`` as for `check`. FileProblem where
    nothing is recorded: the workbook was not scored by this library, or its 核对 is gone; UnknownForm, UnknownRule or
    RuleProblem where no table is there any more, or its rule is not.
    """
    read = read or read_book(book)
    known, lines = recorded(read.report)
    if not known:
        raise FileProblem("没有核验记录，请先评分 | nothing is recorded: score it first").within(book.name)
    day = dt.date.fromisoformat(str(lines[-1][-1])[:10])  # what was overdue then
    return list(_verdicts(book, read, rule, day, {place: some[-1] for place, some in known.items()}))


def _verdicts(
    book: Book, read: Read, rule: str | None, day: dt.date, known: Mapping[tuple[str, str], Record]
) -> Iterator[Verdict]:
    sheets, scored = read.now, {sheet for sheet, _ in known}
    # where one of them is hidden, they are looked at, too; else as always
    shown = {name for name, sheet in sheets.items() if sheet.visibility == "visible"}
    seen = [name for name in sheets if name in scored | shown] if scored & (sheets.keys() - shown) else []
    before = sheet_marks(read.report)
    inputs = list(_inputs(before, {name: mark_of(sheets[name]) for name in before if name in sheets}))

    @cache
    def derived(by: str | None) -> dict[tuple[str, str], tuple[Record, Result]] | XlfuncsError:
        try:
            results = check(book, by, only=seen, today=day, read=read)
            records, _ = records_of(results, sheets)
        except XlfuncsError as problem:
            if not inputs:
                raise
            return problem
        return {(one.sheet, one.table): (one, of) for one, of in zip(records, results, strict=True)}

    for place, last in known.items():
        for by in (rule, last.rule):
            records = derived(by)
            now, result = records.get(place, _NONE) if isinstance(records, dict) else _NONE
            if now is None or now.rule == last.rule or rule is not None:
                break  # else it was scored by another rule than its own
        found: list[Difference] = []
        if now is None or now.inputs != last.inputs:
            others = {sheet for sheet, _ in known} - {last.sheet}
            own = [one for one in inputs if one.sheet not in others]
            found += own or inputs or [Difference("input", _ELSE)]
        if now is None:
            why = records if isinstance(records, XlfuncsError) else _GONE
            words = Both(f"现在无法评分：{why.zh}", f"no score now: {why.en}")
            found.append(Difference("result", words, last.sheet))
        else:
            found += _differences(last, now)
        if result and all(one.kind == "result" for one in found):
            for told in unlisted(result, read.report):
                words = Both(f"核对表上没有或已改动：{told}", f"not on 核对, or changed: {told}")
                found.append(Difference("result", words, last.sheet))
        yield Verdict(last.sheet, last, now.total if now else None, found)


_NONE = None, None
_GONE = Both("认不出当时评分的表", "the table that was scored is not recognised")
_ELSE = Both(
    "核对表中的记录有改动，或本表读取了另外的工作表",
    "the record itself was changed, or the table reads another sheet",
)


def _differences(last: Record, now: Record) -> Iterator[Difference]:
    """Between two records of a table, but for the inputs."""
    if (now.rule, now.rule_file) != (last.rule, last.rule_file):
        yield Difference("rule", _rule(last, now))
    if now.version != last.version:
        words = Both(
            f"当时用 xlfuncs {last.version} 评分，现为 {now.version}",
            f"scored by xlfuncs {last.version}; this is {now.version}",
        )
        yield Difference("version", words)
    if now.outcome != last.outcome or (now.total, now.grade) != (last.total, last.grade):
        yield Difference("result", _result(last, now), last.sheet)


def _inputs(before: Mapping[str, SheetMark], now: Mapping[str, SheetMark]) -> Iterator[Difference]:
    """Each sheet that is not as it was."""
    for name, old in before.items():
        new = now.get(name)
        if new is None:
            yield Difference("input", Both(f"工作表「{name}」已不在", f"sheet “{name}” is gone"), name)
        elif new != old:
            rows = [row + 1 for row in old.changed(new)]
            shown = "、".join(map(str, rows[:_MOST_ROWS])) + ("等" if len(rows) > _MOST_ROWS else "")
            where = Both(f"第 {shown} 行", f" in row {shown}") if rows else Both("", "")
            words = Both(f"工作表「{name}」{where.zh}的内容有变动", f"sheet “{name}” was changed{where.en}")
            yield Difference("input", words, name, rows)


def _rule(last: Record, now: Record) -> Both:
    if now.rule == last.rule:
        return Both(f"规则 {now.rule} 的文件与评分时不同", f"the file of rule {now.rule} is another")
    return Both(f"规则由 {last.rule} 改为 {now.rule}", f"the rule was {last.rule} and is {now.rule}")


def _result(last: Record, now: Record) -> Both:
    then, this = (plain(total) if total is not None else "无" for total in (last.total, now.total))
    if (then, last.grade) == (this, now.grade):
        return Both(
            "总分相同，但逐行的内容、得分或与表样的差别同评分时不一样",
            "the same total, but rows, scores or what differs from the form are not the same",
        )
    return Both(
        f"评分时总分 {then}、等级 {last.grade}，现在得出 {this}、{now.grade}",
        f"total and grade were {then}, {last.grade}; now {this}, {now.grade}",
    )
