"""表样 — the layout of an official table, and a filled example of it, as data.

A layout says which blocks a form has, their columns and rows, in the words of the official table; see
``forms/data``. Nothing here knows about cells or files.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from xlfuncs.errors import UnknownForm
from xlfuncs.records import record

__all__ = ["Block", "Column", "Example", "Group", "Layout", "forms", "load_example", "load_layout"]

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block: what it holds, and its header in the official words."""

    key: str
    title: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share their explanation: indicator kinds, amounts, or one checklist row."""

    names: list[str]
    level2: str = ""
    points: int | None = None  # of the whole group, shown in its merged 分值 cell
    rows: list[int] = field(
        default_factory=list
    )  # how many rows each name has in the official table; one where not said
    function: str | None = None
    meaning: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One table within the form."""

    kind: Literal["finance", "indicators", "checklist", "changes"]
    section: str
    level1: str
    columns: list[Column]
    groups: list[Group]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """The total row."""

    title: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One official table."""

    id: str
    name: str
    file: str
    source: str
    rule: str
    sheet: str
    title: str
    orientation: Literal["landscape", "portrait"]
    widths: list[float]
    helpers: list[str]
    amounts: list[str]
    blocks: list[Block]
    total: Total


@dataclass(frozen=True, slots=True)
class Example:
    """What a real department filled in; keys of ``rows`` are column keys."""

    department: str
    year: int
    unit: str
    source: str
    amounts: dict[str, float] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    finance: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


def forms() -> list[Layout]:
    """Every official table we hold, by id.

    >>> "department-evaluation-beijing" in [layout.id for layout in forms()]
    True
    """
    names = sorted(path.stem for path in DATA.glob("*.toml"))
    return [load_layout(name) for name in names if "-" in name and not name.endswith(".example")]


@cache
def load_layout(form: str) -> Layout:
    """A layout by form id; an unknown one is an error that lists the known."""
    path = DATA / f"{form}.toml"
    if "-" not in form or not path.is_file():
        known = "、".join(layout.id for layout in forms())
        raise UnknownForm(f"没有「{form}」这张表；可用：{known} | unknown form {form!r}")
    layout: Layout = _read(path, Layout)
    return layout


@cache
def load_example(form: str) -> Example:
    """The filled example of a form."""
    example: Example = _read(DATA / f"{load_layout(form).id}.example.toml", Example)
    return example


def _read(path: Path, kind: type[Any]) -> Any:
    with path.open("rb") as file:
        return record(tomllib.load(file), kind, path.name)
