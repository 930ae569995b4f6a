"""绩效目标 — tables of targets before anything is achieved, and the goals of the year in words: read for the checks.

The official forms we hold are read by their own header words (``lists``); these are all others, of any province, with the
tasks above a department's goals and what each is to cost: 总额, 财政拨款, 其他资金.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlfuncs.cells import Place
from xlfuncs.evaluation.content import Entry
from xlfuncs.forms.layout import kind_of
from xlfuncs.forms.recognition.cells.reader import Reader
from xlfuncs.forms.recognition.columns.headers import Header
from xlfuncs.forms.recognition.funds.amount_rows import Line
from xlfuncs.forms.recognition.funds.detail_sums import amounts_at, check_parts, check_sum
from xlfuncs.forms.recognition.indicators.goal_cells import sign_of, unit_of, whole_text
from xlfuncs.forms.recognition.tables.lists import Lists, read_entry, read_fields
from xlfuncs.forms.recognition.words.row_labels import ends_as, is_row, is_total
from xlfuncs.forms.recognition.words.texts import bare, normal
from xlfuncs.forms.recognition.words.words import first_meaning, is_placeholder

_LABELS = ("project", "level1", "level2")  # filled down
_SIGNS = ("symbol", "nature")
_ACHIEVED = "完成情况"  # 实际完成情况, 年度目标完成情况 …
_SOURCES = ("funds_sources", "funds_detail")


def read_goals(reader: Reader, header: Header, rows: Sequence[int], head: range) -> Lists:
    """The targets of a block, labels filled down, and the labelled fields above it."""
    columns = dict(header.columns)
    columns.setdefault("level3", columns.pop("name", columns.get("level3", -1)))
    columns = {key: column for key, column in columns.items() if column >= 0}
    above: dict[str, tuple[str, Place]] = {}
    entries = []
    for row in rows:
        entry = read_entry(reader, row, columns)
        values, cells = entry.values, entry.cells
        texts = [text for _, text in reader.texts(row)]
        if any(is_total(text) or is_row("tail", text) for text in texts):
            break
        if all(is_placeholder(values.get(key)) for key in ("level3", "target")):
            continue
        for key in _LABELS:
            if key in values and isinstance(values[key], str):
                above[key] = str(values[key]), cells[key]
            elif key in above:
                values[key], cells[key] = above[key]
        said = (reader.text(row, columns.get(key, reader.width)) for key in _SIGNS)
        sign = next(filter(None, map(sign_of, filter(None, said))), None)
        unit = unit_of(reader.data(row, columns.get("unit", reader.width)))
        values["target"] = whole_text(reader.shown(cells.get("target"), values.get("target")), sign, unit)
        entries.append(entry)
    fields = read_fields(reader, kind_of("goals"), head)
    return {key: found for key, found in fields.items() if key != "goals"} | {"indicators": entries}


def read_goal_texts(reader: Reader, rows: Iterable[int]) -> Lists:
    """The texts below two such labels; none where they do not stand side by side."""
    columns: dict[str, int] = {}
    entries: list[Entry] = []
    for row in rows:
        if not columns:
            columns = _columns(reader, row)
            continue
        entry = read_entry(reader, row, columns)
        if any(map(is_placeholder, entry.values.values())):
            break
        entries.append(entry)
    return {"overall": entries} if entries else {}


def _columns(reader: Reader, row: int) -> dict[str, int]:
    """Where the goals stand, and what came of them, in a row of labels; empty where they do not."""
    texts = reader.texts(row)
    for achieved in (at for at, text in texts if "情况" in text and bare(normal(text)).endswith(_ACHIEVED)):
        goals = [column for column, text in texts if column < achieved and is_row("goals", text)]
        if goals:  # 年度目标完成情况 left of all is what the block is called
            return {"expected": goals[-1], "achieved": achieved}
    return {}


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
