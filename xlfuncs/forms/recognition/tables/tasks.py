"""任务清单 — the tasks above a department's goals with what each is to cost, 总额, 财政拨款, 其他资金; nothing is spent yet."""

from __future__ import annotations

from collections.abc import Sequence

from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.funds.detail_sums import amounts_at, check_parts, check_sum
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row
from xlfuncs.forms.recognition.words.words import first_meaning

_SOURCES = ("funds_sources", "funds_detail")


def check_tasks(reader: Reader, head: range) -> set[int]:
    """The rows of such a list: in each the sources must come to the total, and the tasks to the sum below them."""
    for row in head:
        texts = reader.texts(row)
        totals = [column for column, text in texts if is_row("funds_total", text)]
        sources = [column for column, text in texts if any(ends_as(kind, text) for kind in _SOURCES)]
        lines = (row - 1, row) if row > head.start else (row,)
        named = [at for line in lines for at, text in reader.texts(line) if first_meaning(text) == "project"]
        if len(totals) == 1 and len(sources) > 1 and named:
            rows = range(row + 1, head.stop)
            return {*lines} | _check(reader, rows, named[-1], totals[0], sources)
    return set()


def _check(reader: Reader, rows: range, named: int, total: int, sources: Sequence[int]) -> set[int]:
    tasks = list[Line]()
    for row in rows:
        numbers = [reader.amount(row, column) for column in (total, *sources)]
        labels = [text for column, text in reader.texts(row) if column < total]
        if all(number is None for number in numbers):
            return {*range(rows.start, row)}
        if any(ends_as("funds_sums", text) for text in labels):
            for column in (total, *sources):
                check_sum(reader, row, tasks, column, labels[-1])
            return {*range(rows.start, row + 1)}
        tasks.append((row, reader.text(row, named) or ""))
        if parts := amounts_at(reader, row, sources):
            check_parts(reader, row, total, parts, tasks[-1][1])
    return {*rows}
