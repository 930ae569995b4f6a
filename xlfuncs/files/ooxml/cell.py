"""单元格 XML — what the XML of one cell becomes when a value, a formula or a cached result is put there.

A writer gets the cell's attributes after ``r="…"`` and its content, and gives both back changed.
Cell types and escapes: ECMA-376 part 1, 18.18.11 (ST_CellType) and 22.9.2.19 (ST_Xstring).

>>> put((0, 0), 9.5)(b' s="3" t="s"', b"<v>17</v>")
(b' s="3"', b'<v>9.5</v>')
>>> put((0, 0), NewFormula("=A2&B2", 1.0))(b' s="3"', b"")
(b' s="3"', b'<f>A2&amp;B2</f>')
>>> cached((0, 0), True)(b' s="3"', b"<f>B1</f><v>0</v>")
(b' s="3" t="b"', b'<f>B1</f><v>1</v>')
"""

from __future__ import annotations

import datetime as dt
import html
import math
import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from xlfuncs.cells import Cell, CellError, Content, NewFormula, Value, address
from xlfuncs.errors import FileProblem

Writer = Callable[[bytes, bytes], tuple[bytes, bytes]]  # attributes, content → attributes, content

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")  # what XML cannot hold is written as its code, as Excel does
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CODE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # text that would be read back as a character code
_TYPE = re.compile(rb'\st="([^"]*)"')
_OF_CONTENT = re.compile(rb'\s(?:t|cm|vm)="[^"]*"')  # goes with the formula or value it describes
_FORMULA = re.compile(rb"\s*<(?:\w+:)?f\b[^>]*?(?:/>|>.*?</(?:\w+:)?f>)", re.DOTALL)
_RESULT = re.compile(rb"<(?:\w+:)?v\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?v>)", re.DOTALL)
_MOMENTS = (dt.date, dt.time, dt.timedelta)
_NUMBER = (int, float)  # a union would be made again for each of 100,000 cells
LONGEST_TEXT = 32767  # characters in a cell, Excel's limit


def put(cell: Cell, value: Content, prefix: bytes = b"") -> Writer:
    """A writer that replaces whatever the cell holds; FileProblem for what a cell cannot hold.

    Dates and times are numbers by then (`as_stored`); what a new formula gives is calculated later.
    """
    if value is None:
        return partial(_replaced, b"", b"")
    if isinstance(value, NewFormula):
        return partial(_replaced, b"", _formula(value.text.removeprefix("="), prefix))
    if isinstance(value, str):
        inline = b'<%sis><%st xml:space="preserve">%s</%st></%sis>'
        text = _text(cell, value)
        return partial(_replaced, b' t="inlineStr"', inline % (prefix, prefix, text, prefix, prefix))
    kind, written = _result(cell, value)
    return partial(_replaced, kind, b"<%sv>%s</%sv>" % (prefix, written, prefix))


def cached(cell: Cell, value: Value, prefix: bytes = b"") -> Writer:
    """A writer that keeps the formula and sets its cached result, untouched where it is that already."""
    return partial(_with_result, *_result(cell, value), prefix)


def forget(attributes: bytes, content: bytes) -> tuple[bytes, bytes]:
    """Drop the cached result of a formula, so that no reader takes it for the value."""
    return _TYPE.sub(b"", attributes), _RESULT.sub(b"", content)


def plain_formula(text: str, prefix: bytes) -> Writer:
    """A writer that gives a cell its own formula and keeps the cached result."""
    formula = _formula(text, prefix)
    return lambda attributes, content: (attributes, _FORMULA.sub(lambda _: formula, content, count=1))


def as_stored(value: Any, from_1904: bool = False) -> Any:
    """存储的值 — a value as a workbook stores it: of a date, a time or a duration the number [days].

    >>> as_stored(dt.date(2022, 12, 31)), as_stored(dt.time(6)), as_stored("2022")
    (44926.0, 0.25, '2022')
    """
    if not isinstance(value, _MOMENTS):
        return value
    start = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)
    if isinstance(value, dt.time):
        value = dt.datetime.combine(start, value)
    elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    elapsed = value - start if isinstance(value, dt.datetime) else value
    return elapsed / dt.timedelta(days=1)


def _formula(text: str, prefix: bytes) -> bytes:
    return b"<%sf>%s</%sf>" % (prefix, html.escape(text, quote=False).encode(), prefix)


def _replaced(kind: bytes, content: bytes, attributes: bytes, _: bytes) -> tuple[bytes, bytes]:
    return _own(attributes) + kind, content


@lru_cache(maxsize=1024)
def _own(attributes: bytes) -> bytes:
    """What stays of a cell's attributes; remembered, for few differ within a sheet."""
    return _OF_CONTENT.sub(b"", attributes)


def _with_result(
    kind: bytes, written: bytes, prefix: bytes, attributes: bytes, content: bytes
) -> tuple[bytes, bytes]:
    present_kind, present = _TYPE.search(attributes), _RESULT.search(content)
    if present and _same(present_kind[0] if present_kind else b"", present[1] or b"", kind, written):
        return attributes, content
    formula = _FORMULA.match(content)
    result = b"<%sv>%s</%sv>" % (prefix, written, prefix)
    return _TYPE.sub(b"", attributes) + kind, (formula[0] if formula else b"") + result


def _same(kind: bytes, written: bytes, new_kind: bytes, new: bytes) -> bool:
    """Whether two results are one value, however spelled; numbers count to 15 digits."""
    if kind == new_kind and written == new:
        return True
    if not new_kind and kind in (b"", b' t="n"'):
        try:
            return f"{float(written):.15g}" == f"{float(new):.15g}"
        except ValueError:
            return False
    return kind == new_kind and html.unescape(written.decode()) == html.unescape(new.decode())


def _result(cell: Cell, value: Value) -> tuple[bytes, bytes]:
    """The type attribute and the text of `<v>`."""
    if isinstance(value, bool):
        return b' t="b"', b"1" if value else b"0"
    if isinstance(value, _NUMBER):
        if not math.isfinite(value):
            raise FileProblem(f"{value} 不是可以写入单元格的数 | {value} cannot stand in a cell").within(
                address(cell)
            )
        whole = abs(value) < 1e15 and value == int(value)
        return b"", repr(int(value) if whole else value).encode()
    if isinstance(value, CellError):
        return b' t="e"', _text(cell, value.code)
    if isinstance(value, str):
        return b' t="str"', _text(cell, value)
    raise TypeError(f"{address(cell)}: {value!r} is no result of a formula")


def _text(cell: Cell, text: str) -> bytes:
    try:
        return _spelled(text)
    except FileProblem as problem:
        raise problem.within(address(cell)) from problem


@lru_cache(maxsize=256)
def _spelled(text: str) -> bytes:
    """A text as XML; remembered, for a report says the same in many rows."""
    if len(text) > LONGEST_TEXT:
        raise FileProblem(
            f"文字有 {len(text)} 个字符，单元格最多 {LONGEST_TEXT} 个"
            f" | a text of {len(text)} characters; a cell holds {LONGEST_TEXT}"
        )
    return html.escape(xstring(text), quote=False).encode()


def xstring(text: str) -> str:
    """A text without what XML cannot hold, which stands there as its code.

    >>> xstring("甲\x07乙"), xstring("_x0007_")
    ('甲_x0007_乙', '_x005F_x0007_')
    """
    text = _NO_CHARACTER.sub("\ufffd", _CODE_LIKE.sub("_x005F_", text))
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
