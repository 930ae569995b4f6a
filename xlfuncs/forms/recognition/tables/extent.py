"""分表 — where on a sheet one table ends and the next begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import zip_longest

from xlfuncs.cells import Cell, Value
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.cells.values import is_number
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.columns.marks import AMOUNTS, Mark, in_pairs
from xlfuncs.forms.recognition.columns.scan import scan
from xlfuncs.forms.recognition.tables.outline import TableOutline
from xlfuncs.forms.recognition.tables.pages import is_another
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row
from xlfuncs.forms.recognition.words.word_list import words
from xlfuncs.forms.recognition.words.words import concept, is_placeholder

_HEADINGS = 3  # texts that make a row of them
_SCORED = re.compile(r"\d|分|奖|附加")
_SCORES = [(key, sure) for key in ("total", "score") for sure in (True, False)]  # 折算得分 below a total


def cut(reader: Reader) -> list[TableOutline]:
    """Cut a sheet into tables: a new one begins where a title, or the amounts, come again."""
    outlines, titled = [TableOutline(0)], -1
    for event in scan(reader):
        outline = outlines[-1]
        if isinstance(event, Header):
            if outline.unknown and not any(map(any, reader.rows[outline.unknown[-1] + 1 : event.row])):
                outline.between.add(outline.unknown.pop())  # the upper row of this header, with blanks below
            again = event.kind == "execution" and _begins(outline) and not _another(event, outline, titled)
            again |= event.kind == "goals" and outline.has("goals")
            if not outline.closed and _repeats(event, outline.headers):
                again = is_another(reader, outline.headers[-1].row, event.row)
                if not again:
                    outline.between |= set(range(event.row, event.end + 1))
                    continue
            tasks = event.kind == "indicators" and outline.headers and outline.headers[-1].kind == "projects"
            if (outline.closed and not tasks) or again:
                outlines.append(outline := TableOutline(_start(reader, outline, event)))
            outline.headers.append(event)
        elif event.kind == "title":
            if "续" in (reader.text(event.row, event.column) or "") and outline.title:
                continue  # 自评表（续）, on the next page
            titled = event.row
            if outline.has("indicators") or outline.closed:
                outlines.append(outline := TableOutline(event.row))
            outline.title = event if outline.title is None or not outline.headers else outline.title
        elif event.kind == "total" and not _of_funds(reader, outline, event):
            outline.totals.append(event)
            outline.subtotals[event.row] = False
        elif event.kind in ("subtotal", "page_sum"):
            outline.subtotals[event.row] = event.kind == "subtotal"
        elif event.kind == "tail":
            outline.tails.append(event.row)
        elif event.kind == "headings":
            outline.unknown.append(event.row)
        elif event.kind in AMOUNTS:
            if outline.closed and outline.has_amounts and event.kind != "rate":
                outlines.append(outline := TableOutline(_start(reader, outline, event)))
            outline.amounts.append(event)
            below = outline.headers[-1] if outline.headers else None
            worth = reader.data(event.row, below.columns.get("points")) if below else None
            if below and below.kind == "indicators" and not is_number(worth):
                outline.between.add(event.row)
    ends = [*(outline.start for outline in outlines[1:]), len(reader.rows)]
    for outline, end in zip(outlines, ends, strict=True):
        outline.end = _end(reader, outline, end)
        outline.totals = [total for total in outline.totals if total.row < outline.end]
        passed = _passed(reader, outline)
        outline.tails = [row for row in outline.tails if row not in passed]
        outline.between |= passed
    return outlines


def _end(reader: Reader, outline: TableOutline, end: int) -> int:
    """Where it ends: headings of something else, 问题, 涉及金额, 整改措施, may stand below it, but for those of more scores."""
    last = outline.headers[-1] if outline.headers else None
    if last is None or last.kind != "indicators" or "points" not in last.columns:
        return end
    first, score = last.end + 1, last.columns.get("score")
    totals = [total.row for total in outline.totals if total.row > first]
    total = min(totals, default=end)
    for row, worth in enumerate(reader.column(last.columns["points"])[first:end], first):
        if type(worth) is float or row in outline.between or row in totals:
            continue  # nearly all rows; 总分 | 总分值 | 总得分
        if is_number(worth) or len(texts := reader.texts(row)) < _HEADINGS:
            continue
        words_there = not last.own and _is_word(worth) and _is_word(reader.data(row, score))
        below = row > total and row not in outline.tails
        if words_there or (below and not any(_SCORED.search(text) for _, text in texts)):
            if row < total and row not in outline.unknown:
                outline.unknown.append(row)
            return row
    return end


def _is_word(value: Value) -> bool:
    return isinstance(value, str) and not any(map(str.isdigit, value)) and not is_placeholder(value)


def _passed(reader: Reader, outline: TableOutline) -> set[int]:
    """Remarks below which indicators stand, too, before their total: they close a page, and no table."""
    totals = [total.row for total in outline.totals]
    passed, tails = set[int](), set(outline.tails)
    for header, below in zip_longest(outline.headers, outline.headers[1:]) if tails else ():
        start, stop = header.end + 1, below.row if below else outline.end
        for end in sorted({stop, *(row for row in totals if start <= row < stop)}):
            remarks = outline.tails[bisect_left(outline.tails, start) : bisect_left(outline.tails, end)]
            rest = range(end - 1, remarks[0], -1) if remarks else ()
            last = next((row for row in rest if row not in tails and _is_indicator(reader, header, row)), 0)
            passed |= {row for row in remarks if row < last}
            start = end
    return passed


def _is_indicator(reader: Reader, header: Header, row: int) -> bool:
    """Whether a row has a name and points, or where the block has no points, a target and a result."""
    columns, points = header.columns, header.columns.get("points")
    if header.kind != "indicators" or not isinstance(reader.data(row, header.names), str):
        return False
    if in_pairs(reader, row):
        return False
    if points is not None:  # 20, or 20/20 of points and score
        worth = reader.data(row, points)
        return is_number(worth) or (header.pair is not None and not is_placeholder(worth))
    both = [columns.get(key) for key in ("target", "actual")]
    return all(column is not None and not is_placeholder(reader.data(row, column)) for column in both)


def _of_funds(reader: Reader, outline: TableOutline, total: Mark) -> bool:
    """Whether a total is that of the amounts above it; those may stand between the indicators and their total."""
    if not outline.headers or outline.headers[-1].kind != "execution":
        return False
    last, text = outline.headers[-1], reader.text(total.row, total.column) or ""
    blank = last.amounts and all(is_placeholder(reader.data(total.row, column)) for column in last.amounts)
    if blank and "score" in last.columns and reader.has_number(total.row, last.columns["score"]):
        return not outline.has("indicators")  # 合计 | | | 100 | 99, below them
    of_funds = any(word in text for word in words("of_funds")["words"])
    named = ends_as("funds_sums", text) and of_funds  # 部门支出合计, not 分值合计
    return not outline.has("indicators") or is_row("funds_total", text) or named


def _begins(outline: TableOutline) -> bool:
    """Whether amounts that come now are those of a new table: they may stand below the indicators, before a total."""
    amounts = outline.has("execution") or (outline.has_amounts and bool(outline.headers))
    return amounts or (outline.has("indicators") and outline.closed)


def _another(header: Header, outline: TableOutline, titled: int) -> bool:
    """Whether amounts are others of the same table, “三公”经费 below 部门预算: called otherwise, or with other columns."""
    last = outline.headers[-1] if outline.headers else None
    if last is None or last.kind != "execution" or titled > last.row:
        return False
    called = None not in (last.label, header.label) and last.label != header.label
    return called or last.words.keys() != header.words.keys()


def _start(reader: Reader, outline: TableOutline, header: Header | Mark) -> int:
    """Where the table of a header, or of its first amount, begins: after the last row of the table above that says something."""
    last = max([total.row for total in outline.totals] + [above.end for above in outline.headers])
    above = outline.headers[-1].columns
    name = outline.headers[-1].names
    values = [above[key] for key in ("target", "actual", "points", "score") if key in above]
    values += outline.headers[-1].amounts or ()
    labelled = name is not None and name > min(above.values())  # the first column holds other labels too

    def says(row: int) -> bool:
        filled = [column for column in values if not is_placeholder(reader.data(row, column))]
        said = None if name is None else reader.data(row, name)
        called = isinstance(said, str) and not is_number(said) and not ends_as("funds_sources", said)
        named = name is None or called
        return named and (labelled or bool(filled))

    row = header.row
    while row - 1 > last and not says(row - 1):
        row -= 1
    return row


def _repeats(header: Header, headers: list[Header]) -> bool:
    """Whether it is the last one again, as printed on every page."""
    last = headers[-1] if headers else None
    if last is None or not last.kind == header.kind == "indicators" or last.words != header.words:
        return False
    # Which of its columns is the target, cells say.
    places = header.columns.keys() - {"target", "symbol", "unit"}
    same = all(header.columns[key] == last.columns.get(key) for key in places)
    return same and header.label in (None, last.label)


def left_over(reader: Reader, outline: TableOutline) -> Iterator[Cell]:
    """The first name below a block's total, or its last remark, that looks like an indicator's."""
    for (header, rows), below in zip_longest(outline.blocks(), outline.headers[1:]):
        total = {mark.row for mark in outline.totals} | outline.subtotals.keys() | outline.between
        first = rows[-1] + 1 if rows else header.end + 1
        rest = range(first, below.row if below else outline.end)
        left = [row for row in rest if row not in total and _is_indicator(reader, header, row)]
        names = header.names
        if left and names is not None and concept(reader.text(left[0], names) or "") not in _SCORES:
            yield left[0], names
