"""表样编号 — of which form, rule and version a workbook of ours was made: a cell that every office suite keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from xlfuncs import __version__
from xlfuncs.cells import Place, Sheet

MARK = "表样编号"  # what stands before it
_WRITTEN = re.compile(r"([a-z0-9-]+)(?:，规则 (\S+?))?(?:，每类 (\d{1,4}) 行)?(，示例)?，xlfuncs (\S+)")
_TOP = 100  # rows that are looked at: a long table of somebody else costs no time


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
        for top in (sheet.rows[:_TOP],)
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
