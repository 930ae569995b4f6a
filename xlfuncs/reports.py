"""报告表 — a sheet that we write whole: what it says and how it looks, the same in every host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from xlfuncs.cells import Value

_MOST_LINKS = 65_530  # Excel keeps no more of them on a sheet


@dataclass(frozen=True, slots=True)
class Report:
    """A sheet that we write whole: a title, a header, lines; and how it looks, the same in every host.

    Widths are in characters, heights and sizes in points, colours RRGGBB.
    """

    rows: Sequence[Sequence[Value]]
    widths: Sequence[int]  # of the columns
    heights: Sequence[int]  # of the rows, their text wrapped: not every suite fits heights by itself
    marked: int  # the column that says how grave a line is
    marks: Mapping[str, str]  # what it says → the colour of that cell
    linked: int | None = None  # the column of cells that a click goes to; the first column names their sheets
    unread: range = range(0)  # rows for programs, as low as one line: a suite fits others to their text
    font: str = "宋体"
    size: int = 10
    title_size: int = 14
    header_colour: str = "D9E1F2"
    border_colour: str = "BFBFBF"
    link_colour: str = "0563C1"
    tab_colour: str = "2F6B53"  # our mark: office suites keep it, and a sheet without it is somebody else's

    def coloured(self) -> Iterator[tuple[int, int, str]]:
        """The runs of lines marked alike, as first row, last row, colour.

        >>> report = Report([["标题"], ["级别"], ["错误"], ["错误"], [None]], [8], [14] * 5, 0, {"错误": "FFC7CE"})
        >>> list(report.coloured())
        [(2, 3, 'FFC7CE')]
        """
        start = 2
        words = (row[self.marked] if len(row) > self.marked else None for row in self.rows[2:])
        for word, run in groupby(words):
            end = start + sum(1 for _ in run)
            if isinstance(word, str) and word in self.marks:
                yield start, end - 1, self.marks[word]
            start = end

    def links(self) -> Iterator[tuple[int, str, str]]:
        """The lines that lead to a cell, as row, its sheet, its address; as many as a sheet may hold.

        >>> list(Report([["标题"], ["工作表", "单元格"], ["评分表", "H13"]], [8, 8], [14] * 3, 0, {}, 1).links())
        [(2, '评分表', 'H13')]
        """
        if self.linked is None:
            return
        for row, line in islice(enumerate(self.rows), 2, _MOST_LINKS):
            sheet, address = (line[0], line[self.linked]) if len(line) > self.linked else (None, None)
            if isinstance(sheet, str) and isinstance(address, str):
                yield row, sheet, address
