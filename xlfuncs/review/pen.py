"""汇总表的写法 — writes the sheets of a summary, all alike: header, filter, print set-up, links that lead to files and cells."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from xlfuncs.cells import parted, quoted
from xlfuncs.files.ooxml.heights import LINE, TALLEST, lines
from xlfuncs.scoring.numbers import is_number

_MOST_LINKS, _LONGEST_LINK = 60_000, 2000  # what a worksheet, and one link, holds
_LONGEST_TEXT, _MOST_ROWS = 32_767, 1_048_575
_RESERVED = re.compile(r'[%"# <>\[\]`^{}]')  # in a link: # would end the file's name
_MARGIN = 2  # characters that `lines` leaves free in a cell, and a cell without indent does not
_FOOTER = "&C第 &P 页，共 &N 页"
_NARROW = 6  # columns up to this width are centred
_TEXT = {
    "font_name": "宋体",
    "font_size": 10,
    "text_wrap": True,
    "valign": "top",
    "border": 1,
    "border_color": "#BFBFBF",
}
_FITTED = {"text_wrap": False, "shrink": True}  # a number without room is drawn small, not as ###


Columns = Sequence[tuple[str, int]]  # titles and widths


class _Link(str):
    """A text that leads to a file."""

    target: str


class Pen:
    """Writes into one new workbook of XlsxWriter's; links are relative to the folder where it will stand."""

    def __init__(self, book: Any, folder: Path | None) -> None:
        self.book, self.folder = book, folder
        head = {"bold": True, "bg_color": "#D9E1F2", "border_color": "#808080", "valign": "vcenter"}
        self.head = book.add_format(_TEXT | head)
        self.text = book.add_format(_TEXT)
        self.number = book.add_format(_TEXT | _FITTED | {"num_format": "0.00"})
        self.centred = book.add_format(_TEXT | {"align": "center"})
        self.whole = book.add_format(_TEXT | _FITTED | {"num_format": "0"})
        self.share = book.add_format(_TEXT | {"num_format": "0.0%"})
        self._linked = book.add_format(_TEXT | {"font_color": "#1B5480", "underline": 1})
        self._links = 0
        self._paths: dict[str, str] = {}  # file → how a link names it

    def link(self, file: str, shown: str, cell: str = "") -> str:
        """A short text that leads to a file, and to a cell of it."""
        if (path := self._paths.get(file)) is None:
            path = os.path.relpath(file, self.folder) if self.folder else os.path.abspath(file)
            path = self._paths[file] = _RESERVED.sub(lambda sign: f"%{ord(sign[0]):02X}", path)
        sheet, address = parted(cell)
        inside = f"#{quoted(sheet)}!{address}" if sheet else ""
        link = _Link(shown)
        link.target = _encodable(f"external:{path}{inside}")
        return link

    def sheet(
        self,
        name: str,
        columns: Columns,
        rows: Iterable[Sequence[Any]],
        printed: int = 0,
        most: int | None = None,
    ) -> None:
        """A list with its header, filter and print set-up; its rows are written as they come.

        On paper stand so many columns, where not all do, and at `most` so many rows. What no sheet holds goes on in another.
        """
        rows = iter(rows)
        sheet = self.added(name)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        self._links = 0
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self.head)
        number = 0
        for number, row in enumerate(islice(rows, _MOST_ROWS), 1):
            sheet.set_row(number, min(_tall(row, columns) * LINE, TALLEST))
            for column, (value, (_, width)) in enumerate(zip(row, columns, strict=True)):
                self.write(sheet, number, column, value, self.centred if width <= _NARROW else None)
        last = number
        if most is not None and most < number:
            sheet.set_footer(f"&L只打印前 {most} 行，其余在屏幕上看{_FOOTER}")
            number, printed = most, printed or len(columns)
        if printed:
            sheet.print_area(0, 0, number, printed - 1)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        if (following := next(rows, None)) is not None:
            left = None if most is None else max(most - last, 0)
            self.sheet(f"{name}（续）", columns, chain([following], rows), printed, left)

    def added(self, name: str) -> Any:
        """A new sheet, printed on A4 across, as wide as the page."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(_FOOTER)
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: Any, look: Any = None) -> None:
        """A number as a number, all else as text; in this look, else in the usual one of its kind."""
        if isinstance(value, _Link) and self._links < _MOST_LINKS and len(value.target) < _LONGEST_LINK:
            self._links += 1
            sheet.write_url(row, column, value.target, self._linked, str(value))
        elif is_number(value):
            usual = self.whole if isinstance(value, int) else self.number
            sheet.write_number(row, column, value, look or usual)
        elif value is None:
            sheet.write_blank(row, column, None, look or self.text)
        else:
            sheet.write_string(row, column, _encodable(str(value))[:_LONGEST_TEXT], look or self.text)


def _tall(row: Sequence[Any], columns: Columns) -> int:
    """How many lines its tallest text takes; short ones are not measured."""
    tall = 1
    for one, (_, width) in zip(row, columns, strict=True):
        if isinstance(one, str) and (2 * len(one) >= width or "\n" in one):
            tall = max(tall, lines(one, width + _MARGIN, snug=True))
    return tall


def _encodable(text: str) -> str:
    """Without the halves of characters that a file's name may hold."""
    return text if text.isprintable() else text.encode("utf-8", "replace").decode()
