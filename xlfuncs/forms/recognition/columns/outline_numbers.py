"""分级序号 — a column of numbers that count parts, too: 1, 1.1, 1.2, 2."""

from __future__ import annotations

import re

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import as_text
from xlfuncs.forms.recognition.columns.headers import Header

_PART = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}")


def outline_numbers(reader: Reader, header: Header) -> dict[int, str]:
    """The numbers below a header by row, 1、 and 1.1; none where no part has one."""
    column = header.columns.get("number")
    cells = reader.column(column)
    rows = range(header.end + 1, len(cells))
    if header.own or column is None or not any(is_part(cells[row]) for row in rows):
        return {}
    said = {row: text for row in rows if (text := as_text(cells[row]))}
    return {row: text if is_part(text) else f"{text}、" for row, text in said.items()}


def is_part(number: Value) -> bool:
    """Whether it counts a part.

    >>> is_part("1.2"), is_part(1.2), is_part(12.0), is_part("2.50元")
    (True, True, False, False)
    """
    if type(number) is float:
        return number % 1 != 0
    return isinstance(number, str) and _PART.fullmatch(number.strip()) is not None
