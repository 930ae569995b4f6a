"""表的轮廓 — the rows of one table on a sheet, and what was found in them before any is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.evidence import BUDGETS
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import Mark


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
        kinds = {
            "execution": "资金表头",
            "indicators": "指标表头",
            "rates": "年度对比表头",
            "projects": "项目清单表头",
            "goals": "绩效目标表头",
        }
        found = [title] * bool(title) + [kinds[header.kind] for header in self.headers]
        return f"工作表「{reader.name}」只有{'、'.join(found)}"

    @property
    def closed(self) -> bool:
        """Whether its total row has been passed; one right below the header stands above what it sums up."""
        return any(total.row > self.headers[-1].end + 1 for total in self.totals) if self.headers else False
