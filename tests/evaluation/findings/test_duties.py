"""The duty self-check and the duty ledger: empty answers, what a task lacks, what is overdue, missing months."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.evaluation.tables import entry, spot
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Entry, Table
from xlfuncs.evaluation.findings.duties import check
from xlfuncs.evaluation.findings.register import Finding

TODAY = dt.date(2022, 9, 30)


def task(**values: Any) -> Entry:
    """A task with its five fixed, due at the end of the year."""
    fixed = {
        "task": "每月一题",
        "leader": "张",
        "office": "改革处",
        "goal": "17个问题",
        "deadline": dt.datetime(2022, 12, 31),
    }
    months = {f"m{month}": None for month in range(1, 13)}
    return entry(**(fixed | {"key_task": None} | months | values))


def tasks_checked(*tasks: Entry, today: dt.date = TODAY) -> list[Finding]:
    return list(check(Table("台账", "duty-ledger-beijing", lists={"tasks": list(tasks)}), today))


def answers_checked(*answers: Entry) -> list[Finding]:
    return list(check(Table("自查表", "duty-self-check-beijing", lists={"answers": list(answers)}), TODAY))


def found(*tasks: Entry, today: dt.date = TODAY) -> list[tuple[str, str, Place | None]]:
    return [(f.code, f.severity, f.cell) for f in tasks_checked(*tasks, today=today)]


def test_empty_answers() -> None:
    rows = [
        entry(item="政务效能", state="已办", problems=None),
        entry(item="绩效审计", state=" ", problems="无"),
    ]
    assert [(f.code, f.severity, f.cell, f.item) for f in answers_checked(*rows)] == [
        ("missing-entry", "warning", spot("problems"), "政务效能"),
        ("missing-entry", "warning", spot("state"), "绩效审计"),
    ]
    assert not answers_checked(entry(item="政务效能", state=None, problems=None))  # not begun


def test_a_complete_task_has_nothing_to_say() -> None:
    assert found(task()) == []


def test_each_of_the_five_fixed_that_is_missing() -> None:
    blank = task(leader=None, office="", goal=None, deadline=None)
    assert found(blank) == [
        ("missing-entry", "warning", spot(key)) for key in ("leader", "office", "goal", "deadline")
    ]


def test_what_the_source_does_not_state_is_one_note() -> None:
    (note,) = tasks_checked(task(leader="原文未载", office="原文未载", deadline="原文未载"))
    assert (note.code, note.severity, note.cell) == ("not-stated", "info", spot("leader"))
    assert "责任领导、责任处室、落实时限原文未载" in note.message


@pytest.mark.parametrize(
    ("deadline", "progress", "overdue"),
    [
        (dt.datetime(2022, 9, 29), 0.9, True),
        (dt.datetime(2022, 9, 30), 0.9, False),  # its last day
        (dt.datetime(2022, 6, 30), 1.0, False),
        ("2022年8月31日前", "95%", True),
        ("2022年8月底", None, True),
        ("2022年9月底", None, False),
        ("2022年第二季度末前", None, True),
        ("2022年底前", None, False),
        ("2023-06-30", 0.1, False),
        ("2022-06-30", 15.0, True),  # 15%, its sign forgotten: not done fifteen times
        ("2022-06-30", 100.0, False),
    ],
)
def test_overdue_is_past_the_deadline_with_less_than_all(deadline: Any, progress: Any, overdue: bool) -> None:
    codes = found(task(deadline=deadline, m3=progress, m6=progress))
    assert codes == ([("overdue", "warning", spot("deadline"))] if overdue else [])


def test_the_latest_progress_counts_and_the_day_is_given() -> None:
    late = task(deadline=dt.datetime(2022, 6, 30), m3=0.5, m6=0.8)
    (finding,) = tasks_checked(late)
    assert "2022-06-30 已过，最近进度80%" in finding.message
    assert found(late, today=dt.date(2022, 6, 30)) == []


def test_a_deadline_that_is_no_date() -> None:
    assert found(task(deadline="尽快")) == [("not-a-date", "warning", spot("deadline"))]


@pytest.mark.parametrize(
    ("months", "key_task", "missing"),
    [
        ({3: 0.2, 6: 0.5}, None, ""),
        ({6: 0.5}, None, "3月"),
        ({3: 0.2, 6: 0.5, 9: 0.6, 11: 0.9}, None, "10月"),  # from October on every month
        ({1: 0.1, 3: 0.2, 4: 0.3}, "是", "2月"),
        ({1: 0.1, 3: 0.2, 4: 0.3}, "否", ""),
        ({3: 1.0, 9: 1.0}, None, ""),  # complete before
        ({}, "是", ""),  # nothing kept yet
    ],
)
def test_months_that_should_be_filled_in(months: dict[int, float], key_task: Any, missing: str) -> None:
    row = task(key_task=key_task, **{f"m{month}": share for month, share in months.items()})
    findings = tasks_checked(row)
    assert [f.message.partition("」")[2].partition("没有")[0] for f in findings] == (
        [missing] if missing else []
    )


def test_the_ledger_shows_how_far_it_was_kept_and_the_deadline_ends_what_is_due() -> None:
    kept = task(m3=0.2, m6=0.4, m9=0.6)
    assert found(kept, task(m3=0.1)) == [("progress-missing", "warning", spot("m6"))]
    done_by_march = task(deadline=dt.datetime(2022, 3, 31), m3=1.0)
    assert found(kept, done_by_march) == []
