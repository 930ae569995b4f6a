"""合计的核对 — points, typed subtotals and typed totals that are not the sums they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Literal

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Section, Table
from xlfuncs.evaluation.findings.compare import beyond
from xlfuncs.evaluation.findings.register import Finding, finding
from xlfuncs.evaluation.findings.slips import NO_HINT, mended
from xlfuncs.evaluation.findings.unlisted import unlisted
from xlfuncs.evaluation.judgement import Judgement
from xlfuncs.evaluation.result import Score
from xlfuncs.evaluation.sections import number, of_a_hundred_each, sum_of
from xlfuncs.functions.wording import plain
from xlfuncs.rules.loader import load
from xlfuncs.scoring.numbers import cents, decimals, exact, exact_or_none, is_blank, round_to
from xlfuncs.scoring.totals import total


def check(judged: Judgement) -> Iterator[Finding]:
    """Points, typed subtotals and the typed total that are not the sums they should be."""
    table, rows, worth, parts = judged.table, judged.rows, judged.worth, []
    for section in table.sections:
        inside = rows.get(section.name, [])
        if not inside and section.points is section.entered is None:
            continue  # nothing there earns points
        yield from (*_points(section, inside), *_beyond(section, inside))
        added, cell = _complete("entered", inside), table.cells.get(section.name)
        wrong = [*_sum(section.name, section.entered, added, cell, inside)]
        yield from wrong or _by_rule(section, inside, cell)
        parts.append(added if exact_or_none(section.entered) is None else section.entered)
    everyone = [row for inside in rows.values() for row in inside]
    whole = [*_whole(table, judged.rule)] or [*_hundred(table, everyone, worth)]
    stated = [*_total_points(table, everyone)]
    # the total row says 100 where its rows come to 90: that the table is worth 90 is the same again
    yield from (problem for problem in whole if problem.found not in [one.expected for one in stated])
    yield from (*stated, *_over(table, everyone, worth))
    if None not in parts:
        listed, added = _complete("entered", everyone), sum_of(parts)
        if listed is not None and listed == number(table.entered_total):
            added = listed  # a section is not the sum of its rows, the total is
        rest = unlisted(table, everyone, added)
        yield from _sum("总分", table.entered_total, added, _total_cell(table), everyone, rest)
    elif not table.own and all(section.entered is None for section in table.sections):
        yield from _with_blanks(table, everyone)
    if table.own or table.entered_total is not None or table.total_points is None:
        return
    if 2 * sum(not is_blank(row.item.entered) for row in everyone) > len(everyone):
        yield finding("missing-entry", at=_total_cell(table), item="总分", expected="得分")


def _with_blanks(table: Table, rows: Sequence[Score]) -> Iterator[Finding]:
    """The typed total where some rows have no score: it is the sum of the others, or of all with what the rule gives."""
    if (stated := exact_or_none(table.entered_total)) is None:
        return
    if 2 * [row.item.entered for row in rows].count(None) >= len(rows):
        return  # half of them are blank, at least
    typed = [exact_or_none(row.item.entered) for row in rows]
    known = [entered for entered in typed if entered is not None]
    if 2 * len(known) <= len(rows):
        return
    pairs = zip(typed, rows, strict=True)
    counted = [exact_or_none(row.score) if entered is None else entered for entered, row in pairs]
    if None not in counted and stated not in (total(known), added := total(counted)):
        yield _of_total("total-differs", _total_cell(table), stated, added, case="blanks")


def _of_total(code: str, at: Place | None, found: Any, expected: Any, **more: Any) -> Finding:
    return finding(code, at=at, item="总分", found=found, expected=expected, **more)


def _points(section: Section, rows: Sequence[Score]) -> Iterator[Finding]:
    stated = number(section.points)
    added = None if stated is None else _complete("points", rows)
    if stated is not None and added is not None and added != stated:
        place, hint = rows[0].item.place("points"), _hint("points", rows, added, stated)
        yield finding("points-sum", at=place, item=section.name, found=added, expected=stated, hint=hint)


def _beyond(section: Section, rows: Sequence[Score]) -> Iterator[Finding]:
    """A score beside no points, above all that its section is worth."""
    most = exact_or_none(section.points)
    for item in () if most is None else (row.item for row in rows if is_blank(row.item.points)):
        entered = exact_or_none(item.entered)
        if most is not None and entered is not None and entered > most:
            yield beyond(item, "entered", entered, most)


def _whole(table: Table, rule: str) -> Iterator[Finding]:
    """The sections' points against what the rule's sections are worth together."""
    worth = [number(section.points) for section in table.sections]
    if not worth or None in worth or of_a_hundred_each(table):
        return
    stated, added = sum_of(section.points.value for section in load(rule).sections.values()), sum_of(worth)
    if stated is None or added is None or added == stated:
        return
    yield _of_total("points-sum", None, added, stated, case="sections", hint=NO_HINT)


def _hundred(table: Table, rows: Sequence[Score], worth: float | None) -> Iterator[Finding]:
    """Grades are of 100 points; our own tables are not filled in while they have fewer."""
    stated = number(table.total_points)
    if worth is None and stated is not None and stated > 100:
        worth = stated
    if worth is None or worth == 100 or (table.own and worth < 100) or of_a_hundred_each(table):
        return
    whole = _total_cell(table) is not None  # an excerpt lacks rows, not digits
    hint = _hint("points", rows, worth, 100.0) if whole else NO_HINT
    yield _of_total("points-sum", table.cells.get("total_points"), worth, 100, case="hundred", hint=hint)


def _total_points(table: Table, rows: Sequence[Score]) -> Iterator[Finding]:
    """The points of the total row, where every row has its own; the one row that lacks its own, where the others come to less."""
    if (stated := number(table.total_points)) is None or (added := _complete("points", rows)) == stated:
        return
    if added is not None:
        place, hint = table.cells.get("total_points"), _hint("points", rows, added, stated)
        yield _of_total("points-sum", place, stated, added, case="total-row", hint=hint)
        return
    scored = [row.item for row in rows if not is_blank(row.item.entered)]
    lacking = [item for item in scored if is_blank(item.points) and item.place("points")]
    known = sum_of(row.item.points for row in rows)
    if len(lacking) == 1 and not table.own and known is not None and known < stated:
        yield lacking[0].finding("missing-entry", "points", expected="分值")


def _over(table: Table, rows: Sequence[Score], worth: float | None) -> Iterator[Finding]:
    """A typed total above the points of its own row, and of all rows: those may be more than were typed there; or it may
    be with what rows without points added, 加分项.
    """
    typed, most = number(table.entered_total), number(table.total_points)
    if typed is None or most is None or typed <= max(most, worth or 0):
        return
    problem = Both(
        f"合计 {typed:.2f} 分，超过满分 {plain(most)} 分",
        f"a total of {typed:.2f}, above the {plain(most)} points there are",
    )
    added = any(is_blank(row.item.points) and number(row.item.entered) for row in rows)
    grave = "warning" if added else "error"
    yield _of_total("total-out-of-range", _total_cell(table), typed, most, severity=grave, problem=problem)


def _total_cell(table: Table) -> Place | None:
    return table.cells.get("entered_total", table.cells.get("total"))


def _sum(
    name: str,
    typed: Any,
    added: float | None,
    cell: Place | None,
    rows: Iterable[Score],
    rest: Both | None = None,
) -> Iterator[Finding]:
    stated = number(typed)
    if stated is None or added is None or exact(stated) in (exact(added), cents(exact(added))):
        return
    differs = partial(finding, "total-differs", at=cell, item=name, found=stated, expected=added)
    short = decimals(exact(stated))
    if short < 2 and exact(stated) == round_to(exact(added), short, "half_up"):
        yield differs(case="rounded", severity="info" if short else "warning")
        return
    hint = _hint("entered", rows, added, stated)
    hint = rest if rest and hint == NO_HINT else hint
    yield differs(severity="error" if rest is None else "warning", hint=hint)


def _hint(key: str, rows: Iterable[Score], added: float, stated: float) -> Both:
    """Which row's points or score a slip may have spoiled."""
    limit, short = "points" if key == "entered" else "", exact(stated) - exact(added)
    typed = {getattr(row.item, key) for row in rows}
    # of a long list whose sum is far off no row could make it good
    enough = {one for one in typed if (value := exact_or_none(one)) is not None and value + short > 0}
    items = [(getattr(row.item, key), row.item) for row in rows] if enough else []
    chosen = [(one, item) for one, item in items if one in enough]
    parts = [(one, item.place(key, "score"), getattr(item, limit, None)) for one, item in chosen]
    return mended(short, parts)


def _by_rule(section: Section, rows: Sequence[Score], cell: Place | None) -> Iterator[Finding]:
    """One score for a whole section, where the rule scores every row of it."""
    typed = number(section.entered)
    if typed is None or not rows or any(s.counted is None or not is_blank(s.item.entered) for s in rows):
        return
    told: dict[str, Any] = {"item": section.name, "found": typed, "expected": sum_of(s.counted for s in rows)}
    if told["expected"] != typed:
        yield finding("score-differs", case="section", at=cell, **told)


def _complete(key: Literal["points", "entered"], rows: Sequence[Score]) -> float | None:
    """The sum of the points, or of the entered scores, where every row has its own."""
    if not rows or exact_or_none(getattr(rows[0].item, key)) is None:
        return None  # nearly all that lack any
    values = [getattr(row.item, key) for row in rows]
    return float(total(values)) if None not in map(exact_or_none, {*values}) else None
