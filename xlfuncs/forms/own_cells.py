"""自有单元格 — what our workbooks add to an official table, as data: the columns beside it (their titles here and elsewhere, who
fills them), and the rows of 基础数据, amounts behind the rates and what the year decides; and the cell that says of which form,
rule and version a workbook was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, dropwhile
from typing import Literal

from xlfuncs import __version__
from xlfuncs.cells import Place, Value
from xlfuncs.forms.layout import DATA
from xlfuncs.records import record
from xlfuncs.sheets import Sheet
from xlfuncs.toml import loads

NOTES, BASICS, SUMMARY, BASIS = "说明", "基础数据", "得分汇总", "依据"  # our sheets beside those of the form
CHECKS = "勾稽关系核对"  # what stands below the scores of the summary
FIRST_ROW = 3  # of the values, from 1
STAGED_TITLE = "演算："  # begins the titles of the hidden columns behind all others: what formulas need between their steps
_TOP = 10  # rows in which those are looked for: a line may be put in above
MARK = "表样编号"  # what stands before that of a form
_WRITTEN = re.compile(r"([a-z0-9-]+)(?:，规则 (\S+?))?(?:，每类 (\d{1,4}) 行)?(，示例)?，xlfuncs (\S+)")
_MARKED = 100  # rows that are looked at: a long table of somebody else costs no time


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


def without_staged(sheet: Sheet) -> Sheet | None:
    """A score sheet of ours without the staged columns behind all others, half of its cells; None for any other sheet.

    Of a row for later indicators, blank but for formulas, it is told in the first of them, so that it ends no table.

    >>> without_staged(Sheet("自评表", [["得分", "演算：分母"], [10.0, 7.0], [None, 1.0]], frozenset({(1, 1), (2, 1)}))).rows
    [['得分'], [10.0], [None, True]]
    >>> without_staged(Sheet("自评表", [["演算：分母", "备注"], [7.0, "无"]], frozenset({(1, 0)})))
    """
    for row in sheet.rows[:_TOP] if sheet.formulas else ():
        if row and _is_staged(row[-1]):
            left, width = len([*dropwhile(_is_staged, reversed(row))]), len(row)
            if any(len(cells) > width for cells in sheet.rows):
                return None
            rows = [cells[:left] for cells in sheet.rows]
            for number, cells in enumerate(rows):
                if not any(cells) and any((number, column) in sheet.formulas for column in range(width)):
                    rows[number] = [*cells, *[None] * (left - len(cells)), True]
            return replace(sheet, rows=rows)
    return None


def is_summary(sheet: Sheet) -> bool:
    """Whether a sheet is the 得分汇总 of one of our workbooks, on which nobody typed a number but points beside scores.

    It holds no table of its own.

    >>> is_summary(Sheet("汇总", [["得分汇总"], ["合计", 100.0, 92.5], ["勾稽关系核对", "结果"]], frozenset({(1, 2)})))
    True
    """
    if sheet.value(0, 0) != SUMMARY or not any(CHECKS in row[:1] for row in sheet.rows):
        return False
    cells = ((at, one, value) for at, row in enumerate(sheet.rows) for one, value in enumerate(row))
    numbers = ((at, one) for at, one, value in cells if type(value) is float)
    return all(at in sheet.formulas or (at[1] == 1 and (at[0], 2) in sheet.formulas) for at in numbers)


def _is_staged(title: Value) -> bool:
    return isinstance(title, str) and title.startswith(STAGED_TITLE)


@dataclass(frozen=True, slots=True)
class BasicValue:
    """One row of the sheet."""

    title: str
    note: str
    # What is printed is for people alone, and not read.
    kind: Literal["printed", "text", "approval", "year", "amount", "rate"]
    unit: str = ""
    spellings: list[str] = field(default_factory=list)  # its title in workbooks of others
    limits: list[str] = field(default_factory=list)  # of an entry: its kind, from, to; list, of what
    error: str = ""  # what is said of any other


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


@dataclass(frozen=True, slots=True)
class FormMark:
    """What a workbook was made of.

    >>> str(FormMark("project-self-evaluation", "mof-2020-10", 14, False, "1.0"))
    'project-self-evaluation，规则 mof-2020-10，每类 14 行，xlfuncs 1.0'
    """

    form: str
    rule: str = ""
    rows: int = 0  # of every kind, where they are not the official ones
    example: bool = False
    version: str = __version__
    at: Place | None = field(default=None, compare=False, repr=False)  # where it was read

    def __str__(self) -> str:
        rule = f"，规则 {self.rule}" if self.rule else ""
        rows = f"，每类 {self.rows} 行" if self.rows else ""
        return f"{self.form}{rule}{rows}{'，示例' if self.example else ''}，xlfuncs {self.version}"


def form_mark(sheets: Iterable[Sheet]) -> FormMark | None:
    """The mark of a workbook; None where there is none.

    >>> form_mark([Sheet("说明", [[MARK, "duty-self-check-beijing，xlfuncs 1.0"]])])
    FormMark(form='duty-self-check-beijing', rule='', rows=0, example=False, version='1.0')
    """
    named = (
        (Place(sheet.name, row, column), value.strip())
        for sheet in sheets
        for top in (sheet.rows[:_MARKED],)
        if "xlfuncs" in "".join([one for one in {*chain.from_iterable(top)} if type(one) is str])
        for row, values in enumerate(top)
        for column, value in enumerate(values)
        if isinstance(value, str) and "xlfuncs" in value
    )
    for place, text in named:
        if found := _WRITTEN.fullmatch(text):
            form, rule, rows, example, version = found.groups()
            return FormMark(form, rule or "", int(rows or 0), bool(example), version, place)
    return None
