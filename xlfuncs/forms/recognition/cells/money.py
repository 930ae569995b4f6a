"""金额单位 — the unit of an amount: typed in its cell, else in the heading of its column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import bare_amount, is_number
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.scoring.numbers import WIDE, exact, exact_or_none

_TYPED = re.compile("(?:亿|[百千]?万)元?$|千?元$")
_HEADED = re.compile(r"(?:[(\[【](?:金额|单位:|人民币)*|(?<=[数额]))((?:亿|[百千]?万)元?|千?元)(?:[)\]】]|$)")
_AMOUNT = re.compile(r"(?:人民币|[¥￥])?(\d[\d,]*(?:\.\d+)?)((?:亿|[百千]?万|千)元?|元)整?")
_TIMES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}


def in_first_unit(numbers: Sequence[Any], values: Sequence[Any], headings: Sequence[str]) -> list[Any]:
    """The numbers in the unit of the first, where cells or headings say that they have not all the same.

    >>> in_first_unit([1.0, 8000.0], ["1亿元", "8000万元"], ["预算数", "执行数"])
    [1.0, 0.8]
    >>> in_first_unit([100.0, 80.0], ["100万元", 80.0], ["预算数", "执行数"])
    [100.0, 80.0]
    """
    sizes = [_size(value, heading) for value, heading in zip(values, headings, strict=True)]
    if None in sizes or len(set(sizes)) < 2 or not all(isinstance(number, float) for number in numbers):
        return list(numbers)
    return [
        float(WIDE.divide(WIDE.multiply(exact(number), Decimal(size or 1)), Decimal(sizes[0] or 1)))
        for number, size in zip(numbers, sizes, strict=True)
    ]


def in_stated_unit(reader: Reader, rows: Iterable[int], heads: range, said: Sequence[str]) -> None:
    """Read what is typed with a unit in the one that its own heading states, else what is `said` of all: 900000元 as 90."""
    for row in rows:
        for column, text in reader.texts(row):
            typed = _AMOUNT.fullmatch(bare_amount(text)) if any(map(str.isdigit, text)) else None
            if typed is None or (number := exact_or_none(typed[1])) is None:
                continue
            headings = (*(reader.text(line, column) or "" for line in reversed(heads)), *said)
            stated = next(filter(None, (_size(None, one) for one in headings)), None)
            size = _TIMES[typed[2].removesuffix("元")]
            if stated and (size != stated or not is_number(text)):
                reader.put(row, column, float(WIDE.divide(number * size, Decimal(stated))))


def _size(value: Any, heading: str) -> int | None:
    """How many 元 the unit is; None where neither cell nor heading says."""
    typed = _TYPED.search(normal(value)) if isinstance(value, str) else None
    headed = _HEADED.search(normal(heading))
    unit = typed[0] if typed else headed and headed[1]
    return _TIMES[unit.rstrip("元")] if unit else None
