"""缺少的部分 — what a table of a form should have and this one has not: said, and the rest is read.

Nothing of our own workbooks is read around a helper header that somebody wrote over: that table is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from xlfuncs.bilingual import Both
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Item, Table
from xlfuncs.evaluation.findings.register import Finding, Severity, finding
from xlfuncs.evaluation.sections import of_a_hundred_each
from xlfuncs.forms.layout import Layout, layouts
from xlfuncs.forms.layout_parts import Recognise
from xlfuncs.forms.own_cells import helper_columns
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.assignment import NAMED
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.tables.whose import unit_of
from xlfuncs.forms.recognition.words.row_labels import rate_names, rate_row
from xlfuncs.forms.recognition.words.words import concept
from xlfuncs.functions.targets import parse_target
from xlfuncs.scoring.numbers import exact

_WHOLE = 100  # points of a table
_SEVERAL = 2  # amounts that earn points are not the execution rate of one
_ASKED, _STANDARDS = ("target", "actual", "points"), {"standard", "meaning"}
_RATE, _STEP = 20, 5  # … of its execution rate at most, in whole steps


def missing_parts(
    table: Table, headers: Sequence[Header], *, listed: bool, partial: bool, unread: bool
) -> Iterator[Finding]:
    """A finding for each part that is not there; `listed` says that the table is a part of an exported list, which
    has no totals, `partial` that it has one of its indicators, `unread` that amounts stand in it, in no way we know.
    """
    marks = marks_of(table.form)
    names = {section.name for section in table.sections}
    for section in marks.sections:
        if section not in names:
            yield _missing(table, part=Both(f"「{section}」一段", f"the section “{section}”"))
    kinds = {header.kind for header in headers}
    if marks.amounts_unless and any(marks.amounts_unless in header.columns for header in headers):
        kinds.add("execution")
    if "projects" in kinds or any(map(is_rate, table.items)):
        kinds.add("execution")  # the amounts of each task; the rate as an indicator among the others
    if "execution" in marks.needs and "execution" not in kinds:
        yield _missing(table, case="execution", severity=_weight(table, listed or unread))
    if "indicators" in marks.needs and "indicators" not in kinds:
        earns = any({"points", "score"} & header.columns.keys() for header in headers)
        earns = earns and bool(table.judges) and len(table.items) < _SEVERAL
        # not of a list of amounts, nor of the rates that earn points
        yield _missing(table, case="indicators", severity="error" if earns else "warning")
    unheaded = "rates" in marks.needs and "rates" not in kinds
    rated = (item for item in table.items if unheaded and rate_row(item.name))
    if compared := [one for one in rated if parse_target(one.target).direction is None]:  # ≤8% is no year's
        part, others = f"{'、'.join(rate_names())}的「上年、本年」表头", ", ".join(rate_names())
        targets = all(item.target is not None for item in compared)  # it is held against those
        severity: Severity | None = "warning" if targets else None
        yield _missing(table, part=Both(part, f"the heading 上年, 本年 of {others}"), severity=severity)
    yield from _columns(
        table, headers, _layout(table.form), "partial" if partial else "summed" if listed else ""
    )


def is_rate(item: Item) -> bool:
    """Whether an item is the execution rate, by its function or its name: 支出率."""
    named = "执行率" in item.name or concept(item.name) == ("rate", True)
    return named or item.function == "execution_rate_score"


def _columns(table: Table, headers: Sequence[Header], layout: Layout, untotalled: str) -> Iterator[Finding]:
    """The column of points, unless the form has none; a total, where anything was scored."""
    columns = [header.columns for header in headers if header.kind == "indicators"]
    blocks = (block for block in layout.blocks if block.kind == "indicators")
    keys = (column.key for block in blocks for column in block.columns)
    pointless = bool(layout.sheets) and "points" not in keys
    stated = all(item.points is not None or item.idle for item in table.items)  # in their names
    without = not any({"points", "row_points"} & set(found) for found in columns)
    scored = any({"score", "entered"} & {*header.columns} for header in headers if header.kind != "projects")
    if columns and not pointless and without and not stated:  # many forms have neither points nor scores
        yield _missing(table, case="points", severity="warning" if scored else "info")
    if not table.own:
        yield from _lacking_column(table, columns)
    if scored and not {"total", "entered_total"} & table.cells.keys():
        scores = [item.entered for item in table.items if isinstance(item.entered, float)]
        added = sum(map(exact, scores), Decimal())
        apart = without and not stated and added > _WHOLE  # each of a hundred
        case = "apart" if apart else "each" if of_a_hundred_each(table) else ""
        # an excerpt has none, nor what a system exports, nor several projects together
        worth = _worth(table) or (_WHOLE if any(section.points for section in table.sections) else 0)
        excerpt = not table.judges or worth < _WHOLE or (worth > _WHOLE and not worth % _WHOLE)
        ends = len(scores) > 1 and is_rate(table.items[-1])  # as the forms of 河北 do, which have no total
        unsure = untotalled or case or not scores or (not table.own and (excerpt or ends or not columns))
        if scores and not (table.own or case) and len(scores) == sum(not item.idle for item in table.items):
            # a reviewer adds up what is all there, and sends nothing back
            case = unsure = untotalled or "summed"
        severity: Literal["warning"] | None = "warning" if unsure else None
        # else nobody should read that it ought to be 0, or 540
        expected = added if scores and case not in ("each", "apart") else None
        yield finding("total-missing", case=case, severity=severity, sheet=table.sheet, expected=expected)


def _lacking_column(table: Table, columns: Sequence[Mapping[str, int]]) -> Iterator[Finding]:
    """The target, result or points that none of several scored rows has, beside a column of points and none of standards."""
    judged = any(_STANDARDS & found.keys() or "points" not in found for found in columns)
    scored = [item for item in table.items if item.entered is not None and not is_rate(item)]
    if columns and len(scored) > 1 and not judged:
        lacking = [key for key in _ASKED if all(getattr(item, key) is None for item in scored)]
        if len(lacking) == 1:
            yield _missing(table, case="column", severity="warning", part=NAMED[lacking[0]])


def _weight(table: Table, unsure: bool) -> Literal["error", "warning", "info"]:
    """How much it matters that there are no amounts: the rows lack what a rate may be worth, or nothing; or nobody knows."""
    worth = _worth(table)
    if worth == _WHOLE:
        return "info"
    if worth is None or not {"total", "entered_total"} & table.cells.keys():
        return "warning"
    rest = _WHOLE - worth
    lacking = 0 < rest <= _RATE and not rest % _STEP and table.total_points in (None, _WHOLE)
    return "error" if lacking and not unsure else "warning"


def _worth(table: Table) -> Decimal | None:
    """What the rows are worth together."""
    points = [item.points for item in table.items if not item.idle]
    return sum(map(exact, points), Decimal()) if all(isinstance(each, float) for each in points) else None


def _missing(table: Table, **more: object) -> Finding:
    return finding("part-missing", sheet=table.sheet, **more)  # type: ignore[arg-type]


def lost_helpers(form: str, headers: Sequence[Header]) -> list[str]:
    """The helper headers of our own workbooks that are no longer there, where most of them still are."""
    layout = _layout(form)
    helpers = layout.sheets[0].helpers if layout.sheets else []
    return [
        f"第 {header.row + 1} 行表头中的「{helper_columns()[key].title}」"
        for header in headers
        if 2 * len(header.columns.keys() & set(helpers)) > len(helpers)
        for key in helpers
        if key not in header.columns
    ]


def marks_of(form: str) -> Recognise:
    """How a table of this form is told from others, and what it may not lack."""
    return _layout(form).recognise or Recognise()


def _layout(form: str) -> Layout:
    return next(layout for layout in layouts() if layout.id == form)


def check_unit(reader: Reader, headers: Sequence[Header], chosen: tuple[str, Place] | None) -> None:
    """The unit chosen on 基础数据 counts; the headings of the amounts, which are printed, may say another."""
    said = (text for h in headers if h.kind == "execution" for text in (h.label or "", *h.words.values()))
    if chosen and (printed := unit_of([*said])) not in (None, chosen[0]):
        reader.note("unit-slip", case="printed", at=chosen[1], found=chosen[0], expected=printed)


def asked(reader: Reader, headers: Sequence[Header]) -> Place | None:
    """Where the heading of the targets of its indicators stands."""
    found = (h for h in headers if h.kind == "indicators" and "target" in h.columns)
    return next((reader.at(h.end, h.columns["target"]) for h in found), None)
