"""核验码 — a digest of what stands on a sheet and one of each row, which a refresh leaves on 核对: what was changed since."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, repeat, zip_longest
from types import MappingProxyType

from xlfuncs.cells import Cell, Content, NewFormula
from xlfuncs.refresh.report import Line, lines_of
from xlfuncs.sheets import Sheet, put_value

_MARK = "核验码"  # in the column 项目
LEVEL = "记录"  # in the column 级别
_DIGITS = 6  # of a row's mark
_BLANK = _DIGITS * "0"
_FOR = "供 xlfuncs verify 比对："
_MARKED = re.compile(rf"{_FOR}(?P<whole>[0-9a-f]{{16}})；各行 (?P<rows>(?:[0-9a-f]{{{_DIGITS}}})*)")
_MOST_ROWS = 500  # that have a mark of their own; those below are told by the whole sheet's
_MOST_COLUMNS = 50  # that are left out by turns


@dataclass(frozen=True, slots=True)
class SheetMark:
    """A digest of what stands on a sheet, and one of each row."""

    whole: str
    rows: tuple[str, ...]

    def changed(self, now: SheetMark) -> list[int]:
        """The rows that are not as they were, from 0; none where only lines below the marked ones are."""
        most = max(len(self.rows), len(now.rows))
        mine, theirs = (mark.rows + ("",) * (most - len(mark.rows)) for mark in (self, now))
        return [row for row in range(most) if mine[row] != theirs[row]]

    def stands(self, now: SheetMark) -> list[int]:
        """Where each row stands now; one that was changed goes with the one above it, or is gone (-1)."""
        counted = Counter(now.rows)
        places = {mark: row for row, mark in enumerate(now.rows) if mark != _BLANK and counted[mark] == 1}
        taken = {places[mark] for mark in self.rows if mark in places}
        found, shift = list[int](), 0
        for row, mark in enumerate(self.rows):
            shift = places.get(mark, row + shift) - row
            found.append(-1 if mark not in places and row + shift in taken else row + shift)
        return found


def moved(before: SheetMark, sheet: Sheet, told: Collection[int]) -> tuple[list[int], int | None]:
    """Where the rows of a sheet stand now, and which column was put in: without it most of those told are as they were."""
    top = sheet.rows[:_MOST_ROWS]
    formulas = [(row, at) for row, at in sheet.formulas if row < _MOST_ROWS]
    known = {before.rows[row] for row in told if row < len(before.rows)}
    now = mark_of(replace(sheet, rows=top, formulas=frozenset(formulas)))
    most, best, put_in = len(known.intersection(now.rows)), now, None
    for column in range(min(_MOST_COLUMNS, max(map(len, top), default=0))):
        if 2 * most > len(known):
            break
        rows = [[*row[:column], *row[column + 1 :]] for row in top]
        rest = frozenset((row, at - (at > column)) for row, at in formulas if at != column)
        now = mark_of(replace(sheet, rows=rows, formulas=rest))
        if 2 * (count := len(known.intersection(now.rows))) > len(known):
            most, best, put_in = count, now, column
    return before.stands(best), put_in


def sheet_marks(report: Sheet | None) -> dict[str, SheetMark]:
    """The marks of sheets that stand on a report."""
    return {
        str(line["工作表"]): SheetMark(found["whole"], tuple(re.findall("." * _DIGITS, found["rows"])))
        for line in lines_of(report)
        if line["项目"] == _MARK and (found := _MARKED.fullmatch(str(line["说明"])))
    }


def mark_lines(marks: Mapping[str, SheetMark]) -> Iterator[Line]:
    """How the marks stand on 核对."""
    for name, mark in marks.items():
        yield (name, None, _MARK, LEVEL, None, None, f"{_FOR}{mark.whole}；各行 {''.join(mark.rows)}")


def mark_of(sheet: Sheet, written: Mapping[Cell, Content] = MappingProxyType({})) -> SheetMark:
    """The mark of a sheet, once this is written to it."""
    rows = [*map(tokens, sheet.rows[:_MOST_ROWS])]
    columns = [*map(tokens, zip_longest(*sheet.rows[_MOST_ROWS:]))]  # of a long list, of which few are
    told = zip(written, tokens(written.values()), strict=True)
    for (row, column), token in chain(zip(sheet.formulas, repeat(_FORMULA)), told):
        if row < _MOST_ROWS:
            put_value(rows, (row, column), token, "")
        else:
            put_value(columns, (column, row - _MOST_ROWS), token, "")
    lines, rest = (_trimmed(["\t".join(_trimmed(one)) for one in some]) for some in (rows, columns))
    digests = [line and digest([line]) for line in lines]
    marks = tuple((one or _BLANK)[:_DIGITS] for one in digests)
    return SheetMark(digest([*digests, *rest]), marks)


def _trimmed(line: list[str]) -> list[str]:
    """The line itself, once the blanks at its end are taken off."""
    while line and not line[-1]:
        line.pop()
    return line


_FORMULA = "="  # whatever it says: its results follow from what it reads


def tokens(contents: Iterable[Content]) -> list[str]:
    """What stands in cells, its kind included, however a suite writes it: only texts are quoted, a blank is nothing."""
    numbers = _Numbers()
    return [
        ""
        if content is None  # asked first, as the cheapest: half of a sheet
        else numbers[content]
        if type(content) is float
        else content and repr(content.replace("\r\n", "\n") if "\r" in content else content)
        if type(content) is str
        else _other(content)
        for content in contents
    ]


class _Numbers(dict[float, str]):
    """How numbers are told: in a long column there are few different ones."""

    def __missing__(self, number: float) -> str:
        told = self[number] = f"{number or 0.0:.15g}"  # -0 is 0
        return told


def _other(content: Content) -> str:
    """A day with or without a time, as a file has it, is one with a time, as a suite does."""
    if isinstance(content, dt.date):
        return content.isoformat().removesuffix("T00:00:00")
    return _FORMULA if isinstance(content, NewFormula) else repr(content)


def digest(lines: Iterable[str]) -> str:
    """A short one."""
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
