"""表样 — the layout of an official table, and how such a table is recognised, as data.

A layout says which sheets and blocks a form has, their columns and rows, in the words of the official table; see
``forms/data``. Nothing here knows about cells or files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from xlfuncs.errors import UnknownForm
from xlfuncs.forms.layout_parts import Block, Check, Recognise, SheetLayout
from xlfuncs.records import record
from xlfuncs.toml import loads

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Layout:
    """One official form; without sheets, a kind of table that is read and scored but cannot be made."""

    id: str
    name: str
    source: str
    file: str = ""
    sheets: list[SheetLayout] = field(default_factory=list)
    recognise: Recognise | None = None  # none where only its lists tell it
    rule: str = ""  # none where the form earns no points
    rules: list[str] = field(default_factory=list)  # other rules that it is made for
    # And those that leave the kinds' points to the person.
    open_rules: list[str] = field(default_factory=list)
    amounts: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    @property
    def fits(self) -> list[str]:
        """The rules it can be made for, its own first; none where it earns no points."""
        return [self.rule, *self.rules, *self.open_rules] if self.rule else []

    @property
    def blocks(self) -> list[Block]:
        """The blocks of all its sheets."""
        return [block for sheet in self.sheets for block in sheet.blocks]

    @property
    def has_amounts(self) -> bool:
        """Whether money stands anywhere in it."""
        kinds: set[str] = {column.kind for block in self.blocks for column in block.columns}
        kinds |= {cell.kind for block in self.blocks for line in block.fields for cell in line}
        return "amount" in kinds or any(block.kind == "execution" for block in self.blocks)


@cache
def layouts() -> tuple[Layout, ...]:
    """Every form and kind of table we know, by id."""
    files = (path for path in sorted(DATA.glob("*-*.toml")) if not path.match("*.example.toml"))
    return tuple(record(loads(path.read_text("utf-8")), Layout, path.name) for path in files)


@cache
def kind_of(holds: str) -> str:
    """The id of the kind of table that holds nothing but that.

    >>> kind_of("goals")
    'project-goals'
    """
    return next(one.id for one in layouts() if one.recognise and one.recognise.holds == holds)


def forms() -> list[Layout]:
    """Every official form we hold, by id.

    >>> "department-evaluation-beijing" in [layout.id for layout in forms()]
    True
    """
    return [layout for layout in layouts() if layout.sheets]


@cache
def load_layout(form: str) -> Layout:
    """A layout by form id or Chinese name; an unknown one is an error that names the nearest and lists the known.

    >>> load_layout("项目支出绩效自评表").id
    'project-self-evaluation'
    """
    layout = next((layout for layout in forms() if form in (layout.id, layout.name)), None)
    if layout is None:
        names = [name for layout in forms() for name in (layout.id, layout.name)]
        near = get_close_matches(form, names, cutoff=0.4)
        known = "、".join(f"{layout.id}（{layout.name}）" for layout in forms())
        meant = f"，是否指：{'、'.join(near)}" if near else ""
        nearest = f"; did you mean {' or '.join(near)}?" if near else "."
        ids = ", ".join(layout.id for layout in forms())
        raise UnknownForm(
            f"没有「{form}」这张表{meant}；可用：{known} | unknown form {form!r}{nearest} Known: {ids}"
        )
    return layout
