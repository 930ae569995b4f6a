"""核对的样子 — widths, heights and colours of the report sheet, the same in a file, in Excel and in Calc."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from xlfuncs.cells import Value
from xlfuncs.evaluation.findings.register import SEVERITIES
from xlfuncs.reports import Report

_COLOURS = {SEVERITIES["error"]: "FFC7CE", SEVERITIES["warning"]: "FFEB9C", SEVERITIES["info"]: "DDEBF7"}
_NARROWEST, _WIDE, _WIDEST = 8, 28, 60  # of a column; the last, of sentences [characters]
_TITLE_HEIGHT, _LINE_HEIGHT, _TALLEST = 24, 14, 400  # [points]


def dressed(rows: Sequence[Sequence[Value]], marked: int, linked: int, unread: range) -> Report:
    """A title, a header and lines as a report; column `marked` holds the severities, `linked` the cells
    of the sheets that the first column names. Rows `unread` are for programs, and as high as one line.

    >>> report = dressed([["核对：错误 1、警告 0、提示 0"], ["级别", "说明"], ["错误", "长" * 80]], 0, 1, unread=range(0))
    >>> report.widths, report.heights
    ([8, 60], [24, 14, 42])
    """
    wide = [[_wide("" if value is None else str(value)) for value in row] for row in rows]
    columns = zip_longest(*wide[1:], fillvalue=(0,))
    *others, last = (max(_NARROWEST, 2 + max(map(max, column))) for column in columns)
    widths = [*(min(width, _WIDE) for width in others), min(last, _WIDEST)]
    lines = enumerate(wide[1:], 1)
    heights = [_TITLE_HEIGHT, *(_LINE_HEIGHT if at in unread else _height(row, widths) for at, row in lines)]
    return Report(rows, widths, heights, marked, _COLOURS, linked, unread)


def _height(row: Sequence[Sequence[int]], widths: Sequence[int]) -> int:
    cells = zip(row, widths, strict=False)
    needed = [sum([-(-wide // (width - 2)) or 1 for wide in lines]) for lines, width in cells]
    return min(max(needed, default=1) * _LINE_HEIGHT, _TALLEST)


@lru_cache(maxsize=1024)
def _wide(text: str) -> tuple[int, ...]:
    """Characters each line of a text takes, a Chinese one counting as two; most texts stand in many rows."""
    twice = {character for character in set(text) if unicodedata.east_asian_width(character) in "WF"}
    return tuple([len(line) + sum(map(line.count, twice)) for line in text.split("\n")])
