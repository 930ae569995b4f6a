"""续页与断行 — headings as pages leave them: again on every page of a table that goes on, no row of it and nothing to read it by;
or broken over two or three rows by a copy from a page, 年度指 above 标值, and put together. Below rows that have all the points
of a table they are those of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xlfuncs.cells import Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.evidence import BUDGETS, numbers_columns
from xlfuncs.forms.recognition.words.row_labels import ends_as
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.word_list import beginnings, index
from xlfuncs.forms.recognition.words.words import concepts, first_meaning
from xlfuncs.patterns import pattern
from xlfuncs.scoring.numbers import exact_or_none
from xlfuncs.sheets import Sheet

_HEADINGS, _SCORED = 3, ("points", "score", "actual")  # words of headings in a row of them, and some of these
_AMOUNTS = frozenset((*BUDGETS, "executed"))
_WORD = pattern("[一-龥]")
_LONGEST = 12  # characters of a piece
_FEWEST = 2  # headings of which a row holds a piece; rows
_OF_POINTS = pattern("满分|分值|权重|得分标准")
_POINTS, _LEAST = 100, 80  # points of a table; of its indicators beside an execution rate


def without_repeats(reader: Reader) -> Sheet | None:
    """The sheet with such rows blank; None where it has none.

    >>> head, row = ["三级指标", "指标值", "完成值"], ["养护里程", 10.0, 9.0]
    >>> without_repeats(Reader(Sheet("表", [head, row, head, row]))).rows[2]
    [None, None, None]
    >>> parted = Sheet("表", [head, row, ["合计", None, None], head, row])
    >>> without_repeats(Reader(parted)) is None  # another table
    True
    """
    again = {*_repeats(reader)}
    if not again:
        return None
    rows = [[None] * len(row) if at in again else row for at, row in enumerate(reader.rows)]
    return replace(reader.sheet, rows=rows)


def _repeats(reader: Reader) -> Iterator[int]:
    means_nothing, rows, telling = reader.known.keys().isdisjoint, reader.rows, reader.contents.telling
    wide = [row for at in telling if sum(map(reader.known.__contains__, row := rows[at])) >= _HEADINGS]
    if len({*map(_written, wide)}) == len(wide):
        return  # nearly every sheet
    above: dict[tuple[Value, ...], int] = {}  # headings of this table, and the row in which they stand first
    titled = page = None  # the rows of its title, and of the same one below
    for at in telling:
        if means_nothing(row := rows[at]):
            continue
        said = {reader.known[text][0][0]: text for text in row if type(text) is str and text in reader.known}
        if "rule_score" in said:
            return  # ours go on one page
        heads = len(said) >= _HEADINGS and not any(map(is_number, row))
        of_amounts = not _AMOUNTS.isdisjoint(said)
        if "title" in said and above and titled is not None and _written(row) == _written(rows[titled]):
            page = at
        elif "total" in said or "续" not in said.get("title", "续") or (of_amounts and not heads):
            above, titled, page = {}, at if "title" in said else None, None  # another table
        elif heads and (of_amounts or not said.keys().isdisjoint(_SCORED)):
            first = above.get(written := _written(row))
            another = first is not None and is_another(reader, first, at)
            if page is not None and titled is not None:  # with all that stands below it
                same = [*map(_written, rows[titled : titled + at - page])] == [*map(_written, rows[page:at])]
                if same and first is not None and not (of_amounts or another):
                    yield from range(page, at + 1)
                else:
                    above = {written: at}
                titled, page = (titled, None) if first is not None else (page, None)
                continue
            if first is None or another or (of_amounts and not _go_on(reader, range(first + 1, at))):
                above = {written: at} if of_amounts else above | {written: at}
                continue
            again = (at, *_beside(reader, at, first))
            if not _labelled(reader, min(again)):
                yield from again


def _go_on(reader: Reader, rows: range) -> bool:
    """Whether nothing but rows of figures stands there: those of a list, on its page before."""
    filled = [line for row in rows if any(line := reader.rows[row])]
    return all(any(map(is_number, line)) for line in filled)


def _labelled(reader: Reader, head: int) -> bool:
    """Whether one text stands above headings, of a block of its own: 二、效益指标（30分）."""
    texts = reader.texts(head - 1)
    return len(texts) == 1 and "续" not in texts[0][1] and not any(map(is_number, reader.rows[head - 1]))


def _beside(reader: Reader, at: int, first: int) -> Iterator[int]:
    """The other rows of such headings, which stand above and below as they do at the first."""
    rows, apart = reader.rows, at - first
    for ways in (range(at - 1, first, -1), range(at + 1, len(rows))):
        for row in ways:
            same = _written(rows[row]) == _written(rows[row - apart])
            if not _heads(reader, row) or not (same or numbers_columns(reader, row)):
                break
            yield row


def _written(row: Sequence[Value]) -> tuple[Value, ...]:
    """A row without white space within its texts."""
    return tuple("".join(value.split()) if isinstance(value, str) else value for value in row)


def _heads(reader: Reader, row: int) -> bool:
    """Whether a row beside headings is none of figures: one of further headings, or that counts the columns."""
    line = reader.rows[row]
    return any(line) and (not any(map(is_number, line)) or numbers_columns(reader, row))


def without_broken(reader: Reader) -> Sheet | None:
    """The sheet with whole headings, each in the last of the rows it was broken over; None where none was."""
    tops = [top for top in reader.contents.telling if not beginnings().isdisjoint(reader.rows[top])]
    if not tops:  # nearly every sheet
        return None
    rows, done = [*reader.rows], -1
    for band in (range(top, top + height) for top in tops for height in (3, 2) if top + height <= len(rows)):
        if band[0] > done and (whole := _whole(reader, band)):
            done = band[-1]
            for row in band:
                there = whole if row == done else dict.fromkeys(whole)
                rows[row] = [there.get(at, reader.sheet.value(row, at)) for at in range(reader.width)]
    return None if done < 0 else replace(reader.sheet, rows=rows)


def _whole(reader: Reader, band: range) -> dict[int, str]:
    """The headings that some rows hold the pieces of, by column; none where few would be usual ones, or each piece is one."""
    pieces: dict[int, dict[int, str]] = {}  # column → row
    for column in range(reader.width):
        values = reader.column(column)
        cells = {row: cell for row in band if (cell := values[row]) is not None}
        if any(type(cell) is not str or len(cell) > _LONGEST for cell in cells.values()):
            return {}
        if not any(reader.merged(row, column) for row in band):
            pieces[column] = {row: str(cell) for row, cell in cells.items()}
    joined = {column: "".join(some.values()) for column, some in pieces.items()}
    broken = [column for column, some in pieces.items() if len(some) > 1]
    worded = [column for column in broken if all(map(_WORD.search, pieces[column].values()))]
    listed = [pieces[column] for column in worded if bare(normal(joined[column])) in index("columns")]
    few = any(sum(row in some for some in listed) < _FEWEST for row in band)
    alone = {piece for some in listed for piece in some.values()}
    if few or 2 * len(listed) <= len(broken) or concepts(alone).keys() == alone:
        return {}
    known = concepts([joined[column] for column in broken])
    return {column: text for column, text in joined.items() if column not in broken or text in known}


def is_another(reader: Reader, first: int, again: int) -> bool:
    """Whether headings come again for another table: the one above ends with 100, or the rows below come to 100 just as well."""
    if any(ends_as("subtotal", text) for row in range(first + 1, again) for _, text in reader.texts(row)):
        return False
    later = range(again + 1, len(reader.rows))
    below = next((row for row in later if reader.rows[row] == reader.rows[again]), None)
    for column, heading in (*reader.texts(first), *reader.texts(first + 1)):  # of one row, or of two
        if first_meaning(heading) == "points" or _OF_POINTS.search(heading):
            above = _worths(reader, column, range(first + 1, again))
            if len(above) > _FEWEST and max(above[:-1]) < above[-1] == _POINTS and sum(above[:-1]) >= _LEAST:
                return True
            rest = _worths(reader, column, range(again + 1, below or len(reader.rows)))
            if (whole := _all_points(above)) is not None and whole == _all_points(rest):
                return True
    return False


def _worths(reader: Reader, column: int, rows: range) -> list[Decimal]:
    worths = [worth for row in rows if (worth := exact_or_none(reader.amount(row, column))) is not None]
    return [worth * _POINTS for worth in worths] if max(worths, default=0) <= 1 else worths  # weights of 1


def _all_points(worths: Sequence[Decimal]) -> bool | None:
    """Whether 100, a total, stands among points that come to as many; None where they do not."""
    total = _POINTS in worths
    several = len(worths) > 1 + total
    return total if several and sum(worths) == _POINTS * (1 + total) else None
