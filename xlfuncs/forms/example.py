"""示例 — the filled example of an official form, as data: what a department wrote in it, or an invented one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from xlfuncs.forms.layout import DATA, load_layout
from xlfuncs.records import record
from xlfuncs.toml import loads


@dataclass(frozen=True, slots=True)
class Filled:
    """What one sheet of an example holds; keys are column and field keys."""

    sheet: str
    name: str = ""  # of the sheet, where it is one of several projects
    fields: dict[str, Any] = field(default_factory=dict)
    execution: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    lists: list[list[dict[str, Any]]] = field(default_factory=list)
    subtotals: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """What a department filled in."""

    department: str
    year: int
    unit: str
    source: str
    invented: bool = False  # 虚构: said in titles, sheet names and the document's properties
    amounts: dict[str, float] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    sheets: list[Filled] = field(default_factory=list)


@cache
def load_example(form: str) -> Example:
    """The filled example of a form."""
    path = DATA / f"{load_layout(form).id}.example.toml"
    return record(loads(path.read_text("utf-8")), Example, path.name)
