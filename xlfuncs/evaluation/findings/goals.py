"""绩效目标的核对 — a project's budget, spending plan, goals and indicators: complete, and without contradictions; what is said
to have come of the year's goals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Entry, Table
from xlfuncs.evaluation.findings import misplaced, odd_figures
from xlfuncs.evaluation.findings.criteria import criteria, words_of
from xlfuncs.evaluation.findings.entries import figures, first_of, given, missing, note, text
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.findings.slips import NO_HINT
from xlfuncs.functions.targets import parse_target
from xlfuncs.functions.wording import plain
from xlfuncs.scoring.numbers import exact_or_none

# Kinds of indicators of the national 项目支出绩效自评表 (财政部《项目支出绩效评价管理办法》，财预〔2020〕10号)
_KINDS = ("数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响", "满意度")
_SOURCES = {"budget": "预算数", "fiscal": "财政资金", "other": "其他资金"}
_PLAN = {"march": "3月底", "june": "6月底", "october": "10月底", "december": "12月底"}
# points of all indicators; no more of them may be an excerpt
_WHOLES, _FEW = (Decimal(100), Decimal(90)), 2
_GOALS = {"goal1": "目标1", "goal2": "目标2"}


def check(table: Table, today: dt.date) -> Iterator[Finding]:
    """What a project's 绩效目标表 lacks or contradicts; a result that is the goal's own text."""
    yield from _stated(table)
    for entry in table.lists.get("overall", ()):
        expected, achieved = text(entry, "expected"), text(entry, "achieved")
        same = words_of(expected) == words_of(achieved)
        if same and len(achieved) >= criteria().repeated_text:
            yield note(entry, "achieved", "goal-as-result", item="年度总体目标", expected="实际完成的情况")


def _stated(table: Table) -> Iterator[Finding]:
    """Of a 绩效目标表; nothing where nobody has begun to fill it in."""
    lists = table.lists
    if "indicators" not in lists:
        return
    if not any(given(entry, key) for entries in lists.values() for entry in entries for key in entry.values):
        return
    project, budget, plan, goals = (first_of(table, key) for key in ("project", "budget", "plan", "goals"))
    name = _name(table)
    ours = table.demanding
    if not given(project, "project") and (ours or "project" in lists):
        yield missing(project, "project", table.sheet, "项目名称")
    if ours or "budget" in lists:
        yield from _sources(budget, name, demanded=ours)
    if ours or "plan" in lists:
        yield from _plan(plan, name, exact_or_none(budget.values.get("budget")))
    if ours and not any(given(goals, key) for key in _GOALS):
        yield missing(goals, "goal1", name, "绩效目标")
    yield from _indicators(lists.get("indicators", []), name, exact_or_none(budget.values.get("budget")))
    yield from misplaced.of_goals(table, lists.get("indicators", []))
    for total in lists.get("total", ()):
        yield from _points(lists["indicators"], total)
    yield from () if ours or "total" in lists else _whole(lists["indicators"], name)


def _name(table: Table) -> str:
    named = (name for entry in table.lists.get("project", ()) if (name := text(entry, "project")))
    return next(named, None) or table.project or next(iter(table.departments), table.sheet)


def _sources(entry: Entry, project: str, *, demanded: bool) -> Iterator[Finding]:
    """预算数 = 财政资金 + 其他资金; a blank source is none."""
    numbers, wrong = figures(entry, _SOURCES, project)
    yield from wrong
    if demanded and not given(entry, "budget"):
        yield missing(entry, "budget", project, "预算数")
    sources = [number for key in ("fiscal", "other") if (number := numbers[key]) is not None]
    total, added = numbers["budget"], sum(sources, Decimal())
    if not wrong and total is not None and sources and added != total:
        told = {"total": plain(total), "added": plain(added)}
        yield note(entry, "budget", "sources-differ", item=project, expected=added, **told)


def _plan(entry: Entry, project: str, budget: Decimal | None) -> Iterator[Finding]:
    """资金支出计划: cumulative percents that never fall and end at 100 (1 in percent cells), or amounts that end at the
    budget; blanks are allowed before the end.
    """
    numbers, wrong = figures(entry, _PLAN, project)
    yield from wrong
    filled = [(key, number) for key, number in numbers.items() if number is not None]
    for (before, lower), (key, number) in pairwise(filled):
        if number < lower:
            told = {"later": _PLAN[key], "number": plain(number), "earlier": _PLAN[before]}
            told |= {"lower": plain(lower), "expected": f"不小于 {plain(lower)}"}
            yield note(entry, key, "plan-falls", item=project, **told)
    last = numbers["december"]
    if last is None and not wrong:
        yield missing(entry, "december", project, "资金支出计划的 12月底（应为 100%）")
    elif last is not None and last not in (100, 1, budget):
        yield note(entry, "december", "plan-end", item=project, expected=100, last=plain(last))


def _indicators(entries: Sequence[Entry], project: str, budget: Decimal | None) -> Iterator[Finding]:
    """Every indicator has a readable target and stands once; which kinds of level 2 there are none of."""
    seen: dict[tuple[str, str], Place | None] = {}
    for entry in entries:
        name = text(entry, "level3") or text(entry, "level2")
        target, limit = parse_target(entry.values.get("target")), entry.values.get("budget") or budget
        kind = target.kind
        meant = not any(word in name + text(entry, "target") for word in criteria().not_meant)
        if kind == "not_applicable" and meant:
            yield missing(entry, "target", name, "指标值")
        elif kind == "multiple_values":
            yield note(entry, "target", "target-unclear", item=name, expected="一个数值或定性说明")
        yield from odd_figures.of_goal(entry)
        whole = target.unit == "万元" and name in criteria().whole_costs and exact_or_none(limit)
        if whole and target.number and target.number > whole:  # of a budget in 元 it is less
            over = {"case": "goal", "severity": "warning", "other": plain(whole)}
            yield note(entry, "target", "amounts-differ", item=name, **over)
        key = text(entry, "project") + text(entry, "level2"), name
        if key in seen:
            told = {"project": project, "first": seen[key]}
            yield note(entry, "level3", "duplicate-indicator", item=name, **told)
        seen.setdefault(key, entry.cells.get("level3"))
    if not entries:
        yield missing(Entry({}, {}), "", project, "绩效指标")
        return
    there = " ".join([level2 for level2, _ in seen] + [text(entry, "level1") for entry in entries])
    absent = [kind for kind in _KINDS if kind not in there]
    if absent and there.strip():  # else no column says of which kind any is
        yield finding("kinds-missing", at=entries[0].cells.get("level2"), item=project, kinds=absent)


def _points(entries: Sequence[Entry], total: Entry) -> Iterator[Finding]:
    """The points of the total row, where every indicator has its own."""
    worth = [exact_or_none(entry.values.get("points")) for entry in entries]
    stated, added = exact_or_none(total.values.get("points")), sum(filter(None, worth), Decimal())
    if stated is not None and None not in worth and added != stated:
        told = {"expected": added, "hint": NO_HINT}
        yield note(total, "points", "points-sum", case="total-row", item="总分", **told)


def copied_goals(tables: Sequence[Table]) -> None:
    """Note in each table the goals that a table of another project before it has word for word."""
    seen: dict[str, str] = {}
    for table in tables:
        name = _name(table)
        for entry in table.lists.get("goals", ()):
            goals = {key: text(entry, key) for key in _GOALS if given(entry, key)}
            copied = [key for key, words in goals.items() if words in seen]
            if copied:
                told = {"goals": [_GOALS[key] for key in copied], "other": seen[goals[copied[0]]]}
                table.findings.append(note(entry, copied[0], "goals-copied", item=name, **told))
            seen |= {words: name for words in goals.values() if words not in seen}


def _whole(entries: Sequence[Entry], name: str) -> Iterator[Finding]:
    """The points of each project's indicators come to 100, or to what the rate of its execution leaves."""
    for project in dict.fromkeys(text(entry, "project") for entry in entries):
        own = [entry for entry in entries if text(entry, "project") == project]
        worth = [exact_or_none(entry.values.get("points")) for entry in own]
        added = sum(filter(None, worth), Decimal())
        if len(own) > _FEW and None not in worth and added not in (*_WHOLES, *(one / 100 for one in _WHOLES)):
            at, item = own[0].cells.get("points"), project or name
            yield finding("points-sum", case="goals", at=at, item=item, found=added, expected=100)
