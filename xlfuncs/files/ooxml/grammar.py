"""行与单元格的写法 — how a sheet's XML spells its rows and cells, and where they stand in it.

ECMA-376 part 1, 18.3.1.73 and 18.3.1.4.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from operator import ge
from typing import NamedTuple

from xlfuncs.cells import WRITTEN_CELL, column_letters
from xlfuncs.errors import FileProblem

SLASH = ord("/")


class Grammar(NamedTuple):
    """How one sheet part spells its rows and cells; its elements may have a prefix (``x:c``)."""

    prefix: bytes
    start: int  # where <sheetData starts
    end: int  # after </sheetData>
    row: re.Pattern[bytes]  # how a row starts: its number
    cell: re.Pattern[bytes]  # how a cell starts: column letters, row number

    def row_start(self, number: int) -> bytes:
        """How a row starts."""
        return b'<%srow r="%d"' % (self.prefix, number)

    def row_numbers(self, xml: bytes) -> dict[int, None]:
        """The numbers of all rows; FileProblem where they do not ascend."""
        numbers = list(map(int, self.row.findall(xml, self.start, self.end)))
        if any(map(ge, numbers, islice(numbers, 1, None))):
            raise FileProblem.to_resave("工作表的行没有按顺序排列", "rows out of order")
        return dict.fromkeys(numbers)

    def row_content(self, xml: bytes, place: int) -> tuple[int, int]:
        """Where the content of the row that stands there starts and ends."""
        start = xml.index(b">", place) + 1
        return start, start if xml[start - 2] == SLASH else xml.index(b"</%srow>" % self.prefix, start)


def grammar(xml: bytes) -> Grammar:
    """How this sheet part writes rows and cells; FileProblem where it has no cell table."""
    table = re.search(rb"<(\w+:)?sheetData\s*(/?)>", xml)
    if not table:
        raise FileProblem.to_resave("工作表 XML 中没有 sheetData", "the sheet's XML has no sheetData")
    prefix = table[1] or b""
    closing = b"</%ssheetData>" % prefix
    end = table.end() if table[2] else xml.rfind(closing) + len(closing)
    if end < table.end():
        raise FileProblem(
            "工作表 XML 不完整，请重新取得此文件 | the sheet's XML is incomplete; get the file again"
        )
    return Grammar(prefix, table.start(), end, *_patterns(prefix))


@cache
def cell_start(prefix: bytes, column: int) -> bytes:
    """How the cells of a column start, with a place for the row's number.

    >>> cell_start(b"", 27) % 3
    b'<c r="AB3"'
    """
    return b'<%sc r="%s%%d"' % (prefix, column_letters(column).encode())


@cache
def _patterns(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    p = re.escape(prefix)
    return re.compile(rb'<%srow r="(\d+)"' % p), re.compile(rb'<%sc r="%s"' % (p, WRITTEN_CELL))
