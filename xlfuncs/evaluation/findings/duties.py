"""履职自查与台账的核对 — empty answers; what the ledger's tasks lack, what is overdue, which months are missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlfuncs.bilingual import Both
from xlfuncs.evaluation.content import Entry, Table
from xlfuncs.evaluation.findings.entries import NOT_STATED, given, missing, note, text
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.functions.dates import spans
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import plain

_ANSWERS = {"state": "落实情况", "problems": "存在问题"}
_FIXED = {"leader": "责任领导", "office": "责任处室", "goal": "目标要求", "deadline": "落实时限"}
_NO = ("否", "不是", "×", "X", "x")  # 重点任务: anything else that stands there says yes


def check(table: Table, today: dt.date) -> Iterator[Finding]:
    """What a self-check's answers and a ledger's tasks lack, and which tasks are late."""
    yield from _unanswered(table.lists.get("answers", ()))
    yield from _tasks(table.lists.get("tasks", ()), today)


def _unanswered(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Every item of a self-check, once begun, says its state and its problems (「无」 is an answer)."""
    begun = any(given(entry, key) for entry in entries for key in _ANSWERS)
    for entry in entries if begun else ():
        for key, title in _ANSWERS.items():
            if not given(entry, key):
                yield missing(entry, key, text(entry, "item"), title)


def _tasks(entries: Sequence[Entry], today: dt.date) -> Iterator[Finding]:
    """Every task has its leader, office, goal and deadline, is not overdue, and has its progress month by month.

    Key tasks are due every month, the others at the end of each quarter, from October on all of them monthly. A
    month is missing where some task of the ledger has been filled in for it or later, this task's deadline is not
    before it, and this task was not complete before.
    """
    kept = max((month for entry in entries for month in _progress(entry)), default=0)
    for entry in entries:
        name = text(entry, "task")
        unstated = [key for key in _FIXED if entry.values.get(key) == NOT_STATED]
        if unstated:
            fields = [_FIXED[key] for key in unstated]
            yield note(entry, unstated[0], "not-stated", item=name, fields=fields)
        for key, title in _FIXED.items():
            if not given(entry, key):
                yield missing(entry, key, name, title)
        dates = spans(entry.values.get("deadline"), strict=False)
        deadline = next((span.last for span in dates if span.dated), None)  # where it names its year
        if deadline is None and given(entry, "deadline") and "deadline" not in unstated:
            said = text(entry, "deadline")
            yield note(entry, "deadline", "not-a-date", item=name, expected="日期", deadline=said)
        yield from _overdue(entry, name, deadline, today)
        yield from _months(entry, name, deadline, kept)


def _overdue(entry: Entry, name: str, deadline: dt.date | None, today: dt.date) -> Iterator[Finding]:
    progress = _progress(entry)
    latest = progress[max(progress)] if progress else Decimal()
    if deadline and deadline < today and latest < 1:
        told = {
            "deadline": f"{deadline:%Y-%m-%d}",
            "progress": f"{plain(latest * 100)}%" if progress else Both("没有填", "none entered"),
        }
        yield note(entry, "deadline", "overdue", item=name, expected="100%", **told)


def _months(entry: Entry, name: str, deadline: dt.date | None, kept: int) -> Iterator[Finding]:
    done = min((month for month, share in _progress(entry).items() if share >= 1), default=12)
    last = min(kept, done, deadline.month if deadline else 12)
    key_task = given(entry, "key_task") and text(entry, "key_task") not in _NO
    due = [month for month in range(1, last + 1) if key_task or month % 3 == 0 or month > 9]
    blank = [month for month in due if not given(entry, f"m{month}")]
    if blank:
        months = [f"{month}月" for month in blank]
        key = f"m{blank[0]}"
        yield note(entry, key, "progress-missing", item=name, expected="完成进度", months=months)


def _progress(entry: Entry) -> dict[int, Decimal]:
    """Month → share done, where a number stands; 15 is 15%, typed without its sign, and no task done fifteen times."""
    found = {}
    for month in range(1, 13):
        read = parse_target(entry.values.get(f"m{month}"))
        if read.number is not None:
            found[month] = read.number / 100 if read.kind == "percent" or read.number > 1 else read.number
    return found
