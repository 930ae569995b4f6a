"""基础数据 — the amounts behind the rates and what the year decides, as data: the rows of the sheet of that name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from xlfuncs.forms.layout import DATA
from xlfuncs.records import record
from xlfuncs.toml import loads

BASICS = "基础数据"
FIRST_ROW = 3  # of the values, from 1


@dataclass(frozen=True, slots=True)
class BasicValue:
    """One row of the sheet."""

    title: str
    note: str
    # What is printed is for people alone, and not read.
    kind: Literal["printed", "text", "approval", "year", "amount", "rate"]
    unit: str = ""
    spellings: list[str] = field(default_factory=list)  # its title in workbooks of others


@cache
def basic_values() -> dict[str, BasicValue]:
    """The rows by key, in their order.

    >>> basic_values()["carryover"].title
    '结转结余总额'
    """
    return record(loads((DATA / "basics.toml").read_text("utf-8")), dict[str, BasicValue], "basics.toml")


def basic(key: str) -> str:
    """Where a value stands on the sheet.

    >>> basic("year")
    '$B$4'
    """
    return f"$B${FIRST_ROW + list(basic_values()).index(key)}"


YEAR = basic("year")
