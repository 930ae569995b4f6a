"""前后一致 — figures that a report states twice or derives from others: do they agree?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from xlfuncs.cells import Place
from xlfuncs.errors import NotANumber
from xlfuncs.evaluation.content import Entry, Table
from xlfuncs.evaluation.findings.entries import figure, figures, first_of, given, note, text
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import WIDE, cents, decimals, exact, exact_or_none, round_to

_YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}  # the list of projects is in 元


def check(table: Table, today: dt.date) -> Iterator[Finding]:
    """What a table's lists say twice, or derive from each other, and not alike."""
    if "spending" in table.lists:
        yield from _spending(table)
    yield from _rates(table.lists.get("rates", ()))
    yield from _statements(table.lists.get("statements", ()))


def listed(table: Table, tables: Sequence[Table]) -> Iterator[Finding]:
    """The score that a list gives a project, against the total of the project's own table in the workbook."""
    for item in table.items if len(tables) > 1 else ():
        said = exact_or_none(item.entered) if item.idle else None
        if said is None:
            continue
        own = [one for one in tables if one.project == item.name]
        if len(own) != 1 or own[0] is table:
            continue
        total, first = exact_or_none(own[0].entered_total), own[0].cells.get("entered_total")
        if total is not None and first and said != round_to(total, decimals(said), "half_up"):
            told = {"found": said, "expected": total, "first": first}
            at = item.place("score")
            yield finding("total-differs", case="twice", severity="warning", at=at, item=item.name, **told)


def copied_tables(tables: Sequence[Table]) -> None:
    """Note in each table that one on a sheet before it holds the same: both would be counted."""
    seen: dict[str, str] = {}
    for table in tables if len(tables) > 1 else ():
        rows = [(one.name, one.target, one.actual, one.points, one.entered) for one in table.items]
        other = seen.setdefault(f"{table.form} {table.project} {rows}", table.sheet)
        if other != table.sheet and any(one.actual is not None for one in table.items):
            at = table.items[0].place("score") or Place(table.sheet, 0, 0)
            table.findings.append(finding("table-copied", at=at, sheet=table.sheet, other=other))


def _rates(entries: Sequence[Entry]) -> Iterator[Finding]:
    """目标完成率: what was published against actual ÷ target, at the published decimals."""
    for entry in entries:
        name = text(entry, "matter")
        numbers, wrong = figures(
            entry, {"target": "目标数", "actual": "完成数", "published": "公布完成率"}, name
        )
        yield from wrong
        target, actual, published = numbers.values()
        if target is None or actual is None or published is None:
            continue
        if not target:
            yield note(entry, "target", "bad-input", case="zero-target", item=name, expected="不为 0 的数")
            continue
        if {"%", "％"}.isdisjoint(str(entry.values["published"])):
            published = published.scaleb(2)
        places = max(0, -int(published.as_tuple().exponent))
        rate = WIDE.divide(actual, target).scaleb(2, WIDE)
        right, truncated = round_to(rate, places, "half_up"), round_to(rate, places, "truncate")
        if published == right:
            continue
        worked = f"{plain(actual)}÷{plain(target)}＝{plain(round_to(rate, places + 2, 'truncate'))}%"
        code, grave = ("rate-truncated", "info") if published == truncated else ("rate-differs", "warning")
        told: dict[str, Any] = {"case": "published", "severity": grave, "expected": right.scaleb(-2)}
        told |= {"published": plain(published), "worked": worked, "right": plain(right)}
        yield note(entry, "published", code, item=name, **told)


def _statements(entries: Sequence[Entry]) -> Iterator[Finding]:
    """同一事项的两处说法: what is said twice should be said alike."""
    for entry in entries:
        first, second = entry.values.get("first"), entry.values.get("second")
        if not given(entry, "first") or not given(entry, "second") or _same(first, second):
            continue
        told = {"first": first, "second": second, "unit": text(entry, "unit")}
        told |= {"where": f"（{entry.values['place']}）" if given(entry, "place") else ""}
        expected = second if isinstance(second, (int, float)) else str(second)
        yield note(entry, "first", "statements-differ", item=text(entry, "matter"), expected=expected, **told)


def _spending(table: Table) -> Iterator[Finding]:
    """项目支出清单 adds up to 项目支出总额, with 基本支出总额 to the executed, elsewhere the planned, amount; to 2 decimals."""
    fields = first_of(table, "spending")
    numbers, wrong = figures(fields, {"basic": "基本支出总额", "project": "项目支出总额"}, "支出总额")
    listed = []
    for entry in table.lists.get("projects", ()):
        amount, bad = figures(entry, {"executed": "执行数"}, text(entry, "project"))
        wrong += bad
        listed += [number for number in amount.values() if number is not None]
    yield from wrong
    basic, project, scale = numbers["basic"], numbers["project"], _YUAN.get(table.unit or "")
    if listed and project is not None and scale and not wrong:
        added = cents(WIDE.divide(sum(listed, Decimal()), scale))
        if added != cents(project):
            told = {"added": plain(added), "stated": plain(project), "unit": table.unit}
            yield note(fields, "project", "projects-differ", item="项目支出总额", expected=added, **told)
    amounts = next((item.inputs for item in table.items if "executed" in item.inputs), {})
    total, budgets = amounts.get("executed"), [amounts.get(key) for key in ("budget", "initial_budget")]
    if basic is not None and project is not None and isinstance(total, (int, float)):
        added = basic + project
        planned = not table.own and cents(added) in [cents(exact(b)) for b in budgets if isinstance(b, float)]
        if cents(added) != cents(exact(total)) and not planned:
            sums: dict[str, Any] = {"found": added, "expected": total}  # not one of the two
            sums |= {"item": "基本支出与项目支出", "added": plain(added), "total": plain(total)}
            yield finding("parts-differ", at=fields.cells.get("basic"), **sums)


def _same(first: Any, second: Any) -> bool:
    try:
        return figure(first) == figure(second)
    except NotANumber:
        return "".join(str(first).split()) == "".join(str(second).split())
