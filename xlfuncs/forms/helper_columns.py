"""辅助列 — the columns beside an official table, as data: their titles here and elsewhere, who fills them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from xlfuncs.forms.layout import DATA
from xlfuncs.records import record
from xlfuncs.toml import loads


@dataclass(frozen=True, slots=True)
class HelperColumn:
    """A column beside the official table, outside the print area."""

    title: str
    width: float
    spellings: list[str] = field(default_factory=list)  # its title in tables of others
    kind: Literal["text", "score", "percent"] = "text"
    filled_by: Literal["officer", "formula", "refresh", "derived"] = "officer"
    hidden: bool = False


@cache
def helper_columns() -> dict[str, HelperColumn]:
    """The helper columns by key, in their order.

    >>> helper_columns()["entered"].title
    '填报得分'
    """
    return record(loads((DATA / "columns.toml").read_text("utf-8")), dict[str, HelperColumn], "columns.toml")
