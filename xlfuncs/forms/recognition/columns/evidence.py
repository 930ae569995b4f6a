"""列的内容 — what stands below a heading, as evidence of what the heading means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, zip_longest

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import amount_or_none, as_text, is_number
from xlfuncs.forms.recognition.words.row_labels import (
    COUNTED,
    STUBS,
    is_number_of,
    is_row,
    is_total,
    is_unit,
    may_count,
)
from xlfuncs.forms.recognition.words.texts import normal
from xlfuncs.forms.recognition.words.words import concept, is_placeholder

BUDGETS = ("adjusted_budget", "budget", "initial_budget")  # the first one a table has counts
FUNDS = 4  # rows of a block of amounts that are looked at
DEPTH = 40  # rows below a heading that are looked at
_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?(分|[亿万]?元)?")
_PERCENT = re.compile(r"\d+(\.\d+)?%")
_SIGN = re.compile(
    r"[≥≤≧≦⩾⩽<>=]|不[低少高大小多]于|不超过|[大小等低少高多]于|[至最][少多]|以上|以下|以内|^达到$"
)
_PROSE = 25  # characters
_FEWEST = 3
_SCORED = 2  # rows with points and a score within them, at least
_HEADINGS = 2  # more words of headings in a row make it a header
_ENDS = (("title", True), ("tail", True))

Columns = dict[str, int]  # of a block: which holds what


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cells of a column below its heading."""

    values: tuple[Value, ...]  # of the filled cells only
    numbers: int = 0
    percents: int = 0
    signs: int = 0
    prose: int = 0

    def speaks_for(self, concept: str) -> int:
        """How much the cells speak for (above 0) or against (below 0) what the heading may mean."""
        count = len(self.values)
        if not count:
            return 0
        if concept in (*BUDGETS, "executed"):
            if self.numbers:
                return int(2 * self.numbers > count)
            labels = any(is_row("funds_total", str(value)) for value in self.values)
            return -8 if self.prose or labels else -2  # 待定 may stand for a number
        if concept in ("points", "score", "approved"):
            numbers = self.numbers + self.percents * (concept == "points")
            return 2 if 5 * numbers >= 4 * count else -8 if 2 * numbers < count else 0
        if concept == "standard":
            return -8 if 5 * self.numbers >= 4 * count else 0
        if concept in ("target", "actual"):
            return (concept == "target" and self.signs > 0) - 3 * (2 * self.prose > count)
        return 0


def rows_below(reader: Reader, header: int, kind: str = "") -> range:
    """The rows of a block that are looked at: some, to its total, unless that stands first, or to the next page."""
    end = min(header + 1 + (FUNDS if kind == "execution" else DEPTH), len(reader.rows))
    above = (reader.rows[row] for row in range(max(header - 1, 0), header + 1))
    same = [row for row in above if any(row)]  # on the next page, too
    ends = _heads if kind == "execution" else _ends
    start = header + 1 + numbers_columns(reader, header + 1)
    sums = start < end and any(is_total(text) for _, text in reader.texts(start))
    first = start + (sums and not _heads(reader, start))
    counting = (row for row in reader.counting if first <= row < end)
    counts = next((row for row in counting if numbers_columns(reader, row)), end)
    below = range(first, counts)
    told = (row for row in reader.contents.telling if row in below and reader.rows[row] not in same)
    last = next((row for row in told if ends(reader, row)), end)
    return range(start, last if last <= counts else counts - 1)  # with the headings above, on the next page


def _ends(reader: Reader, row: int) -> bool:
    """Whether a table ends here: at its total, a title, a closing remark, another header, two blank rows or a last one."""
    texts = reader.texts(row)
    if texts:
        said = [_says(text) for text in {text for _, text in texts}]  # 预算执行率 on two levels is a row
        heads = said.count("heading") > _HEADINGS
        return "end" in said or (heads and not any(map(is_number, reader.rows[row])))  # 预算执行, 执行率 … 10
    return not any(map(any, reader.rows[row : row + 2]))


def numbers_columns(reader: Reader, row: int) -> bool:
    """Whether a row only counts its columns: 1, 2, 3, ①, ② or A, B, C=B/A, behind 栏次 or 甲, 乙; or says their units."""
    line, above = (reader.rows[row], reader.rows[row - 1]) if row < len(reader.rows) else ((), ())
    own = dropwhile(lambda pair: pair[0] in (None, "") or pair[0] == pair[1], zip_longest(line, above))
    first = next(own, (None, None))[0]  # a label may be filled down beside them
    if not may_count(as_text(first) or ""):
        return False  # nearly all rows
    cells = [first, *(value for value, _ in own if value not in (None, ""))]
    if len(cells) > 1 and all(isinstance(value, str) and is_unit(value) for value in cells):
        return True
    if cells and (cells[0] in COUNTED or (isinstance(first, str) and is_unit(first))):
        del cells[0]
    stubs = sum(1 for value, stub in zip(cells, STUBS, strict=False) if value == stub)
    del cells[:stubs]
    return len(cells) >= _FEWEST and all(
        is_number_of(at, as_text(value) or "") for at, value in enumerate(cells)
    )


def _heads(reader: Reader, row: int) -> bool:
    """Whether it is another header."""
    return [_says(text) for _, text in reader.texts(row)].count("heading") > _HEADINGS


@lru_cache(maxsize=1 << 12)  # the rows below a heading are asked about more than once
def _says(value: Value) -> str | None:
    if not isinstance(value, str):
        return None
    meant = concept(value)
    if is_total(value) or meant in _ENDS:
        return "end"
    return "heading" if meant else None


def evidence(reader: Reader, column: int, rows: range, heading: str = "") -> Evidence:
    """What a column holds in these rows, but for its heading on another page."""
    cells = reader.column(column)[rows.start : rows.stop]
    filled = [value for value in cells if value is not None and value != heading]
    values = tuple([value for value in filled if type(value) is float or not is_placeholder(value)])
    return Evidence(values, *map(sum, zip(*map(_looks, values), strict=True)))


@lru_cache(maxsize=1 << 12, typed=True)
def _looks(value: Value) -> tuple[bool, bool, bool, bool]:
    """Whether a cell is a number, a percent, has a sign, is prose."""
    text = normal(as_text(value) or "")
    number, percent = _NUMBER.fullmatch(text) is not None, _PERCENT.fullmatch(text) is not None
    return number, percent, _SIGN.search(text) is not None, len(text) > _PROSE


def scores_within(reader: Reader, column: int, points: int, rows: range) -> bool:
    """Whether nearly all of a column are scores within the points of their rows: one may be mistyped."""
    cells = [(reader.data(row, column), reader.data(row, points)) for row in rows]
    filled = [pair for pair in cells if not any(map(is_placeholder, pair))]
    pairs = [(amount_or_none(score), amount_or_none(worth)) for score, worth in filled]
    right = [score is not None and worth is not None and 0 <= score <= worth for score, worth in pairs]
    return sum(right) >= max(_SCORED, len(right) - 1)
