"""下一年的规则文件 — next year's rule begins as this year's file, every value marked to be confirmed.

The file is edited in place, so that its comments and its order stay. Only this file needs tomlkit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Item

from xlfuncs.errors import RuleProblem
from xlfuncs.rules.loader import file_of, index, load
from xlfuncs.rules.model import YEARLY

_DOCUMENT = ("title", "document_number", "source", "link", "checked", "inherits")
_MARKS = r"(?m)^# 待确认：.*\n"  # of an earlier draft


def new_year(rule: str, year: int) -> tuple[str, str]:
    """起草下一年的规则 — the id of next year's rule, and its file as text, ready to be confirmed value by value.

    From a rule's id or file. The id has its year replaced, or appended where it ends with none; the TOML loads as it is:
    the values of the rule it begins from, unverified, a note that says so, a comment 待确认 above every value. UnknownRule
    for no such rule; RuleProblem for a year that is not later, and where there is such a rule already.

    >>> new_year("beijing-2022", 2023)[0], new_year("mof-2020-10", 2027)[0]
    ('beijing-2023', 'mof-2020-10-2027')
    """
    old = load(rule)
    if year <= old.year:
        raise RuleProblem(
            f"规则 {old.id} 是 {old.year} 年的，新的年度应比它晚，却是 {year} | not a later year"
        )
    new = f"{old.id.removesuffix(f'-{old.year}')}-{year}"
    if new in (entry.id for entry in index().rule):
        raise RuleProblem(f"规则 {new} 已经有了，不用再起草 | the rule exists already")
    draft = tomlkit.parse(re.sub(_MARKS, "", file_of(rule).read_text("utf-8-sig")))
    draft |= {"id": new, "year": year, "status": "unverified"}
    for key in draft.keys() & {*_DOCUMENT}:
        _mark(draft[key], f"沿用 {old.year} 年")
    _mark_values(draft, f"沿用 {old.year} 年", f"每年公布，须换成 {year} 年的数，现沿用 {old.year} 年")
    note = (
        f"{year} 年的草稿，由 {old.id} 起草，数值都沿用 {old.year} 年、尚未确认"
        f"{'，每年公布的平均率尤须更换' if old.annual else ''}。"
        f"对照 {year} 年的文件逐项改好后，删去本条与各「待确认」，改 status。"
    )
    draft.setdefault("notes", tomlkit.array().multiline(True)).insert(0, note)
    return new, tomlkit.dumps(draft)


def _mark(item: Item, why: str) -> None:
    """A comment on a line of its own above an item."""
    item.trivia.indent = f"# 待确认：{why}\n{item.trivia.indent}"


def _mark_values(table: Mapping[str, Any], kept: str, renewed: str) -> None:
    """A comment above every value of a table and of those within it."""
    for name, item in table.items():
        why = renewed if name == YEARLY else kept
        if isinstance(item, InlineTable):
            _mark(item, why)
        elif isinstance(item, Mapping) and "unit" in item:
            _mark(item["value"], why)  # a value with a heading of its own
        elif isinstance(item, Mapping):
            _mark_values(item, kept, renewed)
