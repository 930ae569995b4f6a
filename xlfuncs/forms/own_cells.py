"""自有单元格 — what our workbooks add to an official table, as data: the columns beside it (their titles here and elsewhere, who
fills them), and the rows of 基础数据, amounts behind the rates and what the year decides."""

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
