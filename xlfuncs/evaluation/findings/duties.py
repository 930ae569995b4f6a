"""履职自查与台账的核对 — empty answers; what the ledger's tasks lack, what is overdue, which months are missing."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from xlfuncs.evaluation.content import Entry, Finding
from xlfuncs.evaluation.entries import NOT_STATED, given, missing, note, text
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import plain

__all__ = ["answer_findings", "task_findings"]

_ANSWERS = {"state": "落实情况", "problems": "存在问题"}
_FIXED = {"leader": "责任领导", "office": "责任处室", "goal": "目标要求", "deadline": "落实时限"}
_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}|末))?")
_NO = ("否", "不是", "×", "X", "x")  # 重点任务: anything else that stands there says yes


def answer_findings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Every item of a self-check, once begun, says its state and its problems (「无」 is an answer)."""
    begun = any(given(entry, key) for entry in entries for key in _ANSWERS)
    for entry in entries if begun else ():
        for key, title in _ANSWERS.items():
            if not given(entry, key):
                yield missing(entry, key, text(entry, "item"), title)


def task_findings(entries: Sequence[Entry], today: dt.date) -> Iterator[Finding]:
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
            message = f"「{name}」{'、'.join(_FIXED[key] for key in unstated)}{NOT_STATED} | not stated"
            yield note(entry, unstated[0], "not-stated", "info", name, None, message)
        for key, title in _FIXED.items():
            if not given(entry, key):
                yield missing(entry, key, name, title)
        deadline = _deadline(entry.values.get("deadline"))
        if deadline is None and given(entry, "deadline") and "deadline" not in unstated:
            message = f"「{name}」落实时限「{text(entry, 'deadline')}」不是日期，应如 2022-12-31 | not a date"
            yield note(entry, "deadline", "not-a-date", "warning", name, "日期", message)
        yield from _overdue(entry, name, deadline, today)
        yield from _months(entry, name, deadline, kept)


def _overdue(entry: Entry, name: str, deadline: dt.date | None, today: dt.date) -> Iterator[Finding]:
    progress = _progress(entry)
    latest = progress[max(progress)] if progress else Decimal()
    if deadline and deadline < today and latest < 1:
        share = f"{plain(latest * 100)}%" if progress else "没有填"
        message = f"「{name}」落实时限 {deadline:%Y-%m-%d} 已过，最近进度{share} | overdue"
        yield note(entry, "deadline", "overdue", "warning", name, "100%", message)


def _months(entry: Entry, name: str, deadline: dt.date | None, kept: int) -> Iterator[Finding]:
    done = min((month for month, share in _progress(entry).items() if share >= 1), default=12)
    last = min(kept, done, deadline.month if deadline else 12)
    key_task = given(entry, "key_task") and text(entry, "key_task") not in _NO
    due = [month for month in range(1, last + 1) if key_task or month % 3 == 0 or month > 9]
    blank = [month for month in due if not given(entry, f"m{month}")]
    if blank:
        message = f"「{name}」{'、'.join(f'{month}月' for month in blank)}没有填进度 | progress is missing"
        yield note(entry, f"m{blank[0]}", "progress-missing", "warning", name, "完成进度", message)


def _progress(entry: Entry) -> dict[int, Decimal]:
    """Month → share done, where a number stands."""
    found = {}
    for month in range(1, 13):
        read = parse_target(entry.values.get(f"m{month}"))
        if read.number is not None:
            found[month] = read.number / 100 if read.kind == "percent" else read.number
    return found


def _deadline(value: Any) -> dt.date | None:
    """The last day a deadline allows, where it is a full date or a month of a year."""
    found = _DAY.fullmatch(parse_target(value).value or "")
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    year, month, last = int(found[1]), int(found[2]), calendar.monthrange(int(found[1]), int(found[2]))[1]
    day = last if found[3] in (None, "末") else int(found[3])
    return dt.date(year, month, day) if 1 <= day <= last else None
