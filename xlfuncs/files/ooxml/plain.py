"""读取 .xlsx（标准库）— the values of a workbook's sheets by expat, where there is no calamine: in a browser.

Gives what calamine gives, value and kind, in about six times the time. Cells: ECMA-376 part 1, 18.3.1.4;
shared texts: 18.4; number formats: 18.8.30; escapes in texts: 22.9.2.19.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar
from xml.etree import ElementTree
from xml.parsers import expat

from xlfuncs.cells import COLUMNS, ROWS, Corners, Value, column_index
from xlfuncs.errors import FileProblem
from xlfuncs.files.ooxml.parts import relations
from xlfuncs.files.ooxml.workbook import Workbook

T = TypeVar("T")

Block = tuple[list[list[Value]], list[Corners]]  # rows from A1, merged blocks

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_USUAL_PARTS = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}  # where no relation says
_BLANKS = " \t\r\n"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)?(?:(?<=\d)T(?=\d))?(\d\d:\d\d:\d\d(?:\.\d+)?)?")  # no time zone

_DATES = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}  # formats that need no code
_ELAPSED = {46}
_NOT_A_SIGN = r'"[^"]*"|\\.|_.|\*.'  # quoted, escaped, a gap's width, a filler
_COLOUR = r"\[(?!h+\]|m+\]|s+\])[^]]*\]"  # or a condition, a language: what is in brackets, but for [h]
_BEFORE = rf"(?=(?P<before>(?:{_NOT_A_SIGN}|{_COLOUR}|[^[;ymdhs])*))(?P=before)"  # taken whole: atomic groups are of 3.11
_SIGN = re.compile(rf"{_BEFORE}(?P<sign>\[|[ymdhs])", re.IGNORECASE)


class PlainValues:
    """工作表的值 — of one workbook; shared texts and styles are read once. FileProblem where it is damaged."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        parts = _USUAL_PARTS | {r.kind: r.target for r in relations(workbook.package, workbook.part)}
        with _damage_named():
            self._texts = self._read(parts["sharedStrings"], _texts)
            self._formats = self._read(parts["styles"], _formats)

    def block(self, sheet: str) -> Block:
        """The rows from A1 on, all of one length, blanks as None; and the merged blocks."""
        xml = self._workbook.bare_xml(sheet)
        rows, merged = self._workbook.remembered(f"values of {sheet}", xml, lambda: self._read_sheet(xml))
        return [row.copy() for row in rows], merged

    def _read_sheet(self, xml: bytes) -> Block:
        scan = _Scan(self._value)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = scan.start, scan.end
        parser.CharacterDataHandler = scan.text
        with _damage_named():
            parser.Parse(xml, True)
        width = max(map(len, scan.rows), default=0)
        for row in scan.rows:
            row += [None] * (width - len(row))
        return scan.rows, scan.merged

    def _value(self, kind: str, style: str, text: str) -> Value:
        if kind == "n":
            number = float(text)
            return number if style == "0" else self._number(number, int(style))
        if kind == "s":
            return self._texts[int(text)] or None
        if kind == "str":
            return _decoded(text) or None
        if kind == "b":
            return text.strip() not in ("0", "false")
        if kind == "d":
            return _iso(text)
        if kind in ("e", "inlineStr"):
            return None  # which error it is, the caller reads; an inline text stands in <is>
        raise ValueError(f't="{kind}"')

    def _number(self, number: float, style: int) -> Value:
        """A number as its format shows it: itself, a moment or a duration."""
        how = self._formats[style] if style < len(self._formats) else None
        if how is None:
            return number
        try:
            length = dt.timedelta(milliseconds=round(number * 86_400_000))
            return length if how == "elapsed" else self._moment(length, whole=number.is_integer())
        except OverflowError:  # beyond all dates
            return number

    def _moment(self, length: dt.timedelta, *, whole: bool) -> Value:
        if length < dt.timedelta(1):
            return (dt.datetime.min + max(length, dt.timedelta())).time()
        epoch = dt.datetime(1904, 1, 1)
        if not self._workbook.dates_from_1904:  # Lotus took 1900 for a leap year, so that day 60 is none
            epoch = dt.datetime(1899, 12, 31) if length.days < 60 else dt.datetime(1899, 12, 30)
        moment = epoch + length
        return moment.date() if whole else moment

    def _read(self, part: str, read: Callable[[bytes], list[T]]) -> list[T]:
        package = self._workbook.package
        if part not in package:
            return []
        content = package.read(part)
        return self._workbook.remembered(f"values of {part}", content, lambda: read(content))


def _texts(shared: bytes) -> list[str]:
    return [
        _decoded(
            "".join(
                _kept(text.text or "", text.get(_SPACE))
                for run in ("{*}t", "{*}r/{*}t")
                for text in item.iterfind(run)
            )
        )
        for item in ElementTree.fromstring(shared).iterfind("{*}si")
    ]


def _formats(content: bytes) -> list[str | None]:
    styles = ElementTree.fromstring(content)
    codes = {
        int(line.get("numFmtId", "0")): line.get("formatCode", "")
        for line in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    numbers = (int(line.get("numFmtId", "0")) for line in styles.iterfind("{*}cellXfs/{*}xf"))
    return [_kind_of_format(number, codes.get(number)) for number in numbers]


class _Scan:
    """What expat tells of a sheet, cell by cell."""

    def __init__(self, value: Callable[[str, str, str], Value]) -> None:
        self.rows: list[list[Value]] = []
        self.merged: list[Corners] = []
        self._value = value
        self._cell, self._kind, self._style = "", "n", "0"
        self._pieces: list[str] = []
        self._keeping = self._inline = self._phonetic = False
        self._space: str | None = None  # xml:space of the text, and where it starts among the pieces
        self._since = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._cell = attributes["r"]
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._pieces = []
            self._inline = False
        elif name == "v":
            self._keeping = True
        elif name == "t" and not self._phonetic:
            self._keeping = self._inline = True
            self._space, self._since = attributes.get("xml:space"), len(self._pieces)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.merged.append((*_place(first), *_place(last or first)))

    def text(self, some: str) -> None:
        if self._keeping:
            self._pieces.append(some)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            if self._keeping and name == "t":
                self._pieces[self._since :] = [_kept("".join(self._pieces[self._since :]), self._space)]
            self._keeping = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "c" and self._pieces:
            kind = "str" if self._inline else self._kind
            value = self._value(kind, self._style, "".join(self._pieces))
            if value is not None:
                self._put(value)

    def _put(self, value: Value) -> None:
        row, column = _place(self._cell)
        while len(self.rows) <= row:
            self.rows.append([])
        cells = self.rows[row]
        cells += [None] * (column - len(cells))
        if column < len(cells):
            cells[column] = value
        else:
            cells.append(value)


@contextlib.contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except FileProblem:
        raise
    except (KeyError, IndexError, ValueError, expat.ExpatError, ElementTree.ParseError) as problem:
        raise FileProblem.damaged(problem) from problem


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    row = int(reference[len(letters) :]) - 1
    if not 0 <= row < ROWS:
        raise ValueError(reference)
    return row, _column(letters)


@cache
def _column(letters: str) -> int:
    column = column_index(letters) if letters.isascii() and letters.isupper() else -1
    if not 0 <= column < COLUMNS:
        raise ValueError(letters)
    return column


def _kind_of_format(number: int, code: str | None) -> str | None:
    if code is None:
        return "elapsed" if number in _ELAPSED else "date" if number in _DATES else None
    sign = _SIGN.match(code)
    return None if sign is None else "elapsed" if sign["sign"] == "[" else "date"


def _iso(text: str) -> Value:
    found = _ISO.fullmatch(text)
    date, time = found.groups() if found else (None, None)
    if date and time:
        return dt.datetime.fromisoformat(f"{date}T{time}")
    return dt.date.fromisoformat(date) if date else dt.time.fromisoformat(time) if time else text


def _kept(text: str, space: str | None) -> str:
    return text if space == "preserve" else text.strip(_BLANKS)


def _decoded(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
