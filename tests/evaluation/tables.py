"""Tables as reading leaves them, made by hand, or read from a text that draws them; and what is found in them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from tests.forms.grid import grid
from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Entry, Item, Section, Table
from xlfuncs.evaluation.evaluate import judge, score_table
from xlfuncs.evaluation.findings.register import Finding
from xlfuncs.evaluation.result import Result
from xlfuncs.forms.recognition.recognise import recognise

RULE, NATIONAL = "beijing-2022", "mof-2020-10"


def spot(key: str) -> Place:
    """A cell that is this value's alone."""
    return Place(f"{key}的表", 0, 0)


def entry(**values: Any) -> Entry:
    """One row of a list."""
    return Entry(values, {key: spot(key) for key in values})


def item(function: str | None, *, section: str = "一", name: str = "某项", **given: Any) -> Item:
    """A row; what is no input of a function is a field of the row. Every value stands in a cell of its own."""
    own = [one.name for one in dataclasses.fields(Item) if one.name in given and one.name != "points"]
    fields = {key: given.pop(key) for key in own}
    row = Item(section, name, function, inputs=given, points=given.get("points"), **fields)
    places = [*given, *fields, "score", "rule_score", "explanation", "approved", "approved_reason"]
    row.cells = {key: spot(key) for key in places}
    return row


def indicator(target: Any, actual: Any, points: Any = 10.0, direction: Any = None, **more: Any) -> Item:
    """An indicator row, its target and actual as written."""
    row = item("capped_ratio_score", points=points, direction=direction, **more)
    row.inputs |= {"target": target, "actual": actual}
    row.target, row.actual = target, actual
    row.cells.update({key: spot(key) for key in row.inputs})
    return row


def table(*items: Item, rule: str | None = RULE, **fields: Any) -> Table:
    """A table of these rows; sections without stated points where none are given."""
    sections = fields.pop("sections", [Section(name) for name in dict.fromkeys(row.section for row in items)])
    cells = {"total": spot("total"), **{section.name: spot(section.name) for section in sections}}
    return Table("表", "某表", rule=rule, items=list(items), sections=sections, cells=cells, **fields)


def codes(result: Result | list[Finding]) -> list[tuple[str, str, Place | None]]:
    """Severity, code and cell of every finding, but for one: these tables are parts of one worth 100."""
    findings = result if isinstance(result, list) else result.findings
    return [(found.severity, found.code, found.cell) for found in findings if found.case != "hundred"]


def evaluate(table: Table, rule: str | None = None, *, today: dt.date | None = None) -> Result:
    """A table scored and judged."""
    return judge(score_table(table, rule), today)


def read(text: str) -> Table:
    """The one table that a text draws."""
    (found,) = recognise([grid(text)], file="例.xlsx")
    return found


def checked(text: str) -> Result:
    """The same, judged by the national rule."""
    return evaluate(read(text), NATIONAL)


def wrong(text: str) -> list[tuple[str, str]]:
    """Cell and code of what is no mere remark, in reading order."""
    found = [one for one in checked(text).findings if one.severity != "info"]
    return sorted((str(one.cell).removeprefix("Sheet1!"), one.code) for one in found)
