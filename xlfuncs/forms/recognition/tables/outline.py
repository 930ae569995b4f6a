"""表的轮廓 — the rows of one table on a sheet, and what was found in them before any is read; and the rows of figures that no
table which was read takes in: another table, perhaps, whose headings nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, pairwise, takewhile, zip_longest

from xlfuncs.cells import Cell, Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import Mark
from xlfuncs.sheets import Sheet

# A figure with or without sign and unit; a year begins a heading.
_FIGURE = re.compile(r"\s*[≥≤<>=＞＜≧≦~～约]?\s*[\d０-９](?!\d{3}年)")
_LONGEST = 14  # characters of a figure with its unit
_LEAST = 2  # rows, and figures beside each other
_NAMES = {
    "execution": "资金",
    "indicators": "指标",
    "rates": "年度对比",
    "projects": "项目清单",
    "goals": "绩效目标",
}


@dataclass(slots=True)
class TableOutline:
    """The rows of one table on a sheet, and what was found in them."""

    start: int
    end: int = 0  # one past the last row
    title: Mark | None = None
    headers: list[Header] = field(default_factory=list)
    totals: list[Mark] = field(default_factory=list)
    subtotals: dict[int, bool] = field(default_factory=dict)  # row → whether it is one section's
    amounts: list[Mark] = field(default_factory=list)  # labels with their amounts beside them
    between: set[int] = field(default_factory=set)  # rows of no block: the header again, remarks, amounts
    unknown: list[int] = field(default_factory=list)  # rows of headings that make no header anybody knows
    tails: list[int] = field(default_factory=list)  # rows that begin with a closing remark
    project: str | None = None  # whose rows these are, in a list of several

    def has(self, kind: str) -> bool:
        """Whether there is a block of this kind."""
        return any(header.kind == kind for header in self.headers)

    @property
    def is_table(self) -> bool:
        """Whether there is a block of indicators, or one of amounts in a table that evaluates."""
        evaluates = self.title or any({"rate", "score"} & header.columns.keys() for header in self.headers)
        funds = self.has("execution") or self.has("projects") or self.has_amounts
        return self.has("indicators") or bool(evaluates and funds)

    @property
    def head(self) -> range:
        """The rows above the first header."""
        return range(self.start, self.headers[0].row if self.headers else self.end)

    @property
    def has_amounts(self) -> bool:
        """Whether budget and executed amount stand beside their labels."""
        kinds = {mark.kind for mark in self.amounts}
        return "executed" in kinds and not kinds.isdisjoint(BUDGETS)

    def blocks(self) -> Iterator[tuple[Header, Sequence[int]]]:
        """Each header with the rows below it, as far as the next header, the total row, a closing remark."""
        for header, below in zip_longest(self.headers, self.headers[1:]):
            end = below.row if below else self.end
            if header.kind not in ("execution", "projects"):
                last = [total.row for total in self.totals if header.end + 1 < total.row < end][-1:]
                end = min([end, *last, *(row for row in (*self.tails, *self.unknown) if header.end < row)])
            rows = range(header.end + 1, end)
            none = {row for row in self.between.union(self.tails) if row in rows}
            yield header, [row for row in rows if row not in none] if none else rows

    def describe(self, reader: Reader) -> str:
        """What was found where no table was."""
        title = f"标题「{reader.text(self.title.row, self.title.column)}」" if self.title else ""
        found = [title] * bool(title) + [f"{_NAMES[header.kind]}表头" for header in self.headers]
        return f"工作表「{reader.name}」只有{'、'.join(found)}"

    @property
    def closed(self) -> bool:
        """Whether its total row has been passed; one right below the header stands above what it sums up."""
        return any(total.row > self.headers[-1].end + 1 for total in self.totals) if self.headers else False


def rest(sheet: Sheet, outlines: Sequence[TableOutline]) -> Iterator[tuple[range, range, list[Cell]]]:
    """The rows and columns beside what was read, then above, between and below, with the first cells of rows of figures there."""
    height, width = len(sheet.rows), max(map(len, sheet.rows), default=0)
    ours = any(header.own for one in outlines for header in one.headers)
    # the formulas beside our own tables are ours
    looked_at = sheet if ours or not sheet.formulas else replace(sheet, formulas=frozenset())
    left, right = _beside(looked_at, outlines, height, width)
    parts = [(range(height), left), (range(height), right)]
    parts += [(rows, range(left.stop, right.start)) for rows in _gaps(_taken(sheet, outlines), height)]
    for rows, columns in parts:
        if len(found := _found(looked_at, rows, columns)) >= _LEAST:
            yield rows, columns, found


def _beside(sheet: Sheet, outlines: Sequence[TableOutline], height: int, width: int) -> tuple[range, range]:
    """The columns left and right of what was read, where another table stands in them."""
    read = [block for one in outlines for block in one.blocks()]
    indicators = [block for block in read if block[0].kind == "indicators"]
    their_rows = [row for _, rows in indicators for row in rows]
    left, right = range(0), range(width, width)
    # amounts may be wider than the indicators, and may have a heading that is another table's
    for some, rows in ((read, range(height)), (indicators, their_rows)):
        columns = [column for header, _ in some for key, column in header.columns.items() if key != "title"]
        if columns and not left and len(_found(sheet, rows, range(min(columns)))) >= _LEAST:
            left = range(min(columns))
        if columns and not right and len(_found(sheet, rows, range(max(columns) + 1, width))) >= _LEAST:
            right = range(max(columns) + 1, width)
    return left, right


def _taken(sheet: Sheet, outlines: Sequence[TableOutline]) -> set[int]:
    """The rows in which something was read; amounts end at a blank row, whatever stands below it."""
    taken = set[int]()
    for outline in outlines:
        for header, rows in outline.blocks():
            amounts = header.kind == "execution"
            taken.update(range(header.row, header.end + 1))
            taken.update(takewhile(lambda row: any(sheet.rows[row]), rows) if amounts else rows)
        marks = (*outline.totals, *outline.amounts, *([outline.title] if outline.title else ()))
        taken.update((mark.row for mark in marks), outline.subtotals, outline.between, outline.unknown)
    return taken


def _gaps(taken: set[int], height: int) -> Iterator[range]:
    """The runs of rows between those that were read."""
    left = sorted({*range(height)} - taken)
    starts = [place for place, row in enumerate(left) if not place or row != left[place - 1] + 1]
    for first, after in pairwise([*starts, len(left)]):
        yield range(left[first], left[after - 1] + 1)


def _found(sheet: Sheet, rows: Sequence[int], columns: range) -> list[Cell]:
    """The rows of figures in some columns; a name and two figures need three."""
    if len(columns) <= _LEAST or len(rows) < _LEAST:
        return []
    return [cell for row in rows if (cell := _first(sheet, row, columns))]


def _first(sheet: Sheet, row: int, columns: range) -> Cell | None:
    """The first cell of a row that has a name and figures beside each other, but for what formulas give."""
    if row in sheet.hidden_rows:
        return None
    values = sheet.rows[row][columns.start : columns.stop]
    filled = [(place, value) for place, value in enumerate(values, columns.start) if value not in (None, "")]
    if sheet.formulas:
        filled = [one for one in filled if (row, one[0]) not in sheet.formulas]
    if len(filled) <= _LEAST:
        return None  # nearly all rows
    figures = [*dropwhile(bool, (_is_figure(value) for _, value in filled))]  # from a name on
    if not any(one and other for one, other in pairwise(figures)):
        return None
    return sheet.moved.get(cell := (row, filled[0][0]), cell)


def _is_figure(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST and _FIGURE.match(value) is not None
    return type(value) in (float, int)
